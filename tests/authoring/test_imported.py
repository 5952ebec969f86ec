"""Cases made of the data files of others: their names, and what they say of themselves."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.authoring.imported import ImportOrigin, ids_of, imported
from fivec.files.decide import read_decide
from fivec.locale import words


@given(st.lists(st.text(min_size=1), unique=True, max_size=12))
def test_every_name_gets_an_id_of_its_own(names):
    found = ids_of(names, "actor").of
    assert set(found) == set(names)
    assert len(set(found.values())) == len(names)
    for name, chosen in found.items():
        assert re.fullmatch("[A-Za-z0-9][A-Za-z0-9_-]*", chosen)
        assert chosen == name or not re.fullmatch("[A-Za-z0-9]+", name)


@pytest.mark.parametrize(
    ("name", "chosen"),
    [("Österreich", "Osterreich"), ("Côte d’Ivoire", "Cote-d-Ivoire"), ("Łódź", "Lodz"),
     ("Ísland", "Island"), ("Færøerne", "Faeroerne"), ("Weißrussland", "Weissrussland"),
     ("Türkiye", "Turkiye"), ("EU (incl. Norway)", "EU-incl-Norway"), ("ＵＳＡ", "USA"),
     ("中国", "actor-1"), ("Россия", "actor-1"), ("‽", "actor-1"), ("null", "null")],
)  # fmt: skip
def test_an_id_can_be_read_as_its_name(name, chosen):
    assert ids_of([name], "actor").of[name] == chosen


def test_names_that_come_to_the_same_id_are_told_apart_and_told():
    found = ids_of(["Österreich", "Osterreich", "actor-4", "中国", "日本"], "actor")
    assert found.of == {
        "Österreich": "Osterreich-2", "Osterreich": "Osterreich", "actor-4": "actor-4",
        "中国": "actor-4-2", "日本": "actor-5",
    }  # fmt: skip
    assert found.alike == ["Österreich (Osterreich-2)"]
    assert found.by_place == ["中国 (actor-4-2)", "日本 (actor-5)"]


def test_a_name_in_another_script_is_kept_as_the_label():
    rows = ("#A;中国", "#A;A;State A", "#A;Österreich", "#P;税;", "#D;A;税;9;1;1",
            "#D;中国;税;0;1;1;so it said", "#D;Österreich;税;50;1;1")  # fmt: skip
    found, faults = read_decide("\n".join(rows).encode(), "t")
    assert faults == ()
    say = words("en")
    of = (ImportOrigin("t", None, "decide"), "own@1", say)
    made = imported(found, found.issues, "中国", *of, missing="outcome", most=9999)
    assert made.id == "actor-1-decide"
    assert "actor: {id: actor-1, label: '中国'}" in made.text
    assert "- id: issue-1\n    label: '税'" in made.text
    assert "    note: 'so it said'" in made.text
    assert "{actor: Osterreich, label: 'Österreich', position: 50, salience: 100}" in made.text
    assert [note.partition(": ")[2] for note in made.notes] == [
        "税.",
        "中国 (actor-1), 税 (issue-1).",
    ]
    assert made.notes[0].startswith("No point of the scale is described")
    made = imported(found, found.issues, "A", *of, missing="outcome", most=9999)
    assert "label: '中国', position: 0, salience: 100, note: 'so it said'}" in made.text
    assert imported(found, found.issues, "A", *of, missing="outcome", most=99) is None


@given(st.floats(-1e12, 1e12), st.floats(0, 1e12))
def test_a_number_is_written_with_all_its_digits(position, power):
    ends = sorted({0.0, position})
    rows = ["#A;A", "#A;B", "#P;p", "#D;A;p;0;1;1", f"#D;B;p;{position!r};1;{power!r}"]
    rows += [f"#M;p;{at!r}" for at in (ends if len(ends) == 2 else (0, 1))]
    found, faults = read_decide("\n".join(rows).encode(), "t")
    assert faults == ()
    of = (ImportOrigin("t", None, "t"), "own@1", words("en"))
    made = imported(found, found.issues, "A", *of, missing="outcome", most=9999)
    number = "(-?[0-9.]+)"
    found = f"actor: B, position: {number}, salience: 100(?:, power: {number})?}}"
    written = re.search(found, made.text)
    assert float(written[1]) == position
    assert float(written[2] or 1) == power
