"""The actors of one data file beside each other."""

from __future__ import annotations

from msgspec import Struct

from fivec.model.fields import Interval

MEASURES = ("attainment", "contested", "luck", "excess", "relative")
# What the standings can be ordered by.
SORTS = ("actor", "issues", *MEASURES, *(f"plain-{name}" for name in MEASURES))


class LeagueFigure(Struct, frozen=True):
    """A mean over issues, × 100, with the interval of the bootstrap; ``None``: there is none."""

    value: float | None
    interval: Interval | None


class Standing(Struct, frozen=True):
    """One actor: its issues, and each measure weighted by its salience and not.

    ``percentile`` is the share of 1,067 actors, each in one proposal of DEU III, 0 to 1, that had a
    lower excess than its weighted one; ``None``: it has fewer than three issues.
    """

    actor: str
    issues: int
    weighted: dict[str, LeagueFigure]
    plain: dict[str, LeagueFigure]
    percentile: float | None


class League(Struct, frozen=True):
    """The standings of a data file, and how the intervals were drawn.

    ``absent`` are the actors of the file that take part in none of the ``issues`` that count.
    ``model_error`` is the mean distance of the compromise of all from the outcome, as a percentage
    of the scale.
    """

    file: str
    sha256: str
    standings: tuple[Standing, ...]
    absent: tuple[str, ...]
    issues: int
    model_error: float | None
    draws: int
    seed: int
