"""The format of what a shipped case must come to, which stands beside the case."""

from typing import Annotated, Literal

from msgspec import Meta

from fivec.model.fields import Item, Maybe
from fivec.model.text import Text


class Figures(Item, frozen=True, kw_only=True):
    """The figures, each where there is one to expect."""

    capacity: Annotated[Maybe[float], Meta(description="The capacity of the actor, 0 to 100.")] = (
        None
    )
    attainment: Annotated[
        Maybe[float], Meta(description="How much of what was wanted was attained, 0 to 100.")
    ] = None
    excess: Annotated[Maybe[float], Meta(description="The attainment less luck, −100 to 100.")] = (
        None
    )
    posterior: Annotated[
        Maybe[float], Meta(description="The probability of the claim after the tests, 0 to 1.")
    ] = None


class Expected(Item, frozen=True, kw_only=True):
    """What the case of the same file name in the folder above is expected to come to.

    Worked out apart from fivec. ``fivec selfcheck`` computes the figures again and compares, to six
    decimals.
    """

    format: Annotated[
        Literal["fivec/expected@1"],
        Meta(description="What kind of file this is: always fivec/expected@1."),
    ]
    source: Annotated[
        Text,
        Meta(description="Where the figures come from, as a reader of the check should see it."),
    ]
    figures: Annotated[Figures, Meta(description="The figures, each where there is one to expect.")]
