"""What comes with fivec, in a checkout and in a wheel: rubrics, cases and the other kinds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def folder(name: str) -> Path:
    """Return the folder of a kind: ``rubrics``, ``cases``, ``theories``, ``shares``, ``worked``.

    A wheel carries them inside the package; in a checkout they stand at the top level.
    """
    inside = _PACKAGE / "shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parents[1] / name


@cache
def shipped(name: str) -> tuple[Path, ...]:
    """Return the shipped files of a kind (``rubrics``, ``cases``, …), in name order."""
    # A glob would take a folder that may not be read for an empty one.
    return tuple(sorted(path for path in folder(name).iterdir() if path.suffix == ".yaml"))


def own_name(path: Path) -> str:
    """Return the name of a file of fivec's own, which does not say where fivec is installed."""
    top = _PACKAGE.parent
    # A checkout has beside its source what a wheel has in the package.
    top = top.parent if top.name == "src" else top
    return (path.relative_to(top) if path.is_relative_to(top) else path).as_posix()


def default_rubric() -> str:
    """Return the id of the rubric to judge by where none is asked for: the first that ships."""
    return shipped("rubrics")[0].stem.partition("@")[0]


def example(path: str) -> Path | None:
    """Return the shipped file that ``cases/kompas.yaml`` or ``kompas`` names, if there is one."""
    for name in ("cases", "theories", "shares"):
        for one in shipped(name):
            if path in (one.stem, f"{name}/{one.name}"):
                return one
    return None
