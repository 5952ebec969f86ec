"""The tracing with its likelihoods, its prior and the dependence of its tests drawn anew."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fivec.methods.robustness.uniforms import Between, Columns, ManyBetween
from fivec.methods.tracing import LEAST, MOST, Model, Pair
from fivec.model.tracing import Test

if TYPE_CHECKING:
    from fivec.methods.robustness.uniforms import Floats

# A likelihood without a range may be off by a factor of two in its odds, the prior by 0.3 to 0.7.
LIKELIHOOD_SHIFT, PRIOR_SHIFT = math.log(2), math.log(0.7 / 0.3)


class DrawnTracing:
    """The posterior of the contribution."""

    def __init__(self, model: Model, columns: Columns) -> None:
        self.model = model
        self.dependence = columns.between("dependence", 0.0, 1.0, 0.0)
        self.prior = columns.between("prior", -PRIOR_SHIFT, PRIOR_SHIFT, 0.0)
        self.chances = {test.id: self._chances(test, columns) for test in model.usable}

    def _chances(self, test: Test, columns: Columns) -> tuple[ManyBetween, ManyBetween]:
        """Return the likelihoods of a test and their shifts in log odds, by hypothesis."""
        both = [self._chance(low, high, columns) for low, high in self.model.spans[test.id]]
        return ManyBetween([one for one, _ in both]), ManyBetween([shift for _, shift in both])

    def _chance(self, low: float, high: float, columns: Columns) -> tuple[Between, Between]:
        """Return the likelihood and its shift in log odds."""
        middle = (low + high) / 2
        # Where the coder gave a range, that is what is open: it is the case's own.
        within = columns.between("traces", low, high, middle)
        shift = LIKELIHOOD_SHIFT if low == high else 0.0
        return within, columns.between("likelihoods", -shift, shift, 0.0)

    def __call__(self, numbers: Floats) -> Floats:
        """Return the posterior, 0 to 1, a draw."""
        import numpy as np

        prior = self.model.prior
        if prior in (0, 1):
            return np.full(len(numbers), prior)
        seen = {test.id: self._logs(test, numbers) for test in self.model.usable}
        free = 1 - self.dependence(numbers)
        against = {
            pair: total
            for claim, pairs in self.model.rivals_of.items()
            for pair, total in zip(pairs, self._against(claim, pairs, seen, free), strict=True)
        }
        odds = math.log(prior / (1 - prior)) + self.prior(numbers) + self._together(against)
        with np.errstate(over="ignore"):
            posterior: Floats = 1 / (1 + np.exp(-odds))
        return posterior

    def _logs(self, test: Test, numbers: Floats) -> Floats:
        """Return the logarithm of the probability of what was seen, a row a hypothesis."""
        import numpy as np

        within, shift = self.chances[test.id]
        chance = within(numbers)
        moved = 1 / (1 + (1 - chance) / chance * np.exp(-shift(numbers)))
        chance = np.clip(moved, LEAST, MOST)
        logs: Floats = np.log(1 - chance if test.result == "absent" else chance)
        return logs

    def _against(
        self, claim: int, pairs: Sequence[Pair], seen: dict[str, Floats], free: Floats
    ) -> Floats:
        """Return the logarithm of all tests together, a contribution against each of its rivals.

        ``free`` is 1 less the dependence: how much counts besides the strongest (METHODS §14).
        """
        import numpy as np

        rival = [pair[1] for pair in pairs]
        shape = len(rival), len(free)
        total = np.zeros(shape)
        for sign in (1, -1):
            whole, top = np.zeros(shape), np.zeros(shape)
            for tests in self.model.clusters:
                # A cluster speaks by its strongest test each way.
                strongest = np.zeros(shape)
                for one in tests:
                    log = seen[one.id][claim] - seen[one.id][rival]
                    strongest = np.maximum(strongest, sign * log)
                whole, top = whole + strongest, np.maximum(top, strongest)
            total += sign * (top + free * (whole - top))
        return total

    def _together(self, against: dict[Pair, Floats]) -> Floats:
        """Return the logarithm of the odds after over those before, as ``Model.together`` does."""
        import numpy as np

        model, claims = self.model, []
        for claim, pairs in model.rivals_of.items():
            if model.priors is None:
                claims.append(np.stack([against[pair] for pair in pairs]).min(axis=0))
                continue
            burdens = [_log(model.share(pair[1])) - against[pair] for pair in pairs]
            claims.append(_log(model.share(claim)) - np.logaddexp.reduce(burdens))
        whole: Floats = np.maximum.reduce(claims)
        if model.priors is not None:
            whole = np.logaddexp.reduce(claims)
        return whole


def _log(share: float) -> float:
    # Next to nothing stands for nothing, whose logarithm is no number.
    return math.log(max(share, 1e-300))
