"""Characters that hide in a text: invisible ones, and ones that look like another."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls but tab and line ends, line and paragraph separators, bidirectional
# embeddings, overrides and isolates, byte-order marks, surrogates and the two non-characters:
# these stand in no text of a file.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufeff\ud800-\udfff\ufffe\uffff]"
)
# What shows nothing, or moves what stands beside it, also where a text may hold it: soft hyphens,
# joiners, marks of direction, fillers, tags.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb"
    "\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_PRINTABLE = bytes(range(ord(" "), ord("~") + 1))


def beyond_ascii(data: bytes) -> str:
    """Return the characters of UTF-8 that are not ASCII's printable ones.

    What hides is among these, and few are left to look through. A half of a pair is kept.
    """
    return data.translate(None, _PRINTABLE).decode("utf-8", "surrogatepass")


# Letters and signs that look like one of ASCII, beside those that Unicode itself calls a form of
# it (full-width, superscript, non-breaking: NFKC folds these).
_LIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u043a\u0432\u043c\u043d\u0442\u0433"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u050c\u051a\u051c"
    "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03f2\u03f3"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u0131\u0237\u0251\u0261\u0578\u057d\u0585\u0570"
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u02d7\u00b7\u2024\u2044\u2215"
    "\u2018\u2019\u201a\u2032\u201c\u201d\u201e\u2033\u066b",
    "aeopcyxijshdqwkBMHTr" "ABEKMHOPCTYXIJSGQW" "aeikvoptuxcj" "ABEZHIKMNOPTYX" "ijagnuoh"
    "--------..//" "''''\"\"\"\".",
)  # fmt: skip

_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")

_CONTROLS = {"\n": "LINE FEED", "\r": "CARRIAGE RETURN", "\t": "TABULATION"}


def plain_form(text: str) -> str:
    """Return a text as it was probably meant: what is unseen taken out, what looks alike in ASCII.

    Spaces at either end go, and every other space is a plain one. Letters that look like none of
    ASCII stay as they are; digits of every script become ASCII's.
    """
    folded = unicodedata.normalize("NFKC", UNSEEN.sub("", text)).translate(_LIKE)
    digits = _FOREIGN_DIGIT.sub(lambda one: str(unicodedata.decimal(one[0])), folded)
    return " ".join(digits.split())


def odd_character(text: str) -> str:
    """Return the code point and name of the first character that a word of a file cannot hold.

    That is a space or line end at either end, one that is unseen, a space other than the plain
    one, and one that looks like one of ASCII. An empty text where there is none.
    """
    if text != text.strip():
        return named(text[0] if text[0].isspace() else text[len(text.rstrip())])
    return next((named(one) for one in text if _odd(one)), "")


def _odd(one: str) -> bool:
    if " " <= one <= "~":
        return False
    form = plain_form(one)
    return one.isspace() or bool(UNSEEN.match(one)) or (form != one and form.isascii())


def named(character: str) -> str:
    """Return the code point of a character, with its name where it has one."""
    name = unicodedata.name(character, _CONTROLS.get(character, ""))
    return f"U+{ord(character):04X} {name}".rstrip()
