"""What a sentence gives away of those interviewed (METHODS §8; Annex 1 of the report).

A text is read as a line of signs, a sign a word, and patterns are looked for in that line: they are
short, run one way, and take as long as the text is. What is no word (an address, a number, a mark,
a name) is looked for in the text itself, each within bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

from fivec.checks import lexicon as lx
from fivec.model.characters import UNSEEN

NAMED, DATED = "named-interviewee", "dated-interview"
_TOKEN = re.compile(r"\w+(?:-\w+)*(?:'s\b)?|%|[.;:?!](?=\s|$)")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")


def readable(text: str) -> str:
    """Return a text as it is looked through: in one form, without what hides in it."""
    if text.isascii():
        return text
    # A carriage return parts words, as a space does.
    return normalize("NFKC", UNSEEN.sub("", text.replace("\r", " ")))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what is looked for in a line of signs, each under its code."""
    # What may glue a number to those counted is a g here.
    patterns = (
        ("counted-interviewees", (
            # eight of the ten respondents, one of our interviewees
            r"[aNB]O[OD]{0,2}[NB]?w?[RPi]"
            # twelve respondents; seven diplomats … said; according to three officials
            r"|[NB]O?D?w{0,2}R|[NB]D?w{0,2}P[^.]{0,6}[St]|[Ct]D?Nw{0,2}P"
            # 80% of the interviewees, half of them
            r"|%g{0,3}w?[RP]|Hg{1,3}w?[RP]"
        )),
        ("vague-majority", (
            # a majority of the officials, nearly all respondents, many of our respondents
            r"Qg{0,4}w?[RP]|nD{1,2}O?D?w?[RP]|mOD{0,2}w?[RP]|la?mO?D?w?[RP]"
            # most interviewees; not "the most senior officials"
            r"|MO[OD]{0,2}w?[RP]|(?<![Da])Mw?[RP]"
        )),
        ("single-voice", (
            # a Dutch official … said; according to one diplomat
            r"aw{0,2}[rp](?![RP])[^.]{0,10}[St]|[Ct]aw{0,2}[rp]"
        )),
        ("single-office", r"[D]?w?F[^.]{0,14}[St]|CD?w?F"),
    )  # fmt: skip
    return tuple((code, re.compile(one.replace("g", "[OD]"))) for code, one in patterns)


# Of a group: it is one person, or an office that one person holds; or it counts.
_ONE_PERSON = re.compile(r"aw{0,2}[rpF]|aOD{0,2}w?[RP]|D?w?F(?!O?D?[RPrp])")
_COUNTS = re.compile(r"[NB]w{0,2}[RPrp]|NO[OD]|[QM][^.]*[RP]")

_QUOTED = re.compile(r"[“\"„«»]([^“”\"„«»]{12,400})[”“\"«»]|(?<!\w)[‘']([^‘’']{15,400})[’'](?!\w)")
_FEWEST_WORDS = 4
# So many words tell which language a text is in.
_ENOUGH = 200
_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2}")
_PHONE = re.compile(
    r"(?<![\w.,/+-])(?:"
    # +31 6 12345678, 0031 (0)70 …
    r"(?:\+|00)[1-9]\d{0,2}[ .-]?(?:\(0\))?(?:[ ./-]?\d){7,11}"
    # 06-12345678, 030 12345678
    r"|\(?0[1-9](?:\)?[ -]?\d|\)){8,10}"
    # 02 555 12 12, 0475/12.34.56, 01.23.45.67.89
    r"|0[1-9]\d{0,2}[ ./]\d{2,3}(?:[ .]\d\d){2,3}"
    r"|\(?0[1-9]\d{1,4}\)?[ ]?/[ ]?\d{5,8}"
    r")(?![\w-])"
)
_MARK = re.compile(
    r"\b(?:(?:[Ss]tg\.?|[Ss]taatsgeheim)\s{0,3}(?i:(?:zeer\s{1,3})?geheim|confidentieel)"
    r"|(?i:dep(?:artementaal|\.)?\s{0,3}vertrouwelijk)|STG\.?\s{0,3}(?:ZEER\s)?[CG][A-Z]+"
    r"|(?:COSMIC|Cosmic)\s{1,3}(?:TOP\s{1,3}SECRET|Top\s{1,3}Secret)"
    r"|(?:NATO|OTAN|EU|UE)\s{1,3}(?:TOP\s{1,3}SECRET|SECRET|CONFIDENTIAL|CONFIDENTIEL|RESTRICTED"
    r"|Top\s{1,3}Secret|Secret|Confidential|Restricted)"
    r"|(?:TR[EÈ]S\s{1,3}SECRET|SECRET|CONFIDENTIEL|RESTREINT)\s{1,3}(?:UE|OTAN|D[EÉ]FENSE)"
    r"|DIFFUSION\s{1,3}RESTREINTE|VS-NfD|VS-VERTRAULICH)\b"
)
# Parts of words of which any marking, and any name tied to an interview, has one.
_MARKED = re.compile(
    "SECRET|Secret|[CcRr](?:ONFID|onfid|ESTR|estr)|[Ee](?:HEIM|heim)|ROUW|rouw|VS-"
)
_TALKED = re.compile("nterview|espr|onversation|alk|poke|ntretien|ntrevue")
# Nothing to ring is shorter.
_RINGS = re.compile(r"[\d+(][\d ()./-]{7}")
_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
    " january february march may june july august october"
    " janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
)
_DATE = (
    rf"(?:\d{{1,2}}(?:er)?\s(?:{_MONTHS.replace(' ', '|')})\s20\d\d|20\d\d-\d\d-\d\d"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]20\d\d"
    rf"|(?:{_MONTHS.replace(' ', '|')})\s\d{{1,2}}(?:st|nd|rd|th)?,?\s20\d\d)"
)
_TALK = (
    r"(?:interview(?:e?d|s)?|ge[iï]nterviewd|gesprek(?:ken)?|conversations?|entretiens?|entrevues?)"
)


