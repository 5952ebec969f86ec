"""Comparisons: nothing is found where nothing changed, every edit is, and doubt is respected."""

import copy
import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.api import assess
from fivec.files.baseline import kept_result
from fivec.files.load import Loader
from fivec.files.paths import Input
from fivec.files.yaml_reader import read_yaml
from fivec.locale import LANGUAGES, words
from fivec.methods.compare import compare_facts, compare_versions, compare_with, matched
from fivec.methods.snapshot import Version, VersionItem, snapshot
from fivec.model.assessment import Batch, Failed, Options
from fivec.model.document import Origin
from fivec.model.text import Text, plain
from fivec.model.version import PARTS, Entry
from fivec.render.machine.as_json import as_text, result
from tests.conftest import ROOT, assess_as, assessed
from tests.methods.make import case, coding, indicator, kept, rating, rubric

TOOL = "fivec 1"
VERSIONS = ROOT / "tests" / "examples" / "versions"
CASES = [
    *sorted((ROOT / "cases").glob("*.yaml")),
    *sorted((ROOT / "tests" / "examples" / "right").glob("*.yaml")),
    VERSIONS / "earlier.yaml",
]


def changes_of(before, after):
    return compare_versions(before, after, tool=TOOL, made_by=TOOL)


@pytest.fixture(scope="module")
def two():
    return assessed(VERSIONS / "earlier.yaml"), assessed(VERSIONS / "later.yaml")


def cases():
    return [path for path in CASES if path.read_text(encoding="utf-8").find("fivec/case@") > 0]


@pytest.mark.parametrize("path", cases(), ids=lambda path: path.stem)
def test_a_case_has_not_changed_from_itself(path):
    one = assessed(path)
    found = changes_of(one, one)
    assert found.changes == ()
    assert found.unsaid == ()
    assert not found.matters


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", cases(), ids=lambda path: path.stem)
def test_a_case_has_not_changed_from_its_own_result_in_any_language(path, language):
    one = assessed(path)
    found = changes_of(kept(one, language), one)
    assert found.changes == ()
    assert ("judging", "rubric") not in found.unsaid


def test_what_a_result_does_not_hold_is_named_and_not_guessed(two):
    one, _ = two
    found = changes_of(kept(one), one)
    assert ("issue", "others") in found.unsaid
    assert ("coder", "") in found.unsaid
    assert ("rating", "rated") not in found.unsaid  # its score says the same


