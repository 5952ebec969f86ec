"""What follows from a policy theory: the balance of its evidence, and its chain.

No verdict is made here: each one is a word of the file, the evaluator's own.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from fivec.model.fields import Ids
from fivec.model.finding import Finding
from fivec.model.text import Text
from fivec.model.theory import Alternative, Arrow, Plausibility, Theory

FiveSteps = Literal["reconstruct", "causes", "relevance", "evidence", "verdict"]


class StepShown(Struct, frozen=True, kw_only=True):
    """One of the five steps of a theory-based evaluation, and for how many assumptions it shows."""

    step: Annotated[FiveSteps, Meta(description="Which step.")]
    shown: Annotated[int, Meta(description="For how many assumptions the file shows it.")]
    of: Annotated[int, Meta(description="How many assumptions there are.")]


class Weights(Struct, frozen=True, kw_only=True):
    """The evidence of an assumption by side: strong counts 3, moderate 2, weak 1."""

    supports: Annotated[int, Meta(description="The weight of all that speaks for it.")]
    opposes: Annotated[int, Meta(description="The weight of all that speaks against it.")]


class Weighed(Struct, frozen=True, kw_only=True):
    """An assumption, what its evidence comes to, and the verdict that the file gives."""

    id: Annotated[str, Meta(description="The id of the assumption.")]
    statement: Annotated[Text, Meta(description="The claim in a sentence.")]
    verdict: Annotated[
        str | None,
        Meta(description="The evaluator's verdict, as the file has it; null where it has none."),
    ]
    verdict_by: Annotated[str | None, Meta(description="Who gave the verdict.")]
    balance: Annotated[
        float | None,
        Meta(
            description="(for - against) / (for + against) over the weights of the evidence, -1 to"
            " 1; null where there is no evidence."
        ),
    ]
    weights: Annotated[Weights, Meta(description="What it is made of.")]
    sources: Annotated[Ids, Meta(description="The sources behind its evidence, each once.")]
    alternatives: Annotated[
        tuple[Alternative, ...], Meta(description="Other explanations, and what came of each.")
    ]
    counterfactual: Annotated[
        bool, Meta(description="Whether there is a like case without the intervention.")
    ]
    link: Annotated[Arrow | None, Meta(description="The arrow that it stands under.")]
    tensions: Annotated[
        Ids, Meta(description="Passages elsewhere in the work that contradict it, by their ids.")
    ]


class ChainPath(Struct, frozen=True, kw_only=True):
    """A way from a means to a goal, and what its plausibility is held down by."""

    nodes: Annotated[Ids, Meta(description="The nodes on it, in order.")]
    assumptions: Annotated[Ids, Meta(description="The assumptions under its arrows, in order.")]
    verdict: Annotated[
        str | None,
        Meta(
            description="The lowest verdict on it; null where one on it was not judged, or an arrow"
            " has no assumption."
        ),
    ]
    weakest: Annotated[Ids, Meta(description="The assumptions that have this verdict.")]


class ChainResult(Struct, frozen=True, kw_only=True):
    """The chain of a theory as a whole."""

    verdict: Annotated[
        str | None,
        Meta(
            description="The lowest verdict on it; null where one on it was not judged, an arrow"
            " has no assumption, or there is no chain."
        ),
    ]
    weakest: Annotated[Ids, Meta(description="The assumptions that have this verdict.")]
    unjudged: Annotated[
        Ids, Meta(description="The assumptions on it of which plausibility was not judged.")
    ]
    bare: Annotated[
        tuple[tuple[str, str], ...], Meta(description="The arrows without an assumption.")
    ]
    paths: Annotated[
        tuple[ChainPath, ...], Meta(description="Every way through it, a hundred at most.")
    ]
    count: Annotated[int, Meta(description="How many ways through it there are.")]


class TheoryResult(Struct, frozen=True, kw_only=True):
    """What follows from a policy theory; ``theory`` is the theory itself."""

    unwritten: ClassVar[frozenset[str]] = frozenset({"theory", "findings"})
    id: Annotated[str, Meta(description="The id of the theory.")]
    title: Annotated[Text, Meta(description="Its title.")]
    file: Annotated[str, Meta(description="Its file, as given; of a whole path its last part.")]
    sha256: Annotated[str, Meta(description="The SHA-256 of that file's bytes.")]
    scale: Annotated[
        tuple[Plausibility, ...], Meta(description="The degrees of plausibility, weakest first.")
    ]
    steps: Annotated[tuple[StepShown, ...], Meta(description="The five steps, in order.")]
    chain: Annotated[ChainResult, Meta(description="The chain as a whole.")]
    assumptions: Annotated[tuple[Weighed, ...], Meta(description="The assumptions, in order.")]
    theory: Theory
    findings: tuple[Finding, ...] = ()
