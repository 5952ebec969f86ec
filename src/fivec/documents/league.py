"""The actors of a data file beside each other: what each got, and where that came from."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents.blocks import Block, Heading, Line, Paragraph, Row, Run, Table, run
from fivec.documents.edition import Edition, Report
from fivec.documents.phrases import NOTHING
from fivec.locale import Words
from fivec.model.league import League, LeagueFigure

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

    got = {
        name: [_figure(one.weighted[name], name, say, span=True) for one in what.standings]
        for name in ("attainment", "excess", "relative")
    }
    yield _table(what, say, "league.caption-got", got)
    drawn = [say("league.drawn", count=what.draws, seed=what.seed)] if what.draws else []
    yield Paragraph(run(" ".join([say("league.note"), *drawn])), "small")
    made_of = {
        name: [_figure(one.weighted[name], name, say) for one in what.standings]
        for name in ("contested", "luck")
    }
    made_of["percentile"] = [
        # Actors of fewer issues cannot be set beside those of DEU III.
        NOTHING if one.percentile is None else run(say.percent(one.percentile))
        for one in what.standings
    ]
    for name in ("attainment", "excess"):
        plain = [_figure(one.plain[name], name, say) for one in what.standings]
        made_of[f"plain-{name}"] = plain
    yield Heading(2, say("league.made-of"), "made-of")
    yield _table(what, say, "league.caption-made-of", made_of)
    yield Paragraph(run(f"{say('league.note-wide')} {say('league.note-luck')}"), "small")
    if what.model_error is not None:
        error = say.number(what.model_error, 2)
        yield Paragraph(run(say("league.error", error=error, count=what.issues)), "small")


def _table(what: League, say: Words, caption: str, columns: dict[str, list[Line]]) -> Table:
    names = ([run(one.actor), run(str(one.issues))] for one in what.standings)
    return Table(
        caption=say(caption),
        heads=tuple(say(f"league.{name}") for name in ("actor", "issues", *columns)),
        rows=tuple(
            Row((*name, *cells)) for name, *cells in zip(names, *columns.values(), strict=True)
        ),
        right=tuple(range(1, len(columns) + 2)),
    )


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
