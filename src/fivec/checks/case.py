"""What a case's schema cannot say: references that lead nowhere, and figures that would be wrong.

Works on the document rather than the model, so that one wrong key does not hide ten others.
"""

from __future__ import annotations

import math
from typing import Any

from fivec.checks.common import (
    Ids,
    Notes,
    ids,
    items,
    mapping,
    number,
    own,
    text,
    texts,
    written_number,
)
from fivec.checks.confidential import check_confidentiality
from fivec.checks.doubts import check_doubts
from fivec.checks.waivers import check_waivers
from fivec.model import mend
from fivec.model.document import NUMBER, Document, Place
from fivec.model.finding import Finding, cut
from fivec.model.rubric import Indicator, Rubric
from fivec.model.rule import ATTAINED
from fivec.model.verdict import QUESTIONS


def check_case(document: Document, rubric: Rubric | None) -> tuple[Finding, ...]:
    """Return the faults of a case that its schema cannot see. Never raises on any document.

    Without a ``rubric`` (it was not found, or is faulty itself) what refers to it goes unchecked.
    """
    notes = Notes(document)
    root = document.root if isinstance(document.root, dict) else {}
    sources, evidence, issues = (items(root, key) for key in ("sources", "evidence", "issues"))
    for values in (sources, evidence, issues):
        notes.unique(values)
    notes.unique(items(root, "codings"), "coder")
    notes.cited(sources, [*evidence, *_conclusions(root)], "source")
    indicators = rubric.indicators_by_name if rubric else {}
    if rubric:
        for row in evidence:
            _bearings(notes, mapping(row, "bears_on"), indicators, rubric)
        for coding in items(root, "codings"):
            _ratings(notes, mapping(coding, "ratings"), indicators, rubric)
    _issues(notes, issues, ids(evidence))
    _issue_codings(notes, items(root, "codings"), issues)
    _others(notes, root, ids(evidence), ids(issues), rubric)
    _tracing(notes, mapping(root, "tracing"), ids(evidence), rubric)
    _use(notes, root, evidence)
    check_doubts(notes, root, rubric)
    check_confidentiality(notes, root)
    check_waivers(notes, root)
    return tuple(notes.findings)


def _indicator(
    notes: Notes, holder: dict[str, Any], key: str, known: dict[str, Indicator], rubric: Rubric
) -> Indicator | None:
    if key not in known:
        place = notes.document.key_place(holder, key)
        notes.known(place, key, known, "unknown-indicator", of=rubric.id)
    return known.get(key)


def _bearings(
    notes: Notes, bears_on: dict[str, Any], known: dict[str, Indicator], rubric: Rubric
) -> None:
    for key in own(bears_on):
        value = bears_on[key]
        indicator = _indicator(notes, bears_on, key, known, rubric)
        if indicator and isinstance(value, dict):
            parts = [part.id for part in indicator.parts]
            notes.references(value, "parts", parts, "unknown-part", of=key)


def _ratings(
    notes: Notes, ratings: dict[str, Any], known: dict[str, Indicator], rubric: Rubric
) -> None:
    levels = list(rubric.levels_by_id)
    for key in own(ratings):
        rating = ratings[key]
        indicator = _indicator(notes, ratings, key, known, rubric)
        if indicator is None:
            continue
        whole = rating if isinstance(rating, dict) else {"level": rating}
        holder, slot = (rating, "level") if isinstance(rating, dict) else (ratings, key)
        place = notes.document.place(holder, slot)
        level, value = whole.get("level"), whole.get("value")
        if indicator.measure and isinstance(level, str):
            notes.add(place, "rating-kind", indicator=key, wanted="value")
        elif not indicator.measure and "value" in whole:
            where = notes.document.key_place(whole, "value")
            notes.add(where, "rating-kind", indicator=key, wanted="level")
        elif indicator.measure:
            _measured_range(notes, whole, value)
        else:
            notes.known(place, level, levels, "unknown-level", of=rubric.id)
            if isinstance(rating, dict):
                notes.references(rating, "range", levels, "unknown-level", of=rubric.id)
                notes.ordered(rating, "range", levels, level)
        if isinstance(rating, dict) and level is None and value is None:
            if "level" not in rating and "value" not in rating:
                wanted = "value" if indicator.measure else "level"
                notes.add(notes.document.key_place(ratings, key), "missing-key", key=wanted, of=key)
        elif whole.get("reason") is not None:
            at = notes.document.place(whole, "reason")
            other = "value" if level is None else "level"
            notes.add(at, "silent-but-coded", key="reason", other=other)


def _measured_range(notes: Notes, rating: dict[str, Any], value: Any) -> None:
    ends = rating.get("range")
    if not isinstance(ends, list) or len(ends) != 2:
        return
    for at, end in enumerate(ends):
        # What is neither a number nor a text has a fault of its own.
        if isinstance(end, str) and written_number(end) is None:
            _no_number(notes, notes.document.place(ends, at), "range", end)
    low, high = map(written_number, ends)
    if low is None or high is None:
        return
    place = notes.document.place(rating, "range")
    if low > high:
        notes.add(place, "range-order", low=ends[0], high=ends[1])
    elif number(value) and not low <= value <= high:
        notes.add(place, "range-misses", chosen=value, low=ends[0], high=ends[1])


