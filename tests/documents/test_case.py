"""A case told in blocks: the same for every medium, and enough for a document that stands alone."""

import itertools
import re

import pytest
from msgspec.structs import replace

from fivec import __version__
from fivec.documents.blocks import Bar, Facts, Heading, Items, Note, Paragraph, Run, Table, plain
from fivec.documents.edition import titled
from fivec.documents.several import document
from fivec.documents.sources import located
from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Batch
from fivec.model.finding import finding
from fivec.model.text import plain as text
from fivec.render import View
from tests.conftest import ROOT, assessed

CASES = sorted((ROOT / "cases").glob("*.yaml"))


def told(*results, language="en", tells="annex", **chosen):
    view = View(words=words(language), **chosen)
    return list(document(Batch(results), view, tells).blocks)


def lines(blocks):
    for block in blocks:
        match block:
            case Paragraph(line):
                yield line
            case Items(every):
                yield from every
            case Facts(rows):
                yield from (line for _, every in rows for line in every)
            case Table(rows=rows):
                yield from (cell for row in rows for cell in row.cells)


def front(blocks):
    """Return what an annex says of how all of it was made."""
    *_, last = (block.rows for block in blocks if isinstance(block, Facts))
    return {name: [plain(line) for line in every] for name, every in last}


def whole(blocks):
    """Return all that is said, its pictures and notes apart."""
    return "\n".join(map(plain, lines(blocks)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_annex_says_with_what_it_was_judged_by_whom_and_from_which_files(kompas, language):
    say = words(language)
    known = front(told(kompas, language=language, date="2026-11-25"))
    names = ("rubric", "scope", "coders", "files", "tool")
    assert list(known) == [say(f"about.{name}") for name in names]
    assert kompas.case.sha256 in known[say("about.files")][0]
    assert kompas.rubric.sha256 in known[say("about.files")][1]
    assert say("not-blind") in known[say("about.coders")][0]
    assert known[say("about.tool")] == [f"fivec {__version__}"]


def test_of_several_there_is_one_annex_with_a_row_a_case(kompas, concept):
    blocks = told(kompas, concept)
    known = front(blocks)
    for one in (kompas, concept):
        assert one.case.sha256 in known[one.case.title.to("en")][1]
    titles = [block.text for block in blocks if isinstance(block, Heading)]
    for title in ("annex", "conventions", "sources", "column.findings", "about.reading"):
        assert titles.count(words("en")(title)) == 1
    texts = [plain(line) for line in lines(blocks)]
    cited = "IOB, Samen sterker?, 2025"
    assert sum(text.startswith(cited) for text in texts) == 1


def test_a_page_then_what_it_rests_on_then_what_that_was_made_of(kompas):
    page, body, annex = (told(kompas, tells=tells) for tells in ("page", "body", "annex"))
    assert not [block for block in page if isinstance(block, Heading)]
    # But for who and when, which are a line, and how to see more.
    assert all(block in body for block in page[1:-1])
    assert annex[: len(body)] == body
    assert annex[len(body)].text == words("en")("annex")
    assert told(kompas, tells="body", full=True)[-2].name.endswith("-evidence")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("full", [False, True])
def test_a_document_says_nothing_that_its_reader_cannot_use(path, language, full):
    """No option, path, code of a finding, or line of a text version."""
    one = assessed(path)
    blocks = told(one, language=language, full=full)
    text = whole(blocks) + "".join(
        f"\n{proof.place}"
        for line in lines(blocks)
        for piece in line
        if isinstance(piece, Note)
        for proof in piece.proofs
    )
    assert not re.search(r"(?<![\w-])--[a-z]", text)
    assert one.case.file not in text
    assert f"/{path.name}" not in text
    assert not any(fault.code in text for fault in one.findings)
    assert not re.search(r"\b[lr]\. ?\d", text)
    assert "§" in text


def test_on_a_screen_beside_the_files_the_lines_stay(kompas):
    assert "§4.4.1, l. 2028-2029" in whole(told(kompas, tells="page", full=True))


def test_a_place_has_the_signs_of_the_language():
    where = "Annex 1, ch. 2, §4.4, l. 20-28, fn 3; fnord 1"
    assert located(where, words("nl")) == "bijlage 1, hfst. 2, §4.4, r. 20-28, noot 3; fnord 1"
    assert located(where, words("en"), lines=False) == "Annex 1, ch. 2, §4.4, fn 3; fnord 1"
    assert located(None, words("en")) == ""


def test_no_sentence_stands_twice(kompas):
    """What is said once is said where it belongs: no line of words comes back."""
    for language in LANGUAGES:
        blocks = told(kompas, language=language)
        texts = [plain(line) for block in blocks if not isinstance(block, Table)
                 for line in lines([block])]  # fmt: skip
        assert [text for text in texts if texts.count(text) > 1] == []


def test_a_missed_threshold_is_told(kompas):
    facts = {"figure": "capacity", "shown": "81.3", "least": "90", "doubt": "50.0–89.2"}
    missed = finding("cases/kompas.yaml", (0, 0), "below-threshold", **facts)
    alone = whole(told(replace(kompas, missed=(missed,))))
    assert "kompas.yaml: error Capacity" in alone
    assert "cases/" not in alone


def test_the_caveat_of_the_page_does_not_come_back(kompas):
    said_once = words("en")("caveat.not-blind")
    assert said_once in whole(told(kompas))
    alone = replace(kompas, verdict=None, rubric=replace(kompas.rubric, verdict=None),
                    tracing=None, preference=None)  # fmt: skip
    assert words("en")("page.mind.not-blind") in whole(told(alone))
    assert said_once not in whole(told(alone))


def test_a_title_an_author_and_a_day_stand_on_top(kompas):
    asked = {"title": "A note", "author": "A. Writer", "date": "2026-11-27"}
    view = View(words=words("en"), **asked)
    top = list(titled(document(Batch((kompas,)), view), view).blocks)
    assert top[0].text == "A note"
    assert plain(top[1].line) == "A. Writer · 27 November 2026"
    assert plain(top[2].line) == "EU Strategic Compass 2022"
    view = View(words=words("en"), author="A. Writer")
    top = list(titled(document(Batch((kompas,)), view), view).blocks)
    assert top[0].text == "EU Strategic Compass 2022"
    assert plain(top[1].line) == "A. Writer"


def test_a_document_never_says_where_its_rubric_lies_on_this_machine(kompas):
    assert str(ROOT) not in whole(told(kompas, full=True))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_rating_has_its_evidence_with_it(path):
    one = assessed(path)
    table = next(
        block
        for block in told(one)
        if isinstance(block, Table) and any(row.group for row in block.rows)
    )
    rows = [row for row in table.rows if not row.group]
    indicators = [indicator for found in one.capabilities for indicator in found.indicators]
    for row, indicator in zip(rows, indicators, strict=True):
        noted = {
            proof.id for piece in row.cells[0] if isinstance(piece, Note) for proof in piece.proofs
        }
        assert set(indicator.evidence) <= noted


def test_what_is_not_assessed_says_so_and_has_a_bar_of_its_own(kompas):
    say = words("en")
    rows = [row for block in told(kompas) if isinstance(block, Table) for row in block.rows]
    first, row = (row for row in rows if plain(row.cells[0]) == "Flexibility")
    assert first.cells[4] == (Run(say("page.weaker"), "emphasis"),)
    assert Bar(None, (0.0, 100.0)) in row.cells[1]
    assert [plain(cell) for cell in row.cells[2:5]] == ["–", "0–100", say("not-assessed")]
    assert row.cells[4][0] == Run(say("not-assessed"), "emphasis")


def test_names_to_link_to_are_unique_and_no_heading_level_is_skipped():
    twice = assessed(CASES[0])
    blocks = told(*map(assessed, CASES), twice, full=True)
    headings = [block for block in blocks if isinstance(block, Heading)]
    names = [heading.name for heading in headings]
    assert len(set(names)) == len(names)
    assert all(names)
    levels = [heading.level for heading in headings]
    assert levels[0] == 1
    assert all(later <= before + 1 for before, later in itertools.pairwise(levels))


def test_text_from_a_file_is_cleaned_and_otherwise_kept(kompas):
    evil = "=1+1 <script>x</script> | [bold]y[/] *z* \x1b[31m \u202e"
    one = replace(kompas, case=replace(kompas.case, title=text(evil)))
    heading = told(one)[0]
    assert heading.text == "=1+1 <script>x</script> | [bold]y[/] *z* ␛[31m <U+202E>"


def test_every_table_has_a_caption_and_rows_as_long_as_its_heads():
    for language in LANGUAGES:
        for block in told(*map(assessed, CASES), language=language, full=True):
            if isinstance(block, Table):
                assert block.caption
                assert all(len(row.cells) == len(block.heads) for row in block.rows)
