"""Many draws of what was assumed, and what the verdict is in each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from fivec.methods.attribution import voices
from fivec.methods.robustness.figures import DrawnCapacity, DrawnGroups, DrawnIssues
from fivec.methods.robustness.traces import DrawnTracing
from fivec.methods.robustness.uniforms import Columns
from fivec.methods.tracing import Model
from fivec.model.assessment import Assessment
from fivec.model.figure import TOLERANCE
from fivec.model.robustness import ASSUMPTIONS, Assumption, Percentiles, VerdictShare
from fivec.model.rule import Band, VerdictRule
from fivec.model.verdict import QUESTIONS, PartName, VerdictResult

if TYPE_CHECKING:
    from fivec.methods.robustness.uniforms import Floats, Ranks

# By how much a cut may lie elsewhere: points of the excess, and of the posterior.
CUT_SHIFT, POSTERIOR_SHIFT = 5.0, 0.05


class DrawnVerdict:
    """A case whose verdict, and its figures, can be drawn.

    ``vary`` are the assumptions to draw anew and ``weights`` is by which share of itself, 0 to 1, a
    weight may differ. Which questions are answered stays as it is, but that silent issues that are
    drawn leave none open.
    """

    def __init__(
        self,
        one: Assessment,
        rule: VerdictRule,
        verdict: VerdictResult,
        vary: frozenset[Assumption],
        weights: float,
    ) -> None:
        case, rubric = one.case, one.rubric
        self.columns = columns = Columns(vary)
        self.rule, self.verdict = rule, verdict
        self.capacity = DrawnCapacity(one.capabilities, rubric, columns, weights=weights)
        self.issues = DrawnIssues(case, rubric, one.preference, columns)
        self.groups = _groups(one, rule, columns)
        self.tracing = (
            DrawnTracing(Model(case, case.tracing, rule), columns) if case.tracing else None
        )
        self.cuts = {
            name: [columns.between("conventions", cut - size, cut + size, cut) for cut in band.cuts]
            for name, band, size in (
                ("excess", rule.bands.excess, CUT_SHIFT),
                ("tracing", rule.bands.tracing, POSTERIOR_SHIFT),
            )
        }

    def ends(self, numbers: Floats) -> tuple[Ranks, Ranks]:
        """Return the ranks of the lowest and the highest level of the verdict, a draw."""
        import numpy as np

        figures = self.issues(numbers)
        low, high = zip(*(self._answer(name, figures, numbers) for name in QUESTIONS), strict=True)
        floor, top = self._answer("ceiling", figures, numbers)
        # The rule of ``methods/middle.py``, a row a draw.
        lowest: Ranks = np.minimum(np.sort(np.stack(low), axis=0)[1], floor)
        highest: Ranks = np.minimum(np.sort(np.stack(high), axis=0)[1], top)
        return lowest, highest

    @property
    def groups_of_columns(self) -> dict[Assumption, list[int]]:
        """The columns that each assumption has, in the order of the assumptions."""
        taken = self.columns.of
        return {
            name: [at for at, of in enumerate(taken) if of == name]
            for name in ASSUMPTIONS
            if name in taken
        }

    def middle(self, numbers: Floats) -> Floats:
        """Return the rank of the verdict a draw: the middle of its ends."""
        low, high = self.ends(numbers)
        return (low + high) / 2

    def _answer(
        self, name: PartName, figures: tuple[Floats, ...] | None, numbers: Floats
    ) -> tuple[Ranks, Ranks]:
        """Return the ranks of the lowest and the highest level of an answer, a draw."""
        import numpy as np

        answer, rule = self.verdict.parts[name], self.rule
        one: Ranks | None = None
        if answer.why is None or (answer.why == "coverage" and "issues" in self.columns.vary):
            if name == "excess" and figures:
                one = self._rank("excess", rule.bands.excess, figures[2], numbers)
            elif name == "ceiling" and figures:
                one = _ranks(rule.bands.attained, figures[1], rule.bands.attained.cuts)
            elif name == "attribution" and self.groups:
                one = self.groups(numbers).astype(np.int64)
            elif name == "tracing" and self.tracing:
                one = self._rank("tracing", rule.bands.tracing, self.tracing(numbers), numbers)
        if one is not None:
            return one, one
        ends = (rule.levels.index(end) for end in answer.as_coded)
        low, high = (np.full(len(numbers), end) for end in ends)
        return low, high

    def _rank(self, name: str, band: Band, figure: Floats, numbers: Floats) -> Ranks:
        return _ranks(band, figure, [cut(numbers) for cut in self.cuts[name]])


def _groups(one: Assessment, rule: VerdictRule, columns: Columns) -> DrawnGroups | None:
    """Return what draws the level that outsiders grant; ``None`` where none of them speaks."""
    weights = {issue.id: issue.weight for issue in one.preference.issues} if one.preference else {}
    groups = []
    for group in voices(one.case, "external", weights):
        spoken = [rule.levels.index(level) for level in (group.level, *(group.range or ()))]
        groups.append((spoken[0], min(spoken), max(spoken), group.weight))
    return DrawnGroups(groups, columns) if groups else None


def _ranks(band: Band, figure: Floats, cuts: Iterable[Floats | float]) -> Ranks:
    """Return the rank of each figure among cut points, a figure on one by the band's edge."""
    import numpy as np

    rank = np.full(len(figure), 0)
    for cut in cuts:
        rank += figure > cut + TOLERANCE if band.edge == "lower" else figure >= cut - TOLERANCE
    return rank


def shares(low: Ranks, high: Ranks, rule: VerdictRule) -> tuple[VerdictShare, ...]:
    """Return each verdict that comes out and how often, the most frequent first.

    ``low`` and ``high`` are the ranks of its ends, a draw.
    """
    import numpy as np

    pairs, counts = np.unique(np.stack((low, high)), axis=1, return_counts=True)
    each = [(-int(count), *map(int, ends)) for ends, count in zip(pairs.T, counts, strict=True)]
    return tuple(
        VerdictShare((rule.levels[least], rule.levels[most]), -count / len(low))
        for count, least, most in sorted(each)
    )


def percentiles(figure: Floats | None) -> Percentiles | None:
    """Return the 5th, 50th and 95th percentile; ``None`` where there is no figure."""
    import numpy as np

    if figure is None:
        return None
    return Percentiles(*(float(value) for value in np.quantile(figure, (0.05, 0.5, 0.95))))
