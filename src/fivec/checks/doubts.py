"""What contradicts itself in a case, or counts for nothing: it is scored, and should be looked at.

Works on the document, for a finding to stand where the contradiction is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from fivec.checks.common import (
    RUNS_TO_TEN,
    Notes,
    folded,
    items,
    mapping,
    number,
    own,
    rated,
    text,
    texts,
)
from fivec.model.document import WHOLE_FILE
from fivec.model.figure import plain
from fivec.model.rubric import Rubric

# So many names say enough.
_NAMED = 12
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def check_doubts(notes: Notes, root: dict[str, Any], rubric: Rubric | None) -> None:
    """Note what contradicts itself in a case. Never raises on any document."""
    _period(notes, mapping(root, "period"))
    if rubric:
        weights = ((c.id, c.weight, [i.weight for i in c.indicators]) for c in rubric.capabilities)
        for name in weightless(rubric.id, weights):
            notes.add(WHOLE_FILE, "weightless-parts", id=name)
        if rubric.ceiling <= RUNS_TO_TEN:
            notes.add(WHOLE_FILE, "low-levels", value=plain(rubric.ceiling))
        _parts(notes, root, rubric)
    _adjudicated(notes, items(root, "codings"))
    actor = mapping(root, "actor")
    issues = items(root, "issues")
    notes.same_unit(
        [*issues, *(one for issue in issues for one in items(issue, "others"))], "salience"
    )
    for issue in issues:
        _others(notes, issue, actor)
        _blocked(notes, issue)
        _told(notes, issue)
    _same_rows(notes, issues)
    _blocked(notes, mapping(root, "overall"), "overall")
    _groups(notes, items(root, "attributions"))
    _tracing(notes, mapping(root, "tracing"))


def weightless(name: str, capabilities: Iterable[tuple[str, float, list[float]]]) -> list[str]:
    """Return the ids of what has no score because all that it is made of has weight 0.

    ``name`` is the rubric's, ``capabilities`` are ids, weights and the weights of indicators.
    """
    counted = [(id_, any(parts)) for id_, weight, parts in capabilities if weight > 0]
    empty = [id_ for id_, counts in counted if not counts]
    return [name] if len(empty) == len(counted) else empty


def _period(notes: Notes, period: dict[str, Any]) -> None:
    low, high = period.get("from"), period.get("to")
    if not isinstance(low, str) or not isinstance(high, str):
        return
    if _DATE.fullmatch(low) and _DATE.fullmatch(high):
        # A year holds its months: 2021-05 to 2021 runs forwards.
        shared = min(len(low), len(high))
        if low[:shared] > high[:shared]:
            notes.add(notes.document.place(period, "to"), "period-order", low=low, high=high)


def _parts(notes: Notes, root: dict[str, Any], rubric: Rubric) -> None:
    """Note ratings with evidence that names none of the indicator's parts."""
    parts = {name: len(one.parts) for name, one in rubric.indicators_by_name.items()}
    bearing: dict[str, bool] = {}
    for row in items(root, "evidence"):
        bears_on = mapping(row, "bears_on")
        for name in own(bears_on):
            touches = isinstance(bears_on[name], dict) and bool(bears_on[name].get("parts"))
            bearing[name] = touches or bearing.get(name, False)
    for coding in items(root, "codings"):
        ratings = mapping(coding, "ratings")
        for name in own(ratings):
            if rated(ratings[name]) and parts.get(name) and bearing.get(name) is False:
                place = notes.document.place(ratings, name)
                notes.add(place, "parts-untouched", indicator=name, count=parts[name])
                # However many coders rate it, the rows lack the same.
                del bearing[name]


def _adjudicated(notes: Notes, codings: list[dict[str, Any]]) -> None:
    """Note what other coders rated and no adjudicated coding mentions."""
    final = [one for one in codings if one.get("adjudicated") is True]
    adjudicated = {name for one in final for name in own(mapping(one, "ratings"))}
    judged = {
        name: None
        for one in codings
        for name, rating in mapping(one, "ratings").items()
        if rated(rating)
    }
    lost = [name for name in own(judged) if name not in adjudicated]
    if final and lost:
        place = notes.document.place(final[0], "coder")
        notes.add(place, "adjudicated-left-out", ids=_listed(lost))


def _others(notes: Notes, issue: dict[str, Any], actor: dict[str, Any]) -> None:
    others, own_id = items(issue, "others"), text(actor, "id")
    for other in others:
        name = text(other, "actor")
        if not own_id or folded(name) != folded(own_id):
            continue
        place = notes.document.place(other, "actor")
        if name == own_id:
            notes.add(place, "actor-among-others", actor=name)
        else:
            line = notes.document.place(actor, "id")[0]
            notes.add(place, "alike-ids", id=name, other=own_id, line=line)
    if others and all(_weightless(other) for other in others):
        place = notes.document.key_place(issue, "others")
        notes.add(place, "weightless-others", id=text(issue, "id"))


def _weightless(item: dict[str, Any]) -> bool:
    return any(_zero(item.get(key)) for key in ("power", "salience"))


def _zero(value: Any) -> bool:
    return number(value) and value == 0


