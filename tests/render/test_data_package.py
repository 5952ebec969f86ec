"""Cases as a data package: what its own description says of every table is what stands in it."""

import csv
import io
import json
import re
import zipfile
from hashlib import sha256

import pandas as pd
import pytest
from hypothesis import given

from fivec import locale
from fivec.api import score, score_many
from fivec.model.assessment import Batch
from fivec.render import View, rendered
from fivec.render.machine.data.columns import made
from tests.conftest import ROOT
from tests.methods.any_case import cases
from tests.methods.judged import read

RIGHT = ROOT / "tests" / "examples" / "right"
# As Stata, R and SQL take names, without quotes.
NAME = re.compile("[a-z][a-z0-9_]{0,31}")
TAKEN = {"in", "if", "using", "with", "byte", "int", "long", "float", "double", "strl"}
READ = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"TRUE": True, "FALSE": False}.__getitem__,
}


def packed(results, language="en"):
    """Return the files of the package of results."""
    data = rendered(Batch(tuple(results)), "zip", View(words=locale.words(language)))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def rows_of(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8"))))


def faults(files):
    """Return where tables are not what the description says of them: a second opinion."""
    described = json.loads(files["datapackage.json"])
    tables, found = {}, []
    for one in described["resources"]:
        data, schema = files[one["path"]], one["schema"]
        heads, *rows = rows_of(data)
        fields = schema["fields"]
        tables[one["name"]] = [dict(zip(heads, row, strict=True)) for row in rows]
        if heads != [field["name"] for field in fields]:
            found.append((one["name"], "heads"))
        if (one["bytes"], one["hash"]) != (len(data), f"sha256:{sha256(data).hexdigest()}"):
            found.append((one["name"], "hash"))
        for field in fields:
            limits = field.get("constraints", {})
            for row in tables[one["name"]]:
                cell = row[field["name"]]
                if cell == "":
                    right = not limits.get("required")
                else:
                    value = READ[field["type"]](cell)
                    right = (
                        value in limits.get("enum", [value])
                        and value >= limits.get("minimum", value)
                        and value <= limits.get("maximum", value)
                    )
                if not right:
                    found.append((one["name"], field["name"], cell))
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in tables[one["name"]]]
        if len(set(keys)) < len(keys):
            found.append((one["name"], "key"))
    for one in described["resources"]:
        for lead in one["schema"]["foreignKeys"]:
            there = tables[lead["reference"]["resource"]]
            known = {tuple(row[name] for name in lead["reference"]["fields"]) for row in there}
            led = {tuple(row[name] for name in lead["fields"]) for row in tables[one["name"]]}
            found += [(one["name"], *each) for each in led - known if any(each)]
    return found


@pytest.fixture(scope="module")
def everything():
    """The package of all that ships and of every right example."""
    paths = [ROOT / "cases", ROOT / "worked", RIGHT]
    return packed(score_many(paths, keep_failed=True))


def test_what_ships_and_every_example_is_as_described(everything):
    assert faults(everything) == []


@given(cases)
def test_any_case_is_as_described(case):
    assert faults(packed([read(case)])) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("cases.csv", b"\nkompas,", b"\nother,"),
        ("capabilities.csv", b",100,", b",101,"),
        ("coders.csv", b",FALSE\n", b",\n"),
        ("levels.csv", b"capacity", b"capacities"),
        ("sources.csv", b"\nkompas,", b"\nspirits,"),
    ],
)
def test_a_fault_would_be_found(everything, name, old, new):
    assert old in everything[name]
    assert len(faults({**everything, name: everything[name].replace(old, new, 1)})) > 1


def test_every_column_says_what_it_is_and_every_number_its_unit(everything):
    described = json.loads(everything["datapackage.json"])
    book = {(row[0], row[1]): row for row in rows_of(everything["columns.csv"])[1:]}
    fields = [(one["name"], field) for one in described["resources"]
              for field in one["schema"]["fields"]]  # fmt: skip
    assert len(book) == len(fields) > 250
    for table, field in fields:
        name = field["name"]
        assert NAME.fullmatch(name)
        assert name not in TAKEN
        assert field["title"]
        assert len(field["description"]) > 8, (table, name)
        assert field["description"].endswith("."), (table, name)
        assert "null" not in field["description"]
        assert ("unit" in field) == (field["type"] in ("number", "integer")), (table, name)
        row = book[table, name]
        assert row[2:6] == [field["title"], field["description"], field["type"],
                            field.get("unit", "")]  # fmt: skip
    # Only what has an own scale, or is a ratio or a weight, can be any number.
    open_ = {(table, field["name"]) for table, field in fields if field["type"] == "number"
             and "maximum" not in field.get("constraints", {})}  # fmt: skip
    units = {field["unit"] for table, field in fields if (table, field["name"]) in open_}
    assert not {unit for unit in units if unit in ("points of 100", "share of 1")}


