"""How many items a file may hold: far more than any real case, and few enough to answer at once."""

from __future__ import annotations

from typing import Any

from fivec.checks.common import Notes
from fivec.model.document import Document
from fivec.model.finding import Finding

# Where a list stands, how many items it may hold, and how many all such lists together. DEU III,
# the field's largest data, has 364 issues and some thirty actors on each; an evaluation has some
# hundreds of rows of evidence.
LIMITS: tuple[tuple[str, int, int], ...] = (
    ("sources", 2_000, 2_000),
    ("sources.consent", 20, 40_000),
    ("sources.reference.authors", 500, 20_000),
    ("evidence", 3_000, 3_000),
    ("evidence.source", 500, 20_000),
    ("evidence.bears_on", 100, 20_000),
    ("codings", 100, 100),
    ("codings.ratings", 300, 10_000),
    ("codings.issues", 500, 10_000),
    ("issues", 500, 500),
    ("issues.others", 500, 12_000),
    ("issues.scale.points", 500, 10_000),
    ("issues.evidence", 500, 20_000),
    ("issues.shared_with", 500, 20_000),
    ("overall.evidence", 500, 500),
    ("attributions", 500, 500),
    ("attributions.evidence", 500, 20_000),
    ("tracing.hypotheses", 50, 50),
    ("tracing.tests", 500, 500),
    ("tracing.tests.evidence", 500, 20_000),
    ("tracing.tests.likelihoods", 50, 25_000),
    ("published", 50, 50),
    ("published.influence", 20, 1_000),
    ("published.capacity", 20, 1_000),
    ("waived", 500, 500),
    ("capabilities", 50, 50),
    ("capabilities.indicators", 100, 300),
    ("capabilities.indicators.parts", 50, 2_000),
    ("capabilities.indicators.descriptors", 50, 15_000),
    ("stocks", 500, 500),
    ("pools", 500, 500),
    ("rows", 500, 500),
    ("rows.pools", 100, 5_000),
    ("rows.due_rows", 100, 5_000),
    ("rows.caveats", 50, 5_000),
    ("caveats", 500, 500),
    ("verdict.scale", 20, 20),
    ("verdict.bands.attained.cuts", 20, 20),
    ("verdict.bands.excess.cuts", 20, 20),
    ("verdict.bands.tracing.cuts", 20, 20),
    ("verdict.likelihoods", 50, 50),
    ("scale", 20, 20),
    ("nodes", 100, 100),
    ("arrows", 500, 500),
    ("assumptions", 200, 200),
    ("assumptions.evidence", 200, 3_000),
    ("assumptions.evidence.source_ids", 500, 20_000),
    ("assumptions.alternatives", 100, 2_000),
    ("assumptions.conditions", 100, 2_000),
    ("codes", 3_000, 3_000),
    ("codes.parts", 50, 3_000),
    ("tensions", 500, 500),
    ("tensions.source_ids", 500, 20_000),
)
_BOUNDED = frozenset(path for path, _, _ in LIMITS)


def check_sizes(document: Document) -> tuple[Finding, ...]:
    """Return what of a file holds too many items to be read, a finding a kind of list.

    Never raises on any document, and takes a moment for the largest.
    """
    notes = Notes(document)
    root = document.root if isinstance(document.root, dict) else {}
    known = {"": [root]}
    for path, most, most_in_all in LIMITS:
        outer, _, key = path.rpartition(".")
        holders = _holders(known, outer)
        counts = [_count(holder, key) for holder in holders]
        count, total = max(counts, default=0), sum(counts)
        if count > most or total > most_in_all:
            place = document.key_place(holders[counts.index(count)], key)
            facts = (count, most) if count > most else (total, most_in_all)
            notes.add(place, "too-many-items", key=path, count=facts[0], limit=facts[1])
    return tuple(notes.findings)


def _count(holder: dict[str, Any], key: str) -> int:
    value = holder.get(key)
    return len(value) if isinstance(value, (list, dict)) else 0


def _holders(known: dict[str, list[dict[str, Any]]], path: str) -> list[dict[str, Any]]:
    """Return the mappings at a path, each item of a list on the way; it is ``known`` from then."""
    if path not in known:
        outer, _, key = path.rpartition(".")
        inside = (_inside(holder.get(key), path) for holder in _holders(known, outer))
        known[path] = [one for held in inside for one in held if isinstance(one, dict)]
    return known[path]


def _inside(value: Any, path: str) -> list[Any]:
    """Return the items of a list, or of a mapping by names; any other is one itself."""
    if isinstance(value, dict):
        return list(value.values()) if path in _BOUNDED else [value]
    return value if isinstance(value, list) else []
