"""An archive of which some parts are read, by name, and the rest is left packed.

A project of a coding program holds recordings and pictures beside its texts. What is read of it is
counted, over all parts together; no name in it is ever the name of a file of ours.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from fivec.office import OfficeError, Why, unfaulty

MAX_ENTRIES, MAX_NAME = 20_000, 1_000
# What begins an entry of the directory. Texts within hold some of their own: a Word file is a zip.
_ENTRY, _MOST_MARKS = b"PK\x01\x02", 60_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Of a part that unfolds to more than so many times what it takes packed, no text is read.
MAX_RATIO, _SMALL = 200, 1024**2


class Archive:
    """The parts of a zip file by their names, of which case and slashes do not count.

    Raises ``OfficeError``.
    """

    def __init__(self, data: bytes, most: int) -> None:
        # A directory of a million entries would fill the memory before they could be counted.
        if data.count(_ENTRY) > _MOST_MARKS:
            raise OfficeError(Why.TOO_LARGE)
        with unfaulty():
            self._package = zipfile.ZipFile(BytesIO(data))
        entries = self._package.infolist()
        if len(entries) > MAX_ENTRIES or any(len(one.filename) > MAX_NAME for one in entries):
            raise OfficeError(Why.TOO_LARGE)
        self._left = most
        self._exact = {one.filename: one for one in entries}
        self._plain: dict[str, zipfile.ZipInfo] = {}
        for one in entries:
            self._plain.setdefault(_plain_name(one.filename), one)

    def named(self, suffix: str) -> str | None:
        """Return the part whose name ends so, the one that lies least deep; ``None`` if none."""
        # A Mac keeps a file beside each, whose name begins with a dot.
        names = [
            one
            for one in self._exact
            if one.lower().endswith(suffix)
            and not one.replace("\\", "/").rpartition("/")[2].startswith(".")
        ]
        return min(names, key=lambda name: (name.count("/") + name.count("\\"), name), default=None)

    def find(self, *names: str) -> str | None:
        """Return the first of some names under which there is a part."""
        for name in names:
            entry = self._exact.get(name) or self._plain.get(_plain_name(name))
            if entry is not None and not entry.is_dir():
                return entry.filename
        return None

    def read(self, name: str) -> bytes:
        """Return the bytes of a part."""
        entry = self._exact[name]
        size = entry.file_size
        if size > self._left or (size > _SMALL and size > MAX_RATIO * max(entry.compress_size, 1)):
            raise OfficeError(Why.TOO_LARGE)
        if entry.flag_bits & 1:
            raise OfficeError(Why.PROTECTED)
        if entry.compress_type not in _METHODS:
            raise OfficeError(Why.NO_ZIP)
        self._left -= size
        with unfaulty():
            return self._package.read(entry)


def _plain_name(name: str) -> str:
    return name.replace("\\", "/").lower()
