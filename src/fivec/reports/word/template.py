"""Another document whose look a report takes: opened with care, and emptied of its own text."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_TYPES = "[Content_Types].xml"
# An old Word file begins so, and one that a password protects.
_COMPOUND = b"\xd0\xcf\x11\xe0"
# More than a house style ever needs; what claims more is made to fill a disk.
MOST_BYTES = 64 * 1024 * 1024
_MOST_PARTS = 2000
_MOST_UNPACKED = 4 * MOST_BYTES


class Why(StrEnum):
    """Why a file cannot serve as a template."""

    TOO_LARGE = "too-large"
    # By a password; or it is a Word file of before 2007, which looks the same from outside.
    PROTECTED = "protected"
    MACROS = "macros"
    NOT_WORD = "not-word"
    BROKEN = "broken"


class TemplateError(ValueError):
    """What cannot serve as a template; ``code`` says why."""

    def __init__(self, code: Why) -> None:
        super().__init__(code)
        self.code = code


def checked(data: bytes) -> bytes:
    """Return a template as a document that can be opened. Raises ``TemplateError``.

    A ``.dotx`` differs from a ``.docx`` by what it calls itself alone.
    """
    if len(data) > MOST_BYTES:
        raise TemplateError(Why.TOO_LARGE)
    if data.startswith(_COMPOUND):
        raise TemplateError(Why.PROTECTED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _as_document(package, data)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as fault:
        raise TemplateError(Why.NOT_WORD) from fault


def _as_document(package: zipfile.ZipFile, data: bytes) -> bytes:
    entries = package.infolist()
    if len(entries) > _MOST_PARTS or sum(one.file_size for one in entries) > _MOST_UNPACKED:
        raise TemplateError(Why.TOO_LARGE)
    # Word deflates; and what a part says of itself must be so.
    known = all(one.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in entries)
    if not known or package.testzip() is not None:
        raise TemplateError(Why.NOT_WORD)
    names = [one.filename for one in entries]
    if len(set(names)) != len(names) or _TYPES not in names:
        raise TemplateError(Why.NOT_WORD)
    types = package.read(_TYPES)
    if _MACROS.search(types) or any(_MACROS.search(name.encode()) for name in names):
        raise TemplateError(Why.MACROS)
    if _TEMPLATE.encode() in types:
        return _renamed(package, types.replace(_TEMPLATE.encode(), _MAIN.encode()))
    if _MAIN.encode() not in types:
        raise TemplateError(Why.NOT_WORD)
    return data


def _renamed(package: zipfile.ZipFile, types: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as copy:
        for entry in package.infolist():
            copy.writestr(
                entry.filename, types if entry.filename == _TYPES else package.read(entry)
            )
    return made.getvalue()
