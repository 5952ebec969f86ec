"""An imported negotiation as the file of a case, seen from one of its actors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fivec.locale import Words
from fivec.model.negotiation import Controversy, Negotiations
from fivec.reports.clean import clean
from fivec.reports.template import quoted


@dataclass(frozen=True, slots=True)
class Origin:
    """Where imported issues come from: the arena as ``(id, name)`` and how the data are cited."""

    citation: str
    arena: tuple[str, str] | None
    label: str


def case_text(
    found: Negotiations,
    issues: Sequence[Controversy],
    actor: str,
    origin: Origin,
    say: Words,
    *,
    missing: str,
) -> str:
    """Return a case with the issues in which the actor takes part, all others beside it.

    ``missing`` is the name of what an issue without an outcome lacks.
    """
    ids = _ids([name for name, _ in found.actors])
    label = dict(found.actors)[actor]
    lines = [
        f"# {say('import.head', file=clean(found.file.rpartition('/')[2]), sha256=found.sha256)}",
        f"# {say('import.only-issues')}",
        "format: fivec/case@1",
        f"id: {slug(ids[actor] + '-' + origin.label)}",
        f"title: {quoted(f'{label}: {origin.citation}')}",
        "rubric: iob-5c@1",
        f"actor: {{id: {_written(ids[actor])}, label: {quoted(label)}}}",
    ]
    if origin.arena:
        lines.append(f"arena: {{id: {origin.arena[0]}, label: {quoted(origin.arena[1])}}}")
    lines += [
        f"decision_rule: unknown  # {say('import.rule')}",
        "sources:",
        f"  - {{id: {origin.label}, kind: dataset, citation: {quoted(origin.citation)}}}",
        "issues:",
    ]
    names = _ids([issue.id for issue in issues])
    for issue in issues:
        lines += _issue(issue, names[issue.id], actor, ids, missing, say)
    return "\n".join(lines) + "\n"


def _issue(
    issue: Controversy, name: str, actor: str, ids: dict[str, str], missing: str, say: Words
) -> Iterator[str]:
    own = issue.of(actor)
    low, high = issue.scale
    yield f"  - id: {_written(name)}"
    yield f"    label: {quoted(issue.label)}"
    points = ", ".join(f"{_number(at)}: {quoted(words)}" for at, words in issue.points)
    said = f", points: {{{points}}}" if points else ""
    yield f"    scale: {{min: {_number(low)}, max: {_number(high)}{said}}}"
    if own is not None:
        yield f"    salience: {_number(own.salience)}"
        yield f"    power: {_number(own.power)}"
        yield f"    position: {_number(own.position)}"
    if issue.status_quo is not None:
        yield f"    status_quo: {_number(issue.status_quo)}"
    if issue.outcome is not None:
        yield f"    outcome: {_number(issue.outcome)}"
    else:
        yield f"    silent: {missing}  # {say('import.outcome')}"
    others = [one for one in issue.stances if one.actor != actor]
    if others:
        yield "    others:"
    for one in others:
        power = f", power: {_number(one.power)}" if one.power != 1 else ""
        salience = f"salience: {_number(one.salience)}{power}"
        name = _written(ids[one.actor])
        yield f"    - {{actor: {name}, position: {_number(one.position)}, {salience}}}"


def _number(value: float) -> str:
    return f"{value:.12g}" if "e" not in f"{value:.12g}" else f"{value:.12f}"


# As they stand these would be read as no text at all.
_NOT_TEXT = frozenset({"null", "true", "false"})


def slug(text: str) -> str:
    """Return what is left of a text as an id, and as the name of a file."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-_")
    return plain or "x"


def _written(name: str) -> str:
    """Return an id as YAML reads it as text."""
    return quoted(name) if name in _NOT_TEXT else name


def _ids(names: Sequence[str]) -> dict[str, str]:
    """Return an id for each name: itself where it is one, else what is left of it, never twice."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        stem = slug(name)
        number, chosen = 1, stem
        while chosen in taken:
            number += 1
            chosen = f"{stem}-{number}"
        taken.add(chosen)
        found[name] = chosen
    return found