@cache
def _dated() -> re.Pattern[str]:
    """Return the pattern of an interview with its day."""
    return re.compile(rf"(?i)\b{_TALK}\b[^.;]{{0,60}}?\b{_DATE}")


@cache
def _day() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b{_DATE}")


_TITLE = (
    r"(?:[Dd]hr|[Mm]w|[Mm]r|[Mm]evr|[Mm]evrouw|[Mm]eneer|[Dd]e\sheer|[Dd]rs|[Dd]r|[Pp]rof|[Ii]r|[Ii]ng|[Jj]hr"
    r"|Mrs|Ms|Mme|Mlle|MM?\.|[Mm]adame|[Mm]onsieur|Herr|Frau)"
)
# Not from one line to the next: a title ends a line of a list.
_INITIALS = r"(?:[A-ZÀ-Ý]\.[ -]?){1,4}"
_PARTICLE = r"(?:(?:van|von|de|der|den|ter|ten|te|du|di|la|le|el|al|['’]t)\s){0,3}"
_SURNAME = r"[A-ZÀ-Ý][a-zà-ÿ][\w'’-]{1,30}"
_WITH = (
    r"\b(?:[Ii]nterview(?:s|ed)?|[Gg]esprek(?:ken)?|[Gg]esproken|[Cc]onversations?|[Tt]alks?|[Ss]poke"
    r"|[Ee]ntretiens?|[Ee]ntrevues?)\s{0,3}(?:met|with|avec|to)\s"
)


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a name: with a title, tied to an interview, with words of a person."""
    name = rf"(?:{_INITIALS}|(?P<first>{_SURNAME})\s)"
    full = rf"{name}{_PARTICLE}(?P<last>{_SURNAME})"
    titled = rf"{_TITLE}\.?\s(?:{_TITLE}\.?\s){{0,2}}(?:{_INITIALS})?{_PARTICLE}{_SURNAME}"
    verbs = "|".join(
        word
        for language in lx.LANGUAGES
        for word, sign in lx.signs(language).items()
        if sign == lx.TELLS and word not in ("dit", "dits")
    )
    by = r"(?:[Vv]olgens|[Aa]ldus|[Aa]ccording to|[Ss]elon)"
    return (
        re.compile(rf"\b{titled}"),
        re.compile(rf"{_WITH}{full}"),
        re.compile(rf"\b{full}\s(?:a\s|heeft\s|has\s)?(?:{verbs}|a dit)\b"),
        re.compile(rf"\b{by}\s{full}"),
    )


@cache
def _initialled() -> re.Pattern[str]:
    return re.compile(rf"\b{_INITIALS}{_PARTICLE}{_SURNAME}")


@cache
def _whole_name() -> re.Pattern[str]:
    """Return the pattern of a group that is a name: without a particle it might be anything."""
    particle = _PARTICLE.replace("{0,3}", "{1,3}")
    return re.compile(
        rf"(?:{_INITIALS}{_PARTICLE}|(?P<first>{_SURNAME})\s{particle})(?P<last>{_SURNAME})"
    )


def about_people(text: str, language: str) -> Iterator[str]:
    """Yield the codes of what an interview's text says of those interviewed, each once.

    ``language`` is that of the text where the file says it, else nothing.
    """
    text = readable(text)
    if quoted(text, language):
        yield "quoted-words"
    if any(char.isdigit() for char in text) and _dated().search(text):
        yield DATED
    words = _words(text)
    if _on_people(words):
        signs = _signs(words, language)
        yield from (code for code, pattern in _patterns() if pattern.search(signs))


def of_group(text: str, language: str) -> str:
    """Return the code of what is wrong with the name of a group; nothing for one that is right."""
    text = readable(text)
    signs = _signs(_words(text), language)
    if _ONE_PERSON.match(signs):
        return "group-of-one"
    if set(signs) <= {lx.OTHER, lx.DETERMINER, lx.OF, lx.STOP}:
        match = _whole_name().fullmatch(text.strip())
        if match and _is_name(match):
            return NAMED
    return "counted-people" if "%" in signs or _COUNTS.search(signs) else ""


def tell_tales(text: str, *, interview: bool = False) -> Iterator[str]:
    """Yield the codes of what stands in no text of a case, each once.

    ``interview`` says that the text is on an interview, or rests on interviews alone: no person is
    to be named there.
    """
    text = readable(text)
    if ("@" in text and _EMAIL.search(text)) or (_RINGS.search(text) and _PHONE.search(text)):
        yield "contact-detail"
    if _MARKED.search(text) and _MARK.search(text):
        yield "classification-mark"
    talks = interview or _TALKED.search(text)
    if talks and names_somebody(text, interview=interview):
        yield NAMED


def dated(text: str) -> bool:
    """Whether a text names a day."""
    return bool(_day().search(readable(text)))


def quoted(text: str, language: str) -> bool:
    """Whether words of others stand in a text between quotation marks: more than a term or a title.

    What begins with a capital between single marks is a title, unless somebody says something.
    """
    for match in _QUOTED.finditer(text):
        double, single = match.groups()
        if len((double or single).split()) < _FEWEST_WORDS:
            continue
        if double or not single[0].isupper() or text[: match.start()].rstrip().endswith(":"):
            return True
        signs = _signs(_words(text), language)
        if lx.SAYS in signs or lx.TELLS in signs:
            return True
    return False


def names_somebody(text: str, *, interview: bool) -> bool:
    """Whether a text ties a name to an interview; on an ``interview``, whether it names anybody."""
    titled, talked, spoke, according = _named()
    patterns = (talked, spoke, according) if interview else (talked,)
    if any(_is_name(match) for one in patterns for match in one.finditer(text)):
        return True
    if interview:
        return bool(titled.search(text) or _initialled().search(text))
    return any(titled.match(text, match.end()) for match in re.finditer(_WITH, text))


def _is_name(match: re.Match[str]) -> bool:
    parts = (match["first"], match["last"])
    return not any(part and re.sub("['’]s$", "", part) in lx.no_names() for part in parts)


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text.casefold().replace("’", "'"))


def _on_people(words: list[str]) -> bool:
    """Whether any of the words is on people: without one there is nothing to look for."""
    parts = (part for word in words for part in (word, word.rpartition("-")[2]))
    return not lx.tell_tale().isdisjoint(parts) or any(
        word.endswith(tuple(lx.ENDINGS)) for word in words
    )


def _signs(words: list[str], language: str) -> str:
    """Return words as signs, a sign a word, or one for several that belong together."""
    tables = [lx.signs(one) for one in _in_order(words, language)]
    signs: list[str] = []
    at = 0
    while at < len(words):
        for width in (3, 2, 1):
            known = "_".join(words[at : at + width])
            sign = next((table[known] for table in tables if known in table), "")
            if sign:
                break
        signs.append(sign or _unlisted(words[at], tables))
        at += width
    return "".join(signs)


def _in_order(words: list[str], language: str) -> list[str]:
    """Return the languages in the order in which a text is likely to be in them."""
    known = language.partition("-")[0]
    if known in lx.LANGUAGES:
        return [known, *(one for one in lx.LANGUAGES if one != known)]

    def likely(one: str) -> int:
        table = lx.signs(one)
        return sum(word in table for word in words[:_ENOUGH])

    return sorted(lx.LANGUAGES, key=likely, reverse=True)


def _unlisted(word: str, tables: list[dict[str, str]]) -> str:
    """Return the sign of what is in no list: a number, a word made of others, a sign."""
    if word == "%":
        return lx.PER_CENT
    if not word[0].isalnum():
        return lx.STOP
    if _NUMBER.fullmatch(word):
        return lx.NUMBER
    for ending, sign in lx.ENDINGS.items():
        if word.endswith(ending):
            return sign
    parts = word.split("-")
    numbers = (lx.ONE, lx.NUMBER)
    if all(
        part in lx.JOINTS or any(table.get(part) in numbers for table in tables) for part in parts
    ):
        return lx.NUMBER
    # Two-thirds, EU-officials.
    known = (lx.PART, lx.ASKED, lx.ASKED_ONE, lx.STAFF, lx.STAFF_ONE)
    return next((table[parts[-1]] for table in tables if table.get(parts[-1]) in known), lx.OTHER)
