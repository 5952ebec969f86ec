"""Figures of a comparison: their names, and how each is written with its doubt."""

from __future__ import annotations

from collections.abc import Sequence

from fivec.documents.blocks import Line, Run, missing, run
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.comparison import FigureRow
from fivec.model.fields import Interval
from fivec.model.figure import shown

# Written with two decimals, from 0 to 1; the others with one, of 100.
_CHANCES = frozenset({"posterior"})
_SIGNED = frozenset({"excess", "gain"})


def figure_name(row: FigureRow, cases: Sequence[Assessment], say: Words) -> str:
    """Return what a figure is called; a capability by its rubric's words."""
    if row.name == "capability":
        return cases[0].rubric.capabilities_by_id[row.id].label.to(say.language)
    if row.name in ("capacity", "attainment"):
        return say(row.name)
    return say.capital(say(f"compare.{row.name}"))


def decimals(name: str) -> int:
    """Return with how many decimals a figure is shown."""
    return 2 if name in _CHANCES else 1


def written(name: str, value: float, say: Words) -> str:
    """Return a figure as it is shown."""
    if name in _SIGNED:
        return say.signed(value)
    return say.number(value, decimals(name))


def gap(name: str, one: float, other: float) -> float:
    """Return one figure less another as a reader works it out: of what is shown."""
    return float(shown(one, decimals(name)) - shown(other, decimals(name)))


def rise(name: str, was: float, now: float, say: Words) -> str:
    """Return by how much a figure rose or fell, with its sign."""
    return signed(name, gap(name, now, was), say)


def signed(name: str, value: float, say: Words) -> str:
    """Return a difference with its sign; none has no sign."""
    text = say.number(value, decimals(name))
    return f"+{text}" if shown(value, decimals(name)) > 0 else text


def levels(count: int) -> str:
    """Return a number of levels with its sign; none has no sign."""
    return f"{count:+d}" if count else "0"


def sure_interval(name: str, interval: Interval | None) -> Interval | None:
    """Return an interval; likelihoods without ranges leave a chance none, however narrow it is."""
    narrow = interval is not None and shown(interval[1] - interval[0], 9) == 0
    return None if name in _CHANCES and narrow else interval


def span(name: str, interval: Interval, say: Words) -> str:
    """Return an interval; one of a chance with two decimals, of the excess with signs."""
    low, high = interval
    if name in _CHANCES:
        return say("interval", low=say.number(low, 2), high=say.number(high, 2))
    if name in _SIGNED:
        if say.signed(low) == say.signed(high):
            return say.signed(low)
        return say("from-to", low=say.signed(low), high=say.signed(high))
    return say.interval(low, high)


def figure_line(
    name: str,
    value: float | None,
    interval: Interval | None,
    coverage: float | None,
    say: Words,
) -> Line:
    """Return a figure with its interval and coverage, or that it is not assessed."""
    if value is None:
        return missing(say("not-assessed"))
    doubt = f" ({span(name, interval, say) if interval else say('compare.no-interval')})"
    share = f", {say.percent(coverage)}" if coverage is not None else ""
    return (*run(written(name, value, say)), Run(f"{doubt}{share}"))
