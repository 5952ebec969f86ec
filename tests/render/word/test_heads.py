"""Of a template's heads and feet, plain text and pictures come along, and nothing that runs."""

import io
import re
import zipfile
from functools import cache

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fivec.render.word import blank
from fivec.render.word.sieve import Dropped
from fivec.render.word.template import TemplateError, TemplateFault
from tests.render.word.made_templates import changed, saved

SHARE = "file:////server/share/x"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
RUNS = (
    'DDE excel "c:\\\\x.xls" a1', 'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"', "dde x",
    'INCLUDETEXT "\\\\\\\\server\\\\share"', 'INCLUDEPICTURE "http://x/y.png" \\d', "LINK x",
    "MACROBUTTON Go here", "AUTOTEXT x", 'IMPORT "x.wmf"', "DATABASE \\d x", "QUOTE 68 68 69",
    "IF 1 = 1 a b", "AUTOOPEN", "GOTOBUTTON x", "EMBED Package", "FILENAME \\p", "DATE", "USERNAME",
    "DOCPROPERTY Company", "MERGEFIELD x", "RD x", "ASK x y", "FILLIN x", "SET x y", "PRINT x",
    "PAGE DDEAUTO", "PAGE \\* MERGEFORMAT DDEAUTO x", "STYLEREF", "= 1 + 1", "", "CONTROL Forms.X",
)  # fmt: skip
WORKS = ("PAGE", " page \\* MERGEFORMAT ", "NUMPAGES \\# 0", "SECTIONPAGES", "TITLE",
         'STYLEREF "Kop 1" \\n', "STYLEREF 1")  # fmt: skip


def run(*inner):
    return f"<w:r>{''.join(inner)}</w:r>"


def mark(kind, inner=""):
    return run(f'<w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar>')


def said(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def field(code, shown="cached", middle=True):
    """Return a field with its code in two runs, as Word splits them."""
    half = len(code) // 2
    codes = "".join(
        run(f'<w:instrText xml:space="preserve">{said(one)}</w:instrText>')
        for one in (code[:half], code[half:])
    )
    inner = mark("separate") + run(f"<w:t>{shown}</w:t>") if middle else ""
    return mark("begin") + codes + inner + mark("end")


def simple(code):
    return f'<w:fldSimple w:instr="{said(code)}">{run("<w:t>cached</w:t>")}</w:fldSimple>'


@cache
def plain(pictures, links):
    """Return a template of next to no styles, whose head has so many pictures, and these links."""
    document = docx.Document()
    header = document.sections[0].header
    header.is_linked_to_previous = False
    for target in links:
        header.part.relate_to(target, RT.HYPERLINK, is_external=True)
    for _ in range(pictures):
        header.part.get_or_add_image(io.BytesIO(PNG))
    for one in document.styles:
        if not one.element.get(qn("w:default")):
            one.delete()
    return saved(document)


def with_head(inner, pictures=(), links=()):
    """Return a template whose head holds paragraphs of markup, pictures and links to elsewhere."""
    spaces = nsdecls("w", "r", "wp", "a", "pic")
    more = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml" mc:Ignorable="wps"'
    )
    root = f"<w:hdr {spaces} {more}>{inner}</w:hdr>".encode()
    parts = {f"word/media/image{at}.png": one for at, one in enumerate(pictures, 1)}
    return changed(plain(len(pictures), tuple(links)), **{"word/header1.xml": root}, **parts)


