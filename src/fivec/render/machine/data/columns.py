"""The columns of tables: what each holds, and its cells, by the records that the format is made of.

Name, kind, description, range and choices of a column are those of a field of a record, told once:
there. Where a field is a low and a high end, there are two columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import UNSET, Meta, Struct

from fivec.model.text import Text
from fivec.model.values import number, on_scale
from fivec.render.machine.as_csv import text

Kind = Literal["string", "number", "integer", "boolean"]
# What a row is made of: any value, out of which each column takes its part.
Take = Callable[[Any], Any]

_KINDS: dict[type, Kind] = {bool: "boolean", int: "integer", float: "number"}
_ENDS = ("lower", "upper")
_POINTS = "points of 100"
# A figure without another unit is told by where it runs from and to.
_BY_RANGE: dict[tuple[float | None, float | None], str] = {
    (0, 100): _POINTS,
    (-100, 100): _POINTS,
    (None, 100): _POINTS,
    (0, 1): "share of 1",
}


class TidyColumn(Struct, frozen=True, kw_only=True):
    """A column: what it is called and means, in which unit and between which ends its numbers lie.

    ``choices`` are the only texts that there may be; none are given where any may. ``needed`` is
    false where a cell may be empty. ``read`` takes the value out of what a row is made of, and of
    an ``exact`` one every digit is written.
    """

    name: str
    description: str
    kind: Kind
    read: Take
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    needed: bool = True
    exact: bool = False

    @property
    def title(self) -> str:
        """The name as people write it."""
        words = self.name.replace("_", " ")
        return words[:1].upper() + words[1:]

    def cell(self, row: Any, language: str) -> str:
        """Return the cell of a row: one line, and nothing that a spreadsheet would reckon."""
        value = self.read(row)
        if value is None or value is UNSET:
            return ""
        if isinstance(value, bool):
            # In capitals R knows them too.
            return str(value).upper()
        if isinstance(value, int | float) and self.kind != "string":
            return str(on_scale(value) if self.exact else number(value))
        if isinstance(value, tuple):
            return text(" ".join(value))
        return text(value.to(language) if isinstance(value, Text) else str(value))


def of(
    record: type,
    fields: str,
    take: Take = lambda row: row,
    *,
    units: dict[str, str] | None = None,
    maybe: bool = False,
    of_what: tuple[type, str] | None = None,
) -> tuple[TidyColumn, ...]:
    """Return the columns of fields of a record, in their order.

    ``fields`` are names apart by spaces; ``id=issue`` calls the column ``issue``. ``take`` takes
    the record out of a row, where it ``maybe`` is not. ``units`` are those, by field, that the
    range does not tell. The record is ``of_what`` a field of another says, which is told first.
    """
    columns: list[TidyColumn] = []
    facts = "" if of_what is None else _unwrapped(_hints(of_what[0])[of_what[1]])[0]["description"]
    for named in fields.split():
        field, _, name = named.partition("=")
        columns += made(
            name or field,
            _hints(record)[field],
            _field(take, field),
            before=facts,
            unit=(units or {}).get(field, ""),
            exact=field in getattr(record, "exact", ()),
            maybe=maybe or _defaults_to_none(record, field),
        )
    return tuple(columns)


def made(
    name: str,
    hint: Any,
    read: Take,
    description: str = "",
    *,
    before: str = "",
    unit: str = "",
    exact: bool = False,
    maybe: bool = False,
) -> tuple[TidyColumn, ...]:
    """Return the column of values of a type with its limits: two where they are two ends.

    Raises ``KeyError`` for a number of which neither its limits nor ``unit`` say what it counts.
    """
    facts, inner, optional = _unwrapped(hint)
    description = f"{before} {description or facts.get('description', '')}".strip()
    maybe = maybe or optional
    if get_origin(inner) is tuple:
        return tuple(
            column
            for at, (end, kind) in enumerate(zip(_ENDS, get_args(inner), strict=True))
            for column in made(
                f"{name}_{end}",
                kind,
                _end(read, at),
                f"{description} The {end} end.",
                unit=unit,
                exact=exact,
                maybe=maybe,
            )
        )
    kind = _KINDS.get(inner, "string")
    low, high = facts.get("ge", facts.get("gt")), facts.get("le", facts.get("lt"))
    if kind == "number":
        unit = unit or _BY_RANGE[low, high]
    elif kind == "integer":
        unit = unit or "count"
    else:
        unit = ""
    column = TidyColumn(
        name=name,
        # What is null in a result is an empty cell in a table.
        description=re.sub(r"\bnull\b", "empty", description),
        kind=kind,
        read=read,
        unit=unit,
        minimum=low,
        maximum=high,
        choices=get_args(inner) if get_origin(inner) is Literal else (),
        needed=not maybe,
        exact=exact,
    )
    return (column,)


def _unwrapped(hint: Any) -> tuple[dict[str, Any], Any, bool]:
    """Return what is said of a type, the type itself, and whether nothing may stand there."""
    facts: dict[str, Any] = {}
    optional = False
    while True:
        if get_origin(hint) is Annotated:
            hint, *metas = get_args(hint)
            for meta in metas:
                names = ("description", "ge", "gt", "le", "lt")
                known = {name: getattr(meta, name) for name in names if isinstance(meta, Meta)}
                # What stands further out says more of this field.
                facts = {key: one for key, one in known.items() if one is not None} | facts
        elif get_origin(hint) in (Union, UnionType):
            kinds = [one for one in get_args(hint) if one is not type(None)]
            optional = optional or len(kinds) < len(get_args(hint))
            # Of two kinds of value, such as a number or a word, the cell is a text.
            hint = kinds[0] if len(kinds) == 1 else str
        elif get_origin(hint) is tuple and ... in get_args(hint):
            # Some ids, and perhaps none: a list in one cell.
            return facts, str, True
        else:
            return facts, hint, optional


@cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record, include_extras=True)


def _defaults_to_none(record: Any, field: str) -> bool:
    """Return whether a field may be left out: its type then does not say so."""
    names: Sequence[str] = record.__struct_fields__
    defaults = record.__struct_defaults__
    at = names.index(field) - len(names) + len(defaults)
    return at >= 0 and defaults[at] is None


def _field(take: Take, field: str) -> Take:
    def read(row: Any) -> Any:
        record = take(row)
        return None if record is None else getattr(record, field)

    return read


def _end(read: Take, at: int) -> Take:
    def end(row: Any) -> Any:
        ends = read(row)
        return ends[at] if isinstance(ends, tuple) else None

    return end
