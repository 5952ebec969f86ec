"""What is wrong with a share is said where it stands, and never becomes a number."""

from pathlib import Path

import msgspec
import pytest

from fivec.api import FivecError, check, share
from fivec.checks.fair_share import check_fair_share
from fivec.methods.fair_share import assess_fair_share
from tests.checks.told import changed, tells
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


KNOWN = "own, all, gift, none, money, pool"


def is_(code, **facts):
    return code, {key: str(value) for key, value in facts.items()}


def lacks(key, of):
    return is_("missing-key", key=key, of=of)


def unknown(id_, of, known, guess=""):
    return is_("unknown-figure", id=id_, of=of, known=known, guess=guess)


def nothing(id_, value):
    return is_("nothing-to-share", id=id_, value=value)


def more(id_, value, most):
    return is_("more-than-all", id=id_, value=value, most=most)


def misplaced(key, kind, *needed):
    return is_("not-of-kind", key=key, kind=kind, keys=", ".join(needed))


def apart(id_, other):
    return is_("units-differ", id=id_, other=other)


OF_FAIR = ("own_stock", "of_stock", "round_share")
DUE = "{id: due, label: Due, kind: due, share_row: fair, pools: [pool], round_share: null}"
BURDEN = "due_rows: [due], own_stock: own, variant_of: fair"
GIVEN = "given_stock: gift, pools: [pool]"
TOLD = "given_stock: gift, stated: {percent: [5, 6.5]"
TWO_POOLS = (
    "value: 400, unit: persons, source: s}]",
    "value: 400, unit: persons, source: s}, {id: far, value: 9, unit: miles, source: s}]",
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], []),
        # Each id once, among the sizes and the pools together.
        ([("id: s, kind", "id: s, kind: study}, {id: s, kind")],
         [("s, kind: study}]", *is_("duplicate-id", id="s", line=5))]),
        ([("id: pool", "id: own")],
         [("own, who: NATO, what: On", *is_("duplicate-id", id="own", line=7)),
          ("pool], round_share: null", *unknown("pool", "stock", "own, all, gift, none, money")),
          ("pool], round_share: 1", *unknown("pool", "stock", "own, all, gift, none, money"))]),
        ([("id: told", "id: given")],
         [("given, label: Told", *is_("duplicate-id", id="given", line=17))]),
        ([("euros, source: s", "euros, source: q")],
         [("q}", *is_("unknown-source", id="q", guess="", known="s"))]),
        # What each kind needs; a list of none is as none.
        ([("own_stock: own, of_stock: all", "x_: 1")],
         [("id: fair", *lacks("own_stock", "fair")), ("id: fair", *lacks("of_stock", "fair"))]),
        ([("pools: [pool], round_share: null", "pools: [], round_share: null")],
         [("id: due", *lacks("pools", "due"))]),
        ([("due_rows: [due]", "due_rows: []")], [("id: burden", *lacks("due_rows", "burden"))]),
        ([(GIVEN, "given_stock: gift")], [("id: given", *lacks("pools", "given"))]),
        ([(GIVEN, "given_stock: gift, pools: []")], [("id: given", *lacks("pools", "given"))]),
        ([(f"share_row: fair, {GIVEN}", "x_: 1")],
         [("id: given", *lacks("share_row", "given")),
          ("id: given", *lacks("given_stock", "given"))]),
        ([(GIVEN, "pools: [pool]")], [("id: given", *lacks("given_stock", "given"))]),
        # What has no place in it, and what is nobody's key.
        ([("round_share: 0", "round_share: 0, pools: [pool], wild: 1, x_own: 2")],
         [("pools: [pool], wild", *misplaced("pools", "share", *OF_FAIR))]),
        ([("round_share: 0", "round_share: 0, printed: {says: A, times: 2, percent: 3}")],
         [("times", *misplaced("times", "share", *OF_FAIR))]),
        ([(BURDEN, f"{BURDEN}, printed: {{times: 2, amount: 3}}")],
         [("times", *misplaced("times", "burden", "due_rows", "own_stock"))]),
        ([(TOLD, f"pools: [pool], {TOLD}")],
         [("pools", *misplaced("pools", "contribution", "share_row", "round_share"))]),
        ([("kind: share", "kind: shares")],
         [(f"fair, {where}", *unknown("fair", "share", "")) for where in ("pools", "given", "given")
          ]),
        # What a row refers to is there, and of the kind that it must be.
        ([("own_stock: own, of", "own_stock: owm, of")],
         [("owm", *unknown("owm", "stock", KNOWN, "own"))]),
        ([("of_stock: all", "of_stock: al")], [("al,", *unknown("al", "stock", KNOWN, "all"))]),
        ([(GIVEN, "given_stock: gifts, pools: [pool]")],
         [("gifts", *unknown("gifts", "stock", KNOWN, "gift"))]),
        ([(GIVEN, "given_stock: gift, pools: [pool, pol]")],
         [("pol]", *unknown("pol", "stock", KNOWN, "pool"))]),
        ([("share_row: fair, pools", "share_row: burden, pools")],
         [("burden, pools", *unknown("burden", "share", "fair"))]),
        ([("due_rows: [due]", "due_rows: [fair]")], [("fair]", *unknown("fair", "due", "due"))]),
        ([("due_rows: [due]", "due_rows: [q]")], [("q]", *unknown("q", "due", "due"))]),
        ([("variant_of: fair", "variant_of: burden")],
         [("burden}", *unknown("burden", "row", "fair, due, given, told"))]),
        # Ends rise.
        ([("value: [13, 16]", "value: [16, 13]")],
         [("[16", *is_("range-order", low=16, high=13))]),
        ([("percent: [5, 6.5]", "percent: [6.5, 5]")],
         [("[6.5", *is_("range-order", low=6.5, high=5))]),
        ([("years: [2024, 2025]", "years: [2025, 2024]")],
         [("[2025", *is_("range-order", low=2025, high=2024))]),
        ([("years: [2024, 2025]", "years: [2025]")], []),
        # One sum is of one unit, that of the first.
        ([("of_stock: all", "of_stock: money")], [("money", *apart("money", "own"))]),
        ([("given_stock: gift, pools", "given_stock: money, pools")],
         [("pool]", *apart("pool", "money")), ("money, pools", *more("money", 500, 400))]),
        ([TWO_POOLS, ("pools: [pool], round_share: 1", "pools: [pool, far], round_share: 1")],
         [("far]", *apart("far", "gift"))]),
        ([TWO_POOLS, ("pools: [pool], round_share: null", "pools: [far], round_share: null")],
         [("due]", *apart("far", "own"))]),
        ([TWO_POOLS, ("pools: [pool], round_share: null", "pools: [pool, far], round_share: null")],
         [("far]", *apart("far", "pool")), ("due]", *apart("far", "own"))]),
        ([("value: 30, unit: persons", "value: 30")], []),
        ([("value: 3000, unit: persons", "value: 3000")], []),
        # Nothing is divided by nothing, nor by so little that it is as nothing.
        ([("of_stock: all", "of_stock: none")], [("none", *nothing("none", 0))]),
        ([("value: 400", "value: 0")],
         [("[pool], round_share: 1", *nothing("pool", 0))]),
        ([("value: 30,", "value: 1e-10,")],
         [("own, of_stock", *nothing("own", 1e-10)), ("own, variant_of", *nothing("own", 1e-10))]),
        ([("value: 30,", "value: 1e-9,")], []),
        ([("value: 30,", "value: [0, 5],")], [("own, variant_of", *nothing("own", 0))]),
        ([("value: 30,", "value: [1e-10, 5],")],
         [("own, of_stock", *nothing("own", 1e-10)), ("own, variant_of", *nothing("own", 1e-10))]),
        ([("percent: [5, 6.5]", "percent: [0, 6.5]")], [("[0, 6.5]", *nothing("told", 0))]),
        ([("percent: [5, 6.5]", "percent: x")], []),
        # No part is more than the least that the whole may be, all of it together.
        ([("value: 30,", "value: 3000,")], []),
        ([("value: 30,", "value: 3001,")], [("own, of_stock", *more("own", 3001, 3000))]),
        ([("value: 30,", "value: [30, 3001],")], [("own, of_stock", *more("own", 3001, 3000))]),
        ([("value: 3000", "value: [20, 3000]")], [("own, of_stock", *more("own", 30, 20))]),
        ([("value: 3000", "value: 1e-9")], [("own, of_stock", *more("own", 30, 1e-9))]),
        ([("value: [13, 16]", "value: [13, 401]")], [("gift, pools", *more("gift", 401, 400))]),
        ([("value: [13, 16]", "value: 401"), ("pools: [pool], round_share: 1",
                                             "pools: [pool, all], round_share: 1")], []),
        ([("value: 30,", "value: 1e15,")], [("own, of_stock", *more("own", 1e15, 3000))]),
        # What has a fault of its own is not divided by, nor compared.
        ([("value: 400", "value: x")], []),
        ([("value: 400", "value: -1")], []),
        ([("value: 400", "value: [1, 2, 3]")], []),
        ([("value: 3000", "value: 2e15"), ("value: 30,", "value: 3e15,")], []),
        ([("value: [13, 16]", "value: 401"), ("pools: [pool], round_share: 1",
                                             "pools: [pool, q], round_share: 1")],
         [("q]", *unknown("q", "stock", KNOWN))]),
    ],
)  # fmt: skip
def test_what_no_sum_can_be_made_of_is_told_where_it_stands(changes, expected):
    tells(check_fair_share, changed(RIGHT, *changes), *expected)


