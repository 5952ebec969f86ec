"""Nothing in a picture lies over other text, and nothing is cut off."""

from __future__ import annotations

import itertools

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from fivec.documents.picture import Picture
from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Assessment
from fivec.reports.pictures.as_png import DPI
from fivec.reports.pictures.chart import Dot, Point, ScatterChart
from fivec.reports.pictures.draw.canvas import drawable, measure, spread_out, wrapped
from fivec.reports.pictures.draw.settings import own_settings
from fivec.reports.pictures.drawing import figure
from tests.conftest import ROOT, assessed
from tests.reports.pictures.made import EVIL, LONG, case, made, of_case, of_cases, rubric

CASES = [*sorted((ROOT / "cases").glob("*.yaml")), ROOT / "tests/examples/right/on-a-scale.yaml"]


@pytest.fixture(scope="module")
def cases() -> list[Assessment]:
    return [assessed(path) for path in CASES]


def texts(picture: Picture, say) -> list[str]:
    """Return what is written in a picture; fail where two texts meet or one leaves the picture."""
    with own_settings():
        drawing = figure(picture, say)
        drawing.set_dpi(DPI)
        renderer = FigureCanvasAgg(drawing).get_renderer()
        found = [one for one in drawing.findobj(Text) if one.get_text()]
        boxes = [(one.get_text(), one.get_window_extent(renderer)) for one in found]
        page = drawing.bbox
    for text, box in boxes:
        assert box.x0 >= page.x0 - 0.5, text
        assert box.x1 <= page.x1 + 0.5, text
        assert box.y0 >= page.y0 - 0.5, text
        assert box.y1 <= page.y1 + 0.5, text
    for (text, box), (other, its) in itertools.combinations(boxes, 2):
        wide = min(box.x1, its.x1) - max(box.x0, its.x0)
        high = min(box.y1, its.y1) - max(box.y0, its.y0)
        assert wide < 1 or high < 1, (picture.name, text, other)
    return [text for text, _ in boxes]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_real_case_meets_another_or_is_cut_off(cases, language):
    say = words(language)
    pictures = [one for case_ in cases for one in of_case(case_, say)]
    pictures += of_cases(cases, say)
    assert {one.name for one in pictures} == {
        "profile", "issues", "answers", "walk", "grid", "scatter",
    }  # fmt: skip
    for picture in pictures:
        assert texts(picture, say)


@pytest.mark.parametrize(
    ("capabilities", "levels", "issues", "tests"), [(2, 2, 1, 1), (7, 5, 9, 5), (12, 9, 30, 15)]
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


def test_text_of_a_case_is_never_mathematics_and_never_warns(tmp_path):
    say = words("en")
    one = made(tmp_path, case(issues=1, tests=1, label=EVIL), rubric(2, label=EVIL))
    for picture in of_case(one, say):
        # A word that is too long for a column is broken.
        said = " ".join(texts(picture, say)).replace("- ", "")
        assert "$x$" in said
        assert "<script>x</script>" in said
        if picture.name == "profile":
            assert f"{chr(92)}alpha a_b & {chr(34)}q{chr(34)} {chr(0xFFFD)}" in said


def test_a_user_s_own_settings_change_no_picture(cases):
    say = words("en")
    picture = next(of_case(cases[0], say))
    plain = texts(picture, say)
    with mpl.rc_context({"text.usetex": True, "font.size": 40, "figure.dpi": 300}):
        assert texts(picture, say) == plain
        assert mpl.rcParams["font.size"] == 40


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
    together = "".join(lines).replace("-", "").replace(" ", "")
    assert together == "".join(text.split()).replace("-", "")


def test_a_text_with_too_many_lines_ends_in_a_sign_that_there_is_more():
    lines = wrapped(LONG * 9, 150, 8.5, most=4)
    assert len(lines) == 4
    assert lines[-1].endswith("…")


@pytest.mark.parametrize("sign", ["x", "i", "W", "\u0301"])
def test_an_endless_word_is_measured_no_further_than_it_is_shown(sign, monkeypatch):
    measured = []

    def counted(text, size, face="plain"):
        measured.append(len(text))
        return measure(text, size, face)

    monkeypatch.setattr("fivec.reports.pictures.draw.canvas.measure", counted)
    lines = wrapped(sign * 100_000, 150, 8.5, most=4)
    assert len(lines) <= 4
    assert lines[-1].endswith("…")
    assert sum(measured) < 150_000


def test_a_long_word_is_broken_between_two_consonants():
    assert wrapped("Beleidssamenhang", 50, 7.5) == ["Beleids-", "samenhang"]


def test_a_character_that_the_font_lacks_has_a_sign_in_its_place():
    assert drawable("a漢b🙂é") == "a\ufffdb\ufffdé"


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
