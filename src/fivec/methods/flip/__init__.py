"""What would have to change for the verdict to be another: the smallest such changes.

Each candidate is tried, not guessed: the coding or the convention is changed, and what hangs on it
is judged again. A number is told as it would have to be written, so that the change told is one
that really alters the verdict.
"""

from __future__ import annotations

from collections import Counter

from fivec.methods.flip.conventions import Conventions
from fivec.methods.flip.issues import Issues
from fivec.methods.flip.lenses import Lenses
from fivec.methods.flip.traces import Traces
from fivec.methods.rule import Grounds, Ruling
from fivec.model.rule import VerdictRule
from fivec.model.verdict import Flip, LensResult

# More of a kind, in a direction, help nobody.
MOST = 8


def flips(
    grounds: Grounds, rule: VerdictRule, lenses: tuple[LensResult, ...], ruled: Ruling
) -> tuple[Flip, ...]:
    """Return changes that would alter the verdict, smallest first; some of each kind and direction.

    Single changes, and pairs of lenses that each move a level.
    """
    rank = -1 if ruled.rank is None else ruled.rank
    scale = rule.levels

    def raises(one: Flip) -> bool:
        return one.becomes is not None and scale.index(one.becomes) > rank

    def order(one: Flip) -> tuple[float, bool]:
        # Of changes as small, those first that would take the verdict away.
        return round(one.size, 9), raises(one)

    kinds = (Lenses, Traces, Issues, Conventions)
    searches = (kind(grounds, rule, lenses, ruled) for kind in kinds)
    every = sorted((one for part in searches for one in part.all()), key=order)
    left = Counter[tuple[str, bool]]()
    kept: list[Flip] = []
    for one in every:
        if one in kept:
            continue
        left[one.kind, raises(one)] += 1
        if left[one.kind, raises(one)] <= MOST:
            kept.append(one)
    return tuple(kept)
