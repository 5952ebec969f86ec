"""Attributed influence: what insiders claim for themselves, and what outsiders grant them.

The unit is the group, never the person; ratings are ordinal, so that a side's level is a median
and never a mean (METHODS §4). The two sides are never pooled.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Literal

from fivec.methods.aggregate import lower_median
from fivec.model.attribution import Attribution, AttributionResult, GroupResult, SideResult, Sides
from fivec.model.case import Case
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


def upper_median(values: Sequence[float], weights: Sequence[float]) -> float:
    """Return the weighted upper median: the largest value with half the weight at or above it."""
    return -lower_median([-value for value in values], weights)


def assess_attribution(case: Case, rule: VerdictRule) -> AttributionResult | None:
    """Return what the groups attribute to the actor; ``None`` where no group is coded.

    A group that speaks of one issue counts only where its side has none that speaks of the whole.
    """
    if not case.attributions:
        return None
    scale = rule.levels
    own = _side(case, "self", scale, rule)
    outside = _side(case, "external", scale, rule)
    gap = None
    if own and outside and outside.level is not None and own.level is not None:
        gap = scale.index(own.lower) - scale.index(outside.lower)
    claimed = own.level if own else None
    level = outside.level if outside else claimed and capped(claimed, rule.self_cap, scale)
    return AttributionResult(
        level=level,
        own=claimed,
        external=outside.level if outside else None,
        gap=gap,
        agreement=outside.agreement if outside else None,
        groups=tuple(map(_group, case.attributions)),
        basis="external" if outside else "self" if own else None,
        capped=outside is None and level != claimed,
        sides=Sides(own=own, external=outside),
    )


def _group(one: Attribution) -> GroupResult:
    return GroupResult(
        by=one.by,
        group=one.group,
        level=one.level,
        issue=one.issue,
        range=one.range,
        weight=one.weight,
        evidence=one.evidence,
    )


def capped(level: str, cap: str | None, scale: Sequence[str]) -> str:
    """Return a level, or the cap where the level is above it."""
    return level if cap is None else min(level, cap, key=scale.index)


def _side(case: Case, by: str, scale: Sequence[str], rule: VerdictRule) -> SideResult | None:
    groups = case.speaking(by)
    if not groups:
        return None
    ranks = [scale.index(one.level) for one in groups]
    weights = [one.weight for one in groups]
    frequencies = [ranks.count(rank) for rank in range(len(scale))]
    lower = scale[int(lower_median(ranks, weights))]
    upper = scale[int(upper_median(ranks, weights))]
    apart = max(ranks) - min(ranks)
    agreed = agreement(frequencies) if len(groups) > 1 else None
    divided: Literal["spread", "agreement"] | None = None
    if rule.max_spread is not None and apart >= rule.max_spread:
        divided = "spread"
    elif agreed is not None and agreed < 0:
        divided = "agreement"
    return SideResult(
        lower=lower,
        upper=upper,
        range=(scale[min(ranks)], scale[max(ranks)]),
        groups=len(groups),
        agreement=agreed,
        pairwise=pairwise_agreement(ranks, len(scale)),
        divided=divided,
    )
