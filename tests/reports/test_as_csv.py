"""Numbers for a spreadsheet: what is missing is never a zero, and nothing is a formula."""

import csv
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.locale import words
from fivec.model.assessment import Batch
from fivec.model.text import plain
from fivec.reports import View, renderer
from fivec.reports.as_csv import COLUMNS
from tests.conftest import same_as_golden


def rows(*results, wide=False):
    view = View(words=words("en"), wide=wide)
    return list(csv.DictReader(StringIO(renderer("csv").render(Batch(results), view))))


def is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_the_numbers_of_two_cases(kompas, concept):
    view = View(words=words("en"))
    same_as_golden(renderer("csv").render(Batch((kompas, concept)), view), "several.csv")
    view = View(words=words("en"), wide=True)
    same_as_golden(renderer("csv").render(Batch((kompas, concept)), view), "several.wide.csv")


def test_the_long_form_has_a_row_a_number(kompas):
    found = rows(kompas)
    assert tuple(found[0]) == COLUMNS
    capacity = found[0]
    assert (capacity["part"], capacity["measure"], capacity["word"]) == (
        "capacity",
        "score",
        "high",
    )
    assert float(capacity["value"]) == pytest.approx(81.25)
    assert float(capacity["lower"]) <= 81.25 <= float(capacity["upper"])
    assert len({(one["part"], one["id"], one["measure"]) for one in found}) == len(found)


def test_what_is_not_assessed_has_no_number_and_a_word(kompas, concept):
    missing = [one for one in rows(kompas, concept) if one["value"] == ""]
    assert missing
    assert all(one["word"] and not is_number(one["word"]) for one in missing)


def test_every_number_is_a_number(kompas, concept):
    for one in rows(kompas, concept):
        for name in ("value", "lower", "upper", "coverage"):
            assert one[name] == "" or is_number(one[name])


def test_the_wide_form_has_a_row_a_case_and_a_column_a_capability(kompas, concept):
    first, second = rows(kompas, concept, wide=True)
    assert (first["case"], second["case"]) == ("kompas", "strategisch-concept")
    assert float(first["capability_networks"]) == 75
    assert first["capability_flexibility"] == ""


@given(st.text(min_size=1))
@example("=1+1")
@example("\t+x")
@example("-x")
@example("@x")
@example("＝1+1")
@example("a; =1+1;-2")
def test_no_title_begins_a_formula(kompas, title):
    one = replace(kompas, case=replace(kompas.case, title=plain(title)))
    (found,) = rows(one, wide=True)
    signs = tuple("=+-@\t\r＝＋－＠")
    assert not any(part.lstrip().startswith(signs) for part in found["title"].split(";"))
    assert "\n" not in found["title"]
