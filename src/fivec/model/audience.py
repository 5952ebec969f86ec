"""For whom a document is, and how much of a case is left out of what everyone may see."""

from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from fivec.model.fields import Count

# public: everyone. internal: who has the case file itself.
Audience = Literal["public", "internal"]


AUDIENCES: tuple[Audience, ...] = get_args(Audience)


class LeftOut(Struct, frozen=True):
    """How much of a case is not for everyone: numbers alone."""

    sources: Annotated[Count, Meta(description="How many sources are not named.")] = 0
    evidence: Annotated[Count, Meta(description="How many rows of evidence are not told.")] = 0
    issues: Annotated[Count, Meta(description="How many issues are not told.")] = 0
    attributions: Annotated[Count, Meta(description="How many groups are not named.")] = 0
    tests: Annotated[Count, Meta(description="How many tests are not told.")] = 0

    @property
    def anything(self) -> bool:
        """Whether anything is left out at all."""
        return self != LeftOut()
