"""The first page of a case: the answer, what it rests on, what it hangs on, and one caveat.

What is said is what the assessment holds; a medium may set it as a screen, or as its own head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from fivec.documents import wording as w
from fivec.documents.agreement import coders_agree
from fivec.documents.answers import answer_rows, outward
from fivec.documents.audience import Openness, standing
from fivec.documents.blocks import (
    Bar,
    Block,
    Facts,
    Line,
    Paragraph,
    Row,
    Run,
    Table,
    missing,
    run,
    strong,
)
from fivec.documents.influence import coding_levers, concluded_levels, directions, side, unmoved
from fivec.documents.reasoning import (
    answer_levels,
    change_text,
    ends_text,
    in_short,
    sentence,
    span_text,
)
from fivec.documents.seal import sealed_text
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.capacity import Scored
from fivec.model.fields import Interval
from fivec.model.verdict import QUESTIONS, Lever, VerdictResult


def first_page(one: Assessment, say: Words) -> Iterator[Block]:
    """Yield the page as it stands alone: the page itself, and how to see more."""
    yield from page(one, say)
    yield Paragraph(run(" · ".join([*findings_counted(one, say), say("page.more")])), "small")


def page(one: Assessment, say: Words) -> Iterator[Block]:
    """Yield who, which text and when in a line, and the answer."""
    title = strong(one.case.title.to(say.language))
    yield Paragraph((*title, Run(" · "), *run(" · ".join(w.who_and_when(one, say)))))
    yield from answer(one, say)


def answer(one: Assessment, say: Words) -> Iterator[Block]:
    """Yield what the page says of a case, for a document that has a title of its own."""
    yield from standing([Openness.of(one.case)], say)
    short = in_short(one)
    lead = _verdict(one, say)
    if one.verdict is not None:
        lead += (Run(" "), *run(" ".join(_reasons(short, one.verdict, say))))
    yield Paragraph(lead, "lead")
    yield Table(
        caption=say("caption.answers", case=one.case.title.to(say.language)),
        heads=tuple(say(f"column.{name}") for name in _HEADS),
        rows=tuple(answer_rows(short, say)),
        wide=(3,),
        frame="heads",
    )
    if known := (*_moves(one, say), *_coders(one, say), *_seal(one, say), *_caveat(one, say)):
        yield Facts(known)
    yield _capacity(one, say)


_HEADS = ("question", "answer", "figure", "rests-on")


def findings_counted(one: Assessment, say: Words) -> list[str]:
    """Return how many errors and warnings there are, a phrase each."""
    counts = {
        severity: sum(each.severity == severity for each in one.findings)
        for severity in ("error", "warning")
    }
    return [say(f"page.{severity}", count=count) for severity, count in counts.items() if count]


def _verdict(one: Assessment, say: Words) -> Line:
    """Return the verdict as a sentence."""
    actor, verdict, rule = one.case.actor.name.to(say.language), one.verdict, one.rubric.verdict
    if verdict is None or rule is None:
        return missing(say("page.no-rule", actor=actor))
    if not verdict.said:
        return missing(say("page.not-said", actor=actor))
    key = "page.verdict" if all(item.short for item in rule.scale) else "page.verdict-plain"
    return strong(say(key, actor=say.capital(actor), verdict=ends_text(one, verdict.as_coded, say)))


def _reasons(one: Assessment, verdict: VerdictResult, say: Words) -> Iterator[str]:
    """Yield how sure it is, how the answers stand to each other, and what holds it."""
    doubts = span_text(one, verdict.range, say)
    if verdict.confidence is None:
        yield say("page.may-be", span=span_text(one, verdict.as_coded, say))
    else:
        same = verdict.range == verdict.as_coded
        key = "page.confidence" if same else "page.confidence-doubts"
        yield say(key, confidence=say(f"confidence.{verdict.confidence}"), range=doubts)
    yield _answered(one, verdict, say)
    codes = {step.code: step for step in verdict.steps}
    held = "held-down" in codes and verdict.said
    if held:
        yield _held(one, verdict, say)
    for code in ("settles", "lacks"):
        if code in codes and not (held and verdict.ceiling.state == "open"):
            yield sentence(one, codes[code], say)


def _answered(one: Assessment, verdict: VerdictResult, say: Words) -> str:
    """Return which questions are answered, and whether the answers agree."""
    parts = verdict.parts
    names = {name: parts[name].level for name in QUESTIONS if parts[name].state == "answered"}
    if len(names) < _PAIR:
        named = "".join(say(f"page.name.{name}") for name in names)
        return say("page.only", name=named) if names else say("because.answered.0")
    far = "answers-disagree" in verdict.findings
    for level in filter(None, names.values()):
        alike = [say(f"page.name.{name}") for name in names if names[name] == level]
        other = [say(f"page.name.{name}") for name in names if names[name] != level]
        if len(alike) >= _PAIR:
            of_them = {"names": say.listed(alike), "level": span_text(one, (level, level), say)}
            key = "page.agree-but" if far else "page.agree"
            return say.capital(say(key, other="".join(other), **of_them))
    apart = "apart" if verdict.said else "far"
    return say(f"page.{apart if far else 'differ'}.{len(names)}")


_PAIR = 2


def _held(one: Assessment, verdict: VerdictResult, say: Words) -> str:
    """Return that the verdict is held down by what was attained, or by not knowing that."""
    lens, ceiling = one.preference, verdict.ceiling
    if ceiling.figure is None or lens is None:
        return say("page.held-unknown")
    if ceiling.state == "answered":
        return say("page.held", figure=say.number(ceiling.figure, 0))
    return say("page.held-open", silent=lens.counted - lens.coded, count=lens.counted)


def _moves(one: Assessment, say: Words) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield what would raise or lower the verdict: an answer that lacks, else a single coding."""
    ways = directions(one)
    answers = {way: [each for each in of if each.code == "answer"] for way, of in ways.items()}
    still = unmoved(one, say) if one.verdict is not None and one.verdict.said else []
    for way in ("up", "down"):
        levers: list[Lever] = coding_levers(one, ways.get(way, []))[:1]
        if answers.get(way):
            # The least that an answer has to come to.
            levers = _runs(answers[way])[0 if way == "up" else -1]
        if levers:
            yield say(f"page.{way}"), (run(_move(one, levers, say)),)
        elif say.capital(text := say(f"lever.none-{way}")) in still:
            yield say(f"page.{way}"), (run(text),)


