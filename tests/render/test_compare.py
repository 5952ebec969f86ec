"""What a comparison looks like: on a screen, as JSON, and in documents."""

import json

import pytest
from msgspec.structs import replace

from fivec.documents.compare import compared
from fivec.locale import LANGUAGES, words
from fivec.methods.compare import compare_with
from fivec.methods.compare_cases import compare_cases
from fivec.model.document import Origin
from fivec.model.text import plain
from fivec.render import FORMATS, View, formats_of, written
from tests.cli.test_documents import visible
from tests.conftest import IN_GOLDEN, ROOT, assessed, same_as_golden

VERSIONS = ROOT / "tests" / "examples" / "versions"
EVIL = "=1+1 <script>x</script> | [bold]y[/] *z*"
ABLE = formats_of("comparison")


@pytest.fixture(scope="module")
def side_by_side(kompas, concept):
    return compare_cases((kompas, concept))


@pytest.fixture(scope="module")
def changed():
    one, other = (assessed(VERSIONS / f"{name}.yaml") for name in ("earlier", "later"))
    return compare_with([one], [other], tool="fivec 1", made_by="fivec 1")


def render(comparison, name, view):
    return written(comparison, "comparison", name, view, compared)


def view(language="en", width=100):
    return View(words=words(language), width=width)


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("language", IN_GOLDEN)
def test_cases_side_by_side_on_a_screen(side_by_side, language, width):
    text = render(side_by_side, "table", view(language, width))
    assert all(len(line) <= width for line in text.splitlines())
    same_as_golden(text, f"compare.{language}.{width}.txt")


@pytest.mark.parametrize(("language", "width"), [("en", 80), ("nl", 140)])
def test_what_changed_on_a_screen(changed, language, width):
    text = render(changed, "table", view(language, width))
    assert all(len(line) <= width for line in text.splitlines())
    same_as_golden(text, f"changed.{language}.{width}.txt")


@pytest.mark.parametrize("language", IN_GOLDEN)
def test_a_comparison_in_markdown(side_by_side, changed, language):
    for comparison, name in ((side_by_side, "compare"), (changed, "changed")):
        same_as_golden(render(comparison, "markdown", view(language)), f"{name}.{language}.md")


def test_a_comparison_as_json(side_by_side, changed):
    for comparison, name in ((side_by_side, "compare"), (changed, "changed")):
        text = render(comparison, "json", view())
        same_as_golden(text, f"{name}.json")
        assert list(json.loads(text))[:3] == ["format", "tool", "mode"]


def test_the_page_on_the_contract_names_every_key(side_by_side, changed):
    page = (ROOT / "docs" / "formats" / "comparison.md").read_text(encoding="utf-8")
    for comparison in (side_by_side, changed):
        told = json.loads(render(comparison, "json", view()))
        rows = [told, told["cases"][0], *told.get("figures", [])[:1]]
        rows += told["cases"][0].get("changes", [])[:1]
        for key in (key for row in rows for key in row):
            assert f"`{key}`" in page, key


@pytest.mark.parametrize("name", ABLE)
def test_the_same_comparison_gives_the_same_bytes(side_by_side, changed, name):
    for comparison in (side_by_side, changed):
        assert render(comparison, name, view("nl")) == render(comparison, name, view("nl"))


def test_a_difference_within_the_doubt_is_said_to_be_one(side_by_side):
    text = " ".join(render(side_by_side, "table", view()).split())
    assert (
        "EU Strategic Compass 2022 is above NATO Strategic Concept 2022, but not by more than the"
        " doubt, for the ranges overlap: Capacity (by 13.5);"
    ) in text


def test_what_is_not_assessed_has_its_word_and_is_no_difference(side_by_side):
    lines = render(side_by_side, "markdown", view()).splitlines()
    (row,) = (line for line in lines if line.startswith("| Flexibility"))
    assert row.count("*not assessed*") == 2
    assert "cannot be compared" in row


def test_under_other_rubrics_it_is_said_what_is_not_compared(kompas, concept):
    other = replace(
        concept, rubric=replace(concept.rubric, origin=Origin("r.yaml", "0" * 64), version=2)
    )
    text = " ".join(render(compare_cases((kompas, other)), "table", view()).split())
    assert "different rubrics (iob-5c@1, iob-5c@2)" in text
    assert "Steering" not in text


def test_many_cases_stand_below_each_other(kompas, concept):
    five = tuple(
        replace(one, case=replace(one.case, title=plain(f"Case {number}")))
        for number, one in enumerate((kompas, concept, kompas, concept, kompas))
    )
    text = render(compare_cases(five), "markdown", view())
    assert sum(line.startswith("| Case 3 ") for line in text.splitlines()) == 6


def test_two_cases_of_one_title_are_told_apart_by_their_files(kompas):
    other = replace(kompas.case, id="twin", origin=Origin("other.yaml"))
    twin = replace(kompas, file="other.yaml", case=other)
    text = render(compare_cases((kompas, twin)), "json", view())
    assert "other.yaml" in text
    table = " ".join(render(compare_cases((kompas, twin)), "markdown", view()).split())
    # In the row of the case, and over its figures.
    assert table.count("| EU Strategic Compass 2022 (other.yaml) ") == 3


def test_nothing_changed_is_said_so(kompas):
    same = compare_with([kompas], [kompas], tool="fivec 1", made_by="fivec 1")
    assert "Nothing changed in result, coding or evidence." in render(same, "table", view())
    assert json.loads(render(same, "json", view()))["changed"] is False
    # Likelihoods without ranges say nothing of how sure they are.
    assert render(same, "table", view()).count("0.91 (no range)") == 2


@pytest.mark.parametrize("name", ["html", "docx", "markdown"])
def test_text_of_an_earlier_version_is_text_too(changed, name):
    (one,) = changed.changes
    evil = replace(changed, changes=(replace(one, now=replace(one.now, title=plain(EVIL))),))
    data = render(evil, name, view())
    data = data if isinstance(data, bytes) else data.encode()
    assert EVIL in visible(FORMATS[name].suffix, data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_control_characters_never_reach_a_screen(changed, language):
    (one,) = changed.changes
    evil_changes = tuple(
        replace(each, before=_evil(each.before), after=_evil(each.after)) for each in one.changes
    )
    evil = replace(changed, changes=(replace(one, changes=evil_changes),))
    text = render(evil, "table", view(language, 140))
    assert "\x1b" not in text
    assert "␛" in text


def _evil(value):
    return f"{value}\x1b[31m" if isinstance(value, str) else value


def test_every_change_of_any_fact_has_words_in_both_languages(kompas, concept):
    """The two cases of the report as if they were versions: nearly every fact differs."""
    for one, other in ((kompas, concept), (concept, kompas)):
        found = compare_with(
            [replace(one, id=other.id)], [other], tool="fivec 1", made_by="fivec 0"
        )
        assert len({change.name for change in found.changes[0].changes}) > 30
        for language in LANGUAGES:
            render(found, "table", view(language))


def test_levels_that_a_source_allows_stand_as_one_sentence(kompas):
    two = compare_cases((kompas, assessed(ROOT / "cases" / "nis2-cer.yaml")))
    text = render(two, "markdown", view())
    assert "| None or limited " in text
