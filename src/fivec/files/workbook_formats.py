"""How a cell shows the number that it holds: as a percentage, a date, or another number at all.

A spreadsheet keeps 75% as 0.75 and a day as a count of days; only the format of the cell says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

# percent: 75%. date, time: a day, a moment. scaled: thousands left out of sight. unclear: a format
# with conditions of its own. format: the same number, with signs of its own about it.
Kind = Literal["percent", "date", "time", "scaled", "unclear", "format"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A number that its cell shows in another way; ``text`` is what is seen, or nearly so."""

    kind: Kind
    text: str
    number: float


# The formats that have a number and no code; what is not here shows a number as it is. Those of
# East Asia are dates of their own.
_DATES = {14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "yyyy-mm-dd hh:mm"}
BUILT_IN: Mapping[int, str] = (
    {2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
    | {11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 48: "##0.0E+0"}
    | _DATES
    | dict.fromkeys((*range(27, 32), *range(34, 37), *range(50, 59)), "yyyy-mm-dd")
    | dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 46, 47), "hh:mm")
    | dict.fromkeys((*range(5, 9), *range(37, 45)), '"x"0')
)

_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.')
_BRACKET = re.compile(r"\[([^\]]*)\]")
_ELAPSED = re.compile(r"h+|m+|s+")
_CONDITION = re.compile(r"[<>=]")
_DIGITS_LEFT_OUT = re.compile(r"[0#?],+(?![0#?,])")
_DATE_SIGNS = re.compile(r"[ymdhs]")
_PLAIN = re.compile(r"[#,]*0?(?:\.(0*)#*)?")
# The first day that may be one, and the last; day 60 is the 29th of February 1900, which was none.
_EPOCH, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 - no zone in a cell
_NO_DAY, _LAST_DAY = 60, 2_950_000
_SECONDS = 86_400


def shown(value: float, code: str, *, since_1904: bool) -> float | Shown | None:
    """Return what a cell with a format shows; ``None`` for a date that there is not."""
    if code.lower() in ("", "general", "@"):
        return value
    sections = code.split(";")
    conditional = [one for one in sections if _CONDITION.search("".join(_BRACKET.findall(one)))]
    if conditional:
        kinds = {_kind(one, value) for one in sections[:3]}
        kind = kinds.pop() if len(kinds) == 1 else "unclear"
        section = sections[0]
    else:
        section = _section(sections, value)
        kind = _kind(section, value)
    if kind == "date":
        return _date(value, section, since_1904=since_1904)
    if kind is None:
        return value
    text = f"{written(percent(value))}%" if kind == "percent" else written(value)
    return Shown(kind, text, value)


def percent(value: float) -> float:
    """Return a share times a hundred, with no digit that nobody wrote."""
    return float(Decimal(repr(float(value))) * 100)


def written(value: float) -> str:
    """Return a number in the digits that a spreadsheet keeps."""
    return f"{value:.15g}"


def _section(sections: list[str], value: float) -> str:
    """Return the part of a format for a number: above 0, below it, and 0 itself."""
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _bare(section: str) -> str:
    """Return a part of a format without what is written as it stands, colours and countries."""
    inner = _BRACKET.sub(
        lambda match: match[1] if _ELAPSED.fullmatch(match[1].lower()) else "",
        _LITERAL.sub("", section),
    )
    return inner.lower().replace("general", "0")


def _kind(section: str, value: float) -> Kind | None:
    bare = _bare(section)
    if "%" in bare:
        return "percent"
    if _DATE_SIGNS.search(bare):
        return "date"
    if _DIGITS_LEFT_OUT.search(bare):
        return "scaled"
    # A colour says nothing of the number; anything else that is written with it does.
    plain = _BRACKET.sub("", section).lower().replace("general", "0").strip()
    match = _PLAIN.fullmatch(plain) if plain else None
    if match is None or ("," in plain and abs(value) >= 1000):
        return "format"
    zeros = len(match[1] or "")
    return "format" if zeros and f"{value:.{zeros}f}" != written(value) else None


def _date(value: float, section: str, *, since_1904: bool) -> Shown | None:
    """Return a day or a moment, as precise as it is shown."""
    if not 0 <= value < _LAST_DAY:
        return None
    bare = _bare(section)
    days, part = divmod(round(value * _SECONDS), _SECONDS)
    clock = (_EPOCH + dt.timedelta(seconds=part)).time()
    has_time = "h" in bare or "s" in bare
    if has_time and not ("d" in bare or "y" in bare):
        return Shown("time", clock.isoformat("seconds" if clock.second else "minutes"), value)
    early = not since_1904 and days < _NO_DAY
    day = (_EPOCH_1904 if since_1904 else _EPOCH) + dt.timedelta(days=days + early)
    text = day.date().isoformat()
    if has_time and part:
        text = f"{text}T{clock.isoformat()}"
    elif "d" not in bare and "y" in bare:
        text = text[:7] if "m" in bare else text[:4]
    return Shown("date", text, value)
