"""The phases of a process, and what evidence says was done in each."""

from __future__ import annotations

from fivec.model.case import Case
from fivec.model.evidence import PHASES
from fivec.model.phases import PhaseResult


def assess_phases(case: Case) -> tuple[PhaseResult, ...] | None:
    """Return the rows of evidence of each phase and which way they point.

    A row counts once for and once against, however many indicators it bears on; a conclusion of
    the evaluator, or a row that bears on nothing, is listed and counts neither way. ``None`` where
    no row names its phase.
    """
    if not any(item.phase for item in case.evidence):
        return None
    phases = []
    for phase in PHASES:
        rows = [item for item in case.evidence if item.phase == phase]
        phases.append(
            PhaseResult(
                phase=phase,
                supports=sum("supports" in item.ways for item in rows),
                weakens=sum("weakens" in item.ways for item in rows),
                evidence=tuple(item.id for item in rows),
            )
        )
    return tuple(phases)
