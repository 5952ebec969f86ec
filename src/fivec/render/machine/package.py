"""What the Office formats share: zip packages with the same bytes wherever they are made."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

# The earliest moment that a zip file can name.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TYPES = "[Content_Types].xml"
_UNIX = 3


def repacked(data: bytes) -> bytes:
    """Return a zip package whose bytes hang on nothing but what it holds.

    Entries keep their order, after ``[Content_Types].xml``, and their attributes. They are stored
    and not deflated, as versions of zlib differ in what they make of the same bytes, and say that
    they are of 1980. Raises ``zipfile.BadZipFile`` for what is no zip file.
    """
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package,
    ):
        for entry in sorted(given.infolist(), key=lambda one: one.filename != _TYPES):
            kept = zipfile.ZipInfo(entry.filename, _EPOCH)
            kept.external_attr = entry.external_attr
            # Else it would be the system on which it runs.
            kept.create_system = _UNIX
            package.writestr(kept, given.read(entry))
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
