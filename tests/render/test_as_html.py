"""The page in a browser: whatever a file says is text, and every cell and section is named."""

import itertools
import re
from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace

from fivec import __version__
from fivec.documents.blocks import (
    Bar,
    BarKey,
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
)
from fivec.documents.clean import clean
from fivec.documents.edition import Report
from fivec.documents.pictures.chart import ScatterChart
from fivec.documents.pictures.picture import Picture
from fivec.documents.several import document
from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Batch, Failed
from fivec.model.finding import finding
from fivec.model.text import plain
from fivec.render import View, rendered
from fivec.render.html import set_document
from tests.conftest import ROOT, assessed, same_as_golden

EVIL = "=1+1 <script>x</script> | [bold]y[/] *z* \" onclick='a' & &amp; </style> <!-- ]]>"
# The plainest picture there is.
NO_CASE = ScatterChart((), ())
CASES = sorted((ROOT / "cases").glob("*.yaml"))
TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("<>&\"'/=;-!a \n"), st.characters(codec="utf-8"))
)


def page(*results, language="en", **chosen):
    view = View(words=words(language), **chosen)
    return set_document(document(Batch(results), view), view)


def of_blocks(*blocks, language="en"):
    return set_document(Report([Heading(1, "Title", "title"), *blocks]), View(words(language)))


def bare(text):
    """Return a page without what other golden files hold: its style sheet and its pictures."""
    left_out = r"<style>.*?</style>|sha256-[A-Za-z0-9+/=]*|<svg xmlns.*?</svg>"
    return re.sub(left_out, "", text, flags=re.DOTALL)


def parsed(text):
    return html.document_fromstring(text)


def shown(element):
    return " ".join(element.text_content().split())


def evil(one, text):
    """Return an assessment in which whatever may be any text is this one."""
    said = plain(text)
    case = replace(
        one.case,
        title=said,
        evidence=tuple(replace(item, says=said, where=text) for item in one.case.evidence),
        issues=tuple(replace(issue, label=said, wanted=said) for issue in one.case.issues),
        sources=tuple(replace(source, citation=said, url=text) for source in one.case.sources),
    )
    return replace(one, case=case)


@pytest.fixture(scope="module")
def several():
    fault = finding("cases/x|y.yaml", (8, 49), "unknown-level", id="hihg", of="iob-5c")
    return (*map(assessed, CASES), Failed("cases/x|y.yaml", (fault,)))


@pytest.fixture(scope="module", params=LANGUAGES)
def every(several, request):
    """Return all cases as one page, whole."""
    return page(*several, language=request.param, full=True)


def test_a_case(kompas):
    same_as_golden(bare(page(kompas)), "kompas.en.html")


def test_several_cases(several):
    same_as_golden(bare(page(*several, language="nl", brief=True)), "several.nl.html")


def test_the_real_pictures_stand_in_the_page(kompas):
    tree = parsed(rendered(Batch((kompas,)), "html", View(words=words("en"))))
    drawings = tree.xpath("//figure//svg")
    assert len(drawings) == len(tree.xpath("//figure")) > 1
    assert not tree.xpath("//figure//svg[not(@role='img')]")


def test_only_the_one_style_sheet_is_let_through(every):
    (sheet,) = re.findall(r"<style>(.*?)</style>", every, re.DOTALL)
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    (policy,) = parsed(every).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in sheet
    assert "@import" not in sheet


def test_nothing_runs_and_nothing_is_fetched(every):
    tree = parsed(every)
    assert not tree.xpath("//script | //iframe | //object | //embed | //form | //base")
    assert not tree.xpath("//@style | //@src | //@*[starts-with(name(), 'on')]")
    assert [link.get("href") for link in tree.xpath("//link")] == ["data:,"]


def test_an_address_of_a_source_can_be_followed_and_tells_it_nothing(every):
    outward = [link for link in parsed(every).xpath("//a") if link.get("href")[0] != "#"]
    assert outward
    for link in outward:
        assert link.get("href").startswith(("https://", "http://"))
        assert link.get("href") == link.text
        assert link.get("rel") == "noreferrer noopener"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://a.example/b?c=d&e, and more", ["https://a.example/b?c=d&e"]),
        ("(https://a.example).", ["https://a.example"]),
        ("javascript:alert(1) data:text/html,x //a.example www.a.example file:///etc", []),
        ("https://", []),
        ('https://a.example/"onclick=x', ["https://a.example/"]),
    ],
)
def test_only_what_is_an_address_of_the_web_is_a_link(text, links):
    tree = parsed(of_blocks(Items((run(text),))))
    (item,) = tree.xpath("//main//li")
    assert item.xpath("a/@href") == links
    assert item.text_content() == text


