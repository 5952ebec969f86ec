"""The table as a person reads it, at two widths, in two languages."""

import re
from importlib import import_module

import pytest
from msgspec.structs import replace

from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Batch
from fivec.model.document import Origin
from fivec.model.text import plain
from fivec.render import FORMATS, View, rendered
from tests.conftest import IN_GOLDEN, ROOT, assessed, same_as_golden

NASTY = "=1+1 <script>x</script> | [bold]y[/] *z* :smile: [link=http://x]q[/link]"


def table(one, **view):
    chosen = {"words": words("en"), "width": 100, "full": True} | view
    return rendered(Batch((one,)), "table", View(**chosen))


@pytest.mark.parametrize("language", IN_GOLDEN)
@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("name", ["kompas", "strategisch-concept", "hybride-toolbox"])
def test_the_table_of_a_case(name, width, language):
    one = assessed(ROOT / "cases" / f"{name}.yaml")
    text = table(one, words=words(language), width=width)
    assert max(map(len, text.split("\n"))) <= width
    same_as_golden(text, f"{name}.{language}.{width}.txt")


def test_the_full_table_holds_every_row_of_evidence_with_its_place(kompas):
    text = table(kompas, width=140)
    same_as_golden(text, "kompas.full.txt")
    for item in kompas.case.evidence:
        assert item.id in text
    flat = re.sub(r"\s+", " ", text)
    for item in kompas.case.evidence:
        assert item.says.to("en") in flat
        assert item.where in flat


def test_issues_on_a_scale():
    one = assessed(ROOT / "tests" / "examples" / "right" / "on-a-scale.yaml")
    same_as_golden(table(one, words=words("nl"), width=80), "on-a-scale.nl.txt")


def test_another_rubric_with_other_levels_and_one_language():
    one = assessed(ROOT / "tests" / "examples" / "right" / "own-rubric.yaml")
    same_as_golden(table(one, width=80), "own-rubric.txt")


def test_several_cases_are_a_line_each_with_a_summary(kompas, concept):
    view = View(words=words("nl"), width=100)
    text = rendered(Batch((kompas, concept)), "table", view)
    same_as_golden(text, "several.nl.txt")


@pytest.mark.parametrize("width", [72, 80, 100, 140, 240])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_cut_at_any_width(kompas, width, language):
    text = table(kompas, words=words(language), width=width)
    assert "…" not in text
    letters = re.sub(r"[^\w]", "", text)
    for capability in kompas.rubric.capabilities:
        for indicator in capability.indicators:
            label = re.sub(r"[^\w]", "", indicator.label.to(language))
            if width >= 140:
                assert label in letters


def test_without_colour_nothing_is_sent_but_text(kompas):
    assert "\x1b" not in table(kompas)
    assert "\x1b[" in table(kompas, color=True)


def test_in_ascii_there_is_only_ascii_of_our_own(kompas):
    text = table(kompas, ascii=True)
    assert not set("■▪▫╌│╭─") & set(text)
    assert "#" in text


def test_what_a_file_says_is_never_markup(kompas):
    case = replace(
        kompas.case,
        title=plain(NASTY),
        actor=replace(kompas.case.actor, label=plain(NASTY)),
        issues=(
            replace(kompas.case.issues[2], label=plain(NASTY), got=plain(NASTY), part_of=None),
        ),
    )
    for width in (80, 140):
        lens = replace(kompas.preference, issues=(kompas.preference.issues[2],))
        text = table(replace(kompas, case=case, preference=lens), width=width)
        assert text.split("\n")[0].startswith(NASTY[:40])
        flat = re.sub(r"\s+", "", text)
        for piece in ("[bold]y[/]", "*z*", ":smile:", "<script>x</script>"):
            assert piece in flat or width == 140


def test_control_characters_are_shown_not_sent(kompas):
    evil = "a\x1b[31mb\x00c\u202ed\x9be\x07"
    case = replace(kompas.case, title=plain(evil), origin=Origin(evil))
    text = table(replace(kompas, case=case), color=False)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "a␛[31mb␀c<U+202E>d<U+009B>e␇" in text


def test_not_assessed_has_a_sign_of_its_own_and_is_no_zero(concept):
    lines = table(concept, width=140).split("\n")
    rows = [line for line in lines if line.strip().startswith("Flexibility")]
    assert len(rows) == 2
    for row, word in zip(rows, ("weaker evidence only", "not assessed"), strict=True):
        assert word in row
        assert "–" in row
        assert "╌" in row
        assert not re.search(r"\b0\.0\b", row)


def test_every_format_has_its_modules():
    for form in FORMATS.values():
        assert form.gives("cases") or form.gives("findings")
        if form.medium:
            assert callable(import_module(f"fivec.render.{form.medium}").set_document)
        for name in form.records.values():
            assert callable(import_module(f"fivec.render.{name}").render)
