"""The format of a case: what is known of one state, one text and one negotiation.

The fields are the keys of the file; what a file may leave out has the value that stands for it.
The annotations are types and no text, which msgspec would compile each time fivec starts.
"""

from functools import cached_property
from typing import Annotated, ClassVar, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from fivec.model.document import WHOLE_FILE, Origin, Place
from fivec.model.fields import (
    ById,
    Id,
    Item,
    Likelihood,
    Maybe,
    Name,
    Number,
    Percent,
    Share,
    Texts,
    Weight,
    Word,
    Words,
)
from fivec.model.lookup import by_id
from fivec.model.text import Text, plain

Scope = Literal["case", "dossier", "general"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
Phase = Literal["agenda-setting", "policy-formation", "decision-making"]
PHASES: tuple[Phase, ...] = get_args(Phase)
Direction = Literal["supports", "weakens", "context"]
Shape = Literal["single-peaked", "at-least", "at-most"]
Silent = Literal["position", "outcome", "both"]
SourceKind = Literal["study", "document", "interviews", "expert", "dataset", "media"]
Reason = Literal["no-evidence", "not-applicable", "withheld"]
Attained = Literal["none", "limited", "partial", "largely", "full"]
Alignment = Literal[
    "majority", "majority-or-middle", "middle", "minority", "outlier", "blocked", "unknown"
]
DecisionRule = Literal["consensus", "unanimity", "qualified-majority", "unknown"]
Interval = tuple[float, float]

_EVIDENCE = "The evidence rows behind it, by their ids."
_ATTAINED = (
    "How much of what the actor wanted is in the final text: none, limited, partial, largely or"
    " full."
)
_ATTAINED_RANGE = "The words that the coder would also accept: [lowest, highest]."
_ALIGNMENT = (
    "Where the actor stood among the others. majority: most of the others wanted the same."
    " majority-or-middle: the source leaves open whether the actor stood with the majority or in"
    " the middle. middle: the actor stood between two camps. minority: fewer than half of the"
    " others wanted the same. outlier: the actor stood alone, or nearly so. blocked: one objector"
    " is enough to stop it, and there was one. unknown: the source does not say where the actor"
    " stood. Left out, unknown."
)


class Party(Item, frozen=True, kw_only=True):
    """An actor or an arena."""

    id: Annotated[Id, Meta(description="A short name, such as NLD or EU.")]
    label: Annotated[Maybe[Text], Meta(description="The name in words. Left out, the id.")] = None

    @property
    def name(self) -> Text:
        """The name in words."""
        return self.label or plain(self.id)


class Period(Item, frozen=True, kw_only=True):
    """When it was negotiated."""

    start: Annotated[
        Maybe[Words], Meta(description="The start: a year, month or day, such as 2019-11.")
    ] = msgspec.field(default=None, name="from")
    end: Annotated[Maybe[Words], Meta(description="The end, written in the same way.")] = (
        msgspec.field(default=None, name="to")
    )


class Source(Item, frozen=True, kw_only=True):
    """A source."""

    id: Annotated[Id, Meta(description="The name by which evidence calls this source.")]
    kind: Annotated[SourceKind, Meta(description="What kind of source it is.")]
    citation: Annotated[Maybe[Text], Meta(description="How to cite it.")] = None
    url: Annotated[Maybe[Word], Meta(description="Where it can be read.")] = None
    group: Annotated[
        Maybe[Text],
        Meta(
            description="For interviews: which group was interviewed, never which person and"
            " never how many."
        ),
    ] = None
    cited_by: Annotated[
        Maybe[Id],
        Meta(description="The id of the source that cites it, where you did not read it yourself."),
    ] = None
    classification: Annotated[
        Maybe[Word], Meta(description="public, or the marking that it carries.")
    ] = None
    where: Annotated[
        Maybe[Words],
        Meta(description="The place in it, where all evidence comes from one place."),
    ] = None


class Bearing(Item, frozen=True, kw_only=True):
    """How a row of evidence bears on an indicator."""

    bare: ClassVar[str | None] = "direction"
    direction: Annotated[
        Direction,
        Meta(
            description="Which way the passage points. context: worth knowing, counts for neither."
        ),
    ]
    parts: Annotated[
        tuple[Id, ...],
        Meta(description="The parts of the indicator that the passage is about, by their ids."),
    ] = ()


class Bearings(ById[Bearing]):
    """supports, weakens or context; or {direction: …, parts: […]}.

    The latter where the passage is about some parts of the indicator.
    """


class Evidence(Item, frozen=True, kw_only=True):
    """An evidence row: a coded passage."""

    id: Annotated[Id, Meta(description="The name of the row.")]
    says: Annotated[Text, Meta(description="What the passage says, in your own words.")]
    source: Annotated[
        Id | Annotated[tuple[Id, ...], Meta(min_length=1)],
        Meta(
            description="The id of the source, or a list of ids where several sources stand behind"
            " the passage."
        ),
    ]
    where: Annotated[
        Maybe[Words], Meta(description="The place in the source: section, page, line or note.")
    ] = None
    phase: Annotated[
        Maybe[Phase],
        Meta(
            description="The phase of the process that it is about; leave it out where the source"
            " does not say."
        ),
    ] = None
    scope: Annotated[
        Scope,
        Meta(
            description="How close the passage comes to this case. case: it is about this text."
            " dossier: about this field of policy. general: about this period. Left out, case."
        ),
    ] = "case"
    conclusion: Annotated[
        bool,
        Meta(
            description="true: it is the evaluator's own finding about cause and effect. It is"
            " shown as context and refused as evidence of a test. Left out, false."
        ),
    ] = False
    corroboration: Annotated[
        Maybe[Literal["outsiders", "comparison"]],
        Meta(
            description="Who confirms it beyond the actor's own side. outsiders: people outside"
            " that side, for this case. comparison: a documented comparison with other states."
        ),
    ] = None
    bears_on: Annotated[
        Bearings,
        Meta(
            description="The indicators that the passage says something about, each by its full"
            " name (networks.contacts), and which way it points."
        ),
    ] = Bearings()

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources behind it."""
        return (self.source,) if isinstance(self.source, str) else self.source

    @property
    def ways(self) -> tuple[Direction, ...]:
        """Which ways it points, whatever it bears on; a conclusion or mere context points none."""
        directions = {one.direction for one in self.bears_on.values()}
        if self.conclusion:
            return ()
        return tuple(way for way in ("supports", "weakens") if way in directions)


class Rating(Item, frozen=True, kw_only=True):
    """A level's id; or {level: …, range: […]}, {value: …}, or {level: null, reason: …}.

    The last where there is none.
    """

    bare: ClassVar[str | None] = "level"
    level: Annotated[
        Maybe[Name | None],
        Meta(
            description="The level, by its id in the rubric; null where there is none, with a"
            " reason."
        ),
    ] = None
    value: Annotated[
        Maybe[Number],
        Meta(description="For a measured indicator: the value, in the unit of its measure."),
    ] = None
    range: Annotated[
        Maybe[tuple[str | float, str | float]],
        Meta(
            description="The levels (or, for a measured indicator, values) that the coder would"
            " also accept: [lowest, highest]."
        ),
    ] = None
    reason: Annotated[
        Maybe[Reason],
        Meta(
            description="Why there is no level. no-evidence: the sources are silent."
            " not-applicable: the question does not arise here. withheld: known, but not to be"
            " shown."
        ),
    ] = None

    @property
    def assessed(self) -> bool:
        """Whether the coder gave a level or a value."""
        return self.level is not None or self.value is not None

    @property
    def why_not(self) -> Reason | None:
        """Why there is no rating; ``None`` where there is one."""
        return None if self.assessed else self.reason or "no-evidence"


class Ratings(ById[Rating]):
    """Ratings by the full name of their indicator."""


class Coding(Item, frozen=True, kw_only=True):
    """The coding of one coder."""

    coder: Annotated[Id, Meta(description="Who coded: a short name or initials.")]
    coded_on: Annotated[
        Maybe[Words], Meta(description="The day of coding, such as 2026-11-24.")
    ] = None
    blind: Annotated[
        Maybe[bool],
        Meta(description="true: the coder did not know what the source concludes."),
    ] = None
    adjudicated: Annotated[
        bool,
        Meta(
            description="true: this coding settles the differences between the coders and is the"
            " one that counts. Left out, false."
        ),
    ] = False
    ratings: Annotated[
        Ratings,
        Meta(
            description="The rating of each indicator, by its full name (networks.contacts). An"
            " indicator that is left out is one without evidence."
        ),
    ]


class Other(Item, frozen=True, kw_only=True):
    """Another actor and its position on an issue."""

    actor: Annotated[Id, Meta(description="Who, by a short name such as DEU.")]
    label: Annotated[
        Maybe[Text],
        Meta(description="The full name of that actor, for whoever reads the file."),
    ] = None
    position: Annotated[Number, Meta(description="What that actor wanted at first, on the scale.")]
    salience: Annotated[
        Maybe[Percent],
        Meta(
            description="How much that actor cares, 0 to 100. Give it for all of the others or for"
            " none."
        ),
    ] = None
    power: Annotated[
        Weight,
        Meta(description="The weight of that actor in the compromise, 0 or more. Left out, 1."),
    ] = 1.0

    @property
    def weight(self) -> float:
        """Power × salience; where no salience is given, all others care alike."""
        return self.power * (1.0 if self.salience is None else self.salience)


def _same(text: str, value: float) -> bool:
    try:
        return float(text) == value
    except ValueError:
        return False


class Scale(Item, frozen=True, kw_only=True):
    """For an issue on a scale: the scale, in a unit of its own."""

    minimum: Annotated[Number, Meta(description="The low end of the scale.")] = msgspec.field(
        name="min"
    )
    maximum: Annotated[Number, Meta(description="The high end of the scale.")] = msgspec.field(
        name="max"
    )
    points: Annotated[
        Texts, Meta(description="What some points of the scale mean, by their number.")
    ] = Texts()

    def meaning(self, value: float) -> Text | None:
        """Return what a point means in words; ``None`` where the file does not say."""
        return next((says for at, says in self.points.items() if _same(at, value)), None)


class Issue(Item, frozen=True, kw_only=True):
    """An issue: a controversy in the text, on a scale or in words."""

    id: Annotated[Id, Meta(description="The name of the issue.")]
    label: Annotated[Text, Meta(description="The issue in words.")]
    scale: Annotated[
        Maybe[Scale],
        Meta(description="For an issue on a scale: the scale, in a unit of its own."),
    ] = None
    salience: Annotated[
        Maybe[Percent],
        Meta(
            description="How much the actor cares about this issue, 0 to 100; 0 is listed and"
            " never counted. Give it for every issue or for none; for none, all count alike."
        ),
    ] = None
    power: Annotated[
        Weight,
        Meta(
            description="The weight of the actor itself in the compromise, 0 or more, relative to"
            " the others. Left out, 1."
        ),
    ] = 1.0
    position: Annotated[
        Maybe[Number], Meta(description="What the actor wanted at first, on the scale.")
    ] = None
    status_quo: Annotated[
        Maybe[Number], Meta(description="What holds if nothing is decided, on the scale.")
    ] = None
    outcome: Annotated[Maybe[Number], Meta(description="What was decided, on the scale.")] = None
    shape: Annotated[
        Shape,
        Meta(
            description="What a result beyond the wish is worth. single-peaked: every step away"
            " from it is a loss. at-least: more than wished is no loss. at-most: less than wished"
            " is no loss. Left out, single-peaked."
        ),
    ] = "single-peaked"
    others: Annotated[
        tuple[Other, ...], Meta(description="The positions of the other actors.")
    ] = ()
    wanted: Annotated[
        Maybe[Text], Meta(description="For an issue in words: what the actor wanted.")
    ] = None
    was: Annotated[Maybe[Text], Meta(description="What held before.")] = None
    got: Annotated[Maybe[Text], Meta(description="What came out.")] = None
    attained: Annotated[Maybe[Attained], Meta(description=_ATTAINED)] = None
    range: Annotated[Maybe[tuple[Attained, Attained]], Meta(description=_ATTAINED_RANGE)] = None
    alignment: Annotated[Alignment, Meta(description=_ALIGNMENT)] = "unknown"
    shared_with: Annotated[
        tuple[Id, ...],
        Meta(
            description="Other actors who worked for the same result and share the credit, by"
            " short names such as DEU."
        ),
    ] = ()
    role: Annotated[
        Literal["main", "fallback"],
        Meta(
            description="main: a real aim. fallback: what was settled for once the real aim was"
            " out of reach; it is left out of the count unless asked for. Left out, main."
        ),
    ] = "main"
    part_of: Annotated[
        Maybe[Id],
        Meta(
            description="The id of the larger issue of which this is a part. Once its parts are"
            " coded, the larger issue is no longer counted itself."
        ),
    ] = None
    silent: Annotated[
        Maybe[Silent],
        Meta(
            description="What the source does not say: the actor's position, the outcome, or"
            " both. Such an issue counts as not coded."
        ),
    ] = None
    evidence: Annotated[
        tuple[Id, ...],
        Meta(description="The evidence rows behind what is coded here, by their ids."),
    ] = ()

    @property
    def weight(self) -> float:
        """How heavily it counts beside the others: its salience; without any, all count alike."""
        return 1.0 if self.salience is None else self.salience

    @property
    def lacks(self) -> Silent:
        """What it lacks for being coded: what its file says, else what it leaves out."""
        if self.silent is not None:
            return self.silent
        if self.scale is not None and self.outcome is not None:
            return "position"
        return "outcome" if self.position is not None or self.wanted else "both"

    @property
    def extent(self) -> Interval:
        """The ends of its scale, moved out to hold every position on it (METHODS §3.4).

        Raises ``ValueError`` for an issue in words.
        """
        if self.scale is None:
            msg = f"issue {self.id} has no scale"
            raise ValueError(msg)
        own = (self.position, self.status_quo, self.outcome)
        points = [point for point in own if point is not None]
        points += [other.position for other in self.others]
        return min([self.scale.minimum, *points]), max([self.scale.maximum, *points])

    @property
    def length(self) -> float:
        """How long its extent is, in its own units; 0 where it is in words."""
        low, high = self.extent if self.scale else (0.0, 0.0)
        return high - low

    @property
    def fallback(self) -> bool:
        """Whether it is what was settled for once the real aim was out of reach."""
        return self.role == "fallback"


class Overall(Item, frozen=True, kw_only=True):
    """A statement on the whole text at once."""

    attained: Annotated[Attained, Meta(description=_ATTAINED)]
    range: Annotated[Maybe[tuple[Attained, Attained]], Meta(description=_ATTAINED_RANGE)] = None
    alignment: Annotated[Alignment, Meta(description=_ALIGNMENT)] = "unknown"
    stage: Annotated[
        Literal["draft", "final"],
        Meta(
            description="draft: said of a draft; shown, never used. final: said of the final text;"
            " used where under half of the issues is coded (or what the rubric sets)."
        ),
    ]
    evidence: Annotated[tuple[Id, ...], Meta(description=_EVIDENCE)] = ()

    @property
    def final(self) -> bool:
        """Whether it is said of the final text."""
        return self.stage == "final"


class Attribution(Item, frozen=True, kw_only=True):
    """How much influence one group grants the actor."""

    by: Annotated[
        Literal["self", "external"],
        Meta(description="self: the actor's own side. external: outsiders."),
    ]
    group: Annotated[Text, Meta(description="Which group, never which person and never how many.")]
    level: Annotated[
        Id, Meta(description="The level of influence, from the rubric's verdict scale.")
    ]
    range: Annotated[
        Maybe[tuple[Id, Id]],
        Meta(
            description="The levels of the verdict scale that the coder would also accept:"
            " [lowest, highest]."
        ),
    ] = None
    weight: Annotated[
        Weight,
        Meta(
            description="How heavily the group counts beside the others, 0 or more; say why in a"
            " note. Left out, 1."
        ),
    ] = 1.0
    partner: Annotated[
        bool,
        Meta(
            description="true: the group wrote or signed with the actor, and is no full outsider."
            " Left out, false."
        ),
    ] = False
    blind: Annotated[
        Maybe[bool],
        Meta(
            description="Whether this was rated without the source's verdict being known. Left"
            " out, not said."
        ),
    ] = None
    issue: Annotated[
        Maybe[Id],
        Meta(description="The id of the issue, where the group speaks of one issue only."),
    ] = None
    evidence: Annotated[tuple[Id, ...], Meta(description=_EVIDENCE)] = ()


class Hypothesis(Item, frozen=True, kw_only=True):
    """An explanation of how it came about."""

    id: Annotated[Id, Meta(description="The name that tests use for this explanation.")]
    says: Annotated[Text, Meta(description="The explanation in one sentence.")]
    kind: Annotated[
        Literal["contribution", "rival", "residual"],
        Meta(
            description="contribution: the claim that the actor made a difference. rival: another"
            " explanation. residual: whatever else it may have been."
        ),
    ]
    prior: Annotated[
        Maybe[Share],
        Meta(
            description="How probable it is before any test, 0 to 1; all together make 1. Give it"
            " for all or for none; for none, all are equally probable."
        ),
    ] = None


class Likelihoods(ById[Likelihood | str]):
    """How probable it is to find the trace if the hypothesis is true.

    A number between 0 and 1 (never exactly 0 or 1), [low, high], or a word of the rubric such as
    likely.
    """


class Test(Item, frozen=True, kw_only=True):
    """A trace that was looked for."""

    id: Annotated[Id, Meta(description="The name of the test.")]
    says: Annotated[Text, Meta(description="The trace that was looked for.")]
    evidence: Annotated[
        tuple[Id, ...],
        Meta(description="The evidence rows that show what was found, by their ids."),
    ] = ()
    result: Annotated[
        Literal["found", "absent", "not-sought"],
        Meta(
            description="found: it was looked for and is there. absent: it was looked for and is"
            " not there. not-sought: nobody looked, so it says nothing."
        ),
    ]
    likelihoods: Annotated[
        Likelihoods,
        Meta(
            description="For each explanation, by its id: how probable the trace is if that"
            " explanation is true."
        ),
    ]
    cluster: Annotated[
        Maybe[Id],
        Meta(
            description="A name that tests share which rest on the same source or event. Of such a"
            " group only the strongest test for and the strongest against are counted. Left out,"
            " the test stands by itself."
        ),
    ] = None


class Tracing(Item, frozen=True, kw_only=True):
    """The claim that the actor made a difference, against rival explanations."""

    by: Annotated[
        Literal["source", "coder", "fivec"],
        Meta(
            description="Whose probabilities these are. source: the source gives them. coder:"
            " yours. fivec: shipped with fivec as an illustration."
        ),
    ]
    hypotheses: Annotated[
        tuple[Hypothesis, ...],
        Meta(min_length=2, description="The explanations that compete; two or more."),
    ]
    tests: Annotated[
        tuple[Test, ...],
        Meta(min_length=1, description="The traces that were looked for; one or more."),
    ]


class Published(Item, frozen=True, kw_only=True):
    """What the source itself concludes: shown beside the assessment, never used in it."""

    influence: Annotated[
        tuple[Id, ...],
        Meta(
            description="The levels of influence, from the rubric's verdict scale, that its words"
            " allow."
        ),
    ] = ()
    capacity: Annotated[
        tuple[Id, ...],
        Meta(description="The levels of capacity, from the rubric's levels, that its words allow."),
    ] = ()
    says: Annotated[
        Maybe[Text], Meta(description="A word or short phrase of the source's own.")
    ] = None
    relative_to: Annotated[
        Maybe[Word],
        Meta(description="What the source judges in proportion to, such as size-and-means."),
    ] = None
    source: Annotated[Maybe[Id], Meta(description="The id of the source that concludes this.")] = (
        None
    )
    where: Annotated[Maybe[Words], Meta(description="The place in it: section, page or line.")] = (
        None
    )


# A row of evidence, and how it bears on the indicator that is asked about.
Row = tuple[Evidence, Bearing]


class CaseFile(Item, frozen=True, kw_only=True):
    """A case: what is known of one state's influence on one international text."""

    format: Annotated[
        Literal["fivec/case@1"],
        Meta(description="What kind of file this is: always fivec/case@1."),
    ]
    id: Annotated[Id, Meta(description="The name of the case, such as kompas.")]
    title: Annotated[Text, Meta(description="What the case is called.")]
    rubric: Annotated[
        Words,
        Meta(
            description="The rubric to judge by: its id (iob-5c), its id and version (iob-5c@1), or"
            " a relative path to a file inside the case's folder."
        ),
    ]
    actor: Annotated[Party, Meta(description="The state whose influence is assessed.")]
    arena: Annotated[Maybe[Party], Meta(description="The organisation in which it is decided.")] = (
        None
    )
    text: Annotated[
        Maybe[Text], Meta(description="The document that the state tried to influence.")
    ] = None
    period: Annotated[Period, Meta(description="When it was negotiated.")] = Period()
    decision_rule: Annotated[
        DecisionRule,
        Meta(
            description="How it is decided. consensus and unanimity: one objector can stop it."
            " Left out, unknown."
        ),
    ] = "unknown"
    sources: Annotated[
        tuple[Source, ...],
        Meta(
            description="Where the evidence comes from. Interviewees appear as groups, never as"
            " persons."
        ),
    ] = ()
    evidence: Annotated[
        tuple[Evidence, ...], Meta(description="The evidence, a row a passage.")
    ] = ()
    codings: Annotated[
        tuple[Coding, ...],
        Meta(
            description="The ratings, one entry a coder. Several coders are compared and combined."
        ),
    ] = ()
    issues: Annotated[
        tuple[Issue, ...],
        Meta(
            description="The points on which the states disagreed: what the actor wanted, and what"
            " came out. An issue is coded on a scale, or in words."
        ),
    ] = ()
    overall: Annotated[
        Maybe[Overall],
        Meta(
            description="What a source says on the whole text at once, for where the issues are"
            " not known one by one."
        ),
    ] = None
    attributions: Annotated[
        tuple[Attribution, ...],
        Meta(description="How much influence each group says the actor had."),
    ] = ()
    tracing: Annotated[
        Maybe[Tracing],
        Meta(
            description="Process tracing: the claim that the actor made a difference, set against"
            " rival explanations and tested."
        ),
    ] = None
    published: Annotated[
        Maybe[Published],
        Meta(
            description="What the source itself concludes. It is shown beside fivec's own result"
            " and never used to compute it."
        ),
    ] = None


class Use(Struct, frozen=True):
    """What a row of evidence is used for: an indicator it bears on, or what cites it.

    ``of`` is that; ``indicator`` the indicator's full name, empty for what is none. ``lens`` is the
    lens it feeds, ``None`` for an indicator: ratings are no lens.
    """

    of: Bearing | Issue | Overall | Attribution | Test
    lens: Literal["preference", "attribution", "tracing"] | None = None
    indicator: str = ""


_LENS_OF: dict[type, Literal["preference", "attribution", "tracing"]] = {
    Issue: "preference",
    Overall: "preference",
    Attribution: "attribution",
    Test: "tracing",
}


class Case(CaseFile, frozen=True, kw_only=True, dict=True):
    """A case as it was read; what is looked up in it is arranged once, when first asked for."""

    format: Literal["fivec/case@1"] = "fivec/case@1"
    origin: Origin = Origin()

    @property
    def file(self) -> str:
        """The file it was read from, as it was named."""
        return self.origin.file

    @property
    def sha256(self) -> str:
        """The SHA-256 of that file's bytes, in hexadecimal digits."""
        return self.origin.sha256

    @cached_property
    def sources_by_id(self) -> dict[str, Source]:
        """The sources by their ids."""
        return by_id(self.sources)

    @cached_property
    def evidence_by_id(self) -> dict[str, Evidence]:
        """The rows of evidence by their ids."""
        return by_id(self.evidence)

    @cached_property
    def issues_by_id(self) -> dict[str, Issue]:
        """The issues by their ids."""
        return by_id(self.issues)

    @cached_property
    def hypotheses_by_id(self) -> dict[str, Hypothesis]:
        """The hypotheses by their ids; empty where no tracing is coded."""
        return by_id(self.tracing.hypotheses if self.tracing else ())

    @cached_property
    def tests_by_id(self) -> dict[str, Test]:
        """The tests by their ids; empty where no tracing is coded."""
        return by_id(self.tracing.tests if self.tracing else ())

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """What each row of evidence is used for, by its id: indicators first, then the lenses."""
        uses: dict[str, list[Use]] = {}
        for item in self.evidence:
            for indicator, bearing in item.bears_on.items():
                uses.setdefault(item.id, []).append(Use(bearing, None, indicator))
        for one in (
            *self.issues,
            *((self.overall,) if self.overall else ()),
            *self.attributions,
            *(self.tracing.tests if self.tracing else ()),
        ):
            lens = _LENS_OF[type(one)]
            for name in one.evidence:
                uses.setdefault(name, []).append(Use(one, lens))
        return uses

    @cached_property
    def rows_by_indicator(self) -> dict[str, list[Row]]:
        """The rows of evidence that bear on each indicator, by its full name."""
        rows: dict[str, list[Row]] = {}
        for item in self.evidence:
            for indicator, bearing in item.bears_on.items():
                rows.setdefault(indicator, []).append((item, bearing))
        return rows

    def speaking(self, by: str) -> list[Attribution]:
        """Return the groups of a side, ``self`` or ``external``, that have a say in its level."""
        groups = [one for one in self.attributions if one.by == by and one.weight > 0]
        return [one for one in groups if one.issue is None] or groups

    def place(self, *path: str | int) -> Place:
        """Return where in its file a thing stands: ``("issues", 3)``, or the file as a whole."""
        return self.origin.places.get(path, WHOLE_FILE)
