"""Two answers at once: those, and only those, that do what no single answer does."""

from itertools import combinations, product

from hypothesis import given
from msgspec.structs import replace

from fivec.methods.levers.pairs import joint_moves
from tests.methods.any_case import cases
from tests.methods.judged import judged, ranks
from tests.methods.second_opinion import LEVELS


def ends(parts):
    """Return both ends of a verdict, in ranks, from those of its parts."""
    *three, ceiling = (parts[name] for name in ("excess", "attribution", "tracing", "ceiling"))
    return tuple(min(sorted(one[at] for one in three)[1], ceiling[at]) for at in (0, 1))


@given(cases)
def test_two_answers_are_named_where_no_single_one_brings_an_end_so_far(mapping):
    verdict = judged(mapping).verdict
    now = {name: ranks(one.as_coded) for name, one in verdict.parts.items()}
    to = range(len(LEVELS))

    def far(moves):
        return sum(min(abs(end - rank) for end in range(now[name][0], now[name][1] + 1))
                   for name, rank in moves.items())  # fmt: skip

    def then(moves):
        return ends(now | {name: (rank, rank) for name, rank in moves.items()})

    single = [then({}), *(then({name: rank}) for name in now for rank in to)]
    least = {}
    for one, other in combinations(now, 2):
        for first, second in product(to, to):
            moves = {one: first, other: second}
            if any(then(moves)[at] not in {seen[at] for seen in single} for at in (0, 1)):
                key = one, other, then(moves)
                least[key] = min(least.get(key, far(moves)), far(moves))
    named = {}
    for pair in joint_moves(verdict, LEVELS):
        moves = {name: LEVELS.index(level) for name, level in pair.levels.items()}
        assert then(moves) == ranks(pair.as_coded)
        named[*moves, then(moves)] = far(moves)
    assert named == least


def test_a_question_that_the_rubric_does_not_ask_is_not_moved():
    mapping = {
        "format": "fivec/case@1", "id": "a", "title": "A", "rubric": "iob-5c@1",
        "actor": {"id": "A"},
        "issues": [{"id": "i", "label": "I", "attained": "full", "alignment": "majority"}],
        "attributions": [{"by": "external", "group": "G", "level": "reasonable"}],
    }  # fmt: skip
    verdict = judged(mapping).verdict
    unasked = replace(verdict.questions.tracing, why="no-bands")
    without = replace(verdict, questions=replace(verdict.questions, tracing=unasked))
    assert any("tracing" in pair.levels for pair in joint_moves(verdict, LEVELS))
    assert not any("tracing" in pair.levels for pair in joint_moves(without, LEVELS))
