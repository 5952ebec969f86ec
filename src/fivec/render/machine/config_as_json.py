"""What is set, and where, as JSON: the contract ``fivec/config@1``."""

from __future__ import annotations

from msgspec.structs import replace

from fivec import __version__
from fivec.model.document import name_in_documents
from fivec.model.settings import Settings
from fivec.model.values import values
from fivec.render import View
from fivec.render.machine.as_json import as_text


def render(what: Settings, view: View) -> str:
    """Return it as one JSON object; its keys have a fixed order and are only ever added."""
    named = replace(
        what,
        file=None if what.file is None else name_in_documents(what.file),
        passed_over=tuple(map(name_in_documents, what.passed_over)),
        settings=tuple(replace(one, origin=name_in_documents(one.origin)) for one in what.settings),
    )
    head = {"format": "fivec/config@1", "tool": f"fivec {__version__}"}
    return as_text(head | values(named, view.words.language))
