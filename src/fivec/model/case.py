"""What is known of one case: sources, evidence, codings, issues and the other lenses' data."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from fivec.model.document import Place
from fivec.model.text import Text

Scope = Literal["case", "dossier", "general"]
SCOPES: tuple[Scope, ...] = ("case", "dossier", "general")
PHASES = ("agenda-setting", "policy-formation", "decision-making")
Direction = Literal["supports", "weakens", "context"]
Shape = Literal["single-peaked", "at-least", "at-most"]
Interval = tuple[float, float]


class Party(Struct, frozen=True):
    """An actor or an arena."""

    id: str
    label: Text


class Source(Struct, frozen=True):
    """Where evidence comes from."""

    id: str
    kind: str
    citation: Text | None
    group: Text | None
    url: str | None
    cited_by: str | None
    classification: str | None


class Bearing(Struct, frozen=True):
    """How a row of evidence bears on an indicator (``capability.indicator``)."""

    indicator: str
    direction: Direction
    parts: tuple[str, ...]


class Evidence(Struct, frozen=True):
    """A coded passage. A ``conclusion`` is the evaluator's own causal finding: context only."""

    id: str
    says: Text
    sources: tuple[str, ...]
    where: str | None
    phase: str | None
    scope: Scope
    conclusion: bool
    corroboration: str | None
    bearings: tuple[Bearing, ...]
    place: Place


class Rating(Struct, frozen=True):
    """One coder's rating of one indicator.

    ``level`` for a judged indicator, ``value`` for a measured one; both ``None`` where the coder
    gave no rating, with the ``reason``. ``low`` and ``high`` are the ends of the coder's range,
    as level ids or as values in the indicator's own unit.
    """

    indicator: str
    level: str | None
    value: float | None
    low: str | float | None
    high: str | float | None
    reason: str | None
    place: Place


class Coding(Struct, frozen=True):
    """Everything one coder rated."""

    coder: str
    coded_on: str | None
    blind: bool | None
    adjudicated: bool
    ratings: tuple[Rating, ...]


class Other(Struct, frozen=True):
    """Another actor's position on an issue; ``salience``, 0–100, is ``None`` where not given."""

    actor: str
    position: float
    salience: float | None
    power: float

    @property
    def weight(self) -> float:
        """Power × salience; where no salience is given, all others care alike."""
        return self.power * (1.0 if self.salience is None else self.salience)


def _same(text: str, value: float) -> bool:
    try:
        return float(text) == value
    except ValueError:
        return False


class Scale(Struct, frozen=True):
    """The scale of an issue, in the issue's own units; ``points`` says in words what some mean."""

    minimum: float
    maximum: float
    points: tuple[tuple[str, Text], ...]

    def meaning(self, value: float) -> Text | None:
        """Return what a point means in words; ``None`` where the file does not say."""
        return next((says for at, says in self.points if _same(at, value)), None)


class Issue(Struct, frozen=True):
    """A controversy in the text, on a ``scale`` or in words (``attained``)."""

    id: str
    label: Text
    scale: Scale | None
    salience: float | None
    power: float
    position: float | None
    status_quo: float | None
    outcome: float | None
    shape: Shape
    others: tuple[Other, ...]
    wanted: Text | None
    was: Text | None
    got: Text | None
    attained: str | None
    attained_range: tuple[str, str] | None
    alignment: str
    shared_with: tuple[str, ...]
    fallback: bool
    part_of: str | None
    silent: str | None
    evidence: tuple[str, ...]
    note: Text | None
    place: Place


class Overall(Struct, frozen=True):
    """A statement on the whole text; ``draft`` is shown and never used."""

    attained: str
    attained_range: tuple[str, str] | None
    alignment: str
    final: bool
    evidence: tuple[str, ...]
    note: Text | None


class Attribution(Struct, frozen=True):
    """How much influence a group grants the actor; ``by`` is ``self`` or ``external``.

    ``partner``: the group signed or wrote with the actor. ``blind``: whether it was rated without
    the verdict being known.
    """

    by: str
    group: Text
    level: str
    level_range: tuple[str, str] | None
    weight: float
    issue: str | None
    evidence: tuple[str, ...]
    place: Place
    partner: bool = False
    blind: bool | None = None


class Hypothesis(Struct, frozen=True):
    """A causal story; ``prior`` is a probability, ``None`` where the file leaves it equal."""

    id: str
    says: Text
    kind: str
    prior: float | None


class Test(Struct, frozen=True):
    """A trace that was looked for; ``likelihoods`` are probabilities with their ends."""

    id: str
    says: Text
    evidence: tuple[str, ...]
    result: str
    likelihoods: tuple[tuple[str, Interval], ...]
    cluster: str | None
    place: Place


class Tracing(Struct, frozen=True):
    """Hypotheses and tests; ``by`` says whose likelihoods they are."""

    by: str
    hypotheses: tuple[Hypothesis, ...]
    tests: tuple[Test, ...]


class Published(Struct, frozen=True):
    """What the source itself concludes: shown beside the assessment, never used in it."""

    influence: tuple[str, ...]
    capacity: tuple[str, ...]
    says: Text | None
    relative_to: str | None
    source: str | None
    where: str | None


class Case(Struct, frozen=True):
    """One state, one text, one negotiation."""

    id: str
    title: Text
    rubric: str
    actor: Party
    arena: Party | None
    text: Text | None
    period: tuple[str | None, str | None]
    decision_rule: str
    sources: tuple[Source, ...]
    evidence: tuple[Evidence, ...]
    codings: tuple[Coding, ...]
    issues: tuple[Issue, ...]
    overall: Overall | None
    attributions: tuple[Attribution, ...]
    tracing: Tracing | None
    published: Published | None
    file: str
    sha256: str
