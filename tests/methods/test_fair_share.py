"""A fair share: METHODS §10 to the digits given there, and what must hold of any."""

import math
import operator
from fractions import Fraction
from itertools import product

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.api import share
from fivec.files.records import converted
from fivec.methods.fair_share import added, assess_fair_share, exact, over, prints, rounded, times
from fivec.model.fair_share import FairShare, PrintedFigure
from tests.conftest import ROOT

SHIPPED = share(ROOT / "shares" / "samen-sterker.yaml").of


@pytest.fixture
def rows():
    return {one.id: one for one in assess_fair_share(SHIPPED).rows}


# The nine rows of the report: as it rounds, without rounding (to six decimals), and whether each is
# what it prints.
NINE = [
    ("nato-forces", "share", 0.01, 0.010427, (True, True)),
    ("eu-forces", "share", 0.025, 0.025276, (True, True)),
    ("eu-gdp", "share", 0.06, 0.060930, (True, True)),
    ("eu-standby", "amount", 125, 126.382306, (True, False)),
    ("nato-standby", "amount", 3000, 3128.166376, (True, False)),
    ("standby", "share", 0.09300595, 0.09686157, (True, True)),
    ("rdc-first-rotation", "share", 0.03, 0.03, (True, True)),
    ("eu-missions", "share", (0, 0.01), (0, 0.01), (None, None)),
    ("nato-territory", "times", (5, 6), (4.795141, 5.754170), (True, True)),
]


@pytest.mark.parametrize(("name", "figure", "as_rounded", "as_is", "agrees"), NINE)
def test_the_nine_rows_come_out_as_the_methods_have_them(
    rows, name, figure, as_rounded, as_is, agrees
):
    one = rows[name]
    assert getattr(one.rounded, figure) == pytest.approx(as_rounded, abs=5e-9)
    assert getattr(one.unrounded, figure) == pytest.approx(as_is, abs=5e-7)
    assert (one.printed.agrees, one.printed.agrees_unrounded) == agrees


def test_what_is_printed_of_stand_by_is_both_times_a_little_over_nine_percent(rows):
    one = rows["standby"]
    assert 100 * one.rounded.share == pytest.approx(9.300595, abs=5e-7)
    assert 100 * one.unrounded.share == pytest.approx(9.686157, abs=5e-7)


def test_the_third_tier_is_another_reading(rows):
    due, burden = rows["nato-standby-all-tiers"], rows["standby-all-tiers"]
    assert (due.variant_of, due.printed, due.rounded.amount) == ("nato-standby", None, 8000)
    assert 100 * burden.rounded.share == pytest.approx(23.809524, abs=5e-7)


def test_what_the_file_says_of_a_row_is_passed_on_as_it_stands(rows):
    assert assess_fair_share(SHIPPED).of is SHIPPED
    for said in SHIPPED.rows:
        one = rows[said.id]
        for name in ("label", "kind", "round_share", "variant_of"):
            assert getattr(one, name) == getattr(said, name)
        # Its unit is that of what it counts; of a share that is stated nothing is counted.
        gdp, stated = said.id == "eu-gdp", said.id == "nato-territory"
        unit = SHIPPED.stocks_by_id["gdp-nld" if gdp else "forces-nld"].unit
        assert one.unit == (None if stated else unit)
        assert one.stated is (said.stated is not None)
        assert one.below is (said.id == "eu-missions")
        assert one.implied_pool is None or one.below
        if said.printed:
            assert (one.printed.says, one.printed.where) == (said.printed.says, said.printed.where)


def test_of_each_row_it_is_said_which_fair_share_it_used_and_what_is_due(rows):
    fair = {"eu-forces": (0.025, 0.025276), "nato-forces": (0.01, 0.010427)}
    used = {"eu-standby": "eu-forces", "nato-territory": "nato-forces"}
    for name, measure in used.items():
        both = rows[name].rounded.fair, rows[name].unrounded.fair
        assert both == pytest.approx(fair[measure], abs=5e-7)
    assert rows["standby"].rounded.amount == 3125
    assert [part.due for part in rows["standby"].parts] == ["eu-standby", "nato-standby"]


