"""Whatever a text holds, it is shown as it is and acts on nothing."""

from fivec.documents.clean import clean
from fivec.model.characters import FORBIDDEN

SIGNS = [chr(point) for point in range(0x110000) if FORBIDDEN.match(chr(point))]


def test_a_sign_that_no_file_may_hold_is_shown_by_another():
    shown = {sign: clean(f"a{sign}b") for sign in SIGNS}
    assert [sign for sign, text in shown.items() if FORBIDDEN.search(text) or text == "ab"] == []