def without_optional(part):
    """Drop every key that a result may lack, as one of an earlier fivec does."""
    if isinstance(part, list):
        return [without_optional(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {key: without_optional(value) for key, value in part.items() if key not in OPTIONAL}


OPTIONAL = {"wanted", "was", "got", "part_of", "shared_with", "likelihood", "rival"}


def test_what_an_earlier_result_does_not_say_is_not_compared(kompas):
    root = result(Batch((kompas,)), words("en"))
    (case,) = root["cases"]
    case["verdict"]["published"] = [{}]
    for group in case["attribution"]["groups"]:
        del group["range"], group["weight"], group["evidence"]
    for name, keys in (("preference", "issues"), ("tracing", "tests")):
        case[name][keys] = without_optional(case[name][keys])
    found, faults = kept_result(as_text(root).encode(), "last.json")
    assert faults == ()
    change = changes_of(found.cases[0], kompas)
    assert change.changes == ()
    assert {("issue", "wanted"), ("test", "rival"), ("attribution", "weight"),
            ("published", "says")} <= set(change.unsaid)  # fmt: skip


def swapped(change):
    how = {"added": "removed", "removed": "added"}.get(change.how, change.how)
    return (change.part, change.id, change.name, how, change.after, change.before)


def test_the_other_way_round_every_change_is_reversed(two):
    there, back = changes_of(*two), changes_of(*reversed(two))
    assert there.changes
    plain = {(c.part, c.id, c.name, c.how, c.before, c.after) for c in there.changes}
    assert {swapped(change) for change in back.changes} == plain
    for change in there.changes:
        twin = next(c for c in back.changes if (c.part, c.id, c.name) == swapped(change)[:3])
        assert (change.delta is None) == (twin.delta is None)
        assert change.delta is None or change.delta == -twin.delta


def test_what_changed_is_found_in_its_group(two):
    found = {(c.part, c.id, c.name): (c.before, c.after) for c in changes_of(*two).changes}
    assert found["rating", "networks.contacts · a", "rated"] == ("high", "limited")
    assert found["capability", "networks", "score"] == (75, 25)
    assert found["issue", "dues", "outcome"] == (60, 50)
    assert found["evidence", "one-line", "where"] == ("p. 5", "p. 6")
    assert found["indicator", "flexibility.room", "reason"] == (None, "withheld")
    assert found["verdict", "", "as_coded"] == (
        ("none", "considerable"),
        ("none", "reasonable"),
    )
    assert found["answer", "ceiling", "as_coded"] == (("considerable",) * 2, ("reasonable",) * 2)
    groups = {change.group for change in changes_of(*two).changes}
    assert groups == {"result", "coding", "evidence", "background"}


def test_the_shares_of_the_capabilities_add_up_to_the_change_of_the_capacity(two):
    found = changes_of(*two)
    whole = two[1].capacity.score - two[0].capacity.score
    assert [share.capability for share in found.shares] == ["networks"]
    # 50 points of one of the four capabilities that were judged, by hand.
    assert found.shares[0].points == pytest.approx(-50 / 4)
    assert sum(share.points for share in found.shares) + found.rest == pytest.approx(whole)


WEIGHED = {name: [indicator("i")] for name in "cde"}


LIGHT = {"c": 0, "d": 1, "e": 1}


def weighed(*levels, kind="arithmetic", weights=None):
    """Return an assessment of three capabilities of one indicator each."""
    ratings = (rating(f"{name}.i", level) for name, level in zip("cde", levels, strict=True))
    shape = rubric(WEIGHED, capacity=kind, weights=weights or {"c": 1, "d": 3, "e": 4})
    return assess_as(case(codings=(coding("a", *ratings),)), shape)


def test_a_share_is_the_capabilitys_change_by_its_part_of_the_weight_before():
    before = weighed("none", "reasonable", None)
    found = changes_of(before, weighed("very-high", "high", None))
    # 0 to 100 for a quarter, 50 to 75 for three.
    assert [(one.capability, one.points) for one in found.shares] == [("c", 25), ("d", 18.75)]
    assert found.rest == 0
    # What came in is the rest: the capacity went from 37.5 to (100 + 150 + 400) / 8.
    found = changes_of(before, weighed("very-high", "reasonable", "very-high"))
    assert [(one.capability, one.points) for one in found.shares] == [("c", 25)]
    assert found.rest == 81.25 - 37.5 - 25


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (weighed("none", "none", "none"), weighed("none", "none", "none")),
        (weighed("none", None, None), weighed(None, "high", None)),
        # What has no weight changed, of what has some nothing is known, or no longer.
        (weighed("none", None, None, weights=LIGHT), weighed("high", None, None, weights=LIGHT)),
        (weighed("none", "high", None, weights=LIGHT), weighed("high", None, None, weights=LIGHT)),
        (
            weighed("limited", "high", "none", kind="minimum"),
            weighed("high", "high", "high", kind="minimum"),
        ),
    ],
)
def test_where_nothing_can_be_shared_out_there_are_no_shares(before, after):
    found = changes_of(before, after)
    assert (found.shares, found.rest) == ((), None)


def test_both_ends_of_the_verdict_are_compared_in_levels(two):
    before, after = two
    assert changes_of(before, after).ends == (0, -1)
    assert changes_of(after, before).ends == (0, 1)
    assert changes_of(kept(before), after).ends == (0, -1)
    raised = replace(before, verdict=replace(before.verdict, as_coded=("limited", "decisive")))
    assert changes_of(raised, after).ends == (-1, -2)
    # On another scale, or without a rule, there is nothing to compare.
    elsewhere = replace(before, verdict=replace(before.verdict, as_coded=("none", "some")))
    for other in (elsewhere, replace(before, verdict=None)):
        assert changes_of(other, after).ends is None
    # Either end of a scale of two.
    narrow = replace(after.rubric.verdict, scale=after.rubric.verdict.scale[:2])
    either = replace(
        after,
        rubric=replace(after.rubric, verdict=narrow),
        verdict=replace(after.verdict, as_coded=("none", "limited")),
    )
    assert changes_of(either, either).ends == (0, 0)
    ruleless = replace(after, rubric=replace(after.rubric, verdict=None), verdict=None)
    assert changes_of(before, ruleless).ends is None


def test_another_rubric_has_no_shares(two):
    before, after = two
    judged_by = replace(after.judged_by, sha256="0" * 64)
    rubric = replace(after.rubric, origin=Origin("r.yaml", "0" * 64))
    other = replace(after, rubric=rubric, judged_by=judged_by)
    assert changes_of(before, other).shares == ()
    assert ("judging", "rubric_sha256") in {
        (c.part, c.name) for c in changes_of(before, other).changes
    }