def test_no_total_is_made_up_where_none_is_printed(rows):
    one = rows["eu-missions"]
    assert (one.implied_pool, one.below, one.stated) == ((1300, 1600), True, True)
    assert (one.rounded.amount, one.unrounded.amount) == (None, None)
    assert one.rounded.times == (0, 0.4)


def test_what_stands_by_does_not_depend_on_the_own_forces(rows):
    parts = [part.share for part in rows["standby"].parts]
    assert parts == pytest.approx([0.003761, 0.093100], abs=5e-7)
    assert math.fsum(parts) == pytest.approx(rows["standby"].unrounded.share, abs=1e-15)
    of = SHIPPED
    forces = [
        msgspec.structs.replace(one, value=(7777.0, 7777.0)) if one.id == "forces-nld" else one
        for one in of.stocks
    ]
    others = assess_fair_share(
        FairShare(
            **{name: getattr(of, name) for name in of.__struct_fields__} | {"stocks": (*forces,)}
        )
    )
    other = {one.id: one for one in others.rows}["standby"]
    assert other.unrounded.share == rows["standby"].unrounded.share
    assert other.rounded.share != rows["standby"].rounded.share


def test_a_measure_that_was_not_agreed_stays_so_in_what_rests_on_it(rows):
    agreed = {name: one.agreed for name, one in rows.items() if not one.variant_of}
    assert [name for name, value in agreed.items() if value] == [
        "nato-forces", "nato-standby", "nato-territory",
    ]  # fmt: skip
    assert None not in agreed.values()


@pytest.mark.parametrize(
    ("says", "follows"),
    [
        ((True, True), True), ((True, None), None), ((None, None), None),
        ((False, None), False), ((True, False), False),
    ],
)  # fmt: skip
def test_a_burden_is_agreed_only_where_each_share_behind_it_is(says, follows):
    keys = [{} if one is None else {"agreed": one} for one in says]
    shares = [FAIR | {"id": f"fair{at}"} | key for at, key in enumerate(keys)]
    dues = [
        row(f"due{at}", "due", share_row=f"fair{at}", pools=["pool"], round_share=0)
        for at in range(2)
    ]
    burden = row("burden", "burden", due_rows=["due0", "due1"], own_stock="own")
    own = [burden | {"id": f"own-{one}", "agreed": one} for one in (True, False)]
    stocks = [stock("own", 1), stock("all", 100)]
    result = assess_fair_share(
        converted_share(
            stocks=stocks, pools=[stock("pool", 5)], rows=[*shares, *dues, burden, *own]
        )
    )
    # What a row says itself goes before.
    assert [one.agreed for one in result.rows[2:]] == [*says, follows, True, False]


def test_fractions_are_those_that_are_written():
    assert exact(0.1) + exact(0.2) == exact(0.3)
    # In floating point 2.675 lies under its half, and would go down.
    assert rounded(exact(2.675), 2) == Fraction(268, 100)
    assert rounded(exact(0.5), 0) == 1


@pytest.mark.parametrize(
    ("figure", "given_as", "right", "wrong"),
    [
        ("percent", {"percent": 2.5}, 0.0254999, 0.0255),
        ("percent", {"percent": 3, "decimals": 1}, 0.03049, 0.0305),
        ("percent", {"percent": 9, "reads": "just-over"}, 0.0999, 0.1),
        ("percent", {"percent": 9, "reads": "just-over"}, 0.0901, 0.09),
        ("percent", {"percent": 9.5, "reads": "just-over"}, 0.09595, 0.096),
        ("times", {"times": 1, "reads": "above"}, 1.0001, 1),
        ("amount", {"amount": 10, "reads": "below"}, 9.9999, 10),
        ("amount", {"amount": 125}, 124.5, 125.5),
    ],
)
def test_words_are_read_as_the_file_says(figure, given_as, right, wrong):
    printed = PrintedFigure(says="so much", **given_as)
    assert prints(printed, figure, (exact(right), exact(right)))
    assert not prints(printed, figure, (exact(wrong), exact(wrong)))
    # Both ends have to be it.
    assert not prints(printed, figure, tuple(sorted((exact(right), exact(wrong)))))


