"""The rule from lenses to a verdict (METHODS §7.1): pure arithmetic on levels, ranks from 0."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from fivec.methods.attribution import capped
from fivec.model.assessment import Options
from fivec.model.attribution import AttributionResult
from fivec.model.capacity import Score
from fivec.model.case import Case
from fivec.model.figure import TOLERANCE
from fivec.model.preference import PreferenceResult
from fivec.model.rubric import Rubric
from fivec.model.rule import VerdictRule
from fivec.model.tracing import TracingResult
from fivec.model.verdict import LENSES, LensName, LensResult


class Grounds(Struct, frozen=True):
    """All that the verdict looks at."""

    case: Case
    rubric: Rubric
    capacity: Score
    preference: PreferenceResult | None
    attribution: AttributionResult | None
    tracing: TracingResult | None
    options: Options


class Ruling(Struct, frozen=True):
    """What the rule makes of lens levels, ranks from 0; ``via`` names what decided.

    ``rank`` is ``None`` where there is no verdict. ``via``: ``zero``, ``too-few`` or ``median``;
    ``tie`` is ``up`` or ``down`` where half a level was rounded, ``gated`` whether the gate bit.
    """

    rank: int | None
    via: str
    median: float | None
    tie: str | None = None
    gated: bool = False


def lenses_of(grounds: Grounds, rule: VerdictRule) -> tuple[LensResult, ...]:
    """Return what each lens says, on the verdict's scale."""
    return (
        _preference(grounds.preference, rule),
        _attribution(grounds.attribution),
        _tracing(grounds.tracing, rule),
    )


def _lens(
    name: LensName,
    level: str | None = None,
    score: float | None = None,
    basis: str | None = None,
    *,
    why: str | None = None,
    uncapped: str | None = None,
) -> LensResult:
    return LensResult(
        id=name,
        level=level,
        score=score,
        used=level is not None,
        basis=basis,
        why=why,
        uncapped=uncapped,
    )


def _preference(lens: PreferenceResult | None, rule: VerdictRule) -> LensResult:
    if lens is None:
        return _lens("preference", why="no-data")
    if not rule.bands.preference.cuts:
        return _lens("preference", why="no-bands")
    enough = lens.coverage is not None and lens.coverage >= rule.minimum_issue_coverage - TOLERANCE
    if lens.attainment is None or not (enough or lens.basis == "overall"):
        return _lens("preference", why="coverage")
    scale = rule.levels
    if lens.excess_known and lens.excess is not None:
        if not lens.determined:
            return _lens("preference", None, lens.excess, "excess", why="undetermined")
        level = scale[rule.bands.preference.rank(lens.excess)]
        return _lens("preference", level, lens.excess, "excess")
    level = scale[rule.bands.preference.rank(lens.attainment)]
    least = capped(level, rule.uncorrected_cap, scale)
    uncapped = None if least == level else level
    return _lens("preference", least, lens.attainment, "attainment", uncapped=uncapped)


def _attribution(lens: AttributionResult | None) -> LensResult:
    if lens is None or lens.basis is None:
        return _lens("attribution", why="no-data")
    if lens.level is None:
        return _lens("attribution", None, basis=lens.basis, why="divided")
    side = lens.sides.external or lens.sides.own
    uncapped = side.level if lens.capped and side else None
    return _lens("attribution", lens.level, basis=lens.basis, uncapped=uncapped)


def _tracing(lens: TracingResult | None, rule: VerdictRule) -> LensResult:
    if lens is None:
        return _lens("tracing", why="no-data")
    if not rule.bands.tracing.cuts:
        return _lens("tracing", why="no-bands")
    if not any(test.counted for test in lens.tests):
        return _lens("tracing", why="no-tests")
    level = rule.levels[rule.bands.tracing.rank(lens.posterior)]
    return _lens("tracing", level, lens.posterior, "posterior")


def ranged(grounds: Grounds, rule: VerdictRule, lens: LensResult) -> LensResult:
    """Return a lens with the lowest and highest level that the range behind it allows."""
    if lens.level is None:
        return lens
    scale = rule.levels
    ranks: list[int] = []
    cap = None
    if grounds.attribution is not None and lens.id == "attribution":
        side = [group for group in grounds.attribution.groups if group.by == lens.basis]
        ranks = [scale.index(name) for one in side for name in one.range or (one.level,)]
        cap = rule.self_cap if lens.basis == "self" else None
    elif grounds.tracing is not None and lens.id == "tracing":
        ranks = [rule.bands.tracing.rank(end) for end in grounds.tracing.interval]
    elif grounds.preference is not None:
        ends = grounds.preference.bounds
        if lens.basis == "excess":
            ends = grounds.preference.excess_interval
        else:
            cap = rule.uncorrected_cap
        ranks = [rule.bands.preference.rank(end) for end in ends or ()]
    levels = [lens.level, *(capped(scale[rank], cap, scale) for rank in ranks)]
    return replace(lens, range=(min(levels, key=scale.index), max(levels, key=scale.index)))


def ruling(
    ranks: dict[LensName, int], grounds: Grounds, rule: VerdictRule, *, zero: bool | None = None
) -> Ruling:
    """Return what the rule makes of the lenses' levels (ranks from 0).

    ``zero`` says whether nothing at all was attained; left out, it is read from what was grounds.
    """
    values = sorted(ranks.values())
    count = len(values)
    middle = (values[(count - 1) // 2] + values[count // 2]) / 2 if values else None
    if nothing_attained(grounds, rule) if zero is None else zero:
        return Ruling(0, "zero", middle)
    if middle is None or count < rule.minimum_methods:
        return Ruling(None, "too-few", middle)
    rank, tie = int(middle), None
    if middle != rank:
        tie = "up" if capacity_breaks_tie(grounds.capacity, rule) else "down"
        rank += tie == "up"
    if rule.gate is not None:
        gate = rule.levels.index(rule.gate.level)
        passed = any(ranks.get(name, -1) >= gate for name in LENSES if name in rule.gate.needs_any)
        if rank >= gate and not passed:
            return Ruling(max(gate - 1, 0), "median", middle, tie, gated=True)
    return Ruling(rank, "median", middle, tie)


def nothing_attained(grounds: Grounds, rule: VerdictRule) -> bool:
    """Whether nothing at all was attained, at a coverage that makes this enough for the lowest."""
    lens = grounds.preference
    if lens is None or rule.zero is None or lens.coverage is None:
        return False
    return lens.attainment == 0 and lens.coverage >= rule.zero.coverage - TOLERANCE


def capacity_breaks_tie(capacity: Score, rule: VerdictRule) -> bool:
    """Whether half a level goes up."""
    if rule.tie is None or capacity.score is None or capacity.coverage is None:
        return False
    return (
        capacity.score >= rule.tie.capacity - TOLERANCE
        and capacity.coverage >= rule.tie.coverage - TOLERANCE
    )


def ranks_of(lenses: Sequence[LensResult], scale: Sequence[str]) -> dict[LensName, int]:
    """Return the ranks, from 0, of the lenses that say a level."""
    return {one.id: scale.index(one.level) for one in lenses if one.level is not None}
