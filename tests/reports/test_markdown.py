"""Markdown as GitHub renders it: whatever a file says, it stays text in its own cell."""

import html
import re
from dataclasses import replace

import cmarkgfm
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fivec.locale import words
from fivec.model.assessment import Batch, Failed
from fivec.model.finding import finding
from fivec.model.text import plain
from fivec.reports import View, renderer
from fivec.reports.clean import clean
from fivec.reports.markdown_text import Notes, inline, table
from tests.conftest import ROOT, assessed, same_as_golden

EVIL = "=1+1 <script>x</script> | [bold]y[/] *z* `c` [^1] # $a$ ~b~ @x &amp; 1. ![i](j) www.k.nl"
TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("\\`*_[]<>|~^$@#{}()!&:;=+-.1a/ \n\t\"'"), st.characters(codec="utf-8")
    )
)


def markdown(*results, language="en", **chosen):
    return renderer("markdown").render(Batch(results), View(words=words(language), **chosen))


def rendered(text):
    options = cmarkgfm.Options.CMARK_OPT_FOOTNOTES | cmarkgfm.Options.CMARK_OPT_UNSAFE
    return cmarkgfm.github_flavored_markdown_to_html(text, options)


def cells(text):
    rows = re.findall(r"<tr>(.*?)</tr>", rendered(text), re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_case(kompas, language):
    same_as_golden(markdown(kompas, language=language), f"kompas.{language}.md")


def test_a_case_with_its_evidence(kompas):
    same_as_golden(markdown(kompas, full=True), "kompas.full.md")


def test_issues_on_a_scale():
    one = assessed(ROOT / "tests" / "examples" / "right" / "on-a-scale.yaml")
    same_as_golden(markdown(one, full=True), "on-a-scale.md")


def test_several_cases_with_a_fault_and_a_missed_threshold(kompas, concept):
    fault = finding("cases/x|y.yaml", (8, 49), "unknown-level", id="hihg", of="iob-5c")
    facts = {"figure": "capacity", "shown": "69.8", "least": "75"}
    missed = finding("cases/strategisch-concept.yaml", (0, 0), "below-threshold", **facts)
    low = replace(concept, missed=(missed,))
    same_as_golden(markdown(kompas, low, Failed("cases/x|y.yaml", (fault,))), "several.en.md")


def test_it_is_short_enough_for_a_job_summary(kompas):
    assert len(markdown(kompas).splitlines()) < 170


def test_the_lines_of_a_table_are_aligned_as_text(kompas):
    lines = [line for line in markdown(kompas).splitlines() if line.startswith("| ")][:4]
    assert len({len(line) for line in lines}) == 1


@given(TEXTS)
@example(EVIL)
@example("a\\|b")
@example("\\")
@example("1. x")
@example("- x")
@example("x@example.org")
def test_any_text_is_shown_as_itself_in_its_own_cell(text):
    shown = cells(table(["A", "B"], [[inline(text), "end"]]))
    assert len(shown) == 2
    assert len(shown[1]) == 2
    if "@" not in text:  # a renderer may make a link of an address; its text stays
        assert "<" not in shown[1][0]
    assert html.unescape(re.sub(r"</?a[^>]*>", "", shown[1][0])) == clean(text)
    assert shown[1][1] == "end"


@given(TEXTS.filter(lambda text: clean(text) and "@" not in text))
@example(EVIL.replace("@", ""))
@example("1. x")
@example("2) x")
@example("- x")
@example("# x")
@example("> x")
def test_any_text_is_shown_as_itself_where_a_line_begins(text):
    for before, tag in (("", "p"), ("# ", "h1"), ("- ", "li")):
        out = rendered(f"{before}{inline(text)}\n")
        found = re.fullmatch(rf"(?:<ul>\n)?<{tag}>(.*?)</{tag}>\n(?:</ul>\n)?", out, re.DOTALL)
        assert found, out
        assert "<" not in found[1]
        assert html.unescape(found[1]) == clean(text)


@given(TEXTS)
@example(EVIL)
def test_a_report_keeps_its_shape_whatever_a_title_says(kompas, text):
    title = plain(text)
    issues = tuple(replace(issue, label=title, wanted=title) for issue in kompas.case.issues)
    sources = tuple(replace(one, citation=title) for one in kompas.case.sources)
    case = replace(kompas.case, title=title, issues=issues, sources=sources)
    out = markdown(replace(kompas, case=case))
    assert [len(row) for row in cells(out)] == [len(row) for row in cells(markdown(kompas))]
    assert "<script" not in rendered(out)
    assert rendered(out).count("<h1>") == 1
    shown = rendered(out)
    marks = set(re.findall(r'href="#fn-?(\d+)"', shown))
    assert marks == set(re.findall(r'<li id="fn-?(\d+)"', shown)) != set()
    assert len(marks) == len(re.findall(r"^\[\^\d+\]: ", out, re.MULTILINE))


def test_a_note_is_written_once_and_every_mark_has_one():
    notes = Notes()
    assert [notes.mark(text) for text in ("a", "b", "a", "")] == ["[^1]", "[^2]", "[^1]", ""]
    assert notes.definitions() == "[^1]: a\n\n[^2]: b\n\n"


def test_footnotes_render(kompas):
    assert 'class="footnotes"' in rendered(markdown(kompas))


def test_what_is_not_assessed_is_a_word(kompas):
    (row,) = [line for line in markdown(kompas).splitlines() if line.startswith("| **Flexib")]
    assert "*not assessed*" in row
    assert "0.0" not in row
