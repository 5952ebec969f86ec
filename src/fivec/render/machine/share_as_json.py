"""A fair share as JSON: the contract ``fivec/share@1-result``."""

from __future__ import annotations

from typing import Any

from fivec import __version__
from fivec.documents.findings import record
from fivec.model.as_in_case import PartyResult
from fivec.model.document import name_in_documents
from fivec.model.fair_share import Stock
from fivec.model.share_result import ShareResult
from fivec.model.values import values
from fivec.render import View
from fivec.render.machine.as_json import as_text


def render(what: ShareResult, view: View) -> str:
    """Return it as one JSON object; its keys have a fixed order and are only ever added."""
    of, words = what.of, view.words
    head = {
        "format": "fivec/share@1-result",
        "tool": f"fivec {__version__}",
        "id": of.id,
        "title": of.title,
        "file": name_in_documents(of.file),
        "sha256": of.sha256,
        "actor": PartyResult.of(of.actor),
        "measures": "contribution",
        "says": words("share.not-influence"),
        "rows": what.rows,
        "stocks": [_stock(one) for one in of.stocks],
        "pools": [_stock(one) for one in of.pools],
        "caveats": [
            {"row": row, "says": each.says, "where": each.where}
            for row, some in ((None, of.caveats), *((row.id, row.caveats) for row in of.rows))
            for each in some
        ],
        "sources": of.sources,
        "findings": [record(one, words) for one in what.findings],
    }
    return as_text(values(head, words.language))


def _stock(one: Stock) -> dict[str, Any]:
    low, high = one.value
    named = {name: getattr(one, name) for name in one.__struct_fields__ if name != "note"}
    return named | {"value": low if low == high else [low, high]}
