"""Whether a folder gives its results again, as JSON: the contract ``fivec/verification@1``."""

from __future__ import annotations

from fivec import __version__
from fivec.model.replication import Verification
from fivec.model.values import values
from fivec.render import View
from fivec.render.machine.as_json import as_text


def render(what: Verification, view: View) -> str:
    """Return it as one JSON object; its keys have a fixed order and are only ever added."""
    head = {"format": "fivec/verification@1", "tool": f"fivec {__version__}"}
    return as_text(head | values(what, view.words.language))
