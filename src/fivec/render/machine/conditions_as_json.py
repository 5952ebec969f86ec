"""What cases show of conditions as JSON: the contract ``fivec/conditions@1``."""

from __future__ import annotations

from fivec import __version__
from fivec.model.conditions import Conditions
from fivec.model.values import values
from fivec.render import View
from fivec.render.machine.as_json import as_text


def render(what: Conditions, view: View) -> str:
    """Return it as one JSON object; its keys have a fixed order and are only ever added."""
    head = {"format": "fivec/conditions@1", "tool": f"fivec {__version__}"}
    return as_text(head | values(what, view.words.language))
