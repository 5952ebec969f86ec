"""What is wrong with a share is said where it stands, and never becomes a number."""

import json

import msgspec
import pytest

from fivec.api import FivecError, check, share
from fivec.methods.fair_share import assess_fair_share
from tests.conftest import ROOT, steps

RIGHT = (ROOT / "tests" / "examples" / "right" / "share.yaml").read_text(encoding="utf-8")
OWN = "id: own, who: NLD, what: Soldiers, value: 30"
FAIR = "own_stock: own, of_stock: all, round_share: 0"


@pytest.fixture
def faults(tmp_path):
    """Return what gives the errors of a share in which one text stands for another."""

    def of(*changes):
        text = RIGHT
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "share.yaml"
        path.write_text(text, encoding="utf-8")
        errors = [one for one in check(path) if one.severity == "error"]
        if errors:
            with pytest.raises(FivecError):
                share(path)
        else:
            share(path)
        return [(one.line, one.column, one.code) for one in errors]

    return of


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # A state without forces has a share, of nothing; no part of them can be on call.
        ("0", [(16, 75, "nothing-to-share")]),
        ("-1", [(7, 48, "out-of-range")]),
        ("1e16", [(7, 48, "out-of-range")]),
        ("1e400", [(7, 48, "not-finite")]),
        (".nan", [(7, 48, "not-finite")]),
        ("3001", [(14, 59, "more-than-all")]),
        ("1e-300", [(14, 59, "nothing-to-share"), (16, 75, "nothing-to-share")]),
        ("[40, 30]", [(7, 48, "range-order")]),
        ("many", [(7, 48, "wrong-type")]),
        ("[1, 2, 3]", [(7, 48, "wrong-length")]),
        ("null", [(7, 48, "wrong-type")]),
    ],
)
def test_a_hostile_number_is_an_error_with_its_place(faults, value, expected):
    assert faults((OWN, OWN.replace("30", value))) == expected


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (FAIR, "own_stock: own, of_stock: all", "missing-key"),
        (FAIR, f"{FAIR}, pools: [pool]", "not-of-kind"),
        (FAIR, f"{FAIR}, printed: {{says: two, times: 2}}", "not-of-kind"),
        (FAIR, "own_stock: owm, of_stock: all, round_share: 0", "unknown-figure"),
        (FAIR, "own_stock: own, of_stock: money, round_share: 0", "units-differ"),
        (FAIR, "own_stock: own, of_stock: none, round_share: 0", "nothing-to-share"),
        ("pools: [pool], round_share: null", "pools: [], round_share: null", "missing-key"),
        ("share_row: fair, pools", "share_row: burden, pools", "unknown-figure"),
        ("due_rows: [due]", "due_rows: [fair]", "unknown-figure"),
        ("variant_of: fair", "variant_of: burden", "unknown-figure"),
        ("given_stock: gift, pools: [pool]", "given_stock: gift", "missing-key"),
        ("given_stock: gift, pools: [pool]", "pools: [pool]", "missing-key"),
        ("given_stock: gift, pools: [pool]", "given_stock: all, pools: [pool]", "more-than-all"),
        ("given_stock: gift, stated", "pools: [pool], stated", "not-of-kind"),
        ("percent: [5, 6.5]", "percent: 0", "nothing-to-share"),
        ("percent: [5, 6.5]", "percent: [6.5, 5]", "range-order"),
        ("percent: [5, 6.5]", "percent: 101", "out-of-range"),
        ("years: [2024, 2025]", "years: [2025, 2024]", "range-order"),
        ("round_share: 1, years", "round_share: 13, years", "out-of-range"),
        ("kind: burden", "kind: burdn", "not-a-choice"),
        ("sources: [{id: s", "sources: [{id: t", "unknown-source"),
        ("id: gift", "id: own", "duplicate-id"),
    ],
)
def test_what_no_sum_can_be_made_of_is_an_error(faults, old, new, code):
    assert code in {one[2] for one in faults((old, new))}


def test_a_name_that_is_nearly_right_is_guessed(tmp_path):
    path = tmp_path / "share.yaml"
    path.write_text(RIGHT.replace("own_stock: own, of", "own_stok: own, of", 1), encoding="utf-8")
    told = [str(one.data) for one in check(path) if one.code == "unknown-key"]
    assert len(told) == 1
    assert "own_stock" in told[0]


@pytest.mark.parametrize("years", [(2022, 2026), (2021, 2024), (2024, 2027)])
def test_years_more_than_two_from_that_of_the_stock_are_warned_of(tmp_path, years):
    path = tmp_path / "share.yaml"
    path.write_text(RIGHT.replace("[2024, 2025]", json.dumps(years)), encoding="utf-8")
    warned = [one.code for one in share(path).findings]
    assert ("years-apart" in warned) == (years != (2022, 2026))


def test_as_many_rows_as_there_may_be_are_worked_out_once_each(tmp_path):
    def listed(rows):
        return "".join(f"  - {{{row}}}\n" for row in rows)

    kept = "who: A, what: B, unit: u, source: s"
    dues = ", ".join(f"d{n}" for n in range(20))
    pools = ", ".join(f"p{n}" for n in range(50))
    text = (
        "format: fivec/share@1\nid: a\ntitle: A\nactor: {id: NLD}\n"
        "sources: [{id: s, kind: study}]\nstocks:\n"
        + listed([f"id: own, value: 1.5, {kept}", f"id: all, value: 1234.567, {kept}"])
        + "pools:\n"
        + listed(f"id: p{n}, value: {n}.{n}7, {kept}" for n in range(50))
        + "rows:\n"
        + listed(["id: f, label: F, kind: share, own_stock: own, of_stock: all, round_share: 3"])
        + listed(
            f"id: d{n}, label: D, kind: due, share_row: f, pools: [{pools}], round_share: 3"
            for n in range(20)
        )
        + listed(
            f"id: b{n}, label: B, kind: burden, own_stock: own, due_rows: [{dues}]"
            for n in range(50)
        )
    )
    path = tmp_path / "share.yaml"
    path.write_text(text, encoding="utf-8")
    held = share(path).of
    once = assess_fair_share(held)
    few = msgspec.structs.replace(held, rows=held.rows[:22])
    assert len(once.rows) == 71
    # Some burdens more cost what they add up, and not all that stands under them again.
    assert steps(lambda: assess_fair_share(held)) < 7 * steps(lambda: assess_fair_share(few))
