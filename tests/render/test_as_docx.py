"""The Word document: named styles and nothing else, so that a template restyles all of it."""

import io
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from fivec.documents import several
from fivec.documents.blocks import (
    Bar,
    Drawing,
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
    strong,
)
from fivec.documents.clean import clean
from fivec.documents.edition import Report
from fivec.documents.pictures.chart import ScatterChart
from fivec.documents.pictures.picture import Picture
from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Batch
from fivec.model.text import plain as text
from fivec.render import View, rendered
from fivec.render.word import set_document
from tests.conftest import ROOT
from tests.render.word.made_templates import (
    AS_TEMPLATE,
    DUTCH_IDS,
    EARLIER,
    FOOT,
    HEAD,
    LACKS,
    OWN_TEXT,
    PURPLE,
    changed,
    house_style,
    saved,
    with_type,
)

EVIL = "=1+1 <script>x</script> | [bold]y[/] *z*"
DAY = "2026-11-25"
PICTURE = Picture(
    "profile", "A caption", "What it shows", ("One is 1.", "Two is 2."), ScatterChart((), ())
)
NOTE = Note((Proof("supports", "a-row", "Says", "Source, p. 1"), Proof("weakens", "b", "", "P")))
# The order in which the schema has the children that fivec writes.
ORDER = {
    "pPr": ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "tabs", "spacing", "ind",
            "jc", "outlineLvl", "sectPr"],
    "rPr": ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "noProof", "color", "sz", "szCs",
            "vertAlign", "lang"],
    "tblPr": ["tblStyle", "tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook",
              "tblCaption"],
    "trPr": ["cantSplit", "tblHeader"],
    "tcPr": ["tcW", "tcBorders", "shd", "vAlign"],
    "lvl": ["start", "numFmt", "lvlText", "lvlJc", "pPr"],
    "tbl": ["tblPr", "tblGrid", "tr"],
    "sdt": ["sdtPr", "sdtContent"],
    "sectPr": ["headerReference", "footerReference", "pgSz", "pgMar"],
    "style": ["name", "basedOn", "next", "uiPriority", "semiHidden", "qFormat", "pPr", "rPr",
              "tblPr", "tblStylePr"],
    "numbering": ["abstractNum", "num"],
    "settings": ["defaultTabStop", "footnotePr", "compat"],
}  # fmt: skip


def view(language="en", **chosen):
    return View(words=words(language), **chosen)


def set_(*blocks, language="en", **chosen):
    return set_document(Report(blocks, DAY), view(language, **chosen))


def told(*cases, language="en", **chosen):
    """Return the story of cases as a document."""
    seen = view(language, **chosen)
    return set_document(replace(several.document(Batch(cases), seen), day=DAY), seen)


def part(data, name="document"):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(f"word/{name}.xml"))


def every(root, tag):
    return list(root.iter(qn(f"w:{tag}")))


def value(one, name="val"):
    return one.get(qn(f"w:{name}"))


def said(one):
    return "".join(piece.text or "" for piece in every(one, "t"))


def styles_used(data):
    root = part(data)
    tags = ("pStyle", "rStyle", "tblStyle")
    ids = {value(one) for tag in tags for one in every(root, tag)}
    ids |= {value(one) for tag in tags for one in every(part(data, "footnotes"), tag)}
    return ids


def styles_there(data):
    return {
        value(one, "styleId"): value(one.find(qn("w:name")))
        for one in every(part(data, "styles"), "style")
    }


@pytest.fixture(scope="module", params=LANGUAGES)
def document(request, kompas, concept):
    return told(kompas, concept, language=request.param, full=True)


@pytest.fixture(scope="module")
def house():
    return house_style()


def test_headings_lists_and_captions_are_in_words_own_styles():
    data = set_(
        Heading(1, "T"), Heading(2, "A"), Heading(3, "B"), Items((run("i"),)),
        Table("C", ("x", "y"), (Row((run("1"), run("2"))),)), Drawing(PICTURE),
    )  # fmt: skip
    named = [(one.style.name, one.text) for one in docx.Document(io.BytesIO(data)).paragraphs]
    for expected in (
        ("Title", "T"), ("Heading 1", "A"), ("Heading 2", "B"), ("List Bullet", "i"),
        ("Caption", "Table 1. C"), ("Caption", "Figure 1. A caption"),
    ):  # fmt: skip
        assert expected in named


def test_every_style_that_is_used_is_there(document):
    assert styles_used(document) <= set(styles_there(document))


