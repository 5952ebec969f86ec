"""A figure that fell too far, or is lost, is found at the precision shown, and no other."""

from decimal import Decimal

import pytest

from fivec.checks.drops import Drop, check_drops
from fivec.model.comparison import VersionChange
from tests.conftest import ROOT, assessed

VERSIONS = ROOT / "tests" / "examples" / "versions"


@pytest.fixture(scope="module")
def two():
    return assessed(VERSIONS / "earlier.yaml"), assessed(VERSIONS / "later.yaml")


def fallen(two, *drops):
    """Return what is found of two versions: the code and the facts, all of them at no line."""
    asked = [Drop(figure, Decimal(least)) for figure, least in drops]
    found = check_drops(VersionChange(*two, (), ()), asked)
    assert {(one.file, one.line) for one in found} <= {(two[1].case.file, 0)}
    return [(one.code, dict(one.data)) for one in found]


def dropped(figure, earlier, shown, fall, least):
    facts = {"figure": figure, "earlier": earlier, "shown": shown, "fall": fall, "least": least}
    return "dropped", facts


def lost(figure, earlier):
    return "figure-lost", {"figure": figure, "earlier": earlier}


def unknown(figure, guess, of, known):
    return "no-such-figure", {"figure": figure, "guess": guess, "of": of, "known": known}


NETWORKS = ("networks", "75.0", "25.0", "50.0")
KNOWN = "capacity, attainment, networks, knowledge, coherence, steering, flexibility"


@pytest.mark.parametrize(
    ("figure", "least", "expected"),
    [
        (
            None,
            "5",
            [
                # 10.4 as computed: 68.75 to 58.33.
                dropped("capacity", "68.8", "58.3", "10.5", "5"),
                dropped("attainment", "80.0", "70.0", "10.0", "5"),
                dropped(*NETWORKS, "5"),
                lost("flexibility", "50.0"),
            ],
        ),
        ("networks", "50", [dropped(*NETWORKS, "50")]),
        ("networks", "50.1", []),
        ("capacity", "10.5", [dropped("capacity", "68.8", "58.3", "10.5", "10.5")]),
        ("capacity", "10.6", []),
        ("coherence", "0.1", []),  # it did not change
        ("flexibility", "100", [lost("flexibility", "50.0")]),
        ("knowledge", "1", []),  # never assessed: it cannot fall
        ("netwroks", "1", [unknown("netwroks", "networks", "iob-5c", KNOWN)]),
        ("quay", "1", [unknown("quay", "", "iob-5c", KNOWN)]),
    ],
)
def test_a_figure_that_falls_is_found_at_the_precision_shown(two, figure, least, expected):
    assert fallen(two, (figure, least)) == expected


def test_what_rises_or_comes_in_does_not_fall(two):
    assert fallen(tuple(reversed(two)), (None, "0.1")) == []


def test_what_two_drops_find_alike_is_found_once(two):
    assert fallen(two, ("flexibility", "1"), ("networks", "50"), ("flexibility", "2")) == [
        lost("flexibility", "50.0"),
        dropped(*NETWORKS, "50"),
    ]


def coded(written, name, **values):
    """Return a case under a rubric of its own, whose capabilities have these scores."""
    steps = sorted({0, *values.values(), 100})
    levels = ", ".join(f"{{id: l{value}, value: {value}, label: L}}" for value in steps)
    parts = "".join(
        f"  - {{id: {one}, label: A, indicators: [{{id: i, label: I}}]}}\n" for one in values
    )
    written(
        f"format: fivec/rubric@1\nid: {name}\nversion: 1\ntitle: R\nlevels: [{levels}]\n"
        f"capabilities:\n{parts}",
        f"{name}.yaml",
    )
    ratings = ", ".join(f"{one}.i: l{value}" for one, value in values.items())
    case = (
        f"format: fivec/case@1\nid: a\ntitle: A\nrubric: ./{name}.yaml\nactor: {{id: X}}\n"
        "sources: [{id: s, kind: study}]\nevidence: [{id: e, says: S, source: s}]\n"
        f"codings: [{{coder: a, ratings: {{{ratings}}}}}]\n"
    )
    return assessed(written(case, f"{name}-case.yaml"))


def test_under_another_rubric_what_it_lacks_is_lost_and_what_it_brings_cannot_fall(written):
    both = coded(written, "old", one=50, two=70), coded(written, "new", two=60, three=40)
    assert fallen(both, (None, "1")) == [
        dropped("capacity", "60.0", "50.0", "10.0", "1"),
        lost("one", "50.0"),
        dropped("two", "70.0", "60.0", "10.0", "1"),
    ]
    assert fallen(both, ("three", "1")) == []
    known = "capacity, attainment, one, two, three"
    assert fallen(both, ("four", "1")) == [unknown("four", "", "new", known)]


def test_a_capability_that_bears_the_name_of_a_figure_gives_way_to_it(written):
    both = (
        coded(written, "old", capacity=80, other=20),
        coded(written, "new", capacity=20, other=60),
    )
    assert fallen(both, ("capacity", "1")) == [dropped("capacity", "50.0", "40.0", "10.0", "1")]
    assert fallen(both, (None, "1")) == fallen(both, ("capacity", "1"))
