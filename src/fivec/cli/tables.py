"""What ``fivec import`` and ``fivec league`` share: the field's data files, read or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fivec.cli import shell
from fivec.errors import FivecError

if TYPE_CHECKING:
    from fivec.files.tables import Reader
    from fivec.locale import Words
    from fivec.model.negotiation import Negotiations

# A note names so many at most.
_MOST_NAMED = 20

Missing = Annotated[
    list[str] | None,
    typer.Option("--missing", metavar="TEXT", help="option.missing", show_default=False),
]


def read_table(table: str, reader: Reader, say: Words, *, quiet: bool) -> Negotiations:
    """Return what a data file holds; what is wrong with it ends the command.

    A note says what was found between the cells, where all rows must agree on it.
    """
    from fivec.files import tables as files
    from fivec.reports.clean import clean

    found, faults = files.read_table(table, reader)
    if found is None:
        raise FivecError(findings=faults)
    if quiet:
        return found
    if found.delimiter:
        between = say(f"delimiter.{found.delimiter}")
        shell.note(say("import.read", file=clean(found.file), delimiter=between))
    if found.halves:
        named = [f"{actor} ({issue})" for actor, issue in found.halves[:_MOST_NAMED]]
        more = ", …" if len(found.halves) > _MOST_NAMED else ""
        facts = {"count": len(found.halves), "names": clean(", ".join(named)) + more}
        shell.note(say("import.halves", **facts))
    if found.unread:
        unread = clean(", ".join(found.unread[:_MOST_NAMED]))
        shell.note(say("import.unread", names=unread))
    return found
