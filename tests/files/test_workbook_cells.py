"""A cell that shows something else than it holds: what is shown is read, or its cell is named."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.authoring.workbook import render
from fivec.files.load import Loader
from fivec.files.paths import Input
from fivec.files.workbook_cells import TwoReadingsError, UnclearError, value_of
from fivec.files.workbook_formats import Shown, shown
from fivec.files.workbook_percent import meant_by
from fivec.locale import words
from fivec.model.workbook import Column
from tests.files.test_workbook import RIGHT, RUBRIC, Desk, bared, said

SCALE = {"scale": {"min": 0, "max": 100}, "position": 50, "outcome": 60}
CASE = {
    "format": "fivec/case@1", "id": "mine", "title": "Mine", "rubric": "presidency",
    "actor": {"id": "FR"},
    "sources": [{"id": "minutes", "kind": "document"}],
    "evidence": [{"id": "e1", "says": "It chaired.", "source": "minutes"}],
    "codings": [{"coder": "a", "ratings": {}}],
    "issues": [
        {"id": "i1", "label": "One", "salience": 50, **SCALE,
         "others": [{"actor": "DE", "position": 10, "salience": 5}]},
        {"id": "i2", "label": "Two", "salience": 25, **SCALE},
    ],
    "tracing": {
        "by": "coder",
        "hypotheses": [{"id": "own", "says": "It", "kind": "contribution", "prior": 0.5},
                       {"id": "luck", "says": "Not it", "kind": "rival", "prior": 0.5}],
        "tests": [{"id": "t", "says": "A trace", "result": "found",
                   "likelihoods": {"own": 0.7, "luck": [0.1, 0.2]}}],
    },
}  # fmt: skip
PLAIN = bared(render(CASE, RUBRIC, words("en"), "c.xlsx"))


@pytest.fixture
def desk():
    return Desk(PLAIN)


def typed(desk, sheet, row, key, value, shown_as="General"):
    cell = desk.cell(sheet, row, key)
    cell.value, cell.number_format = value, shown_as


def found(desk, *path):
    coded = desk.read()
    assert coded.findings == ()
    one = coded.document.root
    for step in path:
        one = one[step]
    return one


def read(key, raw, kind="number"):
    return meant_by(key, value_of(raw, Column(key, kind), {}), None)


I1, LIKELY = ("issues", 0), ("tracing", "tests", 0, "likelihoods")


PERCENTS = [
    ("Issues", 3, "salience", (*I1, "salience"), 75),
    ("Issues", 3, "position", (*I1, "position"), 75),
    ("Issues", 3, "status_quo", (*I1, "status_quo"), 75),
    ("Issues", 3, "outcome", (*I1, "outcome"), 75),
    ("Positions of others", 3, "position", (*I1, "others", 0, "position"), 75),
    ("Positions of others", 3, "salience", (*I1, "others", 0, "salience"), 75),
    ("Hypotheses", 3, "prior", ("tracing", "hypotheses", 0, "prior"), 0.75),
    ("Likelihoods", 3, "likelihood", (*LIKELY, "own"), 0.75),
    ("Likelihoods", 4, "high", (*LIKELY, "luck"), [0.1, 0.75]),
]


@pytest.mark.parametrize("shown_as", ["0%", "0 %;[Red]-0 %", '"about "0.0%'])
def test_a_percentage_is_of_what_its_column_runs_to(desk, shown_as):
    for sheet, row, key, _, _ in PERCENTS:
        typed(desk, sheet, row, key, 0.75, shown_as)
    coded = desk.read()
    assert coded.findings == ()
    for *_, path, meant in PERCENTS:
        one = coded.document.root
        for step in path:
            one = one[step]
        assert (path, one) == (path, meant)


@pytest.mark.parametrize("text", ["75%", "75 %", " 75%", "75,0%", "75.0\u00a0%"])
def test_a_percentage_that_was_typed_as_text_is_one(text):
    assert read("salience", text) == 75
    assert read("likelihood", text, "mixed") == 0.75


# As Excel and LibreOffice write amounts of money.
ACCOUNTS = '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("shown_as", "value", "meant"),
    [
        ('0"%"', 75, 75), ("0\\%", 75, 75), ("[$€-413] #,##0.00", 75, 75), ("0.00E+00", 75, 75),
        ("# ?/?", 0.5, 0.5), ('0 "of 100"', 7.5, 7.5), ("0.0", 7.25, 7.25), ("0_%", 75, 75),
        ("#,##0", 75, 75), ("[Blue]0;[Red]0", 75, 75), ("0%", 0, 0), ("@", 75, 75),
        ("0.00;[Red]0.00", -5, -5), ("0.00_);(0.00)", -5, -5), ("# ?/?", 0, 0),
        (ACCOUNTS, 75, 75), (ACCOUNTS, -5, -5), (ACCOUNTS, 0, 0), ("# ##0.0", 75.5, 75.5),
        ('0 "CO2"', 75, 75), ('"of 100: "0', 75, 75), ('[=0]"none";0', 0, 0), ('"a;b "0', 75, 75),
        ("[>=1000]#,##0;0", 75, 75), ('[<50]"low";0', 75, 75), ("[$EUR] 0", 75, 75),
        ("0%", 0.01, 1), ("0%", 1, 100), ("0.0%", 0.07, 7), ("0%", 0.295, 29.5),
    ],
)  # fmt: skip
def test_signs_about_a_number_do_not_change_it(shown_as, value, meant):
    assert read("salience", shown(value, shown_as, since_1904=False)) == meant


@pytest.mark.parametrize(
    ("shown_as", "value"),
    [
        ('"1"0', 7), ('0"0"', 7), ('0.0"5"', 7.5), ("0\\,0", 75), ("0.5", 0.5), ("5", 7),
        ("00-00", 75),
        ('"-"0', 75), ("-0", 75), ("(0)", 75), ("0.0;0.0", -5), ("General;General", -5),
        (";;;", 75), ('""', 75), ('"low"', 75), ("0;;", -5), ("0;-0;;@", 0), ("#", 0), ("#", 0.2),
        ("0%%", 0.75), ("0‰", 75), ('0"‰"', 75), ('0%"0"', 0.75), ("e", 75), ("aaa", 75),
        ('[<50]"low";[<75]"mid";"high"', 75), ("[<50]0", 75),
    ],
)  # fmt: skip
def test_a_cell_that_shows_nothing_or_other_digits_is_refused(shown_as, value):
    with pytest.raises(UnclearError) as told:
        read("salience", shown(value, shown_as, since_1904=False))
    assert told.value.code == "not-as-shown"


def test_a_cell_that_shows_nothing_is_named(desk):
    typed(desk, "Issues", 3, "salience", 75, ";;;")
    place = 'sheet "Issues", row 3, column L (salience)'
    assert said(desk.read()) == [
        f"{place}: error[not-as-shown] the cell holds 75, and shows something else"
    ]


UNCLEAR = [
    ("salience", 0.005, "0.0%", "0.5%", "0.5", "50"),
    ("salience", 75, "0%", "7500%", "7500", "75"),
    ("salience", "0.5%", "", "0.5%", "0.5", "50"),
    ("salience", 0.5, "[<1]0%;0", "0.5", "0.5", "50"),
    ("prior", 0.005, "0.0%", "0.5%", "0.005", "0.5"),
    ("power", 0.5, "0%", "50%", "50", "0.5"),
    ("value", 0.5, "0%", "50%", "50", "0.5"),
    ("weight", "50%", "", "50%", "50", "0.5"),
    ("power", "1,234", "", "1,234", "1.234", "1234"),
    ("power", "12.500", "", "12.500", "12.500", "12500"),
    ("power", 75000, "0,", "75", "75", "75000"),
]


@pytest.mark.parametrize(("key", "value", "shown_as", "cell", "one", "other"), UNCLEAR)
def test_what_may_be_meant_in_two_ways_is_refused(key, value, shown_as, cell, one, other):
    raw = value if isinstance(value, str) else shown(value, shown_as, since_1904=False)
    with pytest.raises(TwoReadingsError) as told:
        read(key, raw)
    assert told.value.facts == {"cell": cell, "one": one, "other": other}


def test_what_is_refused_is_named_by_its_cell_and_once(desk):
    typed(desk, "Issues", 3, "salience", 0.005, "0.0%")
    typed(desk, "Hypotheses", 3, "prior", 0.005, "0.0%")
    assert said(desk.read()) == [
        (
            'sheet "Issues", row 3, column L (salience): error[two-readings] the cell says 0.5%,'
            " which may mean 0.5 or 50"
        ),
        (
            'sheet "Hypotheses", row 3, column D (prior): error[two-readings] the cell says 0.5%,'
            " which may mean 0.005 or 0.5"
        ),
    ]


def test_what_a_scale_runs_to_its_ends_say(desk):
    for key, value in {
        "scale.min": 0,
        "scale.max": 0.04,
        "position": 0.02,
        "outcome": 0.03,
    }.items():
        typed(desk, "Issues", 3, key, value, "0.0%")
    typed(desk, "Positions of others", 3, "position", 0.005, "0.0%")
    for key, value in {"scale.max": 1, "position": 0.5, "outcome": 0.75}.items():
        typed(desk, "Issues", 4, key, value, "General" if key == "scale.max" else "0%")
    percents, shares = found(desk, "issues")
    assert percents["scale"] == {"min": 0, "max": 4}
    assert (percents["position"], percents["outcome"]) == (2, 3)
    assert percents["others"][0]["position"] == 0.5
    assert (shares["position"], shares["outcome"]) == (0.5, 0.75)


def test_a_percentage_on_a_scale_of_something_else_is_unclear(desk):
    typed(desk, "Issues", 3, "scale.max", 8)
    typed(desk, "Issues", 3, "position", 0.5, "0%")
    typed(desk, "Positions of others", 3, "position", 0.25, "0%")
    told = said(desk.read())
    assert [line.partition("error[")[2].partition("]")[0] for line in told] == ["two-readings"] * 2


def test_a_share_among_percentages_is_unclear(desk):
    typed(desk, "Issues", 3, "salience", 0.75, "0%")
    typed(desk, "Issues", 4, "salience", 0.25)
    for key in ("scale.min", "scale.max", "position", "outcome"):
        typed(desk, "Issues", 3, key, 0 if key == "scale.min" else 1, "0%")
    typed(desk, "Positions of others", 3, "position", 0.5)
    told = said(desk.read())
    assert ["may mean 0.25 or 25" in told[0], "may mean 0.5 or 50" in told[1]] == [True, True]


def test_an_end_far_beyond_100_percent_among_plain_numbers_is_unclear(desk):
    typed(desk, "Issues", 3, "scale.max", 50, "0%")
    (told,) = said(desk.read())
    assert "column Q (scale.max): error[two-readings] the cell says 5000%" in told
    for key, value in {"position": 20, "outcome": 45}.items():
        typed(desk, "Issues", 3, key, value, "0%")
    typed(desk, "Positions of others", 3, "position", 5, "0%")
    assert found(desk, *I1, "scale") == {"min": 0, "max": 5000}


def test_a_whole_percentage_is_one_as_well(desk):
    typed(desk, "Hypotheses", 3, "prior", 1, "0%")
    typed(desk, "Likelihoods", 3, "likelihood", 1, "0%")
    assert found(desk, "tracing", "hypotheses", 0, "prior") == 1


def test_a_point_of_a_scale_may_be_a_percentage():
    scale = {**SCALE["scale"], "points": {"0": "a"}}
    case = {**CASE, "issues": [{**CASE["issues"][0], "scale": scale}, CASE["issues"][1]]}
    desk = Desk(bared(render(case, RUBRIC, words("en"), "c.xlsx")))
    typed(desk, "Scale points", 3, "at", 0.5, "0%")
    assert found(desk, *I1, "scale", "points") == {"50": "a"}


@given(
    st.integers(100, 10_000),
    st.sampled_from(["0%", "0.0%", "0.00%", "[Green]0.00%", '0.0%;[Red]"-"0.0%']),
)
def test_any_percentage_from_1_to_100_is_read_to_its_last_digit(hundredths, code):
    one = shown(hundredths / 10_000, code, since_1904=False)
    assert one == Shown("percent", f"{hundredths / 100:g}%", hundredths / 10_000)


DAY = dt.datetime.fromisoformat("2026-05-03T00:00")


TEXTS = [
    ("Sources", "id"), ("Sources", "citation"), ("Evidence", "says"), ("Evidence", "source"),
    ("Evidence", "where"), ("Issues", "label"), ("Issues", "shared_with"), ("Tests", "cluster"),
]  # fmt: skip


def test_a_date_where_text_belongs_is_refused_with_its_cell(desk):
    for sheet, key in TEXTS:
        typed(desk, sheet, 3, key, DAY, "d-mmm")
    told = [line for line in said(desk.read()) if "not-as-typed" in line]
    for line, (sheet, key) in zip(told, TEXTS, strict=True):
        assert line.startswith(f'sheet "{sheet}", row 3, column ')
        assert line.endswith(
            f"({key}): error[not-as-typed] the cell holds a date (2026-05-03), and text"
            " belongs here"
        )


@pytest.mark.parametrize(
    ("value", "shown_as", "made", "text"),
    [
        (46145, "d-mmm", "date", "2026-05-03"),
        (46145.5, "d/m/yy h:mm", "date", "2026-05-03T12:00:00"),
        (0.5, "h:mm", "time", "12:00"),
        (5, "[$-413]d mmmm yyyy", "date", "1900-01-05"),
        (45000, "mmm-yy", "date", "2023-03"),
        (0.5, "[h]:mm", "time", "12:00"),
        (0.5, "# ?/?", "number", "0.5"),
        (4.1, "0.00", "number", "4.1"),
        (7, "000", "number", "7"),
        (5, '"€ "0', "number", "5"),
        (1500, "#,##0", "number", "1500"),
        (1e9, "0.00E+00", "number", "1000000000"),
    ],
)
@pytest.mark.parametrize("kind", ["text", "words", "list", "one-or-list", "yes", "bare"])
def test_what_the_program_made_of_a_text_is_refused(kind, value, shown_as, made, text):
    with pytest.raises(UnclearError) as told:
        read("where", shown(value, shown_as, since_1904=False), kind)
    assert told.value.facts == {"made": made, "value": text, "wanted": "string"}


@pytest.mark.parametrize(
    ("value", "shown_as", "meant"),
    [
        # What Excel makes of 2019-11, and of the day and the year.
        (dt.date(2019, 11, 1), "mmm-yy", "2019-11"),
        (dt.date(2019, 11, 1), "yyyy-mm", "2019-11"),
        (dt.date(2019, 11, 5), "dd/mm/yyyy", "2019-11-05"),
        (2019, "General", "2019"),
        # The number of a day that lost its look, and dates as people type them.
        (43770, "General", None),
        ("nov-19", "@", None),
        ("5/11/2019", "@", None),
    ],
)
def test_a_month_made_a_date_is_that_month_and_another_date_is_told_how_to_be_typed(
    desk, value, shown_as, meant
):
    typed(desk, "Case", 0, "period.from", value, shown_as)
    if meant:
        assert found(desk, "period", "from") == meant
    told = [line for line in said(desk.read()) if "error" in line]
    assert [("[bad-date]" in line, "(period.from)" in line) for line in told] == (
        [] if meant else [(True, True)]
    )


def test_a_date_where_a_number_belongs_is_refused_with_its_cell(desk):
    typed(desk, "Issues", 3, "salience", DAY, "d-mmm")
    (line,) = said(desk.read())
    assert line.endswith("the cell holds a date (2026-05-03), and a number belongs here")


def test_what_is_typed_as_a_percentage_in_a_text_stays_so(desk):
    typed(desk, "Evidence", 3, "where", 0.755, "0%")
    assert found(desk, "evidence", 0, "where") == "75.5%"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("mmm-yy", "2019-11"),
        ("yyyy", "2019"),
        ("d-m-yyyy", "2019-11-24"),
        ("[$-413]mmmm yyyy", "2019-11"),
        ("d-m-yyyy h:mm", "2019-11-24"),
    ],
)
def test_a_date_is_as_precise_as_it_is_shown(code, text):
    raw = shown(43793, code, since_1904=False)
    assert value_of(raw, Column("period.from"), {}) == text


def test_a_day_counts_from_1904_where_the_workbook_says_so():
    assert shown(0, "yyyy-mm-dd", since_1904=True).text == "1904-01-01"
    assert shown(45000, "yyyy-mm-dd", since_1904=False).text == "2023-03-15"
    assert shown(59, "yyyy-mm-dd", since_1904=False).text == "1900-02-28"
    assert shown(61, "yyyy-mm-dd", since_1904=False).text == "1900-03-01"
    assert shown(-1, "yyyy-mm-dd", since_1904=False) is None
    assert shown(1e300, "yyyy-mm-dd", since_1904=False) is None


@given(st.text('0#?.,%;[]<>"\\_*@hmsdyE€ -', max_size=30), st.floats(allow_nan=False))
def test_no_format_raises(code, value):
    shown(value, code, since_1904=False)


@pytest.mark.parametrize("around", [" ", "\N{NO-BREAK SPACE}", "\n"])
def test_spaces_at_the_ends_of_names_are_left_out_and_told(desk, around):
    typed(desk, "Evidence", 3, "source", f"minutes{around}")
    typed(desk, "Sources", 3, "id", f"{around}minutes")
    typed(desk, "Evidence", 3, "says", f"It chaired.{around}")
    coded = desk.read()
    assert coded.document.root["sources"] == CASE["sources"]
    assert coded.document.root["evidence"][0]["says"] == f"It chaired.{around}"
    (line,) = said(coded)
    assert line.startswith('sheet "Sources", row 3, column A (id): warning[trimmed] ')
    assert "in 2 cells, of which this is the first" in line
    given_ = Input("c.xlsx", None, RIGHT)
    assert Loader().judged(coded, given_).case is not None


@pytest.mark.parametrize("name", ["minute\u0455", "min\u200butes", "min\u00a0utes"])
def test_a_name_with_a_letter_that_looks_like_another_is_refused(desk, name):
    typed(desk, "Sources", 3, "id", name)
    typed(desk, "Evidence", 3, "source", name)
    told = said(desk.read())
    assert any(line.startswith('sheet "Sources", row 3, column A (id): error[') for line in told)
