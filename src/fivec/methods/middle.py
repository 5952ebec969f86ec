"""The rule itself: the middle of three answers, held down by what was attained (VERDICT §1).

Ranks count the levels of the verdict's scale from 0.
"""

from __future__ import annotations

from collections.abc import Mapping

from fivec.model.verdict import QUESTIONS, PartName

# The two ends of what may be, in ranks.
Ends = tuple[int, int]


def middle(answers: Mapping[PartName, Ends]) -> Ends:
    """Return the ends of a verdict from those of the three answers and of the ceiling.

    The middle of three is monotone, so that the lower end is the middle of the lower ends, and the
    upper that of the upper, exactly; each is then held down by the ceiling's.
    """
    (a, d), (b, e), (c, f) = map(answers.__getitem__, QUESTIONS)
    low, high = answers["ceiling"]
    return min(sorted((a, b, c))[1], low), min(sorted((d, e, f))[1], high)
