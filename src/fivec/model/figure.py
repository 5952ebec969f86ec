"""A number as people see it, and the units it may have: what is shown is what is compared."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal

# A number may have as many digits as a float can need.
_WIDE = Context(prec=400)
_LARGE = 1e9
# What two figures that are one on paper may differ by in floating point.
TOLERANCE = 1e-9


def shown(value: float, decimals: int = 1) -> Decimal:
    """Return ``value`` at the precision shown, halves rounded away from zero."""
    # Twelve digits first: 64.85 as computed may lie a hair under what it is on paper. A place on a
    # scale of thousands of millions needs more of them, and holds no such hair.
    exact = Decimal(f"{value:.12g}" if abs(value) < _LARGE else repr(float(value)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)
    return rounded or abs(rounded)


def decibels(ratio: float) -> float:
    """Return a ratio (> 0) in decibels: 10 is a factor of 10."""
    return 10 * math.log10(ratio)


def odds(share: float) -> float:
    """Return a probability, between 0 and 1, as log-odds in decibels."""
    return decibels(share / (1 - share))


def probability(log_odds: float) -> float:
    """Return log-odds in decibels as a probability, 0 to 1."""
    # Beyond this a power of ten overflows, and the probability is 0 or 1 to every digit.
    if log_odds < -_CERTAIN:
        return 0.0
    return 1 / (1 + 10 ** (-min(log_odds, _CERTAIN) / 10))


_CERTAIN = 3000.0


def plain(value: float) -> str:
    """Return a number with every digit it has, as one writes it."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
