"""The order of the methods, and a case put through them: nothing is read here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

import msgspec

from fivec.assessed import AssessedCase
from fivec.checks.lenses import check_lenses
from fivec.checks.method import check_method
from fivec.checks.waivers import waive
from fivec.errors import expect, require
from fivec.files.in_cells import by_cause, in_cells
from fivec.methods.attribution import assess_attribution
from fivec.methods.capabilities import assess_capabilities, assess_capacity
from fivec.methods.coders import coders_agree
from fivec.methods.codings import settled
from fivec.methods.phases import assess_phases
from fivec.methods.preference import assess_preference
from fivec.methods.tracing import assess_tracing, workings
from fivec.methods.verdict import assess_verdict
from fivec.model.assessment import Later, Options
from fivec.model.case import Case
from fivec.model.evidence import SCOPES, Scope
from fivec.model.finding import Finding
from fivec.model.rubric import Rubric


class Lens(msgspec.Struct, frozen=True):
    """A way of looking at a case: the field of the assessment that it fills, and how.

    ``look`` is called, by name, with what it ``needs`` and what it ``reads`` where there is any:
    ``case``, ``rubric``, the rubric's ``rule`` for a verdict, ``scope``, ``fallback``, and the
    fields of lenses before it. Where one that it needs is ``None``, so is what it finds. ``later``
    leaves the look to whoever asks for it: reports for people alone do.
    """

    name: str
    look: Callable[..., Any]
    needs: tuple[str, ...]
    reads: tuple[str, ...] = ()
    later: bool = False


# The order of the methods, which is known here alone.
LENSES = (
    Lens("capabilities", assess_capabilities, ("case", "rubric", "scope")),
    Lens("capacity", assess_capacity, ("capabilities", "rubric")),
    Lens("phases", assess_phases, ("case",)),
    Lens("preference", assess_preference, ("case", "rubric", "fallback")),
    Lens("attribution", assess_attribution, ("case", "rule"), ("preference",)),
    Lens("tracing", assess_tracing, ("case", "rule")),
    Lens("workings_later", workings, ("case", "rule", "tracing"), later=True),
    Lens("agreement_later", coders_agree, ("case", "rubric"), later=True),
    Lens("verdict", assess_verdict, ("case", "rubric"), ("preference", "attribution", "tracing")),
)  # fmt: skip


def assess(
    case: Case,
    rubric: Rubric,
    findings: Iterable[Finding] = (),
    *,
    scope: str = "case",
    fallback: bool = False,
) -> AssessedCase:
    """Return the assessment of a case that was loaded: ``assess(*load(path))``.

    ``findings`` are those made while the case was read; those on method join them. ``scope``
    (``case``, ``dossier`` or ``general``) is the weakest scope of evidence that lets a rating
    count; ``fallback`` lets fallback aims count. The same input gives the same assessment, and
    nothing is read or written.

    Raises:
        FivecError: There is no such scope.

    >>> from fivec import load
    >>> loaded = load("cases/kompas.yaml")
    >>> round(assess(*loaded).capacity.score, 2)
    82.29
    """
    expect("case", case, Case)
    expect("rubric", rubric, Rubric)
    options = options_of(scope, fallback)
    case = settled(case)
    given = {"case": case, "rubric": rubric, "rule": rubric.verdict,
             "scope": options.scope, "fallback": options.fallback}  # fmt: skip
    results: dict[str, Any] = {}
    for lens in LENSES:
        known = given | results
        blind = any(known[name] is None for name in lens.needs)
        read = {name: known[name] for name in (*lens.needs, *lens.reads)}
        look = Later(lens.look, read)
        results[lens.name] = None if blind else look if lens.later else look()
    on_method = check_method(case, rubric)
    on_lenses = check_lenses(case, rubric.verdict, results["attribution"], results["verdict"])
    counted, waived = waive(case, (*findings, *on_method, *on_lenses))
    if case.layout:
        counted = by_cause(in_cells(counted, case.layout))
    return AssessedCase.of(case, rubric, options, findings=counted, waived=waived, **results)


def options_of(scope: str, fallback: bool) -> Options:
    """Return how a case is judged. Raises ``FivecError`` for a scope that there is not."""
    require("scope", scope, SCOPES)
    if fallback not in (False, True):
        message = f"fallback must be True or False, not {fallback!r}"
        raise TypeError(message)
    return Options(cast("Scope", scope), bool(fallback))