def test_names_are_unique_and_every_reference_has_its_name(every):
    tree = parsed(every)
    names = tree.xpath("//@id")
    assert len(set(names)) == len(names)
    inward = [link[1:] for link in tree.xpath("//a/@href") if link[0] == "#"]
    heads = " ".join(tree.xpath("//@headers | //@aria-labelledby")).split()
    assert {*inward, *heads} <= set(names)


def test_one_title_no_heading_jumps_and_the_contents_lead_to_them(every):
    tree = parsed(every)
    headings = tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
    levels = [int(heading.tag[1]) for heading in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= before + 1 for before, later in itertools.pairwise(levels))
    expected = [f"#{one.get('id')}" for one in tree.xpath("//main/h2 | //main/h3")]
    assert tree.xpath("//nav//a/@href") == expected


def test_the_contents_follow_what_opens_the_page(kompas):
    before = parsed(page(kompas)).xpath("//main/nav/preceding-sibling::*")
    assert "lead" in before[0].get("class")
    assert not [one for one in before if one.tag == "h2"]
    first = Paragraph(run("The answer"), "lead")
    parts = (Heading(2, "A", "a"), Heading(2, "B", "b"))
    tree = parsed(of_blocks(first, *parts))
    assert [one.tag for one in tree.xpath("//main/*")] == ["p", "nav", "h2", "h2"]
    assert not parsed(of_blocks(first)).xpath("//nav")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_language_and_has_its_landmarks(kompas, language):
    tree = parsed(page(kompas, language=language))
    assert tree.get("lang") == language
    assert [one.tag for one in tree.xpath("//body/*")] == ["a", "header", "main", "footer"]
    assert tree.xpath("//body/a/@href") == [f"#{tree.xpath('//main')[0].get('id')}"]
    assert tree.xpath("//title")[0].text == kompas.case.title.to(language)
    named = {one.get("name"): one.get("content") for one in tree.xpath("//meta[@name]")}
    assert named["generator"] == f"fivec {__version__}"
    assert kompas.case.title.to(language) in named["description"]


def test_every_cell_has_its_heads(every):
    tables = parsed(every).xpath("//table")
    assert tables
    for table in tables:
        assert shown(table.xpath("caption")[0])
        heads = table.xpath("thead/tr/*")
        assert all(head.get("scope") == "col" for head in heads if head.tag == "th")
        # A head may be missing over the names of the rows, and nowhere else.
        assert all(head.tag == "th" and shown(head) for head in heads[1:])
        for row in table.xpath("tbody/tr"):
            first, *others = row.xpath("*")
            if row.get("class") == "evidence":
                assert first.get("headers")
                assert int(first.get("colspan")) == len(heads)
                continue
            assert first.tag == "th"
            assert first.get("scope") in ("row", "rowgroup")
            assert len(others) == len(heads) - 1
        assert len(table.xpath("tbody[.//th[@scope='rowgroup']]")) == len(
            table.xpath(".//th[@scope='rowgroup']")
        )


def test_each_cell_can_tell_its_head_where_rows_are_told_on_a_small_screen(every):
    for table in parsed(every).xpath("//table"):
        heads = [shown(head) for head in table.xpath("thead/tr/*")[1:]]
        for row in table.xpath("tbody/tr[not(@class='evidence')]"):
            assert row.xpath("td/@data-head") == heads


@pytest.mark.parametrize(("right", "folds"), [((1,), True), ((1, 2), False)])
def test_rows_are_told_where_there_are_words_in_them_and_figures_compared(right, folds):
    cells = tuple(map(run, ("x", "1", "2")))
    (table,) = parsed(of_blocks(Table("T", ("a", "b", "c"), (Row(cells),), right))).xpath("//table")
    assert ("folds" in table.get("class", "")) == folds


@pytest.mark.parametrize(("frame", "seen"), [("ruled", True), ("heads", False), ("bare", False)])
def test_a_table_of_a_first_page_has_a_name_for_who_cannot_see_it_alone(frame, seen):
    table = Table("Called so", ("a", "b"), (Row((run("x"), run("1"))),), frame=frame)
    (caption,) = parsed(of_blocks(table)).xpath("//caption")
    assert shown(caption) == "Called so"
    assert ("unseen" not in caption.get("class", "")) == seen


