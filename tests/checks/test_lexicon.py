"""The words by which a text betrays who was interviewed: each has one sign, and a language all."""

import re
from collections import Counter

import pytest

from fivec.checks import lexicon

_ONES = r"((een|vier|vijf|zes|zeven|acht|negen)en|(twee|drie)[eë]n)"
_TENS = r"(twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"


def test_a_dutch_number_is_one_word():
    # Not what was made of the table before a test broke what makes it.
    words = lexicon.signs.__wrapped__("nl")
    listed = {word for some in lexicon.WORDS["nl"].values() for word in some.split()}
    made = words.keys() - listed
    # Eight tens with nine ones each; those of two and three with a trema, and without it.
    assert len(made) == 8 * (9 + 2)
    assert [word for word in made if not re.fullmatch(_ONES + _TENS, word)] == []
    assert {words[word] for word in made} == {lexicon.NUMBER}
    assert lexicon.signs.__wrapped__("en").keys().isdisjoint(made)


@pytest.mark.parametrize("language", lexicon.LANGUAGES)
def test_a_word_has_one_sign_and_stands_as_it_is_looked_for(language):
    table = lexicon.WORDS[language]
    words = Counter(word for some in table.values() for word in some.split())
    assert [word for word, times in words.items() if times > 1] == []
    assert [word for word in words if word != word.casefold()] == []
    # Three words are looked at together, and no more.
    assert [word for word in words if word.count("_") > 2] == []
    assert {len(sign) for sign in table} == {1}
