"""The tutorial, followed to the letter, in Excel and in a text file: it says what happens."""

import os
import re
import shlex

import pytest
import yaml
from openpyxl import load_workbook

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "tutorial.md"
# What a reader meets, in order: a sheet that is named, a table to fill in, commands with what they
# say, and a piece to put into the case file.
STEP = re.compile(
    r"(?ms)sheet \*(?P<sheet>[\w ]+)\*"
    r"|^(?P<table>(?:\|[^\n]*\|\n)+)"
    r"|^```sh\n(?P<calls>.*?)^```\n(?:\n```text\n(?P<said>.*?)^```)?"
    r"|^```yaml\n# replaces: (?P<old>.*?)\n(?P<new>.*?)^```"
)


def part(title):
    """Return a part of the page, from its heading to the next of the same depth."""
    return PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]


def fill_in(page, table):
    """Fill a sheet in as a table of the page says, by the names of row 2."""
    heads, _, *rows = (
        [cell.strip().strip("`") for cell in line.strip("|\n").split("|")]
        for line in table.splitlines()
    )
    if heads[0] == "Column":
        heads, rows = [column for column, _ in rows], [[text for _, text in rows]]
    at = {cell.value: cell.column for cell in page[2] if cell.value}
    for row in rows:
        named = {page.cell(line, at[heads[0]]).value: line for line in range(3, page.max_row + 2)}
        line = named.get(row[0], named.get(None))
        for head, text in zip(heads, row, strict=True):
            page.cell(line, at[head]).value = text


def followed(text, fivec, folder):
    """Do all that a part of the page asks for; return its last command, and what that said."""
    sheet, book, last = "", None, ("", "")
    for step in STEP.finditer(text):
        if step["sheet"]:
            sheet = step["sheet"]
        elif step["table"]:
            book = book or load_workbook(folder / "coding.xlsx")
            fill_in(book[sheet], step["table"])
        elif step["old"]:
            file = folder / "vodka.yaml"
            case = file.read_text(encoding="utf-8")
            assert case.count(step["old"]) == 1, step["old"]
            file.write_text(case.replace(step["old"], step["new"].rstrip("\n")), encoding="utf-8")
        else:
            if book:
                book.save(folder / "coding.xlsx")
                book = None
            for line in step["calls"].splitlines():
                run = fivec(*shlex.split(line)[1:], cwd=folder, COLUMNS="80")
                if step["said"]:
                    assert run.stdout.decode() == step["said"]
                assert run.returncode == (1 if " check " in line else 0), (line, run.stderr)
                last = (line, run.stdout.decode())
    return last


@pytest.mark.parametrize("way", ["In Excel", "In a text file"])
def test_either_way_leads_to_the_verdict_that_the_page_shows(fivec, tmp_path, way):
    line, said = followed(part(way), fivec, tmp_path)
    assert line.startswith("fivec score ")
    text = PAGE.read_text(encoding="utf-8")
    shown = re.compile(r"(?ms)(^## The verdict\n\n```text\n)(.*?)(^```)")
    if os.environ.get("FIVEC_UPDATE_GOLDEN"):
        PAGE.write_text(shown.sub(rf"\g<1>{said}\g<3>", text), encoding="utf-8")
    assert shown.search(PAGE.read_text(encoding="utf-8"))[2] == said
    assert "no demonstrable to limited degree of influence" in said
    assert re.search(r"with every\s+doubt none to reasonable", said)


@pytest.mark.parametrize(
    ("way", "file"), [("In Excel", "coding.xlsx"), ("In a text file", "vodka.yaml")]
)
def test_what_comes_after_the_verdict_works_either_way(fivec, tmp_path, way, file):
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    followed(part(way), fivec, tmp_path)
    for title in ("The verdict", "Send it round"):
        followed(part(title).replace("vodka.yaml", file), fivec, tmp_path)
    assert (tmp_path / "vodka.docx").stat().st_size > 10_000
    why = fivec("explain", file, cwd=tmp_path, COLUMNS="200").stdout.decode()
    assert "25 − 55 = -30" in why
    assert "Parliament rejected the ban on the name" in why


def test_the_passages_are_those_of_the_case_that_ships():
    case = yaml.safe_load((ROOT / "cases" / "spirits.yaml").read_text(encoding="utf-8"))
    told = {" ".join(row["says"]["en"].split()) for row in case["evidence"]}
    links = {one["url"]: one["citation"] for one in case["sources"]}
    rows = re.findall(
        r"^\| `\w+` \| \[(.*?)\]\((.*?)\) \| (.*?) \|$", part("What the sources say"), re.MULTILINE
    )
    assert len(rows) == 3
    for citation, url, says in rows:
        assert links[url] == citation
        assert says in told


def test_the_levels_are_quoted_from_the_rubric():
    rubric = (ROOT / "rubrics" / "iob-5c.yaml").read_text(encoding="utf-8")
    told = " ".join(rubric.split()).lower()
    quoted = re.findall(r'"(.*?)"', part("What we make of them"), re.DOTALL)
    assert len(quoted) == 3
    for words in quoted:
        assert " ".join(words.split()).lower() in told
