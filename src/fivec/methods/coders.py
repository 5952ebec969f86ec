"""How far the coders of some cases agree: what each judged, as units of agreement (METHODS §13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import get_args

from msgspec import Struct

from fivec.methods import agreement as of
from fivec.methods.agreement import SAMPLES, Metric, Unit
from fivec.methods.capabilities import measured
from fivec.methods.codings import ATTAINED
from fivec.model.agreement import (
    Agreed,
    AgreedOn,
    Agreement,
    CaseHeard,
    CoderHeard,
    CodersAgree,
    CoderWord,
    Judged,
    Parted,
    Undefined,
)
from fivec.model.case import Case
from fivec.model.document import name_in_documents
from fivec.model.evidence import Coding, Rating
from fivec.model.positions import Alignment
from fivec.model.rubric import Measure, Rubric
from fivec.model.text import Text, plain

ALIGNMENTS: tuple[Alignment, ...] = get_args(Alignment)
# No evidence, or some.
_EVIDENCE = ("none", "some")
_METRICS: dict[Judged, Metric] = {
    "levels": "ordinal", "attained": "ordinal", "alignment": "nominal", "evidence": "nominal",
}  # fmt: skip
# With two coders or more there is agreement to speak of.
_SEVERAL = 2


class _Thing(Struct, frozen=True):
    """What coders judged: of which case, and the place on the scale that each gave, if any."""

    case: Case
    judged: Judged
    id: str
    label: Text
    scale: tuple[str, ...]
    given: dict[str, int]
    notes: dict[str, Text | None]

    def unit(self, without: str = "") -> Unit:
        places = [place for coder, place in self.given.items() if coder != without]
        return tuple(places.count(place) for place in range(len(self.scale)))


def assess_agreement(cases: Sequence[tuple[Case, Rubric]], *, seed: int) -> Agreement:
    """Return how far the coders of cases agree; all cases are coded with one rubric.

    Who bears one name is one coder, whatever the case. Adjudicated codings take no part, for they
    are made of the others.
    """
    rubric = cases[0][1]
    things = [thing for case, _ in cases for thing in _things(case, rubric)]
    levels = [thing for thing in things if thing.judged == "levels"]

    def agreed(judged: Judged) -> Agreed:
        return _agreed([thing for thing in things if thing.judged == judged], judged, seed)

    def on(name: str, label: Text, some: Iterable[_Thing], without: str = "") -> AgreedOn:
        return AgreedOn(name, label, _agreed(list(some), "levels", seed, without))

    coders = _heard(case for case, _ in cases)
    return Agreement(
        cases=tuple(
            CaseHeard(case.id, case.title, name_in_documents(case.file)) for case, _ in cases
        ),
        rubric=f"{rubric.id}@{rubric.version}",
        coders=coders,
        samples=SAMPLES,
        seed=seed,
        levels=agreed("levels"),
        attained=agreed("attained"),
        alignment=agreed("alignment"),
        evidence=agreed("evidence"),
        capabilities=tuple(
            on(one.id, one.label, (each for each in levels if each.id.startswith(f"{one.id}.")))
            for one in rubric.capabilities
        ),
        indicators=tuple(
            on(name, one.label, (each for each in levels if each.id == name))
            for name, one in rubric.indicators_by_name.items()
        ),
        without=tuple(
            on(one.coder, plain(one.coder), levels, without=one.coder)
            for one in coders
            if len(coders) > _SEVERAL
        ),
        parted=tuple(_parted(things, rubric)),
    )


def coders_agree(case: Case, rubric: Rubric) -> CodersAgree | None:
    """Return how far the coders of one case agree on its levels; ``None`` for fewer than two."""
    coders = _heard([case])
    if len(coders) < _SEVERAL:
        return None
    units = [thing.unit() for thing in _things(case, rubric) if thing.judged == "levels"]
    blind = sum(one.blind for one in coders)
    alpha = None if _undefined(units) else of.alpha(units, "ordinal")
    return CodersAgree(len(coders), blind, alpha, of.alpha_interval(units, "ordinal", seed=1))


def _counting(case: Case) -> Iterator[Coding]:
    return (coding for coding in case.codings if not coding.adjudicated)


def _heard(cases: Iterable[Case]) -> tuple[CoderHeard, ...]:
    by_name: dict[str, list[Coding]] = {}
    for case in cases:
        for coding in _counting(case):
            by_name.setdefault(coding.coder, []).append(coding)
    return tuple(
        CoderHeard(
            name,
            len(some),
            all(coding.blind for coding in some),
            next((coding.note for coding in some if coding.note), None),
        )
        for name, some in sorted(by_name.items())
    )


def _things(case: Case, rubric: Rubric) -> Iterator[_Thing]:
    codings = list(_counting(case))
    levels = tuple(level.id for level in rubric.levels)
    for name, indicator in rubric.indicators_by_name.items():
        ratings = {coding.coder: coding.ratings.get(name) for coding in codings}
        notes = {coder: one.note if one else None for coder, one in ratings.items()}
        placed = {
            coder: levels.index(level)
            for coder, one in ratings.items()
            if (level := _level(one, indicator.measure, rubric)) is not None
        }
        yield _Thing(case, "levels", name, indicator.label, levels, placed, notes)
        known = {
            coder: int(coder in placed)
            for coder, one in ratings.items()
            if one is None or one.why_not in (None, "no-evidence")
        }
        yield _Thing(case, "evidence", name, indicator.label, _EVIDENCE, known, notes)
    for issue in case.issues:
        worded = {coding.coder: coding.issues.get(issue.id) for coding in codings}
        notes = {coder: one.note if one else None for coder, one in worded.items()}
        got = {
            coder: ATTAINED.index(one.attained)
            for coder, one in worded.items()
            if one and one.attained
        }
        yield _Thing(case, "attained", issue.id, issue.label, ATTAINED, got, notes)
        stood = {coder: ALIGNMENTS.index(one.alignment) for coder, one in worded.items() if one}
        yield _Thing(case, "alignment", issue.id, issue.label, ALIGNMENTS, stood, notes)


def _level(rating: Rating | None, measure: Measure | None, rubric: Rubric) -> str | None:
    """Return the level that a coder gave; of a measured indicator, the one of the value."""
    if rating is None:
        return None
    if measure is None or rating.value is None:
        return rating.level
    return rubric.level_of(measured(rating.value, measure)).id


def _undefined(units: Iterable[Unit]) -> Undefined | None:
    """Return why too little was judged together for a coefficient; ``None`` where it is enough."""
    several = sum(sum(unit) >= _SEVERAL for unit in units)
    return None if several >= _SEVERAL else "one-unit" if several else "no-units"


def _agreed(things: Sequence[_Thing], judged: Judged, seed: int, without: str = "") -> Agreed:
    metric = _METRICS[judged]
    units = [thing.unit(without) for thing in things]
    together = [thing for thing, unit in zip(things, units, strict=True) if sum(unit) >= _SEVERAL]
    few = _undefined(units)
    alpha = None if few else of.alpha(units, metric)
    return Agreed(
        alpha=alpha,
        interval=of.alpha_interval(units, metric, seed),
        ac2=None if few else of.ac(units, metric),
        ac2_interval=None if few else of.ac_interval(units, metric, seed),
        percent=of.exact(units),
        percent_interval=of.exact_interval(units, seed),
        within_one=of.near(units) if metric == "ordinal" else None,
        units=len(together),
        coders=len({coder for thing in together for coder in thing.given} - {without}),
        reason=few or ("one-value" if alpha is None else None),
    )


def _parted(things: Sequence[_Thing], rubric: Rubric) -> list[Parted]:
    """Return where coders part, the widest first and else in the order of cases and rubric."""
    parted = [
        Parted(
            case=thing.case.id,
            title=thing.case.title,
            judged=thing.judged,
            id=thing.id,
            label=thing.label,
            apart=apart,
            words=tuple(
                CoderWord(
                    coder,
                    *_word(thing, coder, rubric),
                    thing.notes[coder],
                )
                for coder in sorted(thing.notes)
                # Of an issue, who is silent on it says no more than that.
                if coder in thing.given or thing.judged in ("levels", "evidence")
            ),
        )
        for thing in things
        if (apart := _apart(thing)) > 0
    ]
    return sorted(parted, key=lambda one: -one.apart)


def _word(thing: _Thing, coder: str, rubric: Rubric) -> tuple[str | None, Text | None]:
    if coder not in thing.given:
        return None, None
    place = thing.given[coder]
    label = rubric.levels[place].label if thing.judged == "levels" else None
    return thing.scale[place], label


def _apart(thing: _Thing) -> float:
    """Return the mean distance of two coders, as a share of the scale; 1 or 0 without an order."""
    pairs = list(combinations(thing.given.values(), 2))
    if not pairs:
        return 0.0
    if _METRICS[thing.judged] == "nominal":
        return sum(one != other for one, other in pairs) / len(pairs)
    return sum(abs(one - other) for one, other in pairs) / len(pairs) / (len(thing.scale) - 1)
