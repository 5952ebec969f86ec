"""A threshold that a case misses is told as what it is, with both sides of the comparison."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from fivec.checks.gates import WRONG_CALLS, check_gates
from fivec.model.threshold import Threshold
from tests.conftest import ROOT, assessed

TOOLBOX = "cases/hybride-toolbox"  # reasonable to considerable, and with every doubt decisive
THIN = "cases/nis2-cer"  # 25 by too little, none to limited
SURE = "tests/examples/doubtful/group-of-one"  # considerable, and with every doubt reasonable
NOT_SAID = "tests/examples/versions/earlier"  # none to considerable
NO_RULE = "tests/examples/right/own-rubric"
SMALLEST = "tests/examples/right/smallest"
LEVELS = "none, limited, reasonable, considerable, decisive"


def case(name):
    return assessed(ROOT / f"{name}.yaml")


def misses(one, *asked):
    """Return the code of each threshold that is missed, and its facts but for what was asked."""
    gates = []
    for figure, least in (text.split("=") for text in asked):
        gates.append(Threshold(figure, Decimal(least) if least[0].isdigit() else least))
    found = []
    for fault in check_gates(one, gates):
        facts = dict(fault.data)
        assert (fault.file, fault.line, fault.column) == (one.case.file, 0, 0)
        assert facts["asked"] == f"{facts.pop('figure')}={facts.pop('least')}"
        assert facts.pop("asked") in asked
        found.append((fault.code, facts))
    return found


def ends(shown, doubt):
    return {"shown": shown, "doubt": doubt}


@pytest.mark.parametrize(
    ("name", "asked", "code", "facts"),
    [
        # 82.29, as shown, and with every doubt 39.2 to 98.3.
        ("cases/kompas", "capacity=82.3", None, {}),
        ("cases/kompas", "capacity=82.31", "not-shown-to-reach", ends("82.3", "39.2–98.3")),
        ("cases/kompas", "capacity=98.3", "not-shown-to-reach", ends("82.3", "39.2–98.3")),
        ("cases/kompas", "capacity=98.4", "below-threshold", ends("82.3", "39.2–98.3")),
        ("cases/kompas", "networks=79.2", None, {}),
        ("cases/kompas", "networks=79.3", "not-shown-to-reach", ends("79.2", "75.0–100.0")),
        ("cases/strategisch-concept", "attainment=62.5", None, {}),
        ("cases/strategisch-concept", "attainment=62.6", "not-shown-to-reach",
         ends("62.5", "50.0–70.0")),
        ("cases/strategisch-concept", "attainment=70.1", "below-threshold",
         ends("62.5", "50.0–70.0")),
        # Without a doubt there is one number.
        (SURE, "attainment=75.1", "below-threshold", ends("75.0", "75.0")),
        # Enough, and by too little of it; whatever the rest is, it is below.
        ("cases/kompas", "attainment=0", "figure-thin", {"shown": "100.0"}),
        ("cases/kompas", "knowledge=10", "figure-thin", {"shown": "75.0"}),
        (THIN, "capacity=87.5", "figure-thin", {"shown": "25.0"}),
        (THIN, "capacity=87.6", "below-threshold", ends("25.0", "0.0–87.5")),
        # What is not assessed has missed before it is asked by how much.
        ("cases/kompas", "flexibility=0", "figure-missing", {}),
        (SMALLEST, "capacity=0", "figure-missing", {}),
        (SMALLEST, "attainment=0", "figure-missing", {}),
        (NO_RULE, "attainment=0", "figure-missing", {}),
        # Of a verdict the lower end as coded counts, or with every doubt.
        (TOOLBOX, "verdict=reasonable", None, {}),
        (TOOLBOX, "verdict=considerable", "not-shown-to-reach",
         ends("reasonable–considerable", "reasonable–decisive")),
        (TOOLBOX, "verdict=decisive", "not-shown-to-reach",
         ends("reasonable–considerable", "reasonable–decisive")),
        (SURE, "verdict=considerable", None, {}),
        (SURE, "verdict=decisive", "below-threshold",
         ends("considerable", "reasonable–considerable")),
        (SURE, "verdict.low=reasonable", None, {}),
        (SURE, "verdict.low=considerable", "not-shown-to-reach",
         ends("reasonable", "reasonable–considerable")),
        (THIN, "verdict=reasonable", "not-shown-to-reach", ends("none–limited", "none–reasonable")),
        (THIN, "verdict=considerable", "below-threshold", ends("none–limited", "none–reasonable")),
        # One that is not said misses whatever is asked.
        (NOT_SAID, "verdict=none", "figure-missing", {}),
        (NOT_SAID, "verdict.low=considerable", "figure-missing", {}),
        (NOT_SAID, "verdict=decisive", "below-threshold",
         ends("none–considerable", "none–considerable")),
    ],
)  # fmt: skip
def test_a_miss_says_whether_it_is_below_or_not_shown_to_reach(name, asked, code, facts):
    assert misses(case(name), asked) == ([(code, facts)] if code else [])


KNOWN = "capacity, attainment, verdict, verdict.low, networks, knowledge, coherence, steering"


@pytest.mark.parametrize(
    ("name", "asked", "code", "facts"),
    [
        ("cases/kompas", "netwroks=50", "no-such-figure",
         {"of": "iob-5c", "guess": "networks", "known": f"{KNOWN}, flexibility"}),
        (NO_RULE, "flexibility=0", "no-such-figure",
         {"of": "presidency", "guess": "", "known": "capacity, attainment, chair, output, people"}),
        (NO_RULE, "verdict=none", "no-such-figure",
         {"of": "presidency", "guess": "", "known": "capacity, attainment, chair, output, people"}),
        ("cases/kompas", "verdict=reasonible", "unknown-level",
         {"id": "reasonible", "of": "iob-5c", "guess": "reasonable", "known": LEVELS}),
        ("cases/kompas", "verdict.low=high", "unknown-level",
         {"id": "high", "of": "iob-5c", "guess": "", "known": LEVELS}),
    ],
)  # fmt: skip
def test_what_a_rubric_does_not_have_is_the_fault_of_the_call(name, asked, code, facts):
    assert misses(case(name), asked) == [(code, facts)]
    assert code in WRONG_CALLS


def test_every_threshold_is_held_in_the_order_in_which_it_is_asked():
    codes = [code for code, _ in misses(case(THIN), "flexibility=0", "capacity=0", "capacity=99")]
    assert codes == ["figure-missing", "figure-thin", "below-threshold"]


@pytest.mark.parametrize(("name", "asked"), [("attainment", "62.6"), ("capacity", "68.9")])
def test_a_capability_of_the_name_of_a_figure_gives_way_to_it(name, asked):
    one = case("cases/strategisch-concept")
    same = replace(one.capabilities[0], id=name, score=100.0)
    assert same.score > one.capacity.score
    both = replace(one, capabilities=(same, *one.capabilities[1:]))
    assert [code for code, _ in misses(both, f"{name}={asked}")] == ["not-shown-to-reach"]
