"""Attributed influence: what insiders claim for themselves, and what outsiders grant them.

The unit is the group, never the person; ratings are ordinal, so that a side's level is a median
and never a mean (VERDICT §4.1). The two sides are never pooled.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from fivec.methods.aggregate import lower_median, upper_median
from fivec.model.attribution import Attribution, AttributionResult, GroupResult, SideResult, Sides
from fivec.model.case import Case
from fivec.model.preference import PreferenceResult
from fivec.model.rule import VerdictRule


def agreement(frequencies: Sequence[int]) -> float | None:
    """Return van der Eijk's A, -1 (two camps) by 0 (spread evenly) to 1 (all alike).

    ``frequencies`` counts the ratings on each level, weakest first; ``None`` where there are none.
    The frequencies are taken apart into layers of equal height, and each layer's agreement is
    weighted by its share (van der Eijk 2001, Quality & Quantity 35(3):325–341).
    """
    total = sum(frequencies)
    if total == 0:
        return None
    left, parts = list(frequencies), []
    while any(left):
        height = min(count for count in left if count)
        layer = [count > 0 for count in left]
        parts.append(_layer(layer) * height * sum(layer) / total)
        left = [count - height if count else 0 for count in left]
    return math.fsum(parts)


def _layer(filled: Sequence[bool]) -> float:
    """Return the agreement of a layer in which each level is filled or empty."""
    levels, used = len(filled), sum(filled)
    if used == levels:
        return 0.0
    if used == 1:
        return 1.0
    pairs = [three for three in combinations(filled, 3) if sum(three) == 2]
    broken = sum(not middle for _, middle, _ in pairs)
    whole = len(pairs) - broken
    unimodal = ((levels - 2) * whole - (levels - 1) * broken) / ((levels - 2) * len(pairs))
    return unimodal * (1 - (used - 1) / (levels - 1))


def pairwise_agreement(ratings: Sequence[int], levels: int) -> float | None:
    """Return 1 less the mean distance of two ratings as a share of the scale, 0 to 1.

    ``ratings`` are ranks from 0, of a scale of ``levels``; ``None`` for fewer than two.
    """
    counts = Counter(ratings)
    # Level by level, for there may be hundreds of ratings.
    apart = sum(
        abs(one - other) * counts[one] * counts[other] for one, other in combinations(counts, 2)
    )
    pairs = math.comb(len(ratings), 2)
    return 1 - apart / pairs / (levels - 1) if pairs else None


def consensus(frequencies: Sequence[int]) -> float | None:
    """Return Tastle and Wierman's consensus, 0 to 1; ``None`` where there are no ratings.

    Tastle & Wierman 2007, International Journal of Approximate Reasoning 45(3):531–545.
    """
    total = sum(frequencies)
    if total == 0:
        return None
    mean = math.fsum(rank * count for rank, count in enumerate(frequencies)) / total
    width = len(frequencies) - 1
    return 1 + math.fsum(
        count / total * math.log2(1 - abs(rank - mean) / width)
        for rank, count in enumerate(frequencies)
        if count
    )


def assess_attribution(
    case: Case, rule: VerdictRule, preference: PreferenceResult | None = None
) -> AttributionResult | None:
    """Return what the groups attribute to the actor; ``None`` where no group is coded.

    ``preference`` says which issues count: a group that speaks of another has no voice.
    """
    if not case.attributions:
        return None
    scale = rule.levels
    weights = {one.id: one.weight for one in preference.issues} if preference else {}
    heard = {by: voices(case, by, weights) for by in ("self", "external")}
    own, outside = _side(heard["self"], scale), _side(heard["external"], scale)
    return AttributionResult(
        level=outside.lower if outside else None,
        own=own.lower if own else None,
        external=outside.lower if outside else None,
        gap=scale.index(own.lower) - scale.index(outside.lower) if own and outside else None,
        agreement=outside.agreement if outside else None,
        groups=tuple(
            _group(one, counted=any(one is other for other in heard[one.by]))
            for one in case.attributions
        ),
        share=_share(heard["external"], weights) if outside else None,
        sides=Sides(own=own, external=outside),
    )


def voices(case: Case, by: str, weights: dict[str, float]) -> list[Attribution]:
    """Return the groups of a side, ``self`` or ``external``, that have a say in its level.

    Those who speak of the whole text go before those who speak of one issue, and who speaks of an
    issue that does not count has no voice (VERDICT §4.1). ``weights`` is how each issue weighs.
    """
    groups = [one for one in case.attributions if one.by == by and one.weight > 0]
    whole = [one for one in groups if one.issue is None]
    return whole or [one for one in groups if weights.get(one.issue or "", 0.0) > 0]


def _share(groups: Sequence[Attribution], weights: dict[str, float]) -> float:
    """Return the share of the salience, 0 to 1, of which groups speak."""
    issues = {one.issue for one in groups}
    if None in issues:
        return 1.0
    return math.fsum(weights[name] for name in issues if name) / math.fsum(weights.values())


def _group(one: Attribution, *, counted: bool) -> GroupResult:
    return GroupResult(
        by=one.by,
        group=one.group,
        level=one.level,
        issue=one.issue,
        range=one.range,
        weight=one.weight,
        evidence=one.evidence,
        counted=counted,
    )


def _side(groups: Sequence[Attribution], scale: Sequence[str]) -> SideResult | None:
    if not groups:
        return None
    ranks = [scale.index(one.level) for one in groups]
    weights = [one.weight for one in groups]
    frequencies = [ranks.count(rank) for rank in range(len(scale))]
    spoken = [*ranks, *(scale.index(end) for one in groups for end in one.range or ())]
    return SideResult(
        lower=scale[int(lower_median(ranks, weights))],
        upper=scale[int(upper_median(ranks, weights))],
        range=(scale[min(spoken)], scale[max(spoken)]),
        groups=len(groups),
        agreement=agreement(frequencies) if len(groups) > 1 else None,
        pairwise=pairwise_agreement(ranks, len(scale)),
    )
