"""What the checks share: whatever a document holds is looked into, and told where it stands."""

import pytest
from msgspec.structs import replace

from fivec.checks.common import (
    Notes,
    folded,
    ids,
    ids_in,
    items,
    mapping,
    number,
    own,
    rated,
    text,
    texts,
    written_number,
)
from fivec.files.yaml_reader import read_yaml
from fivec.model.finding import MOST
from tests.checks.told import tells

ANYTHING = [None, True, 0, 3, 0.5, "", "a", [], ["a"], [{}], {}, {"b": 1}]


def noted(call):
    """Return a check that makes one note, or several."""

    def check(document):
        notes = Notes(document)
        call(notes, document.root)
        return notes.findings

    return check


@pytest.mark.parametrize("value", ANYTHING)
def test_what_is_not_there_is_as_if_it_were_empty(value):
    assert (mapping(value, "a"), items(value, "a")) == ({}, [])
    inside = {"a": value}
    assert mapping(inside, "a") == (value if isinstance(value, dict) else {})
    assert items(inside, "a") == ([{}] if value == [{}] else [])
    assert text(inside, "a") == (value if isinstance(value, str) else "")
    assert [one for one, _, _ in texts(inside, "a")] == (
        [value] if isinstance(value, str) else ["a"] if value == ["a"] else []
    )


def test_what_is_there_is_found_in_its_order():
    rows = [{"id": "b", "of": "x"}, {"id": "a", "of": ["y", 3, "x"]}, {"id": 3}, {}, {"id": "b"}]
    assert items({"rows": [1, *rows, "x", None]}, "rows") == rows
    assert list(ids(rows)) == ["b", "a"]
    assert list(ids(rows, "of")) == ["x"]
    assert list(ids_in(rows, "of")) == ["x", "y"]
    listed = rows[1]["of"]
    assert list(texts(rows[1], "of")) == [("y", listed, 0), ("x", listed, 2)]
    assert list(texts(rows[0], "of")) == [("x", rows[0], "of")]
    assert own({"b": 1, "note": 2, "x_a": 3, "a": 4, "notes": 5, "x": 6}) == [
        "b",
        "a",
        "notes",
        "x",
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, 3.0), (-0.5, -0.5), (0, 0.0), ("3", 3.0), ("-.5e1", -5.0), ("a", None), ("", None),
        ("3 ", None), ("1e999", None), (float("inf"), None), (float("nan"), None), (True, None),
        (None, None), ([3], None), ("nan", None),
    ],
)  # fmt: skip
def test_a_number_is_a_number_and_may_be_written_as_a_text(value, expected):
    assert written_number(value) == expected
    assert type(written_number(value)) in (float, type(None))
    assert number(value) == (isinstance(value, int | float) and value is not True)


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        ("high", True), (3, True), (None, False), ({}, False), ({"level": "high"}, True),
        ({"value": 0}, True), ({"level": None, "reason": "withheld"}, False),
        ({"note": "A"}, False),
    ],
)  # fmt: skip
def test_a_rating_has_a_level_or_a_value(rating, expected):
    assert rated(rating) is expected


def test_capitals_and_dashes_do_not_tell_ids_apart():
    assert folded("Early_Effort") == folded("early-effort") == "early-effort"


@pytest.mark.parametrize(
    ("text_", "expected"),
    [
        ("[{id: a}, {id: b}, {id: [3]}, {x_: 1}, {id: [3]}]", []),
        ("- x_: 1\n  id: a\n- {x_: 1}\n- {id: b}\n- {x_: 1, id: a}\n- {id: a}",
         [("a}", "duplicate-id", {"id": "a", "line": "2"})] * 2),
        ("- {x_: 1,\n id: a_b}\n- {id: c}\n- {id: A-b}\n- {id: A-B}",
         [("A-b}", "alike-ids", {"id": "A-b", "other": "a_b", "line": "2"}),
          ("A-B}", "alike-ids", {"id": "A-B", "other": "a_b", "line": "2"})]),
    ],
)  # fmt: skip
def test_an_id_stands_for_one_thing_and_looks_like_no_other(text_, expected):
    for key in ("id", "coder"):
        tells(
            noted(lambda notes, root, key=key: notes.unique(root, key)),
            text_.replace("id:", f"{key}:"),
            *((at, code, facts) for at, code, facts in expected),
        )
    tells(noted(lambda notes, root: notes.unique(root)), text_, *expected)