def test_other_options_are_a_change_around_the_result(two):
    path = VERSIONS / "earlier.yaml"
    found = changes_of(two[0], assessed(path, Options(fallback=True)))
    assert [(c.part, c.name) for c in found.changes] == [("judging", "fallback")]
    assert not found.matters


# every single edit

WORDS = {
    "scope": ["case", "dossier", "general"],
    "phase": ["agenda-setting", "policy-formation", "decision-making"],
    "alignment": ["majority", "middle", "minority", "outlier", "blocked", "unknown"],
    "attained": ["none", "limited", "partial", "largely", "full"],
    "decision_rule": ["consensus", "unanimity", "qualified-majority", "unknown"],
    "kind": ["study", "document", "expert", "media", "rival", "residual", "contribution"],
    "by": ["self", "external", "source", "coder", "fivec"],
    "result": ["found", "absent", "not-sought"],
    "direction": ["supports", "weakens", "context"],
    "level": ["none", "limited", "reasonable", "high", "very-high", "considerable"],
    "reason": ["no-evidence", "not-applicable", "withheld"],
    "silent": ["position", "outcome", "both"],
    "stage": ["draft", "final"],
    "shape": ["at-least", "at-most", "single-peaked"],
    "role": ["main", "fallback"],
    "corroboration": ["outsiders", "comparison"],
}
ANY = ["high", "limited", "supports", "weakens", "context"]


def leaves(value, path=()):
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inner:
        if isinstance(one, dict | list):
            yield from leaves(one, (*path, key))
        else:
            yield (*path, key)


def counts(path):
    """Whether a key is anything to fivec: a note is not, but for those of issues."""
    free = any(str(step).startswith("x_") for step in path)
    return not free and ("note" not in path or path[0] in ("issues", "overall"))


EDITED = [ROOT / "cases" / "kompas.yaml", ROOT / "cases" / "strategisch-concept.yaml",
          ROOT / "tests" / "examples" / "right" / "on-a-scale.yaml"]  # fmt: skip
ROOTS = {path.stem: read_yaml(path.read_bytes(), path.name)[0].root for path in EDITED}
LOADER = Loader()
BEFORE = {path.stem: assessed(path) for path in EDITED}
LEAVES = [(name, path) for name, root in ROOTS.items() for path in leaves(root) if counts(path)]


def read(root):
    loaded = LOADER.read(json.dumps(root).encode(), Input("case.yaml", None, ROOT / "cases"))
    return loaded.case and assess(loaded.case, loaded.rubric, findings=loaded.findings)


def edits(path, value):
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [value + 1, value - 1, value / 2 + 0.03]
    key = next((step for step in reversed(path) if step in WORDS), None)
    words_of_key = [one for one in WORDS.get(key, ANY) if one != value]
    return [*words_of_key, f"{value} x"]


@given(st.sampled_from(LEAVES), st.data())
def test_every_single_edit_of_a_case_is_found(leaf, data):
    name, path = leaf
    root = copy.deepcopy(ROOTS[name])
    inside = root
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = data.draw(st.sampled_from(edits(path, inside[path[-1]])))
    after = read(root)
    assume(after is not None and after.case.id == BEFORE[name].case.id)
    assert changes_of(BEFORE[name], after).changes, path


# Versions made by hand


def item(part, id_="", names=(), **facts):
    return VersionItem(part, id_, tuple(facts.items()), frozenset(names))


def changed(before, after):
    """Return the changes between two lists of items, and what is not compared."""
    changes, unsaid = compare_facts(Version(tuple(before)), Version(tuple(after)))
    return [(c.part, c.id, c.name, c.how, c.before, c.after) for c in changes], unsaid


ONE, OTHER = Entry("a", (1 / 3, "x")), Entry("b", (None,))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1 / 3, 0.333333333333, True),
        (1 / 3, 0.33333333333, False),
        (2, 2.0, True),
        (0, None, False),
        (True, False, False),
        ("1", 1, False),
        ((0.1 + 0.2, "a", None), (0.3, "a", None), True),
        ((1, 2), (2, 1), False),
        ((1, 2), (1, 2, 3), False),
        ((1,), 1, False),
        # In which order a file lists its entries means nothing.
        ((ONE, OTHER), (OTHER, Entry("a", (0.333333333333, "x"))), True),
        ((ONE, OTHER), (Entry("a", (1 / 3, "y")), OTHER), False),
        ((ONE, OTHER), (Entry("c", ONE.values), OTHER), False),
        ((ONE,), ("a",), False),
        ((ONE, "a"), (ONE, "b"), False),
    ],
)
def test_numbers_are_the_same_to_twelve_digits_and_lists_of_entries_in_any_order(one, other, same):
    for before, after in ((one, other), (other, one)):
        told = [("capacity", "", "fact", "changed", before, after)]
        assert changed([item("capacity", fact=before)], [item("capacity", fact=after)]) == (
            [] if same else told,
            (),
        )


