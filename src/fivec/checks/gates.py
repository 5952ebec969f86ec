"""Thresholds: what a case must reach, compared as it is shown."""

from __future__ import annotations

from collections.abc import Iterable

from fivec.model.assessment import Assessment, Figure, FigureName
from fivec.model.document import WHOLE_FILE
from fivec.model.figure import shown
from fivec.model.finding import Finding, finding
from fivec.model.lookup import by_id
from fivec.model.suggest import nearest
from fivec.model.threshold import Threshold
from fivec.model.verdict import spanned

# A capability of a rubric that bears one of these names gives way to the figure.
FIGURES: tuple[FigureName, ...] = ("capacity", "attainment")
# What a threshold may ask for that is no figure but a level: the verdict as it is coded, or with
# every doubt.
VERDICT, LOW = "verdict", "verdict.low"
# Of these the call is at fault and not the case.
WRONG_CALLS = frozenset({"no-such-figure", "unknown-level"})


def check_gates(one: Assessment, gates: Iterable[Threshold]) -> tuple[Finding, ...]:
    """Return the thresholds that a case misses.

    A figure that is not assessed, or of which less was judged than the rubric asks for, misses
    every threshold, and so does a verdict that is not said; of one that is, the lower end as coded
    counts, and with every doubt for ``LOW``. One that misses is below where its upper end with
    every doubt is under the threshold too, and else not shown to reach it. What the rubric does not
    have is a finding of its own, one of ``WRONG_CALLS``. Each says the threshold, as ``asked``.
    """
    return tuple(fault for gate in gates if (fault := _missed(one, gate)) is not None)


def _missed(one: Assessment, gate: Threshold) -> Finding | None:
    if isinstance(gate.least, str):
        return _verdict(one, gate, gate.least)
    scores = by_id(one.capabilities)
    if gate.figure == "attainment":
        figure, lens = one.figures["attainment", ""], one.preference
        enough = bool(lens and lens.word(one.rubric))
    elif gate.figure == "capacity" or gate.figure in scores:
        score = one.capacity if gate.figure == "capacity" else scores[gate.figure]
        figure, enough = Figure(score.score, score.interval), score.level is not None
    else:
        return _no_such(one, gate)
    if figure.value is None:
        return _miss(one, gate, "figure-missing")
    value = shown(figure.value)
    low, high = map(shown, figure.interval or (figure.value, figure.value))
    facts = {"shown": value, "doubt": spanned((str(low), str(high)))}
    if high < gate.least:
        return _miss(one, gate, "below-threshold", **facts)
    if not enough:
        return _miss(one, gate, "figure-thin", shown=value)
    return _miss(one, gate, "not-shown-to-reach", **facts) if value < gate.least else None


def _verdict(one: Assessment, gate: Threshold, least: str) -> Finding | None:
    rule, verdict = one.rubric.verdict, one.verdict
    if rule is None or verdict is None:
        return _no_such(one, gate)
    levels = rule.levels
    if least not in levels:
        guess, known = nearest(least, levels) or "", ", ".join(levels)
        facts = {"id": least, "of": one.rubric.id, "guess": guess, "known": known}
        return _miss(one, gate, "unknown-level", **facts)
    if gate.figure == LOW:
        low, value = verdict.range[0], verdict.range[0]
    else:
        low, value = verdict.as_coded[0], spanned(verdict.as_coded)
    asked = levels.index(least)
    facts = {"shown": value, "doubt": spanned(verdict.range)}
    if levels.index(verdict.range[1]) < asked:
        return _miss(one, gate, "below-threshold", **facts)
    if not verdict.said:
        return _miss(one, gate, "figure-missing")
    return _miss(one, gate, "not-shown-to-reach", **facts) if levels.index(low) < asked else None


def _no_such(one: Assessment, gate: Threshold) -> Finding:
    known = [*FIGURES, *([VERDICT, LOW] if one.verdict else []), *by_id(one.capabilities)]
    facts = {"of": one.rubric.id, "known": ", ".join(known)}
    return _miss(one, gate, "no-such-figure", guess=nearest(gate.figure, known) or "", **facts)


def _miss(one: Assessment, gate: Threshold, code: str, **facts: object) -> Finding:
    facts = {"asked": gate, "figure": gate.figure, "least": gate.least, **facts}
    return finding(one.case.file, WHOLE_FILE, code, **facts)
