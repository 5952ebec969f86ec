"""The parts of an Office file, read with care: bounded before anything is built of them.

A ``.docx`` or ``.xlsx`` is a zip of XML, of which a hundred kilobytes can unfold to anything. So
its bytes, parts and elements are counted over all parts first, whatever they are called and
however they are written, and what declares entities is refused. Nothing is run or fetched.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from io import BytesIO

from msgspec import Struct

_COMPOUND = b"\xd0\xcf\x11\xe0"
# How XML may begin: a mark of its encoding, blanks, and an element; in one byte a letter, or two.
_XML = re.compile(rb"(?:\xef\xbb\xbf)?[\t\n\r ]*<|\xff\xfe|\xfe\xff|<\0|\0<")
# Encodings of four bytes a letter, and of mainframes: Office has never written them.
_FOREIGN = (b"\0\0\0<", b"<\0\0\0", b"\0\0\xfe\xff", b"\xff\xfe\0\0", b"\x4c\x6f\xa7\x94")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]+)["']""")
_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252", b"utf-16"}
_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


class Why(StrEnum):
    """Why an Office file is not opened."""

    # By a password; or it is a file of before 2007, which looks the same from outside.
    PROTECTED = "protected"
    NO_ZIP = "no-zip"
    TOO_LARGE = "too-large"
    ENTITIES = "entities"
    DAMAGED = "damaged"


class Limits(Struct, frozen=True):
    """What an Office file may hold: parts, bytes once unpacked, bytes of XML, and marks in it.

    ``marks`` counts ``<`` and ``=``: each element has one or two, each attribute one.
    """

    parts: int
    unpacked: int
    xml: int
    marks: int


class OfficeError(ValueError):
    """What is not opened; ``code`` says why."""

    def __init__(self, code: Why) -> None:
        super().__init__(code)
        self.code = code


def parts(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the parts of an Office file by their names. Raises ``OfficeError`` and nothing else.

    A package whose directory names a part twice, or in which a part is not what the directory says
    of it, is not a zip file that Office wrote.
    """
    if data.startswith(_COMPOUND):
        raise OfficeError(Why.PROTECTED)
    with unfaulty(), zipfile.ZipFile(BytesIO(data)) as package:
        return _read(package, limits)


@contextmanager
def unfaulty() -> Iterator[None]:
    """Let whatever is wrong with a zip file be an ``OfficeError``."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        NotImplementedError,  # zipfile: packed in a way that it does not know
        RuntimeError,  # zipfile: a part with a password
        OSError,
        EOFError,
        ValueError,
    ) as fault:
        raise fault if isinstance(fault, OfficeError) else OfficeError(Why.NO_ZIP) from fault
    except Exception as fault:  # zlib has faults of its own
        raise OfficeError(Why.DAMAGED) from fault


def _read(package: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
    entries = package.infolist()
    # A part is never read beyond the size that the directory gives.
    if len(entries) > limits.parts or sum(one.file_size for one in entries) > limits.unpacked:
        raise OfficeError(Why.TOO_LARGE)
    if any(one.flag_bits & 1 for one in entries):
        raise OfficeError(Why.PROTECTED)
    contents: dict[str, bytes] = {}
    size = marks = 0
    for one in entries:
        # Office deflates; other methods unfold further, and are slower.
        if one.filename in contents or one.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            raise OfficeError(Why.NO_ZIP)
        part = contents[one.filename] = package.read(one)
        if not is_xml(part):
            continue
        size += len(part)
        marks += part.count(b"<") + part.count(b"=")
        if size > limits.xml or marks > limits.marks:
            raise OfficeError(Why.TOO_LARGE)
        readable(part)
    return contents


def is_xml(part: bytes) -> bool:
    """Return whether a reader of XML would take a part, whatever its name says."""
    return _XML.match(part) is not None or part.startswith(_FOREIGN)


def readable(part: bytes) -> None:
    """Raise ``OfficeError`` where a part declares entities, or is in an encoding that hides it."""
    if any(mark in part for mark in _DOCTYPE):
        raise OfficeError(Why.ENTITIES)
    named = _ENCODING.search(part[:400].replace(b"\0", b""))
    if part.startswith(_FOREIGN) or (named and named[1].lower() not in _ENCODINGS):
        raise OfficeError(Why.DAMAGED)
