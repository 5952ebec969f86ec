"""Cases as a Frictionless data package: tables as CSV, and what each column of them holds.

The tables are UTF-8 with a comma between cells, a point in numbers, TRUE and FALSE, and nothing in
a cell where nothing is known. They stand in one zip, the same bytes wherever it is made.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from io import StringIO
from operator import attrgetter
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from fivec import __version__
from fivec.model.assessment import Batch, Failed, Result
from fivec.model.checked import ToldFinding, ToldWaiver
from fivec.model.fields import Percent
from fivec.model.text import Text
from fivec.render import View
from fivec.render.machine.as_json import as_text
from fivec.render.machine.citation import citation
from fivec.render.machine.data import parts
from fivec.render.machine.data.columns import TidyColumn, made
from fivec.render.machine.data.data_tables import TABLES, TidyTable, fields, place
from fivec.render.machine.package import packed

_Rank = Annotated[int, Meta(ge=1, description="Its place on the scale; the weakest is 1.")]
_Number = Annotated[int, Meta(ge=1, description="A number of its own.")]
_CASE = TidyColumn(
    name="case",
    description="The id of the case; where several files have one id, with a number behind it.",
    kind="string",
    read=str,
)


def _waiver(row: Any) -> ToldWaiver | None:
    return row if isinstance(row, ToldWaiver) else None


_FINDINGS = TidyTable(
    "findings",
    "A row for each thing to know of a file, and of what stands by decision the reason. A file that"
    " could not be scored has no case.",
    ("number",),
    (
        *fields(ToldFinding, "file line column sheet severity code message help"),
        *fields(ToldWaiver, "reason=waived_because by=waived_by", _waiver, maybe=True),
    ),
)
_LEVELS = TidyTable(
    "levels",
    "A row for each level of each scale of each rubric, weakest first: the order of the words.",
    ("rubric_sha256", "scale", "level"),
    (
        *place("rubric_sha256", str, "The SHA-256 of the rubric file's bytes."),
        *place(
            "scale",
            Literal["capacity", "attainment", "influence"],
            "What is judged on it: the indicators and what they come to, an issue, the influence.",
            1,
        ),
        *place("level", str, "The word for the level.", 2),
        *place("rank", _Rank, "", 3),
        *place("value", Percent | None, "What the level is worth; empty: it has no figure.", 4),
        *place("label", Text | None, "The level in words; empty: as the word itself.", 5),
    ),
)


def _of_column(name: str, hint: Any, description: str) -> tuple[TidyColumn, ...]:
    """Return the column of the code book for a fact of a column."""
    take = attrgetter(name)
    unit = "the unit of the column" if "float" in str(hint) else ""
    return made(name, hint, lambda row: take(row[1]), description, unit=unit)


_COLUMNS = TidyTable(
    "columns",
    "A row for each column of each table: the code book.",
    ("table", "column"),
    (
        *place("table", str, "The name of the table."),
        *made("column", str, lambda row: row[1].name, "The name of the column."),
        *_of_column("title", str, "The name as people write it."),
        *_of_column("description", str, "What it holds."),
        *_of_column(
            "kind", Literal["string", "number", "integer", "boolean"], "What its cells are."
        ),
        *_of_column("unit", str | None, "What its numbers are counted in; empty: it has none."),
        *_of_column("minimum", float | None, "The least that it can be; empty: there is none."),
        *_of_column("maximum", float | None, "The most that it can be; empty: there is none."),
        *made(
            "choices",
            tuple[str, ...],
            lambda row: row[1].choices,
            "The words that it can be, apart by spaces; empty: it can be others.",
        ),
        *_of_column("needed", bool, "Whether no cell of it is empty."),
    ),
)
Rows = list[list[str]]


class Piece(Struct, frozen=True):
    """What a package needs of one file: rows by table, without the column of the case.

    ``case`` is its id, and empty where it could not be scored.
    """

    case: str
    rows: dict[str, Rows]
    levels: Rows
    findings: Rows


def render(batch: Batch, view: View) -> bytes:
    """Return the package of all cases."""
    return render_rows([row(one, view) for one in batch.results], view)


def row(result: Result, view: View) -> Piece:
    """Return what a package needs of a file that was scored or could not be."""
    words, language = view.words, view.words.language
    findings = _cells(_FINDINGS, parts.findings(result, words), language)
    if isinstance(result, Failed):
        return Piece("", {}, [], findings)
    rows = {one.name: _cells(one, one.rows(result, words), language) for one in TABLES}
    return Piece(result.id, rows, _cells(_LEVELS, parts.levels(result.rubric), language), findings)


def _cells(table: TidyTable, rows: Iterable[Any], language: str) -> Rows:
    return [[column.cell(row, language) for column in table.columns] for row in rows]


def render_rows(pieces: Iterable[Piece], view: View) -> bytes:
    """Return the package of what was taken of files, in their order, as a zip."""
    return packed(package_files(pieces, view))


def package_files(pieces: Iterable[Piece], view: View) -> dict[str, bytes]:
    """Return the files of the package of what was taken of files, in their order."""
    tables = _together(pieces)
    files = {f"{table.name}.csv": _csv(columns, rows) for table, columns, rows in tables}
    described = as_text(_descriptor(tables, files, view)).encode()
    cited = citation(_title(view), "dataset", view).encode()
    return {"datapackage.json": described, "CITATION.cff": cited, **files}


Filled = tuple[TidyTable, tuple[TidyColumn, ...], Rows]


def _together(pieces: Iterable[Piece]) -> list[Filled]:
    """Return every table with its columns and the rows of all files."""
    rows: dict[str, Rows] = {table.name: [] for table in TABLES}
    findings: Rows = []
    levels: dict[str, Rows] = {}
    known: set[str] = set()
    for one in pieces:
        case = _own(one.case, known) if one.case else ""
        for name, held in one.rows.items():
            rows[name] += ([case, *cells] for cells in held)
        for cells in one.findings:
            findings.append([str(len(findings) + 1), case, *cells])
        if one.levels:
            levels.setdefault(one.levels[0][0], one.levels)
    number = made("number", _Number, _CASE.read)
    filled: list[Filled] = [
        *((table, (_CASE, *table.columns), rows[table.name]) for table in TABLES),
        (_FINDINGS, (*number, replace(_CASE, needed=False), *_FINDINGS.columns), findings),
        (_LEVELS, _LEVELS.columns, [cells for held in levels.values() for cells in held]),
    ]
    all_ = [*filled, (_COLUMNS, _COLUMNS.columns, [])]
    book = ((table.name, column) for table, columns, _ in all_ for column in columns)
    return [*filled, (_COLUMNS, _COLUMNS.columns, _cells(_COLUMNS, book, "en"))]


def _own(case: str, known: set[str]) -> str:
    """Return an id that no case before has."""
    number, name = 1, case
    while name in known:
        number += 1
        name = f"{case}-{number}"
    known.add(name)
    return name


def _csv(columns: Sequence[TidyColumn], rows: Rows) -> bytes:
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerows([[one.name for one in columns], *rows])
    return stream.getvalue().encode()


def _title(view: View) -> str:
    return view.title or view.words("export.title")


def _descriptor(tables: Sequence[Filled], files: dict[str, bytes], view: View) -> dict[str, Any]:
    """Return what the package holds, as Frictionless has it."""
    dated = {"created": f"{view.date}T00:00:00Z"} if view.date else {}
    return {
        "profile": "tabular-data-package",
        "name": "fivec-data",
        "title": _title(view),
        "description": view.words("export.description"),
        **dated,
        "tool": f"fivec {__version__}",
        "language": view.words.language,
        "resources": [
            _resource(table, columns, files[f"{table.name}.csv"]) for table, columns, _ in tables
        ],
    }


def _resource(table: TidyTable, columns: Sequence[TidyColumn], data: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.name.replace("_", " ").capitalize(),
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(one) for one in columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": list(_leads(table, columns)),
        },
    }


def _leads(table: TidyTable, columns: Sequence[TidyColumn]) -> Iterator[dict[str, Any]]:
    """Yield where columns of a table lead: to the case, and within it to what they name."""
    if table.name != "cases" and any(one.name == "case" for one in columns):
        yield {"fields": ["case"], "reference": {"resource": "cases", "fields": ["case"]}}
    for column, other in table.leads:
        both = ["case", column]
        yield {"fields": both, "reference": {"resource": other, "fields": both}}


def _field(column: TidyColumn) -> dict[str, Any]:
    limits = {"minimum": column.minimum, "maximum": column.maximum}
    constraints: dict[str, Any] = {"required": True} if column.needed else {}
    constraints |= {name: end for name, end in limits.items() if end is not None}
    constraints |= {"enum": list(column.choices)} if column.choices else {}
    facts: dict[str, Any] = {
        "name": column.name,
        "title": column.title,
        "type": column.kind,
        "description": column.description,
    }
    if column.unit:
        facts["unit"] = column.unit
    if constraints:
        facts["constraints"] = constraints
    return facts
