"""The format of a policy theory: the assumptions under a policy, and what an evaluator found.

The fields are the keys of the file, in the words of METHODS §9. A degree of plausibility is the
evaluator's: nothing here or in ``methods`` gives one.
The annotations are types and no text, which msgspec would compile each time fivec starts.
"""

from functools import cached_property
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

from fivec.model.document import FromFile, Origin
from fivec.model.evidence import Source
from fivec.model.fields import Id, Item, Maybe, Word, Words
from fivec.model.lookup import by_id
from fivec.model.text import Text

Strength = Literal["strong", "moderate", "weak"]
Side = Literal["for", "against"]
Standing = Literal["open", "ruled_out", "accepted"]
SIDES: tuple[Side, ...] = get_args(Side)
# What evidence weighs in the balance (METHODS §9, TB03).
STRENGTHS: dict[str, int] = {"strong": 3, "moderate": 2, "weak": 1}


def balance(supports: int, opposes: int) -> float | None:
    """Return B = (for - against) / (for + against), -1 to 1, over the weights of evidence (TB03).

    ``None`` where there is no evidence, which is no balance of 0.

    >>> round(balance(3 + 2, 2), 6)
    0.428571
    """
    total = supports + opposes
    return (supports - opposes) / total if total else None


class Plausibility(Item, frozen=True, kw_only=True):
    """A degree of plausibility, or the word for what cannot be judged."""

    id: Annotated[Id, Meta(description="The word that verdicts use for it.")]
    label: Annotated[Text, Meta(description="The same in words, as documents print it.")]
    by: Annotated[
        Literal["source", "fivec"],
        Meta(
            description="source: the source uses this word. fivec: it was added to make a whole"
            " scale, and documents say so."
        ),
    ] = "source"
    judged: Annotated[
        bool,
        Meta(
            description="false: the word for what cannot be judged; it stands outside the order."
            " Left out, true."
        ),
    ] = True
    least_balance: Annotated[
        Maybe[Annotated[float, Meta(ge=-1, le=1)]],
        Meta(
            description="The balance of the evidence, -1 to 1, under which this word asks for"
            " reasons."
        ),
    ] = None
    settled: Annotated[
        bool,
        Meta(
            description="true: no alternative explanation should be open under this word. Left"
            " out, false."
        ),
    ] = False


class ChainNode(Item, frozen=True, kw_only=True):
    """A point of the policy theory: a means, a step on the way, or the goal."""

    id: Annotated[Id, Meta(description="The name by which arrows call it.")]
    label: Annotated[Text, Meta(description="What it is, in some words.")]


class Arrow(Item, frozen=True, kw_only=True):
    """An arrow of the policy theory: what is to lead to what."""

    start: Annotated[Id, Meta(description="The id of the node that it comes from.")] = (
        msgspec.field(name="from")
    )
    end: Annotated[Id, Meta(description="The id of the node that it leads to.")] = msgspec.field(
        name="to"
    )


class Argument(Item, frozen=True, kw_only=True):
    """Evidence for or against an assumption."""

    id: Annotated[Id, Meta(description="Its name within the assumption.")]
    side: Annotated[
        Side, Meta(description="Whether it speaks for the assumption or against it.")
    ] = msgspec.field(name="dir")
    strength: Annotated[
        Strength, Meta(description="How strong it is; in the balance strong is 3, weak 1.")
    ]
    type: Annotated[
        Literal["study", "document", "interview", "expert", "dataset", "media"],
        Meta(description="What kind of evidence it is."),
    ]
    source_ids: Annotated[
        tuple[Id, ...], Meta(min_length=1, description="The sources behind it, by their ids.")
    ]
    text: Annotated[Text, Meta(description="What it says, in your own words.")]
    where: Annotated[
        Maybe[Words], Meta(description="The place in the source: section, page, line or note.")
    ] = None


class Alternative(Item, frozen=True, kw_only=True):
    """Another explanation of what the assumption explains."""

    id: Annotated[Id, Meta(description="Its name within the assumption.")]
    text: Annotated[Text, Meta(description="The explanation, in your own words.")]
    status: Annotated[
        Standing,
        Meta(
            description="open: it may be so. ruled_out: the evidence speaks against it. accepted:"
            " it is at work as well."
        ),
    ]
    where: Annotated[
        Maybe[Words], Meta(description="The place in the source: section, page, line or note.")
    ] = None


class LikeCase(Item, frozen=True, kw_only=True):
    """Whether there is a like case without the intervention to compare with; its note says why."""

    available: Annotated[bool, Meta(description="true: there is such a case.")]


