"""The interface's words: one module a language, one place for every sentence fivec says."""

from __future__ import annotations

import math
import os
import re
from functools import cache
from importlib import import_module

from msgspec import Struct

from fivec.model.characters import odd_character
from fivec.model.figure import shown
from fivec.model.finding import CODES
from fivec.model.mend import OR

# The first is spoken where no other is asked for.
LANGUAGES = ("en", "nl")
# What each language's words are kept in: a module a field of work.
_PARTS = (
    "",
    "_influence",
    "_page",
    "_explain",
    "_doubts",
    "_documents",
    "_pictures",
    "_html",
    "_kinds",
    "_tables",
    "_workbook",
    "_sheets",
    "_compare",
    "_command",
    "_selfcheck",
)


_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?")
# From here on a number is told by its size.
_UNREADABLE = 1e15


class Words(Struct, frozen=True):
    """The words of one language, and how it writes numbers."""

    language: str
    table: dict[str, str]
    findings: dict[str, tuple[str, str]]
    comma: str

    def __call__(self, key: str, **facts: object) -> str:
        """Return the words at ``key`` with ``facts`` filled in. Raises ``KeyError`` without it."""
        return self.table[key].format(**facts)

    def has(self, key: str) -> bool:
        """Whether there are words at ``key``."""
        return key in self.table

    def number(self, value: float, decimals: int = 1) -> str:
        """Return a number with fixed decimals, halves rounded away from zero.

        What is too large to read has four digits and a power of ten.
        """
        if abs(value) >= _UNREADABLE:
            return f"{value:.4g}".replace(".", self.comma)
        return f"{shown(value, decimals):f}".replace(".", self.comma)

    def signed(self, value: float) -> str:
        """Return a number with one decimal and its sign; 0 has none."""
        text = self.number(value)
        return f"+{text}" if value > 0 and text != self.number(0) else text

    def interval(self, low: float, high: float) -> str:
        """Return an interval in whole numbers, rounded outwards so that it never loses width."""
        if abs(high - low) < 1e-9:
            return self.number(low)
        start, end = math.floor(round(low, 9)), math.ceil(round(high, 9))
        return self("interval", low=start, high=end)

    def percent(self, share: float) -> str:
        """Return a share, 0–1, as a whole percentage."""
        return f"{self.number(100 * share, 0)}%"

    def date(self, text: str) -> str:
        """Return a date (``YYYY-MM`` or ``YYYY-MM-DD``) written out; other text as it is."""
        match = _DATE.fullmatch(text)
        if match is None:
            return text
        month = self(f"month.{int(match['month'])}")
        written = f"{month} {match['year']}"
        return f"{int(match['day'])} {written}" if match["day"] else written

    def listed(self, items: list[str]) -> str:
        """Return items as a list in a sentence."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self('and')} {items[-1]}"

    def sentence(self, code: str, data: dict[str, str]) -> tuple[str, str]:
        """Return the message and the help of a finding."""
        message, help_ = self.findings[code]
        help_ = self.table.get(f"instead.{data.get('how')}", help_)
        facts = {key: self._fact(key, value) for key, value in data.items()}
        sentence = message.format(**facts)
        if odd := _odd(code, data):
            sentence += self("odd", character=odd)
        if data.get("guess"):
            sentence += self("guess", guess=data["guess"])
        advice = help_.format(**facts)
        if data.get("known"):
            advice += self("known", known=data["known"])
        return sentence, advice

    def _fact(self, key: str, value: str) -> str:
        """Return a fact of a finding in this language, where it is one of fivec's own words."""
        if key in ("wanted", "got") and "," in value:
            return self("or").join(self.table.get(f"{key}.{one}", one) for one in value.split(","))
        if key in ("first", "second", "lowest", "highest"):
            return self.table.get(f"question.{value}", value)
        if key == "needs":
            parts = [self(f"part.{one}") for one in re.split("[,+]", value)]
            return self.listed(parts) if "+" in value else self("or").join(parts)
        if key in ("shown", "least", "total", "earlier", "fall"):
            return value.replace(".", self.comma)
        if key == "write":
            return self("or").join(value.split(OR))
        return self.table.get(f"{key}.{value}", value)


_CUT = 60


def _odd(code: str, data: dict[str, str]) -> str:
    """Return the hidden or look-alike character of a word that is wrong, by its name."""
    if CODES[code][0] not in ("schema", "reference") and code != "syntax":
        return ""
    words = [data.get(key, "") for key in ("value", "id", "key", "name")]
    # The sign at the end of a long one is that of the cut.
    words = [one.removesuffix("…") if len(one) >= _CUT else one for one in words]
    return next(filter(None, map(odd_character, words)), "")


@cache
def words(language: str) -> Words:
    """Return the words of a language. Raises ``KeyError`` for one that fivec does not speak."""
    if language not in LANGUAGES:
        raise KeyError(language)
    parts = [import_module(f"fivec.locale.{language}{part}") for part in _PARTS]
    table = {key: text for part in parts for key, text in part.WORDS.items()}
    findings = {code: sentences for part in parts for code, sentences in part.FINDINGS.items()}
    return Words(language, table, findings, parts[0].COMMA)


def chosen_language(given: str | None, environment: dict[str, str] | None = None) -> str:
    """Return the language to speak: as given, else ``FIVEC_LANG``, else the locale, else the first."""
    if given:
        return given
    variables = os.environ if environment is None else environment
    own = variables.get("FIVEC_LANG", "").lower()
    if own in LANGUAGES:
        return own
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = variables.get(name)
        if value:
            language = value.replace("-", "_").partition("_")[0].partition(".")[0].lower()
            return language if language in LANGUAGES else LANGUAGES[0]
    return LANGUAGES[0]
