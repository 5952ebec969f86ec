"""Two answers at once: those, and only those, that do what no single answer does."""

from itertools import combinations, product

from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.methods.levers.pairs import joint_moves
from tests.methods.judged import judged, ranks
from tests.methods.second_opinion import LEVELS


def ends(parts):
    """Return both ends of a verdict, in ranks, from those of its parts."""
    *three, ceiling = (parts[name] for name in ("excess", "attribution", "tracing", "ceiling"))
    return tuple(min(sorted(one[at] for one in three)[1], ceiling[at]) for at in (0, 1))


MAPPING = {
    "format": "fivec/case@1", "id": "a", "title": "A", "rubric": "iob-5c@1", "actor": {"id": "A"},
    "issues": [{"id": "i", "label": "I", "attained": "full", "alignment": "majority"}],
    "attributions": [{"by": "external", "group": "G", "level": "reasonable"}],
}  # fmt: skip
SPANS = st.lists(st.sampled_from(LEVELS), min_size=2, max_size=2).map(
    lambda ends: tuple(sorted(ends, key=LEVELS.index))
)
TOP = LEVELS[-1], LEVELS[-1]


def answered(excess, attribution, tracing, ceiling):
    """Return a verdict whose parts may be what lies between these; no ceiling: none is asked."""
    verdict = judged(MAPPING).verdict
    three = zip(("excess", "attribution", "tracing"), (excess, attribution, tracing), strict=True)
    parts = {name: replace(verdict.parts[name], why=None, as_coded=ends) for name, ends in three}
    why = None if ceiling else "no-bands"
    held = replace(verdict.ceiling, why=why, as_coded=ceiling or TOP)
    return replace(verdict, questions=replace(verdict.questions, **parts), ceiling=held)


@given(st.tuples(SPANS, SPANS, SPANS, SPANS | st.none()))
# Of two ways down to one verdict, one moves a part that it was open to, the other one that was not.
@example(((LEVELS[0], LEVELS[2]), (LEVELS[1], LEVELS[2]), (LEVELS[0], LEVELS[2]), None))
def test_two_answers_are_named_where_no_single_one_brings_an_end_so_far(spans):
    verdict = answered(*spans)
    tried = [name for name in verdict.parts if name != "ceiling" or spans[-1]]
    now = {name: ranks(one.as_coded) for name, one in verdict.parts.items()}
    to = range(len(LEVELS))

    def far(moves):
        return sum(min(abs(end - rank) for end in range(now[name][0], now[name][1] + 1))
                   for name, rank in moves.items())  # fmt: skip

    def then(moves):
        return ends(now | {name: (rank, rank) for name, rank in moves.items()})

    single = [then({}), *(then({name: rank}) for name in tried for rank in to)]
    least = {}
    for one, other in combinations(tried, 2):
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
    verdict = judged(MAPPING).verdict
    unasked = replace(verdict.questions.tracing, why="no-bands")
    without = replace(verdict, questions=replace(verdict.questions, tracing=unasked))
    assert any("tracing" in pair.levels for pair in joint_moves(verdict, LEVELS))
    assert not any("tracing" in pair.levels for pair in joint_moves(without, LEVELS))


def test_of_two_answers_that_fall_together_each_falls_no_further_than_it_must():
    """Three at the top: to another level two must come down as far, and no further."""
    moves = joint_moves(answered(TOP, TOP, TOP, None), LEVELS)
    assert len(moves) == 3 * 4
    for pair in moves:
        assert pair.as_coded[0] == pair.as_coded[1]
        assert set(pair.levels.values()) == {pair.as_coded[0]}