def test_nothing_has_a_colour_a_font_a_size_or_a_line_of_its_own(document):
    for name in ("document", "footnotes", "footer1"):
        root = part(document, name)
        for tag in ("color", "sz", "szCs", "rFonts", "b", "i", "shd", "tblBorders", "tcBorders",
                    "spacing", "ind", "vertAlign"):  # fmt: skip
            assert not every(root, tag), (name, tag)


def test_elements_stand_in_the_order_of_the_schema(document):
    for name in ("document", "footnotes", "styles", "numbering", "settings"):
        for one in part(document, name).iter():
            order = ORDER.get(etree.QName(one).localname)
            if order is None:
                continue
            places = [order.index(etree.QName(child).localname) for child in one]
            assert places == sorted(places), etree.tostring(one)[:300]


def test_each_note_is_one_footnote_and_every_reference_leads_to_one(document):
    notes = [value(one, "id") for one in every(part(document, "footnotes"), "footnote")]
    assert notes[:2] == ["-1", "0"]
    root = part(document)
    assert [value(one, "id") for one in every(root, "footnoteReference")] == notes[2:]
    assert len(set(notes)) == len(notes) > 10
    bookmarks = {value(one, "name") for one in every(root, "bookmarkStart")}
    again = re.findall(r"NOTEREF (\S+)", "".join(one.text for one in every(root, "instrText")))
    assert again
    assert set(again) <= bookmarks


def test_an_equal_note_is_referred_to_again_by_its_number():
    other = Note((Proof("", "c", "Says so", ""),))
    data = set_(Paragraph((*run("x"), NOTE, other, NOTE)))
    assert said(every(part(data), "p")[0]) == "x1"
    first, second = every(part(data, "footnotes"), "footnote")[2:]
    assert said(first) == " Supports: Source, p. 1. Weakens: P."
    assert said(second) == " Says so."


def test_a_note_has_each_place_once_by_what_the_evidence_does():
    rows = (("supports", "P"), ("weakens", "Q"), ("supports", "P"), ("supports", "R"))
    proofs = tuple(Proof(way, str(at), "Says", place) for at, (way, place) in enumerate(rows))
    data = set_(Paragraph((*run("x"), Note(proofs))))
    assert said(every(part(data, "footnotes"), "footnote")[2]) == " Supports: P; R. Weakens: Q."


def test_places_of_one_source_after_another_name_it_once():
    places = ("Report: p. 1", "Report: p. 2 (citing: X)", "Law: art. 3", "Report: p. 4", "Report")
    proofs = tuple(Proof("", place, "Says", place) for place in places)
    data = set_(Paragraph((*run("x"), Note(proofs))))
    shown = said(every(part(data, "footnotes"), "footnote")[2])
    assert shown == " Report: p. 1; p. 2 (citing: X); Law: art. 3; Report: p. 4; Report."


def test_what_a_place_cites_is_not_taken_for_its_source():
    proofs = [Proof("", str(at), "", f"§4 (citing: {one})") for at, one in enumerate("AB")]
    data = set_(Paragraph((*run("x"), Note(tuple(proofs)))))
    shown = said(every(part(data, "footnotes"), "footnote")[2])
    assert shown == " §4 (citing: A); §4 (citing: B)."


def test_a_note_without_evidence_leaves_no_mark():
    assert not every(part(set_(Paragraph((*run("x"), Note(()))))), "footnoteReference")


def test_bookmarks_and_pictures_have_numbers_of_their_own(document):
    root = part(document)
    numbers = [value(one, "id") for one in every(root, "bookmarkStart")]
    assert sorted(numbers) == sorted(value(one, "id") for one in every(root, "bookmarkEnd"))
    names = [value(one, "name") for one in every(root, "bookmarkStart")]
    assert len(set(names)) == len(names)
    numbers += [one.get("id") for one in root.iter(qn("wp:docPr"))]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_of_several_parts_are_the_chapters_as_links_and_a_field(
    kompas, concept, language
):
    data = told(kompas, concept, language=language)
    root = part(data)
    (block,) = every(root, "sdt")
    known = {value(one, "name"): one.getparent() for one in every(root, "bookmarkStart")}
    links = every(block, "hyperlink")
    assert [said(one) for one in links] == [said(known[value(one, "anchor")]) for one in links]
    chapters = [
        one.text
        for one in docx.Document(io.BytesIO(data)).paragraphs
        if one.style.name == "Heading 1"
    ]
    assert [said(one) for one in links] == chapters
    assert said(every(block, "p")[0]) == words(language)("word.contents")
    assert every(block, "instrText")[0].text.split()[0] == "TOC"


