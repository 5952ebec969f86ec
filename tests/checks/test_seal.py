"""A seal is of what was coded, and of nothing else."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.authoring.yaml_text import case_yaml
from fivec.checks.seal import digest, held_to, sealed_items
from fivec.files.load import Loader
from fivec.files.paths import Input
from fivec.files.seal import read_seal, seal_text
from fivec.files.yaml_reader import read_yaml
from fivec.model.seal import SealFile
from fivec.model.text import plain
from tests.conftest import ROOT
from tests.methods.any_case import cases
from tests.methods.judged import FILE, LOADER

KOMPAS = (ROOT / "cases" / "kompas.yaml").read_text(encoding="utf-8")
FOLDER = Input("kompas.yaml", None, ROOT / "cases")


def read(text):
    loaded = Loader().read(text.encode(), FOLDER)
    assert loaded.case is not None, loaded.findings
    return loaded.case, loaded.rubric


def sealed(case, rubric):
    items = sealed_items(case, rubric)
    return SealFile(format="fivec/seal@1", case=case.id, sha256=digest(items), items=items)


SEALED = sealed(*read(KOMPAS))


def changed(text):
    """Return what is not as the shipped case was sealed, by kind."""
    result = held_to(SEALED, *read(text))
    assert (result.state == "unchanged") == (result.changed == ())
    return {one.what: one.ids for one in result.changed}


def reordered(value):
    """Return values with the keys of every mapping the other way round."""
    if isinstance(value, dict):
        return {key: reordered(one) for key, one in reversed(value.items())}
    return [reordered(one) for one in value] if isinstance(value, list) else value


def test_how_the_file_is_spelt_makes_no_difference():
    root = read_yaml(KOMPAS.encode(), "f")[0].root
    assert changed(case_yaml(root)) == {}
    assert changed(json.dumps(root)) == {}
    assert changed(json.dumps(reordered(root))) == {}
    assert changed(f"# A remark\n{KOMPAS}\n# Another\n") == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("coherence.one-voice: high", "coherence.one-voice: {level: high}"),
        ("coherence.one-voice: high", "coherence.one-voice: {level: high, note: Why}"),
        ("rubric: iob-5c@1", "rubric: iob-5c"),
        ("decision_rule: unanimity ", "x_own: 1\ndecision_rule: unanimity "),
        ("weight: 1", "weight: 1.0"),
        ("title:\n  en: EU Strategic Compass 2022", "title:\n  en: Another title"),
        ("from: 2019-11", "from: 2019-12"),
    ],
)
def test_what_is_no_coding_is_not_sealed(old, new):
    assert changed(KOMPAS.replace(old, new, 1)) == {}


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("coherence.one-voice: high", "coherence.one-voice: limited",
         {"ratings": ("fivec coherence.one-voice",)}),
        ("      coherence.one-voice: high\n", "", {"ratings": ("fivec coherence.one-voice",)}),
        ("hybrid-toolbox: {attained: full,", "hybrid-toolbox: {attained: largely,",
         {"judgements": ("fivec hybrid-toolbox",)}),
        ("coded_on: 2026-11-24", "coded_on: 2026-11-25", {"coders": ("fivec",)}),
        ("decision_rule: unanimity", "decision_rule: consensus", {"case": ("kompas",)}),
        ("result: found", "result: absent", {"tests": ("uptake",)}),
        ("by: fivec\n  hypotheses", "by: coder\n  hypotheses", {"tracing": ("by",)}),
    ],
)  # fmt: skip
def test_what_was_coded_otherwise_is_named(old, new, what):
    assert KOMPAS.count(old)
    assert changed(KOMPAS.replace(old, new, 1)) == what


def test_a_rubric_that_judges_otherwise_is_no_longer_the_one_sealed():
    case, rubric = read(KOMPAS)
    rule = replace(rubric.verdict, few_issues=9)
    (one,) = held_to(SEALED, case, replace(rubric, verdict=rule)).changed
    assert (one.what, one.count) == ("rubric", 1)


@given(cases, st.data())
def test_whatever_coded_value_changes_breaks_the_seal_and_no_other(case, data):
    """Take one coded number or word at random; the seal says so, and of nothing else."""
    before = LOADER.read(json.dumps(case, default=str).encode(), FILE)
    seal = sealed(before.case, before.rubric)
    assert held_to(seal, before.case, before.rubric).state == "unchanged"
    again = LOADER.read(json.dumps(reordered(case), default=str).encode(), FILE)
    assert held_to(seal, again.case, again.rubric).state == "unchanged"
    issues = case.get("issues", [])
    if issues:
        at = data.draw(st.integers(0, len(issues) - 1))
        old = before.case.issues[at]
        issues_ = [*before.case.issues]
        issues_[at] = replace(old, power=old.power + 1)
        other = replace(before.case, issues=tuple(issues_))
        (one,) = held_to(seal, other, before.rubric).changed
        assert (one.what, one.ids) == ("issues", (old.id,))


@given(cases)
def test_a_seal_is_read_back_as_it_was_written(case):
    loaded = LOADER.read(json.dumps(case, default=str).encode(), FILE)
    seal = sealed(loaded.case, loaded.rubric)
    assert read_seal(seal_text(seal, "A remark").encode(), "f") == seal


def test_every_key_of_the_format_is_sealed_or_meant_not_to_be():
    """Walk the case: what is neither sealed nor here would be forgotten."""
    root = read_yaml(KOMPAS.encode(), "f")[0].root
    open_ = {"format", "id", "title", "rubric", "arena", "text", "period", "published", "waived",
             "note"}  # fmt: skip
    known = set(root) - open_
    assert known == {
        "actor", "decision_rule", "sources", "evidence", "codings", "issues", "overall",
        "attributions", "tracing",
    }  # fmt: skip


def test_the_one_hash_is_of_what_is_sealed_as_plain_json_whatever_its_order():
    text = b'{"issues":{"a":"1","b":"2"},"sources":{"s":"3"}}'
    items = {"sources": {"s": "3"}, "issues": {"b": "2", "a": "1"}}
    assert digest(items) == sha256(text).hexdigest()


def test_what_has_no_id_is_told_apart_by_a_number():
    one, rubric = read(KOMPAS)
    group = one.attributions[0]
    long = replace(group, group=plain("x" * 200))
    thrice = replace(one, attributions=(group, group, group, long))
    first, second, third, cut = sealed_items(thrice, rubric)["attributions"]
    assert (second, third) == (f"{first} 2", f"{first} 3")
    assert len(cut) == 80


def test_a_seal_that_is_broken_still_says_what_was_sealed_and_when():
    one, rubric = read(KOMPAS)
    seal = replace(SEALED, date="2026-11-28")
    result = held_to(seal, replace(one, issues=()), rubric)
    assert (result.state, result.sha256, result.date) == ("changed", SEALED.sha256, "2026-11-28")
    assert held_to(seal, one, rubric).state == "unchanged"
