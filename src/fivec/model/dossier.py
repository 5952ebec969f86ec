"""An evaluation as a whole: its cases, the theory behind the policy, and the fair share."""

from __future__ import annotations

from msgspec import Struct

from fivec.model.assessment import Batch
from fivec.model.share_result import ShareResult
from fivec.model.theory_result import TheoryResult


class Dossier(Struct, frozen=True, kw_only=True):
    """All that the files of an evaluation come to, each kind in the order of its files.

    ``batch`` holds the cases, and among its ``failed`` what could not be read, of whatever kind.
    """

    batch: Batch
    theories: tuple[TheoryResult, ...] = ()
    shares: tuple[ShareResult, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing in it could be read."""
        return not (self.batch.assessments or self.theories or self.shares)
