"""Where evidence stands, and how sources are cited, for who has the document alone."""

import re

import pytest
from msgspec.structs import replace

from fivec.documents.sources import bibliography, only_host, place, section, without_lines
from fivec.locale import words
from fivec.model.text import plain
from tests.conftest import ROOT, assessed
from tests.methods.make import case, row, source

EN = words("en")
CASES = sorted((ROOT / "cases").glob("*.yaml"))


@pytest.mark.parametrize(
    ("where", "left"),
    [
        ("§4.4.1, l. 2045-2070", "§4.4.1"),
        ("§4.4.1, l. 2045–2070, fn 196", "§4.4.1, fn 196"),
        ("§5.1.2, l. 2286, fn 215; l. 2291-2292, fn 216", "§5.1.2, fn 215; fn 216"),
        ("§4.3.1, l. 1956-1958; l. 1506-1508", "§4.3.1"),
        ("hfst. 5, r. 12; blz. 7, noot 3", "hfst. 5; blz. 7, noot 3"),
        ("p. 12, lines 3-4", "p. 12"),
        ("l. 12", ""),
        ("p. 12, para. 3", "p. 12, para. 3"),
        ("art. 5, lid 2", "art. 5, lid 2"),
    ],
)
def test_of_a_place_the_lines_go_and_the_rest_stays(where, left):
    assert section(where) == left


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_place_of_a_shipped_case_keeps_its_section_and_no_line(path):
    for item in assessed(path).case.evidence:
        where = item.where or ""
        left = section(where)
        # What names no line of a text version, as a page or a row of a table, stays as it is.
        assert re.match(r"§|ch\\.", left) or "ch." in left or left == where
        assert not re.search(r"\bl\. ?\d", left)


def test_what_a_sentence_says_in_brackets_stays_but_lines():
    assert without_lines("It opposed it (l. 2966-2968).") == "It opposed it."
    assert without_lines("So it is (see §5, l. 3).") == "So it is (see §5, l. 3)."


def test_where_all_stands_in_one_document_a_place_need_not_name_it():
    item = replace(row("e", "c.i"), where="§4, l. 3")
    report = replace(source("s"), citation=plain("The report"))
    alone = case(evidence=(item,), sources=(report,))
    assert only_host(alone) == report
    assert place(item, alone, EN) == "The report: §4, l. 3"
    assert place(item, alone, EN, lines=False, host_known=True) == "§4"
    placeless = replace(item, where="l. 3")
    assert place(placeless, alone, EN, lines=False, host_known=True) == "The report"
    other = replace(source("t"), citation=plain("Another"))
    both = case(evidence=(item, replace(item, id="f", source=("t",))), sources=(report, other))
    assert only_host(both) is None


def test_a_source_is_listed_once_with_what_it_cites():
    report = replace(source("s"), citation=plain("The report"))
    talks = replace(source("t"), citation=plain("Talks"), cited_by="s")
    notes = replace(source("n"), citation=plain("Notes"), cited_by="s")
    deeper = replace(source("d"), citation=plain("Deeper"), cited_by="n")
    one, two = case(sources=(talks, report)), case(sources=(report, notes, deeper))
    assert bibliography([one, two], EN) == [
        "The report (citing: Talks; Notes)",
        "Deeper, cited by Notes",
    ]
