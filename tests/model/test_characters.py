"""Characters that hide in a word of a file: named, and the word as it was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.model.characters import UNSEEN, odd_character, plain_form


@pytest.mark.parametrize(
    ("text", "odd", "meant"),
    [
        ("a ", "U+0020 SPACE", "a"),
        (" a", "U+0020 SPACE", "a"),
        ("a\n", "U+000A LINE FEED", "a"),
        ("a\u00a0b", "U+00A0 NO-BREAK SPACE", "a b"),
        ("75\u202f", "U+202F NARROW NO-BREAK SPACE", "75"),
        ("i\u200bob", "U+200B ZERO WIDTH SPACE", "iob"),
        ("i\u00adob", "U+00AD SOFT HYPHEN", "iob"),
        ("iob\u200e", "U+200E LEFT-TO-RIGHT MARK", "iob"),
        ("\u043aompas", "U+043A CYRILLIC SMALL LETTER KA", "kompas"),
        ("iob-2\u043e25", "U+043E CYRILLIC SMALL LETTER O", "iob-2o25"),
        ("i\u03bfb", "U+03BF GREEK SMALL LETTER OMICRON", "iob"),
        ("\uff49\uff4f\uff42", "U+FF49 FULLWIDTH LATIN SMALL LETTER I", "iob"),
        ("\U0001d41bob", "U+1D41B MATHEMATICAL BOLD SMALL B", "bob"),
        ("qualified\u2011majority", "U+2011 NON-BREAKING HYPHEN", "qualified-majority"),
        ("\u22125", "U+2212 MINUS SIGN", "-5"),
        ("\u0667\u0665", "U+0667 ARABIC-INDIC DIGIT SEVEN", "75"),
        ("\ufb01le", "U+FB01 LATIN SMALL LIGATURE FI", "file"),
        ("a b", "", "a b"),
        ("caf\u00e9", "", "caf\u00e9"),
        ("\u4e2d\u56fd", "", "\u4e2d\u56fd"),
        ("\u0416", "", "\u0416"),
        ("", "", ""),
    ],
)
def test_an_odd_character_is_named_and_the_word_is_told(text, odd, meant):
    assert odd_character(text) == odd
    assert plain_form(text) == meant


@given(st.text(max_size=20))
def test_the_form_that_was_meant_has_nothing_odd_left(text):
    meant = plain_form(text)
    assert not UNSEEN.search(meant)
    assert plain_form(meant) == meant
    assert odd_character(meant) == ""


@given(st.text(st.characters(max_codepoint=0x7E, min_codepoint=0x20), max_size=20))
def test_ascii_is_never_odd_but_at_its_ends(text):
    assert odd_character(text.strip()) == ""
