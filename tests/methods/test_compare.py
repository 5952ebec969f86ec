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
from fivec.methods.compare import compare_versions, compare_with, matched
from fivec.methods.snapshot import snapshot
from fivec.model.assessment import Batch, Failed, Options
from fivec.model.document import Origin
from fivec.model.version import PARTS
from fivec.render.machine.as_json import as_text, result
from tests.conftest import ROOT, assessed
from tests.methods.make import kept

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


def test_both_ends_of_the_verdict_are_compared_in_levels(two):
    before, after = two
    assert changes_of(before, after).ends == (0, -1)
    assert changes_of(after, before).ends == (0, 1)
    assert changes_of(kept(before), after).ends == (0, -1)
    # On another scale, or without a rule, there is nothing to compare.
    elsewhere = replace(before, verdict=replace(before.verdict, as_coded=("none", "some")))
    for other in (elsewhere, replace(before, verdict=None)):
        assert changes_of(other, after).ends is None


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


def test_a_case_whose_file_cannot_be_scored_is_not_gone(kompas, two):
    failed = (Failed(kompas.case.file, ()),)
    found = compare_with([kompas], [], failed, tool=TOOL, made_by=TOOL)
    assert found.gone == ()
    assert found.failed == failed
    assert compare_with([kompas], [two[0]], tool=TOOL, made_by=TOOL).matters
