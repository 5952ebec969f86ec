"""Several cases side by side: each figure of each, and whether they differ by more than doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fivec.model.assessment import NO_FIGURE, Assessment, Failed, Figure, FigureName
from fivec.model.capacity import Scored
from fivec.model.comparison import CaseComparison, Contrast, FigureRow, VerdictContrast
from fivec.model.fields import Levels
from fivec.model.figure import TOLERANCE

# A contrast has a higher and a lower side.
_SIDES = 2


def compare_cases(cases: Sequence[Assessment], failed: Sequence[Failed] = ()) -> CaseComparison:
    """Return cases beside each other, of which there is one or more.

    Capacity and capabilities are compared only where one rubric judged all, for another rubric
    asks something else; verdicts only where their scale is the same.
    """
    one_rubric = len({one.rubric.sha256 for one in cases}) == 1
    scales = {one.rubric.verdict.levels if one.rubric.verdict else () for one in cases}
    rows: list[FigureRow] = []
    if one_rubric:
        rows.append(_row("capacity", "", cases, lambda one: _score(one.capacity)))
        for index, capability in enumerate(cases[0].rubric.capabilities):
            rows.append(_row("capability", capability.id, cases, _capability(index)))
    rows += [_row(name, "", cases, figure) for name, figure in _LENSES.items()]
    one_scale = len(scales) == 1 and scales != {()}
    verdicts = contrast_verdicts(cases, *scales) if one_scale else None
    return CaseComparison(tuple(cases), tuple(failed), one_rubric, one_scale, tuple(rows), verdicts)


def contrast_verdicts(cases: Sequence[Assessment], scale: Sequence[str]) -> VerdictContrast | None:
    """Return the highest verdict against the lowest; ``None`` where fewer than two are said.

    Highest is the one whose ends together are; of equal ones the one with the higher lower end. Of
    what is equal in both the first stands highest, and the last lowest.
    """
    verdicts = [
        (_ranks(one.verdict.as_coded, scale), _ranks(one.verdict.range, scale), at)
        for at, one in enumerate(cases)
        if one.verdict and one.verdict.said
    ]
    if len(verdicts) < _SIDES:
        return None
    verdicts.sort(key=lambda one: (sum(one[0]), one[0][0]), reverse=True)
    highest, lowest = verdicts[0], verdicts[-1]
    low, high = (highest[0][end] - lowest[0][end] for end in (0, 1))
    apart = highest[1][0] > lowest[1][1]
    return VerdictContrast(highest[2], lowest[2], (low, high), apart, len(cases) - len(verdicts))


def _ranks(levels: Levels, scale: Sequence[str]) -> tuple[int, int]:
    return scale.index(levels[0]), scale.index(levels[1])


def contrast(figures: Sequence[Figure]) -> Contrast | None:
    """Return the highest against the lowest; ``None`` where fewer than two are assessed.

    Of equal ones the first stands highest, and the last lowest. Intervals that touch have a value
    in common.
    """
    known = [(one.value, index) for index, one in enumerate(figures) if one.value is not None]
    if len(known) < _SIDES:
        return None
    known.sort(key=lambda one: one[0], reverse=True)
    highest, lowest = known[0], known[-1]
    upper, lower = figures[highest[1]].interval, figures[lowest[1]].interval
    apart = None if upper is None or lower is None else upper[0] > lower[1] + TOLERANCE
    missing = len(figures) - len(known)
    return Contrast(highest[1], lowest[1], highest[0] - lowest[0], apart, missing)


def _row(
    name: FigureName,
    id_: str,
    cases: Sequence[Assessment],
    figure: Callable[[Assessment], Figure],
) -> FigureRow:
    figures = tuple(figure(one) for one in cases)
    return FigureRow(name, id_, figures, contrast(figures))


def _score(score: Scored) -> Figure:
    return Figure(score.score, score.interval, score.coverage, score.level)


def _capability(index: int) -> Callable[[Assessment], Figure]:
    return lambda one: _score(one.capabilities[index])


def _attainment(one: Assessment) -> Figure:
    lens = one.preference
    if lens is None:
        return NO_FIGURE
    return Figure(lens.attainment, lens.interval, lens.coverage, lens.word(one.rubric))


def _contested(one: Assessment) -> Figure:
    """Return what was got of what was contested: luck and excess together."""
    lens = one.preference
    if lens is None:
        return NO_FIGURE
    return Figure(lens.contested, lens.contested_interval, lens.coverage)


def _luck(one: Assessment) -> Figure:
    """Return luck; its doubt stands beside the excess."""
    lens = one.preference
    return NO_FIGURE if lens is None else Figure(lens.luck, None, lens.coverage)


def _excess(one: Assessment) -> Figure:
    lens = one.preference
    if lens is None:
        return NO_FIGURE
    return Figure(lens.excess, lens.excess_interval, lens.coverage)


def _posterior(one: Assessment) -> Figure:
    """Return how sure it is that it mattered; likelihoods without ranges leave no interval."""
    lens = one.tracing
    if lens is None:
        return NO_FIGURE
    low, high = lens.interval
    return Figure(lens.posterior, lens.interval if high - low > TOLERANCE else None)


_LENSES: dict[FigureName, Callable[[Assessment], Figure]] = {
    "attainment": _attainment,
    "contested": _contested,
    "luck": _luck,
    "excess": _excess,
    "posterior": _posterior,
}
