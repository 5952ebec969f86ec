"""Cases of very many items, by which others are right or are not answered in time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

# One question with an answer, so that another's would move the verdict.
OUTSIDER = "attributions: [{by: external, group: g, level: reasonable}]\n"
TRACE = (
    "tracing:\n  by: coder\n"
    "  tests: [{id: t, says: T, result: found, likelihoods: {c: 0.5, r: 0.4}}]\n"
    "  hypotheses: [{id: c, says: C, kind: contribution}, {id: r, says: R, kind: rival}]\n"
)


def issues(kind: str, count: int) -> str:
    """Return so many issues, every other a part of the one before."""
    rows = []
    for n in range(count):
        part = f", part_of: i{n - 1}" if n % 2 else ""
        others = ", ".join(f"{{actor: a{k}, position: {(7 * k + n) % 100}}}" for k in range(24))
        said = {
            "in words": f"attained: {('none', 'partial', 'full')[n % 3]}, range: [none, full],"
            f" alignment: {('middle', 'unknown', 'outlier')[n % 3]}",
            "unknown": f"attained: partial, alignment: {'outlier' if n % 5 < 2 else 'unknown'}",
            "on a scale": f"scale: {{min: 1, max: 100}}, position: {n % 90}, outcome: {n % 55},"
            f" others: [{others}]",
            "in a chain": "attained: partial, alignment: middle",
        }[kind]
        if kind == "in a chain":
            part = f", part_of: i{n - 1}" if n else ""
        rows.append(f"  - {{id: i{n}, label: I, salience: {n % 100}, {said}{part}}}\n")
    return OUTSIDER + "issues:\n" + "".join(rows)


def attributions(count: int) -> str:
    """Return what so many groups say."""
    levels = ("none", "limited", "reasonable", "considerable")
    return (
        TRACE
        + "attributions:\n"
        + "".join(
            f"  - {{by: {('self', 'external')[n % 2]}, group: g{n}, level: {levels[n % 4]},"
            " range: [none, decisive]}\n"
            for n in range(count)
        )
    )


def traces(count: int, *, contributions: int = 1, clusters: int = 0) -> str:
    """Return so many tests of a tenth as many hypotheses."""
    names = ["own", *(f"h{n}" for n in range(count // 10 - 1))]
    hypotheses = "".join(
        f"    - {{id: {name}, says: H, kind: {'contribution' if n < contributions else 'rival'}}}\n"
        for n, name in enumerate(names)
    )
    tests = "".join(
        f"    - {{id: t{n}, says: T, result: {('found', 'absent')[n % 2]}, "
        + (f"cluster: k{n % clusters}, " if clusters else "")
        + "likelihoods: {"
        + ", ".join(f"{name}: 0.{1 + (n * at) % 8}" for at, name in enumerate(names))
        + "}}\n"
        for n in range(count)
    )
    return OUTSIDER + f"tracing:\n  by: coder\n  hypotheses:\n{hypotheses}  tests:\n{tests}"


# By what there is much of, and how much. A case may hold 500 of each.
PARTS: dict[str, Callable[[int], str]] = {
    "issues in words": partial(issues, "in words"),
    "issues unknown": partial(issues, "unknown"),
    "issues on a scale": partial(issues, "on a scale"),
    "issues in a chain": partial(issues, "in a chain"),
    "groups": attributions,
    "tests": traces,
    "tests of two contributions": partial(traces, contributions=2),
    "tests in one cluster": partial(traces, contributions=2, clusters=1),
}
