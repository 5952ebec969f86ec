"""Markdown as GitHub renders it: whatever a file says, it stays text in its own cell."""

import html
import re

import cmarkgfm
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml.html import document_fromstring as html_of
from msgspec.structs import replace

from fivec.documents.blocks import (
    Facts,
    Heading,
    Items,
    Note,
    Paragraph,
    Proof,
    Row,
    Run,
    Table,
    run,
)
from fivec.documents.clean import clean
from fivec.documents.edition import Report
from fivec.locale import words
from fivec.model.assessment import Batch, Failed
from fivec.model.finding import finding
from fivec.model.text import plain
from fivec.render import View
from fivec.render import rendered as report
from fivec.render.markdown import set_document
from fivec.render.markdown.markdown_text import NumberedNotes, inline, joined, table
from tests.conftest import IN_GOLDEN, ROOT, assessed, same_as_golden

STYLES = ("plain", "strong", "emphasis", "code")
EVIL = "=1+1 <script>x</script> | [bold]y[/] *z* `c` [^1] # $a$ ~b~ @x &amp; 1. ![i](j) www.k.nl"
SIGNS = st.text(
    alphabet=st.one_of(
        st.sampled_from("\\`*_[]<>|~^$@#{}()!&:;=+-.1a/ \n\t\"'"), st.characters(codec="utf-8")
    )
)
# What GitHub, or a reader of lists and tables, makes something else of than text.
BITS = (
    "x@example.org", "MAILTO:a@b.nl", "xmpp:a@b.nl/c", "a.b+c-d_e@f-g.h.", "@name", "(@a/b)", "é@a",
    "www.k.nl", "_www.k.nl", "1http://k.nl", "_https://k.nl/a@b.nl", "ftp://x.y", "HTTPS://k.nl",
    "#123", "a/b#1", "GH-1", "gh-12", "0fc1a2b3", "a@0fc1a2b", ":smile:", "a:+1:", ":100:", "$a$",
    "$5 and $6", "$$", "[^1]", "[x]", "[ ] a", "![i](j)", "[a](b)", "&amp;", "&#38;", "&copy;", "&",
    "<b>", "<!-- -->", "<a@b.nl>", "<https://k.nl>", "- a", "+ a", "* a", "1. a", "1) a", "a. b",
    "(i) a", "# a", "> a", "```", "~~~", "===", "---", "|", "|---|", "    a", "a  ", "\\", "`",
    "**", "__a__", "~~a~~", "~a~", "^a^", "==a==", "{a}", ": a", "% a", "::: a", "a.", "é", "–",
    "\n", "\t", "\r\n", "\u2028", "\x85", "\x0b", "\x1b[31m", "\u202e", "\u00a0", "'a'", '"',
)  # fmt: skip
LINES = st.lists(st.sampled_from(BITS), max_size=6).flatmap(
    lambda bits: st.sampled_from(["", " "]).map(lambda between: between.join(bits))
)
TEXTS = st.one_of(SIGNS, LINES)


def markdown(*results, language="en", **chosen):
    """Return the summary of a job, or with ``full`` the annex."""
    view = View(words=words(language), folded=not chosen.get("full"), **chosen)
    return report(Batch(results), "markdown", view)


def rendered(text):
    options = cmarkgfm.Options.CMARK_OPT_FOOTNOTES | cmarkgfm.Options.CMARK_OPT_UNSAFE
    return cmarkgfm.github_flavored_markdown_to_html(text, options)


def bare(shown):
    """Return the text of rendered Markdown in which nothing but code is set apart."""
    text = re.sub("</?code>", "", shown)
    assert "<" not in text, shown
    return html.unescape(text)


def cells(text):
    rows = re.findall(r"<tr>(.*?)</tr>", rendered(text), re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]


@pytest.mark.parametrize("language", IN_GOLDEN)
def test_a_case(kompas, language):
    same_as_golden(markdown(kompas, language=language), f"kompas.{language}.md")


def test_a_case_with_its_evidence(kompas):
    same_as_golden(markdown(kompas, full=True), "kompas.full.md")


def test_issues_on_a_scale():
    one = assessed(ROOT / "tests" / "examples" / "right" / "on-a-scale.yaml")
    same_as_golden(markdown(one, full=True), "on-a-scale.md")


def test_several_cases_with_a_fault_and_a_missed_threshold(kompas, concept):
    fault = finding("cases/x|y.yaml", (8, 49), "unknown-level", id="hihg", of="iob-5c")
    facts = {"figure": "capacity", "shown": "69.8", "least": "75", "doubt": "45.0–74.2"}
    missed = finding("cases/strategisch-concept.yaml", (0, 0), "below-threshold", **facts)
    low = replace(concept, missed=(missed,))
    same_as_golden(markdown(kompas, low, Failed("cases/x|y.yaml", (fault,))), "several.en.md")


def test_what_opens_a_summary_stands_there_and_each_part_is_folded_under_its_heading(kompas):
    tree = html_of(rendered(markdown(kompas)))
    opening, parts = tree.xpath("/html/body/*[not(self::details)]"), tree.xpath("//details")
    assert [one.tag for one in opening][:2] == ["h1", "p"]
    assert len([one for one in opening if one.tag == "table"]) == 2
    assert not [one for one in opening if one.tag == "h2"]
    assert len(parts) > 3
    for one in parts:
        assert one[0].tag == "summary"
        assert [child.tag for child in one[0]] == ["h2"]
        assert {child.tag for child in one[1:]} <= {"table", "ul", "p"} != set()
    assert "<details" not in markdown(kompas, full=True)


