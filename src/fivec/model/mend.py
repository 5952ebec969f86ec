"""What to write in the place of a value of the wrong sort."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from fivec.model.characters import plain_form
from fivec.model.document import NUMBER
from fivec.model.fields import DATE

# How to mend it (a key of words), and what to write; one of two where ``OR`` is between them.
Mend = tuple[str, str]
OR = "\0"

_COMMA = r"[-+]?\d+,\d+"
# 1,234 and a quoted 1.234 may be a thousand and something, or one and something.
_EITHER = r"[-+]?[1-9]\d{0,2}[.,]\d{3}"
_THOUSANDS = r"[-+]?\d{1,3}(?:[ _'.,]\d{3})+(?:[.,]\d+)?"
_INSIDE = r"(?<![\w.,])-?\d+(?:[.,]\d+)?(?![\w,]|\.\d)"
_TRUE = frozenset({"true", "yes", "y", "on", "1", "ja", "j", "waar", "x", "oui", "t"})
_FALSE = frozenset({"false", "no", "n", "off", "0", "nee", "onwaar", "non", "f"})
_TO = 100


def mend(value: Any, wanted: tuple[str, ...], part: dict[str, Any]) -> Mend:
    """Return how a value that is none of the ``wanted`` sorts is mended, and what to write.

    ``part`` is what the schema says of it.
    """
    if "enum" in part and "boolean" not in wanted:
        return "choose", ", ".join(map(str, part["enum"]))
    if value is None:
        return "fill", ""
    if isinstance(value, list):
        return _instead_of_list(value, wanted)
    if isinstance(value, dict):
        name = value.get("id")
        if "array" in wanted:
            return "dashes", ""
        return (
            ("alone", name) if isinstance(name, str) and "string" in wanted else ("one-value", "")
        )
    if wanted in (("string", "number"), ("string", "integer")):
        return "in-quotes", f'"{shown(value)}"'
    if "number" in wanted or "integer" in wanted:
        return number(value, part.get("maximum"), whole="number" not in wanted)
    return _instead_of_word(value, wanted, part)


def _instead_of_word(value: Any, wanted: tuple[str, ...], part: dict[str, Any]) -> Mend:
    if "boolean" in wanted:
        word = plain_form(shown(value)).strip("\"'").lower()
        boolean = "true" if word in _TRUE else "false" if word in _FALSE else ""
        return (
            "quotes" if word == boolean and value == boolean else "write",
            boolean or f"true{OR}false",
        )
    if "string" in wanted:
        return "in-quotes", f'"{shown(value)}"'
    if "array" in wanted:
        parts = re.split(r"\s*[,;]\s*", value.strip()) if isinstance(value, str) else [shown(value)]
        return "brackets", f"[{', '.join(parts)}]"
    if "object" in wanted and part.get("required"):
        others = "".join(f", {key}: …" for key in part["required"] if key != "id")
        first = f"id: {shown(value)}" if "id" in part["required"] else ""
        return "write", "{" + f"{first}{others}".removeprefix(", ") + "}"
    return "keys", ""


def number(value: Any, most: float | None = None, *, whole: bool = False) -> Mend:
    """Return how a value that should be a number (of ``most`` at the most) is mended."""
    if isinstance(value, float) and whole:
        return "whole", f"{value:.0f}"
    if not isinstance(value, str):
        return "number", ""
    meant = plain_form(value).strip("\"'")
    share = meant.endswith("%")
    bare = meant.removesuffix("%").rstrip()
    if re.fullmatch(_EITHER, bare) and not share:
        return "thousands", f"{re.sub('[.,]', '', bare)}{OR}{bare.replace(',', '.')}"
    digits = _digits(bare)
    if not digits:
        inside = re.findall(_INSIDE, bare)
        return ("number-alone", _digits(inside[0])) if len(inside) == 1 else ("number", "")
    if share:
        as_share = most is not None and most <= 1
        return "percent", f"{float(digits) / _TO:.6g}" if as_share else digits
    if digits != bare:
        return ("comma" if re.fullmatch(_COMMA, bare) else "write"), digits
    return ("quotes" if meant == value else "write"), digits


def _digits(text: str) -> str:
    """Return a number as a file writes it; nothing for what is no number."""
    if NUMBER.fullmatch(text):
        return text
    if re.fullmatch(_COMMA, text):
        return text.replace(",", ".")
    if not re.fullmatch(_THOUSANDS, text):
        return ""
    signs = re.sub(r"[\d+-]", "", text)
    # The last sign ends the whole number where it is another than the one before.
    if len(signs) > 1 and signs[-1] != signs[-2] and signs[-1] in ".,":
        head, _, tail = text.rpartition(signs[-1])
        return f"{re.sub('[^-+0-9]', '', head)}.{tail}"
    return re.sub("[^-+0-9]", "", text)


def _instead_of_list(value: list[Any], wanted: tuple[str, ...]) -> Mend:
    if len(value) == 1 and not isinstance(value[0], dict | list | None):
        held = shown(value[0])
        if "number" not in wanted or NUMBER.fullmatch(held):
            return "no-brackets", held
    return ("keys", "") if "object" in wanted and "string" not in wanted else ("one-value", "")


def halves(values: list[Any]) -> str:
    """Return a list of two numbers whose decimal commas cut them in four; else nothing."""
    whole = all(type(one) is int for one in values)
    return "[{}.{}, {}.{}]".format(*values) if whole and len(values) == 2 + 2 else ""


# A name that is longer is no id that anybody refers to.
_LONGEST = 64


def as_id(text: str) -> str:
    """Return the id that a text was probably meant to be; nothing where there is none."""
    letters = unicodedata.normalize("NFKD", plain_form(text).strip("\"'"))
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", bare).strip("-_")
    kept = sum(one.isalnum() for one in name)
    right = len(name) <= _LONGEST and kept * 2 > sum(one.isalnum() for one in text)
    return name if right else ""


def as_date(text: str) -> str:
    """Return the year, month or day that a text was plainly meant to be; nothing if it may be two.

    So ``11/2019`` is a month, and ``5/11/2019``, which is another day in another country, nothing.
    """
    year_first = re.fullmatch(r"(\d{4})[-/. ](\d\d?)(?:[-/. ](\d\d?))?", plain_form(text))
    month_first = re.fullmatch(r"(\d\d?)[-/. ](\d{4})", plain_form(text))
    parts = (
        year_first.groups("") if year_first else month_first.groups()[::-1] if month_first else ()
    )
    written = "-".join(f"{int(one):02}" for one in parts if one)
    return written if re.match(DATE, written) else ""


def shown(value: Any) -> str:
    """Return a value as a file writes it."""
    import json

    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