@pytest.mark.parametrize(
    ("text_", "expected"),
    [
        ("[{v: 100}, {v: 0.5}, {v: 0.2}, {v: 30}]", ("0.5}", "0.5", "100", "2")),
        ("[{v: 0.5}, {v: 10.5}]", ("0.5}", "0.5", "10.5", "1")),
        ("[{v: 0.5}, {v: 10}]", None),
        ("[{v: 0}, {v: 1}, {v: -0.5}, {v: 100}]", None),
        ("[{v: x}, {v: true}, {w: 0.5}, {v: 100}]", None),
        ("[{v: 0.2}, {v: 0.3}]", None),
        ("[]", None),
    ],
)
def test_a_share_among_percentages_is_told_once(text_, expected):
    facts = dict(zip(("value", "most", "count"), expected[1:], strict=True)) if expected else {}
    rows = [(expected[0], "share-among-hundreds", {"key": "v", **facts})] if expected else []
    tells(noted(lambda notes, root: notes.same_unit(root, "v")), text_, *rows)


def test_of_a_value_that_could_not_be_read_no_more_is_said():
    document, _ = read_yaml(b"[{v: 0.5}, {v: 0.2}, {v: 100, of: b}]", "x.yaml")
    root = document.root
    broken = replace(document, broken=frozenset({document.place(root[0], "v"), (9, 9)}))
    notes = Notes(broken)
    notes.same_unit(root, "v")
    (one,) = notes.findings
    assert (one.column, dict(one.data)["value"], dict(one.data)["count"]) == (16, "0.2", "1")
    assert not notes.known((9, 9), "b", ["a"], "unknown-level")
    assert not notes.known((1, 1), None, ["a"], "unknown-level")
    assert len(notes.findings) == 1


def test_what_would_be_taken_for_a_remark_is_no_id():
    text_ = "[{id: note}, {id: x_a}, {id: notes}, {id: a_x_}, {id: 3}, {x_b: note}]"
    tells(
        noted(lambda notes, root: notes.usable(root)),
        text_,
        ("note}", "reserved-id", {"id": "note"}),
        ("x_a}", "reserved-id", {"id": "x_a"}),
    )


def known(name, among, **more):
    """Return what is noted of a name among others."""
    document, _ = read_yaml(b"a", "x.yaml")
    notes = Notes(document)
    assert notes.known((1, 1), name, among, "unknown-level", **more) == (name in among)
    return [dict(one.data) for one in notes.findings]


def test_a_name_is_known_or_told_with_the_nearest():
    few = [f"n{at:02}" for at in range(12)]
    assert known("n03", few) == []
    (facts,) = known("n3", few, of="r")
    assert facts == {"id": "n3", "guess": "n03", "known": ", ".join(few), "of": "r"}
    # Too many to be listed are still guessed at; too many to be compared are not.
    for count, guess in ((13, "high"), (500, "high"), (501, "")):
        (facts,) = known("hihg", ["high", *map(str, range(1, count))])
        assert (facts["guess"], facts["known"]) == (guess, "")
    # What may be meant is told where nothing is near.
    assert known("q", few)[0]["guess"] == ""
    assert known("q", few, perhaps="z")[0]["guess"] == "z"
    assert known("n3", few, perhaps="z")[0]["guess"] == "n03"
    (facts,) = known("q", ["a" * 61, "b" * 60])
    assert facts["known"] == f"{'a' * 59}…, {'b' * 60}"


def test_a_file_that_is_so_wrong_is_helped_enough():
    document, _ = read_yaml(b"a", "x.yaml")
    notes = Notes(document)
    for at in range(MOST + 2):
        assert notes.full == (at >= MOST)
        notes.known((1, 1), "hihg", ["high"], "unknown-level")
    guesses = [dict(one.data)["guess"] for one in notes.findings]
    assert guesses == ["high"] * 25 + [""] * (MOST - 25)


