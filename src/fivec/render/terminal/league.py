"""The league as a table, as CSV and as JSON."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from rich import box
from rich.console import RenderableType
from rich.table import Table

from fivec import __version__
from fivec.locale import Words
from fivec.model.league import MEASURES, League, LeagueFigure, Standing
from fivec.model.values import number, values
from fivec.render import View
from fivec.render.machine.as_csv import text as cell
from fivec.render.machine.as_json import as_text
from fivec.render.terminal.screen import DIM, WIDE, Styled, words
from fivec.render.terminal.screen import render as to_text

FORMATS = ("table", "csv", "json")
# From this width on there is room for the means that are not weighted.
_WIDEST = 140


def render(league: League, form: str, view: View) -> str:
    """Return a league in one of ``FORMATS``."""
    if form == "json":
        return as_text(_record(league))
    if form == "csv":
        return _rows(league)
    return to_text(_table(league, view), view)


def _table(league: League, view: View) -> Iterator[RenderableType]:
    say = view.words
    yield words(say("league.title", file=league.file), "bold")
    if not league.standings:
        yield words(say("league.none"))
        return
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    grid.add_column(say("league.actor"), overflow="fold", min_width=3)
    grid.add_column(say("league.issues"), justify="right", no_wrap=True)
    # On a narrow screen the intervals are worth more than the figures without them.
    wide = view.width >= WIDE
    shown = MEASURES if wide else ("attainment", "excess", "relative")
    for name in shown:
        grid.add_column(say(f"league.{name}"), justify="right", no_wrap=True)
        if view.width >= _WIDEST and name in ("attainment", "excess"):
            grid.add_column(say("league.plain"), justify="right", no_wrap=True)
    if wide:
        grid.add_column(say("league.percentile"), justify="right", no_wrap=True)
    for one in league.standings:
        cells: list[RenderableType] = [words(one.actor), str(one.issues)]
        for name in shown:
            spanned = name not in ("contested", "luck")
            cells.append(_figure(one.weighted[name], name, view, span=spanned))
            if view.width >= _WIDEST and name in ("attainment", "excess"):
                cells.append(_figure(one.plain[name], name, view, span=False))
        if wide:
            cells.append(Styled(_above(one, say)))
        grid.add_row(*cells)
    yield grid
    notes = [say("league.note"), *([say("league.note-wide")] if wide else [])]
    if league.draws:
        notes.append(say("league.drawn", draws=league.draws, seed=league.seed))
    yield words(" ".join(notes), DIM)
    if league.model_error is not None:
        error = say.number(league.model_error, 2)
        yield words(say("league.error", error=error, count=league.issues), DIM)


def _above(one: Standing, say: Words) -> str:
    """Return the share of actors in DEU III that had less; a dash for fewer issues than theirs."""
    return "–" if one.percentile is None else say.percent(one.percentile)


def _figure(figure: LeagueFigure, name: str, view: View, *, span: bool) -> Styled:
    say = view.words
    if figure.value is None:
        return Styled("–")
    signed = name in ("excess", "relative")
    write = say.signed if signed else say.number
    text = Styled(write(figure.value), "bold" if span else "")
    if span and figure.interval is not None:
        low, high = map(say.number, figure.interval)
        text.append(f" ({low} {say('title.to')} {high})", "not bold dim")
    return text


def _columns(one: Standing) -> Iterator[tuple[str, LeagueFigure]]:
    for kind, figures in (("weighted", one.weighted), ("plain", one.plain)):
        for name in MEASURES:
            yield f"{name}_{kind}", figures[name]


def _rows(league: League) -> str:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    names = [f"{name}_{kind}" for kind in ("weighted", "plain") for name in MEASURES]
    heads = [f"{name}{end}" for name in names for end in ("", "_lower", "_upper")]
    writer.writerow(["actor", "issues", *heads, "percentile"])
    for one in league.standings:
        row: list[Any] = [cell(one.actor), one.issues]
        for _, figure in _columns(one):
            low, high = figure.interval or (None, None)
            row += [number(figure.value), number(low), number(high)]
        writer.writerow([*row, number(one.percentile)])
    return stream.getvalue()


def _record(league: League) -> dict[str, Any]:
    def figures(of: dict[str, LeagueFigure]) -> dict[str, Any]:
        return {
            name: {"value": number(figure.value), "interval": values(figure.interval)}
            for name, figure in of.items()
        }

    return {
        "format": "fivec/league@1",
        "tool": f"fivec {__version__}",
        "file": league.file,
        "sha256": league.sha256,
        "issues": league.issues,
        "draws": league.draws,
        "seed": league.seed,
        "model_error": number(league.model_error),
        "actors": [
            {
                "actor": one.actor,
                "issues": one.issues,
                "weighted": figures(one.weighted),
                "plain": figures(one.plain),
                "percentile": number(one.percentile),
            }
            for one in league.standings
        ],
    }
