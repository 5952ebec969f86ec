"""What would move an end of the verdict (VERDICT §8): an answer given, or one coding changed.

A question that is not answered is tried at every level. For one that is, closed forms give the
smallest change of a single coding that brings it to another level; the lens is then computed again
with that change, so that what a lever promises is what a changed file will show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fivec.methods.levers.by_group import group_changes
from fivec.methods.levers.by_issue import issue_changes
from fivec.methods.levers.by_test import trace_changes
from fivec.methods.levers.recoding import Grounds, Recoding, Search
from fivec.methods.middle import Ends, middle
from fivec.model.figure import TOLERANCE
from fivec.model.verdict import QUESTIONS, Fact, Lever, LeverCode, PartName

__all__ = ["Grounds", "levers"]

_CHANGES: dict[PartName, Callable[[Grounds, PartName], Search]] = {
    "excess": issue_changes,
    "attribution": group_changes,
    "tracing": trace_changes,
    "ceiling": issue_changes,
}


def levers(grounds: Grounds) -> tuple[Lever, ...]:
    """Return what would move an end of the verdict: unanswered questions first."""
    return (*_answers(grounds), *_codings(grounds))


def _lever(
    grounds: Grounds,
    part: PartName,
    code: LeverCode,
    moved: dict[PartName, Ends],
    facts: dict[str, Fact],
) -> Lever | None:
    """Return a change as a lever; ``None`` where it moves no end."""
    scale = grounds.rule.levels
    ends = middle(grounds.coded | moved)
    if ends == grounds.ends:
        return None
    named = scale[ends[0]], scale[ends[1]]
    level = scale[(grounds.coded | moved)[part][0]]
    return Lever(question=part, code=code, level=level, as_coded=named, facts=facts)


def _answers(grounds: Grounds) -> Iterator[Lever]:
    """Yield what an answer would do to a question that has none, the rest as it stands."""
    for part in QUESTIONS:
        one = grounds.answers[part]
        if one.state == "answered" or one.why == "no-bands":
            continue
        for moved, facts in _issue_answers(grounds) if part == "excess" else _levels(grounds, part):
            if lever := _lever(grounds, part, "answer", moved, facts):
                yield lever


_Answers = Iterator[tuple[dict[PartName, Ends], dict[str, Fact]]]


def _levels(grounds: Grounds, part: PartName) -> _Answers:
    """Yield the levels that outsiders or tests may give."""
    ranks: Iterable[int] = range(len(grounds.rule.levels))
    if part == "tracing" and grounds.model and grounds.model.prior in (0, 1):
        # Of what is certain beforehand no test makes more or less.
        ranks = (grounds.rule.bands.tracing.rank(grounds.model.prior),)
    return (({part: (rank, rank)}, {}) for rank in ranks)


def _issue_answers(grounds: Grounds) -> _Answers:
    """Yield the levels that the excess may come to once the issues that it lacks are coded.

    Whoever codes them says what was attained of them too: as much as goes with that level. With an
    excess of e they may have been attained in full, or, where e is negative, to 100 + e.
    """
    lens, bands = grounds.preference, grounds.rule.bands
    share = (lens and lens.salience_coverage) or 0.0
    excess = share * ((lens and lens.excess) or 0.0)
    attained = share * ((lens and lens.contested) or 0.0)
    for rank, most in enumerate((*bands.excess.cuts, 100.0)):
        left = min((most - excess) / (1 - share), 100.0)
        if left < -100 - TOLERANCE or bands.excess.rank(excess + (1 - share) * left) < rank:
            continue
        moved: dict[PartName, Ends] = {"excess": (rank, rank)}
        facts: dict[str, Fact] = {}
        if grounds.answers["ceiling"].why != "no-bands":
            high = bands.attained.rank(attained + (1 - share) * min(100.0, 100 + left))
            moved["ceiling"] = (high, high)
            facts["ceiling"] = grounds.rule.levels[high]
        yield moved, facts


def _codings(grounds: Grounds) -> Iterator[Lever]:
    """Yield, for each level that an answer might come to, the smallest single change to it."""
    known: set[tuple[object, ...]] = set()
    for name, changes in _CHANGES.items():
        if grounds.answers[name].state != "answered":
            continue
        now = grounds.coded[name][0]
        ranks = [
            rank
            for rank in sorted(range(len(grounds.rule.levels)), key=lambda rank: abs(rank - now))
            if rank != now and _matters(grounds, name, rank)
        ]
        # Nothing is looked for where nothing would move.
        if not ranks:
            continue
        search = changes(grounds, name)
        for rank in ranks:
            one: Recoding | None = next(search(rank), None)
            if one is None:
                continue
            key = (one.code, *one.facts.values())
            lever = _lever(grounds, name, one.code, one.moved, one.facts)
            if lever is not None and key not in known:
                known.add(key)
                yield lever


def _matters(grounds: Grounds, part: PartName, rank: int) -> bool:
    """Whether a part at a rank may move an end, what hangs together with it moving as far."""
    moved: dict[PartName, Ends] = {part: (rank, rank)}
    if part in ("excess", "ceiling"):
        # An issue changes both: what was attained, and how much of it was own doing.
        other: PartName = "ceiling" if part == "excess" else "excess"
        if grounds.answers[other].state == "answered":
            end = len(grounds.rule.levels) - 1 if rank > grounds.coded[part][0] else 0
            moved[other] = (end, end)
    return middle(grounds.coded | moved) != grounds.ends
