"""What the sums of a share come to: each as the source rounds, and without rounding."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from fivec.model.fair_share import FairShare, ShareKind
from fivec.model.fields import Interval
from fivec.model.finding import Finding
from fivec.model.text import Text

# A number, or its two ends where the source gives no single one.
Figured = float | Interval | None


class ShareFigures(Struct, frozen=True, kw_only=True):
    """The figures of a row, computed in one way. None of them measures influence."""

    fair: Annotated[
        Figured, Meta(description="The fair share that was used, 0 to 1; null where none was.")
    ] = None
    share: Annotated[
        Figured,
        Meta(
            description="The share that the row is about, 0 to 1: of a burden, of the own stock;"
            " of a contribution, of the pools. [low, high] where it is not one number."
        ),
    ] = None
    amount: Annotated[
        Figured, Meta(description="What is due, in the unit of the row; null where nothing is.")
    ] = None
    times: Annotated[
        Figured, Meta(description="Of a contribution: how many times the fair share it is.")
    ] = None


class ComparedFigure(Struct, frozen=True, kw_only=True):
    """What the source prints, and whether the sum gives it."""

    says: Annotated[Text, Meta(description="What is printed, word for word.")]
    where: Annotated[str | None, Meta(description="The place in the source.")]
    agrees: Annotated[
        bool | None,
        Meta(description="Whether the sum, rounded as the source does, gives it; null: no figure."),
    ]
    agrees_unrounded: Annotated[
        bool | None, Meta(description="Whether the sum without rounding gives it; null: no figure.")
    ]


class SharePart(Struct, frozen=True, kw_only=True):
    """What one due adds to a burden, whatever the size of the own stock."""

    due: Annotated[str, Meta(description="The id of the row of kind due.")]
    share: Annotated[
        Figured, Meta(description="Its pools over the stock of all together: a share, 0 to 1.")
    ]


class ShareSumResult(Struct, frozen=True, kw_only=True):
    """A row, worked out."""

    id: Annotated[str, Meta(description="The name of the row.")]
    label: Annotated[Text, Meta(description="What it is about.")]
    kind: Annotated[ShareKind, Meta(description="Which sum it is.")]
    unit: Annotated[Text | None, Meta(description="The unit of its amount; null: it has none.")]
    round_share: Annotated[
        int | None,
        Meta(description="To how many decimals of a percentage the source rounded; null: not."),
    ]
    rounded: Annotated[ShareFigures, Meta(description="With the share as the source rounds it.")]
    unrounded: Annotated[ShareFigures, Meta(description="With the share as it is.")]
    stated: Annotated[
        bool,
        Meta(description="true: the share is what the source states, for its pools are not known."),
    ] = False
    below: Annotated[
        bool, Meta(description="true: the source says no more than that it gave less than this.")
    ] = False
    implied_pool: Annotated[
        Interval | None,
        Meta(
            description="What the pools must be, in the unit of the row, where the source does not"
            " print them: [low, high]; with below, more than that. null: they are printed."
        ),
    ] = None
    parts: Annotated[
        tuple[SharePart, ...],
        Meta(
            description="Of a burden whose own stock is that of its dues: what each adds, without"
            " rounding. The own stock drops out of it."
        ),
    ] = ()
    agreed: Annotated[
        bool | None,
        Meta(description="Whether the members agreed on the measure; null: the source is silent."),
    ] = None
    variant_of: Annotated[
        str | None, Meta(description="The row that it is another reading of; null: none.")
    ] = None
    printed: Annotated[
        ComparedFigure | None, Meta(description="What the source prints; null: nothing.")
    ] = None

    def own_figure(self, way: Literal["rounded", "unrounded"]) -> Figured:
        """Return what the row is about: its share, what is due, or how often that was given."""
        figures = getattr(self, way)
        figure: Figured = figures.amount if self.kind == "due" else figures.share
        return figures.times if self.stated else figure


class ShareResult(Struct, frozen=True, kw_only=True):
    """A fair share, worked out: a measure of contribution, not of influence."""

    unwritten: ClassVar[tuple[str, ...]] = ("of", "findings")

    of: FairShare
    rows: tuple[ShareSumResult, ...]
    findings: tuple[Finding, ...] = ()
