"""What the schema of a policy theory cannot say.

Works on the document rather than the model, so that one wrong key does not hide ten others.
"""

from __future__ import annotations

from fivec.checks.common import Notes, items
from fivec.model.document import Document
from fivec.model.finding import Finding


def check_theory(document: Document) -> tuple[Finding, ...]:
    """Return the faults of a theory that its schema cannot see. Never raises on any document."""
    notes = Notes(document)
    root = document.root if isinstance(document.root, dict) else {}
    for key in ("sources", "scale", "nodes", "assumptions", "tensions"):
        notes.unique(items(root, key))
    cited = [*items(root, "tensions")]
    for one in items(root, "assumptions"):
        for key in ("evidence", "alternatives"):
            notes.unique(items(one, key))
        cited += items(one, "evidence")
    notes.cited(items(root, "sources"), cited, "source_ids")
    return tuple(notes.findings)
