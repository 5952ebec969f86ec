"""The seal of a coding: a hash of all that a figure or a verdict is made of.

Sealed are the values, not the file: how it is spelt, in which order its keys stand, and what is
said in notes and comments makes no difference. Titles, the text, the period, waivers and what a
source concludes are no coding, and are not sealed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, get_args

from msgspec import Struct

from fivec.model.case import Case
from fivec.model.evidence import Evidence
from fivec.model.finding import cut
from fivec.model.rubric import Rubric, RubricFile
from fivec.model.seal import ChangedItems, Items, SealedKind, SealFile, SealResult
from fivec.model.text import Text

# So many signs of the hash of one thing tell it from others.
_SHORT = 16
# Of a text that stands for an id.
_LONGEST = 80
_KINDS: tuple[SealedKind, ...] = get_args(SealedKind)


def sealed_items(case: Case, rubric: Rubric) -> Items:
    """Return the hash of each thing that is coded, and of the rubric that judges it."""
    items: Items = {}
    for kind, name, value in _coded(case, rubric):
        held = items.setdefault(kind, {})
        number, own = 1, name
        while own in held:
            number += 1
            own = f"{name} {number}"
        text = json.dumps(_values(value), sort_keys=True, separators=(",", ":"))
        held[own] = sha256(text.encode()).hexdigest()[:_SHORT]
    return items


def digest(items: Items) -> str:
    """Return the one hash of all things, whatever their order."""
    text = json.dumps(items, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def held_to(seal: SealFile, case: Case, rubric: Rubric) -> SealResult:
    """Return whether what is coded is what was sealed, and what is not."""
    now = sealed_items(case, rubric)
    changed = []
    for kind in _KINDS:
        was, are = seal.items.get(kind, {}), now.get(kind, {})
        ids = tuple(name for name in sorted({*was, *are}) if was.get(name) != are.get(name))
        if ids:
            changed.append(ChangedItems(kind, len(ids), ids))
    return SealResult(
        sha256=seal.sha256,
        date=seal.date,
        state="changed" if changed else "unchanged",
        changed=tuple(changed),
    )


def _coded(case: Case, rubric: Rubric) -> Iterator[tuple[SealedKind, str, Any]]:
    """Yield each thing that is coded, with its kind and its id."""
    yield "case", case.id, {"actor": case.actor.id, "decision_rule": case.decision_rule}
    yield (
        "rubric",
        rubric.id,
        {name: getattr(rubric, name) for name in RubricFile.__struct_fields__},
    )
    for coding in case.codings:
        who = {name: getattr(coding, name) for name in ("coded_on", "blind", "adjudicated")}
        yield "coders", coding.coder, who
        for indicator, rating in coding.ratings.items():
            yield "ratings", f"{coding.coder} {indicator}", rating
        for issue, judged in coding.issues.items():
            yield "judgements", f"{coding.coder} {issue}", judged
    for one in case.sources:
        yield "sources", one.id, one
    for row in case.evidence:
        yield "evidence", row.id, row
    for issue_ in case.issues:
        yield "issues", issue_.id, issue_
    if case.overall:
        yield "overall", "overall", case.overall
    for group in case.attributions:
        # It has no id: who speaks, and of what, tells it from the others.
        name = " ".join(filter(None, (group.by, group.issue, min(group.group.versions)[1])))
        yield "attributions", cut(name, _LONGEST), group
    if case.tracing:
        yield "tracing", "by", case.tracing.by
        for hypothesis in case.tracing.hypotheses:
            yield "hypotheses", hypothesis.id, hypothesis
        for test in case.tracing.tests:
            yield "tests", test.id, test


def _values(value: Any) -> Any:
    """Return a value as JSON has it, one for all ways to write it."""
    if isinstance(value, Evidence):
        return _fields(value) | {"source": list(value.sources)}
    if isinstance(value, Text):
        return dict(sorted(value.versions))
    if isinstance(value, Struct):
        return _fields(value)
    if isinstance(value, dict):
        return {str(key): _values(one) for key, one in value.items() if key != "note"}
    if isinstance(value, tuple | list):
        return [_values(one) for one in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return value


def _fields(value: Struct) -> dict[str, Any]:
    """Return the fields of a record, but for its remark."""
    names = (name for name in value.__struct_fields__ if name != "note")
    return {name: _values(getattr(value, name)) for name in names}
