"""What is judged and how: the rubric."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from fivec.model.document import Place
from fivec.model.text import Text

Aggregate = Literal["arithmetic", "geometric", "harmonic", "minimum", "median"]

# Alignment and attainment words are part of the file format, their numbers are a rubric's data.
# These are the numbers of METHODS §3.5, for a rubric that says nothing else.
ATTAINED: dict[str, float] = {
    "none": 0.0,
    "limited": 25.0,
    "partial": 50.0,
    "largely": 75.0,
    "full": 100.0,
}


class EvidenceRule(Struct, frozen=True):
    """What evidence a level asks for (checked, never scored).

    ``weakens`` and ``supports`` are least numbers of rows; ``mostly`` names the direction that
    must outnumber the other; ``sources`` is the least number of sources behind the
    supporting rows, waived where one of them is of kind ``or_kind``; ``corroboration`` asks for
    a row that outsiders or a documented comparison with other states stand behind.
    """

    weakens: int = 0
    supports: int = 0
    mostly: str | None = None
    sources: int = 0
    or_kind: str | None = None
    corroboration: bool = False


class Level(Struct, frozen=True):
    """A level of the rubric's scale; ``value`` runs from 0 to 100."""

    id: str
    value: float
    label: Text
    rule: EvidenceRule


class Measure(Struct, frozen=True):
    """How a measured indicator becomes a score: ``minimum`` to ``maximum`` runs to 0–100."""

    unit: Text
    minimum: float
    maximum: float
    more_is_better: bool


class Part(Struct, frozen=True):
    """An evidence slot of an indicator: shown as filled or empty, never scored."""

    id: str
    label: Text


class Indicator(Struct, frozen=True):
    """An indicator, judged on the rubric's levels or, with a ``measure``, measured."""

    id: str
    label: Text
    question: Text | None
    weight: float
    essential: bool
    parts: tuple[Part, ...]
    descriptors: tuple[tuple[str, Text], ...]
    measure: Measure | None


class Capability(Struct, frozen=True):
    """A capability and its indicators; ``weight`` 0 is shown and never counted."""

    id: str
    label: Text
    question: Text | None
    weight: float
    indicators: tuple[Indicator, ...]


class ScaleItem(Struct, frozen=True):
    """A level of influence on the verdict's scale."""

    id: str
    label: Text


class ConfidenceRule(Struct, frozen=True):
    """What earns a verdict its confidence, a point each (METHODS §7.1).

    ``issue_coverage``, a share from 0 to 1, over ``issues`` or more; a test whose likelihood ratio
    is ``ratio`` or more, or its inverse or less; lenses at most ``spread`` levels apart. From
    ``high`` points on the confidence is high, from ``moderate`` on moderate.
    """

    issue_coverage: float = 0.6
    issues: int = 3
    ratio: float = 3.0
    spread: int = 1
    high: int = 4
    moderate: int = 2


class ConsistencyRule(Struct, frozen=True):
    """Capacities, 0–100, that sit ill with a verdict: ``None`` where nothing is remarked upon.

    Under ``low_capacity`` a high verdict looks like luck; from ``high_capacity`` on a low one was
    decided elsewhere (METHODS §7.1, 6; 2.5 and 3.5 on its levels).
    """

    low_capacity: float | None = 37.5
    high_capacity: float | None = 62.5


class VerdictRule(Struct, frozen=True):
    """The rule from lenses to verdict, as the rubric gives it.

    Every number is a convention of the rubric. Scores run to 100, coverages from 0 to 1.
    """

    scale: tuple[ScaleItem, ...]
    attained: dict[str, float]
    luck: dict[str, tuple[float, float]]
    likelihoods: dict[str, float]
    preference_cuts: tuple[float, ...]
    preference_edge: str
    tracing_cuts: tuple[float, ...]
    tracing_edge: str
    minimum_methods: int
    minimum_issue_coverage: float
    zero_coverage: float | None
    tie_capacity: float | None
    tie_coverage: float | None
    gate_level: str | None
    gate_needs_any: tuple[str, ...]
    self_cap: str | None
    uncorrected_cap: str | None
    max_spread: int | None
    decibel_cap: float | None
    test_strength: float | None
    confidence: ConfidenceRule = ConfidenceRule()
    consistency: ConsistencyRule = ConsistencyRule()


class Rubric(Struct, frozen=True):
    """A rubric: levels weakest first, capabilities in the order of the file."""

    id: str
    version: str
    title: Text
    citation: Text | None
    where: str | None
    levels: tuple[Level, ...]
    indicators: Aggregate
    capacity: Aggregate
    minimum_coverage: float
    capabilities: tuple[Capability, ...]
    verdict: VerdictRule | None
    file: str
    sha256: str
    place: Place = (0, 0)

    @property
    def floor(self) -> float:
        """The value of the weakest level, 0–100."""
        return self.levels[0].value

    @property
    def ceiling(self) -> float:
        """The value of the strongest level, 0–100."""
        return self.levels[-1].value

    @property
    def attained(self) -> dict[str, float]:
        """The value, 0–100, of each word for attainment."""
        return self.verdict.attained if self.verdict else ATTAINED

    @property
    def minimum_issue_coverage(self) -> float:
        """The share of issues, 0–1, under which the attainment has no word."""
        return self.verdict.minimum_issue_coverage if self.verdict else 0.5

    def word_of(self, attainment: float) -> str:
        """Return the word whose value is nearest to an attainment (0–100), upward on a tie."""
        return min(
            self.attained,
            key=lambda word: (
                round(abs(self.attained[word] - attainment), 9),
                -self.attained[word],
            ),
        )

    def level_of(self, score: float) -> Level:
        """Return the level whose value is nearest to ``score`` (0–100), upward on a tie."""
        # The tolerance keeps a score that is a tie on paper a tie in floating point.
        return min(
            self.levels,
            key=lambda level: (round(abs(level.value - score), 9), -level.value),
        )
