"""The colours of the pictures, as roles that a page may give other colours in the dark.

An SVG names roles alone, as classes: ``fv-ink-fill`` is filled with ``ink``, ``fv-ink-stroke``
drawn with it. Text has a contrast of 4.5 to 1 with what it stands on, a mark of 3 to 1, in light
and in dark. Marks differ in shape too, so that nothing hangs on telling colours apart.
"""

from __future__ import annotations

# Role: colour on light, colour on dark.
PALETTE: dict[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#14191f"),
    # text, and text that may be read in passing
    "ink": ("#1d2731", "#e8ecf0"),
    "soft": ("#55616e", "#a9b4bf"),
    # rules and grid, which say nothing by themselves
    "faint": ("#c9d0d7", "#39434d"),
    # marks that stay in the background: the others, what is missing
    "quiet": ("#7d8894", "#828e9a"),
    # what was found, its range, and what stands out from it
    "mark-1": ("#1b5e97", "#6fb1ea"),
    "mark-2": ("#5a92c4", "#457fb3"),
    "mark-3": ("#b8480f", "#f19a5b"),
    # one scale from little to much; ``ink`` stands on the first three, ``paper`` on the others
    "step-1": ("#eef4f9", "#1b2a38"),
    "step-2": ("#cfe1f0", "#1f3d57"),
    "step-3": ("#a3c6e2", "#265377"),
    "step-4": ("#2f74ad", "#5ea3dd"),
    "step-5": ("#154a78", "#a8d2f5"),
}
STEPS = tuple(role for role in PALETTE if role.startswith("step-"))


def step(score: float) -> str:
    """Return the role of a score, 0–100: a step for every twenty."""
    return STEPS[min(int(score * len(STEPS) / 100), len(STEPS) - 1)]


def on_step(role: str) -> str:
    """Return the role of text that stands on a step."""
    return "ink" if STEPS.index(role) < 3 else "paper"


def classes() -> frozenset[str]:
    """Return every class that an SVG of a picture may hold."""
    return frozenset(f"fv-{role}-{part}" for role in PALETTE for part in ("fill", "stroke"))


def light_css() -> str:
    """Return the style sheet of a picture by itself, on light paper."""
    return "".join(
        f".fv-{role}-fill{{fill:{light}}}.fv-{role}-stroke{{stroke:{light}}}"
        for role, (light, _) in PALETTE.items()
    )


def svg_css() -> str:
    """Return the style sheet of the pictures: light on paper and by default, dark where asked."""
    light, dark = (
        "".join(f"--fv-{role}:{colours[which]};" for role, colours in PALETTE.items())
        for which in (0, 1)
    )
    rules = "".join(
        f".fv-{role}-fill{{fill:var(--fv-{role})}}.fv-{role}-stroke{{stroke:var(--fv-{role})}}\n"
        for role in PALETTE
    )
    asked = "@media screen and (prefers-color-scheme:dark)"
    return (
        f":root{{{light}}}\n{asked}{{:root{{{dark}}}}}\n.fv-picture{{font-family:inherit}}\n{rules}"
    )
