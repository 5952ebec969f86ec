"""What was probably meant: near, and found in a moment however much is known."""

from fivec.model.suggest import nearest
from tests.conftest import steps


def test_the_nearest_word_is_found():
    assert nearest("mintues", ["study", "minutes"]) == "minutes"
    assert nearest("mintues", ["study", "talks"]) is None


def test_a_word_among_very_many_takes_a_moment():
    known = [f"coder{number}" for number in range(20_000)]
    few, many = (steps(lambda part=known[:end]: nearest("kodder1", part)) for end in (600, 20_000))
    assert many <= few
    assert steps(lambda: nearest("k" * 65, known)) < 10