ENDS = st.tuples(st.integers(0, 9), st.integers(1, 9)).map(
    lambda ends: tuple(map(Fraction, sorted(ends)))
)


@given(ENDS, ENDS)
def test_figures_with_two_ends_reach_as_far_as_what_lies_between_them_may(one, other):
    for of, each in ((times, operator.mul), (over, operator.truediv), (added, operator.add)):
        if of is over and not other[0]:
            continue
        made = [each(*pair) for pair in product(one, other)]
        found = added([one, other]) if of is added else of(one, other)
        assert found == (min(made), max(made))


def test_nothing_is_divided_by_what_may_be_nothing():
    assert over((Fraction(1), Fraction(1)), (Fraction(0), Fraction(2))) is None


def stock(name, value):
    return {"id": name, "value": value, "who": "W", "what": "S", "unit": "men", "source": "s"}


def row(name, kind, **keys):
    return {"id": name, "label": name, "kind": kind, **keys}


FAIR = row("fair", "share", own_stock="own", of_stock="all", round_share=0)


def test_a_share_that_the_source_states_is_no_sum_to_hold_its_print_against():
    stated = {"stated": {"percent": 5}, "printed": {"says": "6%", "percent": 6}}
    gave = row("gave", "contribution", share_row="fair", round_share=0, **stated)
    stocks = [stock("own", 1), stock("all", 100)]
    one = assess_fair_share(converted_share(stocks=stocks, rows=[FAIR, gave])).rows[1]
    assert (one.printed.agrees, one.rounded.times) == (None, 5)


def test_a_stock_drops_out_of_a_burden_only_where_it_is_that_of_its_dues():
    due = row("due", "due", share_row="fair", pools=["pool"], round_share=0)
    stocks = [stock("own", 1), stock("other", 2), stock("all", 100)]
    burdens = [row(name, "burden", due_rows=["due"], own_stock=name) for name in ("own", "other")]
    rows = assess_fair_share(
        converted_share(stocks=stocks, pools=[stock("pool", 50)], rows=[FAIR, due, *burdens])
    ).rows
    assert [part.share for part in rows[2].parts] == [0.5]
    assert rows[3].parts == ()


AMOUNT = st.floats(1e-6, 1e12, allow_subnormal=False)


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT, st.integers(0, 12))
def test_of_any_sizes_the_own_one_drops_out_and_shares_scale(own, one, other, pool, gift, decimals):
    whole = own + one
    result = assess_fair_share(
        converted_share(
            stocks=[stock("own", own), stock("all", whole), stock("gift", min(gift, pool))],
            pools=[stock("a", pool), stock("b", other)],
            rows=[
                row("fair", "share", own_stock="own", of_stock="all", round_share=decimals),
                row("due", "due", share_row="fair", pools=["a", "b"], round_share=None),
                row("burden", "burden", due_rows=["due"], own_stock="own"),
                row("gave", "contribution", share_row="fair", given_stock="gift", pools=["a"],
                    round_share=None),
            ],
        )
    )  # fmt: skip
    fair, due, burden, gave = result.rows
    assert 0 <= fair.unrounded.share <= 1
    assert abs(fair.rounded.share - fair.unrounded.share) <= 0.5 * 10.0 ** -(decimals + 2) + 1e-15
    # What is not rounded is the same in both.
    assert due.rounded == due.unrounded
    (part,) = burden.parts
    assert math.isclose(burden.unrounded.share, part.share, rel_tol=1e-12)
    assert math.isclose(part.share, (pool + other) / whole, rel_tol=1e-9)
    assert math.isclose(
        gave.unrounded.times * fair.unrounded.share, gave.unrounded.share, rel_tol=1e-9
    )
    assert gave.unrounded.times == pytest.approx(min(gift, pool) / gave.unrounded.amount)


def converted_share(**lists):
    root = {"format": "fivec/share@1", "id": "a", "title": "A", "actor": {"id": "NLD"},
            "sources": [{"id": "s", "kind": "study"}], **lists}  # fmt: skip
    file = converted(root, "share")
    return FairShare(**{name: getattr(file, name) for name in file.__struct_fields__})
