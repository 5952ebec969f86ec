"""What to ask next as JSON: the contract ``fivec/next@1``."""

from __future__ import annotations

from fivec import __version__
from fivec.model.next_steps import NextSteps
from fivec.model.values import values
from fivec.render import View
from fivec.render.machine.as_json import as_text


def render(steps: NextSteps, view: View) -> str:
    """Return it as one JSON object; its keys have a fixed order and are only ever added."""
    head = {"format": "fivec/next@1", "tool": f"fivec {__version__}"}
    return as_text(head | values(steps, view.words.language))
