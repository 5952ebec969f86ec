"""The tables of a data package: one of each thing that a case codes or that is found of it.

A table begins with its key. The column ``case`` leads to the table of cases; others lead to the
tables of what they name. What is not assessed is an empty cell.
"""

from __future__ import annotations

from operator import attrgetter, itemgetter
from typing import Annotated, Any

from msgspec import Meta, Struct

from fivec.model.as_in_case import BearingResult, EvidenceResult, PartyResult, SourceResult
from fivec.model.assessment import KeptCase, Record, RubricResult
from fivec.model.attribution import AttributionResult, GroupResult
from fivec.model.capacity import CapabilityResult, CoderRating, IndicatorResult, Parts, Score
from fivec.model.case import Period
from fivec.model.evidence import Coding, Rating
from fivec.model.fields import Probability
from fivec.model.issues import IssueResult
from fivec.model.phases import PhaseResult
from fivec.model.positions import Issue, IssueCoding, Other, Scale
from fivec.model.preference import PreferenceResult
from fivec.model.seal import SealResult
from fivec.model.tracing import Hypothesis, HypothesisResult, Test, TraceResult, TracingResult
from fivec.model.verdict import Answer, Lever, PartName, PublishedResult, VerdictResult
from fivec.render.machine.data import parts
from fivec.render.machine.data.columns import Take, TidyColumn, made, of

_ON_SCALE, _RATIO = "the issue's own scale", "a ratio, of which 1 says nothing"
_UNITS = {
    **dict.fromkeys(("position", "status_quo", "outcome", "span", "compromise"), _ON_SCALE),
    **dict.fromkeys(("minimum", "maximum"), _ON_SCALE),
    **dict.fromkeys(("weight", "power"), "a weight, relative to the others"),
    **dict.fromkeys(("ratio", "naive_ratio"), _RATIO),
    "decibels": "decibels",
    "gap": "levels",
    "value": "the unit of the indicator's measure",
    "agreement": "van der Eijk's A, -1 to 1",
    "line": "lines, from 1",
    "column": "columns, from 1",
    "figure": "points of 100; of a tracing a share of 1",
}


class TidyTable(Struct, frozen=True):
    """A table: what a row is, and which columns are its key.

    ``rows`` yields what the rows of a case are made of. ``leads`` are columns of no empty cell
    that lead, with the case, to the column of the same name of another table.
    """

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[TidyColumn, ...]
    rows: parts.Rows = parts.nothing
    leads: tuple[tuple[str, str], ...] = ()


def fields(
    kind: Any, names: str, take: Take = lambda row: row, **more: Any
) -> tuple[TidyColumn, ...]:
    """Return the columns of fields of a record, as ``columns.of`` does, in the units of here."""
    return of(kind, names, take, units=_UNITS | more.pop("units", {}), **more)


def place(name: str, hint: Any, description: str, at: int = 0) -> tuple[TidyColumn, ...]:
    """Return the column, or two, of what stands at a place of a row."""
    return made(name, hint, itemgetter(at), description)


def _behind(table: str, name: str, hint: Any, rows: parts.Rows, leads: str) -> TidyTable:
    """Return the table of the evidence behind the things of another."""
    what = leads if name == "number" else name
    return TidyTable(
        table,
        f"A row for each row of evidence behind each {what}.",
        ("case", name, "evidence"),
        (*place(name, hint, f"The {what}."), *place("evidence", str, _ROW, 1)),
        rows,
        ((name, leads), ("evidence", "evidence")),
    )


_ROW, _NAME = "The row of evidence.", "The full name of the indicator: capability.indicator."
_Number = Annotated[int, Meta(ge=1, description="A number of its own, in the order of the case.")]
_1ST, _2ND, _3RD = itemgetter(0), itemgetter(1), itemgetter(2)


def _id_of(row: Any) -> Any:
    return row[0].id


