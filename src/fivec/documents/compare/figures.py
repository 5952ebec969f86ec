"""Figures of a comparison: each as it is shown, with its doubt, and how far two are apart."""

from __future__ import annotations

from fivec.documents.blocks import Line, missing, run
from fivec.documents.phrases import joined
from fivec.locale import Words
from fivec.model.assessment import Assessment, Figure, FigureName
from fivec.model.fields import Interval
from fivec.model.figure import shown

# Written with two decimals, from 0 to 1; the others with one, of 100.
_CHANCES = frozenset({"posterior"})
# May be below zero, and have a sign.
_SIGNED = frozenset({"excess", "gain"})


def figure_name(name: FigureName, capability: str, one: Assessment, say: Words) -> str:
    """Return what a figure is called; a capability by its rubric's words."""
    if name == "capability":
        return one.rubric.capabilities_by_id[capability].label.to(say.language)
    return say(name) if name in ("capacity", "attainment") else say.capital(say(f"compare.{name}"))


def decimals(name: str) -> int:
    """Return with how many decimals a figure is shown."""
    return 2 if name in _CHANCES else 1


def gap(name: str, one: float, other: float) -> float:
    """Return one figure less another as a reader works it out: of what is shown."""
    return float(shown(one, decimals(name)) - shown(other, decimals(name)))


def signed(name: str, value: float, say: Words) -> str:
    """Return a difference with its sign; none has no sign."""
    text = say.number(value, decimals(name))
    return f"+{text}" if shown(value, decimals(name)) > 0 else text


def moved(count: int, say: Words) -> str:
    """Return how many levels an end of a verdict moved, and which way."""
    if not count:
        return say("compare.stays")
    return say("compare.up" if count > 0 else "compare.down", count=abs(count))


def span(name: str, interval: Interval, say: Words) -> str:
    """Return an interval; one of a chance with two decimals, of the excess with signs."""
    low, high = interval
    if name in _CHANCES:
        return say("interval", low=say.number(low, 2), high=say.number(high, 2))
    if name not in _SIGNED:
        return say.interval(low, high)
    first, last = say.signed(low), say.signed(high)
    return first if first == last else say("from-to", low=first, high=last)


def figure_line(name: str, figure: Figure, say: Words) -> Line:
    """Return a figure with its interval and coverage, or that it is not assessed."""
    value, interval = figure.value, figure.interval
    if value is None:
        return missing(say("not-assessed"))
    if name in _CHANCES and interval and shown(interval[1] - interval[0], 9) == 0:
        # Likelihoods without ranges do not say how sure they are.
        interval = None
    text = say.signed(value) if name in _SIGNED else say.number(value, decimals(name))
    doubt = span(name, interval, say) if interval else say("compare.no-interval")
    share = [say.percent(figure.coverage)] if figure.coverage is not None else []
    return joined(run(text), run(", ".join([f"({doubt})", *share])))
