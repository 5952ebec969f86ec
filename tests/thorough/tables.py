"""Hold the data package against the programs of those who read it: Frictionless's validator, and R.

Usage: python -m tests.thorough.tables, where ``frictionless`` is installed and ``Rscript`` is.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from frictionless import validate

from tests.run import ROOT, called

# As a user of R reads a table: no argument but its name.
READ = """
one <- read.csv(commandArgs(TRUE)[1])
for (name in names(one)) {
  known <- if (nrow(one) && any(!is.na(one[[name]]))) class(one[[name]]) else "unknown"
  cat(name, known, "\\n")
}
"""
KINDS = {"number": {"numeric", "integer"}, "integer": {"integer"}, "boolean": {"logical"}}


def classes(path: Path) -> dict[str, str]:
    """Return what R takes each column of a table for."""
    call = ("Rscript", "-e", READ, str(path))
    run = subprocess.run(call, capture_output=True, text=True, check=True)
    return dict(line.split() for line in run.stdout.splitlines())


def otherwise(folder: Path) -> list[str]:
    """Return the columns that R takes for something else than the description says."""
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    wrong = []
    for one in described["resources"]:
        known = classes(folder / one["path"])
        fields = {field["name"]: field["type"] for field in one["schema"]["fields"]}
        if list(known) != list(fields):
            wrong.append(one["name"])
        wrong += [
            f"{one['name']}.{name} is {known[name]} in R"
            for name, kind in fields.items()
            if known.get(name, "unknown") not in KINDS.get(kind, {known.get(name)}) | {"unknown"}
        ]
    return wrong


def main() -> int:
    """Return the exit code."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder, target = Path(name), Path(name) / "data.zip"
        paths = ("cases", "worked", "tests/examples/right", "tests/examples/doubtful")
        called("export", *paths, "-o", str(target), cwd=ROOT)
        report = validate(str(target))
        wrong += [str(one) for one in report.flatten(["title", "message"])]
        with zipfile.ZipFile(target) as package:
            package.extractall(folder)
        wrong += otherwise(folder)
        # What is broken is seen.
        table = folder / "capabilities.csv"
        table.write_text(table.read_text(encoding="utf-8").replace(",50,", ",fifty,"), "utf-8")
        if validate(str(folder / "datapackage.json")).valid or not otherwise(folder):
            wrong.append("a broken table is seen by neither")
    print("\n".join(wrong) or f"{report.stats['tasks']} tables, as described")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