def test_the_contents_follow_the_first_page_and_one_part_has_none(kompas):
    first = Paragraph(run("The answer"), "lead")
    parts = (Heading(2, "A"), first, Heading(3, "a"), Heading(2, "B"), Heading(3, "b"))
    body = part(set_(Heading(1, "T"), first, *parts)).find(qn("w:body"))
    assert [etree.QName(one).localname for one in body][:3] == ["p", "p", "sdt"]
    assert not every(part(set_(Heading(1, "T"), first, *parts[:4])), "sdt")
    assert not every(part(told(kompas)), "sdt")


def test_parts_begin_a_page_where_they_have_answers_and_no_other_heading_does():
    answer = Paragraph(run("x"), "lead")
    first = (Heading(1, "T"), answer, Heading(2, "A"), answer, Heading(3, "a"), Heading(2, "B"))
    last = (Heading(2, "C"), Heading(3, "c"))
    breaks = every(part(set_(*first, *last)), "pageBreakBefore")
    assert [said(one.getparent().getparent()) for one in breaks] == ["A", "C"]
    for one_part in (first, (*first[:3], *first[4:], *last)):
        assert not every(part(set_(*one_part)), "pageBreakBefore")


def test_fields_open_and_close_and_none_asks_to_be_updated(document):
    for name in ("document", "footer1"):
        turns = [value(one, "fldCharType") for one in every(part(document, name), "fldChar")]
        depth = 0
        for turn in turns:
            depth += {"begin": 1, "separate": 0, "end": -1}[turn]
            assert 0 <= depth <= 1
        assert depth == 0
        assert turns
    assert not every(part(document, "settings"), "updateFields")


def test_captions_are_numbered_and_numbers_are_fields(document):
    root = part(document)
    tables = {words(language)("word.table") for language in LANGUAGES}
    figures = {words(language)("word.figure") for language in LANGUAGES}
    for word in (tables, figures):
        numbers = [
            int(found[1])
            for one in every(root, "p")
            if (found := re.match(rf"(?:{'|'.join(word)}) (\d+)\. ", said(one)))
        ]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) > 1
    codes = [one.text.split()[:2] for one in every(root, "instrText")]
    captions = [
        one for one in every(root, "p") if re.match(rf"(?:{'|'.join(tables)}) [0-9]", said(one))
    ]
    assert sum(codes.count(["SEQ", word]) for word in tables) == len(captions)


@pytest.mark.parametrize(("frame", "shown"), [("ruled", 1), ("heads", 0), ("bare", 0)])
def test_a_table_of_a_first_page_has_a_name_for_who_cannot_see_it_alone(frame, shown):
    table = Table("Called so", ("x", "y"), (Row((run("1"), run("2"))),), frame=frame)
    root = part(set_(table))
    assert [value(one) for one in every(root, "tblCaption")] == ["Called so"]
    assert sum(said(one).endswith("Called so") for one in every(root, "p")) == shown


def test_a_table_tells_its_style_its_heads_and_bars_are_left_to_pictures():
    bars = (Bar(50.0, (40.0, 60.0)),)
    rows = (Row((run("a"), bars, run("1.0")), group=True), Row((run("b"), bars, run("2.0"))))
    data = set_(Table("C", ("Name", "", "0–100"), rows, right=(2,)))
    root = part(data)
    table = every(root, "tbl")[0]
    assert value(every(table, "tblStyle")[0]) == "fivec"
    look = every(table, "tblLook")[0]
    assert (value(look, "firstRow"), value(look, "firstColumn")) == ("1", "1")
    assert len(every(table, "tblHeader")) == 1
    assert len(every(table, "cantSplit")) == 3
    assert [[said(cell) for cell in every(row, "tc")] for row in every(table, "tr")] == [
        ["Name", "0–100"], ["a", "1.0"], ["b", "2.0"],
    ]  # fmt: skip
    aligned = [said(one.getparent().getparent()) for one in every(table, "jc")]
    assert aligned == ["0–100", "1.0", "2.0"]


def test_no_cell_is_blank(document):
    for row in every(part(document), "tr"):
        # The corner of a head may be: what stands under it are names.
        cells = every(row, "tc")[1 if every(row, "tblHeader") else 0 :]
        assert all(said(cell).strip() for cell in cells)


