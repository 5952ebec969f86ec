"""Cases that coders have rated, and what draws their verdict."""

from random import Random

import numpy as np
from hypothesis import strategies as st

from fivec.methods.robustness.draws import DrawnVerdict
from fivec.model.assessment import Assessment
from fivec.model.robustness import ASSUMPTIONS, ON_REQUEST
from tests.methods.any_case import of_seed
from tests.methods.judged import read

BY_DEFAULT = frozenset(ASSUMPTIONS) - ON_REQUEST
RATED = ("none", "limited", "reasonable", "high", "very-high")


def rated_file(seed: int) -> dict:
    """Return the file of a case of every feature in which coders rate what they please."""
    rng, mapping = Random(seed), of_seed(seed)  # noqa: S311 - nothing is kept secret
    by_name = read(mapping).rubric.indicators_by_name
    codings = []
    for coder in "abc"[: rng.choice((0, 1, 1, 2, 3))]:
        ratings = {}
        for name, one in by_name.items():
            if rng.random() < 0.4:
                continue
            at = rng.randrange(5)
            if one.measure is None:
                ratings[name] = {"level": RATED[at]}
                if rng.random() < 0.5:
                    ends = RATED[rng.randint(0, at)], RATED[rng.randint(at, 4)]
                    ratings[name]["range"] = list(ends)
        codings.append({"coder": coder, "adjudicated": False, "ratings": ratings})
    return mapping | ({"codings": codings} if codings else {})


def rated(seed: int) -> Assessment:
    """Return a case of every feature in which one coder or several rate what they please."""
    return read(rated_file(seed))


seeds = st.integers(0, 2**32 - 1)
rated_cases = seeds.map(rated)


def drawn(one: Assessment, vary, weights: float = 0.5) -> DrawnVerdict:
    return DrawnVerdict(one, one.rubric.verdict, one.verdict, frozenset(vary), weights)


def numbers(of: DrawnVerdict, draws: int = 60, seed: int = 1):
    return 1 - np.random.default_rng(seed).random((draws, len(of.columns.of)))


def evenly(of, figure, parts):
    """Return a figure in the middle of each of so many equal parts of what every number may be."""
    at = (np.arange(parts) + 0.5) / parts
    return figure(np.column_stack([at] * max(len(of.columns.of), 1))).tolist()