# fmt: off
TABLES = (
    TidyTable(
        "cases", "A row a case: which state, which text, and by which rubric it is judged.",
        ("case",),
        (*fields(Record, "title"),
         *fields(PartyResult, "id=actor label=actor_label", attrgetter("actor"),
                 of_what=(Record, "actor")),
         *fields(PartyResult, "id=arena label=arena_label", attrgetter("arena"), maybe=True,
                 of_what=(Record, "arena")),
         *fields(Record, "text decision_rule"),
         *fields(Period, "start=period_from end=period_to", attrgetter("case.period")),
         *fields(RubricResult, "id=rubric version=rubric_version sha256=rubric_sha256",
                 attrgetter("judged_by"), of_what=(Record, "judged_by")),
         *fields(Record, "scope audience file sha256"),
         *fields(SealResult, "sha256=seal_sha256 date=seal_date state=seal", attrgetter("seal"),
                 of_what=(KeptCase, "seal"), maybe=True)),
        parts.one,
    ),
    TidyTable(
        "verdicts", "A row a case: the verdict, and the main figures with their doubt. What was"
        " attained is never called influence.",
        ("case",),
        (*fields(VerdictResult, "influence=verdict as_coded=verdict_as_coded range=verdict_range"
                 " confidence=verdict_confidence agrees=agrees_with_source", attrgetter("verdict"),
                 maybe=True),
         *fields(Score, "score=capacity bounds=capacity_bounds interval=capacity_interval"
                 " level=capacity_level coverage=capacity_coverage"
                 " confidence=capacity_confidence", attrgetter("capacity"),
                 of_what=(Record, "capacity")),
         *fields(PreferenceResult, "attainment bounds=attainment_bounds"
                 " interval=attainment_interval coverage=issue_coverage salience_coverage basis"
                 " gain contested contested_interval luck excess excess_interval percentile"
                 " model_error ratio_of_sums", attrgetter("preference"), maybe=True),
         *fields(AttributionResult, "own=self_level external=external_level gap agreement",
                 attrgetter("attribution"), maybe=True),
         *fields(TracingResult, "by=likelihoods_by prior posterior interval=posterior_interval"
                 " ratio naive_ratio decibels even_prior", attrgetter("tracing"), maybe=True)),
        parts.one,
    ),
    TidyTable(
        "answers", "A row for each question behind a verdict, and for what was attained at all"
        " (ceiling).",
        ("case", "question"),
        (*place("question", PartName, "The question, or ceiling: the verdict is never more."),
         *fields(Answer, "state as_coded range figure interval why", _2ND,
                 units={"interval": _UNITS["figure"]})),
        parts.answers,
    ),
    TidyTable(
        "levers", "A row for each change that would move an end of a verdict.",
        ("case", "number"),
        (*place("number", _Number, ""),
         *fields(Lever, "question code level as_coded", _2ND),
         *place("says", str, "The change as a sentence.", 2)),
        parts.levers,
    ),
    TidyTable(
        "capabilities", "A row for each capability of a case.",
        ("case", "capability"),
        fields(CapabilityResult, "id=capability label weight score bounds interval level coverage"
               " confidence"),
        parts.each("capabilities"),
    ),
    TidyTable(
        "indicators", "A row for each indicator of a case.",
        ("case", "indicator"),
        (*place("indicator", str, _NAME),
         *place("capability", str, "The capability of which it is one.", 1),
         *fields(IndicatorResult, "label weight score bounds interval level confidence scope"
                 " coders reason", _3RD),
         *fields(Parts, "with_evidence=parts_with_evidence of=parts", lambda row: row[2].parts)),
        parts.indicators,
        (("capability", "capabilities"),),
    ),
    TidyTable(
        "coders", "A row for each coder of a case.",
        ("case", "coder"),
        fields(Coding, "coder coded_on blind adjudicated"),
        parts.each("case.codings"),
    ),
    TidyTable(
        "ratings", "A row for what each coder gave each indicator.",
        ("case", "indicator", "coder"),
        (*place("indicator", str, _NAME),
         *fields(CoderRating, "coder", _2ND),
         *fields(Rating, "level value", _3RD, maybe=True),
         *fields(CoderRating, "score interval adjudicated reason", _2ND)),
        parts.ratings,
        (("indicator", "indicators"), ("coder", "coders")),
    ),
    TidyTable(
        "sources", "A row for each source of a case.",
        ("case", "source"),
        fields(SourceResult, "id=source kind citation group url cited_by classification use"),
        parts.each("sources"),
    ),
    TidyTable(
        "evidence", "A row for each row of evidence of a case: a passage, as it is coded.",
        ("case", "evidence"),
        fields(EvidenceResult, "id=evidence says where phase scope conclusion corroboration"
               " classification quotation"),
        parts.each("evidence"),
    ),
    TidyTable(
        "evidence_sources", "A row for each source of each row of evidence.",
        ("case", "evidence", "source"),
        (*place("evidence", str, _ROW), *place("source", str, "A source behind it.", 1)),
        parts.sources_of_rows,
        (("evidence", "evidence"), ("source", "sources")),
    ),
    TidyTable(
        "evidence_indicators", "A row for each indicator that a row of evidence bears on.",
        ("case", "evidence", "indicator"),
        (*place("evidence", str, _ROW),
         *fields(BearingResult, "indicator direction parts", _2ND)),
        parts.bearings,
        (("evidence", "evidence"), ("indicator", "indicators")),
    ),
    TidyTable(
        "phases", "A row for each phase of the process of a case: what evidence says was done.",
        ("case", "phase"),
        fields(PhaseResult, "phase supports weakens"),
        parts.each("phases"),
    ),
    TidyTable(
        "issues", "A row for each issue of a case: what was wanted, what came out, and what of it"
        " was luck.",
        ("case", "issue"),
        (*fields(IssueResult, "id=issue label role status weight salience part_of", _1ST),
         *fields(Scale, "minimum=scale_min maximum=scale_max", _3RD, maybe=True),
         *fields(Issue, "shape", _2ND),
         *fields(IssueResult, "position status_quo outcome wanted was got attained alignment"
                 " attainment range=attainment_range gain proportional_gain relative"
                 " extremity_normalised near same_side span contested luck luck_from excess"
                 " excess_range compromise model_error silent shared_with note", _1ST)),
        parts.issues,
    ),
    TidyTable(
        "issue_ratings", "A row for what each coder says of an issue, where several judge it.",
        ("case", "issue", "coder"),
        (*place("issue", str, "The issue."), *place("coder", str, "Who coded.", 1),
         *fields(IssueCoding, "attained range alignment", _3RD)),
        parts.issue_ratings,
        (("issue", "issues"), ("coder", "coders")),
    ),
    TidyTable(
        "positions", "A row for what each actor wanted on an issue.",
        ("case", "issue", "actor", "own"),
        (*place("issue", str, "The issue."),
         *fields(Other, "actor", _2ND),
         *place("own", bool, "Whether it is the actor of the case.", 2),
         *fields(Other, "label position salience power", _2ND)),
        parts.positions,
        (("issue", "issues"),),
    ),
    _behind("issue_evidence", "issue", str, parts.behind(parts.issues, _id_of, 0), "issues"),
    TidyTable(
        "attribution", "A row for each group, and how much influence it says that the actor had.",
        ("case", "number"),
        (*place("number", _Number, ""),
         *fields(GroupResult, "by group level range issue weight counted", _2ND)),
        parts.groups,
    ),
    _behind("attribution_evidence", "number", _Number, parts.behind(parts.groups, _1ST, 1),
            "attribution"),
    TidyTable(
        "hypotheses", "A row for each explanation that a tracing sets against the others.",
        ("case", "hypothesis"),
        (*fields(HypothesisResult, "id=hypothesis kind", _1ST),
         *fields(Hypothesis, "says", _2ND),
         *fields(HypothesisResult, "prior posterior ratio", _1ST)),
        parts.hypotheses,
    ),
    TidyTable(
        "tests", "A row for each trace that was looked for, and what it says of the contribution.",
        ("case", "test"),
        (*fields(TraceResult, "id=test", _1ST),
         *fields(Test, "says", _2ND),
         *fields(TraceResult, "result kind=class likelihood rival ratio interval=ratio_interval"
                 " decibels cluster counted left_out", _1ST, units={"interval": _RATIO})),
        parts.tests,
    ),
    TidyTable(
        "likelihoods", "A row for how probable a trace is if an explanation is true.",
        ("case", "test", "hypothesis"),
        (*place("test", str, "The trace."), *place("hypothesis", str, "The explanation.", 1),
         *place("likelihood", tuple[Probability, Probability],
                "How probable the trace is if the explanation is true.", 2),
         *place("word", str | None, "The rubric's word for it; empty: it is a number.", 3)),
        parts.likelihoods,
        (("test", "tests"), ("hypothesis", "hypotheses")),
    ),
    _behind("test_evidence", "test", str, parts.behind(parts.tests, _id_of, 0), "tests"),
    TidyTable(
        "published", "A row for what a source itself concludes: shown, and never used.",
        ("case", "number"),
        (*place("number", _Number, ""),
         *fields(PublishedResult, "influence capacity says relative_to source where agrees", _2ND,
                 maybe=True)),
        parts.published,
    ),
)
# fmt: on
