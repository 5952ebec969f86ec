"""The arithmetic of a fair share (METHODS §10): a measure of contribution, not of influence.

Share = own stock / stock of all; due = share × pools; burden = dues / own stock. All of it in exact
fractions; each figure comes as the source rounds its share and without rounding. A figure has two
ends, low and high, which are one where the source gives a single number.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import floor

from msgspec import Struct

from fivec.model.fair_share import FairShare, PrintedFigure, ShareSum
from fivec.model.share_result import (
    ComparedFigure,
    Figured,
    ShareFigures,
    SharePart,
    ShareResult,
    ShareSumResult,
)
from fivec.model.text import Text

Pair = tuple[Fraction, Fraction]
_HUNDRED = Fraction(100)


class _Sum(Struct, frozen=True, kw_only=True):
    """The figures of a row in one way of rounding, exactly."""

    fair: Pair | None = None
    share: Pair | None = None
    amount: Pair | None = None
    times: Pair | None = None

    @property
    def figures(self) -> ShareFigures:
        """The same as they leave the method."""
        return ShareFigures(
            **{name: figured(getattr(self, name)) for name in self.__struct_fields__}
        )


def assess_fair_share(of: FairShare) -> ShareResult:
    """Return what every row of a share comes to, in the order of the file."""
    sums = _Sums(of)
    return ShareResult(of=of, rows=tuple(map(sums.row, of.rows)))


def exact(value: float) -> Fraction:
    """Return a number as it is written: 2.5 is five halves, and 0.1 a tenth.

    >>> exact(0.1)
    Fraction(1, 10)
    """
    return Fraction(repr(value))


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Return a number of 0 or more with so many decimals, halves rounded up.

    >>> rounded(Fraction(336, 13293) * 100, 1)
    Fraction(5, 2)
    """
    unit = Fraction(10) ** decimals
    return Fraction(floor(value * unit + Fraction(1, 2))) / unit


def over(one: Pair, other: Pair) -> Pair | None:
    """Return one figure over another; ``None`` where the other may be 0.

    >>> over((Fraction(13), Fraction(16)), (Fraction(100), Fraction(100)))
    (Fraction(13, 100), Fraction(4, 25))
    """
    low, high = other
    return (one[0] / high, one[1] / low) if low > 0 else None


def times(one: Pair, other: Pair) -> Pair:
    """Return one figure times another."""
    return one[0] * other[0], one[1] * other[1]


def added(figures: Iterable[Pair]) -> Pair:
    """Return the sum of figures."""
    return reduce(
        lambda one, other: (one[0] + other[0], one[1] + other[1]), figures, (Fraction(), Fraction())
    )


def figured(pair: Pair | None) -> Figured:
    """Return a figure as a number, or as its two ends where they differ."""
    if pair is None:
        return None
    low, high = map(float, pair)
    return low if low == high else (low, high)


def prints(printed: PrintedFigure, name: str, pair: Pair) -> bool:
    """Return whether a figure, ``percent``, ``amount`` or ``times``, is the one that is printed.

    Both ends have to be: rounded to it, or above or below it as its words are read.
    """
    value = exact(printed.figures[name])
    decimals = printed.decimals
    if decimals is None:
        decimals = _decimals(printed.figures[name])
    low, high = (_HUNDRED * end for end in pair) if name == "percent" else pair
    match printed.reads:
        case "just-over":
            return value < low and high < value + Fraction(1, 10**decimals)
        case "above":
            return value < low
        case "below":
            return high < value
    return rounded(low, decimals) == value == rounded(high, decimals)


def _decimals(value: float) -> int:
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