def _no_number(notes: Notes, place: Place, key: str, value: Any, most: float | None = None) -> None:
    """Note a value in which a number was probably meant, with how it is written."""
    how, write = mend.number(value, most)
    shown = mend.shown(value)
    facts = {"given": f': "{shown}"', "value": shown, "how": how, "write": write}
    notes.add(place, "wrong-type", key=key, wanted="number", got="string", **facts)


def _issues(notes: Notes, issues: list[dict[str, Any]], evidence_ids: Ids) -> None:
    document, names = notes.document, ids(issues)
    _part(notes, issues, "part-salience", "id")
    parents = {
        issue["id"]: issue["part_of"]
        for issue in issues
        if text(issue, "id") and text(issue, "part_of")
    }
    circular = _circular(parents)
    for issue in issues:
        notes.references(issue, "evidence", evidence_ids, "unknown-evidence")
        notes.references(issue, "part_of", names, "unknown-issue")
        if text(issue, "id") in circular:
            notes.add(document.place(issue, "part_of"), "circular", id=issue["id"])
        _others_of(notes, items(issue, "others"))
        _issue(notes, issue)


def _others_of(notes: Notes, others: list[dict[str, Any]]) -> None:
    notes.unique(others, "actor")
    _part(notes, others, "part-weights", "actor")


def _part(notes: Notes, some: list[dict[str, Any]], code: str, name: str) -> None:
    """Note, once, which of some have no salience where others have one."""
    without = [one for one in some if "salience" not in one]
    if without and len(without) < len(some):
        names = cut(", ".join(filter(None, (text(one, name) for one in without))))
        place = notes.document.first_place(without[0])
        notes.add(place, code, ids=names, count=len(without), of=len(some))


def _issue(notes: Notes, issue: dict[str, Any]) -> None:
    document = notes.document
    # What stands in no file has no place to ask for.
    if scale := mapping(issue, "scale"):
        place = document.place(scale, "max")
        notes.rising(place, scale.get("min"), scale.get("max"), "scale-order")
    for point in own(points := mapping(scale, "points")):
        if not NUMBER.fullmatch(point):
            _no_number(notes, document.key_place(points, point), "points", point)
    for key in ("position", "status_quo", "outcome", "others", "shape"):
        if key in issue and "scale" not in issue:
            notes.add(document.key_place(issue, key), "no-measuring-rod", key=key)
    words = next((key for key in ("attained", "range") if key in issue), None)
    if words and "scale" in issue:
        notes.add(document.key_place(issue, words), "mixed-issue")
    silent = issue.get("silent")
    if isinstance(silent, str):
        coded = {"position": ("position",), "outcome": ("outcome",)}
        for key in ("attained", *coded.get(silent, ("position", "outcome"))):
            if issue.get(key) is not None:
                place = document.place(issue, "silent")
                notes.add(place, "silent-but-coded", key="silent", other=key)
    notes.ordered(issue, "range", list(ATTAINED), issue.get("attained"))


def _issue_codings(
    notes: Notes, codings: list[dict[str, Any]], issues: list[dict[str, Any]]
) -> None:
    """Note what coders say of issues that there are not, or that say it themselves."""
    document, by_id = notes.document, {text(issue, "id"): issue for issue in issues}
    twice: set[str] = set()
    for coding in codings:
        judged = mapping(coding, "issues")
        for key in own(judged):
            here = document.key_place(judged, key)
            notes.known(here, key, list(by_id), "unknown-issue")
            issue, given = by_id.get(key, {}), judged[key]
            whole = given if isinstance(given, dict) else {"attained": given}
            words = next((name for name in ("attained", "range") if name in whole), None)
            if words and "scale" in issue:
                notes.add(here, "mixed-issue")
            elif whole.get("attained") is not None and isinstance(issue.get("silent"), str):
                place = document.place(issue, "silent")
                notes.add(place, "silent-but-coded", key="silent", other="attained")
            if isinstance(given, dict):
                notes.ordered(given, "range", list(ATTAINED), given.get("attained"))
            both = [name for name in ("attained", "range", "alignment") if name in issue]
            if both and key not in twice:
                twice.add(key)
                place = document.key_place(issue, both[0])
                notes.add(place, "issue-twice", id=key, keys=", ".join(both))


def _circular(parents: dict[str, str]) -> set[str]:
    """Return what is part of itself, directly or by way of others."""
    circular: set[str] = set()
    done: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in done and here not in path:
            path[here] = None
            here = parents.get(here)
        if here in path:
            names = list(path)
            circular.update(names[names.index(str(here)) :])
        done.update(path)
    return circular


