"""What would make a rubric's figures wrong is told where it stands, with all that it is held to."""

import pytest

from fivec.checks.rubric import check_rubric
from tests.checks.told import changed, tells

RUBRIC = """\
format: fivec/rubric@1
id: r
levels:
  - {id: low, value: 0, label: L}
  - {id: mid, value: 50, label: M}
  - {id: high, value: 100, label: H}
capabilities:
  - id: one
    label: O
    weight: 2
    indicators:
      - {id: i, label: I, parts: [{id: p}, {id: q}], descriptors: {low: A, note: N, x_own: B}}
      - {id: j, label: J, weight: 3, measure: {unit: u, min: 0, max: 8}}
  - id: two
    label: T
    indicators:
      - {id: i, label: I}
verdict:
  scale: [{id: none, label: N}, {id: some, label: S}, {id: much, label: M}]
  bands:
    attained: {cuts: [25, 75]}
    tracing: {cuts: [0.2, 0.5]}
  luck: {majority: [50, 75], outlier: [0, 0]}
  luck_spread: {majority: [60, 95]}
  attained: {none: 0, limited: 25, partial: 50, largely: 50, full: 100}
"""


def twice(id_, line):
    return "duplicate-id", {"id": id_, "line": str(line)}


def order(code, low, high):
    return code, {"low": str(low), "high": str(high)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], []),
        # Each id once where it stands for one thing.
        ([("id: mid", "id: low")], [("low, value: 50", *twice("low", 4))]),
        ([("id: two", "id: one")], [("one", *twice("one", 8))]),
        ([("id: j", "id: i")], [("i, label: J", *twice("i", 12))]),
        ([("id: q", "id: p")], [("p}], desc", *twice("p", 12))]),
        ([("id: some", "id: none")], [("none, label: S", *twice("none", 19)),
         ("[25, 75]", "cuts", {"most": "1", "count": "2"}),
         ("[0.2", "cuts", {"most": "1", "count": "2"})]),
        # What is taken for a remark elsewhere is no id.
        ([("id: mid", "id: note")], [("note, value", "reserved-id", {"id": "note"})]),
        ([("id: two", "id: x_two")], [("x_two", "reserved-id", {"id": "x_two"})]),
        # Levels rise, from the last that has a number; they are neither ranks nor shares.
        ([("value: 50", "value: 0")], [("0, label: M", "level-order",
                                        {"value": "0", "before": "0"})]),
        ([("value: 50", "value: 120")], [("100, label: H", "level-order",
                                          {"value": "100", "before": "120"})]),
        ([("value: 50", "value: x")], []),
        ([("value: 50", "value: x"), ("value: 100", "value: -1")],
         [("-1, label: H", "level-order", {"value": "-1", "before": "0"})]),
        ([("value: 50", "value: 8"), ("value: 100", "value: 5")],
         [("5, label: H", "level-order", {"value": "5", "before": "8"})]),
        ([("value: 50", "value: 5"), ("value: 100", "value: 10")],
         [("10, label: H", "low-levels", {"value": "10"})]),
        ([("value: 50", "value: 0.5"), ("value: 100", "value: 1")],
         [("1, label: H", "low-levels", {"value": "1"})]),
        ([("value: 50", "value: 5"), ("value: 100", "value: 20")], []),
        ([("value: 50", "value: 1")], []),
        ([("value: 0,", "value: -9,"), ("value: 50", "value: -5"), ("value: 100", "value: 0")], []),
        ([("value: 100", "value: x")], []),
        ([("value: 50", "value: 0.5")], [("0.5, label: M", "share-among-hundreds",
          {"key": "value", "value": "0.5", "most": "100", "count": "1"})]),
        # A descriptor is of a level, a remark or somebody's own.
        ([("{low: A", "{lwo: A")], [("lwo: A", "unknown-level",
          {"id": "lwo", "guess": "low", "known": "low, mid, high", "of": "r"})]),
        ([("note: N", "mdi: N")], [("mdi: N", "unknown-level",
          {"id": "mdi", "guess": "mid", "known": "low, mid, high", "of": "r"})]),
        # What is measured by has a length, and so has each band.
        ([("max: 8", "max: 0")], [("0}}", *order("scale-order", 0, 0))]),
        ([("max: 8", "max: -1")], [("-1}}", *order("scale-order", 0, -1))]),
        ([("[25, 75]", "[75]")], [("[75]", "cuts", {"most": "2", "count": "1"})]),
        ([("[0.2, 0.5]", "[0.5, 0.5]")], [("[0.5", *order("scale-order", 0.5, 0.5))]),
        ([("[0.2, 0.5]", "[0.5, 0.2]")], [("[0.5", *order("scale-order", 0.5, 0.2))]),
        ([("{cuts: [25, 75]}", "x"), ("[0.2, 0.5]", "[0.2]")],
         [("[0.2]", "cuts", {"most": "2", "count": "1"})]),
        # What luck may give, and each word for what was attained, does not fall.
        ([("[50, 75]", "[75, 50]")], [("[75", *order("range-order", 75, 50))]),
        ([("[50, 75]", "[75, 50, 0]"), ("[60, 95]", "70")], []),
        ([("[60, 95]", "[95, 60]")], [("[95", *order("range-order", 95, 60))]),
        ([("limited: 25", "limited: 60")], [("50, largely", *order("attained-order", 60, 50))]),
        ([("limited: 25, partial: 50", "limited: 60")],
         [("50, full", *order("attained-order", 60, 50))]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_rubric_is_told_where_it_stands(changes, expected):
    tells(check_rubric, changed(RUBRIC, *changes), *expected)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # A weight that is left out, or has a fault of its own, is one.
        ([("weight: 2", "weight: 0")], []),
        ([("weight: 3", "weight: 0")], []),
        ([("label: I, parts", "weight: 0, label: I, parts")], []),
        ([("label: I, parts", "weight: 0, label: I, parts"), ("weight: 3", "weight: x")], []),
        ([("label: T", "weight: x")], []),
        ([("{id: i, label: I}", "{id: i, weight: 0}")], [("indicators:", "two")]),
        ([("weight: 2", "weight: x"), ("label: T", "weight: 0")], []),
        ([("weight: 2", "weight: 0"), ("label: T", "weight: 0")], [("capabilities:", "r")]),
        ([("id: r", "x_id: r"), ("weight: 2", "weight: 0"), ("label: T", "weight: 0")],
         [("capabilities:", "")]),
        ([("- id: two", "- x_id: two"), ("{id: i, label: I}", "{id: i, weight: 0}")],
         [("indicators:", "")]),
    ],
)  # fmt: skip
def test_what_can_have_no_score_is_told_where_its_parts_stand(changes, expected):
    rows = [(at, "weightless-parts", {"id": id_}) for at, id_ in expected]
    tells(check_rubric, changed(RUBRIC, *changes), *rows)


@pytest.mark.parametrize(
    "text",
    [
        "3",
        "[]",
        "{}",
        "{levels: 3, capabilities: 4, verdict: 5}",
        "{levels: [1, {id: 2, value: x}], capabilities: [1, {indicators: 3}]}",
        "{id: r, capabilities: [{id: a, indicators: []}, {id: b, weight: 0}, {id: c}]}",
        "{capabilities: [{indicators: [1, {parts: 2, descriptors: 3, measure: 4}]}]}",
        "{verdict: {scale: 1, bands: {a: 2, b: {cuts: 3}}, luck: {c: 4, d: [x, y]}, attained: 5}}",
    ],
)
def test_whatever_stands_in_it_a_rubric_can_be_checked(text):
    tells(check_rubric, text)