def _blocked(notes: Notes, statement: dict[str, Any], name: str | None = None) -> None:
    if statement.get("alignment") != "blocked":
        return
    outcome = statement.get("outcome")
    met = number(outcome) and outcome == statement.get("position")
    if met or statement.get("attained") == "full":
        place = notes.document.place(statement, "alignment")
        notes.add(place, "not-blocked", id=name or text(statement, "id"))


# What each kind of silence leaves nothing to say of, beside what is an error already.
_UNTOLD = {"position": ("wanted",), "outcome": ("got",), "both": ("wanted", "got")}


def _told(notes: Notes, issue: dict[str, Any]) -> None:
    silent = issue.get("silent")
    for key in (*_UNTOLD.get(silent, ()), "range") if isinstance(silent, str) else ():
        if issue.get(key) is not None and issue.get("attained") is None:
            place = notes.document.place(issue, "silent")
            notes.add(place, "silent-but-told", id=text(issue, "id"), other=key)


def _same_rows(notes: Notes, issues: list[dict[str, Any]]) -> None:
    """Note issues that count and rest on the very same rows: one passage, it seems, several times.

    Those that are parts of one issue share its weight, and what is no part has weight of its own.
    """
    parents = {text(issue, "id"): text(issue, "part_of") for issue in issues}
    resting: dict[frozenset[str], list[dict[str, Any]]] = {}
    for issue in issues:
        rows = frozenset(name for name, _, _ in texts(issue, "evidence"))
        if rows and issue.get("role") != "fallback" and not _zero(issue.get("salience")):
            resting.setdefault(rows, []).append(issue)
    for rows, some in resting.items():
        if len({_whole(text(one, "id"), parents) for one in some}) > 1:
            names = [text(one, "id") for one in some]
            facts = {"ids": _listed(names), "evidence": _listed(sorted(rows))}
            notes.add(notes.document.place(some[0], "id"), "shared-by-issues", **facts)


def _whole(name: str, parents: dict[str, str]) -> str:
    """Return the issue that an issue is a part of, or a part of a part; or itself."""
    seen = {name}
    while (parent := parents.get(name)) and parent not in seen:
        name = parent
        seen.add(name)
    return name


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")


def _groups(notes: Notes, attributions: list[dict[str, Any]]) -> None:
    for by in ("self", "external"):
        side = [one for one in attributions if one.get("by") == by]
        if side and all(_zero(one.get("weight")) for one in side):
            place = notes.document.place(side[0], "weight")
            notes.add(place, "weightless-groups", side=by)
    heard = [one for one in attributions if not _zero(one.get("weight"))]
    _same_groups(notes, heard)
    _same_row(notes, heard)


def _same_groups(notes: Notes, attributions: list[dict[str, Any]]) -> None:
    """Note each group that speaks twice for one side, on the same issue or on the whole."""
    first: dict[tuple[str, str, tuple[str, ...]], int] = {}
    for one in attributions:
        group = one.get("group")
        versions = group.values() if isinstance(group, dict) else [group]
        names = [tuple(name.casefold().split()) for name in versions if isinstance(name, str)]
        keys = [(text(one, "by"), text(one, "issue"), name) for name in names]
        place = notes.document.place(one, "group")
        before = next((first[key] for key in keys if key in first), None)
        if before is not None:
            notes.add(place, "group-twice", line=before)
        for key in keys:
            first.setdefault(key, place[0])


def _same_row(notes: Notes, attributions: list[dict[str, Any]]) -> None:
    """Note each row in which insiders and outsiders speak with one voice."""
    heard: dict[str, str] = {}
    for one in attributions:
        side = text(one, "by")
        for name, holder, at in texts(one, "evidence"):
            if heard.setdefault(name, side) not in (side, ""):
                notes.add(notes.document.place(holder, at), "shared-by-sides", id=name)
                heard[name] = ""


def _tracing(notes: Notes, tracing: dict[str, Any]) -> None:
    hypotheses = items(tracing, "hypotheses")
    for side in ("contribution", "rival"):
        claim = side == "contribution"
        ours = [one for one in hypotheses if (one.get("kind") == "contribution") == claim]
        if ours and all(_zero(one.get("prior")) for one in ours):
            place = notes.document.place(ours[0], "prior")
            notes.add(place, "settled-priors", side=side)
    for test in items(tracing, "tests"):
        likelihoods = mapping(test, "likelihoods")
        values = [likelihoods[name] for name in own(likelihoods)]
        alike = len(values) > 1 and all(value == values[0] for value in values)
        if alike and test.get("result") != "not-sought":
            place = notes.document.key_place(test, "likelihoods")
            notes.add(place, "idle-test", id=text(test, "id"))
    _shared(notes, [one for one in items(tracing, "tests") if one.get("result") != "not-sought"])


def _shared(notes: Notes, tests: list[dict[str, Any]]) -> None:
    """Note evidence that counts in two tests, which no cluster holds together (METHODS §5)."""
    first: dict[str, dict[str, Any]] = {}
    for test in tests:
        for name, holder, at in texts(test, "evidence"):
            other = first.setdefault(name, test)
            together = "cluster" in test and test["cluster"] == other.get("cluster")
            if other is not test and not together:
                place = notes.document.place(holder, at)
                notes.add(place, "shared-by-tests", id=name, test=text(other, "id"))
