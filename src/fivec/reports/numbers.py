"""Numbers as machines read them."""

from __future__ import annotations

from fivec.model.case import Interval


def number(value: float | None) -> float | int | None:
    """Return a number at 12 significant digits; a whole one without a decimal point."""
    if value is None:
        return None
    rounded = float(f"{value:.12g}")
    return int(rounded) if rounded.is_integer() else rounded


def on_scale(value: float | None) -> float | int | None:
    """Return a place on an issue's own scale, every digit of it; a whole one without a point."""
    return int(value) if value is not None and float(value).is_integer() else value


def pair(interval: Interval | None) -> list[float | int | None] | None:
    """Return the two ends of an interval."""
    return None if interval is None else [number(end) for end in interval]