@pytest.mark.parametrize(
    ("low", "high", "codes"),
    [
        (1, 2, (False, False)), (2, 2, (False, True)), (2, 1, (True, True)),
        ("b", "a", (False,) * 2), (3, None, (False,) * 2), (None, 3, (False,) * 2),
        (True, 0, (False,) * 2),
    ],
)  # fmt: skip
def test_ends_rise_or_do_not_fall(low, high, codes):
    document, _ = read_yaml(b"a", "x.yaml")
    for strictly, noted_ in zip((False, True), codes, strict=True):
        notes = Notes(document)
        notes.rising((1, 1), low, high, "range-order", strictly=strictly)
        facts = {"low": str(low), "high": str(high)}
        found = [(one.code, dict(one.data)) for one in notes.findings]
        assert found == [("range-order", facts)] * noted_
    notes = Notes(document)
    notes.rising((1, 1), low, high, "range-order")
    assert len(notes.findings) == codes[0]


def test_every_name_that_refers_to_nothing_is_told_where_it_stands():
    def call(notes, root):
        for one in root:
            notes.references(one, "of", ["high", "low"], "unknown-level", perhaps="low", of="r")
            notes.references(one, "in", ["high", "low"], "unknown-level", of="r")

    facts = {"known": "high, low", "of": "r"}
    tells(
        noted(call),
        "[{of: high}, {of: hihg}, {of: [low, 3, q]}, {of: [[4]]}, {in: q}]",
        ("hihg}", "unknown-level", {"id": "hihg", "guess": "high", **facts}),
        ("q]}", "unknown-level", {"id": "q", "guess": "low", **facts}),
        ("q}]", "unknown-level", {"id": "q", "guess": "", **facts}),
    )


def lacks(id_, guess, known_):
    return "unknown-source", {"id": id_, "guess": guess, "known": known_}


@pytest.mark.parametrize(
    ("sources", "rows", "expected"),
    [
        ("{id: a}, {id: b, cited_by: a}", "{s: a}, {s: [b, a]}", []),
        # One that nothing names was renamed, it seems, where one name is not known.
        ("{id: a}, {id: b}", "{s: a}, {s: q}", [("q}", *lacks("q", "b", "a, b"))]),
        ("{id: a}, {id: b}, {id: c}", "{s: a}, {s: q}", [("q}", *lacks("q", "", "a, b, c"))]),
        ("{id: a}, {id: b}", "{s: a}, {s: [q, z]}",
         [("q, z", *lacks("q", "", "a, b")), ("z]", *lacks("z", "", "a, b"))]),
        ("{id: a}, {id: b}", "{s: a}, {s: b}, {s: q}", [("q}", *lacks("q", "", "a, b"))]),
        ("{id: a}, {id: b, cited_by: q}", "{s: a}",
         [("q}", *lacks("q", "b", "a, b"))]),
        ("{id: a, cited_by: b}, {id: b}, {id: c}", "{s: q}, {s: a}",
         [("q}", *lacks("q", "c", "a, b, c"))]),
    ],
)  # fmt: skip
def test_a_source_that_is_not_there_is_told_with_the_one_that_was_renamed(sources, rows, expected):
    tells(
        # Rows may come once only.
        noted(lambda notes, root: notes.cited(root["sources"], iter(root["rows"]), "s")),
        f"sources: [{sources}]\nrows: [{rows}]\n",
        *expected,
    )


@pytest.mark.parametrize(
    ("span", "chosen", "expected"),
    [
        ("[a, c]", "b", None), ("[a, c]", "a", None), ("[a, c]", "c", None), ("[b, b]", "b", None),
        ("[c, a]", "b", ("range-order", {"low": "c", "high": "a"})),
        ("[b, c]", "a", ("range-misses", {"chosen": "a", "low": "b", "high": "c"})),
        ("[a, b]", "c", ("range-misses", {"chosen": "c", "low": "a", "high": "b"})),
        ("[a, b]", "q", None), ("[a, b]", None, None), ("[a, q]", "c", None), ("[q, a]", "c", None),
        ("[a, 3]", "c", None), ("[a]", "c", None), ("[c, b, a]", "a", None), ("ab", "c", None),
    ],
)  # fmt: skip
def test_a_range_of_words_rises_and_holds_the_one_that_is_chosen(span, chosen, expected):
    rows = [(span, *expected)] if expected else []
    tells(
        noted(lambda notes, root: notes.ordered(root, "r", list("abc"), chosen)),
        f"r: {span}",
        *rows,
    )
