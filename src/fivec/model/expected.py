"""What a shipped case must come to, as the file beside it says."""

from __future__ import annotations

from msgspec import Struct

from fivec.model.text import Text


class Expected(Struct, frozen=True):
    """Figures worked out apart from fivec, by name, and where they come from."""

    source: Text
    figures: dict[str, float]