def test_what_comes_or_goes_is_told_by_what_tells_most_of_it():
    telling = {
        "says": "s", "label": "l", "citation": "c", "group": "g", "level": "v", "score": 1.0,
        "attained": "a", "attainment": 2.0, "count": 3.0,
    }  # fmt: skip
    while telling:
        made = item("evidence", "e", where="p. 1", **telling)
        value = next(iter(telling.values()))
        assert changed([], [made]) == ([("evidence", "e", "", "added", None, value)], ())
        assert changed([made], []) == ([("evidence", "e", "", "removed", value, None)], ())
        telling[next(iter(telling))] = None
        telling = {name: value for name, value in telling.items() if value is not None}
    assert changed([], [item("evidence", "e", where="p. 1")])[0][0][-1] is None
    # A rating without a score, be it a coder's silence, is nothing that came or went.
    for score, told in ((None, 0), (0.0, 1)):
        assert len(changed([], [item("rating", "r", rated=None, score=score)])[0]) == told


def test_items_are_known_by_any_name_and_what_is_there_comes_before_what_came_or_went():
    before = [
        item("attribution", "Own", level="l"),
        item("attribution", "Staff", ["Staf"], level="a"),
    ]
    after = [
        item("attribution", "New", level="n"),
        item("attribution", "Staf", ["Crew"], level="b"),
    ]
    assert changed(before, after)[0] == [
        ("attribution", "Staf", "level", "changed", "a", "b"),
        ("attribution", "Own", "", "removed", "l", None),
        ("attribution", "New", "", "added", None, "n"),
    ]
    # One item is meant once.
    twice = [item("attribution", "Staff", level="a")] * 2
    assert [one[3] for one in changed(before[1:], twice)[0]] == ["added"]
    # What is of another part is another thing.
    assert len(changed([item("issue", "x", label="a")], [item("test", "x", says="a")])[0]) == 2


def test_what_follows_from_another_fact_is_not_told_beside_it():
    for part, name, base in (
        ("rating", "score", "rated"), ("rating", "interval", "range"),
        ("test", "likelihood", "likelihoods"), ("test", "rival", "likelihoods"),
    ):  # fmt: skip
        both = ([item(part, "x", **{name: at, base: str(at)})] for at in (1.0, 2.0))
        assert changed(*both) == ([(part, "x", base, "changed", "1.0", "2.0")], ())
        # Where one of the two does not hold that one, it tells the change and stands for it.
        one, other = item(part, "x", **{name: 1.0}), item(part, "x", **{name: 2.0, base: "2"})
        assert changed([one], [other]) == ([(part, "x", name, "changed", 1.0, 2.0)], ())
        # Without either it is not compared.
        assert changed([item(part, "x")], [item(part, "x", **{base: "2"})])[1] == ((part, base),)
    # Elsewhere the same names are facts of their own.
    both = ([item("achieved", "x", score=at, rated=at)] for at in (1.0, 2.0))
    assert [one[2] for one in changed(*both)[0]] == ["score", "rated"]
    lacking = item("achieved", "x", score=1.0), item("achieved", "x", score=1.0, rated=2.0)
    assert changed(*([one] for one in lacking))[1] == (("achieved", "rated"),)


def test_a_fact_that_one_version_does_not_hold_is_named_once_unless_it_says_nothing():
    before = [item("issue", name, label="a", note="n", wanted=None, evidence=()) for name in "xy"]
    after = [item("issue", name, label="a", got="g", blind=False) for name in "xy"]
    assert changed(before, after) == ([], (("issue", "note"), ("issue", "got")))
    assert changed(after, before) == ([], (("issue", "got"), ("issue", "note")))


def test_of_a_part_on_which_a_version_is_silent_nothing_is_told_but_that():
    one, other = item("coder", "a", blind=True), item("coder", "a", blind=False)
    silent = Version((), frozenset({"coder", "overall"}))
    for before, after in ((silent, Version((one,))), (Version((one,)), silent)):
        assert compare_facts(before, after) == ((), (("coder", ""),))
    both = replace(silent, items=(one,)), replace(silent, items=(other,))
    assert compare_facts(*both) == ((), (("coder", ""),))
    # What comes after it is compared.
    rest = item("issue", "x", label="a"), item("issue", "x", label="b")
    found = compare_facts(replace(silent, items=rest[:1]), Version((one, rest[1])))
    assert [(c.part, c.name) for c in found[0]] == [("issue", "label")]