def test_a_table_can_be_moved_by_keyboard_and_is_named(every):
    for table in parsed(every).xpath("//table"):
        region = table.getparent()
        assert region.tag == "section"
        assert region.get("tabindex") == "0"
        (name,) = table.xpath("caption/span/@id")
        assert region.get("aria-labelledby") == name


def test_evidence_opens_under_the_row_that_rests_on_it(kompas):
    tree = parsed(page(kompas))
    for one in (indicator for found in kompas.capabilities for indicator in found.indicators):
        label = next(
            indicator.label.to("en")
            for capability in kompas.rubric.capabilities
            for indicator in capability.indicators
            if (capability.id, indicator.id) == (one.capability, one.id)
        )
        (row,) = (
            row
            for row in tree.xpath("//tr[contains(@class, 'part')]")
            if shown(row.xpath("th")[0]).startswith(label)
        )
        under = row.xpath("following-sibling::tr[1][@class='evidence']//li//code/text()")
        assert set(one.evidence) <= set(under)


@pytest.mark.parametrize(
    ("count", "language", "said"),
    [
        (1, "en", "1 passage"),
        (2, "en", "2 passages"),
        (1, "nl", "1 passage"),
        (3, "nl", "3 passages"),
    ],
)
def test_a_note_says_how_much_it_holds_and_each_row_what_it_does_says_and_where(
    count, language, said
):
    proofs = tuple(Proof("supports", f"e{n}", f"Says {n}.", f"p. {n}") for n in range(count))
    note = Note(proofs)
    where = (
        Items(((*run("a"), note),)),
        Paragraph((*run("a"), note)),
        Facts((("a", ((*run("b"), note),)),)),
        Table("T", ("a", "b"), (Row(((*run("x"), note), run("y"))),)),
    )
    for block in where:
        (opened,) = parsed(of_blocks(block, language=language)).xpath("//main//details")
        assert shown(opened.xpath("summary")[0]) == said
        listed = [shown(item) for item in opened.xpath("ul/li")]
        assert listed == [f"supports Says {n}. p. {n} · e{n}" for n in range(count)]


def test_what_is_not_assessed_has_a_look_of_its_own_and_a_bar_without_tones(kompas):
    rows = parsed(page(kompas)).xpath("//tr[starts-with(th, 'Flexibility')]")
    barred = [row for row in rows if row.xpath("td[contains(@class, 'barred')]")]
    for row, missing in zip(barred, ("weaker evidence only", "not assessed"), strict=True):
        assert row.xpath("td/em[@class='missing']/text()")[-1] == missing
        assert [part.get("class") for part in row.xpath(".//svg/*")] == ["unknown"]
        assert "0.0" not in shown(row)


def test_a_bar_shows_what_is_sure_coded_and_possible():
    block = Table("T", ("a", "", "b"), (Row((run("x"), (Bar(60.0, (25.0, 87.5)),), run("60.0"))),))
    (bar,) = parsed(of_blocks(block)).xpath("//td//svg")
    assert bar.get("aria-hidden") == "true"
    tones = [(one.get("class"), one.get("x"), one.get("width")) for one in bar.xpath("rect")]
    assert tones == [("sure", "0", "25"), ("coded", "25", "35"), ("possible", "60", "27.5")]


@given(st.lists(st.floats(0, 100), min_size=3, max_size=3).map(sorted))
@example([0.0, 0.0, 0.0])
def test_the_tones_of_a_bar_follow_one_another_to_the_end_of_the_range(ends):
    low, score, high = ends
    (bar,) = parsed(of_blocks(Paragraph((Bar(score, (low, high)),)))).xpath("//main//svg")
    reached = 0.0
    for tone in bar.xpath("rect"):
        assert float(tone.get("x")) == pytest.approx(reached, abs=0.02)
        reached = float(tone.get("x")) + float(tone.get("width"))
    assert reached == pytest.approx(high, abs=0.03)


