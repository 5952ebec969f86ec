"""Positions of many actors on many issues, as the field's own data files hold them."""

from __future__ import annotations

from msgspec import Struct

from fivec.model.fields import Interval


class Stance(Struct, frozen=True):
    """What an actor wanted on an issue; ``salience`` runs from 0 to 100, ``power`` from 0 up.

    ``note`` is what the file remarks on it.
    """

    actor: str
    position: float
    salience: float
    power: float = 1.0
    note: str = ""


class Controversy(Struct, frozen=True):
    """An issue with those who take part in it, on its own ``scale``.

    ``points`` says in words what some positions mean, as ``(position, words)``; ``assumed`` that
    the file says nothing of the scale, ``measured`` that it was taken from the figures themselves.
    ``proposal`` is the dossier that it belongs to.
    """

    id: str
    label: str
    scale: Interval
    stances: tuple[Stance, ...]
    status_quo: float | None = None
    outcome: float | None = None
    points: tuple[tuple[float, str], ...] = ()
    assumed: bool = False
    measured: bool = False
    proposal: str = ""

    def of(self, actor: str) -> Stance | None:
        """Return an actor's stance; ``None`` where it takes no part."""
        return next((one for one in self.stances if one.actor == actor), None)


class Negotiations(Struct, frozen=True):
    """The issues of a data file and its actors, as ``(id, label)``.

    ``delimiter`` is what was found between its cells: tab, semicolon or comma; empty where the
    rows of the file need not agree on one. ``halves`` names the actors of which an issue has a
    position or a salience and not the other, as ``(actor, issue)``: they take no part there.
    ``unread`` names the columns with numbers of which nothing is known. ``weighed`` says that the
    file has saliences; where it has none all are 100, and a case is to say nothing of them.
    ``by_column`` says that every actor had a column of its own.
    """

    file: str
    sha256: str
    actors: tuple[tuple[str, str], ...]
    issues: tuple[Controversy, ...]
    delimiter: str = ""
    halves: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()
    weighed: bool = True
    by_column: bool = False

    def actor(self, asked: str) -> str | None:
        """Return the id of an actor, in capitals or not where that leaves one alone."""
        return _the_one(asked, [name for name, _ in self.actors])

    @property
    def proposals(self) -> list[str]:
        """The dossiers of the file, each once, in its order."""
        return list(dict.fromkeys(one.proposal for one in self.issues if one.proposal))

    def proposal(self, asked: str) -> str | None:
        """Return the name of a dossier, in capitals or not where that leaves one alone."""
        return _the_one(asked, self.proposals)


def _the_one(asked: str, known: list[str]) -> str | None:
    folded = [name for name in known if name.lower() == asked.lower()]
    if asked in known:
        return asked
    return folded[0] if len(folded) == 1 else None
