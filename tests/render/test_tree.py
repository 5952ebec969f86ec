"""A tree in every medium: the same lines, as deep, however deep it goes and whatever they say."""

import io
import re
from functools import reduce

import cmarkgfm
import docx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from fivec.documents.blocks import DEEPEST, Heading, Node, Note, Proof, Tree, run, strong
from fivec.documents.clean import clean
from fivec.documents.edition import Report
from fivec.locale import words
from fivec.render import View, set_document

EVIL = "=1+1 <script>x</script> | [bold]y[/] *z* `c` [^1] # $a$ @x &amp; 1. ![i](j) </details> :a:"
# What XML cannot hold is told by its code point; that is tried elsewhere.
TEXTS = (
    st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), max_size=30)
    .map(clean)
    .filter(bool)
)
LEAVES = st.builds(lambda text: Node(run(text)), TEXTS)
NODES = st.recursive(
    LEAVES, lambda below: st.builds(Node, TEXTS.map(run), st.lists(below, max_size=4).map(tuple))
)
SMALL = Node(
    strong("Top"),
    (
        Node(run("a"), (Node(run("b"), (Node(run("c"), id="name"),)), Node(run("d")))),
        Node(run("e")),
    ),
)
LINES = [(1, "a"), (2, "b"), (3, "c name"), (2, "d"), (1, "e")]


def set_as(medium, top, width=100):
    report = Report([Heading(1, "Title"), Tree(top)])
    return set_document(report, medium, View(words("en"), width=width))


def expected(top):
    return [(level, shown("".join(piece.text for piece in node.line)))
            for level, node in Tree(top).branches()]  # fmt: skip


def shown(text):
    return " ".join(text.split())


def own_text(item):
    """Return what an item of a list says, without the lists below it."""
    return shown("".join(item.xpath(".//text()[count(ancestor::li) = $n]",
                                    n=int(item.xpath("count(ancestor-or-self::li)")))))  # fmt: skip


def of_lists(tree):
    return [(int(item.xpath("count(ancestor-or-self::li)")), own_text(item))
            for item in tree.xpath("//li")]  # fmt: skip


def of_html(top):
    return of_lists(html.document_fromstring(set_as("html", top)).xpath("//main")[0])


def of_markdown(top):
    options = cmarkgfm.Options.CMARK_OPT_UNSAFE
    page = cmarkgfm.github_flavored_markdown_to_html(set_as("markdown", top), options)
    return of_lists(html.document_fromstring(f"<main>{page}</main>"))


def of_word(top):
    document = docx.Document(io.BytesIO(set_as("docx", top)))
    named = [(one.style.name, shown(one.text)) for one in document.paragraphs]
    return [(int(name[-1]), text) for name, text in named if name.startswith("fivec Tree ")]


def of_terminal(top):
    """Return the lines on a screen so wide that none is folded."""
    rows = [re.fullmatch(r"((?:[│ ]   |[├└]── )*)(.*)", line)
            for line in set_as("table", top, width=10_000).splitlines()[3:]]  # fmt: skip
    return [(len(row[1]) // 4, shown(row[2].replace("[name]", "name"))) for row in rows]


MEDIA = {"html": of_html, "markdown": of_markdown, "docx": of_word, "table": of_terminal}


@pytest.mark.parametrize("medium", MEDIA)
def test_every_line_stands_as_deep_as_it_is_with_the_name_it_goes_by(medium):
    assert MEDIA[medium](SMALL) == LINES


@pytest.mark.parametrize("medium", MEDIA)
def test_a_tree_of_one_line_is_that_line(medium):
    assert MEDIA[medium](Node(run("All"))) == []
    assert "All" in str(set_as(medium, Node(run("All")))) or medium == "docx"


@pytest.mark.parametrize("medium", MEDIA)
def test_what_is_very_deep_is_level_with_the_deepest(medium):
    deep = reduce(lambda below, n: Node(run(f"n{n}"), (below,)), range(3000, 0, -1), Node(run("x")))
    rows = MEDIA[medium](deep)
    assert len(rows) == 3000
    assert [level for level, _ in rows[:12]] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9]
    assert rows[-1] == (DEEPEST, "x")


@pytest.mark.parametrize("medium", MEDIA)
@given(top=NODES)
@example(top=Node(run("x"), (Node(run(EVIL), (Node(run(EVIL)), Node(run("- a")))),)))
@example(top=Node(run("x"), (Node(run("1. a"), (Node(run("# b")),)), Node(run("> c")))))
def test_any_text_is_shown_as_itself_as_deep_as_it_is(medium, top):
    assert MEDIA[medium](top) == expected(top)


def test_on_a_page_the_first_two_levels_stand_open_and_more_can_be_opened():
    page = html.document_fromstring(set_as("html", SMALL))
    first, second = page.xpath("//main//details")
    assert first.get("open") is not None
    assert second.get("open") is None
    assert [shown(one.text_content()) for one in page.xpath("//main//summary")] == ["a", "b"]
    assert not page.xpath("//main//li[not(parent::ul)] | //main//ul[not(li)]")


def test_what_a_line_of_a_tree_rests_on_is_not_lost():
    note = Note((Proof("supports", "row", "It says so", "p. 1"),))
    top = Node(run("x"), (Node((*run("a"), note), (Node((*run("b"), note)),)),))
    page = html.document_fromstring(set_as("html", top))
    assert len(page.xpath("//main//details[@class='proofs']")) == 2
    assert set_as("markdown", top).count("[^1]") == 3


def test_a_tree_folds_and_is_never_cut():
    text = "word " * 60
    said = set_as("table", Node(run("x"), (Node(run(text), (Node(run(text)),)),)), width=72)
    assert said.count("word") == 120
    assert max(map(len, said.splitlines())) <= 72
