"""The colours can be told from what they stand on, in light and in dark."""

from __future__ import annotations

import re

import pytest

from fivec.render.pictures.palette import PALETTE, STEPS, classes, on_step, step, svg_css


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(role: str, other: str, theme: int) -> float:
    low, high = sorted(luminance(PALETTE[name][theme]) for name in (role, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1])
def test_text_and_marks_can_be_told_from_the_paper(theme):
    for role in ("ink", "soft"):
        assert contrast(role, "paper", theme) >= 4.5, role
    for role in ("quiet", "mark-1", "mark-2", "mark-3"):
        assert contrast(role, "paper", theme) >= 3, role


@pytest.mark.parametrize("theme", [0, 1])
def test_text_on_a_step_can_be_read_and_each_step_is_farther_from_the_paper(theme):
    for role in STEPS:
        assert contrast(role, on_step(role), theme) >= 4.5, role
    away = [contrast(role, "paper", theme) for role in STEPS]
    assert away == sorted(away)


def test_a_score_has_its_step():
    assert [step(score) for score in (0, 19.9, 20, 50, 79.9, 80, 100)] == [
        "step-1", "step-1", "step-2", "step-3", "step-4", "step-5", "step-5",
    ]  # fmt: skip


def test_the_style_sheet_has_a_rule_for_every_class_and_a_colour_for_every_role_in_both_themes():
    css = svg_css()
    assert {f"fv-{name}" for name in re.findall(r"\.fv-([\w-]+-(?:fill|stroke))\{", css)} == (
        classes()
    )
    light, dark = css.split("@media screen and (prefers-color-scheme:dark)")
    for role, (on_light, on_dark) in PALETTE.items():
        assert f"--fv-{role}:{on_light};" in light
        assert f"--fv-{role}:{on_dark};" in dark
