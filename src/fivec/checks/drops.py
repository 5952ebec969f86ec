"""How far a figure may fall from one version of a case to the next, compared as it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from fivec.checks.gates import FIGURES
from fivec.model.assessment import Record
from fivec.model.comparison import VersionChange
from fivec.model.document import WHOLE_FILE
from fivec.model.figure import shown
from fivec.model.finding import Finding, finding
from fivec.model.suggest import nearest


class Drop(Struct, frozen=True):
    """A fall of ``least`` points of 100 is too much.

    ``figure`` is one of ``FIGURES`` or a capability's id; ``None`` means each of them.
    """

    figure: str | None
    least: Decimal


def check_drops(one: VersionChange, drops: Iterable[Drop]) -> tuple[Finding, ...]:
    """Return the figures of a case that fell too far.

    A figure that was assessed and no longer is has fallen, however far. One that was not assessed
    before cannot fall. A drop of what neither version has is a finding of its own
    (``no-such-figure``): the call is wrong, not the case.
    """
    return tuple(dict.fromkeys(fault for drop in drops for fault in _fallen(one, drop)))


def _fallen(one: VersionChange, drop: Drop) -> Iterator[Finding]:
    before, after = _figures(one.before), _figures(one.now)
    known = list(dict.fromkeys([*before, *after]))
    file = one.now.case.file
    if drop.figure is not None and drop.figure not in known:
        facts = {"of": one.now.rubric.id, "known": ", ".join(known)}
        guess = nearest(drop.figure, known) or ""
        yield finding(file, WHOLE_FILE, "no-such-figure", figure=drop.figure, guess=guess, **facts)
        return
    for name in known if drop.figure is None else [drop.figure]:
        was, now = before.get(name), after.get(name)
        if was is None:
            continue
        if now is None:
            yield finding(file, WHOLE_FILE, "figure-lost", figure=name, earlier=shown(was))
            continue
        fall = shown(was) - shown(now)
        if fall >= drop.least:
            facts = {"earlier": str(shown(was)), "shown": str(shown(now)), "fall": str(fall)}
            yield finding(file, WHOLE_FILE, "dropped", figure=name, least=drop.least, **facts)


def _figures(one: Record) -> dict[str, float | None]:
    """Return capacity, attainment and capabilities; a figure's name goes before a capability's."""
    figures = one.figures
    own = {name: figures[name, ""].value for name in FIGURES}
    return own | {
        id_: figure.value for (_, id_), figure in figures.items() if id_ and id_ not in own
    }
