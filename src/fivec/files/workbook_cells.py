"""What stands in a cell, as the value it is meant to be.

Spreadsheets change what people type: a month becomes a date, a count a number with a point, a word
gets a space behind it. What was meant is clear from the column; what is not, stays as it is, and
the schema says what is wrong with it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from fivec.files.numbers import plain_number
from fivec.files.workbook_formats import Shown, percent, written
from fivec.files.workbook_parts import Raw
from fivec.files.yaml_reader import MAX_DIGITS
from fivec.model.mend import OR
from fivec.model.workbook import MEANING, Column, fold

# What a folded word of one list may stand for.
WordsOfList = Mapping[str, tuple[str, ...]]
# How true and false are written by spreadsheets of four languages, and by people.
_YES = frozenset({"true", "waar", "wahr", "vrai", "yes", "ja", "oui", "1"})
_NO = frozenset({"false", "onwaar", "falsch", "faux", "no", "nee", "nein", "non", "0"})
_SEPARATOR = re.compile(r"[,;\n]")
_WITH_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
# 1,234 is a thousand and more where English is written, and little more than one elsewhere.
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_PERCENTAGE = re.compile(r"([+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?)\s*%")
# What may be a date, and a point of a scale, which is a number under a key.
_DAYS = frozenset({"coded_on", "period.from", "period.to"})
POINT = "at"
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_MAX_DEPTH = 60


class NotJsonError(ValueError):
    """A cell that should hold JSON holds something else."""


class UnclearError(ValueError):
    """A cell that shows something else than it holds, so that two things may be meant by it.

    ``code`` and ``facts`` are those of the finding.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


class TwoReadingsError(UnclearError):
    """A number or a word that may be one or the other; ``more`` says how to mend it."""

    def __init__(self, *, cell: str, one: str, other: str, **more: str) -> None:
        super().__init__("two-readings", cell=cell, one=one, other=other, **more)


class _NotAsShownError(UnclearError):
    """A number of which its cell shows nothing, or other digits."""

    def __init__(self, *, value: str) -> None:
        super().__init__("not-as-shown", value=value)


def value_of(raw: Raw, column: Column, words: WordsOfList) -> Any:
    """Return the value of a filled cell; ``None`` where it holds nothing but spaces.

    ``words`` are those of the column's list: in whatever language, each becomes that of the format.
    A percentage in a column of numbers stays one: what it is of, its row says. Raises
    :class:`UnclearError`.
    """
    counts = column.kind in ("number", "mixed") or column.key == POINT
    if isinstance(raw, Shown) and not counts:
        raw = _as_typed(raw, column)
    match column.kind:
        case "words":
            return _as_text(raw) if _as_text(raw).strip() else None
        case "text":
            return _point(raw) if column.key == POINT else _word(raw, words)
        case "list" | "one-or-list":
            return _listed(raw, column, words)
        case "number":
            return _number(raw)
        case "mixed":
            return _mixed(raw, words)
        case "yes":
            return _yes(raw, words)
        case "bare":
            return _bare(raw)
        case "json":
            return own_value(raw)
        case "guide":
            return None


def _as_typed(raw: Shown, column: Column) -> Raw:
    """Return what was probably typed into a cell for text; a date has a column of its own."""
    if raw.kind == "percent" or column.kind in ("json", "guide"):
        return raw.text
    if raw.kind == "date" and column.key in _DAYS:
        return raw.text
    raise _not_as_typed(raw, "string")


def _not_as_typed(raw: Shown, wanted: str) -> UnclearError:
    made = raw.kind if raw.kind in ("date", "time") else "number"
    return UnclearError("not-as-typed", made=made, value=raw.text, wanted=wanted)


def exactly(raw: Raw) -> Any:
    """Return what a cell of JSON holds. Raises :class:`NotJsonError`."""
    try:
        value = json.loads(raw, parse_constant=_refused) if isinstance(raw, str) else raw
        if not _plain(value):
            raise NotJsonError
    except (ValueError, RecursionError) as fault:
        raise NotJsonError from fault
    return value


def own_value(raw: Raw) -> Any:
    """Return the value of a key of one's own: JSON, or else the text as it stands."""
    try:
        return exactly(raw)
    except NotJsonError:
        text = _as_text(raw)
        return text if text.strip() else None


def key_text(raw: Raw) -> str:
    """Return a head or a key as text, without what surrounds it."""
    return _as_text(raw).strip()


def _refused(constant: str) -> None:
    raise NotJsonError(constant)


