"""How actors did in the legislation of the European Union, to set an excess beside (VERDICT §5.2).

DEU III (Arregui & Perarnaud 2021): 62 proposals of three issues or more, and in each its actors:
1,067 in all.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

# The excess of real actors by quantile 0, 5, … 100 %: on scales, and with the same issues in words.
ON_SCALES = (
    -69.5, -34.4, -28.9, -22.2, -18.3, -14.1, -11.6, -9.2, -6.5, -4.7, -2.4, -0.1, 1.6, 3.0, 5.6,
    8.6, 11.6, 16.6, 19.9, 26.5, 66.2,
)  # fmt: skip
IN_WORDS = (
    -66.4, -37.9, -29.0, -22.9, -17.9, -16.3, -13.0, -10.0, -7.6, -5.0, -1.4, 1.2, 2.9, 5.0, 8.0,
    10.5, 12.7, 15.0, 18.3, 22.4, 45.0,
)  # fmt: skip

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
