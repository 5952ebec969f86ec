"""A program of somebody else's that uses fivec: the tests run it, mypy and pyright check its types.

Both read it in their strictest way: a value that could be anything is a fault, and so is a mistake
that they do not see.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from typing import Literal, assert_type

import fivec


def table(paths: Iterable[str], executor: Executor | None = None) -> list[str]:
    """Return a line a case: who, what, and how much influence."""
    lines: list[str] = []
    for a in fivec.score_many(paths, executor):
        assert_type(a, fivec.AssessedCase)
        assert_type(a.capacity.score, float | None)
        if a.verdict is not None:
            assert_type(a.verdict.influence, str | None)
            assert_type(a.verdict.as_coded, tuple[str, str])
            lines.append(f"{a.case.actor.id} {a.case.id}: {' to '.join(a.verdict.as_coded)}")
    return lines


def figures(path: str) -> dict[str, float]:
    """Return the figures of a case by what they are of."""
    found: dict[str, float] = {}
    for row in fivec.score(path).rows():
        value = row["value"]
        assert_type(value, str | float | None)
        if isinstance(value, float):
            found[f"{row['part']} {row['id']} {row['measure']}"] = value
    return found


def actor(path: str) -> str:
    """Return who the actor is, from what a program in another language would get."""
    kept = fivec.score(path).to_dict()["actor"]
    return str(kept["id"]) if isinstance(kept, dict) else ""


def faults(path: str) -> list[str]:
    """Return what is wrong with a file, a line each, and nothing where it is right."""
    try:
        fivec.load(path)
    except fivec.FivecError as wrong:
        found = wrong.findings
        assert_type(found[0].severity, Literal["error", "warning"])
        return [f"{one.file}:{one.line}:{one.column} {one.code}" for one in found]
    return []


def mistakes(path: str) -> None:
    """Make some mistakes, which nobody calls: an "ignore" without a fault is one for both."""
    a = fivec.score(path)
    # A case may have no verdict, and a score no figure.
    str(a.verdict.influence)  # type: ignore[misc, union-attr]
    str(a.capacity.score + 1)  # type: ignore[operator]
    # A row holds texts too, and a file goes by its name.
    str(a.rows()[0]["value"] + 1)  # type: ignore[misc, operator]
    fivec.score(1)  # type: ignore[arg-type]
    fivec.load(path).case.id = "b"  # type: ignore[misc]
    fivec.score_all(path)  # type: ignore[attr-defined]
