"""A record as plain values, as JSON holds them: every field, in its order."""

from __future__ import annotations

from functools import cache
from math import isfinite
from typing import Any, TypeAlias

from fivec.model.text import Text

# What a text in JSON can be read as.
Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def values(one: Any, language: str = "") -> Any:
    """Return a record, or whatever is in one, as values that JSON has.

    Texts are in ``language``, else in the first that they have. Numbers have 12 significant digits,
    but for the fields that a record names as ``exact``: a place on an issue's own scale has all.
    What it names as ``unwritten`` is for the reports of one process, and is left out.
    """
    kind: Any = type(one)
    if kind in _PLAIN:
        return one
    if kind is float:
        return number(one)
    if kind is tuple or kind is list:
        return [each if type(each) in _PLAIN else values(each, language) for each in one]
    if kind is Text:
        return one.to(language)
    if kind is dict:
        return {key: values(value, language) for key, value in one.items()}
    written = {}
    for name, key, exact in _keys(kind):
        value = getattr(one, name)
        if type(value) not in _PLAIN:
            value = on_scale(value) if exact else values(value, language)
        written[key] = value
    return written


_PLAIN = frozenset({type(None), str, int, bool})


@cache
def _keys(kind: Any) -> tuple[tuple[str, str, bool], ...]:
    """Return the fields of a record, their keys, and whether every digit of them counts."""
    exact, unwritten = getattr(kind, "exact", ()), getattr(kind, "unwritten", ())
    keys = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
    return tuple((name, key, name in exact) for name, key in keys if name not in unwritten)


def number(value: float | None) -> float | int | None:
    """Return a number at 12 significant digits; a whole one without a decimal point.

    Raises ``ValueError`` for one that is not finite.
    """
    if value is None:
        return None
    if value % 1 == 0 and -1e12 < value < 1e12:
        return int(value)
    if not isfinite(value):
        # Which JSON does not have: null would say that there is nothing.
        raise ValueError(value)
    rounded = float(f"{value:.12g}")
    return int(rounded) if rounded.is_integer() else rounded


def on_scale(value: float | None) -> float | int | None:
    """Return a place on an issue's own scale, every digit of it; a whole one without a point."""
    return int(value) if value is not None and float(value).is_integer() else value
