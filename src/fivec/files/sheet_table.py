"""A table in a workbook: the sheet, and the row in it, of which most heads are known."""

from __future__ import annotations

from fivec.files.delimited import MAX_CELLS, MAX_COLUMNS, DataTable, columns_by_head
from fivec.files.faults import Faults
from fivec.files.kinds import not_a_workbook
from fivec.files.position_heads import TableHeads, meaning
from fivec.files.workbook_formats import Shown
from fivec.files.workbook_open import Grid, open_workbook
from fivec.files.workbook_parts import Raw, Wrong
from fivec.model.workbook import SheetPlace

# Somebody may put lines of their own above the heads.
_LOOK_IN = 20
# Of a sheet that is passed over, no more letters are compared than this.
_LONGEST_HEAD = 200


def read_sheet(data: bytes, faults: Faults, heads: TableHeads) -> DataTable | None:
    """Return the table of a workbook; ``None`` where a fault says why there is none.

    From here on the faults name the sheet, and the heads of its columns.
    """
    grids = open_workbook(data)
    if isinstance(grids, str):
        faults.take(not_a_workbook(faults.file, grids))
        return None
    known = [
        (sum(bool(meaning(text, heads)) for text in _texts(cells)), -sheet, -at)
        for sheet, grid in enumerate(grids)
        for at, (_, cells) in enumerate(grid.rows[:_LOOK_IN])
    ]
    if not known:
        return DataTable("none", 1, (), {}, ())
    _, sheet, at = max(known)
    faults.on = SheetPlace(1 - sheet, grids[-sheet].name)
    return _table(grids[-sheet], -at, faults)


def _texts(cells: dict[int, Raw | Wrong]) -> list[str]:
    return [one[:_LONGEST_HEAD] for one in cells.values() if isinstance(one, str)]


def _table(grid: Grid, at: int, faults: Faults) -> DataTable | None:
    top, heads = grid.rows[at]
    width = max(heads)
    if width > MAX_COLUMNS:
        faults.add((top, 0), "table-too-large", limit=MAX_COLUMNS, what="columns")
        return None
    if grid.cut or width * (len(grid.rows) - at) > MAX_CELLS:
        faults.add((grid.cut or top, 0), "table-too-large", limit=MAX_CELLS, what="cells")
        return None
    rows = []
    for number, cells in grid.rows[at:]:
        if beyond := next((one for one in cells if one > width), 0):
            faults.add((number, beyond), "nameless-column", number=beyond)
        row = [_text(cells.get(one, ""), (number, one), faults) for one in range(1, width + 1)]
        rows.append((number, row))
    if faults.any:
        return None
    (_, names), *below = rows
    faults.heads = tuple(names)
    columns = columns_by_head((top, names), below, faults)
    return DataTable("none", top, tuple(names), columns, tuple(below))


def _text(cell: Raw | Wrong, place: tuple[int, int], faults: Faults) -> str:
    """Return what a cell holds as text, a number with all its digits."""
    if isinstance(cell, Wrong):
        code = "formula-without-value" if cell.kind == "formula" else "cell-error"
        faults.add(place, code, value=cell.shown)
        return ""
    if isinstance(cell, Shown):
        return cell.text
    return cell if isinstance(cell, str) else repr(cell)
