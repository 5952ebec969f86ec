"""A number as people see it: what is shown and what is compared are the same."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

# A number may have as many digits as a float can need.
_WIDE = Context(prec=400)
_LARGE = 1e9


def shown(value: float, decimals: int = 1) -> Decimal:
    """Return ``value`` at the precision shown, halves rounded away from zero."""
    # Twelve digits first: 64.85 as computed may lie a hair under what it is on paper. A place on a
    # scale of thousands of millions needs more of them, and holds no such hair.
    exact = Decimal(f"{value:.12g}" if abs(value) < _LARGE else repr(float(value)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)
    return rounded or abs(rounded)


def plain(value: float) -> str:
    """Return a number with every digit it has, as one writes it."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