def test_a_picture_has_its_words_for_who_cannot_see_it_and_fits_the_page():
    root = part(set_(Drawing(PICTURE)))
    properties = next(root.iter(qn("wp:docPr")))
    assert properties.get("descr") == "What it shows One is 1. Two is 2."
    assert properties.get("title") == "A caption"
    assert int(next(root.iter(qn("wp:extent"))).get("cx")) <= 8505 * 635
    assert {next(root.iter(qn("wp:inline"))).get(f"dist{side}") for side in "TBLR"} == {"0"}


def test_no_page_is_turned_on_its_side(kompas, concept):
    sections = docx.Document(io.BytesIO(told(kompas, concept, full=True))).sections
    assert [one.orientation for one in sections] == [0]


def test_a_table_too_wide_for_the_page_comes_in_pieces_that_all_name_their_rows():
    heads = tuple(f"Heading{number}" for number in range(40))
    root = part(set_(Table("Wide", heads, (Row(tuple(run(f"cell{one}") for one in heads)),))))
    tables = every(root, "tbl")
    assert len(tables) > 1
    rows = [[said(cell) for cell in every(every(one, "tr")[0], "tc")] for one in tables]
    assert all(row[0] == heads[0] for row in rows)
    assert [name for row in rows for name in row[1:]] == list(heads[1:])
    assert any(said(one).endswith("Wide (continued)") for one in every(root, "p"))


@given(
    st.lists(st.lists(st.text(max_size=60), min_size=3, max_size=3), min_size=1, max_size=4),
    st.sampled_from([(), (1,), (1, 2)]),
)
def test_columns_fill_the_page_whatever_they_hold(texts, right):
    rows = tuple(Row(tuple(run(cell) for cell in row)) for row in texts)
    root = part(set_(Table("C", ("a", "b", "c"), rows, right=right)))
    widths = [int(value(one, "w")) for one in every(root, "gridCol")]
    assert all(width > 0 for width in widths)
    size = every(root, "pgSz")[-1]
    assert sum(widths) == int(value(size, "w")) - 2 * 1021


@given(st.text(max_size=80))
def test_any_text_comes_out_as_its_own_characters(given_text):
    shown = clean(given_text)
    data = set_(
        Heading(1, given_text), Heading(2, given_text), Paragraph((Run(given_text, "strong"),)),
        Facts(((given_text, (run(given_text),)),)),
    )  # fmt: skip
    root = part(data)
    legal = re.sub(r"[\ufffe\uffff]", lambda one: f"<U+{ord(one[0]):04X}>", shown)
    assert said(every(root, "tc")[1]) == legal


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_is_never_a_field_a_formula_or_markup(kompas, language):
    one = replace(kompas, case=replace(kompas.case, title=text(f'{EVIL} "TOC \\o" \ufffe')))
    data = told(one, language=language)
    shown = f'{EVIL} "TOC \\o" <U+FFFE>'
    document = docx.Document(io.BytesIO(data))
    assert document.paragraphs[0].text == shown
    assert document.core_properties.title == shown
    assert shown[:40] in said(part(data, "footer1"))
    codes = "".join(code.text for code in every(part(data), "instrText"))
    assert "script" not in codes
    assert not list(part(data).iter("script"))


def test_a_document_says_what_it_is_in_which_language_and_since_when(kompas):
    for language, tag in (("en", "en-GB"), ("nl", "nl-NL")):
        data = told(kompas, language=language)
        known = docx.Document(io.BytesIO(data)).core_properties
        assert known.title == kompas.case.title.to(language)
        assert (known.author, known.language) == ("fivec", tag)
        assert known.created == known.modified == datetime(2026, 11, 25, tzinfo=UTC)
        assert {value(one) for one in every(part(data, "styles"), "lang")} == {tag}


def test_who_made_it_stands_in_the_properties_of_a_document_as_its_title_does():
    data = set_(Heading(1, "A note"), author="Jan\u202e de Vries")
    known = docx.Document(io.BytesIO(data)).core_properties
    assert (known.title, known.author) == ("A note", clean("Jan\u202e de Vries"))
    assert known.last_modified_by == known.author


