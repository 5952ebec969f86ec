"""The league as CSV: a row an actor, every measure with the ends of its interval."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from fivec.model.league import MEASURES, League
from fivec.model.values import number
from fivec.render import View
from fivec.render.machine.as_csv import text


def render(league: League, _: View) -> str:
    """Return a league as rows; what is not there is an empty cell."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    names = [f"{name}_{kind}" for kind in ("weighted", "plain") for name in MEASURES]
    heads = [f"{name}{end}" for name in names for end in ("", "_lower", "_upper")]
    writer.writerow(["actor", "issues", *heads, "percentile"])
    for one in league.standings:
        row: list[Any] = [text(one.actor), one.issues]
        for figures in (one.weighted, one.plain):
            for name in MEASURES:
                ends = figures[name].interval or (None, None)
                row += [number(value) for value in (figures[name].value, *ends)]
        writer.writerow([*row, number(one.percentile)])
    return stream.getvalue()
