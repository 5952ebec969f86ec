"""A file of another kind than its name says: named, with what to do with it."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.authoring.workbook_words import titles
from fivec.files.decide import read_decide
from fivec.files.deu import read_deu
from fivec.files.json_reader import read_json
from fivec.files.kinds import kind_of, not_text
from fivec.files.workbook import read_workbook
from fivec.files.yaml_reader import read_yaml
from fivec.locale import LANGUAGES, words
from tests.conftest import ROOT

CASE = (ROOT / "cases" / "kompas.yaml").read_bytes()
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500


def zipped(*names, first=()):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in first:
            archive.writestr(name, text)
        for name in names:
            archive.writestr(name, b"<x/>")
    return made.getvalue()


def ole(*streams):
    return OLE + b"".join(f"{one}\0".encode("utf-16-le") for one in streams)


def open_document(kind):
    return zipped("content.xml", first=[("mimetype", f"application/vnd.oasis.opendocument.{kind}")])


WORKBOOK = zipped("[Content_Types].xml", "xl/workbook.xml")
KINDS = [
    (WORKBOOK, "xlsx"),
    (zipped("XL/Workbook.xml"), "xlsx"),
    (zipped("xl/workbook.bin"), "xlsb"),
    (zipped("word/document.xml"), "docx"),
    (zipped("word/document.xml", first=[("word/embeddings/a.xlsx", WORKBOOK)]), "docx"),
    (zipped("ppt/presentation.xml"), "slides"),
    (open_document("spreadsheet"), "ods"),
    (open_document("spreadsheet-template"), "ods"),
    (open_document("text"), "odt"),
    (open_document("presentation"), "slides"),
    (zipped("a.yaml"), "zip"),
    (ole("Root Entry", "Workbook"), "xls"),
    (ole("Root Entry", "WordDocument"), "doc"),
    (ole("EncryptedPackage", "Workbook"), "encrypted"),
    (ole("Something"), "password"),
    (b"%PDF-1.7\n", "pdf"),
    (b"\x1f\x8b\x08\0", "packed"),
    (b"{\\rtf1\\ansi a}", "rtf"),
    (b"\xef\xbb\xbf\n<!DOCTYPE HTML><table>", "html"),
    (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "xml"),
    (b"$FL2@(#) SPSS DATA FILE", "spss"),
    (b"<stata_dta><header>", "stata"),
    ("format: fivec/case@1".encode("utf-16-le"), "utf-16"),
    ("format: fivec/case@1".encode("utf-16-be"), "utf-16"),
]


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_a_kind_is_known_by_its_bytes_and_told_to_every_reader(data, kind):
    assert kind_of(data) == kind
    found = [
        *read_yaml(data, "c.yaml")[1],
        *read_json(data, "c.json")[1],
        not_text(data, "c.tsv", "table"),
    ]
    assert [(one.code, dict(one.data)["why"]) for one in found] == [("not-text", kind)] * 3
    if kind not in ("xlsx", "zip"):
        found += read_workbook(data, "c.xlsx", titles(), lambda _: {}).findings
        assert (found[-1].code, dict(found[-1].data)["why"]) == ("not-a-workbook", kind)
    for language in LANGUAGES:
        say = words(language)
        for one in found:
            message, help_ = say.sentence(one.code, dict(one.data))
            assert not message.endswith(kind)
            assert " " in help_


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"P", CASE, b"isnr\tpnl\tsnl\n1\t2\t3\n", "中国".encode(), b"\0" * 90]
)
def test_text_and_what_is_nothing_at_all_are_of_no_other_kind(data):
    assert kind_of(data) == ""


@given(st.binary())
def test_no_bytes_raise(data):
    assert isinstance(kind_of(data), str)


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")))
def test_words_in_utf_8_are_never_taken_for_utf_16(text):
    assert kind_of(text.encode()) != "utf-16"


@pytest.mark.parametrize(
    ("wanted", "command"), [("case", "fivec score"), ("table", "fivec import xlsx")]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_given_as_text_leads_to_the_command_that_reads_it(wanted, command, language):
    fault = not_text(WORKBOOK, "c", wanted)
    _, help_ = words(language).sentence(fault.code, dict(fault.data))
    assert command in help_


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_that_is_no_text_is_told_with_its_line_by_every_reader(end, code):
    good = f"id: é{end}title: ü".encode(code)
    bad, shown = (b"\xe9", "0xE9") if code.startswith("utf-8") else (b"\0\xd8x\0", "0x00")
    table = [
        ("rows", lambda data: read_decide(data, "f")[1]),
        ("deu", lambda data: read_deu(data, "f")[1]),
    ]
    texts = [
        ("yaml", lambda data: read_yaml(data, "f")[1]),
        ("json", lambda data: read_json(data, "f")[1]),
    ]
    for name, read in table + texts * code.startswith("utf-8"):
        (one,) = read(good + bad)
        assert (one.code, one.line, one.column) == ("not-utf-8", 2, 9), name
        assert dict(one.data)["byte"] == shown, name


def test_a_byte_that_stands_for_nothing_is_no_text_to_a_table():
    (one,) = read_decide(b"#A\tx\r\n#P\t\0y", "f")[1]
    assert (one.code, one.line, one.column) == ("not-utf-8", 2, 4)
