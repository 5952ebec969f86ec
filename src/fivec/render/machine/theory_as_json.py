"""What follows from a policy theory as JSON: the contract ``fivec/theory@1-result``."""

from __future__ import annotations

from fivec import __version__
from fivec.documents.findings import record
from fivec.model.theory_result import TheoryResult
from fivec.model.values import values
from fivec.render import View
from fivec.render.machine.as_json import as_text


def render(result: TheoryResult, view: View) -> str:
    """Return it as one JSON object; its keys have a fixed order and are only ever added."""
    head = {"format": "fivec/theory@1-result", "tool": f"fivec {__version__}"}
    findings = [values(record(one, view.words)) for one in result.findings]
    return as_text(head | values(result, view.words.language) | {"findings": findings})
