"""What fivec found: the one record that every report is made from.

Scores, attainment and gain run to 100 (gain may be negative); coverages and shares run from 0 to
1. ``None`` means "not assessed" and is never a zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from msgspec import Meta, Struct, field

from fivec.model.agreement import CodersAgree
from fivec.model.as_in_case import EvidenceResult, PartyResult, SourceResult
from fivec.model.attribution import AttributionResult
from fivec.model.audience import Audience, LeftOut
from fivec.model.capacity import CapabilityResult, Score, Scored
from fivec.model.case import Case, DecisionRule
from fivec.model.checked import ToldFinding, ToldWaiver
from fivec.model.document import name_in_documents
from fivec.model.evidence import (
    Scope,
)
from fivec.model.fields import UNSAID, Interval
from fivec.model.finding import Finding, WaivedFinding
from fivec.model.phases import PhaseResult
from fivec.model.preference import PreferenceResult
from fivec.model.rubric import Rubric
from fivec.model.seal import SealResult
from fivec.model.summary import Spread, Summary
from fivec.model.text import Text
from fivec.model.tracing import TracingResult, Workings
from fivec.model.verdict import VerdictResult, spanned


class Options(Struct, frozen=True):
    """How to judge: the weakest scope of evidence that counts, and whether fallbacks count."""

    scope: Scope = "case"
    fallback: bool = False


Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class RubricResult(Struct, frozen=True):
    """Which rubric was used."""

    id: Annotated[str, Meta(description="The id of the rubric.")]
    version: Annotated[int | str, Meta(description="Its version.")]
    sha256: Annotated[Sha256, Meta(description="The SHA-256 of the rubric file's bytes.")]


FigureName = Literal[
    "capacity", "capability", "attainment", "contested", "luck", "excess", "posterior"
]  # fmt: skip


class Figure(Struct, frozen=True):
    """A figure of one case with its doubt; ``coverage``, 0–1, where it has one of its own."""

    value: float | None
    interval: Interval | None
    coverage: float | None = None
    word: str | None = None


NO_FIGURE = Figure(None, None)


class Record(Struct, frozen=True, kw_only=True):
    """The assessment of one case, but for its findings: what is written of it, and read back."""

    id: Annotated[str, Meta(description="The id of the case.")]
    title: Annotated[Text, Meta(description="What the case is called.")]
    file: Annotated[
        str, Meta(description="The file as given, with / in it; of a whole path its last part.")
    ]
    sha256: Annotated[Sha256, Meta(description="The SHA-256 of the case file's bytes.")]
    actor: Annotated[PartyResult, Meta(description="The state whose influence is assessed.")]
    arena: Annotated[
        PartyResult | None,
        Meta(description="The organisation in which it is decided; null: not given."),
    ]
    text: Annotated[
        Text | None,
        Meta(description="The document that the state tried to influence; null: not given."),
    ]
    decision_rule: Annotated[DecisionRule, Meta(description="How it is decided.")]
    judged_by: Annotated[RubricResult, Meta(description="The rubric that was used.")] = field(
        name="rubric"
    )
    scope: Annotated[
        Scope, Meta(description="The weakest scope of evidence that was allowed to count.")
    ]
    capacity: Annotated[Score, Meta(description="The capacity: all capabilities together.")]
    capabilities: Annotated[
        tuple[CapabilityResult, ...],
        Meta(description="The capabilities, in the order of the rubric."),
    ]
    phases: Annotated[
        tuple[PhaseResult, ...] | None,
        Meta(description="The evidence of each phase of the process; null: not assessed."),
    ]
    preference: Annotated[
        PreferenceResult | None,
        Meta(
            description="What was attained of what the actor wanted, and how much of it was "
            "luck. Attainment is not influence. null: no data."
        ),
    ]
    attribution: Annotated[
        AttributionResult | None,
        Meta(description="How much influence the groups say the actor had; null: no data."),
    ]
    tracing: Annotated[
        TracingResult | None,
        Meta(
            description="Process tracing: how sure it is that the actor mattered, never how "
            "much; null: no data."
        ),
    ]
    verdict: Annotated[
        VerdictResult | None,
        Meta(description="The verdict on influence; null: the rubric has no rule for one."),
    ]
    evidence: Annotated[
        tuple[EvidenceResult, ...], Meta(description="The evidence, in the order of the case.")
    ]
    sources: Annotated[
        tuple[SourceResult, ...], Meta(description="The sources, in the order of the case.")
    ]
    audience: Annotated[
        Audience,
        Meta(
            description="Who may see this. public: everyone. internal: whoever may see the case"
            " file."
        ),
    ]
    left_out: Annotated[
        LeftOut | None,
        Meta(description="How much is not public and left out; null: nothing, for it is internal."),
    ]

    @property
    def attainment(self) -> float | None:
        """The degree of preference attainment, 0–100; ``None`` where nothing is coded."""
        return self.preference.attainment if self.preference else None

    @property
    def figures(self) -> dict[tuple[FigureName, str], Figure]:
        """The main figures with their doubt, by name, and that of a capability by its id too."""
        capacity: list[tuple[FigureName, str, Scored]] = [("capacity", "", self.capacity)]
        scores = capacity + [("capability", one.id, one) for one in self.capabilities]
        attainment = excess = posterior = Figure(None, None)
        if lens := self.preference:
            attainment = Figure(lens.attainment, lens.interval, lens.coverage)
            excess = Figure(lens.excess, lens.excess_interval, lens.coverage)
        if self.tracing:
            posterior = Figure(self.tracing.posterior, self.tracing.interval)
        return {
            **{(name, id_): Figure(of.score, of.interval, of.coverage) for name, id_, of in scores},
            ("attainment", ""): attainment,
            ("excess", ""): excess,
            ("posterior", ""): posterior,
        }


class KeptCase(Record, frozen=True, kw_only=True):
    """A case as a result holds it, its texts and sentences in one language."""

    findings: Annotated[
        tuple[ToldFinding, ...],
        Meta(description="What is to be known about this case and its file."),
    ]
    waived: Annotated[
        tuple[ToldWaiver, ...],
        Meta(description="Findings that the case lets stand, each with the reason: none counts."),
    ] = UNSAID
    seal: Annotated[
        SealResult | None,
        Meta(description="Whether the coding is as it was sealed; null: there is no seal."),
    ] = UNSAID


class Later(Struct, frozen=True):
    """What is worked out only when it is asked for: how, and from what by name."""

    look: Callable[..., Any]
    read: dict[str, Any]

    def __call__(self) -> Any:
        """Return what comes of it."""
        return self.look(**self.read)


class Assessment(Record, frozen=True, kw_only=True, dict=True):
    """Everything a report needs: what is written of a case, and what it was made of.

    ``missed`` are the thresholds of this run that the case does not reach; they are no part of the
    assessment itself. ``workings_later`` works out the arithmetic of the tracing for whoever asks,
    and ``agreement_later`` how far the coders agree.
    """

    case: Case
    # The key of this name is the reference to it, by which it was judged.
    rubric: Rubric = field(name="rubric itself")
    options: Options
    findings: tuple[Finding, ...]
    waived: tuple[WaivedFinding, ...] = ()
    missed: tuple[Finding, ...] = ()
    seal: SealResult | None = None
    workings_later: Later | None = None
    agreement_later: Later | None = None

    @classmethod
    def of(cls, case: Case, rubric: Rubric, options: Options, **lenses: Any) -> Self:
        """Return the assessment of a case: what the case says itself, and what the lenses found."""
        return cls(
            id=case.id,
            title=case.title,
            file=name_in_documents(case.file),
            sha256=case.sha256,
            actor=PartyResult.of(case.actor),
            arena=PartyResult.of(case.arena) if case.arena else None,
            text=case.text,
            decision_rule=case.decision_rule,
            judged_by=RubricResult(rubric.id, rubric.version, rubric.sha256),
            scope=options.scope,
            evidence=tuple(
                EvidenceResult.of(
                    one, case.evidence_classes[one.id], withheld=one.id in case.withheld
                )
                for one in case.evidence
            ),
            sources=tuple(
                SourceResult.of(one, case.source_classes[one.id]) for one in case.sources
            ),
            audience="internal" if case.left_out is None else "public",
            left_out=case.left_out,
            seal=case.seal,
            case=case,
            rubric=rubric,
            options=options,
            **lenses,
        )

    @cached_property
    def workings(self) -> Workings | None:
        """The arithmetic of the tracing, for whoever wants to follow it; ``None`` without any."""
        workings: Workings | None = None if self.workings_later is None else self.workings_later()
        return workings

    @cached_property
    def coders_agree(self) -> CodersAgree | None:
        """How far the coders agree on the levels; ``None`` where there are fewer than two."""
        agree: CodersAgree | None = None if self.agreement_later is None else self.agreement_later()
        return agree

    @property
    def busiest(self) -> PhaseResult | None:
        """The phase in which most evidence supports; ``None`` where several have as much."""
        phases = self.phases or ()
        most = max((phase.supports for phase in phases), default=0)
        busiest_phases = [phase for phase in phases if phase.supports == most]
        return busiest_phases[0] if len(busiest_phases) == 1 else None


class Failed(Struct, frozen=True):
    """A file that could not be scored, and why.

    >>> import fivec
    >>> [failed] = fivec.score_many("tests/examples/wrong/unknown-level.yaml", keep_failed=True)
    >>> [(one.line, one.code) for one in failed.findings]
    [(8, 'unknown-level')]
    """

    file: str
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """The name by which a document knows it."""
        return name_in_documents(self.file)


Result = Assessment | Failed


class Batch(Struct, frozen=True):
    """What one run gave, in the order in which the files were named."""

    results: tuple[Result, ...]

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """The cases that were scored."""
        return tuple(one for one in self.results if isinstance(one, Assessment))

    @property
    def failed(self) -> tuple[Failed, ...]:
        """The files that could not be scored."""
        return tuple(one for one in self.results if isinstance(one, Failed))

    @property
    def summary(self) -> Summary:
        """What the cases come to together."""
        cases = self.assessments
        rules = [one.rubric.verdict for one in cases if one.rubric.verdict]
        given = Counter(one.verdict.as_coded for one in cases if one.verdict and one.verdict.said)
        levels = dict.fromkeys(ends for rule in rules for ends in _spans(rule.levels))
        return Summary(
            cases=len(cases),
            failed=len(self.results) - len(cases),
            capacity=Spread.of(one.capacity.score for one in cases),
            attainment=Spread.of(one.attainment for one in cases),
            verdicts={spanned(ends): given[ends] for ends in levels if given[ends]},
        )


def _spans(levels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield all that a verdict may span, from the weakest on."""
    return ((low, high) for at, low in enumerate(levels) for high in levels[at:])


class KeptFailure(Struct, frozen=True):
    """A file that could not be scored, as a result holds it."""

    file: Annotated[str, Meta(description="The file, as given; of a whole path its last part.")]
    findings: Annotated[tuple[ToldFinding, ...], Meta(description="What is wrong with it.")]


class KeptResult(Struct, frozen=True):
    """What fivec score --format json prints; null is not assessed, and @1 only gains keys."""

    format: Annotated[
        Literal["fivec/assessments@1"],
        Meta(description="What this is: always fivec/assessments@1."),
    ]
    tool: Annotated[str, Meta(description="The program and its version, such as fivec 1.0.0.")]
    cases: Annotated[
        tuple[KeptCase, ...],
        Meta(description="The cases that were scored, in the order in which they were given."),
    ]
    failed: Annotated[
        tuple[KeptFailure, ...], Meta(description="The files that could not be scored.")
    ]
    summary: Annotated[Summary, Meta(description="All cases together.")]
