"""A workbook to code in: nothing is lost on the way there and back, and nothing acts."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from openpyxl import load_workbook

from fivec.api import assess
from fivec.authoring.workbook import render
from fivec.authoring.workbook_rows import tables, too_long
from fivec.authoring.workbook_words import title, titles
from fivec.authoring.yaml_text import case_yaml
from fivec.files.build import as_record
from fivec.files.load import Loader, load_rubric
from fivec.files.paths import Input, kind
from fivec.files.schema import schema
from fivec.files.workbook import read_workbook
from fivec.files.yaml_reader import read_yaml
from fivec.locale import LANGUAGES, words
from fivec.model.workbook import CHOICES, SHEETS, UNREAD
from tests.conftest import ROOT
from tests.render.made_cases import cases

RIGHT = ROOT / "tests" / "examples" / "right"
CASES = [
    *sorted((ROOT / "cases").glob("*.yaml")),
    *(path for path in sorted(RIGHT.glob("*.yaml")) if kind(path) == "case"),
]
SMALL, _ = load_rubric(str(RIGHT / "presidency.yaml"))
EVIL = "=1+1 <script>x</script> | [bold]y[/] *z*"


def whole(path):
    loaded = Loader().load(Input(path.name, path, path.parent))
    document, _ = read_yaml(path.read_bytes(), path.name)
    return document.root, loaded.rubric


def there_and_back(root, rubric, language="en"):
    coded = read_workbook(render(root, rubric, words(language), "c.xlsx"), "c.xlsx", titles())
    assert coded.findings == ()
    return coded.document


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_comes_back_from_a_workbook_as_it_was(path, language):
    root, rubric = whole(path)
    document = there_and_back(root, rubric, language)
    assert document.root == root
    given_ = Input("c", None, path.parent)
    from_cells = Loader().judged(document, (), given_)
    from_text = Loader().read(case_yaml(document.root).encode(), given_)
    before = Loader().load(Input("c", path, path.parent))
    for after in (from_cells, from_text):
        assert {one.code for one in after.findings} == {one.code for one in before.findings}
        assert figures(after) == figures(before)


def figures(loaded):
    one = assess(loaded.case, loaded.rubric)
    return one.capacity, one.attainment, one.verdict


@given(cases())
def test_any_case_comes_back_from_a_workbook_and_from_yaml(root):
    document = there_and_back(root, SMALL)
    assert document.root == root
    again, faults = read_yaml(case_yaml(root).encode(), "c.yaml")
    assert faults == ()
    assert again.root == root


@given(cases())
def test_what_is_made_up_is_what_the_schema_allows(root):
    document, _ = read_yaml(case_yaml(root).encode(), "c.yaml")
    codes = {one.code for one in as_record(document, "case")[1]}
    # Numbers are drawn without regard to what they count.
    assert codes <= {"out-of-range"}


def test_the_order_of_languages_is_kept_for_it_decides_what_is_shown():
    root, rubric = whole(RIGHT / "smallest.yaml")
    root |= {"title": {"nl": "N", "de": "D"}, "note": {"de": "D", "nl": "N"},
             "issues": [{"id": "a", "label": {"nl": "N", "de": "D"}},
                        {"id": "b", "label": {"de": "D", "nl": "N"}}]}  # fmt: skip
    back = there_and_back(root, rubric).root
    assert [list(one["label"]) for one in back["issues"]] == [["nl", "de"], ["de", "nl"]]


def test_a_missing_list_an_empty_one_and_a_short_form_are_told_apart():
    root, rubric = whole(RIGHT / "own-rubric.yaml")
    root["issues"] = []
    root["evidence"][0] |= {"bears_on": {}, "source": ["minutes"]}
    root["evidence"][1]["bears_on"]["chair.patience"]["parts"] = []
    root["codings"][0]["ratings"]["chair.agenda"] = {"level": "3"}
    root["period"] = {}
    assert there_and_back(root, rubric).root == root


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_case_gives_the_same_bytes(language):
    root, rubric = whole(CASES[0])
    assert render(root, rubric, words(language), "c.xlsx") == render(
        root, rubric, words(language), "c.xlsx"
    )


def evil_workbook():
    root, rubric = whole(RIGHT / "own-rubric.yaml")
    root["title"] = EVIL
    root["evidence"][0]["says"] = EVIL
    root["x_own"] = EVIL
    return render(root, rubric, words("en"), EVIL)


def test_text_of_a_case_is_text_in_every_cell():
    data = evil_workbook()
    book = load_workbook(BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert sum(cell.value == EVIL for cell in cells) == 3
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert links
    assert all(link.target is None for link in links)


def test_a_workbook_has_no_macro_no_outward_link_and_no_clock():
    with zipfile.ZipFile(BytesIO(evil_workbook())) as package:
        names = package.namelist()
        assert not any("vba" in name or "externalLink" in name for name in names)
        assert b"1980-01-01T00:00:00Z" in package.read("docProps/core.xml")
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_stands_beside_its_levels_and_waits_for_a_rating(language):
    root, rubric = whole(RIGHT / "smallest.yaml")
    root["codings"] = [{"coder": "a", "ratings": {}}]
    say = words(language)
    sheet = load_workbook(BytesIO(render(root, rubric, say, "c.xlsx")))[title("ratings", say)]
    keys = [cell.value for cell in sheet[2]]
    rows = [dict(zip(keys, row, strict=True)) for row in sheet.iter_rows(3, values_only=True)]
    indicators = {f"{c.id}.{i.id}": i for c in rubric.capabilities for i in c.indicators}
    assert [row["indicator"] for row in rows] == list(indicators)
    for row in rows:
        one = indicators[row["indicator"]]
        assert row["coder"] == "a"
        assert row["level"] is None
        assert one.question.to(language) in row["#question"]
        for level, said in one.descriptors.items():
            assert row[f"#level.{level}"] == said.to(language)


def test_drop_downs_refer_to_lists_and_to_the_ids_of_other_sheets():
    root, rubric = whole(CASES[0])
    book = load_workbook(BytesIO(render(root, rubric, words("en"), "c.xlsx")))
    sources = {rule.formula1 for rule in book["Evidence"].data_validations.dataValidation}
    assert "'Sources'!$A$3:$A$2001" in sources
    assert "list_phase" in sources
    assert "list_levels" in {r.formula1 for r in book["Ratings"].data_validations.dataValidation}
    area = book.defined_names["list_direction"].attr_text.rpartition("!")[2]
    shown = [row[0].value for row in book["Lists"][area.replace("$", "")]]
    assert [said.partition(" · ")[0] for said in shown] == list(CHOICES["direction"])
    # A list in a cell may hold several: it is offered, never insisted upon.
    rules = book["Evidence"].data_validations.dataValidation
    assert not next(r for r in rules if r.formula1.startswith("'Sources'")).showErrorMessage


def test_columns_of_text_keep_a_month_a_month():
    root, rubric = whole(RIGHT / "smallest.yaml")
    book = load_workbook(BytesIO(render(root, rubric, words("en"), "c.xlsx")))
    keys = {cell.value: cell.column_letter for cell in book["Coders"][2]}
    assert book["Coders"].column_dimensions[keys["coded_on"]].number_format == "@"


def test_tabs_are_short_and_mean_one_sheet_in_every_language():
    for language in LANGUAGES:
        names = [title(key, words(language)) for key in (*(s.key for s in SHEETS), *UNREAD)]
        assert max(map(len, names)) <= 31
        assert len(set(names)) == len(names)
        assert [titles()[name.lower()] for name in names] == [*(s.key for s in SHEETS), *UNREAD]


def keys_of(part, path=()):
    """Yield every path of keys that the schema of a case knows."""
    if "$ref" in part:
        part = schema("case")["$defs"][part["$ref"].rpartition("/")[2]]
    for key, inner in part.get("properties", {}).items():
        yield (*path, key)
        if not inner.get("$ref", "").endswith("/Text"):
            yield from keys_of(inner, (*path, key))
    if isinstance(part.get("items"), dict):
        yield from keys_of(part["items"], path)
    if isinstance(part.get("additionalProperties"), dict):
        yield from keys_of(part["additionalProperties"], path)


def test_every_key_of_a_case_has_a_column():
    known = {("format",)}
    for sheet in SHEETS:
        parent = next((one.at for one in SHEETS if one.key == sheet.parent), ())
        base = (*parent, *sheet.at)
        known.update((*base[:n],) for n in range(1, len(base) + 1))
        for column in sheet.columns:
            steps = tuple(column.key.split("."))
            known.update((*base, *steps[:n]) for n in range(1, len(steps) + 1))
    assert set(keys_of(schema("case"))) - known == {
        # A remark on a mapping of points, likelihoods or the like is a row of its sheet.
        ("issues", "scale", "points", "note")
    }


def enums(part):
    if isinstance(part, dict):
        if "enum" in part:
            yield tuple(part["enum"])
        for inner in part.values():
            yield from enums(inner)


def test_the_drop_downs_offer_what_the_schema_allows():
    assert set(CHOICES.values()) == set(enums(schema("case")))


def test_a_text_that_no_cell_can_hold_is_noticed():
    root, _ = whole(RIGHT / "smallest.yaml")
    assert list(too_long(tables(root))) == []
    root["title"] = "\N{GRINNING FACE}" * 16384
    assert list(too_long(tables(root))) == [("title", 32768)]


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1+1")


def test_a_text_that_looks_like_a_formula_stays_text_when_somebody_edits_it():
    root, rubric = whole(RIGHT / "smallest.yaml")
    sources = [{"id": f"s{n}", "kind": "study", "citation": one} for n, one in enumerate(FORMULAS)]
    case = {**root, "title": EVIL, "note": {"en": "-"}, "sources": sources, "x_own": "=1+1"}
    assert there_and_back(case, rubric).root == case
    book = load_workbook(BytesIO(render(case, rubric, words("en"), "c.xlsx")))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value]
    looks = [cell for cell in cells if str(cell.value).startswith(FORMULAS)]
    assert len(looks) >= len(FORMULAS) + 2
    assert {cell.data_type for cell in looks} == {"s"}
    for cell in cells:
        like = str(cell.value).startswith(("=", "+", "-", "@", "\t", "\uff1d"))
        assert cell.quotePrefix == (like and isinstance(cell.value, str)), cell
