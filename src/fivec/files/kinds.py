"""What a file's bytes really are, whatever its name says: a workbook where text belongs, say."""

from __future__ import annotations

import re
from typing import Literal

from fivec.model.document import WHOLE_FILE
from fivec.model.finding import Finding, finding

# What is asked for where something else is given.
Wanted = Literal["case", "table", "result", "workbook"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_FIRST_BYTES = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\0", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"Rar!\x1a", "packed"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"$FL2", "spss"),
    (b"$FL3", "spss"),
    (b"<stata_dta>", "stata"),
    (b"SQLite format 3\0", "database"),
    (b"PAR1", "database"),
)
# Names of streams, which say what an Office file of before 2007 holds.
_STREAMS = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"),
            ("Book", "xls"), ("PowerPoint Document", "slides"))  # fmt: skip
# The main part of an Office file of today, in the zip's list of its entries.
_PART = (
    rb"(?is)PK\x01\x02.{42}(?:(xl/workbook\.bin)|(xl/workbook)|(word/document)|(ppt/presentation))"
)
_PARTS = ("xlsb", "xlsx", "docx", "slides")
_OPEN_DOCUMENT = rb"mimetypeapplication/vnd\.oasis\.opendocument\.([a-z]+)"
_OPEN_DOCUMENTS = {b"spreadsheet": "ods", b"text": "odt", b"presentation": "slides"}
# As much as says what a text is, and as many letters as say that each has two bytes.
_START, _LETTERS = 4096, 64

# Programs keep sheets as pages and as XML of their own too.
_SHEETS = frozenset({"xlsb", "xls", "ods", "strict", "html", "xml"})
_PACKED = frozenset({"packed", "zip"})
_DATA = frozenset({"spss", "stata", "database"})


def kind_of(data: bytes) -> str:
    """Return the kind of a file that is not the plain text it should be; nothing for any other."""
    for first, kind in _FIRST_BYTES:
        if data.startswith(first):
            return kind
    if data.startswith(_OLE):
        names = ((name.encode("utf-16-le") + b"\0\0", kind) for name, kind in _STREAMS)
        return next((kind for name, kind in names if name in data), "password")
    if data.startswith(_ZIP):
        return _packed(data)
    start = data[:_START].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if start.startswith(b"<?xml"):
        return "xml"
    even, odd = data[:_LETTERS:2], data[1:_LETTERS:2]
    # Without the mark at its start, such text could pass for letters with a NUL between.
    wide = any(one and not one.strip(b"\0") for one in (even, odd)) and any(even) | any(odd)
    return "utf-16" if wide else ""


def is_workbook(data: bytes) -> bool:
    """Return whether a file is a workbook of the kind in which a case is coded."""
    return kind_of(data) == "xlsx"


def is_text(data: bytes) -> bool:
    """Return whether a file is plain text and not empty."""
    try:
        return bool(data.decode("utf-8-sig").strip("\0"))
    except UnicodeDecodeError:
        return False


def not_utf_8(file: str, fault: UnicodeDecodeError) -> Finding:
    """Return which byte is no part of a text, and on which line it stands."""
    # Not in the file's own bytes: the mark at its start may be gone from these.
    before = fault.object[: fault.start].decode(fault.encoding, "replace").removeprefix("\ufeff")
    before = before.replace("\r\n", "\n").replace("\r", "\n")
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    return finding(file, place, "not-utf-8", byte=f"0x{fault.object[fault.start]:02X}")


def _packed(data: bytes) -> str:
    if match := re.search(_OPEN_DOCUMENT, data[:_START]):
        return _OPEN_DOCUMENTS.get(match[1], "odt")
    # An Office file that stands within another comes before what names the outer one's parts.
    kind = ""
    for match in re.finditer(_PART, data):
        kind = _PARTS[(match.lastindex or 1) - 1]
    return kind or "zip"


def not_text(data: bytes, file: str, wanted: Wanted) -> Finding | None:
    """Return what a file is, and how to get what is wanted from it, where it is no plain text."""
    kind = kind_of(data)
    return (
        finding(file, WHOLE_FILE, "not-text", why=kind, mend=_mend(kind, wanted)) if kind else None
    )


def not_a_workbook(file: str, kind: str) -> Finding:
    """Return that a file is no workbook that can be read, and what to do with one of its kind."""
    return finding(file, WHOLE_FILE, "not-a-workbook", why=kind, mend=_mend(kind, "workbook"))


def _mend(kind: str, wanted: Wanted) -> str:
    """Return the key of the words that say what to do."""
    if wanted == "result":
        return wanted
    if kind in _PACKED:
        return "packed"
    if kind == "utf-16":
        return kind
    if kind == "text":
        return f"{wanted}-text"
    group = "sheet" if kind in _SHEETS else kind if kind in ("xlsx", "encrypted") else "other"
    if kind in _DATA and wanted == "table":
        group = "data"
    return f"{wanted}-{group}"