def test_pandas_reads_every_column_as_what_it_is(everything):
    described = json.loads(everything["datapackage.json"])
    kinds = {"number": "if", "integer": "if", "boolean": "b"}
    for one in described["resources"]:
        frame = pd.read_csv(io.BytesIO(everything[one["path"]]))
        for field in one["schema"]["fields"]:
            column = frame[field["name"]]
            if field["type"] in kinds and column.notna().all() and len(column):
                assert column.dtype.kind in kinds[field["type"]], (one["name"], field["name"])
            elif field["type"] in ("number", "integer") and len(column):
                assert column.dtype.kind == "f", (one["name"], field["name"])


def test_nothing_is_an_empty_cell_and_never_a_zero():
    files = packed([score(RIGHT / "smallest.yaml")])
    heads, row = rows_of(files["verdicts.csv"])
    one = dict(zip(heads, row, strict=True))
    for name in ("capacity", "attainment", "luck", "excess", "posterior", "ratio"):
        assert one[name] == "", name
    assert one["capacity_coverage"] == "0"


def test_figures_are_those_of_the_result(kompas, everything):
    heads, *rows = rows_of(everything["verdicts.csv"])
    row = dict(zip(heads, next(row for row in rows if row[0] == "kompas"), strict=True))
    assert float(row["capacity"]) == pytest.approx(kompas.capacity.score, rel=1e-11)
    assert float(row["excess"]) == kompas.preference.excess
    assert (row["verdict"], row["verdict_as_coded_lower"]) == ("", kompas.verdict.as_coded[0])
    heads, *rows = rows_of(everything["evidence_indicators.csv"])
    bears = [row for row in rows if row[0] == "kompas"]
    assert len(bears) == sum(len(one.bears_on) for one in kompas.case.evidence)


def test_cases_of_one_id_stay_apart():
    one = score(ROOT / "cases" / "kompas.yaml")
    files = packed([one, one, one])
    assert [row[0] for row in rows_of(files["cases.csv"])[1:]] == ["kompas", "kompas-2", "kompas-3"]
    assert faults(files) == []


def test_a_file_that_was_not_scored_has_its_findings_and_no_case():
    paths = [ROOT / "tests/examples/wrong/unknown-level.yaml", RIGHT / "on-a-scale.yaml"]
    files = packed(score_many(paths, keep_failed=True))
    heads, *rows = rows_of(files["findings.csv"])
    first = dict(zip(heads, rows[0], strict=True))
    assert (first["case"], first["code"], first["line"]) == ("", "unknown-level", "8")
    assert len(rows_of(files["cases.csv"])) == 2


def test_texts_are_in_one_language_on_one_line(everything):
    dutch = packed([score(ROOT / "cases" / "kompas.yaml")], "nl")
    assert rows_of(dutch["cases.csv"])[1][1] == "EU Strategisch Kompas 2022"
    for name, data in everything.items():
        if name.endswith(".csv"):
            assert len(data.decode().splitlines()) == len(rows_of(data))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "a;=1", "＝1", "\t=1"])
def test_no_text_begins_a_formula(written, text):
    case = {"format": "fivec/case@1", "id": "a", "title": text, "rubric": "iob-5c",
            "actor": {"id": "A", "label": text}, "text": text}  # fmt: skip
    files = packed([score(written(json.dumps(case)))])
    (row,) = csv.DictReader(io.StringIO(files["cases.csv"].decode()))
    for name in ("title", "actor_label", "text"):
        assert re.search(r"(^|;)[=+@＝-]", row[name]) is None
        assert row[name].replace("'", "") == text.strip()


def test_a_number_without_a_unit_is_a_mistake():
    with pytest.raises(KeyError):
        made("x", float, float)
