"""A version: every fact of a record, by the names of the JSON result."""

import pytest
from msgspec.structs import replace

from fivec.methods.snapshot import snapshot
from fivec.model.case import Published
from fivec.model.text import Text
from fivec.model.tracing import Likelihoods
from fivec.model.version import Entry
from tests.conftest import ROOT, assess_as, assessed, same_as_golden
from tests.methods.make import (
    case,
    coding,
    indicator,
    kept,
    rating,
    rubric,
    rule,
    trace,
    tracing,
)


@pytest.fixture
def whole():
    return assessed(ROOT / "tests" / "examples" / "right" / "two-audiences.yaml")


def facts_of(one, tool="fivec 1"):
    return {(item.part, item.id): dict(item.facts) for item in snapshot(one, tool).items}


def told(value):
    """Return a value as a line of a golden file tells it."""
    if isinstance(value, Text):
        return " | ".join(f"{tag}: {words}" if tag else words for tag, words in value.versions)
    if isinstance(value, Entry):
        return f"{value.name}{told(value.values)}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(told, value))}]"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def test_a_version_holds_every_fact_of_a_case(whole):
    left = ("knowledge", "coherence", "steering.instructions", "flexibility", "networks.reputation")
    lines = [
        line
        for item in snapshot(whole, "fivec 1").items
        # What is true of one indicator is true of the others.
        if item.part not in ("capability", "indicator", "rating") or not item.id.startswith(left)
        for line in (
            f"{item.part} {item.id}".rstrip(),
            *(f"  {name} = {told(value)}" for name, value in item.facts),
            *(f"  or {name}" for name in sorted(item.names)),
        )
    ]
    same_as_golden("\n".join(lines) + "\n", "version.two-audiences.txt")


def test_a_kept_result_says_all_but_what_is_in_the_case_alone(whole):
    in_the_case, result = facts_of(whole), facts_of(kept(whole))
    assert in_the_case.keys() - result.keys() == {("coder", "a"), ("coder", "b"), ("overall", "")}
    # A group is known by its name in the one language.
    assert result.keys() <= in_the_case.keys()
    lacking = {
        (part, tuple(name for name in in_the_case[part, id_] if name not in facts))
        for (part, id_), facts in result.items()
    }
    assert {one for one in lacking if one[1]} == {
        ("rating", ("rated", "range")),
        ("issue", ("attained_range", "shape", "power", "scale", "points", "others")),
        ("attribution", ("partner", "blind")),
        ("hypothesis", ("says",)),
        ("test", ("says", "likelihoods")),
        ("case", ("from", "to")),
        ("judging", ("fallback",)),
    }
    for key, facts in result.items():
        for name, value in facts.items():
            known = in_the_case[key][name]
            text = known.to("en") if isinstance(known, Text) else told(known)
            assert told(value) == text, (key, name)


def test_what_a_version_is_silent_on_is_named(whole):
    version = snapshot(whole, "fivec 1")
    assert (version.silent, version.one_language) == (frozenset(), False)
    version = snapshot(kept(whole), "fivec 1")
    assert (version.silent, version.one_language) == ({"coder", "overall"}, True)
    ruleless = replace(kept(whole), verdict=None)
    assert snapshot(ruleless, "fivec 1").silent == {"coder", "overall", "published"}
    assert not [part for part, _ in facts_of(ruleless) if part == "published"]


def test_of_what_is_not_there_every_fact_is_that_there_is_none():
    facts = facts_of(assess_as(case(), rubric(verdict=rule())))
    nothing = ("attainment", "attributed", "posterior", "published")
    assert {value for part in nothing for value in facts[part, ""].values()} == {None}
    assert list(facts["attributed", ""]) == ["level", "self", "external"]
    ruleless = facts_of(assess_as(case(), rubric()))
    parts = [name for part, name in ruleless if part == "answer"]
    assert parts == ["excess", "attribution", "tracing", "ceiling"]
    for name in parts:
        assert ruleless["answer", name] == {"state": None, "as_coded": None, "range": None}
    assert set(ruleless["verdict", ""].values()) == {None}
    assert (facts["case", ""]["arena"], facts["case", ""]["arena_name"]) == (None, None)


def test_what_was_rated_stands_beside_its_score_as_it_was_written():
    shape = rubric({"c": [indicator("i", measure=(0, 8, True)), indicator("j")]})
    first = coding("a", rating("c.i", 4, (2, 6)), rating("c.j", "high", ("limited", "high")))
    facts = facts_of(assess_as(case(codings=(first, coding("b"))), shape))
    rated = {name: list(one.values()) for (part, name), one in facts.items() if part == "rating"}
    assert rated == {
        "c.i · a": [4, (2, 6), 50, (25, 75), None],
        "c.j · a": ["high", ("limited", "high"), 75, (25, 75), None],
        "c.i · b": [None, None, None, None, "no-evidence"],
        "c.j · b": [None, None, None, None, "no-evidence"],
    }
    ends = facts["rating", "c.i · a"]["range"]
    assert ends is not None
    assert [type(end) for end in ends] == [float, float]


def test_a_likelihood_in_words_is_what_the_rubric_makes_of_it():
    in_words = rule(likelihoods={"likely": 0.8})
    made = trace("t", {"claim": 0.5, "rival": (0.2, 0.5)})
    spoken = replace(made, likelihoods=Likelihoods(made.likelihoods | {"claim": "likely"}))
    one = assess_as(case(traced=tracing(spoken)), rubric(verdict=in_words))
    assert facts_of(one)["test", "t"]["likelihoods"] == (
        Entry("claim", (0.8, 0.8)), Entry("rival", (0.2, 0.5)),
    )  # fmt: skip


def test_of_several_conclusions_each_has_its_number():
    several = (Published(source="s"), Published(source="t"))
    # Under a rubric without a rule too, which comes to no verdict.
    for verdict in (rule(), None):
        facts = facts_of(assess_as(case(published=several), rubric(verdict=verdict)))
        sources = {
            name: one["source"] for (part, name), one in facts.items() if part == "published"
        }
        assert sources == {"1": "s", "2": "t"}