@pytest.mark.parametrize(
    ("bar", "language", "said"),
    [
        (Bar(69.84, (42.0, 88.0)), "en", "69.8 (42–88)"),
        (Bar(69.84, (42.0, 88.0)), "nl", "69,8 (42–88)"),
        (Bar(None, (0.0, 100.0)), "en", "not assessed (0–100)"),
        (Bar(None, None), "en", "not assessed"),
    ],
)
def test_a_bar_that_stands_alone_says_its_figures(bar, language, said):
    (svg,) = parsed(of_blocks(Paragraph((bar,)), language=language)).xpath("//main//svg")
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == said


def test_a_picture_has_its_caption_and_its_data_in_words():
    picture = Picture("profile", "Caption <b>", "Alt", ("First: 1.", "Second <i>."), NO_CASE)
    tree = parsed(of_blocks(Drawing(picture), Drawing(picture)))
    for number, part in enumerate(tree.xpath("//div[@class='picture']"), 1):
        assert part.xpath("figure/figcaption/text()") == ["Caption <b>"]
        assert part.xpath("figure//svg/title/@id") == [f"_picture-{number}-profile-title"]
        assert part.xpath("details//li/text()") == ["First: 1.", "Second <i>."]


def test_a_picture_of_more_than_can_be_read_is_told_in_words_alone():
    picture = Picture("issues", "Caption", "Alt", tuple(f"Issue {n}." for n in range(121)), NO_CASE)
    for crowded in (picture, replace(picture, words=("A.",), marks=4_001)):
        (part,) = parsed(of_blocks(Drawing(crowded))).xpath("//div[@class='picture']")
        assert not part.xpath(".//svg")
        assert "left out" in part.xpath("string(figure)")
        assert len(part.xpath("details//li")) == len(crowded.words)


def test_a_key_names_each_tone():
    (key,) = parsed(of_blocks(BarKey("sure", "coded", "possible"))).xpath("//p[@class='key']")
    assert shown(key) == "sure coded possible"


def test_a_page_without_a_title_is_refused():
    with pytest.raises(ValueError, match="Heading"):
        set_document(Report([Heading(2, "a", "a")]), View(words("en")))


def told(text):
    """Return a block of every kind, with the text wherever a block has one."""
    line = tuple(Run(text, style) for style in ("plain", "strong", "emphasis", "code"))
    noted = (*line, Note((Proof(text, text, text, text),)))
    return (
        Heading(2, text, "h"),
        Paragraph(line, "lead"),
        Items((noted,)),
        Facts(((text, (line,)),)),
        Table(text, (text, text), (Row((line, noted), group=True),)),
        Drawing(Picture("p", text, text, (text,), NO_CASE)),
        BarKey(text, text, text),
    )


def tags(tree):
    """Return the elements of a page, links within a text aside."""
    return [one.tag for one in tree.iter() if one.get("rel") != "noreferrer noopener"]


@given(TEXTS.map(clean).filter(bool))
@example(clean(EVIL))
@example("https://a.example/<b>")
def test_any_text_is_shown_as_itself_wherever_it_stands(text):
    tree = parsed(set_document(Report([Heading(1, text, "t"), *told(text)]), View(words("en"))))
    texts = [one for one in tree.xpath("//main")[0].itertext() if one.strip()]
    assert "".join(texts).count(text) >= 24
    assert tree.xpath("//h1")[0].text_content() == tree.xpath("//title")[0].text_content() == text
    assert tree.xpath("//h2[@id='h']")[0].text_content() == text
    harmless = parsed(of_blocks(*told("a")))
    assert tags(tree) == tags(harmless)


def test_a_page_keeps_its_shape_whatever_a_case_says(kompas):
    harmless, harmful = (parsed(page(evil(kompas, text), full=True)) for text in ("a", EVIL))
    assert [one.tag for one in harmful.iter()] == [one.tag for one in harmless.iter()]
    assert shown(harmful.xpath("//h1")[0]) == clean(EVIL)
    assert harmful.xpath("//title")[0].text == clean(EVIL)


def test_the_same_input_gives_the_same_page(kompas):
    assert page(kompas, full=True) == page(kompas, full=True)


@pytest.mark.parametrize("name", ["on-a-scale", "own-rubric", "smallest"])
def test_any_rubric_and_any_scale_make_a_page(name):
    one = assessed(ROOT / "tests" / "examples" / "right" / f"{name}.yaml")
    tree = parsed(page(one, full=True))
    labels = [capability.label.to("en") for capability in one.rubric.capabilities]
    named = [shown(row) for row in tree.xpath("//th[@scope='rowgroup']")]
    assert all(row.startswith(label) for row, label in zip(named, labels, strict=True))
