"""Numbers that a run is held to, each of a figure or of none: ``60`` or ``attainment=60``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from fivec.errors import FivecError

_FORM = r"(?:(?P<figure>[A-Za-z0-9][A-Za-z0-9_-]*)=)?(?P<least>\d{1,3}(?:\.\d+)?)"


def thresholds(
    asked: Iterable[str], wrong: str, *, above: int = -1
) -> list[tuple[str | None, Decimal]]:
    """Return each figure, ``None`` for none, with its number: over ``above``, to 100.

    Raises ``FivecError`` for what cannot be one; ``wrong`` is the key of the words for that.
    """
    limits: list[tuple[str | None, Decimal]] = []
    refused = []
    for one in asked:
        match = re.fullmatch(_FORM, one.strip())
        if match and above < (least := Decimal(match["least"])) <= 100:
            limits.append((match["figure"], least))
        else:
            refused.append(one)
    if refused:
        raise FivecError(*((wrong, {"value": one}) for one in refused))
    return limits
