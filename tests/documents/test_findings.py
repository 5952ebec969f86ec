"""Findings as a document: file by file, what is gravest first."""

import io
import zipfile

import pytest

from fivec.documents.blocks import Heading, Table, plain
from fivec.documents.edition import Edition
from fivec.documents.findings import checked, line
from fivec.locale import LANGUAGES, words
from fivec.model.checked import Checked
from fivec.model.finding import finding
from fivec.render import View, set_document

DOUBT = {"code": "few-issues", "count": 1, "least": 3}
FAULT = {"code": "unknown-level", "id": "hihg", "of": "iob-5c", "guess": "high", "known": "high"}
FINDINGS = (
    finding("a.yaml", (9, 2), **DOUBT),
    finding("b.yaml", (3, 1), **DOUBT),
    finding("b.yaml", (7, 1), **FAULT),
    finding("c.yaml", (0, 0), **FAULT),
)
FILES = ("a.yaml", "b.yaml", "c.yaml", "d.yaml")


def told(findings=FINDINGS, ignored=frozenset(), language="en"):
    return list(checked(Checked(FILES, findings, ignored), Edition(words(language))).blocks)


def test_a_file_with_an_error_stands_before_one_with_doubts_alone_and_errors_first():
    title, table = told()
    assert title.text == "2 errors and 2 warnings in 4 files"
    firsts = [plain(row.cells[0]) for row in table.rows]
    assert firsts == ["b.yaml", "7:1", "3:1", "c.yaml", "–", "a.yaml", "9:2"]
    _, severity, what, instead = map(plain, table.rows[1].cells)
    assert (severity, what) == ("error", '"hihg" is not a level of iob-5c; did you mean "high"?')
    assert "high" in instead


def test_what_is_ignored_is_shown_and_not_counted():
    title, note, table = told(ignored=frozenset({"few-issues"}))
    assert title.text == "2 errors and 0 warnings in 4 files"
    assert plain(note.line) == "2 findings are ignored."
    assert len(table.rows) == 7


def test_without_findings_there_is_no_table():
    assert [type(block) for block in told(())] == [Heading]
    assert isinstance(told(language="nl")[1], Table)


def test_the_name_of_a_file_takes_the_whole_width():
    what = Checked(FILES, FINDINGS)
    view = View(words("en"))
    assert set_document(checked(what, view), "html", view).count('colspan="4"') == 3
    with zipfile.ZipFile(io.BytesIO(set_document(checked(what, view), "docx", view))) as package:
        assert package.read("word/document.xml").count(b'<w:gridSpan w:val="4"/>') == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_than_are_looked_for_are_told_as_so_many_or_more(language):
    assert "301+" in line(finding("a.yaml", (9, 2), "more-findings", count="301+"), words(language))
