"""The interface's words: a catalogue of gettext's a language, with every sentence fivec says."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable
from functools import cache, reduce
from pathlib import Path

from msgspec import Struct

from fivec.locale.catalogue import Catalogue
from fivec.model.characters import odd_character
from fivec.model.figure import shown
from fivec.model.finding import CODES, WITHHELD
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
# Under this four decimals are fewer than four digits; and no sum needs more decimals than these.
_SMALL, MOST_DECIMALS = 0.1, 15


class Words(Struct, frozen=True):
    """The words of one language, and how it writes numbers.

    ``findings`` is the first part of the keys at which sentences of findings are looked for before
    those of most.
    """

    language: str
    catalogue: Catalogue
    findings: str = "finding"

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return the words at ``key`` with ``facts`` filled in. Raises ``KeyError`` without it.

        Where one of the facts is the ``count``, words have a form for each way of counting things,
        and that of the number is taken.
        """
        words = self.catalogue.find(key, facts.get("count"))
        if words is None:
            raise KeyError(key)
        return words.format(**facts)

    def has(self, key: str) -> bool:
        """Whether there are words at ``key``."""
        return self.catalogue.find(key, 1) is not None

    def decimal(self, text: str) -> str:
        """Return digits with a point as this language writes them."""
        return text.replace(".", self("number.decimal"))

    def number(self, value: float, decimals: int = 1) -> str:
        """Return a number with fixed decimals, halves rounded away from zero.

        What is too large to read has four digits and a power of ten.
        """
        if abs(value) >= _UNREADABLE:
            return self.decimal(f"{value:.4g}")
        return self.decimal(f"{shown(value, decimals):f}")

    def exact(self, value: float, decimals: int = 4) -> str:
        """Return a number with up to four decimals, enough to work a sum out by hand.

        A small one has as many as it takes to show four digits of it; a place on a short scale may
        need more ``decimals``.
        """
        if 0 < abs(value) < _SMALL:
            decimals = max(decimals, 3 - math.floor(math.log10(abs(value))))
        if abs(value) >= _UNREADABLE:
            return self.number(value)
        text = f"{shown(value, min(decimals, MOST_DECIMALS)):f}"
        return self.decimal(text.rstrip("0").rstrip(".") if "." in text else text)

    def grouped(self, value: float, decimals: int = 4) -> str:
        """Return an exact number whose thousands stand apart, as in a sum with large ones."""
        whole, point, rest = self.exact(value, decimals).partition(self("number.decimal"))
        if whole.lstrip("-").isdecimal():
            whole = f"{int(whole):,}".replace(",", self("number.thousands"))
        return f"{whole}{point}{rest}"

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
        return self("number.percent", number=self.number(100 * share, 0))

    def date(self, text: str) -> str:
        """Return a date (``YYYY-MM`` or ``YYYY-MM-DD``) written out; other text as it is."""
        match = _DATE.fullmatch(text)
        if match is None:
            return text
        facts = {"month": self(f"month.{int(match['month'])}"), "year": match["year"]}
        return (
            self("date.day", count=int(match["day"]), **facts)
            if match["day"]
            else self("date.month", **facts)
        )

    def listed(self, items: Iterable[str], last: str = "and") -> str:
        """Return items as a list in a sentence; ``last`` joins the last: ``and``, or ``or``."""
        *before, end = items
        if not before:
            return end
        first = reduce(lambda text, one: self("list.more", first=text, next=one), before)
        return self(f"list.{last}", first=first, last=end)

    def apart(self, items: Iterable[str]) -> str:
        """Return items in a row, set further apart than commas do."""
        texts = list(items)
        if not texts:
            return ""
        return reduce(lambda text, one: self("list.apart", first=text, next=one), texts)

    def labelled(self, label: str, text: str) -> str:
        """Return a text behind its label."""
        return self("labelled", label=label, text=text)

    def capital(self, text: str) -> str:
        """Return a text as it begins a sentence."""
        return text[:1].upper() + text[1:]

    def lowered(self, label: str) -> str:
        """Return a label as it stands within a sentence.

        An abbreviation keeps its capitals, and in a language that writes nouns with one so does
        every label.
        """
        first = label.partition(" ")[0]
        short = first[1:].lower() != first[1:] or first[1:2].isdigit()
        if short or self("case.labels") == "as they are":
            return label
        return label[:1].lower() + label[1:]

    def sentence(self, code: str, data: dict[str, str]) -> tuple[str, str]:
        """Return the message and the help of a finding."""
        if WITHHELD in data:
            return self("withheld.finding"), self("withheld.finding.help")
        facts = {key: self._fact(key, value) for key, value in data.items()}
        own, common = f"{self.findings}.{code}", f"finding.{code}"
        sentence = self._first(own, common, facts=facts)
        if odd := _odd(code, data):
            sentence += self("odd", character=odd)
        if data.get("rows"):
            sentence += self("cell.rows", count=int(data["rows"]))
        for line in filter(None, data.get("elsewhere", "").split("\n")):
            count, _, sheet = line.partition(" ")
            sentence += self("cell.elsewhere", count=int(count), sheet=sheet)
        if data.get("guess"):
            sentence += self("guess", guess=data["guess"])
        instead = f"instead.{data.get('how')}"
        advice = self._first(instead, f"{own}.help", f"{common}.help", facts=facts)
        if data.get("known"):
            advice += self("known", known=data["known"])
        return sentence, advice

    def rule(self, code: str) -> tuple[str, str]:
        """Return the message and the help of every finding of a code, their facts as dots."""
        keys = (f"finding.{code}", f"finding.{code}.help")
        texts = (re.sub(r"\{[a-z_]+\}", "…", self.catalogue.find(key, 2) or "") for key in keys)
        message, help_ = (text.replace("{{", "{").replace("}}", "}") for text in texts)
        return message, help_

    def _first(self, *keys: str, facts: dict[str, str]) -> str:
        """Return the words at the first of these keys that has some."""
        return self(next(filter(self.has, keys)), **facts)

    def _fact(self, key: str, value: str) -> str:
        """Return a fact of a finding in this language, where it is one of fivec's own words."""
        if key in ("wanted", "got") and "," in value:
            return self.listed(
                (self.catalogue.find(f"{key}.{one}") or one for one in value.split(",")), "or"
            )
        if key in ("first", "second", "lowest", "highest"):
            return self.catalogue.find(f"question.{value}") or value
        if key == "needs":
            parts = [self(f"part.{one}") for one in re.split("[,+]", value)]
            return self.listed(parts, "and" if "+" in value else "or")
        if key in ("shown", "least", "doubt", "total", "earlier", "fall"):
            return self.decimal(value)
        if key == "write":
            return self.listed(value.split(OR), "or")
        return self.catalogue.find(f"{key}.{value}") or value


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
    return Words(language, Catalogue(_compiled(language)))


def versions(key: str, **facts: object) -> dict[str, str]:
    """Return the words at ``key`` in every language, as a text of a file has them."""
    return {language: words(language)(key, **facts) for language in LANGUAGES}


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
