"""A case with what was assumed drawn anew: the figures, a row a draw.

Each class takes the columns that it needs when it is made, and gives its figures for any numbers
in them. With nothing varied they are the figures of the assessment.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from fivec.methods.excess import luck_of
from fivec.methods.robustness.uniforms import Among, Columns, Drawn, places
from fivec.methods.robustness.weighing import aggregated, lower_median
from fivec.model.capacity import CapabilityResult, IndicatorResult
from fivec.model.case import Case
from fivec.model.issues import RULES, IssueResult
from fivec.model.positions import Issue
from fivec.model.preference import PreferenceResult
from fivec.model.rubric import Aggregate, Capability, Rubric

if TYPE_CHECKING:
    from fivec.methods.robustness.uniforms import Floats

# With so many groups one may be left out.
_MAY_LEAVE = 3


class DrawnCapacity:
    """The capacity, with weights and ratings drawn anew."""

    def __init__(
        self,
        capabilities: tuple[CapabilityResult, ...],
        rubric: Rubric,
        columns: Columns,
        *,
        weights: float,
    ) -> None:
        self.kind = rubric.aggregation.capabilities
        self.parts: list[tuple[Drawn, DrawnCapability]] = []
        for result, capability in zip(capabilities, rubric.capabilities, strict=True):
            if not result.counts:
                continue
            part = DrawnCapability(result, capability, rubric, columns, weights)
            if part.indicators:
                self.parts.append((_weight(result.weight, weights, columns), part))

    def __call__(self, numbers: Floats) -> Floats | None:
        """Return the capacity, 0–100, a draw; ``None`` where nothing is judged."""
        import numpy as np

        if not self.parts:
            return None
        weights = np.column_stack([weight(numbers) for weight, _ in self.parts])
        values = np.column_stack([part(numbers) for _, part in self.parts])
        return aggregated(self.kind, values, weights)


class DrawnCapability:
    """A capability; an essential indicator caps it at its own score."""

    def __init__(
        self,
        result: CapabilityResult,
        capability: Capability,
        rubric: Rubric,
        columns: Columns,
        weights: float,
    ) -> None:
        self.kind: Aggregate = rubric.aggregation.indicators
        self.indicators: list[tuple[Drawn, Drawn, bool]] = []
        for one, indicator in zip(result.indicators, capability.indicators, strict=True):
            if not one.counts:
                continue
            rating = _rating(one, rubric, columns)
            if rating is not None:
                weight = _weight(one.weight, weights, columns)
                self.indicators.append((weight, rating, indicator.essential))

    def __call__(self, numbers: Floats) -> Floats:
        """Return the score, 0–100, a draw."""
        import numpy as np

        weights = np.column_stack([weight(numbers) for weight, _, _ in self.indicators])
        values = np.column_stack([rating(numbers) for _, rating, _ in self.indicators])
        score = aggregated(self.kind, values, weights)
        caps = [at for at, (_, _, essential) in enumerate(self.indicators) if essential]
        return np.minimum(score, values[:, caps].min(axis=1)) if caps else score


def _weight(weight: float, by: float, columns: Columns) -> Drawn:
    return columns.between("weights", weight * (1 - by), weight * (1 + by), weight)


def _rating(one: IndicatorResult, rubric: Rubric, columns: Columns) -> Drawn | None:
    """Return what draws a rating; ``None`` where it is left out."""
    measure = rubric.indicators_by_name[one.name].measure
    levels = [level.value for level in rubric.levels]
    if one.score is None:
        # It stays missing unless somebody asks what if it were not.
        if "missing" not in columns.vary:
            return None
        if measure is not None:
            return columns.between("missing", 0.0, 100.0, 50.0)
        return columns.among("missing", levels, levels[0])
    scored = [rating for rating in one.ratings if rating.score is not None]
    used = [rating for rating in scored if rating.adjudicated] or scored
    if len(used) > 1:
        return columns.among("ratings", [rating.score or 0.0 for rating in used], one.score)
    low, high = used[0].interval or (one.score, one.score)
    if measure is not None:
        return columns.between("ratings", low, high, one.score)
    return columns.among("ratings", [at for at in levels if low <= at <= high], one.score)


class DrawnIssues:
    """What was attained, contested and own doing, over the issues that count.

    What is silent is left out as in the assessment, or any word where issues are drawn, for any may
    be true; but where nothing at all is coded there is nothing to go by.
    """

    def __init__(
        self, case: Case, rubric: Rubric, lens: PreferenceResult | None, columns: Columns
    ) -> None:
        self.rows: list[tuple[float, DrawnIssue]] = []
        if lens is None or lens.excess is None:
            return
        stated = case.overall if lens.basis == "overall" else None
        silent = 0.0
        for issue, result in zip(case.issues, lens.issues, strict=True):
            if not result.counts:
                continue
            if result.status == "coded":
                self.rows.append((result.weight, _coded(issue, result, rubric, columns)))
            elif stated is not None:
                silent += result.weight
            elif "issues" in columns.vary:
                worth = list(rubric.attained.values())
                drawn = _in_words(worth, worth[0], issue.alignment, rubric, columns)
                self.rows.append((result.weight, drawn))
        if stated is not None:
            ends = stated.range or (stated.attained, stated.attained)
            value = rubric.attained[stated.attained]
            worth = _words(ends, rubric)
            drawn = _in_words(worth, value, stated.alignment, rubric, columns)
            self.rows.append((silent or 1.0, drawn))

    def __call__(self, numbers: Floats) -> tuple[Floats, Floats, Floats] | None:
        """Return attainment, what was got of what was contested, and excess, × 100, a draw."""
        import numpy as np

        if not self.rows:
            return None
        total = math.fsum(weight for weight, _ in self.rows)
        sums = [np.zeros(len(numbers)) for _ in range(3)]
        for weight, row in self.rows:
            for at, figure in enumerate(row(numbers)):
                sums[at] += weight * figure
        attained, contested, excess = (one / total for one in sums)
        return attained, contested, excess


class DrawnIssue:
    """An issue, in words or on a scale."""

    def __init__(self, attained: Drawn, contested: Drawn, luck: Drawn) -> None:
        self.attained, self.contested, self.luck = attained, contested, luck

    def __call__(self, numbers: Floats) -> tuple[Floats, Floats, Floats]:
        """Return attainment, what was got of what was contested, and excess, × 100, a draw."""
        contested = self.contested(numbers)
        return self.attained(numbers), contested, contested - self.luck(numbers)


def _words(ends: tuple[str, str], rubric: Rubric) -> list[float]:
    """Return what the words from one to another are worth."""
    low, high = sorted(rubric.attained[end] for end in ends)
    return [worth for worth in rubric.attained.values() if low <= worth <= high]


def _in_words(
    worth: list[float], still: float, alignment: str, rubric: Rubric, columns: Columns
) -> DrawnIssue:
    value = columns.among("issues", worth, still)
    return DrawnIssue(value, value, _luck(alignment, rubric, columns))


def _luck(alignment: str, rubric: Rubric, columns: Columns) -> Drawn:
    """Return what draws the luck of an issue, between the ends of its alignment's range.

    Where the rubric's table gives the mean of an alignment alone, its range is the spread of single
    issues, which the rubric has for this (VERDICT §5.1). Where the table itself gives two ends,
    that is what the coder left open: it is the case's own, and counts at its luckiest reading.
    """
    least, most = luck_of(alignment, rubric)
    spread = rubric.verdict.luck_spread.get(alignment) if rubric.verdict else None
    if least == most and spread is not None:
        return columns.between("spread", *spread, most)
    return columns.between("luck", least, most, most)


def _coded(issue: Issue, result: IssueResult, rubric: Rubric, columns: Columns) -> DrawnIssue:
    value = result.attainment or 0.0
    if issue.attained is not None:
        ends = issue.range or (issue.attained, issue.attained)
        return _in_words(_words(ends, rubric), value, issue.alignment, rubric, columns)
    contested = result.contested or 0.0
    if result.excess_by is None:
        luck = _luck(issue.alignment, rubric, columns)
    else:
        ways = (getattr(result.excess_by, name) for name in RULES)
        known = [contested - way for way in ways if way is not None]
        luck = columns.among("decisions", known, result.luck or 0.0)
    return DrawnIssue(Among(None, (), value), Among(None, (), contested), luck)


class DrawnGroups:
    """What outsiders say: the lower median of the groups that are heard, in ranks.

    Of n groups, three or more, each is left out in one of n + 1 draws, and in one none is: never
    two at once, so that somebody is always heard.
    """

    def __init__(self, groups: list[tuple[int, int, int, float]], columns: Columns) -> None:
        """Take the columns; a group is its rank, the lowest and highest of its range, a weight."""
        self.levels = [
            columns.among("groups", [*map(float, range(low, high + 1))], float(rank))
            for rank, low, high, _ in groups
        ]
        self.weights = [weight for _, _, _, weight in groups]
        self.left = columns.take("groups") if len(groups) >= _MAY_LEAVE else None

    def __call__(self, numbers: Floats) -> Floats:
        """Return the rank a draw."""
        import numpy as np

        ranks = np.column_stack([level(numbers) for level in self.levels])
        weights = np.tile(self.weights, (len(numbers), 1))
        if self.left is not None:
            gone = places(numbers[:, self.left], len(self.weights) + 1)
            weights[gone[:, None] == np.arange(len(self.weights))] = 0.0
        return lower_median(ranks, weights)
