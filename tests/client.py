"""A program of somebody else's that uses fivec: the tests run it, mypy and pyright check its types.

Both read it in their strictest way, in which a value of any type at all is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from typing import assert_type

import fivec


def table(paths: Iterable[str], executor: Executor | None = None) -> list[str]:
    """Return a line a case: who, what, how much influence, and how sure."""
    lines: list[str] = []
    for a in fivec.score_many(paths, executor):
        assert_type(a, fivec.AssessedCase)
        assert_type(a.capacity.score, float | None)
        verdict = a.verdict
        said = "no verdict" if verdict is None else str(verdict.influence)
        lines.append(f"{a.case.actor.id} {a.case.id}: {said}")
    return lines


def figures(path: str) -> dict[str, float]:
    """Return the figures of a case by what they are of."""
    found: dict[str, float] = {}
    for row in fivec.score(path).rows():
        value = row["value"]
        if isinstance(value, int | float):
            found[f"{row['part']} {row['id']} {row['measure']}"] = value
    return found


def actor(path: str) -> str:
    """Return who the actor is, from what a program in another language would get."""
    actor = fivec.score(path).to_dict()["actor"]
    return str(actor["id"]) if isinstance(actor, dict) else ""


def faults(path: str) -> list[str]:
    """Return what is wrong with a file, a line each, and nothing where it is right."""
    try:
        fivec.load(path)
    except fivec.FivecError as wrong:
        return [f"{one.file}:{one.line}:{one.column} {one.code}" for one in wrong.findings]
    return []