def taken(template, title="My title"):
    """Return the head that comes along, all parts as text, and what was left out."""
    document, left = blank.of_template(template, title)
    with zipfile.ZipFile(io.BytesIO(saved(document))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return etree.fromstring(parts["word/header1.xml"]), parts, left


def text(head):
    return "".join(one.text or "" for one in head.iter(qn("w:t")))


def codes(head):
    found = [one.text.strip() for one in head.iter(qn("w:instrText"))]
    return found + [one.get(qn("w:instr")).strip() for one in head.iter(qn("w:fldSimple"))]


@pytest.mark.parametrize("code", RUNS)
def test_a_field_that_runs_is_left_out_with_what_it_showed(code):
    inner = "".join(
        f"<w:p>{one}{run('<w:t>Ministry</w:t>')}</w:p>"
        for one in (field(code), field(code, middle=False), simple(code))
    )
    head, _, left = taken(with_head(inner))
    assert left == {Dropped.FIELDS}
    assert codes(head) == []
    assert not list(head.iter(qn("w:fldChar")))
    assert text(head) == "Ministry" * 3


@pytest.mark.parametrize("code", WORKS)
def test_a_field_for_page_title_or_chapter_comes_along(code):
    head, _, left = taken(with_head(f"<w:p>{field(code)}</w:p><w:p>{simple(code)}</w:p>"))
    assert not left
    assert {one.lower() for one in codes(head)} == {code.strip().lower()}
    kinds = [one.get(qn("w:fldCharType")) for one in head.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_a_field_for_the_title_shows_that_of_the_report():
    head, _, _ = taken(with_head(f"<w:p>{field('TITLE')}</w:p><w:p>{simple('TITLE')}</w:p>"))
    assert text(head) == "My title" * 2


def test_the_text_of_a_link_stays_and_the_link_does_not():
    inner = (
        f'<w:p>{field("HYPERLINK http://x")}<w:hyperlink r:id="rId1">{run("<w:t>site</w:t>")}'
        f"</w:hyperlink>{simple('HYPERLINK x')}</w:p>"
    )
    head, parts, left = taken(with_head(inner, links=[SHARE]))
    assert text(head) == "cachedsitecached"
    assert left == {Dropped.FIELDS, Dropped.LINKS}
    assert not any(b"share" in part or b"External" in part for part in parts.values())


@pytest.mark.parametrize(
    "inner",
    [
        # A field in the code of another; one in several paragraphs; one that never ends.
        mark("begin") + run("<w:instrText>PAGE</w:instrText>") + field("DDE x") + mark("end"),
        mark("begin") + run("<w:t>DDE x</w:t>") + mark("separate") + mark("end"),
        mark("begin") + "</w:p><w:p>" + run("<w:instrText>DDE x</w:instrText>") + mark("end"),
        mark("begin") + run("<w:instrText>PAGE</w:instrText>"),
        mark("end") + run("<w:instrText>DDE x</w:instrText>") + mark("separate"),
        mark("begin", '<w:ffData><w:entryMacro w:val="Go"/></w:ffData>') + mark("end"),
        field("PAGE", shown="1</w:t></w:r>" + field("DDE x") + "<w:r><w:t>"),
        run("<w:object><v:shape/></w:object>"),
        run('<w:pict><v:imagedata r:id="rId1"/></w:pict>'),
        run('<w:control r:id="rId1"/>'),
        '<w:subDoc r:id="rId1"/></w:p><w:altChunk r:id="rId1"/><w:p>',
        "<w:del>" + run("<w:delText>DDE x</w:delText>") + "</w:del>",
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("<w:t>DDE x</w:t>")
        + "</w:sdtContent></w:sdt>",
        '<mc:AlternateContent><mc:Choice Requires="wps">'
        + run('<w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx>'
              "<w:txbxContent><w:p>" + field("DDE x") + "</w:p></w:txbxContent></wps:txbx>"
              "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>")
        + "</mc:Choice><mc:Fallback>" + run("<w:pict/>") + "</mc:Fallback></mc:AlternateContent>",
        run('<w:drawing><wp:inline><wp:docPr id="1" name="a"><a:hlinkClick r:id="rId1"/></wp:docPr>'
            '<a:graphic><a:graphicData uri="x"><c:chart xmlns:c="c" r:id="rId1"/></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing>"),
    ],
)  # fmt: skip
def test_what_runs_is_found_however_it_is_wrapped(inner):
    given_text = run("<w:t>Ministry</w:t>")
    head, parts, _ = taken(with_head(f"<w:p>{inner}</w:p><w:p>{given_text}</w:p>", links=[SHARE]))
    assert set(codes(head)) <= {"PAGE"}
    assert not any(b"DDE x" in part or b"share" in part for part in parts.values())
    for gone in ("pict", "object", "control", "altChunk", "subDoc", "ffData", "del"):
        assert not list(head.iter(qn(f"w:{gone}")))
    kinds = [one.get(qn("w:fldCharType")) for one in head.iter(qn("w:fldChar"))]
    assert kinds in ([], ["begin", "separate", "end"])
    assert not any(
        "}" in key and "relationships" in key for one in head.iter() for key in one.attrib
    )


@pytest.mark.parametrize(
    ("inner", "lost"),
    [
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", 1),
        ('<m:oMath xmlns:m="m"><m:r><m:t>x</m:t></m:r></m:oMath>', 1),
        ("<w:r><w:ruby><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>", 1),
        ("<w:moveFrom>{}</w:moveFrom>", 0),
        ("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", 0),
        ('<w:bookmarkStart w:id="1"/><w:proofErr/><w:sdt><w:sdtPr/></w:sdt>', 0),
    ],
)
def test_text_that_is_left_out_is_told_and_what_was_taken_back_is_not(inner, lost):
    given_text = run("<w:t>Click to type</w:t>")
    head, _, left = taken(with_head(f"<w:p>{inner.replace('{}', given_text)}</w:p>"))
    assert text(head) == ""
    assert left == ({Dropped.TEXT} if lost else set())


@pytest.mark.parametrize("kind", ["object", "pict", "control", "contentPart"])
def test_an_object_is_left_out_and_told(kind):
    _, _, left = taken(with_head(f"<w:p>{run(f'<w:{kind}/>')}</w:p>"))
    assert left == {Dropped.OBJECTS}


@given(st.lists(st.sampled_from([
    mark("begin"), mark("separate"), mark("end"), run("<w:instrText> DDE x </w:instrText>"),
    run("<w:instrText>PAGE</w:instrText>"), run("<w:t>t</w:t>"), "</w:p><w:p>", simple("DDE x"),
]), max_size=12))  # fmt: skip
def test_no_order_of_marks_lets_a_field_through(pieces):
    head, _, _ = taken(with_head(f"<w:p>{''.join(pieces)}</w:p>"))
    assert set(codes(head)) <= {"PAGE"}
    depth = 0
    for one in head.iter(qn("w:fldChar")):
        depth += {"begin": 1, "end": -1}.get(one.get(qn("w:fldCharType")), 0)
        assert depth >= 0
    assert depth == 0


def picture(attributes):
    return (
        "<w:p><w:r><w:drawing><wp:inline><wp:extent cx='9' cy='9'/><wp:docPr id='1' name='Logo'/>"
        "<a:graphic><a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/picture'>"
        f"<pic:pic><pic:blipFill><a:blip {attributes}/></pic:blipFill></pic:pic></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def test_a_plain_picture_that_is_embedded_comes_along():
    head, parts, left = taken(with_head(picture('r:embed="rId1"'), [PNG]))
    assert not left
    assert len(list(head.iter(qn("a:blip")))) == 1
    assert [part for name, part in parts.items() if name.startswith("word/media/")] == [PNG]


def test_a_picture_has_no_link_and_no_other_form():
    given_picture = picture('r:embed="rId1" r:link="rId9"').replace(
        "/></pic:blipFill>", "><a:extLst><a:ext/></a:extLst></a:blip></pic:blipFill>"
    )
    named = "name='Logo'><a:hlinkClick r:id='rId9'/></wp:docPr>"
    head, _, left = taken(with_head(given_picture.replace("name='Logo'/>", named), [PNG]))
    assert not left
    assert [str(key).rpartition("}")[2] for key in next(head.iter(qn("a:blip"))).attrib] == [
        "embed"
    ]
    assert not list(head.iter(qn("a:extLst"), qn("a:hlinkClick")))


def test_a_drawing_of_another_kind_is_left_out_and_told():
    chart = picture("").replace("pic:pic", "c:chart xmlns:c='c' r:id='rId1'", 1)
    chart = chart.replace("</pic:pic>", "</c:chart>")
    head, _, left = taken(with_head(chart))
    assert left == {Dropped.OBJECTS}
    assert not list(head.iter(qn("w:drawing")))


def test_a_picture_that_is_elsewhere_is_left_out_and_told():
    head, _, left = taken(with_head(picture('r:embed="rId1"'), links=[SHARE]))
    assert left == {Dropped.PICTURES, Dropped.LINKS}
    assert not list(head.iter(qn("w:drawing")))


@pytest.mark.parametrize("code", ["DDE x", "PAGE"])
def test_a_field_without_an_end_is_left_out_with_what_it_showed(code):
    inner = mark("begin") + run(f"<w:instrText>{code}</w:instrText>") + mark("separate")
    head, _, left = taken(with_head(f"<w:p>{inner}{run('<w:t>cached</w:t>')}</w:p>"))
    assert left == {Dropped.FIELDS}
    assert text(head) == ""


def test_a_head_holds_no_changes_no_sections_and_nothing_hidden():
    changes = "<w:pPr><w:jc w:val='right'/><w:sectPr/><w:pPrChange><w:pPr/></w:pPrChange></w:pPr>"
    inner = (
        f"<w:p>{changes}{run('<w:rPr><w:b/><w:vanish/><w:ins/></w:rPr><w:t>Ministry</w:t>')}</w:p>"
    )
    head, _, _ = taken(with_head(inner))
    kept = {one.tag.rpartition("}")[2] for one in head.iter()}
    assert kept == {"hdr", "p", "pPr", "jc", "r", "rPr", "b", "t"}
    assert not head.attrib


def test_a_head_and_a_cell_end_in_a_paragraph():
    head, _, _ = taken(with_head("<w:tbl><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>"))
    for one in (head, *head.iter(qn("w:tc"))):
        assert one[-1].tag == qn("w:p")


@pytest.mark.parametrize(
    ("attributes", "blob"),
    [
        ('r:link="rId1"', PNG),
        ('r:embed="rId1"', b"BM" + bytes(12) + b"\x28\0\0\0" + b"\1\0\0\0" * 2 + bytes(28)),
        ('r:embed="rId9"', PNG),
        ('r:embed="rId1"', b"\xd7\xcd\xc6\x9a a picture of Windows"),
        ('r:embed="rId1"', b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ('r:embed="rId1"', PNG[:16] + (60_000).to_bytes(4, "big") * 2 + PNG[24:]),
        ('r:embed="rId1"', PNG[:16]),
        ('r:embed="rId1"', b"GIF8"),
        ('r:embed="rId1"', b"\xff\xd8\xff\xe0"),
        ('r:embed="rId1"', JPEG + b"\xff" * 99),
    ],
)
def test_any_other_picture_is_left_out_and_told(attributes, blob):
    head, parts, left = taken(with_head(picture(attributes), [blob]))
    assert left == {Dropped.PICTURES}
    assert not list(head.iter(qn("w:drawing")))
    assert not any(name.startswith("word/media/") for name in parts)


@given(st.sampled_from([PNG[:8], PNG[:29], JPEG[:4], JPEG, b"GIF89a"]), st.binary(max_size=60))
def test_a_picture_of_any_bytes_comes_along_or_is_left_out(begins, rest):
    head, _, left = taken(with_head(picture('r:embed="rId1"'), [begins + rest]))
    assert (left == {Dropped.PICTURES}) is not bool(list(head.iter(qn("a:blip"))))


def test_nothing_of_the_rest_of_a_package_comes_along():
    """Whatever hangs on a template's parts, by name or by a relation, stays where it is."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RT.HYPERLINK}" Target="{SHARE}" '
        'TargetMode="External"/></Relationships>'
    ).encode()
    parts = {
        f"word/_rels/{name}.xml.rels": relations for name in ("settings", "numbering", "styles")
    }
    parts |= {"word/glossary/document.xml": b"<a>secret</a>", "customXml/item9.xml": b"<secret/>"}
    parts |= {"word/embeddings/oleObject1.bin": b"secret", "word/webSettings.xml": b"<secret/>"}
    _, found, left = taken(changed(with_head("<w:p/>"), **parts))
    assert left == {Dropped.LINKS}
    assert not any(b"secret" in part or b"External" in part for part in found.values())
    names = "document|styles|settings|numbering|fontTable|header1|theme/theme1|_rels/document"
    known = rf"(word/({names})|docProps/core|_rels/|\[Content_Types\])\.(xml|rels|xml\.rels)"
    assert all(re.fullmatch(known, name) for name in found), sorted(found)


@pytest.mark.parametrize("inner", [mark("begin") * 1_001, "<w:sdt>" * 100 + run() * 20_000])
def test_a_head_that_would_take_long_is_refused_by_its_size(inner):
    closed = inner + "</w:sdt>" * inner.count("<w:sdt>")
    with pytest.raises(TemplateError) as fault:
        taken(with_head(f"<w:p>{closed}</w:p>"))
    assert fault.value.code is TemplateFault.TOO_LARGE


def test_the_most_of_heads_that_is_taken_takes_no_time():
    nested = ("<w:sdt>" * 100 + run() * 50 + "</w:sdt>" * 100) * 40
    assert taken(with_head(f"<w:p>{mark('begin') * 300}{nested}</w:p>"))


def made(**parts):
    """Return a part of what comes of a template with these parts, by the last of its name."""
    named = {f"word/{name}.xml": f"<w:{name} {nsdecls('w', 'r')}>{inner}</w:{name}>".encode()
             for name, inner in parts.items()}  # fmt: skip
    document, left = blank.of_template(changed(saved(docx.Document()), **named))
    with zipfile.ZipFile(io.BytesIO(saved(document))) as package:
        found = etree.fromstring(package.read(f"word/{next(iter(parts))}.xml"))
    return {one.tag.rpartition("}")[2] for one in found.iter()}, left


def test_settings_that_ask_protect_or_fetch_do_not_come_along():
    kept, _ = made(
        settings='<w:documentProtection w:edit="readOnly"/><w:trackRevisions/><w:mailMerge/>'
        '<w:attachedTemplate r:id="rId9"/><w:evenAndOddHeaders/>'
    )
    assert kept == {"settings", "evenAndOddHeaders"}


def test_bullets_that_are_pictures_do_not_come_along():
    kept, _ = made(
        numbering='<w:numPicBullet><w:pict/></w:numPicBullet><w:abstractNum w:abstractNumId="1">'
        '<w:lvl><w:lvlPicBulletId w:val="0"/></w:lvl></w:abstractNum>'
    )
    assert kept == {"numbering", "abstractNum", "lvl"}


def test_embedded_fonts_do_not_come_along_and_are_told():
    document = changed(
        saved(docx.Document()),
        **{
            "word/fontTable.xml": f'<w:fonts {nsdecls("w", "r")}><w:font w:name="F">'
            '<w:embedRegular r:id="rId1"/><w:embedBold r:id="rId1"/></w:font></w:fonts>'.encode(),
            "word/_rels/fontTable.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats'
            b'.org/package/2006/relationships"><Relationship Id="rId1" Type="font" '
            b'Target="fontTable.xml"/></Relationships>',
        },
    )
    made_of, left = blank.of_template(document)
    assert left == {Dropped.FONTS}
    with zipfile.ZipFile(io.BytesIO(saved(made_of))) as package:
        assert b"embed" not in package.read("word/fontTable.xml")
        assert b'w:name="F"' in package.read("word/fontTable.xml")


def test_of_whoever_made_a_template_nothing_comes_along():
    document = docx.Document()
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = core.category = "annadevries"
    head = document.sections[0].header.paragraphs[0]
    head.add_run().add_picture(io.BytesIO(PNG))
    data = saved(document)
    with zipfile.ZipFile(io.BytesIO(data)) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    who = b'w:id="1" w:author="annadevries" w:date="2026-01-02T03:04:05Z"'
    header = parts["word/header1.xml"]
    header = re.sub(rb' (name|descr)="[^"]*"', b"", header)
    header = header.replace(b"<pic:cNvPr ", rb'<pic:cNvPr name="C:\Users\annadevries\a.png" ')
    header = header.replace(b"<wp:docPr ", b'<wp:docPr name="P" descr="/Users/annadevries/a.png" ')
    header = header.replace(b"<w:r>", b'<w:r w:rsidR="00ABCDEF">')
    made = saved(
        blank.of_template(
            changed(
                data,
                **{
                    "word/header1.xml": header,
                    "word/styles.xml": parts["word/styles.xml"].replace(
                        b'w:styleId="Normal">',
                        b'w:styleId="Normal"><w:rsid w:val="00ABCDEF"/>'
                        b"<w:rPr><w:rPrChange " + who + b"><w:rPr/></w:rPrChange></w:rPr>",
                    ),
                    "word/settings.xml": parts["word/settings.xml"].replace(
                        b"</w:settings>",
                        b'<w:docVars><w:docVar w:name="annadevries" w:val="x"/></w:docVars>'
                        b'<w:rsids><w:rsid w:val="00ABCDEF"/></w:rsids></w:settings>',
                    ),
                    "docProps/app.xml": parts["docProps/app.xml"].replace(
                        b"</Properties>", b"<Manager>annadevries</Manager></Properties>"
                    ),
                },
            )
        )[0]
    )
    with zipfile.ZipFile(io.BytesIO(made)) as given:
        assert b"a.png" in given.read("word/header1.xml")
        for name in given.namelist():
            for mark in (b"annadevries", b"ABCDEF", b"2026-01-02"):
                assert mark not in given.read(name), name


@pytest.mark.parametrize("kind", ["", 'Type="urn:attachedTemplate"'])
def test_a_head_is_related_as_a_head_whatever_the_template_calls_it(kind):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "House"
    data = saved(document)
    name = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(io.BytesIO(data)) as given:
        relations = given.read(name).replace(f'Type="{RT.HEADER}"'.encode(), kind.encode())
    made = saved(blank.of_template(changed(data, **{name: relations}))[0])
    with zipfile.ZipFile(io.BytesIO(made)) as given:
        found = given.read(name).decode()
    assert f'Type="{RT.HEADER}"' in found
    assert "urn:attachedTemplate" not in found
