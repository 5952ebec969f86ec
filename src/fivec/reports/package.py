"""What the Office formats share: zip packages with the same bytes wherever they are made."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from fivec.model.assessment import Batch
from fivec.reports import View

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


def stamp(batch: Batch, view: View) -> datetime:
    """Return the moment at which a document says that it was made; nothing reads a clock.

    That is the start of the day that the view names, else of the last day on which a case of the
    batch was coded; where neither is known, and at the earliest, of 1980.
    """
    named = [view.date] if view.date else _coded_on(batch)
    first = datetime(*_EPOCH, tzinfo=UTC)
    return max([first, *(day for day in map(_day, named) if day is not None)])


def _coded_on(batch: Batch) -> list[str]:
    codings = (coding for one in batch.assessments for coding in one.case.codings)
    return [coding.coded_on for coding in codings if coding.coded_on]


def _day(text: str) -> datetime | None:
    """Return the first moment of a YYYY, YYYY-MM or YYYY-MM-DD; ``None`` for what is none."""
    try:
        return datetime.strptime(f"{text}-01-01"[:10], "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None
