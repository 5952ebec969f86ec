"""Records by their ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Named(Protocol):
    """A record with an id, which is its own among its kind; case counts."""

    @property
    def id(self) -> str:
        """Its id."""
        ...


T = TypeVar("T", bound=Named)


def by_id(records: Iterable[T]) -> dict[str, T]:
    """Return records by their ids, in their order; of two of one id the first stands."""
    records_by_id: dict[str, T] = {}
    for one in records:
        records_by_id.setdefault(one.id, one)
    return records_by_id
