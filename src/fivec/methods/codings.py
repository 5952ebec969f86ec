"""What several coders say of the issues, as one answer (DESIGN §3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

from msgspec.structs import replace

from fivec.model.case import Case
from fivec.model.positions import Alignment, Attained, Issue, IssueCoding

# Weakest first.
ATTAINED: tuple[Attained, ...] = get_args(Attained)
_CENTRE: frozenset[Alignment] = frozenset({"majority", "majority-or-middle", "middle"})


def settled(case: Case) -> Case:
    """Return a case whose issues say what its coders say of them together.

    An adjudicated coding is used where there is one; the others still widen the range. What an
    issue says itself stays as it is.
    """
    if not any(coding.issues for coding in case.codings):
        return case
    return _settled(case, lambda issue: issue.alignment == "unknown" and not _ends(issue))


def without_coder(case: Case, coder: str) -> Case:
    """Return a case without the coding of one coder, its issues as the others see them."""
    judged = {name for coding in case.codings for name in coding.issues}
    left = replace(case, codings=tuple(one for one in case.codings if one.coder != coder))
    return _settled(left, lambda issue: issue.id in judged)


def _settled(case: Case, open_: Callable[[Issue], bool]) -> Case:
    issues = (_issue(issue, case) if open_(issue) else issue for issue in case.issues)
    return replace(case, issues=tuple(issues))


def _issue(issue: Issue, case: Case) -> Issue:
    given = [(coding.adjudicated, coding.issues.get(issue.id)) for coding in case.codings]
    everyone = [one for _, one in given if one is not None]
    final = any(adjudicated for adjudicated, _ in given)
    used = [one for adjudicated, one in given if one and adjudicated >= final]
    ranks = sorted(ATTAINED.index(one.attained) for one in used if one.attained)
    if not ranks:
        return replace(issue, attained=None, range=None, alignment=_alignment(used))
    ends = [ATTAINED.index(end) for one in everyone if one.attained for end in _ends(one)]
    low, high = ATTAINED[min(ends)], ATTAINED[max(ends)]
    # The lower of the two in the middle: what came out is never made more than half of them say.
    attained = ATTAINED[ranks[(len(ranks) - 1) // 2]]
    return replace(
        issue,
        attained=attained,
        range=None if low == high else (low, high),
        alignment=_alignment(used),
    )


def _ends(one: Issue | IssueCoding) -> Sequence[Attained]:
    return tuple(end for end in (one.attained, *(one.range or ())) if end)


def _alignment(used: Sequence[IssueCoding]) -> Alignment:
    """Return where all see the actor; who part show that the source does not say enough."""
    words = {one.alignment for one in used}
    if len(words) == 1:
        return next(iter(words))
    return "majority-or-middle" if words and words <= _CENTRE else "unknown"
