"""What a shipped case must come to, in a file beside it, and whether it did."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from fivec.model.fields import Item, Maybe
from fivec.model.text import Text

# Expected numbers are given to six decimals.
_HALF = 5e-7


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


class Check(Struct, frozen=True):
    """One number: what it is, where it comes from, what it must be and what came out.

    ``example`` is the number of a worked example or the id of a case. ``what`` and ``source`` are
    keys of words (``selfcheck.of.…``, ``selfcheck.by.…``), unless the source is in a file's own
    words; ``of`` is the number in the words.
    """

    example: str
    what: str
    source: str | Text
    expected: float
    computed: float | None
    of: float = 0

    @property
    def holds(self) -> bool:
        """Whether the number came out, to six decimals."""
        return self.computed is not None and abs(self.computed - self.expected) <= _HALF
