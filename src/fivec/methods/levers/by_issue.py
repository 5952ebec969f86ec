"""The issues whose coding alone would bring excess, or what was attained, to another level."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from fivec.methods.codings import ATTAINED
from fivec.methods.excess import excess_of
from fivec.methods.levers.recoding import Grounds, Recoding, Search, cut_to
from fivec.methods.middle import Ends
from fivec.methods.scale import above, placed
from fivec.model.fields import Interval
from fivec.model.issues import IssueResult
from fivec.model.positions import Issue
from fivec.model.verdict import Fact, LeverCode, PartName

# An outcome is written to this share of what was contested.
_FINE = 4


def issue_changes(grounds: Grounds, part: PartName) -> Search:
    """Return the search for changes of one issue that bring a part to a level, smallest first.

    With F the figure, W the weight of all that is coded and w that of the issue, its own figure
    must become f + (cut - F) W/w (VERDICT §8).
    """
    lens = grounds.preference
    if lens is None or lens.excess is None or lens.contested is None:
        return lambda _: iter(())
    bands, now, whole = grounds.rule.bands, grounds.coded[part][0], lens.weight
    excess, contested = lens.excess, lens.contested
    figure = excess if part == "excess" else contested
    rows = [
        _CodedIssue(issue, one, one.contested, one.excess)
        for issue, one in zip(grounds.case.issues, lens.issues, strict=True)
        if one.status == "coded" and one.excess is not None and one.contested is not None
    ]

    def search(target: int) -> Iterator[Recoding]:
        cut = cut_to(bands.excess if part == "excess" else bands.attained, now, target)
        proposals: list[tuple[float, int, _Proposal]] = []
        for at, row in enumerate(rows):
            own = row.excess if part == "excess" else row.contested
            needed = own + (cut - figure) * whole / row.result.weight
            ways = _proposals(grounds, row, part, needed, rising=target > now)
            proposals += [(one[0], at, one) for one in ways]
        for _, at, (_, changed, code, facts) in sorted(proposals, key=lambda one: one[:2]):
            row = rows[at]
            attained, gained = _figures(changed, grounds)
            share = row.result.weight / whole
            rank = bands.excess.rank(excess + share * (gained - row.excess))
            high = bands.attained.rank(contested + share * (attained - row.contested))
            moved: dict[PartName, Ends] = {}
            if grounds.answers["excess"].state == "answered":
                moved["excess"] = (rank, rank)
            if grounds.answers["ceiling"].state == "answered":
                moved["ceiling"] = (high, high)
            if grounds.reaches(part, target, moved[part][0]):
                yield Recoding(code, facts, moved)

    return search


class _CodedIssue(NamedTuple):
    """A coded issue, what was made of it, and two of its figures, × 100."""

    issue: Issue
    result: IssueResult
    contested: float
    excess: float


def _figures(issue: Issue, grounds: Grounds) -> Interval:
    """Return what was attained of a coded issue, of what was contested, and its excess, × 100."""
    value = None if issue.attained is None else grounds.rubric.attained[issue.attained]
    figures = excess_of(issue, value, None, grounds.rubric, grounds.case.decision_rule)
    return figures["contested"], figures["excess"]


_Proposal = tuple[float, Issue, LeverCode, dict[str, Fact]]


def _proposals(
    grounds: Grounds, row: _CodedIssue, part: PartName, needed: float, *, rising: bool
) -> Iterator[_Proposal]:
    """Yield changes that may bring an issue's own figure to what is needed, with their size.

    In words there are so few that all are tried: one the wrong way does not reach a level.
    """
    issue = row.issue
    if issue.attained is not None:
        worth = grounds.rubric.attained
        for word in ATTAINED:
            size = abs(worth[word] - worth[issue.attained])
            facts: dict[str, Fact] = {"issue": issue.id, "word": word, "word_now": issue.attained}
            yield size, replace(issue, attained=word), "attained", facts
        return
    if issue.position is None or issue.outcome is None or issue.scale is None:
        return
    unit = 10.0 ** (math.floor(math.log10(issue.length)) - _FINE)
    low, high = issue.extent
    for way in {"single-peaked": (-1, 1), "at-least": (-1,), "at-most": (1,)}[issue.shape]:
        left = _loss_left(row, part, needed, way)
        for steps in [] if left is None else _steps(left / unit, rising=rising):
            point = placed(issue.position, way * steps * unit)
            if point is None:
                continue
            # What the scale has no room for is tried at its end, and does not reach a level.
            point = min(max(point, low), high)
            size = 100 * abs(above(issue.outcome, point)) / issue.length
            facts = {"issue": issue.id, "value": point, "value_now": issue.outcome}
            yield size, replace(issue, outcome=point), "outcome", facts


def _steps(exact: float, *, rising: bool) -> list[int]:
    """Return the loss in whole units that is on the right side of a cut, the nearest first.

    One that is on it on paper may be on either side.
    """
    whole, further = math.floor(exact + _NEAR), -1 if rising else 1
    if abs(exact - whole) <= _NEAR:
        steps = [whole, whole + further]
    else:
        steps = [whole if rising else whole + 1]
    return [one for one in steps if one >= 0]


# What is just enough on paper is proposed, and then computed.
_NEAR = 1e-6


def _loss_left(row: _CodedIssue, part: PartName, needed: float, way: int) -> float | None:
    """Return the loss at which an issue's figure is as needed; ``None`` where none is.

    With S0 the span of the wishes: for the excess, loss(y) - e S0/100, or, where that is more than
    S0, loss(y)/(1 + e/100); for what was attained, (1 - a/100) S0. As one in words: (1 - a/100) R,
    and beyond the scale, which stretches with the outcome, (100/a - 1) times what lies on the
    other side (``way``: 1 above the wish) of it.
    """
    issue, one, luck = row.issue, row.result, row.contested - row.excess
    if issue.position is None:
        return None
    if one.luck_from == "alignment":
        value = needed + luck if part == "excess" else needed
        low, high = replace(issue, outcome=None).extent
        under, over = above(low, issue.position), above(issue.position, high)
        room, other = (over, under) if way > 0 else (under, over)
        left = (1 - value / 100) * (under + over)
        if left <= room:
            return left
        return (100 / value - 1) * other if value > 0 else None
    wishes = [issue.position, *(other.position for other in issue.field)]
    span = above(min(wishes), max(wishes))
    if part == "ceiling":
        return (1 - needed / 100) * span
    theirs = (one.span or 0.0) * (1 - luck / 100)
    left = theirs - needed * span / 100
    if left <= span:
        return left
    return theirs / (1 + needed / 100) if needed > -100 else None