def spoken(*texts, one_language=False):
    """Return a version with a text an item; a kept one has plain texts."""
    made = (plain(one) if isinstance(one, str) else Text(tuple(one.items())) for one in texts)
    items = (item("evidence", f"e{n}", says=text, where="p. 1") for n, text in enumerate(made))
    return Version(tuple(items), one_language=one_language)


BOTH = ({"en": "one", "nl": "een"}, {"en": "two", "nl": "twee"}, {"en": "three", "nl": "drie"})


@pytest.mark.parametrize(
    ("kept_texts", "whole_texts", "told"),
    [
        (("one", "two", "three"), BOTH, []),
        (("een", "twee", "drie"), BOTH, []),
        # It is in the language in which most texts agree, and so is what changed.
        (("een", "twee", "vier"), BOTH, [("e2", "vier", "drie")]),
        (("one", "twee", "drie"), BOTH, [("e0", "one", "een")]),
        # A text that lacks a language stands for it in the file's first.
        (("een", "two", "drie"), (BOTH[0], {"en": "two"}, BOTH[2]), []),
        (("one", "twee"), (BOTH[0], {"nl": "twee", "en": "two"}), []),
        # What one of the two does not have says nothing of the language.
        (("one", "twee", "drie", "vier"), BOTH[:2], [("e1", "twee", "two")]),
    ],
)
def test_a_kept_result_is_compared_in_its_own_language(kept_texts, whole_texts, told):
    result, whole = spoken(*kept_texts, one_language=True), spoken(*whole_texts)
    there, _ = compare_facts(result, whole)
    back, _ = compare_facts(whole, result)
    for changes, ends in ((there, ("before", "after")), (back, ("after", "before"))):
        assert [
            (c.id, *(getattr(c, end).to("en") for end in ends)) for c in changes if c.name == "says"
        ] == told


def test_two_versions_with_all_their_languages_are_compared_in_all_of_them():
    for one_language in (False, True):
        versions = (
            spoken(BOTH[0], one_language=one_language),
            spoken(BOTH[0] | {"nl": "eentje"}, one_language=one_language),
        )
        [change] = compare_facts(*versions)[0]
        assert dict(change.after.versions) == {"en": "one", "nl": "eentje"}


def test_every_part_of_a_version_is_told_in_some_group(two):
    assert {item.part for item in snapshot(two[0], TOOL).items} <= set(PARTS)
    assert len(PARTS) == len(set(PARTS))


# which case is which


def test_cases_are_matched_by_id_and_the_rest_is_new_or_gone(kompas, concept, two):
    pairs, new, gone = matched([kompas, two[0]], [concept, two[1]])
    assert [(was.id, one.id) for was, one in pairs] == [("harbour", "harbour")]
    assert new == [concept]
    assert [one.id for one in gone] == ["kompas"]


def test_of_two_with_one_id_the_one_from_the_same_file_is_meant(two):
    ((was, _),) = matched(two, [two[1]])[0]
    assert was.file == two[1].file
    assert matched(two, [two[1]])[2] == [two[0]]


def test_of_several_with_one_id_and_no_such_file_the_first_is_meant(two):
    moved = replace(two[1], file="elsewhere.yaml")
    ((was, one),), new, gone = matched(two, [moved])
    assert (was, one, new, gone) == (two[0], moved, [], [two[1]])


def test_what_was_made_by_another_fivec_is_told_so(two, kompas, concept):
    found = compare_with([concept, *two], [kompas, two[1]], tool="fivec 2", made_by="fivec 1")
    assert (found.new, found.gone) == ((kompas,), (concept, two[0]))
    [change] = found.changes
    assert (change.before, change.now) == (two[1], two[1])
    assert [(c.name, c.before, c.after) for c in change.changes] == [("tool", "fivec 1", "fivec 2")]


def test_a_case_whose_file_cannot_be_scored_is_not_gone(kompas, two):
    failed = (Failed(kompas.case.file, ()),)
    found = compare_with([kompas], [], failed, tool=TOOL, made_by=TOOL)
    assert found.gone == ()
    assert found.failed == failed
    assert compare_with([kompas], [two[0]], tool=TOOL, made_by=TOOL).matters