class _Sums:
    """Works out the rows of one share."""

    def __init__(self, of: FairShare) -> None:
        self._of = of
        # What many rows share is worked out once.
        self._sums: dict[tuple[str, bool], _Sum] = {}
        self._values = {name: _exactly(one.value) for name, one in of.stocks_by_id.items()}
        self._pooled = {
            row.id: added(self._values[name] for name in row.pools) for row in of.rows if row.pools
        }

    def row(self, row: ShareSum) -> ShareSumResult:
        sums = [self._sum(row, rounding=rounding) for rounding in (True, False)]
        stated, unit = row.stated, self._unit(row)
        implied = None
        if stated and row.given_stock:
            implied = over(self._value(row.given_stock), _share(stated.percent))
        return ShareSumResult(
            id=row.id,
            label=row.label,
            kind=row.kind,
            unit=unit,
            round_share=row.round_share,
            rounded=sums[0].figures,
            unrounded=sums[1].figures,
            stated=stated is not None,
            below=stated is not None and stated.below,
            implied_pool=implied and (float(implied[0]), float(implied[1])),
            parts=self._parts(row),
            agreed=self._agreed(row),
            variant_of=row.variant_of,
            printed=self._compared(row, sums),
        )

    def _sum(self, row: ShareSum, *, rounding: bool) -> _Sum:
        """Return the figures of a row: a due may be part of many burdens."""
        if (row.id, rounding) not in self._sums:
            self._sums[row.id, rounding] = self._worked_out(row, rounding=rounding)
        return self._sums[row.id, rounding]

    def _worked_out(self, row: ShareSum, *, rounding: bool) -> _Sum:
        """Return the figures of a row, with the fair share as the source rounds it or as it is."""
        if row.kind == "share":
            return _Sum(share=self._fair(row, row, rounding=rounding))
        if row.kind == "burden":
            dues = [self._sum(self._row(name), rounding=rounding).amount for name in row.due_rows]
            amount = added(due for due in dues if due)
            return _Sum(amount=amount, share=over(amount, self._value(row.own_stock)))
        fair = self._fair(self._row(row.share_row), row, rounding=rounding)
        pools = self._pools(row)
        due = times(fair, pools) if fair and pools else None
        if row.kind == "due":
            return _Sum(fair=fair, amount=due)
        share: Pair | None
        if row.stated:
            low, high = _share(row.stated.percent)
            share = (Fraction() if row.stated.below else low, high)
        else:
            share = over(self._value(row.given_stock), pools) if pools else None
        many = over(share, fair) if share and fair else None
        return _Sum(fair=fair, share=share, amount=due, times=many)

    def _fair(self, measure: ShareSum, used: ShareSum, *, rounding: bool) -> Pair | None:
        fair = over(self._value(measure.own_stock), self._value(measure.of_stock))
        if fair is None or not rounding or used.round_share is None:
            return fair
        low, high = (rounded(_HUNDRED * end, used.round_share) / _HUNDRED for end in fair)
        return low, high

    def _parts(self, row: ShareSum) -> tuple[SharePart, ...]:
        """Return what each due adds to a burden, where the own stock drops out of all of them.

        own/all × pool / own = pool/all.
        """
        dues = [self._row(name) for name in row.due_rows]
        measures = [self._row(due.share_row) for due in dues]
        if not dues or any(measure.own_stock != row.own_stock for measure in measures):
            return ()
        return tuple(
            SharePart(due=due.id, share=figured(over(pools, self._value(measure.of_stock))))
            for due, measure in zip(dues, measures, strict=True)
            if (pools := self._pools(due))
        )

    def _compared(self, row: ShareSum, sums: list[_Sum]) -> ComparedFigure | None:
        printed = row.printed
        if printed is None:
            return None
        agree = [
            all(each) if each else None for each in (list(_comparisons(row, one)) for one in sums)
        ]
        return ComparedFigure(
            says=printed.says, where=printed.where, agrees=agree[0], agrees_unrounded=agree[1]
        )

    def _agreed(self, row: ShareSum) -> bool | None:
        """Return whether the measure is agreed, as a row says or the shares that it rests on."""
        behind = [self._row(name) for name in (row.share_row, *row.due_rows) if name]
        if row.agreed is not None or not behind:
            return row.agreed
        each = [self._agreed(one) for one in behind]
        return False if False in each else None if None in each else True

    def _unit(self, row: ShareSum) -> Text | None:
        name = next(filter(None, (*row.pools, row.given_stock, row.own_stock)), None)
        return self._of.stocks_by_id[name].unit if name else None

    def _pools(self, row: ShareSum) -> Pair | None:
        return self._pooled.get(row.id)

    def _value(self, name: str | None) -> Pair:
        return self._values[name or ""]

    def _row(self, name: str | None) -> ShareSum:
        return self._of.rows_by_id[name or ""]


def _exactly(ends: tuple[float, float]) -> Pair:
    low, high = map(exact, ends)
    return low, high


def _share(percent: tuple[float, float]) -> Pair:
    return times(_exactly(percent), (1 / _HUNDRED, 1 / _HUNDRED))


def _comparisons(row: ShareSum, one: _Sum) -> Iterable[bool]:
    """Yield for each printed figure whether the sum gives it; a share that is stated is no sum."""
    printed = row.printed
    for name in printed.figures if printed else ():
        pair = {"percent": one.share, "amount": one.amount, "times": one.times}[name]
        if pair is not None and printed and not (name == "percent" and row.stated):
            yield prints(printed, name, pair)
