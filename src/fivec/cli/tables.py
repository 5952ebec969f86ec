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


def read_table(
    table: str, reader: Reader[Negotiations], say: Words, *, quiet: bool, packed: bool = False
) -> Negotiations:
    """Return what a data file holds; what is wrong with it ends the command.

    A note says what was found between the cells, where all rows must agree on it.
    """
    from fivec.documents.clean import clean
    from fivec.files import tables as files

    data, faults = files.read_table(table, reader, packed=packed)
    if data is None:
        raise FivecError(findings=faults)
    if quiet:
        return data
    if data.delimiter:
        between = say(f"delimiter.{data.delimiter}")
        shell.note(say("import.read", file=clean(data.file), delimiter=between))
    if data.halves:
        named = [f"{actor} ({issue})" for actor, issue in data.halves[:_MOST_NAMED]]
        more = ", …" if len(data.halves) > _MOST_NAMED else ""
        facts = {"count": len(data.halves), "names": clean(", ".join(named)) + more}
        shell.note(say("import.halves", **facts))
    if data.by_column:
        named = [name for name, _ in data.actors[:_MOST_NAMED]]
        more = ", …" if len(data.actors) > _MOST_NAMED else ""
        names = clean(", ".join(named)) + more
        shell.note(say("import.by-column", names=names))
    if not data.weighed:
        shell.note(say("import.unweighed"))
    if data.unread:
        unread = clean(", ".join(data.unread[:_MOST_NAMED]))
        shell.note(say("import.unread", names=unread))
    return data
