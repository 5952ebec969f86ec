"""The lenses on the verdict's scale, with the verdict and the source's own conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.fields import Levels
from fivec.model.rule import VerdictRule
from fivec.model.verdict import LensResult, VerdictResult
from fivec.reports.clean import clean
from fivec.reports.influence import confidence
from fivec.reports.pictures import Picture
from fivec.reports.pictures.chart import LensChart, LensColumn
from fivec.reports.wording import capital, lowered


def lenses(one: Assessment, say: Words) -> Picture | None:
    """Return the lenses on the scale; ``None`` where nothing gives a level, or there is no rule."""
    result, rule = one.verdict, one.rubric.verdict
    if result is None or rule is None:
        return None
    columns = tuple(_columns(one, result, rule, say))
    if not any(column.ranks for column in columns):
        return None
    levels = tuple(clean(item.label.to(say.language)) for item in rule.scale)
    verdict = next(column for column in columns if column.kind == "verdict")
    facts = {
        "levels": len(levels),
        "low": levels[0],
        "high": levels[-1],
        "verdict": lowered(levels[verdict.ranks[0]]) if verdict.ranks else say("verdict.none"),
        "count": sum(lens.used for lens in result.lenses),
        "of": len(result.lenses),
    }
    return Picture(
        name="lenses",
        caption=say("picture.lenses.caption", case=clean(one.case.title.to(say.language))),
        alt=say("picture.lenses.alt", **facts),
        words=tuple(_words(column, levels, say) for column in columns),
        chart=LensChart(levels, columns),
    )


def _columns(
    one: Assessment, verdict: VerdictResult, rule: VerdictRule, say: Words
) -> Iterator[LensColumn]:
    scale = rule.levels
    for lens in verdict.lenses:
        yield LensColumn(
            kind="lens",
            label=capital(say(f"lens.{lens.id}")),
            ranks=(scale.index(lens.level),) if lens.level is not None else (),
            span=None if lens.range is None else _ranks(lens.range, scale),
            uncapped=None if lens.uncapped is None else scale.index(lens.uncapped),
            note=_note(lens, say),
            within=_within(one, lens, say),
            why="" if lens.used else say(f"why.none.{lens.id}.{lens.why}"),
        )
    level = verdict.influence
    yield LensColumn(
        kind="verdict",
        label=say("picture.lenses.verdict"),
        ranks=() if level is None else (scale.index(level),),
        note="" if level is None else confidence(one, say).partition(" (")[0],
    )
    known = one.case.published
    if known is not None and known.influence:
        ranks = tuple(sorted(scale.index(name) for name in known.influence))
        note = clean(known.where) if known.where else ""
        yield LensColumn("source", say("picture.lenses.source"), ranks, note=note)


def _ranks(ends: Levels, scale: Sequence[str]) -> tuple[int, int]:
    return scale.index(ends[0]), scale.index(ends[1])


def _note(lens: LensResult, say: Words) -> str:
    """Return the figure behind a lens, or whose word it is."""
    if lens.basis in ("self", "external"):
        return say(f"side.{lens.basis}")
    if lens.score is None or not lens.used:
        return ""
    return say(f"lens.score.{lens.basis}", score=_written(lens.score, lens, say))


def _within(one: Assessment, lens: LensResult, say: Words) -> str:
    """Return the range of the figure behind a lens, if it has one."""
    if lens.score is None or not lens.used:
        return ""
    if lens.id == "tracing":
        ends = one.tracing.interval if one.tracing else None
    else:
        issues = one.preference
        excess = lens.basis == "excess"
        ends = None if issues is None else issues.excess_interval if excess else issues.bounds
    if ends is None:
        return ""
    low, high = (_written(end, lens, say) for end in ends)
    return say("picture.from-to", low=low, high=high) if low != high else ""


def _written(value: float, lens: LensResult, say: Words) -> str:
    if lens.basis == "excess":
        return say.signed(value)
    return say.number(value, 2 if lens.id == "tracing" else 1)


def _words(column: LensColumn, levels: Sequence[str], say: Words) -> str:
    none = say("verdict.none" if column.kind == "verdict" else "lens-none")
    parts = [say("or").join(lowered(levels[rank]) for rank in column.ranks) or none]
    note = f"{column.note} ({column.within})" if column.within else column.note
    parts += [part for part in (note, column.why) if part]
    if column.span is not None and column.span[0] < column.span[1]:
        low, high = (lowered(levels[rank]) for rank in column.span)
        parts.append(say("picture.lenses.span", low=low, high=high))
    if column.uncapped is not None:
        parts.append(say("picture.lenses.capped", level=lowered(levels[column.uncapped])))
    return f"{column.label}: {'; '.join(parts)}."
