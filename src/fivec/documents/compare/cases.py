"""Cases side by side: a row each, where they differ, and every figure with its doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from fivec.documents.answers import answer_text
from fivec.documents.blocks import (
    Block,
    Facts,
    Heading,
    Line,
    Paragraph,
    Row,
    Table,
    missing,
    run,
    strong,
)
from fivec.documents.compare.figures import decimals, figure_line, figure_name, gap, moved
from fivec.documents.edition import Edition, told_apart
from fivec.documents.findings import listed
from fivec.documents.front import made_with
from fivec.documents.phrases import NOTHING, items
from fivec.documents.reasoning import ends_text, in_short, level, span_text
from fivec.documents.several import case_row, comparison
from fivec.documents.wording import coders, facts, judged_with
from fivec.locale import Words
from fivec.model.assessment import Assessment, Batch, Result
from fivec.model.comparison import CaseComparison, Contrast, FigureRow
from fivec.model.verdict import PART_NAMES, PartName

# So many cases stand beside each other; more stand below each other, with so many figures a table.
_ABREAST = 3
_ACROSS = 4
# Whether two figures are further apart than the doubt, the surest first.
_APART = {True: "apart", False: "overlap", None: "no-range"}


def beside(what: CaseComparison, edition: Edition) -> Iterator[Block]:
    """Yield what the figures of several cases are, and whether they differ by more than doubt."""
    say = edition.words
    cases = tuple(map(in_short, told_apart(Batch(what.cases), say.language).assessments))
    titles = [one.case.title.to(say.language) for one in cases]
    figures = [_figure(row, cases, say) for row in what.rows]
    yield Heading(1, say("comparison"), "comparison")
    yield Paragraph(run(made_with(edition)), "small")
    yield from (Paragraph(strong(note)) for note in _limits(what, say))
    every: tuple[Result, ...] = (*cases, *what.failed)
    yield from comparison([case_row(one, say) for one in every], say)
    yield Heading(2, say("compare.differences"), "differences")
    yield items([*_verdicts(what, cases, titles, say), *_differences(figures, titles, say)])
    yield Paragraph(run(say("compare.ranges")), "small")
    yield Heading(2, say("compare.figures"), "figures")
    more = (say("compare.difference"), say("compare.doubt"))
    yield from _tables("figure", titles, [(one.name, one.cells) for one in figures], say, more)
    yield Paragraph(run(say("compare.column-coverage")), "small")
    yield Heading(2, say("compare.answers"), "answers")
    answers = [
        (say.capital(say(f"question.{name}")), tuple(_answer(name, one, say) for one in cases))
        for name in PART_NAMES
    ]
    answers.append((say("compare.published"), tuple(_published(one, say) for one in cases)))
    yield from _tables("what", titles, answers, say)
    yield items([say("caveat.not-influence"), say("caveat.own")])
    yield Heading(2, say("compare.about"), "about")
    yield Facts(tuple((title, _about(one, say)) for title, one in zip(titles, cases, strict=True)))
    if what.failed:
        yield Heading(2, say("heading.not-scored"), "not-scored")
        yield listed((fault for one in what.failed for fault in one.findings), say)


def _limits(what: CaseComparison, say: Words) -> Iterator[str]:
    """Yield what cannot be compared, and why."""
    if not what.one_rubric:
        names = dict.fromkeys(f"{one.rubric.id}@{one.rubric.version}" for one in what.cases)
        yield say("compare.other-rubrics", rubrics=", ".join(names))
    if not what.one_scale and any(one.verdict for one in what.cases):
        yield say("compare.other-scales")


def _about(one: Assessment, say: Words) -> tuple[Line, ...]:
    """Return of what case, by which rubric, coders and file, the figures are."""
    file = say("compare.file", file=one.file, sha256=one.case.sha256)
    lines = (" · ".join(facts(one, say)), judged_with(one, say), *coders(one, say), file)
    return tuple(map(run, lines))


Rows = Sequence[tuple[str, tuple[Line, ...]]]


def _tables(
    kind: str, titles: Sequence[str], rows: Rows, say: Words, more: tuple[str, ...] = ()
) -> Iterator[Table]:
    """Yield rows with a cell a case; of many cases a row a case, without what ``more`` heads.

    With more, the cells of the cases hold figures.
    """
    if abreast := len(titles) <= _ABREAST:
        heads = (say(f"compare.{kind}"), *titles, *more)
        tables = [(heads, [(run(name), *cells) for name, cells in rows])]
    else:
        # As many tables as it takes, all about as wide.
        count = -(-len(rows) // _ACROSS)
        parts = [
            rows[len(rows) * at // count : len(rows) * (at + 1) // count] for at in range(count)
        ]
        tables = [
            (
                (say("column.case"), *(name for name, _ in part)),
                [(run(one), *(cells[at] for _, cells in part)) for at, one in enumerate(titles)],
            )
            for part in parts
        ]
    for heads, body in tables:
        cells = range(1, len(heads))
        yield Table(
            caption=say(f"compare.caption-{kind}"),
            heads=heads,
            rows=tuple(map(Row, body)),
            right=tuple(cells[:-1] if abreast else cells) if more else (),
            wide=(0,) if more else tuple(cells),
        )


# where they differ


def _verdicts(
    what: CaseComparison, cases: Sequence[Assessment], titles: Sequence[str], say: Words
) -> Iterator[str]:
    """Yield how far apart the verdicts are, where one scale holds them."""
    contrast = what.verdicts
    if not what.one_scale:
        return
    verdicts = {one.verdict and ends_text(one, one.verdict.as_coded, say) for one in cases}
    if len(verdicts) == 1:
        yield say("compare.verdict-same", verdict=verdicts.pop() or "–")
    elif contrast is not None and contrast.ends != (0, 0):
        low, high = (moved(count, say) for count in contrast.ends)
        two = {"highest": titles[contrast.highest], "lowest": titles[contrast.lowest]}
        yield say(f"compare.verdict-{_APART[contrast.apart]}", **two, low=low, high=high)


class _Figure(Struct, frozen=True):
    """A figure of every case in words; ``by`` is how far apart they are, empty where alike."""

    name: str
    cells: tuple[Line, ...]
    contrast: Contrast | None
    by: str = ""


def _figure(row: FigureRow, cases: Sequence[Assessment], say: Words) -> _Figure:
    """Return a figure, how far its highest and lowest are apart, and whether that is sure."""
    name = figure_name(row.name, row.id, cases[0], say)
    cells = tuple(figure_line(row.name, figure, say) for figure in row.figures)
    contrast = row.contrast
    if contrast is None:
        return _Figure(name, (*cells, NOTHING, missing(say("compare.not-comparable"))), None)
    high, low = (row.figures[at].value or 0.0 for at in (contrast.highest, contrast.lowest))
    apart = gap(row.name, high, low)
    by = say.number(apart, decimals(row.name))
    doubt = say(f"compare.{_APART[contrast.apart]}" if apart else "compare.same")
    return _Figure(name, (*cells, run(by), run(doubt)), contrast, by if apart else "")


def _differences(figures: Sequence[_Figure], titles: Sequence[str], say: Words) -> Iterator[str]:
    """Yield, a sentence each, what differs by more than doubt, by less, and not at all."""
    for how, key in _APART.items():
        pairs: dict[tuple[int, int], list[str]] = {}
        for one in figures:
            if one.by and one.contrast and one.contrast.apart is how:
                named = say("compare.said-by", figure=one.name, difference=one.by)
                pair = one.contrast.highest, one.contrast.lowest
                pairs.setdefault(pair, []).append(named)
        for (highest, lowest), names in pairs.items():
            two = {"highest": titles[highest], "lowest": titles[lowest]}
            yield say(f"compare.said-{key}", **two, figures=say.apart(names))
    rest = {
        "said-same": [one.name for one in figures if one.contrast and not one.by],
        "also-missing": [one.name for one in figures if one.contrast and one.contrast.missing],
        "said-missing": [one.name for one in figures if one.contrast is None],
    }
    for key, some in rest.items():
        if some:
            yield say(f"compare.{key}", figures=say.apart(some))


# answers


def _answer(name: PartName, one: Assessment, say: Words) -> Line:
    """Return the answer to a question of a case, with every doubt beside it."""
    if one.verdict is None:
        return NOTHING
    answer = one.verdict.parts[name]
    text = say.capital(answer_text(one, answer, say))
    if answer.state == "unanswered":
        return missing(text)
    if answer.range == answer.as_coded:
        return run(text)
    return run(say("compare.answer", level=text, range=span_text(one, answer.range, say)))


def _published(one: Assessment, say: Words) -> Line:
    """Return what sources themselves conclude of the influence."""
    conclusions = [
        say.listed([say.lowered(level(one, name, say)) for name in known.influence], "or")
        for known in one.case.conclusions
        if known.influence
    ]
    if not conclusions:
        return missing(say("compare.no-conclusion"))
    return run(say.capital("; ".join(conclusions)))
