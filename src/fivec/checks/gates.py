"""Thresholds: what a case must reach, compared as it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from fivec.model.assessment import Assessment, FigureName
from fivec.model.document import WHOLE_FILE
from fivec.model.figure import shown
from fivec.model.finding import Finding, finding
from fivec.model.lookup import by_id
from fivec.model.suggest import nearest

# A capability of a rubric that bears one of these names gives way to the figure.
FIGURES: tuple[FigureName, ...] = ("capacity", "attainment")


class Threshold(Struct, frozen=True):
    """A threshold: ``figure`` (one of ``FIGURES``, or a capability's id) at ``least``, 0–100."""

    figure: str
    least: Decimal


def check_gates(one: Assessment, gates: Iterable[Threshold]) -> tuple[Finding, ...]:
    """Return the thresholds that a case misses.

    A figure that is not assessed, or of which less was judged than the rubric asks for, misses
    every threshold. A gate on what the rubric does not have is a finding of its own
    (``no-such-figure``): the call is wrong, not the case.
    """
    return tuple(fault for gate in gates if (fault := _missed(one, gate)) is not None)


def _missed(one: Assessment, gate: Threshold) -> Finding | None:
    def fault(code: str, **facts: object) -> Finding:
        return finding(one.case.file, WHOLE_FILE, code, figure=gate.figure, **facts)

    scores = by_id(one.capabilities)
    if gate.figure == "attainment":
        lens = one.preference
        value, enough = one.attainment, bool(lens and lens.word(one.rubric))
    elif gate.figure == "capacity" or gate.figure in scores:
        score = one.capacity if gate.figure == "capacity" else scores[gate.figure]
        value, enough = score.score, score.level is not None
    else:
        known = [*FIGURES, *scores]
        guess = nearest(gate.figure, known) or ""
        return fault("no-such-figure", of=one.rubric.id, guess=guess, known=", ".join(known))
    if value is None:
        return fault("figure-missing", least=gate.least)
    if not enough:
        return fault("figure-thin", shown=shown(value), least=gate.least)
    if shown(value) < gate.least:
        return fault("below-threshold", shown=shown(value), least=gate.least)
    return None
