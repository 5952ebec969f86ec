"""A coding as it was sealed before the verdict was seen, and whether it is still so."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

SUFFIX = ".seal"
# What is sealed, in the order in which it is told.
SealedKind = Literal[
    "case", "rubric", "coders", "ratings", "judgements", "sources", "evidence", "issues", "overall",
    "attributions", "tracing", "hypotheses", "tests",
]  # fmt: skip
# The hash of each thing by its id.
Items = dict[SealedKind, dict[str, str]]
_Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class SealFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A seal: one hash for all that was coded, and a short one for each thing."""

    format: Literal["fivec/seal@1"]
    case: str
    sha256: _Sha256
    date: str | None = None
    items: Items


class ChangedItems(Struct, frozen=True):
    """Things of a kind that are not as they were sealed: other, new or gone."""

    what: Annotated[SealedKind, Meta(description="What they are.")]
    count: Annotated[int, Meta(ge=1, description="How many.")]
    ids: Annotated[
        tuple[str, ...],
        Meta(description="Which, by id; of a rating coder and indicator; none where not public."),
    ]


class SealResult(Struct, frozen=True, kw_only=True):
    """The seal of a case, and whether its coding is still what was sealed."""

    sha256: Annotated[str, Meta(description="The hash that was sealed; it stands for all.")]
    date: Annotated[
        str | None, Meta(description="The day on which it was sealed; null: not given.")
    ]
    state: Annotated[
        Literal["unchanged", "changed"],
        Meta(description="unchanged: the coding is what was sealed. changed: it is not."),
    ]
    changed: Annotated[
        tuple[ChangedItems, ...], Meta(description="What is not as it was sealed.")
    ] = ()

    @property
    def public(self) -> "SealResult":
        """The same without the ids."""
        changed = tuple(ChangedItems(one.what, one.count, ()) for one in self.changed)
        return SealResult(sha256=self.sha256, date=self.date, state=self.state, changed=changed)
