"""The workbook as LibreOffice reckons it: every formula anew, and text that stays text.

The values that stand in the file are spoilt first, so that nothing but the formulas can bring the
numbers back. Run as ``python -m tests.thorough.excel``; soffice and pdftotext must be there.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl
from msgspec.structs import replace

from fivec.files.paths import kind
from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Assessment, Batch
from fivec.model.text import plain
from fivec.render import View
from fivec.render.excel import render, sheets
from fivec.render.excel.cells import Formula
from fivec.render.excel.formulas import letters
from tests.conftest import ROOT, assessed
from tests.render.made_up import AGGREGATES, made_up

EVIL = "=1+1 <script>x</script> | [bold]y[/] *z*"
# A formula is reckoned when the file is read, whatever value stands with it.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
# As CSV with commas in UTF-8; the last field asks for each sheet in a file of its own.
_EACH_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
_STORED = re.compile(r'(<c r="[A-Z]+[0-9]+"[^>]*?)( t="str")?(><f>[^<]*</f>)<v>[^<]*</v>')


def main() -> None:
    """Reckon workbooks anew and read their text; end with 1 where something differs."""
    shipped = [assessed(path) for path in sorted((ROOT / "cases").glob("*.yaml"))]
    right = ROOT / "tests" / "examples" / "right"
    files = [path for path in sorted(right.glob("*.yaml")) if kind(path) == "case"]
    small = [assessed(path) for path in files]
    changed = made_up((*shipped, *small), rounds=12, seed=20)
    kinds = {
        (one.rubric.aggregation.indicators, one.rubric.aggregation.capabilities) for one in changed
    }
    faults = (
        [] if len(kinds) == len(AGGREGATES) ** 2 else [f"only {len(kinds)} pairs of aggregates"]
    )
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _settings(folder)
        for language in LANGUAGES:
            faults += reckoned(shipped + small, language, folder)
        faults += reckoned(changed, "en", folder)
        faults += read(shipped[0], folder)
        faults += printed(shipped, folder)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


def reckoned(cases: list[Assessment], language: str, folder: Path) -> list[str]:
    """Return where LibreOffice comes to another number than the assessment."""
    batch, view = Batch(tuple(cases)), View(words(language))
    name = f"{language}-{len(cases)}.xlsx"
    (folder / name).write_bytes(_spoilt(render(batch, view)))
    _convert(folder, "xlsx", name, "again")
    book = openpyxl.load_workbook(folder / "again" / name, data_only=True)
    faults, count, worst = [], 0, 0.0
    for sheet in sheets(batch, view):
        for down, row in enumerate(sheet.rows, start=2):
            for at, cell in enumerate(row):
                if not isinstance(cell, Formula):
                    continue
                found = book[sheet.name][f"{letters(at)}{down}"].value
                count += 1
                if isinstance(cell.value, str) or not isinstance(found, int | float):
                    same = found == cell.value
                else:
                    worst = max(worst, abs(found - cell.value))
                    same = abs(found - cell.value) <= 1e-9
                if not same:
                    at_ = f"{name} {sheet.name}!{letters(at)}{down}"
                    faults.append(f"{at_}: {found!r} and not {cell.value!r}")
    print(f"{name}: {len(cases)} cases, {count} formulas, largest difference {worst:.1e}")
    return faults


def read(one: Assessment, folder: Path) -> list[str]:
    """Return where a title that looks like a formula is not read as its characters."""
    faults = []
    for title in (EVIL, "+1", "-1", "@SUM(1)", "007", "1-2", "https://example.org", "TRUE"):
        case = replace(one.case, title=plain(title))
        found = Batch((replace(one, case=case),))
        (folder / "evil.xlsx").write_bytes(render(found, View(words("en"))))
        _convert(folder, _EACH_SHEET, "evil.xlsx", "texts")
        page = (folder / "texts" / "evil-Summary.csv").read_text(encoding="utf-8")
        cells = [row[0] for row in csv.reader(io.StringIO(page))][1:2]
        if set(cells) != {title}:
            faults.append(f"{title!r} is read as {sorted(set(cells))!r}")
        else:
            print(f"{title}: read as it stands")
    return faults


def printed(cases: list[Assessment], folder: Path) -> list[str]:
    """Return what the printed workbook lacks: a figure in a column too narrow for it, a sheet."""
    faults = []
    for language in LANGUAGES:
        name, batch, view = f"print-{language}", Batch(tuple(cases)), View(words(language))
        (folder / f"{name}.xlsx").write_bytes(render(batch, view))
        _convert(folder, "pdf", f"{name}.xlsx", "pages")
        command = ["pdftotext", "-layout", str(folder / "pages" / f"{name}.pdf"), "-"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        pages = said.count("\f")
        print(f"{name}: {pages} pages")
        made = sheets(batch, view)
        faults += [f"{name}: {one.name} is not printed" for one in made if one.name not in said]
        faults += [
            f"{name}: {sign} is printed" for sign in ("###", "#VALUE!", "Err:") if sign in said
        ]
        if pages > 3 * len(made):
            faults.append(f"{name}: {pages} pages are too many")
    return faults


def _spoilt(data: bytes) -> bytes:
    """Return a workbook in which no formula has its value; raise where none had one."""
    made, spoilt = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w") as package:
        for name in given.namelist():
            part = given.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text, count = _STORED.subn(r"\1\3<v>-7</v>", part.decode())
                part, spoilt = text.encode(), spoilt + count
            package.writestr(name, part)
    if not spoilt:
        msg = "no formula was found"
        raise ValueError(msg)
    return made.getvalue()


def _settings(folder: Path) -> None:
    user = folder / "office" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")


def _convert(folder: Path, into: str, name: str, where: str) -> None:
    command = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
    command += ["--convert-to", into, "--outdir", str(folder / where), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


if __name__ == "__main__":
    main()