def test_the_same_assessment_gives_the_same_bytes_in_any_process(kompas):
    code = (
        "import sys; from tests.conftest import *; from tests.render.test_as_docx import told;"
        "sys.stdout.buffer.write(told(assessed(ROOT/'cases'/'kompas.yaml'), language='nl'))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert run.stdout == told(kompas, language="nl")


def test_pictures_are_drawn_and_go_into_the_document(kompas):
    with zipfile.ZipFile(io.BytesIO(rendered(Batch((kompas,)), "docx", view("nl")))) as package:
        pictures = [name for name in package.namelist() if name.startswith("word/media/")]
    assert len(pictures) == sum(
        isinstance(block, Drawing) for block in several.document(Batch((kompas,)), view()).blocks
    )
    assert pictures


def test_a_templates_styles_page_and_head_are_taken_and_its_text_is_not(house):
    data = set_(
        Heading(1, "T"), Heading(2, "A"), Items((run("i"),)), Paragraph(strong("s")),
        Table("C", ("x", "y"), (Row((run("1"), run("2"))),)), template=house,
    )  # fmt: skip
    used = styles_used(data)
    assert {DUTCH_IDS[name] for name in ("Title", "heading 1", "Strong")} <= used
    assert "Huistabel" in used
    assert used <= set(styles_there(data))
    document = docx.Document(io.BytesIO(data))
    assert str(document.styles["Heading 1"].font.color.rgb) == PURPLE
    (section,) = document.sections
    assert round(section.left_margin.cm, 1) == 3.0
    assert section.header.paragraphs[0].text == HEAD
    assert section.footer.paragraphs[0].text == FOOT
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        whole = b"".join(package.read(name) for name in package.namelist())
    for gone in (OWN_TEXT, EARLIER, "Somebody of the ministry", "secret"):
        assert gone.encode() not in whole


def test_styles_that_a_template_lacks_are_added_under_ids_that_are_free(house):
    data = set_(Heading(1, "T"), Items((run("i"),)), Drawing(PICTURE), template=house)
    there = styles_there(data)
    assert len(set(there.values())) == len(there)
    assert {name.lower() for name in LACKS} <= {name.lower() for name in there.values()}
    assert there["Caption"] == "Bijschrift van ons"
    assert there["Caption-2"] == "caption"
    for one in every(part(data, "styles"), "style"):
        for tag in ("basedOn", "next"):
            for link in every(one, tag):
                assert value(link) in there, (value(one, "styleId"), tag)
    bullets = every(part(data, "numbering"), "num")
    style = next(
        one for one in every(part(data, "styles"), "style") if value(one, "styleId") == "ListBullet"
    )
    assert value(every(style, "numId")[0]) in {value(one, "numId") for one in bullets}


def test_without_a_table_style_that_is_meant_tables_take_ours():
    data = set_(
        Table("C", ("x", "y"), (Row((run("1"), run("2"))),)), template=house_style("Some table")
    )
    assert value(every(part(data), "tblStyle")[0]) == "fivec"


def test_a_default_table_style_of_a_template_is_taken():
    given_style = docx.Document(io.BytesIO(house_style("Some table")))
    for one in given_style.styles.element.iterchildren(qn("w:style")):
        if value(one, "type") == "table":
            one.attrib.pop(qn("w:default"), None)
        if value(one, "styleId") == "Huistabel":
            one.set(qn("w:default"), "1")
    table = Table("C", ("x", "y"), (Row((run("1"), run("2"))),))
    data = set_(table, template=saved(given_style))
    assert value(every(part(data), "tblStyle")[0]) == "Huistabel"


def test_a_word_template_serves_as_its_document_does(house):
    block = Heading(1, "T")
    as_template = set_(block, template=with_type(house, AS_TEMPLATE))
    assert as_template == set_(block, template=house)


def test_settings_that_ask_name_a_file_or_protect_are_left_behind(house):
    settings = zipfile.ZipFile(io.BytesIO(house)).read("word/settings.xml")
    more = (
        b'<w:updateFields w:val="true"/><w:documentProtection w:edit="readOnly"/>'
        b'<w:attachedTemplate r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships"/></w:settings>'
    )
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/attachedTemplate" Target="file:///C:/secret.dotm" TargetMode="External"/>'
        b"</Relationships>"
    )
    asking = changed(
        house,
        word__settings__xml=None,
        **{
            "word/settings.xml": settings.replace(b"</w:settings>", more),
            "word/_rels/settings.xml.rels": relations,
        },
    )
    data = set_(Heading(1, "T"), template=asking)
    root = part(data, "settings")
    for tag in ("updateFields", "documentProtection", "attachedTemplate"):
        assert not every(root, tag)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not any(b"secret.dotm" in package.read(name) for name in package.namelist())


def test_a_picture_of_more_than_can_be_read_is_told_in_words_alone():
    root = part(set_(Drawing(replace(PICTURE, marks=4_001))))
    assert not list(root.iter(qn("w:drawing")))
    said = "".join(root.itertext())
    assert "left out" in said
    assert all(one in said for one in (PICTURE.caption, *PICTURE.words))
