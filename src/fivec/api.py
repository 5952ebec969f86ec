"""The one way in: from a file to an assessment, for the command line as for a notebook.

Scores, attainment, luck and excess run to 100, shares and probabilities from 0 to 1, and ``None``
is "not assessed": never 0. Whatever cannot be done raises ``FivecError``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import count, groupby
from operator import index
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar, cast, overload

import msgspec
from msgspec.structs import replace

from fivec import __version__
from fivec.assessed import AssessedCase
from fivec.checks.batch import SeenIds
from fivec.checks.lenses import check_lenses
from fivec.checks.method import check_method
from fivec.checks.waivers import waive
from fivec.errors import FivecError, expect, require
from fivec.files.in_cells import by_cause, in_cells
from fivec.files.load import Loader
from fivec.files.paths import (
    Input,
    Name,
    Sources,
    expand,
    interview_records,
    listed,
    name_of,
    shown,
    sources,
)
from fivec.files.plain import is_stream
from fivec.files.yaml_kind import KINDS
from fivec.methods.attribution import assess_attribution
from fivec.methods.capabilities import assess_capabilities, assess_capacity
from fivec.methods.coders import coders_agree
from fivec.methods.codings import settled
from fivec.methods.phases import assess_phases
from fivec.methods.preference import assess_preference
from fivec.methods.tracing import assess_tracing, workings
from fivec.methods.verdict import assess_verdict
from fivec.model.assessment import Assessment, Batch, Failed, Later, Options
from fivec.model.audience import AUDIENCES
from fivec.model.case import Case
from fivec.model.document import name_in_documents
from fivec.model.evidence import SCOPES, Scope, all_named
from fivec.model.fair_share import FairShare
from fivec.model.finding import Checked, Finding, WaivedFinding, without_facts
from fivec.model.rubric import Rubric
from fivec.model.theory import Theory

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from fivec.files.public import Named
    from fivec.model.agreement import Agreement
    from fivec.model.comparison import Comparison
    from fivec.model.conditions import Conditions
    from fivec.model.dossier import Dossier
    from fivec.model.league import League
    from fivec.model.negotiation import Negotiations
    from fivec.model.next_steps import NextSteps
    from fivec.model.robustness import RobustnessResult
    from fivec.model.share_result import ShareResult
    from fivec.model.theory_result import TheoryResult
    from fivec.model.verdict import JointMove
    from fivec.model.workbook import BookWords

__all__ = [
    "LENSES", "AssessedCase", "Failed", "FivecError", "Lens", "Loaded", "agreement", "assess",
    "check", "compare", "conditions", "dossier", "league", "load", "next_steps", "pairs",
    "redact", "robustness", "score", "score_many", "share", "theory",
]  # fmt: skip


# The kinds of file that make a dossier.
IN_DOSSIER = ("case", "theory", "share")


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


class Loaded(NamedTuple):
    """A case without a fault that blocks it, its rubric, and what there is to say of both."""

    case: Case
    rubric: Rubric
    findings: tuple[Finding, ...] = ()


def load(
    path: Name,
    *,
    rubric: Name | None = None,
    audience: str = "internal",
    actor: str | None = None,
) -> Loaded:
    """Return a case and the rubric that it is judged with.

    ``path`` is a file, or a folder with one case in it. ``rubric``, an id such as ``iob-5c@1`` or a
    file, stands in for the one that the case names. For the ``public`` audience the case is what
    everyone may see of it: of what is not public its figures alone, without words, names or ids.
    ``actor`` asks for the negotiation as another of its actors has it.

    Raises:
        FivecError: The file cannot be read, or something in it or in its rubric blocks it. Or there
            is no such audience, or no such actor in it.

    >>> load("cases/kompas.yaml").case.actor.id
    'NLD'
    """
    return _loaded(_only(path), _reader(_name(rubric), audience, actor=actor))


def check(
    paths: Sources, *, rubric: Name | None = None, audience: str = "internal"
) -> list[Finding]:
    """Return all that there is to say of files, as ``fivec check`` prints it.

    Of a folder every case, rubric and theory below it is checked. What cannot be read is a finding
    too: this raises nothing. What a case waives is left out. ``audience`` is as for ``load``; of a
    file that is wrong everyone may see where, and with which code.

    >>> [one.code for one in check("cases/kompas.yaml")]
    ['shared-by-issues', 'few-external-groups', 'shared-by-sides', 'own-likelihoods']
    """
    return list(checked(paths, rubric=rubric, audience=audience).findings)


def checked(paths: Sources, *, rubric: Name | None = None, audience: str = "internal") -> Checked:
    """Return what ``check`` does, with the files that were read and what their cases waive."""
    loader = _reader(_name(rubric), audience, read_others=True)
    findings: list[Finding] = []
    waived: list[WaivedFinding] = []
    ids: dict[type, SeenIds] = defaultdict(SeenIds)
    findings += [one for given in listed(paths) for one in interview_records(given)]
    named = sources(paths, KINDS)
    for given in sorted(named, key=lambda one: isinstance(one, Input)):
        if isinstance(given, Finding):
            findings.append(given)
            continue
        one = loader.load(given)
        own = set(one.findings)
        if one.case is not None and one.rubric is not None:
            assessed = assess(one.case, one.rubric, own)
            own = set(assessed.findings)
            waived += assessed.waived
            ids[Case].add(one.case.id, one.file)
        elif one.rubric is not None:
            ids[Rubric].add(f"{one.rubric.id}@{one.rubric.version}", one.file)
        elif isinstance(one.other, Theory | FairShare):
            if isinstance(one.other, FairShare):
                own.update(_shared(one.other, ()).findings)
            ids[type(one.other)].add(one.other.id, one.file)
        findings += sorted(own)
    findings += [again for seen in ids.values() for again in seen.twice()]
    files = tuple(one.name for one in named if isinstance(one, Input))
    return Checked(files, tuple(findings), waived=tuple(waived))


class Redacted(NamedTuple):
    """A case, what everyone may see of it, and the values of the file of that."""

    whole: AssessedCase
    public: AssessedCase
    root: dict[str, Any]


def redact(path: Name) -> Redacted:
    """Return what everyone may see of a case, beside the case itself: the figures are the same.

    ``path`` is as for ``load``.

    Raises:
        FivecError: As ``load`` does; and where what everyone may see repeats what is left out.

    >>> redact("tests/examples/right/two-audiences.yaml").public.left_out.evidence
    6
    """
    whole, public, document = _reader(None, "public").redacted(_one_input(path))
    if whole.case is None or whole.rubric is None or public.case is None or public.rubric is None:
        raise FivecError(findings=public.findings)
    repeated = [one for one in public.findings if one.code == "repeats-withheld"]
    if repeated:
        raise FivecError(("redact.repeats", {}), findings=repeated)
    before = assess(whole.case, whole.rubric, whole.findings)
    after = assess(public.case, public.rubric, public.findings)
    return Redacted(before, after, document.root)


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

    >>> loaded = load("cases/kompas.yaml")
    >>> round(assess(*loaded).capacity.score, 2)
    82.29
    """
    expect("case", case, Case)
    expect("rubric", rubric, Rubric)
    options = _options(scope, fallback)
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


