"""Tables, pictures and captions stand as they should, whatever a template says of its own text."""

import docx
import pytest
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from fivec.render.word import blank, sieve, styles
from fivec.render.word.markup import element
from tests.render.word.made_templates import saved

# What a template lacks, and what no template has.
OURS = ("fivec Table Text", "fivec Picture", "fivec After Table", "caption", "footnote text",
        "Title", "footer")  # fmt: skip
# What a house may say of its text, what then holds in a cell, and where.
SAYS = {
    '<w:ind w:firstLine="709"/>': {"ind": {"firstLine": "0"}},
    '<w:ind w:firstLineChars="200" w:firstLine="480"/>': {
        "ind": {"firstLineChars": "0", "firstLine": "0"}
    },
    '<w:ind w:left="1134" w:right="567"/>': {"ind": {"left": "0", "right": "0"}},
    '<w:ind w:leftChars="500" w:rightChars="100"/>': {"ind": {"leftChars": "0", "rightChars": "0"}},
    '<w:ind w:left="1134" w:hanging="1134"/>': {"ind": {"left": "0", "firstLine": "0"}},
    '<w:ind w:leftChars="300" w:hangingChars="300" w:hanging="700"/>': {
        "ind": {"leftChars": "0", "firstLine": "0", "firstLineChars": "0"}
    },
    '<w:ind w:start="1134" w:end="567"/>': {"ind": {"left": "0", "right": "0"}},
    '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>': {"numId": {"val": "0"}},
    '<w:spacing w:beforeLines="100" w:afterLines="100"/>': {
        "spacing": {"beforeLines": "0", "afterLines": "0"}
    },
    '<w:spacing w:beforeAutospacing="1"/>': {"spacing": {"beforeAutospacing": "0"}},
    '<w:jc w:val="center"/>': {"jc": {"val": "left"}},
    "<w:bidi/>": {"bidi": {"val": "0"}},
    '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>': {"shd": {"fill": "auto"}},
    '<w:pBdr><w:left w:val="single" w:sz="8" w:space="20"/></w:pBdr>': {"left": {"val": "nil"}},
    "<w:keepLines/>": {"keepLines": {"val": "0"}},
    "<w:contextualSpacing/>": {"contextualSpacing": {"val": "0"}},
}  # fmt: skip
IN_LETTERS = ["rFonts", "b", "bCs", "i", "iCs", "caps", "strike", "color", "spacing", "w", "sz",
              "szCs", "u", "lang"]  # fmt: skip
LETTERS = {
    "<w:b/>": {"b": {"val": "0"}},
    "<w:caps/>": {"caps": {"val": "0"}},
    '<w:spacing w:val="60"/>': {"spacing": {"val": "0"}},
    '<w:w w:val="150"/>': {"w": {"val": "100"}},
    '<w:u w:val="single"/>': {"u": {"val": "none"}},
    "<w:strike/>": {"strike": {"val": "0"}},
}  # fmt: skip


def adopted(paragraph="", letters="", *, defaults=False, more="", grid=False):
    """Return the styles of a report by their names in a template that says so of its text.

    It says so in its style for text, or in the defaults of all its styles; ``more`` are others.
    """
    said = f"<w:pPr>{paragraph}</w:pPr>", f"<w:rPr>{letters}</w:rPr>"
    both = "<w:pPrDefault>{}</w:pPrDefault><w:rPrDefault>{}</w:rPrDefault>".format(*said)
    root = parse_xml(
        f"<w:styles {nsdecls('w')}>{f'<w:docDefaults>{both}</w:docDefaults>' if defaults else ''}"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"{'' if defaults else ''.join(said)}</w:style>{more}</w:styles>"
    )
    known = styles.adopt(sieve.styles(root), element("settings"), "1", grid=grid)
    return {one.find(qn("w:name")).get(qn("w:val")): one for one in root.iter(qn("w:style"))}, known


def says(style, kind, tag):
    """Return the attributes of a property of a style, each as it says it itself."""
    found = {}
    for one in style.iterfind(f"{qn(f'w:{kind}')}//{qn(f'w:{tag}')}"):
        found |= {key.rpartition("}")[2]: value for key, value in one.attrib.items()}
    return found


@pytest.mark.parametrize("defaults", [False, True])
@pytest.mark.parametrize("said", SAYS)
def test_what_a_text_does_is_not_done_in_tables_pictures_and_captions(said, defaults):
    named, _ = adopted(said, defaults=defaults)
    for name in OURS:
        for tag, values in SAYS[said].items():
            if tag == "keepLines" and name not in OURS[:3]:
                continue  # these say so themselves
            assert values.items() <= says(named[name], "pPr", tag).items(), name


@pytest.mark.parametrize("defaults", [False, True])
@pytest.mark.parametrize("said", LETTERS)
def test_nor_what_its_letters_do_but_for_font_and_colour(said, defaults):
    fonts = '<w:rFonts w:ascii="SimSun"/><w:color w:val="123456"/>'
    named, _ = adopted("", fonts + said, defaults=defaults)
    for name in OURS:
        for tag, values in LETTERS[said].items():
            if tag == "b" and name not in OURS[:3]:
                continue  # these say so themselves
            assert values.items() <= says(named[name], "rPr", tag).items(), name
        assert not says(named[name], "rPr", "rFonts")


@pytest.mark.parametrize("defaults", [False, True])
@pytest.mark.parametrize("said", SAYS)
def test_nor_where_a_style_of_the_templates_own_says_nothing_of_it(said, defaults):
    own = "".join(
        f'<w:style w:type="paragraph" w:styleId="X{place}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Normal"/></w:style>'
        for place, name in enumerate(OURS)
    )
    named, _ = adopted(said, defaults=defaults, more=own)
    for name in OURS[3:]:
        for tag, values in SAYS[said].items():
            assert values.items() <= says(named[name], "pPr", tag).items(), name


