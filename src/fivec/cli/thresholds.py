"""What a run is held to: a number of a figure or of none, or a level of the verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from fivec.checks.gates import LOW, VERDICT
from fivec.errors import FivecError
from fivec.model.threshold import Threshold

_LEVEL = rf"(?P<of>{VERDICT}|{re.escape(LOW)})=(?P<level>[A-Za-z0-9][A-Za-z0-9_-]*)"
_FORM = r"(?:(?P<figure>[A-Za-z0-9][A-Za-z0-9_-]*)=)?(?P<least>\d{1,3}(?:\.\d+)?)"


def gates(asked: Iterable[str]) -> tuple[Threshold, ...]:
    """Return the thresholds of a run: ``60``, ``attainment=60`` or ``verdict=limited``.

    Raises ``FivecError`` for what cannot be one.
    """
    levels = {one: re.fullmatch(_LEVEL, one.strip()) for one in asked}
    numbers = thresholds((one for one, level in levels.items() if not level), "usage.threshold")
    held = [Threshold(figure or "capacity", least) for figure, least in numbers]
    held += [Threshold(level["of"], level["level"]) for level in levels.values() if level]
    return tuple(dict.fromkeys(held))


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
