"""A coding, sealed before its verdict is seen."""

from __future__ import annotations

from fivec.api.reading import Loaded, load
from fivec.checks.seal import digest, sealed_items
from fivec.files.paths import Name
from fivec.model.seal import SealFile


def seal(path: Name, *, date: str | None = None) -> SealFile:
    """Return the seal of a case: a hash of all that is coded in it, and of the rubric it names.

    ``path`` is as for ``load``; ``date``, YYYY-MM-DD, is the day that it says, if any. Nothing is
    scored. How the file is spelt, the order of its keys, notes and comments make no difference.

    Raises:
        FivecError: The case cannot be read, or something in it blocks it.

    >>> len(seal("cases/kompas.yaml").items["ratings"])
    49
    """
    return seal_of(load(path), date)


def seal_of(loaded: Loaded, date: str | None) -> SealFile:
    """Return the seal of a case that was loaded."""
    name, items = loaded.case.id, sealed_items(loaded.case, loaded.rubric)
    return SealFile(format="fivec/seal@1", case=name, sha256=digest(items), date=date, items=items)
