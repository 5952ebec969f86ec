"""The three questions and what is behind them, as titled tables and sentences to set."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from fivec.documents.clean import clean
from fivec.documents.influence import coding_lines, ratio_text, unmoved
from fivec.documents.reasoning import answer_sentences, level, span_text
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.attribution import Attribution
from fivec.model.phases import PhaseResult
from fivec.model.tracing import HypothesisResult, TraceResult, Tracing, TracingResult
from fivec.model.verdict import Answer, PartName, VerdictResult


class Section(Struct, frozen=True):
    """A titled piece: a table, if it has ``heads``, and sentences under it.

    ``name`` is the same in every language.
    ``right`` are the columns of figures, ``wide`` is the one that takes the room that is left, if
    one does.
    """

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    wide: int | None
    lines: tuple[str, ...]


def sections(one: Assessment, say: Words, *, full: bool) -> Iterator[Section]:
    """Yield the questions and all that is behind them, in order; what is not there is left out.

    With ``full``, every single change that would move the verdict too.
    """
    if one.verdict is not None:
        yield _questions(one, one.verdict, say, full=full)
    if one.attribution is not None:
        yield _attribution(one, say)
    if one.tracing is not None and one.case.tracing is not None:
        yield _tracing(one, one.case.tracing, one.tracing, say)
    if one.phases:
        yield _phases(one, one.phases, say, full=full)


def _questions(one: Assessment, verdict: VerdictResult, say: Words, *, full: bool) -> Section:
    """Return each question and what was attained: what it may be, and what that rests on."""
    rows = []
    for name, answer in verdict.parts.items():
        doubts = say.capital(span_text(one, answer.range, say))
        if answer.state == "unanswered":
            doubts = "–"
        elif answer.range == answer.as_coded:
            doubts = say("answer.same")
        rows.append(
            (
                say.capital(say(f"question.{name}")),
                say.capital(answer_text(one, answer, say)),
                doubts,
                figure(name, answer, say),
                rests_on(one, name, answer, say),
            )
        )
    names = ("question", "answer", "doubts", "figure", "rests-on")
    lines: list[str] = []
    if full:
        for title, texts in levers(one, say):
            lines += [f"{title}:", *(f"– {text}" for text in texts)]
        lines += unmoved(one, say)
    return Section(
        name="questions",
        title=say("verdict.questions"),
        heads=tuple(say(f"column.{name}") for name in names),
        rows=tuple(rows),
        right=(),
        wide=None,
        lines=tuple(lines),
    )


def answer_text(one: Assessment, answer: Answer, say: Words) -> str:
    """Return what an answer may be, as coded, and that it is none or open if so."""
    span = span_text(one, answer.as_coded, say)
    # Without cut points for what was attained it holds nothing down: it is the highest level.
    free = answer.state == "unanswered" and len(set(answer.as_coded)) == 1
    return span if free or answer.state == "answered" else say(f"answer.{answer.state}", span=span)


def figure(name: PartName, answer: Answer, say: Words) -> str:
    """Return the figure behind an answer with its interval; a dash without one."""
    if answer.figure is None or answer.interval is None:
        return "–"

    def number(value: float) -> str:
        if name == "tracing":
            return say.number(value, 2)
        return say.signed(value) if name == "excess" else say.number(value)

    low, high = map(number, answer.interval)
    text = number(answer.figure)
    return text if low == high else f"{text} ({say('from-to', low=low, high=high)})"


def rests_on(one: Assessment, name: PartName, answer: Answer, say: Words) -> str:
    """Return what an answer rests on, or why there is none."""
    if answer.why is not None and answer.why != "coverage":
        return say(f"because.{name}.{answer.why}").rstrip(".")
    if name == "attribution":
        side = one.attribution.sides.external if one.attribution else None
        return say("rests.groups", count=side.groups if side else 0)
    if name == "tracing":
        tests = one.tracing.tests if one.tracing else ()
        return say("rests.tests", count=sum(test.counted for test in tests))
    lens = one.preference
    if lens is None:
        return "–"
    text = say("rests.issues", coded=lens.coded, count=lens.counted)
    if lens.basis == "overall":
        return f"{text}, {say('rests.overall')}" if lens.coded else say("rests.overall-alone")
    if all(issue.salience is None for issue in one.case.issues):
        return text
    share = say.percent(lens.salience_coverage or 0.0)
    return f"{text}, {say('rests.salience', percent=share)}"


def levers(one: Assessment, say: Words) -> list[tuple[str, list[str]]]:
    """Return all that would move the verdict, as sentences under what it would do."""
    groups = {"answers": list(answer_sentences(one, say)), **coding_lines(one, say)}
    return [(say(f"lever.all-{way}"), texts) for way, texts in groups.items() if texts]


def group_level(one: Assessment, group: Attribution, say: Words) -> str:
    """Return the level a group gives, with the range the coder allows."""
    text = level(one, group.level, say)
    if group.range is None or group.range[0] == group.range[1]:
        return text
    low, high = (say.lowered(level(one, end, say)) for end in group.range)
    return f"{text} ({say('from-to', low=low, high=high)})"


def _attribution(one: Assessment, say: Words) -> Section:
    rows = []
    counts = [group.counted for group in one.attribution.groups] if one.attribution else []
    for group, counted in zip(one.case.attributions, counts, strict=True):
        name = clean(group.group.to(say.language))
        if group.issue is not None:
            label = one.case.issues_by_id[group.issue].label
            on = clean(label.to(say.language))
            name += f" ({say('attribution.issue', issue=on)})"
        if group.weight != 1:
            name += f" ({say('rubric.weight', value=say.exact(group.weight))})"
        if not counted:
            name += f" ({say('attribution.uncounted')})"
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
            medians = {key: say.lowered(level(one, getattr(side, key), say)) for key in _MEDIANS}
            yield say("attribution.medians", side=say(f"side.{name}"), **medians)
    outside = lens.sides.external
    if outside and outside.agreement is not None and outside.pairwise is not None:
        value, pairwise = say.number(outside.agreement, 2), say.number(outside.pairwise, 2)
        yield say("attribution.agreement", value=value, pairwise=pairwise)
    if lens.gap is not None:
        which = "same" if lens.gap == 0 else "above" if lens.gap > 0 else "below"
        yield say(f"attribution.gap.{which}", count=abs(lens.gap))


_MEDIANS = ("lower", "upper")


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
    for hypothesis, result in zip(coded.hypotheses, lens.hypotheses, strict=True):
        kind, says = say(f"hypothesis.{result.kind}"), clean(hypothesis.says.to(say.language))
        says = says.removesuffix(".")
        yield f"{say.capital(kind)}: {says} ({_weighed(result, say)})"
    yield say(f"tracing.by.{lens.by}")


def _weighed(result: HypothesisResult, say: Words) -> str:
    """Return the probabilities of a hypothesis, where it has any, and the ratio against a rival."""
    parts = []
    if result.prior is not None and result.posterior is not None:
        before, after = say.number(result.prior, 2), say.number(result.posterior, 2)
        parts.append(say("tracing.before-after", before=before, after=after))
    if result.kind != "contribution" or not parts:
        parts.append(say("tracing.against", ratio=ratio_text(result.ratio, say)))
    return "; ".join(parts)


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
