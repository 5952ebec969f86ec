"""What was probably meant: near, and found in a moment however much is known."""

import time

from fivec.model.suggest import nearest


def test_the_nearest_word_is_found():
    assert nearest("mintues", ["study", "minutes"]) == "minutes"
    assert nearest("mintues", ["study", "talks"]) is None


def test_two_hundred_words_among_very_many_take_a_moment():
    known = [f"coder{number}" for number in range(20_000)]
    begun = time.process_time()
    for number in range(200):
        nearest(f"kodder{number}", known)
    assert time.process_time() - begun < 3