@given(TEXTS.filter(clean))
@example("</summary></details><script>")
@example(EVIL)
def test_nothing_that_a_file_says_opens_or_closes_what_is_folded(text):
    blocks = (Heading(1, "T"), Heading(2, text), Paragraph(run(text)), Heading(2, "B"))
    tree = html_of(rendered(set_document(Report(blocks), View(words("en"), folded=True))))
    first, second = tree.xpath("/html/body/details")
    assert " ".join(first[0].text_content().split()) == " ".join(clean(text).split())
    assert [child.tag for child in first] == ["summary", "p"]
    assert second.text_content().strip() == "B"


def test_a_summary_of_a_hundred_cases_is_less_than_what_github_takes(kompas):
    assert len(markdown(*[kompas] * 100).encode()) < 1024 * 1024


def test_the_verdict_stands_second_and_no_table_of_a_summary_is_wide(kompas, concept):
    opening = markdown(kompas).partition("<details>")[0]
    for text in (opening, markdown(kompas, concept, *[kompas] * 5)):
        assert {len(row) for row in cells(text)} <= {4, 5, 6} != set()
    assert cells(markdown(kompas, concept))[0][1] == words("en")("column.influence")


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
    assert bare(shown[1][0]) == clean(text)
    assert shown[1][1] == "end"


@given(TEXTS.filter(clean))
@example(EVIL)
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
        assert bare(found[1]) == clean(text)


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


@given(TEXTS.filter(clean), TEXTS.filter(clean))
@example("a\n::error::x\n\nFake heading\n===\n- z", "- z")
@example("x", "===")
@example("#1", "@name")
def test_a_text_is_itself_wherever_it_stands(one, two):
    """In each place of a document, on a first line and on a second, in each style."""
    styled = [(*run(one, style), Run(" "), *run(two, style)) for style in STYLES]
    lined = (*run(one), Run("\n"), *run(two))
    note = Note((Proof("supports", "e", one, two),))
    blocks = (
        Heading(2, one), Paragraph(lined), Items((lined, *styled)), Paragraph(run("x")),
        Facts(((one, (lined,)),)),
        Table("c", (one, two), (Row((lined, run(two))), Row((styled[0], (*run(two), note))))),
    )  # fmt: skip
    out = rendered(set_document(Report(blocks), View(words("en"))))
    tags = set(re.findall(r"<(\w+)", out))
    assert tags <= {"h2", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "code",
                    "strong", "em", "sup", "a", "section", "ol"}  # fmt: skip
    assert set(re.findall(r"<a href=.([^\"]*)", out)) <= {"#fn-1", "#fnref-1"}
    first, second = clean(one), clean(two)
    both = f"{first}\n{second}"
    for tag, texts in {
        "h2": [first],
        "th": [first, second],
        "td": [f"{first} {second}", second, f"{first} {second}", second],
    }.items():
        found = re.findall(rf"<{tag}>(.*?)</{tag}>", out, re.DOTALL)
        found = [re.sub("<sup.*", "", text, flags=re.DOTALL) for text in found]
        assert [bare(re.sub("</?(strong|em)>", "", text)) for text in found] == texts
    assert bare(re.search("<p>(.*?)</p>", out, re.DOTALL)[1]) == both
    items = re.findall("<li>(.*?)</li>", out, re.DOTALL)
    items = [bare(re.sub("</?(strong|em)>", "", text)) for text in items]
    assert items == [both, *[f"{first} {second}"] * len(STYLES), f"{first}: {both}"]


@pytest.mark.parametrize(
    "text",
    [
        "$a$",
        ":smile:",
        ":100:",
        "0fc1a2b3",
        "@name",
        "#12",
        "a/b#1",
        "GH-1",
        "a@b.nl",
        "xmpp:a@b/c",
    ],
)
def test_what_github_has_no_escape_for_is_set_as_code(text):
    assert inline(text) == f"`{text}`"
    assert inline(f"In {text}.") == f"In `{text}`."


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\x0b", "\x85", "\u2028", "\u2029"])
def test_a_row_of_a_table_is_one_line_and_so_are_its_heads(sign):
    lines = table([f"a{sign}b", "c"], [[f"d{sign}e", "中国"]]).splitlines()
    assert lines[0] == "| a b  | c    |"
    assert lines[2:] == ["| d e  | 中国 |"]


def test_code_that_follows_on_code_is_one():
    assert joined(["`a`", "`b`", "c", "\\`", "`d`"]) == "`ab`c\\``d`"
    assert bare(re.search("<p>(.*)</p>", rendered("`ab`c\\``d`"))[1]) == "abc`d"


def test_a_long_text_is_read_once():
    for bit in ("a", "@", "a@", ":a", "$", "a.", "#", "mailto:", "0a", "-", "<", "&a"):
        assert inline(bit * 20_000)


@pytest.mark.parametrize("text", ["5 @ 6", "iob-5c@1", "12:30:45", "$5 and $6", "No # here", "C#"])
def test_what_nobody_makes_a_link_of_is_no_code(text):
    assert "`" not in inline(text)


def test_a_note_is_written_once_and_every_mark_has_one():
    notes = NumberedNotes()
    assert [notes.mark(text) for text in ("a", "b", "a", "")] == ["[^1]", "[^2]", "[^1]", ""]
    assert notes.definitions() == "[^1]: a\n\n[^2]: b\n\n"


def test_footnotes_render(kompas):
    assert 'class="footnotes"' in rendered(markdown(kompas))


def test_what_is_not_assessed_is_a_word(kompas):
    (row,) = [line for line in markdown(kompas).splitlines() if line.startswith("| **Flexib")]
    assert "*not assessed*" in row
    assert "0.0" not in row
