"""A workbook to code in: nothing is lost on the way there and back, and nothing acts."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import load_workbook

from fivec.api import assess
from fivec.authoring.workbook import render
from fivec.authoring.workbook_rows import tables, too_long
from fivec.authoring.workbook_words import in_words, offers, titles, vocabulary
from fivec.authoring.yaml_text import case_yaml
from fivec.documents.cells import title
from fivec.files.build import as_record
from fivec.files.in_cells import Coded
from fivec.files.load import Loader, load_rubric
from fivec.files.paths import Input, kind
from fivec.files.schema import schema
from fivec.files.workbook import read_workbook
from fivec.files.workbook_cells import UnclearError, value_of
from fivec.files.yaml_reader import read_yaml
from fivec.locale import LANGUAGES, words
from fivec.model.mend import OR
from fivec.model.text import Text, plain
from fivec.model.workbook import CHOICES, MEANING, SHEETS, UNREAD, Column
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
    data = render(root, rubric, words(language), "c.xlsx")
    coded = read_workbook(data, "c.xlsx", titles(), lambda name: vocabulary(name and rubric))
    assert coded.findings == ()
    return coded.document


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_comes_back_from_a_workbook_as_it_was(path, language):
    root, rubric = whole(path)
    document = there_and_back(root, rubric, language)
    # What one source concludes may stand without a list, and comes back in one.
    if isinstance(root.get("published"), dict):
        root["published"] = [root["published"]]
    assert document.root == root
    given_ = Input("c", None, path.parent)
    from_cells = Loader().judged(Coded(document, ()), given_)
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
    # What is to be coded is worked out, and holds nothing of the case.
    del book["To do"]
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


def offered(book, sheet, key):
    """Return what the drop-down of a column offers."""
    at = [cell.value for cell in book[sheet][2]].index(key) + 1
    rules = book[sheet].data_validations.dataValidation
    rule = next(one for one in rules if next(iter(one.sqref.ranges)).min_col == at)
    lists, area = rule.formula1.replace("$", "").replace("'", "").split("!")
    return [row[0].value for row in book[lists][area]]


def test_drop_downs_refer_to_lists_and_to_the_ids_of_other_sheets():
    root, rubric = whole(CASES[0])
    book = load_workbook(BytesIO(render(root, rubric, words("en"), "c.xlsx")))
    sources = {rule.formula1 for rule in book["Evidence"].data_validations.dataValidation}
    ids = "'Sources'!$A$3:$A$2001"
    # As many rows as there are ids, and no row of blanks behind them.
    height = f'MAX(1,SUMPRODUCT(MAX(({ids}<>"")*(ROW({ids})-2))))'
    assert f"OFFSET('Sources'!$A$3,0,0,{height},1)" in sources
    assert offered(book, "Evidence", "phase") == [
        "agenda-setting", "policy formation", "decision-making"
    ]  # fmt: skip
    assert offered(book, "Ratings", "level") == [one.label.to("en") for one in rubric.levels]
    kinds = offered(book, "Sources", "kind")
    assert [said.partition(" · ")[0] for said in kinds] == list(CHOICES["kind"])
    # A list in a cell may hold several: it is offered, never insisted upon.
    rules = book["Evidence"].data_validations.dataValidation
    assert not next(r for r in rules if "'Sources'" in r.formula1).showErrorMessage
    # An id may be one that is yet to be written; a word of the format may not.
    insists = {
        key: rule.showErrorMessage
        for rule in book["Sources"].data_validations.dataValidation
        for key in (book["Sources"].cell(2, next(iter(rule.sqref.ranges)).min_col).value,)
    }
    assert insists == {
        "kind": True,
        "classification": True,
        "use": True,
        "several_together": True,
        "requested_by_interviewees": True,
        # A list may hold several, and an id may be one to come.
        "consent": False,
        "cited_by": False,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_to_be_coded_is_told_on_a_sheet_of_its_own(language):
    say = words(language)
    root, rubric = whole(CASES[0])
    name = next(iter(rubric.indicators_by_name))

    def shown(**more):
        data = render({**root, **more}, rubric, say, "c.xlsx")
        assert read_workbook(data, "c.xlsx", titles(), lambda _: vocabulary(rubric)).findings == ()
        page = load_workbook(BytesIO(data), data_only=True)[title("todo", say)]
        rows = {row[1]: row[2:] for row in page.iter_rows(min_row=2, values_only=True)}
        assert list(rows) == list(rubric.indicators_by_name)
        return rows[name]

    rate = {"coder": "a", "ratings": {name: rubric.levels[0].id}}
    other, settles = {"coder": "b", "ratings": {}}, {"coder": "c", "ratings": {}}
    row = {
        "id": "e",
        "says": "It did.",
        "source": root["sources"][0]["id"],
        "bears_on": {name: "supports"},
    }
    assert shown(codings=[other], evidence=[]) == (0, 0, say("coding.todo.level"))
    assert shown(codings=[rate], evidence=[]) == (1, 0, say("coding.todo.evidence"))
    assert shown(codings=[rate, other], evidence=[row]) == (1, 1, say("coding.todo.coder"))
    settled = [rate, {**settles, "adjudicated": True}]
    assert shown(codings=settled, evidence=[row]) == (1, 1, say("coding.todo.done"))
    why = {"coder": "a", "ratings": {name: {"level": None, "reason": "no-evidence"}}}
    assert shown(codings=[why], evidence=[]) == (1, 0, say("coding.todo.done"))


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
    # A cell that holds all that stands below its key.
    whole = {("sources", "reference")}
    for sheet in SHEETS:
        parent = next((one.at for one in SHEETS if one.key == sheet.parent), ())
        base = (*parent, *sheet.at)
        known.update((*base[:n],) for n in range(1, len(base) + 1))
        for column in sheet.columns:
            steps = tuple(column.key.split("."))
            known.update((*base, *steps[:n]) for n in range(1, len(steps) + 1))
    assert whole <= known
    keys = {key for key in keys_of(schema("case")) if key[:2] not in whole}
    assert keys - known == {
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
    del book["To do"]
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value]
    looks = [cell for cell in cells if str(cell.value).startswith(FORMULAS)]
    assert len(looks) >= len(FORMULAS) + 2
    assert {cell.data_type for cell in looks} == {"s"}
    for cell in cells:
        like = str(cell.value).startswith(("=", "+", "-", "@", "\t", "\uff1d"))
        assert cell.quotePrefix == (like and isinstance(cell.value, str)), cell


WORDED = [
    (column, list_)
    for list_, column in {
        column.choices: column for sheet in SHEETS for column in sheet.columns
    }.items()
    if list_ and not list_.startswith("@")
]
FILES = ("iob-5c", str(RIGHT / "presidency.yaml"))


def test_every_word_of_the_format_and_of_a_rubric_is_one_of_a_list():
    assert {name for _, name in WORDED} == {*in_words(load_rubric("iob-5c")[0], words("en"))}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(("column", "name"), WORDED, ids=str)
def test_a_word_is_read_in_every_language_whatever_its_capitals_and_spaces(file, column, name):
    rubric, _ = load_rubric(file)
    known = vocabulary(rubric).get(name, {})
    read = 0
    for language in LANGUAGES:
        for value, (word, _) in in_words(rubric, words(language)).get(name, {}).items():
            meant = {"yes": True, "no": False}.get(value, value) if name == "yes" else value
            meant = [meant] if column.kind == "list" else meant
            for text in (word, value, offers(rubric, words(language))[name][value]):
                wide = f"  {text.swapcase()} \n".replace(" ", "  ")
                for cell in (text, text.upper(), text.title(), wide):
                    assert value_of(cell, column, known) == meant, (language, cell)
                    read += 1
    assert read or (file != "iob-5c" and name in ("likelihoods", "verdict"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_shows_the_word_of_the_language_and_no_name_of_the_format(language):
    rubric, say = load_rubric("iob-5c")[0], words(language)
    for name, shown in offers(rubric, say).items():
        if name == "indicators":
            continue
        for value, text in shown.items():
            assert text.partition(MEANING)[0] == in_words(rubric, say)[name][value][0]
    level = offers(rubric, say)["levels"]["high"]
    assert level == {"en": "To a high degree", "nl": "In hoge mate"}.get(language, level)


@given(st.lists(st.text("Ab ,·=e\u0301é", min_size=1, max_size=4), min_size=2, max_size=4))
@example(["a · b", "a"])
@example(["second", "first"])
@example(["second", "x", "first · second"])
def test_a_rubric_of_any_words_comes_back_from_its_workbook(labels):
    ids = ["first", "second", "third", "fourth"]
    levels = tuple(
        replace(SMALL.levels[0], id=name, value=at, label=plain(label))
        for at, (name, label) in enumerate(zip(ids, labels, strict=False))
    )
    rubric = replace(SMALL, levels=levels)
    known = vocabulary(rubric)["levels"]
    for name, shown in offers(rubric, words("en"))["levels"].items():
        assert value_of(shown, Column("level", "text", "levels"), known) == name


def test_a_word_of_two_levels_is_refused_unless_it_is_the_name_of_one():
    root, rubric = whole(RIGHT / "own-rubric.yaml")
    first, second, *rest = rubric.levels
    twins = (
        replace(first, label=Text((("en", "Some"), ("nl", "Deels")))),
        replace(second, label=Text((("en", "Partly"), ("nl", "some")))),
    )
    rubric = replace(rubric, levels=(*twins, *rest))
    known = vocabulary(rubric)["levels"]
    column = Column("level", "text", "levels")
    assert offers(rubric, words("en"))["levels"][first.id] == f"{first.id}{MEANING}Some"
    assert there_and_back(root, rubric).root == root
    assert value_of(first.id, column, known) == first.id
    assert value_of("partly", column, known) == second.id
    with pytest.raises(UnclearError) as refused:
        value_of(" SOME ", column, known)
    assert refused.value.code == "two-readings"
    assert refused.value.facts["write"] == f"{first.id}{OR}{second.id}"


def test_a_list_of_words_is_read_as_a_list_in_every_language():
    rubric, _ = load_rubric("iob-5c")
    column = Column("influence", "list", "verdict")
    for text in (
        "Veel invloed, decisive influence",
        "veel; Doorslaggevend",
        "considerable,decisive",
    ):
        read = value_of(text, column, vocabulary(rubric)["verdict"])
        assert read == ["considerable", "decisive"]
