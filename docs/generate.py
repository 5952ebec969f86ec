"""The pages that are made of the code itself: formats, commands and findings.

Nothing of mkdocs here, so that the tests read the pages without it.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from fivec.checks.sizes import LIMITS
from fivec.files.schema import schema
from fivec.locale import words
from fivec.model.finding import CODES

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "examples"
EXPECT = re.compile(r"# expect (\d+):(\d+) ([a-z0-9-]+)\n")

# What no small file can show, in words: the wrong, and the right.
_VERSIONS = "fivec compare tests/examples/versions/earlier.yaml tests/examples/versions/later.yaml"
DESCRIBED = {
    "unknown-actor": ("`fivec score cases/spirits.yaml --actor NL`",
                      "`fivec score cases/spirits.yaml --actor NLD`"),
    "unreadable": ("`fivec score cases/komas.yaml`, where there is no such file",
                   "`fivec score cases/kompas.yaml`"),
    "too-large": ("A case of 9 MiB", "A case is text of some kB: give each its own file"),
    "too-deep": ("Seventy brackets within each other", "At most 64 of them"),
    "too-many-values": ("A file of more than 250,000 values", "A file a case"),
    "too-many-items": ("A case with 501 issues, or a rubric with 51 capabilities",
                       "A file for each text; what a hundred issues have in common, in one"),
    "not-text": ("A workbook, a PDF or a compressed file under the name of a case",
                 "The text in it, in a file of its own"),
    "not-utf-8": ("A file saved as Windows-1252, in which é is one byte",
                  "The same, saved as UTF-8"),
    "process-ended": ("A machine without memory left ends a process of `--jobs 8`",
                      "The same files with `--jobs 1`"),
    "rubric-twice": ("A copy of `iob-5c.yaml` beside the case, with changes and under the same id",
                     "The same under an id of its own"),
    "same-id": ("Two files of one folder with `id: kompas`",
                "`id: kompas` and `id: kompas-2024`"),
    "empty-file": ("A file without a word in it", "`format: fivec/case@1`, and what follows"),
    "not-a-mapping": ("A file that begins with `- a list`", "`format: fivec/case@1`"),
    "faulty-rubric": ("A case whose rubric, beside it, has an unknown key",
                      "The same rubric without that key"),
    "interview-record": ("`notes/interview-03.docx` in a folder that is checked",
                         "The notes are kept elsewhere, shielded"),
    "more-remarks": ("A case with 300 things to reconsider: 200 are shown", "The same, with fewer"),
    "more-findings": ("A file with 300 unknown keys: 200 are shown", "The same, mended"),
    "below-threshold": ("`fivec score cases/kompas.yaml --fail-under 99`",
                        "`fivec score cases/kompas.yaml --fail-under 80`"),
    "not-shown-to-reach": ("`fivec score cases/kompas.yaml --fail-under 90`",
                           "`fivec score cases/kompas.yaml --fail-under 80`"),
    "figure-missing": ("`fivec score cases/kompas.yaml --fail-under flexibility=50`",
                       "`fivec score cases/kompas.yaml --fail-under networks=50`"),
    "missing-column": ("A table of which the first line has no `out`",
                       "The table of DEU III: `isnr`, `p…`, `s…`, `rp`, `out`"),
    "nameless-issue": ("A row below the second without `isnr`", "A row with its number"),
    "not-a-number": ("`eighty`, `75%` or `1.234,5` in a column of saliences", "`80`, `75`, `75.5`"),
    "missing-mark": ("`NA`, `.` or `-99` where a number belongs",
                     "An empty cell; or the same, called with `--missing NA`"),
    "ambiguous-number": ("A position of `1,500`", "`1500`, or `1.5`"),
    "out-of-bounds": ("A position of 105 in the table of DEU III; a power of -0.2", "`100`; `0.2`"),
    "runs-to-one": ("Positions of 0.2, 0.7 and 1 in the table of DEU III", "`20`, `70`, `100`"),
    "lone-column": ("`pde` without `sde`, or with `S_de`", "`pde` and `sde`"),
    "nameless-column": ("A column of figures without a name in the first line", "Its name there"),
    "ragged-row": ("Twelve names in the first line, and a row with a tab too many",
                   "Twelve cells in every row"),
    "ragged-heads": ("Eleven names in the first line, and twelve cells in every row",
                     "Twelve names"),
    "table-too-large": ("A table of 20,000 rows and 20 columns", "The rows that are needed"),
    "apart-by-commas": ("`#A,A,State A`", "`#A;A;State A`"),
    "salience-above-one": ("A salience of 50 in a file of the exchange-model tools", "`0.5`"),
    "outside-points": ("`#M` at 0 and at 100, and `#D` with a position of 700", "`70`"),
    "single-point": ("One row `#M` for an issue", "Two, one for each end of its scale"),
    "undescribed-scale": ("Positions from 2020 to 2035 on an issue without rows `#M`",
                          "`#M` at 2020 and at 2035"),
    "broken-row": ("`#D`, an actor and an issue, and nothing else",
                   "`#D`, actor, issue, position, salience and power, with tabs between"),
    "duplicate-column": ("`isnr pnl snl pnl snl rp out`", "`isnr pnl snl pbe sbe rp out`"),
    "unknown-row": ("`#X` at the beginning of a row", "`#A`, `#P`, `#M`, `#D` or `#/`"),
    "undefined-name": ("`#D` with an actor that no `#A` names", "`#A` for that actor, above"),
    "missing-head": ("A table with *actor* and *issue*, and *wish* over the positions",
                     "`fivec import table t.csv --map wish=position`, or *position* as its head"),
    "unknown-head": ("*saliance* over a column", "*salience*, or `--map saliance=ignore`"),
    "same-head": ("*position* and *standpoint* in one table",
                  "`--map standpoint=ignore`, or one of the two"),
    "no-such-head": ("`--map wihs=position`, where the head is *wish*", "`--map wish=position`"),
    "half-actor": ("*salience A* without a column *A* of positions", "*A* and *salience A*"),
    "unnamed-row": ("A row with a position and without an actor", "The actor in its cell"),
    "values-differ": ("60 and 70 as outcome in two rows of an issue", "`60` in both"),
    "no-scale": ("An issue on which every actor wants 50, and no scale", "`--scale 0:100`"),
    "low-saliences": ("Saliences of 0.2, 0.7 and 1 in any table", "`--saliences 0:1`"),
    "no-positions": ("A file with `#A` and `#P` only", "The same with `#D` rows"),
    "not-a-workbook": ("A workbook with a password; one of before 2007 (`.xls`)",
                       "The same, saved without a password as `.xlsx`"),
    "missing-sheet": ("A workbook from which the sheet *Case* was deleted",
                      "The sheet, as `fivec new case --xlsx` makes it"),
    "unknown-sheet": ("A sheet *Evidnce*", "*Evidence*; `x_` before the name of one of your own"),
    "unknown-column": ("`lvel` in row 2", "`level`; `x_` before the name of one of your own"),
    "unknown-owner": ("A rating by coder `b`, who is not on the sheet *Coders*",
                      "A row for `b` on that sheet"),
    "filled-twice": ("A text in `says` and in `says [en]` of one row", "The text in one of them"),
    "formula-without-value": ("A formula that a program wrote and no spreadsheet computed",
                              "The same workbook, opened in Excel and saved"),
    "cell-error": ("`#REF!` in a cell", "The value itself"),
    "not-as-typed": ("`3-5` typed as a page, of which the program made the 3rd of May",
                     "The same in a cell with the format *Text*"),
    "not-as-shown": ("A cell that holds 75 and shows the word *high*, by its format",
                     "`75`, in the format *General*"),
    "nameless": ("Row 2 of a workbook without `level` over the levels", "`level` in that cell"),
    "trimmed": ("An id `e1` with a space behind it", "`e1`"),
    "two-readings": ("0.5% in a column that runs to 100: 0.5, or 50?", "`0.5`, or `50`"),
    "not-json": ("`{en: Text}` in a column `says [json]`", '`{"en": "Text"}`'),
    "too-many-cells": ("A million rows that are coloured and empty", "The rows that are filled in"),
    "cell-too-long": ("A passage of 40,000 characters in the YAML", "At most 32,767 of them"),
    "figure-thin": ("`fivec score cases/kompas.yaml --fail-under attainment=60`",
                    "`fivec score cases/strategisch-concept.yaml --fail-under attainment=55`"),
    "broken-json": ("A result of which the end is missing: `fivec compare x.yaml --baseline`",
                    "The result as `fivec score x.yaml -o last.json` wrote it"),
    "not-a-result": ('`{"format": "fivec/comparison@1", …}`',
                     '`{"format": "fivec/assessments@1", …}`'),
    "repeats-withheld": ("`fivec redact tests/examples/right/repeats-withheld.yaml -o -`",
                         "`fivec redact tests/examples/right/two-audiences.yaml -o -`"),
    "dropped": (f"`{_VERSIONS} --fail-on-drop 5`", f"`{_VERSIONS} --fail-on-drop steering=5`"),
    "figure-lost": (f"`{_VERSIONS} --fail-on-drop flexibility=5`",
                    f"`{_VERSIONS} --fail-on-drop coherence=5`"),
    "not-a-project": ("A project of NVivo itself (`.nvp`), or a zip without `project.qde`",
                      "The same, exported as REFI-QDA (`.qdpx`)"),
    "broken-xml": ("A project that was cut short", "The project, exported again"),
    "too-much-coded": ("A project of 30,000 codes", "A part of it"),
    "not-in-project": ("A map with `Contcts: networks.contacts`, where the code is *Contacts*",
                       "`Contacts: networks.contacts`"),
    "no-references": ("A library of Zotero as RIS, or an empty one",
                      "The same, exported as CSL-JSON or BibTeX"),
    "broken-reference": ("`@book{key, title={Title`, and no brace behind it",
                         "`@book{key, title={Title}}`"),
    "untitled-source": ("A reference without a title", "`title`, in the library"),
    "personal-source": ("An item of the kind *Interview* in a library",
                        "A source of `kind: interviews` with its `group`, in the case"),
    "no-such-figure": ("`fivec score cases/kompas.yaml --fail-under netwroks=50`",
                       "`fivec score cases/kompas.yaml --fail-under networks=50`"),
}  # fmt: skip
INTRODUCTION = (
    "A finding has a place, a code, a sentence and advice. Errors in reading, format and "
    "references stop a case from being scored, for a figure would be wrong; findings on method "
    "are shown beside the figures. `--ignore CODE` lets one decide nothing."
)
KINDS = {
    "syntax": "Reading",
    "schema": "The format",
    "reference": "References, and what would make a figure wrong",
    "method": "Method: shown beside the figures",
    "confidentiality": "Confidentiality: shown beside the figures",
    "waiver": "What a case lets stand",
    "table": "Data files and projects of others, workbooks, and results that were kept",
    "batch": "Several files together",
    "gate": "What a run asks of a case",
}


@cache
def _mends() -> dict[str, dict[int, str]]:
    """Return the lines that mend each wrong example, by its name."""
    mends: dict[str, dict[int, str]] = yaml.safe_load(
        (EXAMPLES / "mend.yaml").read_text(encoding="utf-8")
    )
    return mends


def mended(name: str, text: str) -> str:
    """Return a wrong example as it should be."""
    lines = text.splitlines()
    for number, right in _mends()[name].items():
        lines[number - 1] = right
    return "\n".join(line for line in lines if line) + "\n"


def examples() -> dict[str, list[Path]]:
    """Return the wrong and the doubtful examples by the code that each shows."""
    found: dict[str, list[Path]] = {}
    for path in sorted([*(EXAMPLES / "wrong").glob("*.yaml"), *(EXAMPLES / "doubtful").glob("*")]):
        match = EXPECT.match(path.read_text(encoding="utf-8"))
        if match:
            found.setdefault(match[3], []).append(path)
    return found


def findings() -> str:
    """Return the page on findings: each with its meaning, a wrong and a right example."""
    say, shown = words("en"), examples()
    page = [
        "# Findings",
        INTRODUCTION,
    ]
    for kind, title in KINDS.items():
        page.append(f"## {title}")
        for code, (own, severity) in CODES.items():
            if own == kind:
                message, help_ = say.rule(code)
                page.append(f"### {code}")
                stop = "" if message.endswith("…") else "."
                page.append(f"*{severity}*: {escape(message)}{stop} {escape(help_)}")
                page.extend(_example(code, shown.get(code, [])))
    return "\n\n".join(page) + "\n"


def _example(code: str, paths: list[Path]) -> list[str]:
    if code in DESCRIBED:
        wrong, right = DESCRIBED[code]
        return [f"Wrong: {wrong}.", f"Right: {right}."]
    path = next((one for one in paths if one.stem == code), paths[0])
    text = path.read_text(encoding="utf-8")
    mends = _mends()[path.stem]
    numbers = sorted(mends)
    lines = text.splitlines()
    first = numbers[0] - 1
    # A line that is one of a list is not understood without the key above it.
    while first > 0 and lines[first].startswith(" ") and numbers[0] - first < 4:
        first -= 1
    wrong = lines[first : numbers[-1]]
    right = [mends.get(first + 1 + index, line) for index, line in enumerate(wrong)]
    return ["Wrong:", _fence(wrong), "Right:", _fence([line for line in right if line])]


def _fence(lines: list[str]) -> str:
    return "```yaml\n" + "\n".join(lines) + "\n```"


def file_format(name: str) -> str:
    """Return the page on a file format: every key, in the order of the schema."""
    whole = schema(name)  # type: ignore[arg-type]
    page = [f"# The {name} file", escape(whole.get("description", ""))]
    if name == "assessment":
        page.append("What `fivec score --format json` prints. Keys are only ever added.")
    page.append("| Key | What it is | |\n| --- | --- | --- |\n" + "".join(_keys(whole, whole, "")))
    return "\n\n".join(part for part in page if part) + "\n"


def _keys(part: dict[str, Any], whole: dict[str, Any], before: str, depth: int = 0) -> list[str]:
    rows = []
    required = part.get("required", [])
    for key, inner in part.get("properties", {}).items():
        name = f"{before}{key}"
        rule = "required" if key in required else ""
        described = inner.get("description", "")
        resolved = _resolved(inner, whole)
        facts = [fact for fact in (rule, _type(resolved)) if fact]
        rows.append(f"| `{name}` | {escape(described)} | {escape(', '.join(facts))} |\n")
        for deeper, mark in ((resolved, "."), (_resolved(resolved.get("items", {}), whole), "[].")):
            if isinstance(deeper, dict) and depth < 5:
                rows += _keys(deeper, whole, f"{name}{mark}", depth + 1)
    return rows


def _resolved(part: Any, whole: dict[str, Any]) -> dict[str, Any]:
    if isinstance(part, dict) and "$ref" in part:
        found = whole
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return found
    return part if isinstance(part, dict) else {}


def _type(part: dict[str, Any]) -> str:
    if "const" in part:
        return json.dumps(part["const"])
    if "enum" in part:
        return "one of " + ", ".join("null" if one is None else str(one) for one in part["enum"])
    kinds = part.get("type", "")
    said = " or ".join(kinds) if isinstance(kinds, list) else kinds
    for key, word in (("minimum", "from"), ("exclusiveMinimum", "above"), ("maximum", "to")):
        if key in part:
            said += f" {word} {part[key]:g}"
    return said


def commands() -> str:
    """Return the page on the commands: usage, arguments and options, as the program has them."""
    from typer.main import get_command

    from fivec.cli.help import described, metavar, names
    from fivec.cli.main import program

    say = words("en")
    page = [
        "# Commands",
        "What the program itself says: `fivec --help`, `fivec score --help`.",
        "Every command takes `--config FILE` besides: [a file of settings](configuration.md).",
    ]
    for path, command in _walk(get_command(program()), ("fivec",)):
        page.append(f"## {' '.join(path)}")
        page.append(escape(say(command.help)))
        arguments = [one for one in command.params if _argument(one)]
        options = [one for one in command.params if not _argument(one)]
        values = [metavar(one, say) for one in arguments]
        usage = [*path, *([say("help.some-options")] if options else []), *values]
        page.append(f"```\n{' '.join(usage)}\n```")
        for title, params in (("Argument", arguments), ("Option", options)):
            rows = []
            for one in params:
                name = metavar(one, say)
                shown = name if _argument(one) else f"{names(one)} {name}".rstrip()
                rows.append(f"| `{_cell(shown)}` | {escape(described(one, say))} |\n")
            if rows:
                page.append(f"| {title} | |\n| --- | --- |\n" + "".join(rows))
    return "\n\n".join(page) + "\n"


def _walk(command: Any, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], Any]]:
    inner = getattr(command, "commands", None)
    if not inner:
        return [(path, command)]
    return [one for name, each in inner.items() for one in _walk(each, (*path, name))]


def _argument(param: Any) -> bool:
    return param.param_type_name == "argument"


def _cell(code: str) -> str:
    """Return code as it may stand in a cell of a table."""
    return code.replace("|", "\\|")


def escape(text: str) -> str:
    """Return text as Markdown that shows it, fit for a cell."""
    return re.sub(r"([\\`*_\[\]<>|~^$#{}])", r"\\\1", " ".join(text.split()))


def limits() -> str:
    """Return the limits of SECURITY.md, and how much each list of a file may hold."""
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    part = page.split("\n## Limits\n")[1].split("\n## ")[0]
    rows = "".join(f"| `{path}` | {most:,} | {total:,} |\n" for path, most, total in LIMITS)
    return (
        f"# Limits\n{part}\n## Items of a list\n\nA list of a file holds so many items, and all "
        "lists at the same place in it together so many.\n\n"
        f"| list | one | all together |\n| --- | --- | --- |\n{rows}"
    )


PAGES = {
    "formats/case.md": lambda: file_format("case"),
    "formats/rubric.md": lambda: file_format("rubric"),
    "formats/theory.md": lambda: file_format("theory"),
    "formats/share.md": lambda: file_format("share"),
    "formats/map.md": lambda: file_format("map"),
    "formats/assessment.md": lambda: file_format("assessment"),
    "commands.md": commands,
    "findings.md": findings,
    "limits.md": limits,
}
