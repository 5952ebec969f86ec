"""Workbooks to code in, rewritten by LibreOffice as an office would: the case stays the same.

So does the sheet that says what is to be coded, whose formulas it has to work out by itself.

Run by ``.ci/thorough``; needs ``soffice``. Ends with 1 where a case comes back changed.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import load_workbook

from fivec.authoring.workbook import render
from fivec.authoring.workbook_words import titles, vocabulary
from fivec.documents.cells import title
from fivec.files.load import Loader
from fivec.files.paths import Input
from fivec.files.workbook import read_workbook
from fivec.files.yaml_reader import read_yaml
from fivec.locale import LANGUAGES, words
from fivec.model.rubric import Rubric

ROOT = Path(__file__).parents[2]
CASES = [
    *sorted((ROOT / "cases").glob("*.yaml")),
    *sorted((ROOT / "tests" / "examples" / "right").glob("*.yaml")),
]
ODD = {
    "note": "=1+1 <script>x</script> | [bold]y[/] *z*\n\n  two  spaces, a tab\t and _x000D_",
    "x_own": {"numbers": [0.1, 1 / 3, 10**17, None], "text": " led by a space"},
    "x_text": "2019-11",
}


Coded = tuple[dict[str, object], Rubric]


def written(folder: Path) -> dict[str, Coded]:
    """Write every case as a workbook in every language; return the cases by the file's name."""
    found: dict[str, Coded] = {}
    for path in CASES:
        loaded = Loader(read_others=True).load(Input(path.name, path, path.parent))
        if loaded.case is None or loaded.rubric is None:
            continue
        root = {**read_yaml(path.read_bytes(), path.name)[0].root, **ODD}
        # What one source concludes may stand without a list, and comes back in one.
        if isinstance(root.get("published"), dict):
            root["published"] = [root["published"]]
        for language in LANGUAGES:
            name = f"{path.stem}-{language}.xlsx"
            (folder / name).write_bytes(render(root, loaded.rubric, words(language), name))
            found[name] = root, loaded.rubric
    return found


def in_percentages(folder: Path) -> tuple[str, Coded]:
    """Write a case whose saliences a spreadsheet shows as percentages; return it and its name."""
    path = ROOT / "tests" / "examples" / "right" / "on-a-scale.yaml"
    loaded = Loader().load(Input(path.name, path, path.parent))
    root = read_yaml(path.read_bytes(), path.name)[0].root
    if loaded.rubric is None:
        raise SystemExit(*loaded.findings)
    name = "percentages.xlsx"
    book = load_workbook(io.BytesIO(render(root, loaded.rubric, words("en"), name)))
    page = book["Issues"]
    at = [cell.value for cell in page[2]].index("salience") + 1
    for row in range(3, page.max_row + 1):
        cell = page.cell(row, at)
        if isinstance(cell.value, int | float):
            cell.value, cell.number_format = cell.value / 100, "0.0%"
    book.save(folder / name)
    return name, (root, loaded.rubric)


def to_be_coded(path: Path, language: str) -> list[tuple[object, ...]]:
    """Return what the sheet of what is to be coded shows."""
    page = load_workbook(path, data_only=True)[title("todo", words(language))]
    return list(page.iter_rows(min_row=2, values_only=True))


def without_values(path: Path) -> None:
    """Take away what fivec worked out for its formulas."""
    load_workbook(path).save(path)


def main() -> int:
    """Rewrite every workbook with LibreOffice and read it back."""
    with tempfile.TemporaryDirectory() as scratch:
        ours, theirs = Path(scratch, "ours"), Path(scratch, "theirs")
        ours.mkdir()
        cases = written(ours)
        lists = {name: to_be_coded(ours / name, _language(name)) for name in cases}
        for name in cases:
            without_values(ours / name)
        name, case = in_percentages(ours)
        cases[name] = case
        profile = Path(scratch, "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
        subprocess.run(
            [*command, "xlsx:Calc MS Excel 2007 XML", "--outdir", str(theirs),
             *map(str, sorted(ours.iterdir()))],
            check=True, capture_output=True, timeout=900,
        )  # fmt: skip
        wrong = 0
        for name, (root, rubric) in cases.items():
            coded = read_workbook(
                (theirs / name).read_bytes(), name, titles(), lambda _, of=rubric: vocabulary(of)
            )
            same = not coded.findings and coded.document and coded.document.root == root
            if name in lists:
                same = same and to_be_coded(theirs / name, _language(name)) == lists[name]
            wrong += not same
            print(f"{name}: {'the same' if same else 'changed'}", *coded.findings[:3])
    return min(wrong, 1)


def _language(name: str) -> str:
    return name.removesuffix(".xlsx").rpartition("-")[2]


if __name__ == "__main__":
    sys.exit(main())