@pytest.mark.parametrize(
    "text",
    [
        "3",
        "[]",
        "{}",
        "{sources: 1, stocks: 2, pools: 3, rows: 4}",
        "{sources: [1], stocks: [2], pools: [3], rows: [4, {kind: 5}, {kind: [share]}]}",
        "{stocks: [{id: [a], value: {}}, {id: b, value: [x, y]}]}",
    ],
)
def test_whatever_stands_in_it_a_share_can_be_checked(text):
    tells(check_fair_share, text)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (FAIR, "own_stock: own, of_stock: all", "missing-key"),
        (FAIR, f"{FAIR}, pools: [pool]", "not-of-kind"),
        ("due_rows: [due]", "due_rows: [fair]", "unknown-figure"),
        ("percent: [5, 6.5]", "percent: 101", "out-of-range"),
        ("round_share: 1, years", "round_share: 13, years", "out-of-range"),
        ("kind: burden", "kind: burdn", "not-a-choice"),
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


def years(id_, year, start, end):
    return is_("years-apart", id=id_, year=year, most=2, start=start, end=end)


PRINTED = "printed: {says: some 4%, percent: 4, times: 3, decimals: 0, where: p. 3}"
SUMS = changed(RIGHT, (f", {PRINTED}", ", printed: {says: 3%}"), ("value: [13, 16]", "value: 13"))
LAST = "caveats: [{says: It is small}]"
YEARS = "years: [2024, 2025]"
SMALL = (
    "  - {id: small, label: S, kind: share, own_stock: gift, of_stock: all, round_share: 2}\n"
    "  - {id: less, label: L, kind: due, share_row: small, pools: [pool], round_share: 0}\n"
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], []),
        # More than two years from that of a size behind it, on either side.
        ([(YEARS, "years: [2022, 2026]")], []),
        ([(YEARS, "years: [2021, 2024]")], [("years: [2021", *years("given", 2024, 2021, 2024))]),
        ([(YEARS, "years: [2024, 2027]")], [("years: [2024", *years("given", 2024, 2024, 2027))]),
        ([("value: 3000, unit: persons, year: 2024", "value: 3000, unit: persons, year: 2021")],
         [("years: [2024", *years("given", 2021, 2024, 2025))]),
        ([("value: 30, unit: persons, year: 2024", "value: 30, unit: persons, year: 2029"),
          ("value: 3000, unit: persons, year: 2024", "value: 3000, unit: persons, year: 2028")],
         [("years: [2024", *years("given", 2028, 2024, 2025))]),
        ([("value: 30, unit: persons, year: 2024", "value: 30, unit: persons"),
          ("value: 3000, unit: persons, year: 2024", "value: 3000, unit: persons"),
          (YEARS, "years: [1900, 1901]")], []),
        # Of a burden the sizes that its dues are shares of, and its own.
        ([(BURDEN, f"{BURDEN}, years: [2020, 2024]"), (f", {YEARS}", ""),
          ("value: 30, unit: persons, year: 2024", "value: 30, unit: persons, year: 2022")],
         [("years: [2020", *years("burden", 2024, 2020, 2024))]),
        # What the source prints is not what it comes to.
        ([("says: 3%", "says: 3%, percent: 3.25")], []),
        ([("says: 3%", "says: 3%, percent: 3.24")],
         [("printed: {says", *is_("prints-otherwise", id="given"))]),
        # A share that is rounded to nothing, with one that is not.
        ([(LAST, SMALL + LAST)], [("round_share: 0}", *is_("rounds-away", id="less"))]),
        ([(LAST, SMALL + LAST), ("value: 13", "value: [13, 30]")],
         [("round_share: 0}", *is_("rounds-away", id="less"))]),
        ([(LAST, SMALL + LAST), ("value: 13", "value: [0, 30]")], []),
        ([(LAST, SMALL + LAST), ("value: 13", "value: 0")], []),
        ([(LAST, SMALL + LAST), ("value: 13", "value: 30")], []),
    ],
)  # fmt: skip
def test_what_is_doubtful_of_a_share_is_told_where_it_stands(written, changes, expected):
    text = changed(SUMS, *changes)

    def sums(_):
        found = share(written(text, "x.yaml")).findings
        return [msgspec.structs.replace(one, file=Path(one.file).name) for one in found]

    tells(sums, text, *expected)


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
