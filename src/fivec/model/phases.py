"""What evidence says was done in each phase of the process."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from fivec.model.evidence import Phase
from fivec.model.fields import Ids


class PhaseResult(Struct, frozen=True, kw_only=True):
    """What was done in a phase: how many rows of evidence support or weaken, and which rows."""

    phase: Annotated[
        Phase,
        Meta(description="The phase."),
    ]
    supports: Annotated[int, Meta(ge=0, description="How often evidence of this phase supports.")]
    weakens: Annotated[int, Meta(ge=0, description="How often evidence of this phase weakens.")]
    evidence: Annotated[Ids, Meta(description="The evidence rows of this phase.")]
