"""How a cell shows the number that it holds: as a percentage, a date, or another number at all.

A spreadsheet keeps 75% as 0.75 and a day as a count of days; only the format of the cell says so.
"""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from msgspec import Struct

# percent: 75%. date, time: a day, a moment. scaled: thousands left out of sight. unclear: a format
# that makes percentages of some numbers only. format: the same number, with signs of its own about
# it. otherwise: nothing at all, a word, or other digits than those of the number.
Kind = Literal["percent", "date", "time", "scaled", "unclear", "format", "otherwise"]


class Shown(Struct, frozen=True):
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

# A sign of a format, and what is none: text in quotes or behind a backslash, room as wide as a
# sign, a sign that fills the cell, what stands in brackets, the format that has no name.
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<one>.)|_.|\*.|\[(?P<inner>[^\]]*)\]|(?P<any>general|@)|(?P<sign>.)',
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"h+|m+|s+")
_MONEY = re.compile(r"\$([^-]*)")
_CONDITION = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)\s*")
_TESTS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_DIGITS_LEFT_OUT = re.compile(r"[0#?],+(?![0#?,])")
_DATE_SIGNS = re.compile(r"[ymdhs]")
_LETTERS = re.compile(r"[a-z]")
# What a number's own signs are: a fraction, or thousands and decimals; before and behind it stand
# others. Written text has become signs that say no more than what matters of it (see _said).
_NUMBER = re.compile(
    r"([^0#?.]*)((?:[0#?]+\s+)?[0#?]+/[0-9#?]+"
    r"|(?:[0#?][0#?,]*(?:\s[0#?]{3})*)?(?:\.([0#?]*))?(?:e[+-]?[0#?]+)?)([^0#?]*)"
)
_PLAIN = re.compile(r"[#,]*0?(?:\.0*#*)?")
_DIGIT_BEFORE, _DIGIT_BEHIND = re.compile(r"(?:[1-9]'?|')$"), re.compile(r"'?[1-9]")
_MINUS = re.compile(r"[-(]")
_LIKE = (("'", ".,'"), ("-", "-\N{MINUS SIGN}("), (" ", " \N{NO-BREAK SPACE}"), ("‰", "‰‱"))
# The first day that may be one, and the last; day 60 is the 29th of February 1900, which was none.
_EPOCH, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 - no zone in a cell
_NO_DAY, _LAST_DAY = 60, 2_950_000
_SECONDS = 86_400


class _Section(Struct):
    """A part of a format: its signs in small letters, written text as :func:`_said` has it."""

    signs: str = ""
    condition: tuple[str, str] | None = None
    is_red: bool = False

    def holds(self, value: float) -> bool:
        """Whether the part is meant for a number."""
        if self.condition is None:
            return True
        sign, limit = self.condition
        return _TESTS[sign](value, float(limit))


def shown(value: float, code: str, *, since_1904: bool) -> float | Shown | None:
    """Return what a cell with a format shows; ``None`` for a date that there is not."""
    if code.lower() in ("", "general", "@"):
        return value
    sections = _sections(code)
    section = _chosen(sections, value)
    kind = _kind(section, value, first=section is sections[0]) if section else "otherwise"
    conditional = any(one.condition for one in sections)
    if conditional and len({"%" in one.signs for one in sections}) > 1:
        kind = "unclear"
    if kind == "date" and section is not None:
        return _date(value, section.signs, since_1904=since_1904)
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


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[_Section, ...]:
    """Return the parts of a format for numbers, which semicolons set apart."""
    sections = [_Section()]
    for match in _TOKEN.finditer(code):
        last, inner = sections[-1], match["inner"]
        if match["sign"] == ";":
            sections.append(_Section())
        elif match["sign"]:
            last.signs += match["sign"].lower()
        elif match["any"]:
            last.signs += "0"
        elif inner is None:
            last.signs += _said(match["quoted"] or match["one"] or "")
        elif _ELAPSED.fullmatch(inner.lower()):
            last.signs += inner.lower()
        elif condition := _CONDITION.fullmatch(inner):
            last.condition = condition[1], condition[2]
        elif money := _MONEY.match(inner):
            last.signs += _said(money[1])
        else:
            last.is_red = last.is_red or inner.lower() == "red"
    return tuple(sections[:3])


def _said(text: str) -> str:
    """Return what matters of written text: digits (1), marks ('), signs, the rest (~)."""
    return "".join(
        "1" if one.isnumeric() else next((like for like, all_ in _LIKE if one in all_), "~")
        for one in text
    )


def _chosen(sections: tuple[_Section, ...], value: float) -> _Section | None:
    """Return the part for a number: above 0, below it, and 0, or as the conditions say."""
    if any(one.condition for one in sections):
        return next((one for one in sections if one.holds(value)), None)
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _kind(section: _Section, value: float, *, first: bool) -> Kind | None:
    """Return how a part shows a number; one that is not the ``first`` writes the minus itself."""
    signs = section.signs
    bare = signs.replace("%", "", 1) if "%" in signs else signs
    match = _NUMBER.fullmatch(bare)
    if match is None or not match[2]:
        if _DATE_SIGNS.search(signs) and "%" not in signs:
            return "date"
        # A word, or a dash, may stand for nothing.
        own = not first or (section.condition or "")[:1] == ("=",)
        named = match is not None and re.fullmatch(r"[-~\s]*[-~][-~\s]*", match[1])
        return "format" if value == 0 and own and named else "otherwise"
    before, number, decimals, behind = match.groups()
    if _DATE_SIGNS.search(before + behind):
        return "date"
    if _is_other(section, match, value, first=first):
        return "otherwise"
    if "%" in signs:
        return "percent"
    if _DIGITS_LEFT_OUT.search(bare):
        return "scaled"
    if before or behind or not _PLAIN.fullmatch(number) or ("," in number and abs(value) >= 1000):
        return "format"
    zeros = len((decimals or "").rstrip("#?"))
    return "format" if zeros and f"{value:.{zeros}f}" != written(value) else None


def _is_other(section: _Section, match: re.Match[str], value: float, *, first: bool) -> bool:
    """Whether a cell shows another number than its own, or none that can be seen."""
    before, number, _, behind = match.groups()
    around = before + behind
    if _LETTERS.search(around) or "%" in around or "‰" in around:
        return True
    if _DIGIT_BEFORE.search(before) or _DIGIT_BEHIND.match(behind):
        return True
    if round(value, len(match[3] or "")) == 0 and not (re.search("[0/]", number) or around.strip()):
        return True
    if value == 0:
        return False
    if value < 0 and not first:
        return not (_MINUS.search(before) or section.is_red)
    return _MINUS.search(before) is not None


def _date(value: float, bare: str, *, since_1904: bool) -> Shown | None:
    """Return a day or a moment, as precise as it is shown."""
    if not 0 <= value < _LAST_DAY:
        return None
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
