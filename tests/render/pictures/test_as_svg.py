"""A picture as SVG keeps to what a page with a strict policy allows, and is the same each time."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from fivec import api
from fivec.documents.pictures.issues_chart import issues
from fivec.documents.pictures.theory_chart import chain
from fivec.locale import words
from fivec.render.pictures.as_svg import as_svg
from fivec.render.pictures.palette import classes
from tests.conftest import ROOT, assessed, same_as_golden
from tests.render.pictures.made import EVIL, case, made, of_case, of_cases, rubric

SVG = "{http://www.w3.org/2000/svg}"
ON_A_SCALE = "tests/examples/right/on-a-scale.yaml"
THEORY = ROOT / "theories/en-en-beleid.yaml"
SHAPES = {"line", "rect", "circle", "polygon", "text"}
ELEMENTS = {"svg", "title", "desc"} | SHAPES


@pytest.fixture(scope="module")
def pictures(kompas, concept):
    say = words("nl")
    scale = assessed(ROOT / ON_A_SCALE)
    drawn = [*of_case(kompas, say), *of_case(scale, say), *of_cases([kompas, concept, scale], say)]
    return [*drawn, chain(api.theory(THEORY), say)]


@pytest.fixture(scope="module")
def drawn(pictures):
    return [(picture, as_svg(picture, words("nl"))) for picture in pictures]


def test_the_pictures_as_svg(kompas, concept):
    say = words("en")
    scale = assessed(ROOT / ON_A_SCALE)
    drawn = [*of_case(kompas, say), issues(scale, say), *of_cases([kompas, concept, scale], say)]
    drawn.append(chain(api.theory(THEORY), say))
    for picture in drawn:
        same_as_golden(f"{as_svg(picture, say)}\n", f"picture.{picture.name}.svg")
    assert len(drawn) == 8


def test_an_svg_holds_no_style_no_script_no_address_and_no_size(drawn):
    assert {picture.name for picture, _ in drawn} >= {"profile", "issues", "grid", "scatter"}
    for _, text in drawn:
        assert text.startswith("<svg ")
        root = etree.fromstring(text)
        assert {etree.QName(one).localname for one in root.iter()} <= ELEMENTS
        assert "viewBox" in root.attrib
        assert not {"width", "height"} & set(root.attrib)
        for one in root.iter():
            assert "style" not in one.attrib
            assert not [name for name in one.attrib if name.startswith("on")]
            assert one.get("href", "#").startswith("#")
        assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_every_colour_is_a_class_that_the_style_sheet_has(drawn):
    for _, text in drawn:
        root = etree.fromstring(text)
        named = {name for one in root.iter() for name in one.get("class", "").split()}
        assert named - {"fv-picture"} <= classes()
        assert named & {"fv-ink-fill"}
        assert not re.search(r"#[0-9a-f]{6}\b|rgb\(", text)
        for one in root.iter(f"{SVG}text"):
            assert re.search(r"fv-[\w-]+-fill", one.get("class", "")), one.text


def test_every_shape_has_a_colour_or_none(drawn):
    """Without either it would be black, on a dark page too."""
    for _, text in drawn:
        for one in etree.fromstring(text)[2:]:
            own, line = one.get("class", ""), one.tag == f"{SVG}line"
            assert ("-stroke" in own) if line else ("-fill" in own or one.get("fill") == "none")
            assert ("-stroke" in own) == ("stroke-width" in one.attrib)


def test_an_svg_says_what_it_shows_to_whoever_cannot_see_it(drawn):
    for picture, text in drawn:
        root = etree.fromstring(text)
        assert root.get("role") == "img"
        title, desc = root[0], root[1]
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert (title.text, desc.text) == (picture.caption, picture.alt)


def test_pictures_of_one_page_share_no_id(pictures):
    say = words("nl")
    pages = [etree.fromstring(as_svg(one, say, f"p{n}-")) for n, one in enumerate(pictures)]
    every = [one.get("id") for page in pages for one in page.iter() if one.get("id")]
    assert len(every) == len(set(every)) == 2 * len(pages)


def test_text_of_a_case_stays_text(tmp_path):
    one = made(tmp_path, case(issues=1, tests=1, label=EVIL), rubric(2, label=EVIL))
    for picture in of_case(one, words("en")):
        root = etree.fromstring(as_svg(picture, words("en")))
        assert {etree.QName(part).localname for part in root.iter()} <= ELEMENTS
        # A word that is too long for a column is broken.
        said = " ".join(part.text for part in root.iter(f"{SVG}text")).replace("- ", "")
        assert "<script>x</script>" in said
        assert "$x$" in said
        assert EVIL in root[0].text
