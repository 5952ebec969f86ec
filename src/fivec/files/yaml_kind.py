"""What a YAML file in a folder is: one of fivec's, what was meant to be one, or another's."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any

from fivec.files.kinds import kind_of
from fivec.files.plain import read_plain
from fivec.files.yaml_reader import MAX_BYTES, read_yaml

# In nearly every case the format stands here: the rest need not be read to know.
_START = 64 * 1024
# The kinds that are looked for, each with the spellings that mean it.
_SPELT = {"case": "c[as]+e", "rubric": "rubri[ck]", "theory": "theor(?:y|ie)",
          "share": "shares?", "map": "map+"}  # fmt: skip
KINDS = tuple(_SPELT)
_ANY = "|".join(KINDS).encode()
_SAYS = re.compile(
    rb"(?:\A(?:\xef\xbb\xbf)?|[\r\n])format:[ \t]+[\"']?fivec/(" + _ANY + rb"|expected)@1[\"']?"
    rb"[ \t]*[\r\n]"
)
# The same, in whatever way YAML lets it be written: at the start of a line, or in braces; the value
# may stand on the next line.
_SAYS_SOMEHOW = re.compile(
    rb"(?:\A(?:\xef\xbb\xbf)?|[\r\n][ \t]*|[{,]\s*)[\"']?format[\"']?\s*:"
    rb"(?:\s*[>|][+-]?[ \t]*[\r\n]+)?"
    rb"\s*[\"']?fivec/(" + _ANY + rb")@"
)
# What git writes for a link where the system has none.
_LINK = re.compile(rb"\S+\.ya?ml\s*\Z")
# Remarks and marks of a document, and nothing else.
_EMPTY = re.compile(rb"(?:\xef\xbb\xbf|\s++|#[^\r\n]*+|(?:---|\.\.\.)(?=\s|\Z))*+\Z")
_CASE_KEYS = frozenset({
    "rubric", "actor", "arena", "decision_rule", "sources", "evidence", "codings", "issues",
    "overall", "attributions", "tracing", "published",
    "waived",
})  # fmt: skip
# These together no other file has.
_OTHERS_KEYS = {
    "rubric": frozenset({"levels", "capabilities"}),
    "theory": frozenset({"assumptions", "scale"}),
    "share": frozenset({"stocks", "rows"}),
}
# So many keys of a case make one; with one that no other file has, one less.
_PLAINLY = 3
_OWN_KEYS = frozenset({"actor", "codings", "attributions"})
# What an editor is told at the top of a file.
_SCHEMA = re.compile(rb"^#[^\r\n]*\$schema=\S*fivec\S*(" + _ANY + rb")\.schema\.json")
_KEY = re.compile(
    rb"(?:\A|[\r\n{,])[ \t\"']*("
    + "|".join(sorted(_CASE_KEYS.union(*_OTHERS_KEYS.values()))).encode()
    + rb")[\"']?[ \t]*:",
    re.IGNORECASE,
)
# A format mistyped: "fivec/case1", "fivec:case@1", "fivec/rubrik". A word behind a space or alone
# is no format: "run: fivec check cases".
_MEANT = re.compile(rf"fivec\s*[/\\@:._|-]\s*[\"']?({'|'.join(_SPELT.values())})", re.IGNORECASE)
_OTHER = re.compile(r"fivec/([a-z-]+)@\d+")
_MEANT_LINE = re.compile(rf"^[^#\n]{{0,40}}?{_MEANT.pattern}", re.IGNORECASE | re.MULTILINE)


BROKEN = "broken"


def declared_kind(path: Path) -> str:
    """Return what a file says near its start that it is, if anything. Raises ``OSError``."""
    match = _SAYS_SOMEHOW.search(read_plain(path, _START))
    return match[1].decode() if match else ""


def intended_kind(path: Path) -> str:
    """Return what a file is or was meant to be: ``case``, or nothing if another's.

    One that is no text, or has no contents, is ``BROKEN``. Raises ``OSError``.
    """
    data = read_plain(path, _START)
    match = _SAYS.search(data)
    if match is None and len(data) == _START:
        data = read_plain(path, MAX_BYTES + 1)
        match = _SAYS.search(data)
    return match[1].decode() if match else _meant(data)


def _meant(data: bytes) -> str:
    try:
        # A character that the limit cut in two is no fault.
        codecs.getincrementaldecoder("utf-8")().decode(data, final=len(data) <= MAX_BYTES)
    except UnicodeDecodeError:
        return BROKEN
    if b"\0" in data or _EMPTY.match(data) or _LINK.match(data) or kind_of(data):
        return BROKEN
    keys = {key.lower().decode() for key in _KEY.findall(data)}
    if b"fivec" not in data.lower() and not _by_keys(keys):
        return ""
    if schema := _SCHEMA.match(data):
        return schema[1].decode()
    document, _ = read_yaml(data, "")
    return claimed(document.root)[0] or ("" if document.whole else _by_text(data, keys))


def claimed(root: Any) -> tuple[str, str]:
    """Return what values were meant to be, and the key that says so, if it is a key.

    ``Format: fivec/case@1`` says so, and ``formaat: fivec/case1``; so do keys of a case together.
    """
    if isinstance(root, list) and root:
        return claimed(root[0])
    if isinstance(root, str):
        return _by_text(root.encode(), set()), ""
    if not isinstance(root, dict):
        return "", ""
    for key, value in root.items():
        if isinstance(value, dict) and _MEANT.match(str(value.get("format"))):
            # The whole case stands under a key of its own.
            return _named(str(value["format"])), key
        given = value if isinstance(value, str) else ""
        if _MEANT.match(given) or (_near(key, "format") and _is_ours(given)):
            return _named(given), key
    return _by_keys({str(key).strip().lower() for key in root}), ""


def _is_ours(given: str) -> bool:
    """Whether a format is fivec's, and not of another kind of its files."""
    other = _OTHER.fullmatch(given)
    return "fivec" in given.lower() and not (other and not _near(other[1], *KINDS))


def _near(word: str, *known: str) -> bool:
    return bool(_nearest(word, *known))


def _nearest(word: str, *known: str) -> str:
    from fivec.model.suggest import nearest

    return nearest(word[:40].strip(), known) or ""


def _named(given: str) -> str:
    """Return which kind the words of a format mean; what names none was to be a case."""
    spelt = _SPELT.items()
    meant = next((kind for kind, how in spelt if re.search(how, given, re.IGNORECASE)), "")
    words = re.findall(r"[a-z]+", given.lower().replace("fivec", "", 1))
    near = (_nearest(one, *KINDS) for one in words)
    return meant or next(filter(None, near), "case")


def _by_keys(keys: set[str]) -> str:
    for kind, own in _OTHERS_KEYS.items():
        if keys >= own:
            return kind
    return "case" if len(keys & _CASE_KEYS) >= _PLAINLY - bool(keys & _OWN_KEYS) else ""


def _by_text(data: bytes, keys: set[str]) -> str:
    """Return what a file was meant to be that is no YAML, from its words."""
    match = _MEANT_LINE.search(data.decode("utf-8", "replace").replace("\r", "\n"))
    return _named(match[0]) if match else _by_keys(keys)
