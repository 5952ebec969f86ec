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
from fivec.render import View, rendered
from fivec.render.machine.as_csv import COLUMNS
from tests.conftest import ROOT, assessed, same_as_golden


def rows(*results, wide=False):
    view = View(words=words("en"), wide=wide)
    return list(csv.DictReader(StringIO(rendered(Batch(results), "csv", view))))


def is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_the_numbers_of_two_cases(kompas, concept):
    view = View(words=words("en"))
    same_as_golden(rendered(Batch((kompas, concept)), "csv", view), "several.csv")
    view = View(words=words("en"), wide=True)
    same_as_golden(rendered(Batch((kompas, concept)), "csv", view), "several.wide.csv")


def test_the_long_form_has_a_row_a_number(kompas):
    found = rows(kompas)
    assert tuple(found[0]) == COLUMNS
    capacity = found[0]
    assert (capacity["part"], capacity["measure"], capacity["word"]) == (
        "capacity",
        "score",
        "high",
    )
    assert float(capacity["value"]) == pytest.approx(987.5 / 12)
    assert float(capacity["lower"]) <= 81.25 <= float(capacity["upper"])
    assert len({(one["part"], one["id"], one["measure"]) for one in found}) == len(found)


def test_what_is_not_assessed_has_no_number_and_a_word(kompas, concept):
    missing = [one for one in rows(kompas, concept) if one["value"] == ""]
    assert missing
    assert all(one["word"] and not is_number(one["word"]) for one in missing)


def test_every_number_is_a_number(kompas, concept):
    for one in rows(kompas, concept):
        for name in ("value", "lower", "upper", "bounds_lower", "bounds_upper", "coverage"):
            assert one[name] == "" or is_number(one[name])


def test_the_wide_form_has_a_row_a_case_and_a_column_a_capability(kompas, concept):
    first, second = rows(kompas, concept, wide=True)
    assert (first["case"], second["case"]) == ("kompas", "strategisch-concept")
    assert float(first["capability_networks"]) == pytest.approx(475 / 6)
    assert first["capability_flexibility"] == ""


def test_the_range_takes_in_the_coders_doubts_and_the_bounds_what_is_missing(concept):
    (long,) = (one for one in rows(concept) if one["measure"] == "attainment" and not one["id"])
    (wide,) = rows(concept, wide=True)
    for ends, names in ((concept.preference.interval, ("lower", "upper")),
                        (concept.preference.bounds, ("bounds_lower", "bounds_upper"))):  # fmt: skip
        assert tuple(float(long[name]) for name in names) == ends
        assert tuple(float(wide[f"attainment_{name}"]) for name in names) == ends
    assert concept.preference.interval != concept.preference.bounds


def test_a_verdict_has_both_ends_and_its_answers(kompas, concept):
    long = {
        (one["part"], one["id"], one["measure"]): one["word"]
        for one in rows(concept)
        if one["part"] in ("verdict", "answer")
    }
    assert long["verdict", "", "influence"] == "none–reasonable"
    assert long["verdict", "", "range"] == "none–reasonable"
    assert long["answer", "excess", "as_coded"] == "none"
    assert long["answer", "excess", "range"] == "none–reasonable"
    assert long["answer", "attribution", "state"] == "unanswered"
    first, second = rows(kompas, concept, wide=True)
    assert (first["verdict"], second["verdict"]) == ("reasonable–considerable", "none–reasonable")
    ends = [f"verdict_{name}_{end}" for name in ("as_coded", "range") for end in ("lower", "upper")]
    assert [second[name] for name in ends] == ["none", "reasonable"] * 2
    assert second["verdict_confidence"] == "low"
    assert (first["answer_excess"], second["answer_excess"]) == ("none–decisive", "none")
    assert second["answer_attribution"] == "unanswered"


def test_a_verdict_that_is_not_said_is_none_and_keeps_its_ends():
    one = assessed(ROOT / "tests" / "examples" / "versions" / "earlier.yaml")
    (wide,) = rows(one, wide=True)
    assert (wide["verdict"], wide["verdict_confidence"]) == ("no-verdict", "none")
    assert wide["verdict_as_coded_upper"] == "considerable"
    (long,) = (one for one in rows(one) if one["measure"] == "influence")
    assert (long["word"], long["confidence"]) == ("no-verdict", "")


def test_luck_and_excess_make_what_was_got_of_what_was_contested(concept):
    (wide,) = rows(concept, wide=True)
    parts = float(wide["luck"]) + float(wide["excess"])
    assert float(wide["contested"]) == pytest.approx(parts)
    assert float(wide["excess_lower"]) <= float(wide["excess"]) <= float(wide["excess_upper"])


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
