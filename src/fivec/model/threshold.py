"""What a run asks of every case."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct


class Threshold(Struct, frozen=True):
    """A threshold: a ``figure`` of a case at ``least``, 0–100; of a verdict a level."""

    figure: str
    least: Decimal | str

    def __str__(self) -> str:
        """Return the threshold as it is asked for."""
        return f"{self.figure}={self.least}"
