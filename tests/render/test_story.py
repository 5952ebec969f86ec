"""A case told in blocks: the same for every document, and enough for one that stands alone."""

import itertools

import pytest
from msgspec.structs import replace

from fivec import __version__
from fivec.documents.blocks import Bar, Facts, Heading, Items, Note, Paragraph, Run, Table, plain
from fivec.documents.story import story
from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Batch
from fivec.model.text import plain as text
from fivec.render import View
from tests.conftest import ROOT, assessed

CASES = sorted((ROOT / "cases").glob("*.yaml"))


def told(*results, language="en", annex=True, **chosen):
    return list(story(Batch(results), View(words=words(language), **chosen), annex=annex))


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
    *_, last = (block.rows for block in blocks if isinstance(block, Facts))
    return {name: [plain(line) for line in every] for name, every in last}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_says_what_was_assessed_with_what_by_whom_and_with_which_files(kompas, language):
    say = words(language)
    known = front(told(kompas, language=language, date="2026-11-25"))
    assert list(known) == [
        say(f"about.{name}")
        for name in ("assessed", "rubric", "scope", "coverage", "coders", "files", "tool")
    ]
    said = " ".join(line for every in known.values() for line in every)
    assert kompas.case.sha256 in said
    assert kompas.rubric.sha256 in said
    assert say("not-blind") in said
    assert "8/12" not in said
    assert say("about.indicators", done=8, count=12, share="67%") in said
    assert say("about.issues", done=3, count=7, share="43%") in said
    assert f"fivec {__version__}, {say.date('2026-11-25')}" in said


def test_a_document_never_says_where_its_rubric_lies_on_this_machine(kompas):
    said = " ".join(plain(line) for line in lines(told(kompas, full=True)))
    assert str(ROOT) not in said


def test_without_a_date_no_date_is_made_up(kompas):
    assert front(told(kompas))[words("en")("about.tool")] == [f"fivec {__version__}"]


def test_a_summary_has_no_front_matter_and_a_document_says_all_that_the_summary_says(kompas):
    summary = told(kompas, annex=False)
    assert words("en")("about.tool") not in front(summary)
    # How a case was judged stands in the front matter, in other words.
    judged = next(line for line in lines(summary) if "iob-5c@1 ·" in plain(line))
    whole = list(lines(told(kompas)))
    assert all(line in whole for line in lines(summary) if line != judged)


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
