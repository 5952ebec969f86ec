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
from fivec.model.verdict import spanned

# A capability of a rubric that bears one of these names gives way to the figure.
FIGURES: tuple[FigureName, ...] = ("capacity", "attainment")
# What a threshold may ask for that is no figure but a level.
VERDICT = "verdict"
# Of these the call is at fault and not the case.
WRONG_CALLS = frozenset({"no-such-figure", "unknown-level"})


class Threshold(Struct, frozen=True):
    """A threshold: ``figure`` (one of ``FIGURES``, or a capability's id) at ``least``, 0–100.

    ``least`` is a level where the figure is ``VERDICT``.
    """

    figure: str
    least: Decimal | str


def check_gates(one: Assessment, gates: Iterable[Threshold]) -> tuple[Finding, ...]:
    """Return the thresholds that a case misses.

    A figure that is not assessed, or of which less was judged than the rubric asks for, misses
    every threshold, and so does a verdict that is not said; of one that is, the lower end as coded
    counts. What the rubric does not have is a finding of its own, one of ``WRONG_CALLS``.
    """
    return tuple(fault for gate in gates if (fault := _missed(one, gate)) is not None)


def _missed(one: Assessment, gate: Threshold) -> Finding | None:
    def fault(code: str, **facts: object) -> Finding:
        return finding(one.case.file, WHOLE_FILE, code, figure=gate.figure, **facts)

    if isinstance(gate.least, str):
        return _verdict(one, gate.least)
    scores = by_id(one.capabilities)
    if gate.figure == "attainment":
        lens = one.preference
        value, enough = one.attainment, bool(lens and lens.word(one.rubric))
    elif gate.figure == "capacity" or gate.figure in scores:
        score = one.capacity if gate.figure == "capacity" else scores[gate.figure]
        value, enough = score.score, score.level is not None
    else:
        return _no_such(one, gate.figure)
    if value is None:
        return fault("figure-missing", least=gate.least)
    if not enough:
        return fault("figure-thin", shown=shown(value), least=gate.least)
    if shown(value) < gate.least:
        return fault("below-threshold", shown=shown(value), least=gate.least)
    return None


def _verdict(one: Assessment, least: str) -> Finding | None:
    def fault(code: str, **facts: object) -> Finding:
        return finding(one.case.file, WHOLE_FILE, code, **facts)

    rule, verdict = one.rubric.verdict, one.verdict
    if rule is None or verdict is None:
        return _no_such(one, VERDICT)
    levels = rule.levels
    if least not in levels:
        guess, known = nearest(least, levels) or "", ", ".join(levels)
        return fault("unknown-level", id=least, of=one.rubric.id, guess=guess, known=known)
    if not verdict.said:
        return fault("figure-missing", figure=VERDICT, least=least)
    if levels.index(verdict.as_coded[0]) < levels.index(least):
        ends = spanned(verdict.as_coded)
        return fault("below-threshold", figure=VERDICT, shown=ends, least=least)
    return None


def _no_such(one: Assessment, figure: str) -> Finding:
    known = [*FIGURES, *([VERDICT] if one.verdict else []), *by_id(one.capabilities)]
    facts = {"of": one.rubric.id, "known": ", ".join(known)}
    guess = nearest(figure, known) or ""
    return finding(one.case.file, WHOLE_FILE, "no-such-figure", figure=figure, guess=guess, **facts)
