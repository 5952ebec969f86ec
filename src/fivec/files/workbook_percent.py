"""Percentages in columns of numbers: 75% is 75 where a column runs to 100, and 0.75 where to 1.

What a scale of an issue's own runs to, its ends say. Where nothing does, or where somebody may have
typed the number into a cell that makes a percentage of it (0.5%, 7500%), both readings are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fivec.files.workbook_cells import POINT, TwoReadingsError, UnclearError
from fivec.files.workbook_formats import Shown, percent, written
from fivec.files.workbook_tree import RowValues
from fivec.model.document import Place

_RUNS_TO = {"salience": 100, "prior": 1, "likelihood": 1, "low": 1, "high": 1}
ENDS = ("scale.min", "scale.max")
_ON_SCALE = frozenset({*ENDS, "position", "status_quo", "outcome", POINT})
# Outside these, as shares, somebody may have typed a number into a cell of percentages.
_LEAST, _MOST = 0.01, 1


class ScaleEnds:
    """What the numbers on the scale of an issue run to, by its two ends as they were written.

    ``alike`` says that all numbers of the issue on it, but for 0, are percentages.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        low, high = (values.get(key) for key in ENDS)
        on_it = [value for key, value in values.items() if key in _ON_SCALE and value != 0]
        self.alike = all(isinstance(one, Shown) for one in on_it)
        self.shown = isinstance(low, Shown) or isinstance(high, Shown)
        plain = [one for one in (low, high) if not isinstance(one, Shown)]
        self.runs_to: int | None = None
        if self.shown:
            self.runs_to = 100 if all(one in (None, 0, 100) for one in plain) else None
        elif high == 100:
            self.runs_to = 100
        elif high == 1 and low in (0, -1):
            self.runs_to = 1


def meant_by(key: str, value: Any, scale: ScaleEnds | None) -> Any:
    """Return a value of a column, a percentage as the number that is meant.

    Raises :class:`TwoReadingsError` where that is not clear.
    """
    on_scale = key in _ON_SCALE
    in_percents = on_scale and scale is not None and scale.shown
    if not isinstance(value, Shown):
        small = in_percents and isinstance(value, int | float) and 0 < abs(value) <= 1
        if small and key not in ENDS:
            raise _unclear(written(value), value, percent(value))
        return value
    share, per_cent = float(value.number), percent(value.number)
    if share == 0:
        return 0
    runs_to = (scale.runs_to if scale else None) if on_scale else _RUNS_TO.get(key)
    if runs_to is None:
        raise _unclear(value.text, per_cent, share)
    meant = _whole(per_cent if runs_to == 100 else share)
    # Where the whole scale is in percentages, nothing else can be meant.
    if (in_percents and scale is not None and scale.alike) or _LEAST <= abs(share) <= _MOST:
        return meant
    raise _unclear(value.text, meant, percent(meant) if abs(share) < 1 else meant / 100)


def _unclear(cell: str, one: float, other: float) -> TwoReadingsError:
    return TwoReadingsError(cell=cell, one=written(one), other=written(other))


def _whole(value: float) -> float:
    return int(value) if value.is_integer() else value


class Percentages:
    """The percentages of a workbook, made into numbers row by row; what is not clear is told."""

    def __init__(self, unclear: Callable[[Place, UnclearError], None]) -> None:
        self.unclear = unclear
        self.scales: dict[Any, ScaleEnds] = {}
        # Saliences that are percentages, and that are not.
        self.saliences: dict[bool, list[tuple[Place, Any]]] = {True: [], False: []}

    def of(self, sheet: str, row: RowValues, owner: Any) -> None:
        """Make numbers of a row's percentages, by what their columns or their scale run to."""
        if sheet == "issues":
            owner = row["id"][0] if "id" in row else None
            self.scales[owner] = ScaleEnds({key: value for key, (value, _) in row.items()})
        for key, (value, place) in tuple(row.items()):
            if key == "salience":
                self.saliences[isinstance(value, Shown)].append((place, value))
            try:
                row[key] = meant_by(key, value, self.scales.get(owner)), place
            except UnclearError as fault:
                self.unclear(place, fault)
                row[key] = None, place

    def mixed_saliences(self) -> None:
        """Tell of a salience of at most 1 among percentages: somebody may have meant all of it."""
        for place, value in self.saliences[False] if self.saliences[True] else ():
            if isinstance(value, int | float) and 0 < value <= 1:
                self.unclear(place, _unclear(written(value), value, percent(value)))