def _runs(levers: Sequence[Lever]) -> list[list[Lever]]:
    """Return the levers of the first question, those that come to the same together."""
    asked = [each for each in levers if each.question == levers[0].question]
    return [list(run_) for _, run_ in groupby(asked, key=lambda each: each.as_coded)]


def _move(one: Assessment, levers: Sequence[Lever], say: Words) -> str:
    """Return a change, and in short words what the verdict would be."""
    first = levers[0]
    # What a group says is coded in words that stand by themselves.
    change = change_text(in_short(one) if first.code == "group" else one, levers, say)
    if first.code == "answer":
        asked = answer_levels(one, levers, say)
        if asked == say("lever.any-level"):
            change = say(f"page.any.{first.question}")
        elif first.question == "excess":
            attained = "-attained" if "ceiling" in first.facts else ""
            short = answer_levels(in_short(one), levers, say)
            change = say(f"page.answer.excess{attained}", level=short)
    becomes = span_text(in_short(one), first.as_coded, say)
    return say("page.if", change=change, becomes=becomes)


def _coders(one: Assessment, say: Words) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield how far the coders agree, where there are several."""
    if (agree := one.coders_agree) is not None:
        yield say("page.coders"), (run(coders_agree(agree, say)),)


def _seal(one: Assessment, say: Words) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield whether the coding is as it was sealed, where it was."""
    if one.seal:
        yield say("page.seal"), (run(sealed_text(one.seal, say)),)


def _caveat(one: Assessment, say: Words) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield the caveat that matters most for this case, if any does."""
    name, verdict, short = foremost(one), one.verdict, in_short(one)
    if name == "sources-differ" and verdict is not None:
        names = [concluded_levels(short, each, say) for each in verdict.concluded]
        yield say("page.mind"), (run(side(verdict, say, "page.mind.side", names)),)
    elif name:
        yield say("page.mind"), (run(say(f"page.mind.{name}", what=one.case.judged_against)),)


def foremost(one: Assessment) -> str | None:
    """Return the name of the caveat that matters most for this case, if any does."""
    case, verdict, lens = one.case, one.verdict, one.preference
    blind = [coding.blind for coding in case.codings]
    relative = case.judged_against
    unplaced = lens is not None and any(
        issue.counts
        and issue.excess is not None
        and issue.span is None
        and issue.alignment == "unknown"
        for issue in lens.issues
    )
    holds = {
        "own-likelihoods": verdict is not None and "own-likelihoods" in verdict.findings,
        "insiders-alone": verdict is not None
        and verdict.questions.attribution.why == "insiders-alone",
        "luck-unknown": unplaced,
        "sources-differ": verdict is not None and verdict.contradicted,
        "not-blind": bool(case.conclusions) and False in blind,
        "relative": relative == "size-and-means",
        "relative-other": relative not in (None, "size-and-means"),
    }
    return next((name for name, applies in holds.items() if applies), None)


def _capacity(one: Assessment, say: Words) -> Table:
    """Return the capacity and its capabilities, a row each."""
    rows = [_scored(one, strong(say("capacity")), one.capacity, say)]
    for result, capability in zip(one.capabilities, one.rubric.capabilities, strict=True):
        label = capability.label.to(say.language)
        if result.weight == 0:
            label += f" ({say('weight-0')})"
        rows.append(_scored(one, run(label), result, say))
    names = ("score", "range", "word", "judged")
    heads = [say("caption.capability"), "", *(say(f"column.{name}") for name in names)]
    return Table(
        caption=say("caption.figures", case=one.case.title.to(say.language)),
        heads=tuple(heads),
        rows=tuple(rows),
        right=(2, 3),
        wide=(0,),
        frame="bare",
    )


def _scored(one: Assessment, label: Line, result: Scored, say: Words) -> Row:
    score, span = result.score, result.interval
    cells = (
        label,
        (Bar(score, span),),
        run(say.number(score, 0)) if score is not None else missing("–"),
        run(_range(span, say)) if score is not None and span is not None else (),
        _word(one, result, say),
        run(say("page.judged", judged=result.judged, counted=result.counted)),
    )
    return Row(cells)


def _range(span: Interval, say: Words) -> str:
    low, high = outward(span)
    return low if low == high else say("interval", low=low, high=high)


def _word(one: Assessment, result: Scored, say: Words) -> Line:
    """Return the word of a score; of what has none, whether there was weaker evidence on it."""
    if result.score is None:
        parts = getattr(result, "indicators", None) or [
            each for capability in one.capabilities for each in capability.indicators
        ]
        weaker = any(each.reason == "out-of-scope" for each in parts)
        return missing(say("page.weaker" if weaker else "not-assessed"))
    if result.level is None:
        return missing(say("too-little"))
    return run(one.rubric.levels_by_id[result.level].label.to(say.language))
