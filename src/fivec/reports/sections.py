"""The lenses and what is behind them, as titled tables and sentences for any report to set."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.attribution import Attribution, SideResult
from fivec.model.phases import PhaseResult
from fivec.model.tracing import TraceResult, Tracing, TracingResult
from fivec.model.verdict import VerdictResult
from fivec.reports.clean import clean
from fivec.reports.influence import directions, figure, flip_line, ratio_text
from fivec.reports.reasoning import level, sentence
from fivec.reports.wording import capital, exact, lowered


class Section(Struct, frozen=True):
    """A titled piece: a table, if it has ``heads``, and sentences under it.

    ``name`` is the same in every language.
    ``right`` are the columns of figures, ``wide`` is the one that takes the room that is left.
    """

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    wide: int
    lines: tuple[str, ...]


# Told elsewhere: in the table of the lenses, or in the summary.
_TOLD = (
    "lens", "capped", "own-likelihoods", "used-twice", "confidence", "zero", "too-few", "gated",
)  # fmt: skip


def sections(one: Assessment, say: Words, *, full: bool) -> Iterator[Section]:
    """Yield the lenses and all that is behind them, in order; what is not there is left out.

    With ``full``, every single change that would alter the verdict too.
    """
    if one.verdict is not None:
        yield _lenses(one, one.verdict, say, full=full)
    if one.attribution is not None:
        yield _attribution(one, say)
    if one.tracing is not None and one.case.tracing is not None:
        yield _tracing(one, one.case.tracing, one.tracing, say)
    if one.phases:
        yield _phases(one, one.phases, say, full=full)


def _lenses(one: Assessment, verdict: VerdictResult, say: Words, *, full: bool) -> Section:
    steps = verdict.rest
    rows = []
    for lens in verdict.lenses:
        caps = [step for step in steps if lens.uncapped and step.code == f"capped.{lens.basis}"]
        why = say(f"why.{lens.id}.{lens.basis}" if lens.used else f"why.none.{lens.id}.{lens.why}")
        why = "; ".join([why, *(lowered(sentence(one, step, say)) for step in caps)]).rstrip(".")
        named = level(one, lens.level, say) if lens.used else say("lens-none")
        rows.append((say(f"lens.{lens.id}"), named, figure(lens, say), why))
    rest = [step for step in steps if not step.code.startswith(_TOLD)]
    flips = directions(one) if full else {}
    return Section(
        name="lenses",
        title=say("verdict.lenses"),
        heads=tuple(say(f"column.{name}") for name in ("lens", "level", "figure", "why")),
        rows=tuple(rows),
        right=(2,),
        wide=3,
        lines=(
            *(sentence(one, step, say) for step in rest),
            *(
                line
                for way, part in flips.items()
                if part
                for line in (
                    f"{say(f'flip.all-{way}')}:",
                    *(f"– {flip_line(one, flip, say)}" for flip in part),
                )
            ),
        ),
    )


def group_level(one: Assessment, group: Attribution, say: Words) -> str:
    """Return the level a group gives, with the range the coder allows."""
    text = level(one, group.level, say)
    if group.range is None or group.range[0] == group.range[1]:
        return text
    low, high = (lowered(level(one, end, say)) for end in group.range)
    return f"{text} ({low} {say('title.to')} {high})"


def _attribution(one: Assessment, say: Words) -> Section:
    rows = []
    for group in one.case.attributions:
        name = clean(group.group.to(say.language))
        if group.issue is not None:
            label = one.case.issues_by_id[group.issue].label
            on = clean(label.to(say.language))
            name += f" ({say('attribution.issue', issue=on)})"
        if group.weight != 1:
            name += f" ({say('rubric.weight', value=exact(group.weight, say))})"
        rows.append((name, say(f"side.{group.by}"), group_level(one, group, say)))
    return Section(
        name="attribution",
        title=say("attribution.title"),
        heads=(say("column.group"), say("column.side"), say("column.level")),
        rows=tuple(rows),
        right=(),
        wide=0,
        lines=tuple(attribution_lines(one, say)),
    )


def attribution_lines(one: Assessment, say: Words) -> Iterator[str]:
    """Yield how the sides compare, and how far the outsiders agree."""
    lens = one.attribution
    if lens is None:
        return
    for name, side in (("self", lens.sides.own), ("external", lens.sides.external)):
        if side is None:
            continue
        if side.lower != side.upper:
            medians = {key: lowered(level(one, getattr(side, key), say)) for key in _MEDIANS}
            yield say("attribution.medians", side=say(f"side.{name}"), **medians)
        if side.divided:
            yield say(f"attribution.divided.{side.divided}", **_ends(one, side, say))
    outside = lens.sides.external
    if outside and outside.agreement is not None and outside.pairwise is not None:
        value, pairwise = say.number(outside.agreement, 2), say.number(outside.pairwise, 2)
        yield say("attribution.agreement", value=value, pairwise=pairwise)
    if lens.gap is not None:
        which = "same" if lens.gap == 0 else "above" if lens.gap > 0 else "below"
        yield say(f"attribution.gap.{which}", count=abs(lens.gap))


_MEDIANS = ("lower", "upper")


def _ends(one: Assessment, side: SideResult, say: Words) -> dict[str, str]:
    low, high = (lowered(level(one, end, say)) for end in side.range)
    return {"low": low, "high": high}


def trace_class(test: TraceResult, say: Words) -> str:
    """Return the class of a test, and why it does not count if so."""
    words = [say(f"class.{test.kind}")] if test.kind else []
    words += [say(f"left-out.{test.left_out}")] if test.left_out else []
    return "; ".join(words) or "–"


def _tracing(one: Assessment, coded: Tracing, lens: TracingResult, say: Words) -> Section:
    rows = [
        (
            clean(test.says.to(say.language)),
            say(f"result.{result.result}"),
            ratio_text(result.ratio, say),
            "–" if result.decibels is None else say.signed(result.decibels),
            trace_class(result, say),
        )
        for test, result in zip(coded.tests, lens.tests, strict=True)
    ]
    names = ("test", "result", "ratio", "decibels", "class")
    return Section(
        name="tracing",
        title=say("tracing.title"),
        heads=tuple(say(f"column.{name}") for name in names),
        rows=tuple(rows),
        right=(2, 3),
        wide=0,
        lines=(say("tracing.ratio"), *tracing_lines(one, say)),
    )


def tracing_lines(one: Assessment, say: Words) -> Iterator[str]:
    """Yield what the tests add up to, how far that hangs on the prior, and what competes."""
    lens = one.tracing
    if lens is None:
        return
    low, high = (say.number(end, 2) for end in lens.interval)
    yield say(
        "tracing.line" if lens.interval[0] < lens.interval[1] else "tracing.line-sure",
        posterior=say.number(lens.posterior, 2),
        low=low,
        high=high,
        prior=say.number(lens.prior, 2),
        ratio=ratio_text(lens.ratio, say),
        decibels=say.signed(lens.decibels),
    )
    (one_, at_one), (two, at_two) = lens.prior_sensitivity.at.items()
    yield say(
        "tracing.priors",
        one=say.number(one_),
        at_one=say.number(at_one, 2),
        two=say.number(two),
        at_two=say.number(at_two, 2),
        even=say.number(lens.even_prior, 2),
    )
    yield from hypothesis_lines(one, say)


def hypothesis_lines(one: Assessment, say: Words) -> Iterator[str]:
    """Yield what the tests would weigh otherwise, the hypotheses, and whose likelihoods."""
    lens, coded = one.tracing, one.case.tracing
    if lens is None or coded is None:
        return
    if lens.clustered:
        yield say("tracing.naive", naive=ratio_text(lens.naive_ratio, say))
    if lens.capped:
        uncapped, ratio = ratio_text(lens.uncapped, say), ratio_text(lens.ratio, say)
        yield say("tracing.capped", uncapped=uncapped, ratio=ratio)
    for hypothesis, result in zip(coded.hypotheses, lens.hypotheses, strict=True):
        after = say(
            "tracing.before-after",
            before=say.number(result.prior, 2),
            after=say.number(result.posterior, 2),
        )
        kind, says = say(f"hypothesis.{result.kind}"), clean(hypothesis.says.to(say.language))
        says = says.removesuffix(".")
        yield f"{capital(kind)}: {says} ({after})"
    yield say(f"tracing.by.{lens.by}")


def _phases(one: Assessment, phases: tuple[PhaseResult, ...], say: Words, *, full: bool) -> Section:
    rows = tuple(
        (
            say(f"phase.{phase.phase}"),
            str(phase.supports),
            str(phase.weakens),
            (", ".join(phase.evidence) or "–") if full else str(len(phase.evidence)),
        )
        for phase in phases
    )
    line = say("phases.line-even")
    if one.busiest:
        line = say("phases.line", phase=say(f"phase.{one.busiest.phase}"))
    names = ("phase", "supports", "weakens", "evidence" if full else "rows")
    heads = tuple(say(f"column.{name}") for name in names)
    right = (1, 2) if full else (1, 2, 3)
    return Section("phases", say("phases"), heads, rows, right, 3 if full else 0, (line,))
