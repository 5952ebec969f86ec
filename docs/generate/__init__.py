"""The pages that are made of the code itself: formats, results, commands, findings and limits.

They stand beside the pages that were written, for whoever reads the project without the site.
``python docs/generate`` writes them; a test fails where one is not as it would be now.
"""

from __future__ import annotations

from collections.abc import Callable

from fivec.checks.sizes import LIMITS
from generate import commands, findings, formats, tables
from generate.markdown import code, page, table

ROOT = findings.ROOT
DOCS = ROOT / "docs"


def limits() -> str:
    """Return the limits of SECURITY.md, and how much each list of a file may hold."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    part = text.split("\n## Limits\n")[1].split("\n## ")[0]
    rows = [(code(path), f"{most:,}", f"{total:,}") for path, most, total in LIMITS]
    return page(
        "# Limits",
        part.strip(),
        "## Items of a list",
        "A list of a file holds so many items, and all lists at the same place in it together so "
        "many.",
        table(("list", "one", "all together"), rows),
    )


PAGES: dict[str, Callable[[], str]] = {
    "formats/case.md": lambda: formats.file_format("case"),
    "formats/rubric.md": lambda: formats.file_format("rubric"),
    "formats/theory.md": lambda: formats.file_format("theory"),
    "formats/share.md": lambda: formats.file_format("share"),
    "formats/map.md": lambda: formats.file_format("map"),
    "formats/expected.md": lambda: formats.file_format("expected"),
    "formats/settings.md": commands.settings,
    "formats/assessment.md": lambda: formats.file_format("assessment"),
    "formats/results.md": formats.results,
    "formats/data.md": tables.data_tables,
    "commands.md": commands.commands,
    "findings.md": findings.findings,
    "limits.md": limits,
}


def write() -> None:
    """Write every page where it belongs."""
    for name, made in PAGES.items():
        (DOCS / name).parent.mkdir(exist_ok=True)
        (DOCS / name).write_text(made(), encoding="utf-8")
