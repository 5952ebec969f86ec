"""How firm a case's verdict is: draws, one thing left out at a time, and dependent tests."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from fivec.methods.dependence import assess_dependence
from fivec.methods.each import Each
from fivec.methods.robustness.draws import DrawnVerdict, percentiles, shares
from fivec.methods.robustness.leave_out import leave_out, other_aggregations
from fivec.methods.robustness.sobol import exchanged, indices
from fivec.model.assessment import Assessment
from fivec.model.robustness import (
    OWN_RANGES,
    Assumption,
    DrawnFigures,
    Driver,
    RobustnessResult,
)

if TYPE_CHECKING:
    from fivec.methods.robustness.uniforms import Floats, Ranks

# So many draws are worked out together, or as few as hold so many numbers.
_BLOCK, _NUMBERS = 2_500, 1_000_000
# Numbers of one sample at most: of a case in which very much is open, fewer draws are made.
MOST_NUMBERS = 20_000_000


def assess_robustness(
    one: Assessment,
    vary: frozenset[Assumption],
    *,
    draws: int,
    seed: int,
    weights: float,
    each: Each = map,
) -> RobustnessResult | None:
    """Return how a verdict stands up to other assumptions; ``None`` where there is no rule for one.

    ``vary`` are the assumptions to draw anew, all at once, in each of so many ``draws`` (1 or
    more; fewer where a draw is of very many numbers); ``weights`` is by which share of itself, 0 to
    1, a weight may differ. The first draws are the same however many follow, and wherever ``each``
    has them worked out.
    """
    import numpy as np

    rule, verdict = one.rubric.verdict, one.verdict
    if rule is None or verdict is None:
        return None
    drawn = DrawnVerdict(one, rule, verdict, vary, weights)
    own = DrawnVerdict(one, rule, verdict, vary & OWN_RANGES, weights)
    draws = min(draws, MOST_NUMBERS // max(len(drawn.columns.of), 1))
    own_parts = each(partial(_own_block, own, seed), blocks(own, draws))
    made = _joined(list(each(partial(_block, drawn, seed), blocks(drawn, draws))))
    own_low, own_high = (np.concatenate(ends) for ends in zip(*own_parts, strict=True))
    return RobustnessResult(
        id=one.case.id,
        file=one.file,
        sha256=one.case.sha256,
        draws=draws,
        seed=seed,
        weights=weights,
        varied=tuple(drawn.groups_of_columns),
        as_coded=verdict.as_coded,
        verdicts=shares(made.low, made.high, rule),
        own=shares(own_low, own_high, rule),
        figures=DrawnFigures(
            *(percentiles(made.figures.get(name)) for name in ("capacity", "attainment", "excess"))
        ),
        moves=_drivers(made),
        left_out=leave_out(one, rule, verdict.as_coded),
        aggregations=other_aggregations(one),
        dependence=assess_dependence(one.case, rule, one.tracing),
    )


class _CameOut(NamedTuple):
    """What came out, a value a draw: ranks of the verdict's ends, and the figures that there are.

    ``second`` is the middle of the verdict in the second sample, ``mixed`` in the first with the
    columns of an assumption taken from the second.
    """

    low: Ranks
    high: Ranks
    second: Floats
    figures: dict[str, Floats]
    mixed: dict[Assumption, Floats]


def _joined(parts: Sequence[_CameOut]) -> _CameOut:
    import numpy as np

    first = parts[0]
    return _CameOut(
        low=np.concatenate([part.low for part in parts]),
        high=np.concatenate([part.high for part in parts]),
        second=np.concatenate([part.second for part in parts]),
        figures={
            name: np.concatenate([part.figures[name] for part in parts]) for name in first.figures
        },
        mixed={name: np.concatenate([part.mixed[name] for part in parts]) for name in first.mixed},
    )


def _block(drawn: DrawnVerdict, seed: int, rows: range) -> _CameOut:
    one, other = (sample(seed, stream, rows, drawn) for stream in (0, 1))
    attained, _, excess = drawn.issues(one) or (None, None, None)
    figures = {"capacity": drawn.capacity(one), "attainment": attained, "excess": excess}
    mixed = exchanged(drawn.middle, drawn.groups_of_columns, one, other)
    known = {name: figure for name, figure in figures.items() if figure is not None}
    return _CameOut(*drawn.ends(one), drawn.middle(other), known, mixed)


def _own_block(drawn: DrawnVerdict, seed: int, rows: range) -> tuple[Ranks, Ranks]:
    return drawn.ends(sample(seed, 2, rows, drawn))


def _drivers(made: _CameOut) -> tuple[Driver, ...] | None:
    """Return what moves the verdict, the most first; ``None`` where nothing does.

    What an estimate has below 0, by the luck of the draws, is 0.
    """
    pairs = indices((made.low + made.high) / 2, made.second, made.mixed)
    if pairs is None:
        return None
    each = [Driver(name, max(first, 0.0), total) for name, (first, total) in pairs.items()]
    return tuple(sorted(each, key=lambda driver: -driver.total))


def blocks(drawn: DrawnVerdict, draws: int) -> list[range]:
    """Return the draws that are worked out together: a large case needs no more memory."""
    block = min(_BLOCK, max(_NUMBERS // max(len(drawn.columns.of), 1), 1))
    return [range(start, min(start + block, draws)) for start in range(0, draws, block)]


def sample(seed: int, stream: int, rows: range, drawn: DrawnVerdict) -> Floats:
    """Return numbers over 0 to 1 of one of a seed's streams, which do not hang together.

    A row is a draw, a column what is drawn. A row is the same whichever others are asked for.
    """
    import numpy as np

    width = len(drawn.columns.of)
    bits = np.random.PCG64([seed, stream] if stream else seed).advance(rows.start * width)
    # From (0, 1]: a weight that may come down to nothing does not quite.
    return 1 - np.random.Generator(bits).random((len(rows), width))