def _others(
    notes: Notes,
    root: dict[str, Any],
    evidence_ids: Ids,
    issue_ids: Ids,
    rubric: Rubric | None,
) -> None:
    overall = mapping(root, "overall")
    notes.references(overall, "evidence", evidence_ids, "unknown-evidence")
    notes.ordered(overall, "range", list(ATTAINED), overall.get("attained"))
    scale = rubric.verdict.levels if rubric and rubric.verdict else None
    of = f"{rubric.id}.verdict" if rubric else ""
    for attribution in items(root, "attributions"):
        notes.references(attribution, "evidence", evidence_ids, "unknown-evidence")
        notes.references(attribution, "issue", issue_ids, "unknown-issue")
        if scale is not None:
            notes.references(attribution, "level", scale, "unknown-level", of=of)
            notes.references(attribution, "range", scale, "unknown-level", of=of)
            notes.ordered(attribution, "range", scale, attribution.get("level"))
    for published in _conclusions(root):
        if scale is not None:
            notes.references(published, "influence", scale, "unknown-level", of=of)
        if rubric:
            levels = list(rubric.levels_by_id)
            notes.references(published, "capacity", levels, "unknown-level", of=rubric.id)


def _conclusions(root: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what sources themselves conclude; a single one may stand without a list."""
    return items(root, "published") or [mapping(root, "published")]


def _tracing(
    notes: Notes, tracing: dict[str, Any], evidence_ids: Ids, rubric: Rubric | None
) -> None:
    hypotheses, tests = items(tracing, "hypotheses"), items(tracing, "tests")
    names = ids(hypotheses)
    notes.unique(hypotheses)
    notes.usable(hypotheses)
    notes.unique(tests)
    clusters: dict[str, dict[str, Any]] = {}
    for test in tests:
        clusters.setdefault(text(test, "cluster"), test)
    notes.unique(list(clusters.values()), "cluster")
    priors = [hypothesis.get("prior") for hypothesis in hypotheses]
    given = [prior for prior in priors if number(prior)]
    # What is no number has a fault of its own.
    sound = all(number(one["prior"]) for one in hypotheses if "prior" in one)
    if given and sound and (len(given) < len(priors) or abs(math.fsum(given) - 1) > 1e-9):
        place = notes.document.key_place(tracing, "hypotheses")
        notes.add(
            place, "priors", total=f"{math.fsum(given):.12g}", missing=len(priors) - len(given)
        )
    kinds = [one.get("kind") for one in hypotheses]
    sides = {kind == "contribution" for kind in kinds}
    if len(sides) == 1 and all(isinstance(kind, str) for kind in kinds):
        place = notes.document.key_place(tracing, "hypotheses")
        lacks = "rival" if True in sides else "contribution"
        notes.add(place, "one-sided-tracing", lacks=lacks)
    words = list(rubric.verdict.likelihoods) if rubric and rubric.verdict else []
    for test in tests:
        notes.references(test, "evidence", evidence_ids, "unknown-evidence")
        likelihoods = mapping(test, "likelihoods")
        if "likelihoods" in test and not notes.full:
            for name in names:
                if name not in likelihoods:
                    place = notes.document.key_place(test, "likelihoods")
                    notes.add(place, "missing-likelihood", id=name, test=text(test, "id"))
        for name in own(likelihoods):
            value = likelihoods[name]
            notes.known(
                notes.document.key_place(likelihoods, name), name, names, "unknown-hypothesis"
            )
            place = notes.document.place(likelihoods, name)
            if isinstance(value, str) and (
                value not in words and mend.number(value)[0] != "number"
            ):
                _no_number(notes, place, name, value, most=1)
            elif isinstance(value, str) and rubric:
                notes.known(place, value, words, "unknown-likelihood", of=rubric.id)
            elif isinstance(value, list) and len(value) == 2 and all(map(number, value)):
                notes.rising(place, value[0], value[1], "range-order")


def _use(notes: Notes, root: dict[str, Any], evidence: list[dict[str, Any]]) -> None:
    """Note evidence of two questions, and conclusions that are used as evidence of a test."""
    tests = items(mapping(root, "tracing"), "tests")
    users = {
        "excess": [*items(root, "issues"), mapping(root, "overall")],
        "attribution": items(root, "attributions"),
        "tracing": tests,
    }
    question_of: dict[str, str] = {}
    for question in QUESTIONS:
        for user in users[question]:
            for name, holder, at in texts(user, "evidence"):
                first = question_of.setdefault(name, question)
                if first != question:
                    place = notes.document.place(holder, at)
                    notes.add(place, "evidence-twice", id=name, first=first, second=question)
    conclusions = {text(row, "id") for row in evidence if row.get("conclusion") is True}
    for test in tests:
        for name, holder, at in texts(test, "evidence"):
            if name in conclusions:
                place = notes.document.place(holder, at)
                notes.add(place, "conclusion-as-evidence", id=name, test=text(test, "id"))
