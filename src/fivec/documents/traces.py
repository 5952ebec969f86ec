"""What the traces show: every test of the process tracing, and how sure they make the claim."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents.blocks import Block, Paragraph, Row, Table, run
from fivec.documents.chapter import Chapter, note
from fivec.documents.clean import clean
from fivec.documents.first_page import foremost
from fivec.documents.influence import ratio_text
from fivec.documents.phrases import items
from fivec.documents.pictures.walk_chart import walk
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.tracing import HypothesisResult, TraceResult


def traces(of: Chapter) -> Iterator[Block]:
    """Yield the tests with what each weighs, and what they add up to."""
    say, coded, lens = of.say, of.one.case.tracing, of.one.tracing
    if lens is None or coded is None:
        return
    yield of.heading("tracing.title")
    yield from of.drawn(walk)
    yield Table(
        caption=say("caption.section", what=say("tracing.title"), case=of.title),
        heads=tuple(say(f"column.{name}") for name in ("test", "result", "ratio", "class")),
        rows=tuple(
            Row(
                (
                    (*run(test.says.to(say.language)), *note(of.proofs(test.evidence))),
                    run(say(f"result.{result.result}")),
                    run(ratio_text(result.ratio, say)),
                    run(trace_class(result, say)),
                )
            )
            for test, result in zip(coded.tests, lens.tests, strict=True)
        ),
        right=(2,),
    )
    yield Paragraph(run(say("tracing.ratio")), "small")
    lines = list(tracing_lines(of.one, say))
    # Whose likelihoods: that they are fivec's own stands on the page.
    yield items(lines[:-1] if foremost(of.one) == "own-likelihoods" else lines)
    yield from of.explained("tracing")


def trace_class(test: TraceResult, say: Words) -> str:
    """Return the class of a test, and why it does not count if so."""
    words = [say(f"class.{test.kind}")] if test.kind else []
    words += [say(f"left-out.{test.left_out}")] if test.left_out else []
    return say.apart(words) or "–"


def tracing_lines(one: Assessment, say: Words) -> Iterator[str]:
    """Yield what the tests add up to, how far that hangs on the prior, and what competes."""
    lens, coded = one.tracing, one.case.tracing
    if lens is None or coded is None:
        return
    low, high = (say.number(end, 2) for end in lens.interval)
    yield say(
        "tracing.line" if lens.interval[0] < lens.interval[1] else "tracing.line-sure",
        posterior=say.number(lens.posterior, 2),
        low=low,
        high=high,
        prior=say.number(lens.prior, 2),
        ratio=ratio_text(lens.ratio, say),
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
    if lens.clustered:
        yield say("tracing.naive", naive=ratio_text(lens.naive_ratio, say))
    for hypothesis, result in zip(coded.hypotheses, lens.hypotheses, strict=True):
        kind, says = say(f"hypothesis.{result.kind}"), clean(hypothesis.says.to(say.language))
        says = says.removesuffix(".")
        yield f"{say.labelled(say.capital(kind), says)} ({_weighed(result, say)})"
    yield say(f"tracing.by.{lens.by}")


def _weighed(result: HypothesisResult, say: Words) -> str:
    """Return the probabilities of a hypothesis, where it has any, and the ratio against a rival."""
    parts = []
    if result.prior is not None and result.posterior is not None:
        before, after = say.number(result.prior, 2), say.number(result.posterior, 2)
        parts.append(say("tracing.before-after", before=before, after=after))
    if result.kind != "contribution" or not parts:
        parts.append(say("tracing.against", ratio=ratio_text(result.ratio, say)))
    return say.apart(parts)
