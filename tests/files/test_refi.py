"""Projects of coding programs in REFI-QDA: what is read of them, and what is refused."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fivec.files import coding_programs, refi
from fivec.files.coding_programs import read_project
from fivec.model.coding_project import Applied, Spot
from tests.conftest import ROOT
from tests.files.made_projects import (
    SPACE,
    code,
    coding,
    guid,
    packed,
    project,
    qdpx,
    selection,
    source,
)

# Real projects are not ours to ship: a folder beside the project, or one that a variable names.
QDA = Path(os.environ.get("FIVEC_QDA", ROOT.parent / "shared" / "data" / "qda"))
TEXT = "Über alles: They came early. 🙂 End of it.\nA second line, later.\n"
CODES = code("networks.contacts") + code("weakens")
GIVEN = coding("networks.contacts")


def read(data):
    made, faults = read_project(data, "p.qdpx")
    assert faults == ()
    return made


def faults(data):
    made, findings = read_project(data, "p.qdpx")
    assert made is None
    return [(one.line, one.column, one.code, dict(one.data).get("why", "")) for one in findings]


def passages(inner, text=TEXT, **more):
    return read(qdpx(project(CODES, source(inner, **more)), text)).passages


def test_a_passage_has_its_text_its_place_and_its_codes():
    xml = project(
        CODES, source(selection(12, 28, coding("networks.contacts", "anna"))), coders=["anna"]
    )
    made = read(qdpx(xml, TEXT))
    (one,) = made.passages
    assert (one.text, one.spot) == ("They came early.", Spot("signs", (12, 28), line=1))
    assert one.applied == (Applied(guid("networks.contacts").lower(), "anna"),)
    assert (made.name, made.unit) == ("A project", "signs")
    assert [one.name for one in made.sources.values()] == ["Report.txt"]


def test_a_passage_of_two_coders_is_one_passage():
    two = selection(12, 16, coding("networks.contacts", "anna"), key=guid(1)) + selection(
        12, 16, coding("networks.contacts", "ben") + coding("weakens", "ben"), key=guid(2)
    )
    made = read(qdpx(project(CODES, source(two), coders=["anna", "ben"]), TEXT))
    (one,) = made.passages
    assert [who.coder for who in one.applied] == ["anna", "ben", "ben"]


def test_who_coded_is_told_by_the_selection_where_the_coding_does_not_say():
    inner = selection(12, 16, GIVEN).replace(
        "startPosition", f'creatingUser="{guid("anna")}" startPosition'
    )
    made = read(qdpx(project(CODES, source(inner), coders=["anna"]), TEXT))
    assert made.passages[0].applied[0].coder == "anna"


def test_a_coder_without_a_name_gets_a_number_and_so_does_a_namesake():
    inner = "".join(coding("weakens", who) for who in ("x", "y", "anna"))
    xml = project(CODES, source(selection(12, 16, inner)), coders=["anna"])
    made = read(qdpx(xml, TEXT))
    assert [one.coder for one in made.passages[0].applied] == ["coder 1", "coder 2", "anna"]
    made = read(qdpx(project(CODES, source(selection(12, 16, inner)), coders="xy"), TEXT))
    assert [one.coder for one in made.passages[0].applied] == ["x", "y", "coder 1"]
    alike = xml.replace("</Users>", f'<User guid="{guid("x")}" name="anna"/></Users>')
    made = read(qdpx(alike, TEXT))
    assert [one.coder for one in made.passages[0].applied] == ["anna", "coder 1", "anna 2"]


@pytest.mark.parametrize("main", ["project.qde", "Project.qde", "PROJECT.QDE", "My project/p.qde"])
def test_the_project_is_found_under_any_name(main):
    folder = main.rpartition("/")[0]
    files = {main: project(CODES, source(selection(12, 16, GIVEN))), "Sources/": ""}
    files[f"{folder}/Sources/A.TXT".lstrip("/")] = TEXT
    assert read(packed(files)).passages[0].text == "They"


@pytest.mark.parametrize(
    "path", ["internal://a.txt", "Internal://A.txt", "a.txt", "sources/a.txt", "internal:///a.txt"]
)
def test_a_text_is_found_however_its_path_is_written(path):
    assert passages(selection(12, 16, GIVEN), path=path)[0].text == "They"


@pytest.mark.parametrize(
    "path",
    ["relative:///a.txt", "absolute://a.txt", "file:///etc/passwd", "/etc/passwd", None,
     "internal://../../../etc/passwd", "internal://nowhere.txt"],
)  # fmt: skip
def test_a_passage_whose_text_is_not_in_the_archive_has_none(path):
    (one,) = passages(selection(12, 16, GIVEN, "They"), path=path)
    assert (one.text, one.spot) == (None, Spot("signs", (12, 16)))


def test_a_text_may_stand_in_the_project_itself():
    inner = f"<PlainTextContent>{TEXT}</PlainTextContent>" + selection(12, 16, GIVEN)
    assert passages(inner, path=None)[0].text == "They"
    # And needs no archive then.
    xml = project(CODES, source(inner, path=None)).encode()
    assert read(xml).passages[0].text == "They"
    assert read(b"\xef\xbb\xbf" + xml).passages[0].text == "They"
    wide = xml.decode().replace('encoding="utf-8"', 'encoding="utf-16"').encode("utf-16")
    assert read(wide).passages[0].text == "They"


def test_numbers_are_the_same_in_braces_and_in_any_case():
    xml = project(CODES, source(selection(12, 16, GIVEN)))
    odd = xml.replace(
        f'targetGUID="{guid("networks.contacts")}"',
        f'targetGUID="{{{guid("networks.contacts").lower()}}}"',
    )
    assert odd != xml
    assert read(qdpx(odd, TEXT)).passages[0].applied[0].code in read(qdpx(odd, TEXT)).codes


def test_a_namespace_is_no_matter():
    for space in ("urn:QDA-XML:project:1:0", ""):
        xml = project(CODES, source(selection(12, 16, GIVEN))).replace(SPACE, space)
        assert len(read(qdpx(xml, TEXT)).passages) == 1


def test_what_a_mac_keeps_beside_a_file_is_no_project():
    data = packed({"._project.qde": "Mac OS X", "p.qde": project(CODES, source(GIVEN))})
    assert len(read(data).passages) == 1


def test_codes_in_each_other_have_a_path_and_groups():
    sets = (
        f'<Sets><Set guid="{guid("s")}" name="weakens"><MemberCode targetGUID="{guid("b")}"/>'
        f'</Set><Set guid="{guid("t")}" name="empty"/></Sets>'
    )
    made = read(qdpx(project(code("a", code("b")) + code("b", key=guid("other")), "", sets)))
    assert [one.path for one in made.codes.values()] == [("a",), ("a", "b"), ("b",)]
    assert made.groups == {guid("s").lower(): "weakens", guid("t").lower(): "empty"}
    assert made.codes[guid("b").lower()].groups == (guid("s").lower(),)
    assert made.codes[guid("b").lower()].parent == guid("a").lower()


def test_a_memo_is_told_wherever_it_is_kept():
    notes = (
        f'<Notes><Note guid="{guid("n1")}"><PlainTextContent>on the coding</PlainTextContent>'
        "</Note>"
        f'<Note guid="{guid("n2")}" plainTextPath="internal://n2.txt"/>'
        f'<Note guid="{guid("n3")}"><Description>by a link</Description></Note></Notes>'
        f'<Links><Link guid="{guid("l")}" originGUID="{guid("n3")}" targetGUID="{guid("sel")}"/>'
        "</Links>"
    )
    inner = (
        "<Description>on the passage</Description>"
        + coding("networks.contacts", inner=f'<NoteRef targetGUID="{guid("n1")}"/>')
        + f'<NoteRef targetGUID="{guid("n2")}"/><NoteRef targetGUID="{guid("nowhere")}"/>'
    )
    xml = project(CODES, source(selection(12, 16, inner, key=guid("sel"))), notes)
    data = packed({"project.qde": xml, "sources/a.txt": TEXT, "sources/n2.txt": "in a file"})
    assert set(read(data).passages[0].memos) == {
        "on the passage", "on the coding", "in a file", "by a link",
    }  # fmt: skip


def test_a_page_and_its_text_are_one_passage():
    both = (
        f'<PDFSelection guid="{guid("p")}" page="0" firstX="1" firstY="2" secondX="3" secondY="4">'
        f"{GIVEN}</PDFSelection>"
        f'<Representation guid="{guid("r")}" plainTextPath="internal://a.txt">'
        f"{selection(12, 16, GIVEN, key=guid('p'))}</Representation>"
    )
    (one,) = read(qdpx(project(CODES, source(both, path=None, kind="PDF")), TEXT)).passages
    assert (one.text, one.spot) == ("They", Spot("signs", (12, 16), line=1, page=1))
    assert len(one.applied) == 1


def test_a_page_holds_the_text_that_it_says():
    inner = (
        f'<PDFSelection guid="{guid("p")}" page="1" firstX="1" firstY="2" secondX="3" secondY="4">'
        f'<Representation guid="{guid("r")}"><PlainTextContent>Seen.</PlainTextContent>'
        f"</Representation>{GIVEN}</PDFSelection>"
    )
    (one,) = passages(inner, path=None, kind="PDF")
    assert (one.text, one.spot) == ("Seen.", Spot("region", (1, 2, 3, 4), page=2))


def test_recordings_and_pictures_keep_their_place():
    film = (
        f'<VideoSelection guid="{guid("v")}" begin="1500" end="61000">{GIVEN}</VideoSelection>'
        f'<Transcript guid="{guid("t")}" plainTextPath="internal://a.txt">'
        f'<SyncPoint guid="{guid(1)}" position="12" timeStamp="0"/>'
        f'<SyncPoint guid="{guid(2)}" position="16" timeStamp="9"/>'
        f'<TranscriptSelection guid="{guid("ts")}" fromSyncPoint="{guid(1)}"'
        f' toSyncPoint="{guid(2)}">'
        f"{GIVEN}</TranscriptSelection></Transcript>"
    )
    made = read(qdpx(project(CODES, source(film, path=None, kind="Video")), TEXT)).passages
    assert {(one.text, one.spot.kind, one.spot.ends) for one in made} == {
        (None, "time", (1500, 61000)), ("They", "signs", (12, 16)),
    }  # fmt: skip
    picture = (
        f'<PictureSelection guid="{guid("p")}" firstX="1" firstY="2" secondX="3" secondY="4">'
        f"{GIVEN}</PictureSelection>"
    )
    assert passages(picture, path=None, kind="Picture")[0].spot == Spot("region", (1, 2, 3, 4))


def test_a_source_without_a_name_goes_by_that_of_its_file():
    for path in ("board.txt", "internal://board.txt", "relative://C:\\texts\\board.txt"):
        made = read(qdpx(project(CODES, source(GIVEN, name="", path=path))))
        assert [one.name for one in made.sources.values()] == ["board.txt"]


def test_a_source_may_be_coded_as_a_whole():
    (one,) = passages(GIVEN)
    assert (one.text, one.spot) == (None, Spot("whole"))


def test_what_is_not_coded_is_no_passage():
    assert passages(selection(12, 16, "<Description>a memo alone</Description>")) == ()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (-1, 4),
        (-30, 60),
        (4, 4),
        (9, 3),
        (0, 10**11),
        ("9" * 5000, 4),
        ("x", "y"),
        (90, 99),
        ("", "1.5"),
    ],
)
def test_a_place_that_is_none_gives_no_text(start, end):
    (one,) = passages(selection(start, end, GIVEN))
    assert one.text is None


def test_what_a_case_has_no_place_for_is_counted():
    more = f'<Graphs><Graph guid="{guid("g")}"/></Graphs>'
    case = f'<Cases><Case guid="{guid("c")}"/><Case guid="{guid("d")}"/></Cases>'
    assert read(qdpx(project(CODES, "", case + more))).passed == {"cases": 2, "graphs": 1}
    note = f'<Notes><Note guid="{guid("n")}"><PlainTextContent>x</PlainTextContent></Note></Notes>'
    made = read(qdpx(project(CODES, source(selection(1, 2, "")), note), TEXT))
    assert made.passed == {"notes": 1, "uncoded": 1}


XML = project(CODES, source(selection(12, 16, GIVEN)))


ENTITIES = f"<!DOCTYPE a [<!ENTITY b 'c'>]>{XML[39:]}"


@pytest.mark.parametrize(
    ("data", "place", "why"),
    [
        (packed({"a.txt": "x"}), (0, 0), "no-project"),
        (packed({"a.qdpx": qdpx(XML)}), (0, 0), "no-project"),
        (qdpx(XML)[:-30], (0, 0), "project-zip"),
        (qdpx(XML.replace("<CodeBook>", "<CodeBook")), (2, 68), "broken-xml"),
        (qdpx(XML[:-40]), (2, 642), "broken-xml"),
        (qdpx("<Other/>"), (0, 0), "other-xml"),
        (b"<html><body/></html>", (0, 0), "other-xml"),
        (b"%PDF-1.7", (0, 0), "pdf"),
        (qdpx(ENTITIES), (0, 0), "project-entities"),
        (qdpx("<Project>" + " " * 40_000_000 + "</Project>"), (0, 0), "project-large"),
        (qdpx(XML, "x" * 40_000_000), (0, 0), "project-large"),
        # It would fit, and is no text that anybody wrote.
        (qdpx(XML, "x" * 9_000_000), (0, 0), "project-large"),
        (qdpx(project("<Code name='a'>\n" * 70, "")), None, "too-much-coded"),
        (qdpx(project("\n".join(code("a", key="k") for _ in range(20_001)), "")), (20_002, 1),
         "too-much-coded"),
        (packed({f"{n}": "" for n in range(20_001)}), (0, 0), "project-large"),
        (packed({"n" * 2000: ""}), (0, 0), "project-large"),
    ],
)  # fmt: skip
def test_what_is_wrong_says_where_and_what(data, place, why):
    ((line, column, name, found),) = faults(data)
    assert why in (name, found)
    assert place is None or (line, column) == place


def test_all_texts_together_have_a_limit(monkeypatch):
    two = project(
        CODES, source(selection(0, 4, GIVEN)) + source(selection(0, 4, GIVEN), path="b.txt")
    )
    data = packed({"project.qde": two, "sources/a.txt": TEXT, "sources/b.txt": TEXT})
    size = len(two.encode()) + 2 * len(TEXT.encode())
    monkeypatch.setattr(refi, "MAX_TEXT", size)
    assert [one.text for one in read(data).passages] == ["Über", "Über"]
    monkeypatch.setattr(refi, "MAX_TEXT", size - 1)
    assert faults(data) == [(0, 0, "not-a-project", "project-large")]
    monkeypatch.setattr(refi, "MAX_TEXT", size)
    monkeypatch.setattr(refi, "MAX_LETTERS", 7)
    assert faults(data) == [(0, 0, "not-a-project", "project-large")]


def test_a_file_of_very_many_bytes_is_refused_at_once(monkeypatch):
    for name, data in (("MAX_ARCHIVE", qdpx(XML, TEXT)), ("MAX_TABLE", XML.encode())):
        monkeypatch.setattr(coding_programs, name, len(data))
        read(data)
        monkeypatch.setattr(coding_programs, name, len(data) - 1)
        assert faults(data) == [(0, 0, "too-large", "")]


def test_a_part_with_a_password_is_refused():
    data = bytearray(qdpx(XML, TEXT))
    with zipfile.ZipFile(BytesIO(bytes(data))) as package:
        assert package.namelist()[0] == "project.qde"
    data[data.index(b"PK\x01\x02") + 8] |= 1
    data[6] |= 1
    assert faults(bytes(data)) == [(0, 0, "not-a-project", "project-locked")]


@given(st.binary(max_size=400))
def test_no_bytes_make_it_stumble(data):
    for start in (b"", b"PK\x03\x04", b"<Project>", b"id,document,tag,content\n"):
        made, findings = read_project(start + data, "p")
        assert (made is None) == bool(findings)


@given(st.integers(0, 1500), st.integers(0, 255))
def test_no_damage_makes_it_stumble(at, byte):
    data = bytearray(qdpx(XML, TEXT))
    data[at % len(data)] = byte
    made, findings = read_project(bytes(data), "p")
    assert (made is None) == bool(findings)
    xml = bytearray(XML.encode())
    xml[at % len(xml)] = byte
    made, findings = read_project(qdpx(bytes(xml).decode("latin-1"), TEXT), "p")
    assert (made is None) == bool(findings)


@pytest.mark.skipif(not QDA.is_dir(), reason="the real projects are not here")
@pytest.mark.parametrize(
    ("name", "codes", "sources", "coded", "silent"),
    [("demo", 262, 2, 158, 0), ("qualcoder", 5, 1, 4, 0), ("skyloom_TestProject", 14, 12, 11, 8)],
)
def test_a_real_project_is_read(name, codes, sources, coded, silent):
    made = read((QDA / f"{name}.qdpx").read_bytes())
    texts = [one.text for one in made.passages]
    assert (len(made.codes), len(made.sources), len(texts), texts.count(None)) == (
        codes, sources, coded, silent,
    )  # fmt: skip
    assert all(code.code in made.codes for one in made.passages for code in one.applied)


@pytest.mark.skipif(not QDA.is_dir(), reason="the schema of the standard is not here")
def test_what_is_made_up_here_is_as_the_standard_has_it():
    schema = etree.XMLSchema(etree.parse(QDA / "REFI-QDA-Project.xsd"))
    schema.assertValid(etree.fromstring(XML.encode()))
