"""The contract fivec/assessments@1."""

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.files.schema import schema
from fivec.locale import words
from fivec.model.assessment import Batch, Failed
from fivec.model.characters import UNSEEN
from fivec.model.finding import finding
from fivec.model.values import number
from fivec.render import View, rendered
from fivec.render.machine.as_json import dumped
from tests.conftest import ROOT, assessed, load, same_as_golden

# The keys of DESIGN §4, in their order. New keys may follow; none of these may move or go.
CASE = (
    "id title file sha256 actor arena text decision_rule rubric scope capacity capabilities phases "
    "preference attribution tracing verdict evidence sources audience left_out findings"
)
SCORE = "score bounds interval level coverage confidence"
INDICATOR = (
    "id label weight score bounds interval level confidence scope coders evidence parts reason"
)
PREFERENCE = (
    "attainment bounds interval coverage salience_coverage basis gain contested luck excess "
    "excess_interval excess_by percentile luck_alone model_error issues"
)
ISSUE = (
    "id label role salience position status_quo outcome attained alignment attainment gain "
    "proportional_gain relative extremity_normalised span contested luck excess compromise "
    "counterfactual silent note"
)
TRACING = (
    "by posterior interval ratio decibels naive_ratio prior_sensitivity even_prior hypotheses tests"
)
ANSWER = "state as_coded range figure interval why"
VERDICT = (
    "influence as_coded range confidence questions ceiling because levers findings published agrees"
)


def render(*assessments, failed=(), language="en"):
    return rendered(Batch((*assessments, *failed)), "json", View(words=words(language)))


def starts_with(record, keys):
    assert list(record)[: len(keys.split())] == keys.split()


@pytest.mark.parametrize("name", ["kompas", "strategisch-concept"])
def test_the_json_of_a_case(name):
    same_as_golden(render(assessed(ROOT / "cases" / f"{name}.yaml")), f"{name}.json")


def test_the_keys_stand_in_their_order(kompas):
    result = json.loads(render(kompas))
    assert list(result) == ["format", "tool", "cases", "failed", "summary"]
    case = result["cases"][0]
    starts_with(case, CASE)
    starts_with(case["capacity"], SCORE)
    starts_with(case["capabilities"][0], f"id label weight {SCORE} indicators")
    starts_with(case["capabilities"][0]["indicators"][0], INDICATOR)
    starts_with(case["preference"], PREFERENCE)
    starts_with(case["preference"]["issues"][0], ISSUE)
    starts_with(case["tracing"], TRACING)
    starts_with(case["tracing"]["hypotheses"][0], "id kind prior posterior")
    starts_with(case["verdict"], VERDICT)
    starts_with(case["verdict"]["questions"], "excess attribution tracing")
    for answer in (*case["verdict"]["questions"].values(), case["verdict"]["ceiling"]):
        starts_with(answer, ANSWER)
    starts_with(result["summary"], "cases failed capacity attainment verdicts")


@pytest.mark.parametrize("name", ["on-a-scale", "own-rubric", "smallest"])
def test_the_result_follows_its_own_schema(name, kompas):
    one = assessed(ROOT / "tests" / "examples" / "right" / f"{name}.yaml")
    fault = Failed("x.yaml", (finding("x.yaml", (0, 0), "empty-file"),))
    result = json.loads(render(one, kompas, failed=(fault,)))
    jsonschema.validate(result, schema("assessment"))


def test_the_same_input_gives_the_same_bytes():
    path = ROOT / "cases" / "kompas.yaml"
    assert render(assessed(path)) == render(assessed(path))


def test_labels_come_in_the_language_asked_for(kompas):
    assert json.loads(render(kompas, language="nl"))["cases"][0]["actor"]["label"] == "Nederland"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(75.0, "75"), (200 / 3, "66.6666666667"), (-0.0, "0"), (None, "null"), (0.1 + 0.2, "0.3")],
)
def test_numbers_have_twelve_digits(value, expected):
    assert json.dumps(number(value)) == expected


def test_what_is_missing_is_null_and_never_zero(concept):
    flexibility = json.loads(render(concept))["cases"][0]["capabilities"][4]
    assert flexibility["score"] is None
    assert flexibility["level"] is None
    assert flexibility["indicators"][0]["reason"] == "out-of-scope"


@pytest.mark.parametrize("indent", [0, 2])
def test_what_a_screen_obeys_or_hides_is_escaped_and_the_value_is_the_same(indent):
    hidden = "\x1b[31m \x07 \x7f \x9b31m \u202e \u2066 \u200b \u200f \u061c \xad \ufeff \u2028"
    hidden += "\U000e0041 \udcff"
    value = {hidden: [hidden], "plain": "é – 中 🙂"}
    text = dumped(value, indent=indent)
    assert json.loads(text) == value
    assert not UNSEEN.search(text.replace("\n", ""))
    assert "é – 中 🙂" in text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_json_as_it_was(text):
    assert json.loads(dumped(text)) == text


def test_a_faulty_file_of_hidden_signs_gives_json_that_shows_them(written):
    case = written('format: fivec/case@1\n"k\\u202e\\u009b31m": 1\n')
    loaded = load(case)
    batch = Batch((Failed(loaded.file, loaded.findings),))
    for name in ("json", "jsonl"):
        text = rendered(batch, name, View(words("en")))
        assert "\\u202e" in text
        assert "\\u009b31m" in text
        assert not UNSEEN.search(text.replace("\n", ""))
