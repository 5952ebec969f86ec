"""Files to begin with: clean, silent, and unmoved by what a title or a rubric says."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.api import assess
from fivec.authoring.starter import CaseAnswers, RubricAnswers, new_case, new_rubric
from fivec.documents.clean import clean
from fivec.files.load import Loader, load_rubric
from fivec.files.paths import Input
from fivec.locale import LANGUAGES, words
from fivec.model.text import plain
from tests.conftest import IN_GOLDEN, ROOT, same_as_golden

EXAMPLES = ROOT / "tests" / "examples"
RUBRICS = [
    ROOT / "rubrics" / "iob-5c.yaml",
    EXAMPLES / "right" / "presidency.yaml",
    EXAMPLES / "doubtful" / "measured.yaml",
]
EVIL = 'x\'\n"y": {a: 1} # [b] \x1b[31m \u202e - & *c'


def read(text: str, folder: Path, rubric: str | None = None):
    loader = Loader(rubric, read_others=True)
    return loader.read(text.encode(), Input("new.yaml", None, folder))


def begun(path: Path, language: str = "en", **answers: str) -> str:
    rubric, _ = load_rubric(str(path))
    known = {"id": "mine", "title": "A case", "rubric": f"./{path.name}", "actor": "NLD"} | answers
    return new_case(CaseAnswers(**known), rubric, words(language))


@pytest.mark.parametrize("language", IN_GOLDEN)
def test_a_new_case(language):
    answers = {"rubric": "iob-5c@1", "actor_name": "Nederland", "arena": "NATO", "text": "Plan"}
    same_as_golden(begun(RUBRICS[0], language, **answers), f"new-case.{language}.yaml")


def test_a_new_rubric():
    answers = RubricAnswers("own", "My rubric", (("networks", "Networks"), ("staff", "Staff")))
    same_as_golden(new_rubric(answers, words("en")), "new-rubric.en.yaml")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", RUBRICS, ids=lambda path: path.stem)
def test_a_new_case_is_clean_and_silent_under_any_rubric(path, language):
    loaded = read(begun(path, language), path.parent)
    assert loaded.findings == ()
    one = assess(loaded.case, loaded.rubric)
    assert one.findings == ()
    assert one.capacity.score is None
    assert one.attainment is None
    rated = set(loaded.case.codings[0].ratings)
    assert rated == {f"{c.id}.{i.id}" for c in one.rubric.capabilities for i in c.indicators}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_are_right_when_their_sign_is_taken_away(language):
    text = begun(RUBRICS[0], language)
    for key in ("sources", "evidence", "issues"):
        text = text.replace(f"{key}: []", f"{key}:")
    text = re.sub(r"^#(?=  +(- \{?id|says|source|where|scope|bears|label|wanted|was|got|attained))",
                  "", text, flags=re.MULTILINE)  # fmt: skip
    text = re.sub(r"^# (?=period: |decision_rule: )", "", text, flags=re.MULTILINE)
    loaded = read(text, ROOT / "rubrics")
    assert loaded.findings == ()
    case = loaded.case
    assert (len(case.sources), len(case.evidence), len(case.issues)) == (1, 1, 1)
    assert case.decision_rule == "consensus"


def test_every_descriptor_is_in_reach():
    rubric, _ = load_rubric("iob-5c")
    said = re.sub(r"\s+#?\s*", " ", begun(RUBRICS[0]))
    for capability in rubric.capabilities:
        for indicator in capability.indicators:
            for descriptor in indicator.descriptors.values():
                assert re.sub(r"\s+", " ", descriptor.to("en")) in said


@given(st.text(max_size=40).filter(clean))
def test_any_title_reads_back_as_itself(title):
    for text in (title, EVIL):
        loaded = read(begun(RUBRICS[0], title=text, arena=text), ROOT / "rubrics")
        assert loaded.findings == ()
        assert loaded.case.title.to("en") == clean(text)
        assert loaded.case.arena.label.to("en") == clean(text)
        own = read(new_rubric(RubricAnswers("a", text, (("b", text),)), words("nl")), ROOT)
        assert own.findings == ()
        assert own.rubric.capabilities[0].label.to("en") == clean(text)


def test_what_a_rubric_says_stays_in_its_remark():
    rubric, _ = load_rubric("iob-5c")
    first, *rest = rubric.capabilities
    evil = replace(first, label=plain(EVIL), question=plain(EVIL))
    answers = CaseAnswers("mine", "A case", "iob-5c", "NLD")
    text = new_case(answers, replace(rubric, capabilities=(evil, *rest)), words("en"))
    loaded = read(text, ROOT)
    assert loaded.findings == ()
    assert len(loaded.case.codings[0].ratings) == sum(len(c.indicators) for c in (first, *rest))


@pytest.mark.parametrize("wrong", ["a b", "a\nnote: x", "é", "{a}", "null"])
def test_an_id_that_is_none_is_a_fault_and_nothing_else(wrong):
    found = read(begun(RUBRICS[0], id=wrong), ROOT / "rubrics")
    assert found.case is None
    assert {one.code for one in found.findings} <= {"bad-id", "wrong-type"}
