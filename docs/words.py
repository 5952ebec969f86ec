"""Compile the words, as the build does: python docs/words.py.

With --tidy it first puts every catalogue in the one form that they are kept in.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LOCALE = Path(__file__).parents[1] / "src" / "fivec" / "locale"
WIDTH = 100


def path(language: str) -> Path:
    """Return where the catalogue of a language stands."""
    return LOCALE / language / "fivec.po"


def read(path: Path) -> Catalog:
    """Return a catalogue. Raises ``PoFileError`` where its text is none."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def tidy(path: Path) -> str:
    """Return the text of a catalogue in its one form, below the head as it stands."""
    head, _, _ = path.read_text(encoding="utf-8").partition("\n\n")
    body = BytesIO()
    write_po(body, read(path), width=WIDTH, omit_header=True)
    return f"{head}\n\n{body.getvalue().decode().strip()}\n"


def compiled(path: Path) -> Path:
    """Compile a catalogue, to the same bytes each time, and return where it stands."""
    catalogue = read(path)
    catalogue.creation_date = catalogue.revision_date = datetime(1980, 1, 1, tzinfo=UTC)
    where = path.with_suffix(".mo")
    with where.open("wb") as file:
        write_mo(file, catalogue)
    return where


def compile_all(locale: Path = LOCALE) -> None:
    """Compile every language whose catalogue is newer than what was compiled of it."""
    for path in locale.glob("*/fivec.po"):
        where = path.with_suffix(".mo")
        if not where.exists() or where.stat().st_mtime_ns <= path.stat().st_mtime_ns:
            compiled(path)


if __name__ == "__main__":
    for one in LOCALE.glob("*/fivec.po") if "--tidy" in sys.argv else ():
        one.write_text(tidy(one), encoding="utf-8")
    compile_all()
