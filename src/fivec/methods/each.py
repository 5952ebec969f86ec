"""How work is gone about of which the pieces do not hang together: here, or elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

Piece = TypeVar("Piece")
Outcome = TypeVar("Outcome")


class Each(Protocol):
    """Gives what comes of each piece, in their order, as ``map`` does."""

    def __call__(
        self, work: Callable[[Piece], Outcome], pieces: Iterable[Piece], /
    ) -> Iterable[Outcome]:
        """Return what comes of each piece."""
