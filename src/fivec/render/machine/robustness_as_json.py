"""How firm a verdict is as JSON: the contract ``fivec/robustness@1``."""

from __future__ import annotations

from fivec import __version__
from fivec.model.robustness import RobustnessResult
from fivec.model.values import values
from fivec.render import View
from fivec.render.machine.as_json import as_text


def render(firm: RobustnessResult, view: View) -> str:
    """Return it as one JSON object; its keys have a fixed order and are only ever added."""
    head = {"format": "fivec/robustness@1", "tool": f"fivec {__version__}"}
    return as_text({**head, **values(firm, view.words.language)})
