"""What is asked of several cases together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from operator import index
from pathlib import Path
from typing import TYPE_CHECKING

from fivec import __version__
from fivec.api.many import assessed_of
from fivec.api.reading import Loaded, loaded_of, reader_for
from fivec.errors import FivecError, hold, require
from fivec.files.paths import Name, Sources, listed, name_of, shown, sources
from fivec.model.assessment import Assessment, Failed
from fivec.model.document import name_in_documents
from fivec.model.finding import Finding

if TYPE_CHECKING:
    from fivec.model.agreement import Agreement
    from fivec.model.comparison import Comparison
    from fivec.model.conditions import Conditions


def compare(
    cases: Sources | Assessment | Iterable[Name | Assessment | Failed],
    *,
    baseline: Name | None = None,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
) -> Comparison:
    """Return cases beside each other, or what changed in a case.

    ``cases`` are files or assessments. Two with one id are two versions of one case, the earlier
    first; ``baseline``, a result that ``fivec score -o last.json`` kept, holds the earlier versions
    of as many as there are.

    Raises:
        FivecError: A case or the baseline cannot be read, or there are fewer than two to compare.

    >>> beside = compare(["cases/kompas.yaml", "cases/nis2-cer.yaml"])
    >>> [round(figure.value, 2) for figure in beside.rows[0].figures]
    [82.29, 25.0]
    """
    from fivec.methods.compare import compare_with
    from fivec.methods.compare_cases import compare_cases

    known: list[Assessment | Failed] = assessed_of(
        cases, Assessment | Failed, audience, rubric=rubric, scope=scope, fallback=fallback
    )
    right = [one for one in known if isinstance(one, Assessment)]
    failed = [one for one in known if isinstance(one, Failed)]
    why = [finding for one in failed for finding in one.findings]
    tool = f"fivec {__version__}"
    if baseline is not None:
        from fivec.files.baseline import read_baseline

        kept, faults = read_baseline(Path(name_of(baseline)))
        if kept is None:
            raise FivecError(findings=[*faults, *why])
        if any(one.audience != audience for one in kept.cases):
            facts = {"file": shown(Path(baseline)), "audience": audience}
            raise FivecError(("audience.other-baseline", facts))
        return compare_with(kept.cases, right, failed, tool=tool, made_by=kept.tool)
    if len(right) < 2:
        raise FivecError(findings=why) if why else FivecError(("compare.needs-two", {}))
    if len(right) == 2 and right[0].case.id == right[1].case.id:
        return compare_with(right[:1], right[1:], failed, tool=tool, made_by=tool)
    return compare_cases(right, failed)


def agreement(
    paths: Sources, *, rubric: Name | None = None, seed: int = 1, audience: str = "internal"
) -> Agreement:
    """Return how far the coders of a case, or of many together, agree, and where they part.

    Who bears one name is one coder, whatever the case; adjudicated codings take no part. ``seed``
    is what the samples behind the intervals are drawn from.

    Raises:
        FivecError: A case cannot be read, the cases are not coded with one rubric, or an argument
            cannot have its value.

    >>> found = agreement(["cases/kompas.yaml", "cases/strategisch-concept.yaml"])
    >>> found.levels.coders, found.levels.units
    (4, 24)
    """
    from fivec.methods.coders import assess_agreement

    hold(seed=index(seed) >= 0)
    loader, loaded = reader_for(rubric, audience), list[Loaded]()
    faults: list[Finding] = []
    for source in sources(paths):
        try:
            loaded.append(loaded_of(source, loader))
        except FivecError as fault:
            faults += fault.findings
    if faults or not loaded:
        raise FivecError(findings=faults)
    first = loaded[0]
    for other in loaded:
        if other.rubric.sha256 != first.rubric.sha256:
            facts = {"first": first.case.file, "second": other.case.file}
            raise FivecError(("agreement.one-rubric", facts))
    return assess_agreement([(one.case, one.rubric) for one in loaded], seed=seed)


def conditions(
    cases: Sources | Iterable[Name | Assessment],
    *,
    outcome: str = "source",
    only: str | Iterable[str] = (),
    calibrate: Sequence[float] | None = None,
    frequency: int = 1,
    consistency: float = 0.8,
    pri: float = 0.5,
    seed: int = 1,
    missing: str | Iterable[str] = (),
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
) -> Conditions:
    """Return whether capabilities are conditions of influence, across cases (METHODS §16).

    ``cases`` are files or assessments, judged with one rubric; the ``outcome`` is what their
    ``source`` concluded or the ``excess``, and never a verdict. Or they are one table (``.csv``,
    ``.tsv``, ``.tab``, ``.txt``) of memberships from 0 to 1, and the outcome one of its columns;
    ``missing`` are texts that stand in it for what is missing. ``only`` these capabilities or
    columns are conditions, where not all are. ``calibrate`` are the scores at which a case is out
    of the set, in its middle, and in it; without them a membership is the score over 100. A row of
    the truth table holds from so many cases (``frequency``) and such a ``consistency`` and ``pri``,
    0 to 1, on; ``seed`` is what orders are drawn from, of more than eight cases.

    Raises:
        FivecError: A case or the table cannot be read or has a fault, the cases have several
            rubrics, there are too many conditions or cases, or an argument cannot have its value.

    >>> [(one.id, one.cases) for one in conditions(["cases"]).conditions][:2]
    [('networks', 4), ('knowledge', 2)]
    """
    from fivec.files.memberships import is_table, read_memberships
    from fivec.files.tables import read_table
    from fivec.methods.across import Asked, assess_conditions, gather_cases, gather_rows
    from fivec.model.conditions import MAX_CASES, MAX_CONDITIONS, OUTCOMES

    cuts = tuple(calibrate or (0.0, 50.0, 100.0))
    hold(
        frequency=index(frequency) > 0,
        seed=index(seed) >= 0,
        consistency=0 <= consistency <= 1,
        pri=0 <= pri <= 1,
        calibrate=len(cuts) == 3 and cuts[0] < cuts[1] < cuts[2],
    )
    given, chosen = listed(cases), tuple(listed(only))
    table = next((one for one in given if not isinstance(one, Assessment) and is_table(one)), None)
    asked = Asked(
        outcome=outcome,
        table=None if table is None else name_in_documents(shown(Path(table))),
        calibrated=None if calibrate is None else (cuts[0], cuts[1], cuts[2]),
        frequency=frequency,
        consistency=consistency,
        pri=pri,
        seed=seed,
    )
    if table is not None:
        if len(given) > 1 or calibrate is not None:
            raise FivecError(("conditions.one-table", {"file": shown(Path(table))}))
        if outcome in chosen:
            raise FivecError(("conditions.itself", {"name": outcome}))
        reader = partial(
            read_memberships,
            wanted=(*chosen, outcome) if chosen else (),
            missing=tuple(listed(missing)),
        )
        held, faults = read_table(name_of(table), reader)
        if held is None:
            raise FivecError(findings=faults)
        known = tuple(name for name in held.columns if name != outcome)
        require("outcome", outcome, held.columns)
        gathered = gather_rows(
            held.cases, [one for one in known if one in (chosen or known)], asked
        )
    else:
        if outcome == "verdict":
            raise FivecError(("conditions.circular", {}))
        require("outcome", outcome, OUTCOMES)
        assessed: list[Assessment] = assessed_of(
            given, Assessment, audience, rubric=rubric, scope=scope, fallback=fallback
        )
        if len({one.rubric.sha256 for one in assessed}) > 1:
            raise FivecError(("conditions.one-rubric", {}))
        known = tuple(one.id for one in assessed[0].capabilities) if assessed else ()
        gathered = gather_cases(assessed, [one for one in known if one in (chosen or known)], asked)
    for name in chosen:
        require("only", name, known)
    for key, number, most in (
        ("conditions.too-many", len(gathered.conditions), MAX_CONDITIONS),
        ("conditions.too-many-cases", len(gathered.cases), MAX_CASES),
    ):
        if number > most:
            raise FivecError((key, {"number": number, "most": most}))
    return assess_conditions(gathered, asked)
