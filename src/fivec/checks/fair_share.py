"""What the schema of a share cannot say: what its rows need, refer to, and may be divided by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fivec.checks.common import Notes, items, mapping, number, text, texts
from fivec.model.document import Document, Place
from fivec.model.fair_share import PRINTED, ROW_KEYS, YEARS_APART, FairShare, ShareSum
from fivec.model.finding import Finding, finding
from fivec.model.share_result import ShareResult

# Less than this is as nothing: over it, a figure could leave what a computer can hold.
_LEAST, _MOST = 1e-9, 1e15
# What must be no more than what, by the kind of a row.
_WHOLES = {
    "share": ("own_stock", "of_stock"),
    "contribution": ("given_stock", "pools"),
    "burden": ("", "own_stock"),
    "due": ("", ""),
}
# What each key of a row names: a stock or pool, or a row of a kind.
_NAMES = {
    "own_stock": "stock",
    "of_stock": "stock",
    "given_stock": "stock",
    "pools": "stock",
    "share_row": "share",
    "due_rows": "due",
}
Node = dict[str, Any]


def check_fair_share(document: Document) -> tuple[Finding, ...]:
    """Return the faults of a share that its schema cannot see. Never raises on any document."""
    notes = Notes(document)
    root = document.root
    sources = items(root, "sources")
    notes.unique(sources)
    stocks = [*items(root, "stocks"), *items(root, "pools")]
    notes.unique(stocks)
    notes.cited(sources, stocks, "source")
    for one in stocks:
        _amount(notes, one, "value")
    rows = items(root, "rows")
    notes.unique(rows)
    _Rows(notes, stocks, rows).check()
    return tuple(notes.findings)


def _amount(notes: Notes, holder: Node, key: str) -> None:
    """Note two ends that are the wrong way round."""
    given = holder.get(key)
    ends = given if isinstance(given, list) else [given]
    place = notes.document.place(holder, key)
    if len(ends) == 2:
        notes.rising(place, ends[0], ends[1], "range-order")


def _ends(stock: Node, key: str = "value") -> tuple[float, float] | None:
    """Return both ends of an amount; ``None`` where that has a fault of its own."""
    given = stock.get(key)
    ends = given if isinstance(given, list) else [given, given]
    low, high = ends if len(ends) == 2 else (None, None)
    return (low, high) if number(low) and number(high) and 0 <= low <= high <= _MOST else None


def _by_name(rows: list[Node]) -> dict[str, Node]:
    """Return rows by their ids, in their order; of two of one id the first stands."""
    named: dict[str, Node] = {}
    for one in rows:
        named.setdefault(text(one, "id"), one)
    return named


class _Rows:
    """Checks the rows of a share, each by its kind."""

    def __init__(self, notes: Notes, stocks: list[Node], rows: list[Node]) -> None:
        self._notes = notes
        self._stocks, self._rows = _by_name(stocks), _by_name(rows)

    def check(self) -> None:
        """Note what is wrong with each."""
        document = self._notes.document
        for name, row in self._rows.items():
            kind = text(row, "kind")
            if kind not in ROW_KEYS:
                continue
            self._keys(row, kind)
            for key in _NAMES:
                self._references(row, key)
            others = [other for other in self._rows if other != name]
            self._notes.references(row, "variant_of", others, "unknown-figure", of="row")
            years = row.get("years")
            if isinstance(years, list) and len(years) == 2:
                place = document.place(row, "years")
                self._notes.rising(place, years[0], years[1], "range-order")
            _amount(self._notes, mapping(row, "stated"), "percent")
            self._units(row)
            self._whole(row, kind)

    def _keys(self, row: Node, kind: str) -> None:
        """Note what a row of its kind lacks, and what has no place in it."""
        document, name = self._notes.document, text(row, "id")
        needed, allowed = ROW_KEYS[kind]
        # A list of none is as none.
        lacks = [key for key in needed if row.get(key, ()) in ((), [])]
        if kind == "contribution":
            # By itself, or as the source states it.
            one = (
                "stated" if "stated" in row else "pools" if "given_stock" in row else "given_stock"
            )
            lacks += [one] * (row.get(one, ()) in ((), []))
            if "stated" in row:
                allowed = tuple(key for key in allowed if key != "pools")
        for key in lacks:
            self._notes.add(document.first_place(row), "missing-key", key=key, of=name)
        printed = mapping(row, "printed")
        wrong = [(row, key) for key in row if key not in (*needed, *allowed)]
        wrong += [
            (printed, key)
            for key in PRINTED["contribution"]
            if key in printed and key not in PRINTED[kind]
        ]
        for holder, key in wrong:
            if key in ShareSum.__struct_fields__ or holder is printed:
                facts = {"key": key, "kind": kind, "keys": ", ".join(needed)}
                self._notes.add(document.key_place(holder, key), "not-of-kind", **facts)

    def _references(self, row: Node, key: str) -> None:
        kind = _NAMES[key]
        if kind == "stock":
            among = list(self._stocks)
        else:
            among = [name for name, one in self._rows.items() if one.get("kind") == kind]
        self._notes.references(row, key, among, "unknown-figure", of=kind)

    def _named(self, row: Node, *keys: str) -> Iterator[tuple[Node, Any, str | int]]:
        """Yield the stocks that a row names, with what the name stands in and where."""
        for key in keys:
            for name, holder, at in texts(row, key):
                if name in self._stocks:
                    yield self._stocks[name], holder, at

    def _units(self, row: Node) -> None:
        """Note figures of one sum that are counted in different units."""
        same = list(self._named(row, "own_stock", "of_stock", "given_stock", "pools"))
        for name, holder, at in texts(row, "due_rows"):
            pools = self._named(self._rows.get(name, {}), "pools")
            same += [(stock, holder, at) for stock, _, _ in pools]
        for stock, holder, at in same[1:]:
            if "unit" in stock and stock["unit"] != same[0][0].get("unit", stock["unit"]):
                facts = {"id": text(stock, "id"), "other": text(same[0][0], "id")}
                self._notes.add(self._notes.document.place(holder, at), "units-differ", **facts)

    def _whole(self, row: Node, kind: str) -> None:
        """Note a part that is more than its whole, and what nothing can be divided by."""
        document = self._notes.document
        part, whole = _WHOLES[kind]
        stated = mapping(row, "stated")
        if ends := _ends(stated, "percent"):
            self._divides(document.place(stated, "percent"), text(row, "id"), ends[0])
        wholes = list(self._named(row, whole))
        lows = [ends[0] for stock, _, _ in wholes if (ends := _ends(stock))]
        if not lows or len(lows) < len(list(texts(row, whole))):
            return
        low = sum(lows)
        if not self._divides(document.place(row, whole), text(wholes[0][0], "id"), low):
            return
        for stock, holder, at in self._named(row, part):
            ends = _ends(stock)
            if ends and ends[1] > low:
                facts = {"id": text(stock, "id"), "value": ends[1], "most": low}
                self._notes.add(document.place(holder, at), "more-than-all", **facts)
            elif ends and kind == "share" and ends[0]:
                # What was given is divided by this share in turn.
                self._divides(document.place(holder, at), text(stock, "id"), ends[0])

    def _divides(self, place: Place, name: str, value: float) -> bool:
        """Return whether something can be divided by a number; if not, note it."""
        if value >= _LEAST:
            return True
        self._notes.add(place, "nothing-to-share", id=name, value=value)
        return False


def check_sums(result: ShareResult) -> tuple[Finding, ...]:
    """Return what is doubtful of a share that is worked out."""
    of, findings = result.of, list[Finding]()

    def add(at: int, key: str, code: str, **facts: object) -> None:
        findings.append(finding(of.file, of.place("rows", at, key), code, **facts))

    for at, (row, one) in enumerate(zip(of.rows, result.rows, strict=True)):
        if row.years:
            apart = [year for year in _stock_years(of, row) if _apart(year, row.years)]
            if apart:
                facts = {"id": row.id, "year": apart[0], "most": YEARS_APART}
                add(at, "years", "years-apart", start=row.years[0], end=row.years[1], **facts)
        if one.printed and one.printed.agrees is False:
            add(at, "printed", "prints-otherwise", id=row.id)
        if _nothing(one.rounded.fair) and not _nothing(one.unrounded.fair):
            add(at, "round_share", "rounds-away", id=row.id)
    return tuple(findings)


def _apart(year: int, years: tuple[int, int]) -> bool:
    return max(abs(year - one) for one in years) > YEARS_APART


def _stock_years(of: FairShare, row: ShareSum) -> list[int]:
    """Return the years of the sizes behind a row, the earliest first."""
    behind = [of.rows_by_id[name] for name in (row.share_row, *row.due_rows) if name]
    years = {year for one in behind for year in _stock_years(of, one)}
    named = (of.stocks_by_id[name] for name in (row.own_stock, row.of_stock) if name)
    return sorted(years | {one.year for one in named if one.year is not None})


def _nothing(figure: object) -> bool:
    return figure == 0 or (isinstance(figure, tuple) and figure[0] == 0)