class Assumption(Item, frozen=True, kw_only=True):
    """An assumption: one claim that something contributes to something."""

    id: Annotated[Id, Meta(description="The name of the assumption, such as A4.")]
    label: Annotated[
        Maybe[Text], Meta(description="A few words for it, as tables have room for.")
    ] = None
    statement: Annotated[Text, Meta(description="The claim in a sentence.")]
    link: Annotated[
        Maybe[Arrow], Meta(description="The arrow of the policy theory that it stands under.")
    ] = None
    relevance: Annotated[
        Maybe[Literal["high", "moderate", "low"]],
        Meta(description="How much it matters for the policy: the third of the five steps."),
    ] = None
    evidence: Annotated[
        tuple[Argument, ...], Meta(description="The evidence for and against it.")
    ] = ()
    alternatives: Annotated[
        tuple[Alternative, ...], Meta(description="Other explanations of the same.")
    ] = ()
    counterfactual: Annotated[
        Maybe[LikeCase],
        Meta(description="Whether there is a like case without the intervention."),
    ] = None
    conditions: Annotated[
        tuple[Text, ...], Meta(description="What must be so for the claim to hold.")
    ] = ()
    verdict: Annotated[
        Maybe[Word],
        Meta(
            description="The evaluator's verdict: a word of the scale. Leave it out where none was"
            " given; fivec gives none."
        ),
    ] = None
    verdict_by: Annotated[
        Maybe[Literal["evaluator", "coder"]],
        Meta(
            description="Who gave the verdict: the evaluator, or whoever coded this file. It goes"
            " with every verdict."
        ),
    ] = None
    reasoning: Annotated[Maybe[Text], Meta(description="Why the verdict is what it is.")] = None
    where: Annotated[
        Maybe[Words], Meta(description="The place in the source: section, page, line or note.")
    ] = None


class Tension(Item, frozen=True, kw_only=True):
    """Another passage of the same work that contradicts an assumption."""

    id: Annotated[Id, Meta(description="Its name.")]
    assumption: Annotated[Id, Meta(description="The id of the assumption that it contradicts.")]
    text: Annotated[Text, Meta(description="What it says, in your own words.")]
    source_ids: Annotated[
        tuple[Id, ...], Meta(min_length=1, description="The sources behind it, by their ids.")
    ]
    where: Annotated[
        Maybe[Words], Meta(description="The place in the source: section, page, line or note.")
    ] = None


class TheoryFile(Item, frozen=True, kw_only=True):
    """A policy theory: the assumptions under a policy, and how plausible an evaluator found them.

    The five steps of a theory-based evaluation: reconstruct the policy (nodes, arrows), name causes
    and assumptions with alternatives, verify that they matter (relevance), collect evidence, and
    judge how plausible they are (verdict).
    """

    format: Annotated[
        Literal["fivec/theory@1"],
        Meta(description="What kind of file this is: always fivec/theory@1."),
    ]
    id: Annotated[Id, Meta(description="The name of the theory.")]
    title: Annotated[Text, Meta(description="What the theory is called.")]
    sources: Annotated[
        tuple[Source, ...],
        Meta(
            description="Where the evidence comes from. Interviewees appear as groups, never as"
            " persons."
        ),
    ] = ()
    scale: Annotated[
        tuple[Plausibility, ...],
        Meta(
            min_length=2,
            description="The degrees of plausibility, weakest first. There is no word for certain:"
            " many factors are at work, and nothing shows what would have been without the policy.",
        ),
    ]
    nodes: Annotated[
        tuple[ChainNode, ...], Meta(description="The points of the policy theory.")
    ] = ()
    arrows: Annotated[
        tuple[Arrow, ...], Meta(description="What is to lead to what, each once.")
    ] = ()
    assumptions: Annotated[
        tuple[Assumption, ...], Meta(min_length=1, description="The assumptions under the arrows.")
    ]
    tensions: Annotated[
        tuple[Tension, ...],
        Meta(description="Passages elsewhere in the same work that contradict an assumption."),
    ] = ()


class Theory(TheoryFile, FromFile, frozen=True, kw_only=True, dict=True):
    """A theory as it was read; what is looked up in it is arranged once, when first asked for."""

    format: Literal["fivec/theory@1"] = "fivec/theory@1"
    origin: Origin = Origin()

    @cached_property
    def sources_by_id(self) -> dict[str, Source]:
        """The sources by their ids."""
        return by_id(self.sources)

    @cached_property
    def scale_by_id(self) -> dict[str, Plausibility]:
        """The degrees of plausibility by their ids."""
        return by_id(self.scale)

    @cached_property
    def nodes_by_id(self) -> dict[str, ChainNode]:
        """The nodes by their ids."""
        return by_id(self.nodes)

    @cached_property
    def assumptions_by_id(self) -> dict[str, Assumption]:
        """The assumptions by their ids."""
        return by_id(self.assumptions)
