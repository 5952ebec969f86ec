"""The league as JSON: the contract ``fivec/league@1``."""

from __future__ import annotations

from fivec import __version__
from fivec.model.league import League
from fivec.model.values import values
from fivec.render import View
from fivec.render.machine.as_json import as_text


def render(league: League, _: View) -> str:
    """Return a league as one JSON object; its keys have a fixed order and are only ever added."""
    head = {"format": "fivec/league@1", "tool": f"fivec {__version__}"}
    return as_text(head | values(league))