@pytest.mark.parametrize("own", ["firstLine", "hanging"])
@pytest.mark.parametrize("text", ["firstLine", "hanging"])
def test_a_first_line_is_indented_as_its_own_style_says_and_one_way(own, text):
    style = (
        '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="caption"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:ind w:{own}="50" w:{own}Chars="7"/></w:pPr>'
        "</w:style>"
    )
    named, _ = adopted(f'<w:ind w:left="9" w:{text}="700" w:{text}Chars="100"/>', more=style)
    assert says(named["caption"], "pPr", "ind") == {"left": "0", own: "50", f"{own}Chars": "7"}


@pytest.mark.parametrize("name", ["caption", "footnote text", "Title", "footer"])
def test_a_style_of_the_templates_own_keeps_what_it_says_itself(name):
    own = (
        f'<w:style w:type="paragraph" w:styleId="X"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="77"/>'
        '<w:ind w:left="100" w:hanging="50"/><w:jc w:val="right"/></w:pPr></w:style>'
    )
    text = '<w:ind w:firstLineChars="200"/><w:jc w:val="center"/>'
    named, _ = adopted(text + '<w:spacing w:line="560" w:lineRule="exact"/>', more=own)
    ind, spacing = says(named[name], "pPr", "ind"), says(named[name], "pPr", "spacing")
    assert {"left": "100", "hanging": "50", "firstLineChars": "0"}.items() <= ind.items()
    assert {"after": "77", "lineRule": "auto"}.items() <= spacing.items()
    assert says(named[name], "pPr", "jc") == {"val": "right"}


def test_a_picture_is_not_cut_to_the_height_of_a_line():
    named, _ = adopted('<w:spacing w:line="560" w:lineRule="exact"/>')
    for name in ("fivec Picture", "fivec Table Text"):
        assert says(named[name], "pPr", "spacing")["lineRule"] == "auto"


def test_text_is_never_hidden_turned_framed_or_alone_on_its_page():
    hidden = "<w:vanish/><w:specVanish/>"
    paragraph = '<w:keepNext/><w:pageBreakBefore/><w:framePr w:w="9"/><w:outlineLvl w:val="0"/>'
    named, _ = adopted(paragraph, hidden)
    for tag in ("vanish", "specVanish", "pageBreakBefore", "framePr"):
        assert not [one for style in named.values() for one in style.iter(qn(f"w:{tag}"))]
    for tag in ("keepNext", "outlineLvl"):
        assert not list(named["Normal"].iter(qn(f"w:{tag}")))


def test_letters_on_a_grid_stand_in_cells_as_they_are():
    named, _ = adopted(grid=True)
    for name in OURS:
        assert says(named[name], "pPr", "snapToGrid") == {"val": "0"}
        assert says(named[name], "rPr", "snapToGrid") == {"val": "0"}


@pytest.mark.parametrize(("edge", "narrow"), [("100", False), ("600", True), ("9" * 5000, False)])
def test_a_table_whose_cells_are_all_edge_has_edges_of_its_own(edge, narrow):
    table = (
        '<w:style w:type="table" w:styleId="T"><w:name w:val="fivec"/><w:tblPr>'
        f'<w:tblInd w:w="2000"/><w:tblCellMar><w:left w:w="{edge}"/><w:end w:w="{edge}"/>'
        "</w:tblCellMar></w:tblPr><w:trPr><w:hidden/></w:trPr></w:style>"
    )
    named, known = adopted(more=table)
    assert known.narrow is narrow
    assert known.fit.edges < 600
    assert not list(named["fivec"].iter(qn("w:hidden")))


def test_a_page_of_columns_or_of_no_size_is_not_taken():
    for sect in (
        '<w:cols w:num="3"/><w:textDirection w:val="tbRl"/><w:vAlign w:val="center"/>',
        '<w:pgSz w:w="1" w:h="1"/>', '<w:pgSz w:w="inf" w:h="1e400"/>',
        '<w:pgMar w:left="9999999" w:right="0"/>', '<w:pgSz w:w="nan" w:h="-5"/>',
    ):  # fmt: skip
        document = docx.Document()
        section = document.sections[0]._sectPr  # noqa: SLF001 - as a file may have it
        for one in parse_xml(f"<w:x {nsdecls('w')}>{sect}</w:x>"):
            for old in section.findall(one.tag):
                section.remove(old)
            section.append(one)
        taken, _ = blank.of_template(saved(document))
        for tag in ("cols", "textDirection", "vAlign"):
            assert taken.element.body[-1].find(qn(f"w:{tag}")) is None
        assert taken.sections[0].page_width.cm > 10


@given(st.sets(st.sampled_from(sorted(SAYS))), st.sets(st.sampled_from(sorted(LETTERS))))
def test_properties_stand_in_the_order_of_the_schema(paragraph, letters):
    named, _ = adopted("".join(sorted(paragraph)), "".join(sorted(letters)))
    order = ["keepNext", "keepLines", "numPr", "pBdr", "shd", "bidi", "spacing", "ind",
             "contextualSpacing", "jc"]  # fmt: skip
    for name in OURS:
        tags = [one.tag.rpartition("}")[2] for one in named[name].find(qn("w:pPr"))]
        assert len(set(tags)) == len(tags)
        places = [order.index(tag) for tag in tags]
        assert places == sorted(places)
        said = [one.tag.rpartition("}")[2] for one in named[name].find(qn("w:rPr"))]
        assert said == sorted(said, key=IN_LETTERS.index)
        kinds = [one.tag.rpartition("}")[2] for one in named[name]]
        assert kinds.index("pPr") < kinds.index("rPr") == len(kinds) - 1
