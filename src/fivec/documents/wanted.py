"""What was wanted, and what came of it: the attainment, and every issue."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents import wording as w
from fivec.documents.blocks import Block, Line, Row, Run, Table, missing, run, strong
from fivec.documents.chapter import Chapter, note
from fivec.documents.phrases import NOTHING, items, joined
from fivec.documents.pictures.issues_chart import issues
from fivec.model.issues import IssueResult
from fivec.model.positions import Issue

_STAGES = ("wanted", "was", "got")


def wanted(of: Chapter) -> Iterator[Block]:
    """Yield how much was attained, how much of that is luck, and the issues."""
    one = of.one
    if one.preference is None:
        return
    yield of.heading("heading.wanted")
    yield items(list(_attained(of)))
    yield from of.drawn(issues)
    if one.case.issues:
        yield _issues(of, one.preference.issues)
    yield from of.explained("attainment", "luck")


def _attained(of: Chapter) -> Iterator[str]:
    """Yield how much was coded, how far the attainment may move, and what is own doing."""
    say, one, lens = of.say, of.one, of.one.preference
    if lens is None:
        return
    parts = []
    if lens.attainment is not None:
        word = lens.word(one.rubric)
        named = w.attained(one, word, lens.attainment, say) if word else say("no-word")
        parts.append(say("attainment.figure", figure=say.number(lens.attainment), word=named))
    if lens.coverage is not None:
        salience = ""
        if any(issue.salience is not None for issue in one.case.issues):
            share = say.percent(lens.salience_coverage or 0)
            salience = say("attainment.salience", percent=share)
        facts = {"coded": lens.coded, "count": lens.counted, "salience": salience}
        parts.append(say("attainment.judged", percent=say.percent(lens.coverage), **facts))
    if parts:
        yield say.capital(say.apart(parts))
    if lens.basis == "overall":
        yield say.capital(say("attainment.overall"))
    if lens.attainment is not None:
        whole = lens.coded == lens.counted or lens.basis == "overall"
        yield from w.ends(lens.bounds, lens.interval, say, whole=whole)
    yield from w.luck_lines(one, say)
    if lens.gain is not None:
        yield say("attainment.gain", gain=say.signed(lens.gain))
    if lens.ratio_of_sums is not None:
        yield say("attainment.ratio", value=say.number(lens.ratio_of_sums))
    if draft := w.caveats(one, say).get("draft"):
        yield draft


def _issues(of: Chapter, results: tuple[IssueResult, ...]) -> Table:
    """Return the issues: what was wanted, was and was got, where that is known of any of them."""
    say, known = of.say, of.one.case.issues
    stages = [
        name for name in _STAGES if any(w.stage(issue, name, say) is not None for issue in known)
    ]
    rows = tuple(
        Row((_label(of, issue, result), *(_stage(of, issue, name) for name in stages),
             _how_much(of, issue, result)))
        for issue, result in zip(known, results, strict=True)
    )  # fmt: skip
    return Table(
        caption=say("caption.issues", case=of.title),
        heads=tuple(say(f"column.{name}") for name in ("issue", *stages, "attained")),
        rows=rows,
        wide=tuple(range(len(stages) + 2)),
    )


def _label(of: Chapter, issue: Issue, result: IssueResult) -> Line:
    """Return the name of an issue with what else is to be known of it."""
    line: Line = strong(issue.label.to(of.say.language))
    line += note(of.proofs(issue.evidence))
    more = w.standing(of.one, issue, of.say)
    if of.edition.full:
        more += w.figures(issue, result, of.say)
        if issue.note:
            more.append(of.text(issue.note.to(of.say.language)))
    return joined(line, run(of.say.apart(more)), by="\n") if more else line


def _stage(of: Chapter, issue: Issue, name: str) -> Line:
    """Return what was wanted, was or was got; a dash where the source does not say."""
    text = w.stage(issue, name, of.say)
    return run(text) if text else NOTHING


def _how_much(of: Chapter, issue: Issue, result: IssueResult) -> Line:
    """Return how much of an issue was attained, in a word and of 100; or why that is not known."""
    say = of.say
    lines: list[Line] = []
    if result.attainment is not None:
        word = result.word(of.one.rubric)
        text = w.attained(of.one, word, result.attainment, say) if word else ""
        figure = say.number(result.attainment)
        span = f" ({say.interval(*result.range)})" if result.range else ""
        lines.append((*strong(f"{text} {figure}".strip()), Run(span)))
    if result.status == "silent":
        lines.append(missing(say.lowered(say(f"not-assessed.{issue.lacks}"))))
    elif result.status != "coded":
        lines.append(missing(say(f"status.{result.status}")))
    return joined(*lines, by=", ") or NOTHING
