"""The interface's words: a catalogue of gettext's a language, with every sentence fivec says."""

from __future__ import annotations

import math
import os
import re
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import NoReturn

from msgspec import Struct

from fivec.model.characters import odd_character
from fivec.model.figure import shown
from fivec.model.finding import CODES
from fivec.model.mend import OR

_HERE = Path(__file__).parent
# Spoken where no other is asked for.
_FIRST = "en"
# A folder each; there are none to be seen from within a zip.
_FOLDERS = {name for name in next(os.walk(_HERE), ("", [], []))[1] if not name.startswith("_")}
LANGUAGES = (_FIRST, *sorted(_FOLDERS - {_FIRST}))

_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?")
# From here on a number is told by its size.
_UNREADABLE = 1e15


class _Missing(NullTranslations):
    """What a catalogue asks for a word that it lacks."""

    def gettext(self, message: str) -> NoReturn:
        raise KeyError(message)


class _Catalogue(GNUTranslations):
    """The compiled words of a language; another process, which is sent its name, reads its own."""

    def __init__(self, language: str) -> None:
        self._language = language
        with _compiled(language).open("rb") as file:
            super().__init__(file)
        self.add_fallback(_Missing())

    def __reduce__(self) -> tuple[type[_Catalogue], tuple[str]]:
        return _Catalogue, (self._language,)


class Words(Struct, frozen=True):
    """The words of one language, and how it writes numbers.

    ``findings`` is the first part of the keys at which sentences of findings are looked for before
    those of most.
    """

    language: str
    catalogue: _Catalogue
    findings: str = "finding"

    def __call__(self, key: str, **facts: object) -> str:
        """Return the words at ``key`` with ``facts`` filled in. Raises ``KeyError`` without it."""
        return self.catalogue.gettext(key).format(**facts)

    def _at(self, key: str) -> str | None:
        """Return the words at ``key`` as they stand in the catalogue, if there are any."""
        try:
            return self.catalogue.gettext(key)
        except KeyError:
            return None

    def has(self, key: str) -> bool:
        """Whether there are words at ``key``."""
        return self._at(key) is not None

    @property
    def comma(self) -> str:
        """The decimal sign."""
        return self("number.decimal")

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
        own = f"{self.findings}.{code}"
        message = self._at(own) or self.catalogue.gettext(f"finding.{code}")
        help_ = (
            self._at(f"instead.{data.get('how')}")
            or self._at(f"{own}.help")
            or self.catalogue.gettext(f"finding.{code}.help")
        )
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
            return self("or").join(self._at(f"{key}.{one}") or one for one in value.split(","))
        if key in ("first", "second", "lowest", "highest"):
            return self._at(f"question.{value}") or value
        if key == "needs":
            parts = [self(f"part.{one}") for one in re.split("[,+]", value)]
            return self.listed(parts) if "+" in value else self("or").join(parts)
        if key in ("shown", "least", "total", "earlier", "fall"):
            return value.replace(".", self.comma)
        if key == "write":
            return self("or").join(value.split(OR))
        return self._at(f"{key}.{value}") or value


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
    if why := unbuilt():
        raise FileNotFoundError(why)
    return Words(language, _Catalogue(language))


def _compiled(language: str) -> Path:
    return Path(f"{_HERE}/{language}/fivec.mo")


def unbuilt() -> str:
    """Return what to do where a language was not compiled, or fivec was not unpacked, if so.

    It is said in English, for there may be no other words.
    """
    missing = [one for one in LANGUAGES if not _compiled(one).is_file()]
    if not missing:
        return ""
    return (
        f"fivec cannot read its words (missing: {', '.join(missing)}). It cannot run from within a "
        "zip; in a checkout, run: python docs/words.py; else install fivec again."
    )


def chosen_language(given: str | None, environment: dict[str, str] | None = None) -> str:
    """Return the language to speak: as given, else by FIVEC_LANG, else the locale, else English."""
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
