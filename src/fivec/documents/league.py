"""The actors of a data file beside each other: what each got, and where that came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fivec.documents.blocks import Block, Heading, Line, Paragraph, Row, Run, Table, run
from fivec.documents.edition import Edition, Report
from fivec.documents.phrases import NOTHING
from fivec.locale import Words
from fivec.model.league import League, LeagueFigure, Standing

# Written with their sign, for they may be below zero.
_SIGNED = frozenset({"excess", "relative"})


def league(what: League, edition: Edition) -> Report:
    """Return the standings: what each actor got with its interval, then what that is made of."""
    return Report(_league(what, edition.words), edition.date)


def _league(what: League, say: Words) -> Iterator[Block]:
    yield Heading(1, say("league.title"), "league")
    yield Paragraph(run(what.file), "small")
    if not what.standings:
        yield Paragraph(run(say("league.none")))
        return

    def spanned(name: str) -> Callable[[Standing], Line]:
        return lambda one: _figure(one.weighted[name], name, say, span=True)

    def bare(name: str, kind: str = "weighted") -> Callable[[Standing], Line]:
        return lambda one: _figure(getattr(one, kind)[name], name, say)

    got = {name: spanned(name) for name in ("attainment", "excess", "relative")}
    yield _table(what, say, "league.caption-got", got)
    drawn = [say("league.drawn", count=what.draws, seed=what.seed)] if what.draws else []
    yield Paragraph(run(" ".join([say("league.note"), *drawn])), "small")
    made_of = {
        "contested": bare("contested"),
        "luck": bare("luck"),
        "percentile": lambda one: _above(one, say),
        "plain-attainment": bare("attainment", "plain"),
        "plain-excess": bare("excess", "plain"),
    }
    yield Heading(2, say("league.made-of"), "made-of")
    yield _table(what, say, "league.caption-made-of", made_of)
    yield Paragraph(run(say("league.note-wide")), "small")
    if what.model_error is not None:
        error = say.number(what.model_error, 2)
        yield Paragraph(run(say("league.error", error=error, count=what.issues)), "small")


def _table(
    what: League, say: Words, caption: str, columns: dict[str, Callable[[Standing], Line]]
) -> Table:
    return Table(
        caption=say(caption),
        heads=tuple(say(f"league.{name}") for name in ("actor", "issues", *columns)),
        rows=tuple(
            Row((run(one.actor), run(str(one.issues)), *(cell(one) for cell in columns.values())))
            for one in what.standings
        ),
        right=tuple(range(1, len(columns) + 2)),
    )


def _above(one: Standing, say: Words) -> Line:
    """Return the share of actors in DEU III that had less; a dash for fewer issues than theirs."""
    return NOTHING if one.percentile is None else run(say.percent(one.percentile))


def _figure(figure: LeagueFigure, name: str, say: Words, *, span: bool = False) -> Line:
    if figure.value is None:
        return NOTHING
    write = say.signed if name in _SIGNED else say.number
    if not span:
        return run(write(figure.value))
    line = run(write(figure.value), "strong")
    if figure.interval is None:
        return line
    low, high = map(say.number, figure.interval)
    return (*line, Run(f" ({say('from-to', low=low, high=high)})"))
