"""What Office formats and data packages share: zips with the same bytes wherever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

# The earliest moment that a zip file can name.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TYPES = "[Content_Types].xml"
_UNIX = 3
# As Unix keeps it: a file that its owner may write and all may read.
_READABLE = 0o100644 << 16


def repacked(data: bytes) -> bytes:
    """Return a zip package whose bytes hang on nothing but what it holds.

    Entries keep their order, after ``[Content_Types].xml``, and their attributes. They are stored
    and not deflated, as versions of zlib differ in what they make of the same bytes, and say that
    they are of 1980. Raises ``zipfile.BadZipFile`` for what is no zip file.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as given:
        entries = sorted(given.infolist(), key=lambda one: one.filename != _TYPES)
        return _zip((one.filename, one.external_attr, given.read(one)) for one in entries)


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip package, in their order; everyone may read them."""
    return _zip((name, _READABLE, data) for name, data in files.items())


def _zip(entries: Iterable[tuple[str, int, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
        for name, attributes, data in entries:
            kept = zipfile.ZipInfo(name, _EPOCH)
            kept.external_attr = attributes
            # Else it would be the system on which it runs.
            kept.create_system = _UNIX
            package.writestr(kept, data)
    return made.getvalue()


def stamp(day: str | None) -> datetime:
    """Return the moment at which a file says that it was made: the start of a day.

    ``day`` is a YYYY, YYYY-MM or YYYY-MM-DD; it is of 1980 at the earliest, and where there is no
    day. Nothing reads a clock.
    """
    first = datetime(*_EPOCH, tzinfo=UTC)
    try:
        named = datetime.strptime(f"{day}-01-01"[:10], "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return first
    return max(first, named)
