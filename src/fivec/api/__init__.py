"""The one way in: from a file to an assessment, for the command line as for a notebook.

Scores, attainment, luck and excess run to 100, shares and probabilities from 0 to 1, and ``None``
is "not assessed": never 0. Whatever cannot be done raises ``FivecError``.
"""

from fivec.api.across import agreement, compare, conditions
from fivec.api.cases import next_steps, pairs, robustness, score
from fivec.api.checking import check, redact
from fivec.api.evaluation import dossier
from fivec.api.lenses import LENSES, Lens, assess
from fivec.api.many import score_many
from fivec.api.other_files import league, share, theory
from fivec.api.reading import Loaded, load
from fivec.api.sealing import seal
from fivec.assessed import AssessedCase
from fivec.errors import FivecError
from fivec.model.assessment import Failed

__all__ = [
    "LENSES", "AssessedCase", "Failed", "FivecError", "Lens", "Loaded", "agreement", "assess",
    "check", "compare", "conditions", "dossier", "league", "load", "next_steps", "pairs",
    "redact", "robustness", "score", "score_many", "seal", "share", "theory",
]  # fmt: skip