def score(
    path: Name,
    *,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
    actor: str | None = None,
) -> AssessedCase:
    """Return the assessment of the case in a file: ``load`` and ``assess`` in one.

    ``path``, ``rubric``, ``audience`` and ``actor`` are as for ``load``; ``scope`` and ``fallback``
    as for ``assess``.

    Raises:
        FivecError: As ``load`` and ``assess`` do.

    >>> round(score("cases/kompas.yaml").capacity.score, 2)
    82.29
    """
    loaded = load(path, rubric=rubric, audience=audience, actor=actor)
    return assess(*loaded, scope=scope, fallback=fallback)


@overload
def score_many(
    paths: Sources,
    executor: Executor | None = None,
    *,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
    actor: str | None = None,
    keep_failed: Literal[False] = False,
) -> list[AssessedCase]: ...
@overload
def score_many(
    paths: Sources,
    executor: Executor | None = None,
    *,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
    actor: str | None = None,
    keep_failed: bool,
) -> list[AssessedCase | Failed]: ...
def score_many(
    paths: Sources,
    executor: Executor | None = None,
    *,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
    actor: str | None = None,
    keep_failed: bool = False,
) -> Sequence[AssessedCase | Failed]:
    """Return the assessments of many cases, in the order of their files.

    A folder stands for all cases below it, in name order; a file that is named twice is scored
    once. ``executor`` (threads, processes, or any other of ``concurrent.futures``) does the work
    where one is given, and is left open. ``keep_failed`` leaves a ``Failed`` with its findings in
    the place of each file that could not be scored.

    Raises:
        FivecError: A file could not be scored; ``findings`` has what blocks each of them. Or there
            is no such scope.

    >>> many = score_many(["cases/kompas.yaml", "cases/nis2-cer.yaml"])
    >>> [round(a.capacity.score, 2) for a in many]
    [82.29, 25.0]
    """
    work = Work(
        _whole, rubric=rubric, scope=scope, fallback=fallback, audience=audience, actor=actor
    )
    files = sources(paths)
    results = work(files) if executor is None else _over(executor, work, files)
    failed = [one for one in results if isinstance(one, Failed)]
    if failed and not keep_failed:
        raise FivecError(findings=(finding for one in failed for finding in one.findings))
    return results


