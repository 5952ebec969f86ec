"""How actors did in the legislation of the European Union, to set an excess beside (VERDICT §5.2).

Made of DEU III (Arregui & Perarnaud 2021, doi:10.34810/data53, CC BY 4.0 as others who use it
state) by ``benchmarks/unusual.py``: 62 proposals of three issues or more, and in each its actors:
1,067 in all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from fivec.model.fields import Interval
from fivec.model.figure import TOLERANCE

# The excess of real actors by quantile 0, 5, … 100 %: on scales, and with the same issues in words.
ON_SCALES = (
    -69.5, -34.4, -28.9, -22.2, -18.3, -14.1, -11.6, -9.2, -6.5, -4.7, -2.4, -0.1, 1.6, 3.0, 5.6,
    8.6, 11.6, 16.6, 19.9, 26.5, 66.2,
)  # fmt: skip
IN_WORDS = (
    -66.4, -37.9, -29.0, -22.9, -17.9, -16.3, -13.0, -10.0, -7.6, -5.0, -1.4, 1.2, 2.9, 5.0, 8.0,
    10.5, 12.7, 15.0, 18.3, 22.4, 45.0,
)  # fmt: skip

# Over so much, luck alone takes this share of actors: where the outcome is what the others alone
# would have made of it, and as wrong as the model is.
BY_LUCK = (0.0, 5.0, 20.0, 30.0)
SHARES_BY_LUCK = (0.37, 0.25, 0.04, 0.007)

# Their proposals have so many issues or more; with fewer, luck reaches further.
BENCHMARKED = 3


def percentile(excess: float, *, in_words: bool) -> float:
    """Return the share, 0 to 1, of those actors that had a lower excess (-100 to 100).

    Between two quantiles it is read off a straight line.
    """
    quantiles = IN_WORDS if in_words else ON_SCALES
    steps = len(quantiles) - 1
    at = bisect_right(quantiles, excess)
    if at == 0:
        return 0.0
    if at > steps:
        return 1.0
    low, high = list(pairwise(quantiles))[at - 1]
    return (at - 1 + (excess - low) / (high - low)) / steps


def luck_alone(excess: float) -> Interval | None:
    """Return the highest cut below an excess (-100 to 100), and the share that luck takes over it.

    ``None``: it is over none.
    """
    passed = bisect_left(BY_LUCK, excess - TOLERANCE)
    return (BY_LUCK[passed - 1], SHARES_BY_LUCK[passed - 1]) if passed else None