def _plain(value: Any, depth: int = 0) -> bool:
    """Whether a value of JSON is one that a case may hold: finite, and not nested too deep."""
    if depth > _MAX_DEPTH:
        return False
    if isinstance(value, dict):
        return all(_plain(inner, depth + 1) for inner in value.values())
    if isinstance(value, list):
        return all(_plain(inner, depth + 1) for inner in value)
    if isinstance(value, bool | str) or value is None:
        return True
    if isinstance(value, int):
        return len(str(abs(value))) <= MAX_DIGITS
    return isinstance(value, float) and math.isfinite(value)


def _as_text(raw: Raw) -> str:
    """Return any value as a person would write it."""
    match raw:
        case str():
            return raw
        case bool():
            return "true" if raw else "false"
        case Shown():
            return raw.text
        case float() if not raw.is_integer():
            return written(raw)
        case float() if abs(raw) < 1e15:
            return str(int(raw))
    return str(raw)


def _word(raw: Raw, words: WordsOfList) -> str | None:
    return _meant(_as_text(raw).strip(), words) or None


def _meant(text: str, words: WordsOfList) -> str:
    """Return the word of the format that a word in a cell stands for; else the word, or the id.

    A drop-down writes its meaning behind it. Raises :class:`UnclearError` where it may stand for
    several and is none of them.
    """
    ways = (text, text.partition(MEANING)[0].strip())
    for one in ways:
        if one in words.get(fold(one), ()):
            return one
    for one in ways:
        if known := words.get(fold(one)):
            first, *others = known
            if not others:
                return first
            raise TwoReadingsError(
                cell=one, one=first, other=", ".join(others), how="choose", write=OR.join(known)
            )
    return ways[1]


def _listed(raw: Raw, column: Column, words: WordsOfList) -> Any:
    text = _as_text(raw).strip()
    bracketed = text.startswith("[") and text.endswith("]")
    inner = text[1:-1] if bracketed else text
    # A word may have a comma in it.
    parts = [inner] if fold(inner) in words else _SEPARATOR.split(inner)
    items = [one for part in parts if (one := _meant(part.strip(), words))]
    if column.kind == "one-or-list" and len(items) == 1 and not bracketed:
        return items[0]
    return items if items or bracketed else None


def _number(raw: Raw) -> Any:
    """Return a number, with a point or a comma before its decimals; else what stands there."""
    if isinstance(raw, Shown):
        return _shown_number(raw)
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return int(raw)
    if isinstance(raw, str):
        text = raw.strip().replace("\N{MINUS SIGN}", "-")
        if _WHOLE.fullmatch(text):
            return int(text)
        if _THOUSANDS.fullmatch(text):
            plain = text.replace(",", ".")
            raise TwoReadingsError(cell=text, one=plain, other=plain.replace(".", ""))
        if match := _PERCENTAGE.fullmatch(text):
            share = float(Decimal(match[1].replace(",", ".")) / 100)
            return Shown("percent", text, share)
        number = plain_number(text.replace(",", ".") if _WITH_COMMA.fullmatch(text) else text)
        return (text or None) if number is None or math.isinf(number) else number
    return raw if isinstance(raw, int | float) else _as_text(raw)


def _shown_number(raw: Shown) -> Any:
    """Return the number of a cell that shows it in a way of its own; a percentage stays one."""
    if raw.kind == "percent":
        return raw
    if raw.kind == "format":
        return _number(raw.number)
    if raw.kind == "scaled":
        seen = written(raw.number / 1000)
        raise TwoReadingsError(cell=seen, one=seen, other=raw.text)
    if raw.kind == "unclear":
        other = written(percent(raw.number))
        raise TwoReadingsError(cell=raw.text, one=raw.text, other=other)
    if raw.kind == "otherwise":
        raise _NotAsShownError(value=raw.text)
    raise _not_as_typed(raw, "number")


def _point(raw: Raw) -> Any:
    """Return a point of a scale: a key, which is the text of a number, or a percentage."""
    if not isinstance(raw, str) or "," in raw or "%" in raw:
        value = _number(raw)
        return value if value is None or isinstance(value, Shown) else _as_text(value)
    return _word(raw, {})


def _mixed(raw: Raw, words: WordsOfList) -> Any:
    value = _number(raw)
    return _meant(value, words) if isinstance(value, str) else value


def _yes(raw: Raw, words: WordsOfList) -> Any:
    text = _meant(_as_text(raw).strip(), words)
    if text.lower() in _YES:
        return True
    return False if text.lower() in _NO else text or None


def _bare(raw: Raw) -> Any:
    text = _as_text(raw).strip()
    return {"[]": [], "{}": {}}.get(text, text or None)