def _over(executor: Executor, work: Work[Taken], files: Sequence[Input | Finding]) -> list[Taken]:
    """Return what work makes of files, in their order, however an executor goes about it."""
    from concurrent.futures import Executor

    expect("executor", executor, Executor)
    size = max(1, min(_CHUNK, len(files) // _CHUNKS))
    chunks = [files[at : at + size] for at in range(0, len(files), size)]
    far = [None if any(map(stays_here, one)) else executor.submit(work, one) for one in chunks]
    try:
        pairs = zip(chunks, far, strict=True)
        done = [work(chunk) if at is None else at.result() for chunk, at in pairs]
    finally:
        # Where one cannot be had, or the user asks for no more, the others are of no use.
        for future in filter(None, far):
            future.cancel()
    return [one for part in done for one in part]


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

    judge = partial(score_many, rubric=rubric, scope=scope, fallback=fallback, audience=audience)
    known: list[Assessment | Failed] = []
    for done, group in groupby(listed(cases), lambda one: isinstance(one, Assessment | Failed)):
        some = list(group)
        known += map(_meant_for(audience), some) if done else judge(some)
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

    if index(seed) < 0:
        raise FivecError(("usage.no-such-value", {"option": "seed"}))
    loader, loaded = _reader(_name(rubric), audience), list[Loaded]()
    faults: list[Finding] = []
    for source in sources(paths):
        try:
            loaded.append(_loaded(source, loader))
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


def pairs(one: Assessment) -> tuple[JointMove, ...]:
    """Return the two answers at once that move an end of a verdict as no single answer does.

    There are none where the rubric has no rule for a verdict.

    >>> pairs(score("cases/hybride-toolbox.yaml"))[0].levels
    {'excess': 'decisive', 'attribution': 'decisive'}
    """
    from fivec.methods.levers.pairs import joint_moves

    rule = one.rubric.verdict
    return joint_moves(one.verdict, rule.levels) if one.verdict and rule else ()


def next_steps(
    case: Name | Assessment,
    *,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
) -> NextSteps:
    """Return what to ask next about a case, and what would raise the capacity (METHODS §15).

    ``case`` is a file, or an assessment, which has its own rubric, scope and fallback aims. For
    each thing that is not known: how likely knowing it is to change the verdict, and to what.

    Raises:
        FivecError: The case cannot be read, or there is no such scope.

    >>> steps = next_steps("cases/hybride-toolbox.yaml")
    >>> [(one.what, round(one.chance, 3)) for one in steps.asks]
    [('group', 1.0), ('alignment', 0.422)]
    """
    from fivec.methods.next_steps import assess_next_steps

    if not isinstance(case, Assessment):
        case = score(case, rubric=rubric, scope=scope, fallback=fallback, audience=audience)
    return assess_next_steps(_meant_for(audience)(case))


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
    _hold(
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
        assessed = list[Assessment]()
        judge = partial(
            score_many, rubric=rubric, scope=scope, fallback=fallback, audience=audience
        )
        for done, group in groupby(given, lambda one: isinstance(one, Assessment)):
            some = list(group)
            assessed += map(_meant_for(audience), some) if done else judge(some)
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


def robustness(
    case: Name | Assessment,
    *,
    draws: int = 10_000,
    seed: int = 1,
    weights: float = 0.5,
    missing: bool = False,
    conventions: bool = False,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
) -> RobustnessResult:
    """Return how a verdict and its figures stand up to other assumptions (METHODS §12 and §14).

    ``case`` is a file, or an assessment, which has its own rubric, scope and fallback aims. In each
    of so many ``draws``, from ``seed``, all that was assumed is drawn anew; ``weights`` is by which
    share of itself, 0 to 1, a weight may differ. ``missing`` draws what is not assessed too, and
    ``conventions`` the rubric's cut points. It is no confidence interval.

    Raises:
        FivecError: The case cannot be read, its rubric has no rule for a verdict, or an argument
            cannot have its value.

    >>> firm = robustness("cases/eu-navo-dialoog.yaml", draws=100)
    >>> [(one.verdict, one.share) for one in firm.verdicts]
    [(('none', 'none'), 1.0)]
    """
    from fivec.methods.robustness.result import assess_robustness
    from fivec.model.robustness import ASSUMPTIONS, ON_REQUEST

    _hold(draws=index(draws) > 0, seed=index(seed) >= 0, weights=0 <= weights <= 1)
    if not isinstance(case, Assessment):
        case = score(case, rubric=rubric, scope=scope, fallback=fallback, audience=audience)
    asked = {"missing": missing, "conventions": conventions}
    vary = frozenset(one for one in ASSUMPTIONS if one not in ON_REQUEST or asked[one])
    case = _meant_for(audience)(case)
    firm = assess_robustness(case, vary, draws=draws, seed=seed, weights=weights)
    if firm is None:
        raise FivecError(("robustness.no-rule", {"rubric": case.rubric.id}))
    return firm


def theory(path: Name, *, audience: str = "internal") -> TheoryResult:
    """Return what follows from a policy theory: its evidence weighed, and its chain (METHODS §9).

    ``path`` is a file that says ``fivec/theory@1``, or a folder with one in it. Every verdict is
    one of the file: none is made here. For the ``public`` audience it is told whole, or not.

    Raises:
        FivecError: The file cannot be read, or something in it blocks it. Or not everyone may see
            all of its sources, or there is no such audience.

    >>> found = theory("theories/en-en-beleid.yaml")
    >>> found.chain.verdict, found.chain.weakest
    ('aannemelijk', ('A4', 'A5'))
    """
    from fivec.methods.theory import assess_theory

    return assess_theory(*_alone(path, "theory", audience))


def league(
    table: Name | Negotiations,
    *,
    sort: str = "attainment",
    draws: int = 1000,
    seed: int = 1,
    missing: str | Iterable[str] = (),
) -> League:
    """Return the actors of a table of DEU III beside each other, over the issues that count.

    ``sort`` is ``actor``, ``issues``, ``attainment``, ``contested``, ``luck``, ``excess``,
    ``relative`` or one of the last five after ``plain-``, which is not weighted by salience.
    ``draws`` is the number of bootstrap samples behind the intervals (0: none), ``seed`` what they
    are drawn from, and ``missing`` are texts that stand in the table for what is missing.

    Raises:
        FivecError: The table cannot be read or has a fault, or an argument cannot have its value.

    >>> [one.actor for one in league("tests/examples/tables/made-up.tsv").standings]
    ['cc', 'bb', 'aa', 'dd']
    """
    from fivec.files.deu import countable, read_deu
    from fivec.files.tables import read_table
    from fivec.methods.league import league_of
    from fivec.model.league import SORTS
    from fivec.model.negotiation import Negotiations

    require("sort", sort, SORTS)
    texts = tuple(listed(missing))
    for text in texts:
        expect("missing", text, str)
    _hold(draws=index(draws) >= 0, seed=index(seed) >= 0)
    if not isinstance(table, Negotiations):
        held, faults = read_table(name_of(table), partial(read_deu, missing=texts))
        if held is None:
            raise FivecError(findings=faults)
        table = held
    counted = [one for one in table.issues if countable(one)]
    return league_of(table, counted, sort=sort, draws=draws, seed=seed)


def share(path: Name, *, audience: str = "internal") -> ShareResult:
    """Return what a state would have to give by its size, and what it gave (METHODS §10).

    ``path`` is a file that says ``fivec/share@1``, or a folder with one in it. Every row comes as
    the source rounds its share and without rounding, beside what the source prints. It measures
    contribution, and never influence. ``audience`` is as for ``theory``.

    Raises:
        FivecError: As ``theory`` does.

    >>> standby = share("shares/samen-sterker.yaml").rows[5]
    >>> standby.rounded.share, standby.unrounded.share, standby.printed.agrees
    (0.09300595238095238, 0.09686156793818125, True)
    """
    return _shared(*_alone(path, "share", audience))


def _shared(held: FairShare, findings: Iterable[Finding]) -> ShareResult:
    from fivec.checks.fair_share import check_sums
    from fivec.methods.fair_share import assess_fair_share

    result = assess_fair_share(held)
    return replace(result, findings=tuple(sorted({*findings, *check_sums(result)})))


def dossier(
    paths: Sources,
    *,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
) -> Dossier:
    """Return all that the files of one evaluation come to: cases, theories and shares.

    ``paths`` are folders or files, each read as what it says it is; ``rubric``, ``scope`` and
    ``fallback`` are as for ``score``, and ``audience`` is as for it and for ``theory``. What cannot
    be read is among ``batch.failed``, and keeps nothing else from being read.

    Raises:
        FivecError: There is no such scope or audience, or not everyone may see all of the sources
            of a theory or a share.

    >>> one = dossier(["cases", "theories", "shares"])
    >>> len(one.batch.assessments), len(one.theories), len(one.shares)
    (6, 1, 1)
    """
    from fivec.methods.theory import assess_theory
    from fivec.model.dossier import Dossier

    _options(scope, fallback)
    loader = _reader(_name(rubric), audience, read_others=True)
    ids = SeenIds()
    cases: list[AssessedCase] = []
    theories: list[TheoryResult] = []
    shares: list[ShareResult] = []
    failed: list[Failed] = []
    for given in sources(paths, IN_DOSSIER):
        if isinstance(given, Finding):
            failed.append(Failed(given.file, (given,)))
            continue
        one = loader.load(given)
        if one.case is not None and one.rubric is not None:
            same = ids.add(one.case.id, one.file)
            findings = (*one.findings, same) if same else one.findings
            cases.append(assess(one.case, one.rubric, findings, scope=scope, fallback=fallback))
        elif isinstance(one.other, Theory):
            theories.append(assess_theory(_whole_for(audience, one.other), one.findings))
        elif isinstance(one.other, FairShare):
            shares.append(_shared(_whole_for(audience, one.other), one.findings))
        else:
            # A rubric is none of these: by a case's reader it is told of what it is.
            faults = one.findings if one.rubric is None else Loader().load(given).findings
            failed.append(Failed(one.file, faults))
    batch = Batch((*cases, *failed))
    return Dossier(batch=batch, theories=tuple(theories), shares=tuple(shares))


# So many files at most are one piece of an executor's work, and at least so many pieces are made.
_CHUNK, _CHUNKS = 32, 16
_RUNS = count()
Taken = TypeVar("Taken")


class Work(Generic[Taken]):
    """Scores files one after another and takes what is wanted of each result.

    It can be sent to another process; there, as here, every rubric is read once a run.
    """

    def __init__(
        self,
        take: Callable[[AssessedCase | Failed], Taken],
        *,
        rubric: Name | None,
        scope: str,
        fallback: bool,
        audience: str,
        actor: str | None = None,
    ) -> None:
        self._take = take
        self._rubric, self._run = _name(rubric), next(_RUNS)
        require("audience", audience, AUDIENCES)
        self._audience, self._actor = audience, actor
        self._options = _options(scope, fallback)

    def __call__(self, sources: Sequence[Input | Finding]) -> list[Taken]:
        """Return what is taken of each file; a fault found before reading is its own result."""
        return [self._take(self._result(one)) for one in sources]

    def _result(self, source: Input | Finding) -> AssessedCase | Failed:
        try:
            loader = _loader(self._rubric, self._audience, self._actor, self._run)
            loaded = _loaded(source, loader)
        except FivecError as fault:
            name = source.file if isinstance(source, Finding) else source.name
            return Failed(name, fault.findings)
        return assess(*loaded, scope=self._options.scope, fallback=self._options.fallback)


@lru_cache(maxsize=1)
def _loader(rubric: str | None, audience: str, actor: str | None, run: int) -> Loader:
    """Return the loader of a run, one a process: what it has read does not travel with the work."""
    del run
    return _reader(rubric, audience, actor=actor)


def _reader(rubric: str | None, audience: str, **more: Any) -> Loader:
    """Return what reads cases for an audience: of files, and of workbooks where they were coded.

    ``more`` is as for ``Loader``.
    """
    return Loader(rubric, public=_named(audience), books=_book_words, **more)


def _book_words() -> BookWords:
    from fivec.authoring.workbook_words import BOOK_WORDS

    return BOOK_WORDS


def stays_here(source: Input | Finding) -> bool:
    """Whether only this process can read it: standard input, or a stream that it was given."""
    return isinstance(source, Input) and (source.path is None or is_stream(source.path))


def _whole(result: AssessedCase | Failed) -> AssessedCase | Failed:
    return result


def _loaded(source: Input | Finding, loader: Loader) -> Loaded:
    if isinstance(source, Finding):
        raise FivecError(findings=[source])
    one = loader.load(source)
    if one.case is None or one.rubric is None:
        raise FivecError(findings=one.findings)
    return Loaded(one.case, one.rubric, one.findings)


def _one_input(path: Name) -> Input:
    """Return the file of the one case of a name. Raises ``FivecError`` where there is none."""
    given = _only(path)
    if isinstance(given, Finding):
        raise FivecError(findings=[given])
    return given


def _only(path: Name, kind: str = "case") -> Input | Finding:
    """Return the one file of a kind that a name leads to. Raises ``FivecError`` for several."""
    expanded = expand([name_of(path)], (kind,))
    if len(expanded.inputs) > 1:
        raise FivecError(("explain.one-case", {"file": shown(Path(path))}))
    if expanded.faults:
        raise FivecError(findings=expanded.faults)
    return expanded.inputs[0]


def _alone(
    path: Name, kind: Literal["share", "theory"], audience: str
) -> tuple[Any, tuple[Finding, ...]]:
    """Return the one file of a kind that a name leads to, and what there is to say of it.

    Raises ``FivecError`` where it cannot be read, something in it blocks it, or the audience may
    not see all of it.
    """
    from fivec.files.alone import read_alone

    one = _only(path, kind)
    if isinstance(one, Finding):
        raise FivecError(findings=[one])
    held, findings = read_alone(one, kind)
    if held is None:
        told_whole = audience != "public"
        raise FivecError(findings=findings if told_whole else map(without_facts, findings))
    return _whole_for(audience, held), findings


def _hold(**right: bool) -> None:
    """Raise ``FivecError`` for the first argument that cannot have its value."""
    for name, one in right.items():
        if not one:
            raise FivecError(("usage.no-such-value", {"option": name}))


def _named(audience: str) -> Named | None:
    """Return what stands in the place of a text that is not public; for others nothing does."""
    require("audience", audience, AUDIENCES)

    def named(kind: str, number: int) -> dict[str, str]:
        from fivec.locale import versions

        return versions(f"withheld.{kind}", number=number)

    return named if audience == "public" else None


Given = TypeVar("Given", Assessment, Failed, Assessment | Failed)


def _meant_for(audience: str) -> Callable[[Given], Given]:
    """Return what lets an assessment through that is for an audience. Else raises ``FivecError``.

    What was read with all that there is in it cannot be told to everyone any more.
    """
    require("audience", audience, AUDIENCES)

    def let_through(one: Given) -> Given:
        if audience == "public" and getattr(one, "audience", audience) != audience:
            raise FivecError(("audience.not-public", {"file": one.file}))
        return one

    return let_through


Whole = TypeVar("Whole", Theory, FairShare)


def _whole_for(audience: str, one: Whole) -> Whole:
    """Return a theory or a share where the audience may see all of it. Else raises ``FivecError``.

    It is no rows that could be left out: whoever wrote it says what may be published of it.
    """
    require("audience", audience, AUDIENCES)
    if audience == "public" and not all_named(one.sources):
        raise FivecError(("audience.closed-sources", {"file": one.file}))
    return one


def _name(rubric: Name | None) -> str | None:
    return None if rubric is None else name_of(rubric)


def _options(scope: str, fallback: bool) -> Options:
    require("scope", scope, SCOPES)
    if fallback not in (False, True):
        message = f"fallback must be True or False, not {fallback!r}"
        raise TypeError(message)
    return Options(cast("Scope", scope), bool(fallback))
