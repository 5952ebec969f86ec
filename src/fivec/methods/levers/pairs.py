"""Two answers at once, where they do to a verdict what no single one does (VERDICT §8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from fivec.methods.middle import Ends, middle
from fivec.model.verdict import JointMove, PartName, VerdictResult

# Two parts of the verdict with the rank that each is brought to.
_Moves = tuple[tuple[PartName, int], ...]


def joint_moves(verdict: VerdictResult, scale: Sequence[str]) -> tuple[JointMove, ...]:
    """Return the pairs of moves that bring an end of the verdict where no single move brings it.

    Each question, and what was attained, is tried at each level of the scale, the rest as it
    stands. Of several pairs of levels by which the same two parts give the same verdict, the one
    that moves them least is returned.
    """
    answers = verdict.parts
    coded: dict[PartName, Ends] = {
        name: (scale.index(one.as_coded[0]), scale.index(one.as_coded[1]))
        for name, one in answers.items()
    }
    ranks = range(len(scale))
    # Where the rubric has no cut points for it, no coding would answer a question.
    tried = [name for name, one in answers.items() if one.why != "no-bands"]

    def ends(moves: _Moves) -> Ends:
        return middle(coded | {name: (rank, rank) for name, rank in moves})

    single = [ends(((name, rank),)) for name in tried for rank in ranks]
    lows, highs = (set(side) for side in zip(*single, strict=True))

    def pairs() -> Iterator[tuple[_Moves, Ends]]:
        for one, other in combinations(tried, 2):
            best: dict[Ends, _Moves] = {}
            for first, second in product(ranks, ranks):
                moves: _Moves = ((one, first), (other, second))
                then = ends(moves)
                if then[0] in lows and then[1] in highs:
                    continue
                best[then] = min(best.get(then, moves), moves, key=far)
            yield from ((moves, then) for then, moves in sorted(best.items()))

    def far(moves: _Moves) -> int:
        return sum(max(coded[name][0] - rank, rank - coded[name][1], 0) for name, rank in moves)

    return tuple(
        JointMove(
            levels={name: scale[rank] for name, rank in moves},
            as_coded=(scale[then[0]], scale[then[1]]),
        )
        for moves, then in pairs()
    )
