"""Nothing in a picture lies over other text, and nothing is cut off."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fivec import api
from fivec.documents.pictures.chart import Dot, Point, ScatterChart
from fivec.documents.pictures.picture import Picture
from fivec.documents.pictures.theory_chart import chain
from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Assessment
from fivec.render.pictures.as_svg import as_svg
from fivec.render.pictures.draw.canvas import spread_out
from fivec.render.pictures.draw.text import measure, wrapped
from tests.conftest import ROOT, assessed
from tests.render.pictures.made import LONG, case, made, of_case, of_cases, rubric, theory

CASES = [*sorted((ROOT / "cases").glob("*.yaml")), ROOT / "tests/examples/right/on-a-scale.yaml"]


@pytest.fixture(scope="module")
def cases() -> list[Assessment]:
    return [assessed(path) for path in CASES]


def box(text) -> tuple[float, float, float, float]:
    """Return where a text stands: left, top, right, bottom."""
    x, y, size = (float(text.get(name)) for name in ("x", "y", "font-size"))
    wide = measure(text.text, size, "bold" if text.get("font-weight") else "plain")
    if "transform" in text.attrib:
        return x - 0.76 * size, y - wide, x + 0.24 * size, y
    left = x - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor"), 0)
    return left, y - 0.76 * size, left + wide, y + 0.24 * size


def texts(picture: Picture, say) -> list[str]:
    """Return what is written in a picture; fail where two texts meet or one leaves the picture."""
    root = etree.fromstring(as_svg(picture, say))
    left, top, wide, high = map(float, root.get("viewBox").split())
    boxes = [(one.text, box(one)) for one in root.iter(f"{{{root.nsmap[None]}}}text") if one.text]
    for text, (x, y, right, bottom) in boxes:
        assert x >= left, text
        assert right <= left + wide, text
        assert y >= top, text
        assert bottom <= top + high, text
    for (text, one), (other, its) in itertools.combinations(boxes, 2):
        across = min(one[2], its[2]) - max(one[0], its[0])
        along = min(one[3], its[3]) - max(one[1], its[1])
        assert across < 0.3 or along < 0.3, (picture.name, text, other)
    for dot in root.iter(f"{{{root.nsmap[None]}}}circle"):
        x, y, reach = (float(dot.get(name)) for name in ("cx", "cy", "r"))
        for text, one in boxes:
            beside = x + reach <= one[0] + 1 or x - reach >= one[2] - 1
            assert beside or y + reach <= one[1] + 1 or y - reach >= one[3] - 1, (text, x, y)
    return [text for text, _ in boxes]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_real_case_meets_another_or_is_cut_off(cases, language):
    say = words(language)
    pictures = [one for case_ in cases for one in of_case(case_, say)]
    pictures += of_cases(cases, say)
    assert {one.name for one in pictures} == {
        "profile", "issues", "answers", "walk", "shares", "grid", "scatter",
    }  # fmt: skip
    for picture in pictures:
        assert texts(picture, say)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_real_theory_meets_another_or_is_cut_off(language):
    picture = chain(api.theory(ROOT / "theories/en-en-beleid.yaml"), words(language))
    seen = texts(picture, words(language))
    assert {"A1", "A2", "A3", "A4", "A5", "A6", "A7"} <= set(seen)


@pytest.mark.parametrize(("wide", "deep", "marks"), [(1, 2, 1), (3, 4, 2), (6, 6, 6), (6, 2, 0)])
def test_a_theory_of_long_labels_and_many_assumptions_fits(wide, deep, marks):
    picture = chain(theory(wide, deep, marks), words("nl"))
    assert len(texts(picture, words("nl"))) >= wide * deep


def test_a_theory_that_has_no_room_on_a_page_is_told_alone():
    assert chain(theory(7, 2, 1), words("en")) is None
    assert chain(theory(6, 7, 1), words("en")) is None
    assert chain(theory(2, 2, 7), words("en")) is None


@pytest.mark.parametrize(
    ("capabilities", "levels", "issues", "tests"),
    [(2, 2, 1, 1), (2, 2, 6, 1), (7, 5, 9, 5), (12, 9, 30, 15)],
)
def test_long_labels_and_many_rows_fit(tmp_path, capabilities, levels, issues, tests):
    say = words("nl")
    one, two = (
        made(tmp_path, case(name=name, issues=issues, tests=tests, rated=1),
             rubric(capabilities, levels))
        for name in ("a", "b")
    )  # fmt: skip
    pictures = [*of_case(one, say), *of_cases([one, two], say)]
    names = {picture.name for picture in pictures}
    assert names >= {"profile", "issues", "answers", "walk", "grid"}
    for picture in pictures:
        assert texts(picture, say)


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.floats(0, 100), st.booleans()), min_size=1, max_size=25
    )
)
def test_every_point_of_a_scatter_has_its_number_where_it_can_be_read(places):
    dots = tuple(Dot(luck, contested, 1 / len(places)) for luck, contested, _ in places)
    points = tuple(
        Point(f"Case {number}", luck, contested, (-100, contested - luck), firm, dots)
        for number, (luck, contested, firm) in enumerate(places, 1)
    )
    picture = Picture("scatter", "", "", (), ScatterChart(points, ("One: not known.",)))
    written = texts(picture, words("en"))
    numbers = {part for text in written if not text.startswith("Case") for part in text.split(", ")}
    assert numbers >= {str(number) for number in range(1, len(points) + 1)}


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.floats(20, 300))
def test_no_line_of_a_wrapped_text_is_too_wide_and_no_word_is_lost(text, width):
    lines = wrapped(text, width, 8.5, most=1000)
    assert all(measure(line, 8.5) <= width or len(line) <= 2 for line in lines)
    together = "".join("".join(lines).split()).replace("-", "")
    assert together == "".join(text.split()).replace("-", "")


def test_a_text_with_too_many_lines_ends_in_a_sign_that_there_is_more():
    lines = wrapped(LONG * 9, 150, 8.5, most=4)
    assert len(lines) == 4
    assert lines[-1].endswith("…")
    assert wrapped("Beleidssamenhang", 50, 7.5, most=1) == ["Beleids…"]


@pytest.mark.parametrize("sign", ["x", "i", "W", "\u0301"])
def test_an_endless_word_is_measured_no_further_than_it_is_shown(sign, monkeypatch):
    measured = []

    def counted(text, size, face="plain"):
        measured.append(len(text))
        return measure(text, size, face)

    monkeypatch.setattr("fivec.render.pictures.draw.text.measure", counted)
    lines = wrapped(sign * 100_000, 150, 8.5, most=4)
    assert len(lines) <= 4
    assert lines[-1].endswith("…")
    assert sum(measured) < 150_000


def test_a_long_word_is_broken_between_two_consonants():
    assert wrapped("open\u202f: ja", 30, 8.5) == ["open\u202f:", "ja"]
    assert wrapped("Beleidssamenhang", 50, 7.5) == ["Beleids-", "samenhang"]


@given(
    st.lists(st.tuples(st.floats(0, 200), st.floats(5, 30)), min_size=1, max_size=3),
)
def test_labels_in_a_row_keep_apart_and_within_the_row(labels):
    labels = sorted(labels)
    widths = [width for _, width in labels]
    places = spread_out([place for place, _ in labels], widths, 0, 200)
    ends = [(at - wide / 2, at + wide / 2) for at, wide in zip(places, widths, strict=True)]
    assert ends[0][0] >= -1e-6
    assert ends[-1][1] <= 200 + 1e-6
    assert all(one[1] < other[0] for one, other in itertools.pairwise(ends))
