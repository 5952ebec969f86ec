"""Numbers in the tables of others: as a spreadsheet writes them, and nothing else."""

from __future__ import annotations

import re

from fivec.model.characters import plain_form

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WITH_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+")
# 1500 to some, 1.5 to others.
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
# What programs and people write where nothing is known: R, Stata, SPSS, Excel.
_MISSING = frozenset(
    {"na", "n/a", "n.a.", "<na>", "#n/a", "nan", "null", "none", "nil", "missing", ".", "..",
     "...", "-", "--", "—", "–", "?", "9999", "999", "-1", "-7", "-8", "-9", "-77", "-88",
     "-99", "-777", "-888", "-999", "-9999"}
)  # fmt: skip


def plain_number(text: str) -> float | None:
    """Return a number written in digits; ``None`` for anything else, such as ``1_0`` or ``nan``."""
    return float(text) if _NUMBER.fullmatch(text) else None


def decimal_number(text: str) -> float | None:
    """Return a number whose decimals follow a point or a comma; ``None`` for anything else."""
    return plain_number(text.replace(",", ".") if _WITH_COMMA.fullmatch(text) else text)


def is_ambiguous(text: str) -> bool:
    """Whether thousands may be meant where a comma may set decimals apart: ``1,500``."""
    return _THOUSANDS.fullmatch(text) is not None


def marks_missing(text: str) -> bool:
    """Whether a text is what programs write where nothing is known, if no number is meant."""
    return text.casefold() in _MISSING


def meant(text: str, otherwise: str) -> str:
    """Return how to write the number that was probably meant, else ``otherwise``."""
    plain = plain_form(text).replace("%", "").replace("'", "").replace(" ", "")
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0:
        whole = plain[:last].replace(".", "").replace(",", "")
        plain = f"{whole}.{plain[last + 1 :]}"
    return plain if plain_number(plain) is not None and len(plain) < 20 else otherwise
