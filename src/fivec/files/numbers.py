"""Numbers in the tables of others: as a spreadsheet writes them, and nothing else."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def plain_number(text: str) -> float | None:
    """Return a number written in digits; ``None`` for anything else, such as ``1_0`` or ``nan``."""
    return float(text) if _NUMBER.fullmatch(text) else None
