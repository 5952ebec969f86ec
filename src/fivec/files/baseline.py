"""A result that was kept (``fivec score -o last.json``), as versions to compare with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fivec.files.json_reader import MAX_BYTES, read_json, with_places
from fivec.files.paths import Input, read_bytes
from fivec.files.records import explained
from fivec.model import version as s
from fivec.model.document import Document
from fivec.model.finding import Finding, finding
from fivec.model.lenses import LENSES
from fivec.model.text import Text, plain
from fivec.model.version import Entry, Facts, Item, Part, Value, Version

_FORMAT = "fivec/assessments@1"
# What is text for people, in whichever language the result was asked for.
_TEXTS = frozenset(
    {"title", "text", "label", "note", "wanted", "was", "got", "says", "citation", "group"}
)
# A result has nothing of these.
_SILENT: frozenset[Part] = frozenset({"coder", "overall"})


def read_baseline(path: Path) -> tuple[tuple[Version, ...], tuple[Finding, ...]]:
    """Return every case of a kept result, or what is wrong with the file."""
    given = Input(path.as_posix(), path, path.parent)
    data = read_bytes(given, MAX_BYTES)
    if isinstance(data, Finding):
        return (), (data,)
    return versions(data, given.name)


def versions(data: bytes, file: str) -> tuple[tuple[Version, ...], tuple[Finding, ...]]:
    """Return every case of a result in bytes, or what is wrong with it."""
    document, faults = read_json(data, file)
    if document is None:
        return (), faults
    faults = _faults(document, data)
    if faults:
        return (), faults
    root = document.root
    return tuple(_version(case, root["tool"]) for case in root["cases"]), ()


def _faults(document: Document, data: bytes) -> tuple[Finding, ...]:
    root = document.root
    written = root.get("format") if isinstance(root, dict) else None
    if written != _FORMAT:
        placed = with_places(document, data)
        at = placed.place(root, "format") if isinstance(root, dict) else (1, 1)
        shown = written if isinstance(written, str) else ""
        return (finding(document.file, at, "not-a-result", value=shown, wanted=_FORMAT),)
    return explained(with_places(document, data), "assessment")


def _version(case: dict[str, Any], tool: str) -> Version:
    unpublished: frozenset[Part] = frozenset() if case["verdict"] else frozenset({"published"})
    items = (*_result(case), *_coding(case), *_evidence(case), *_background(case, tool))
    return Version(
        id=case["id"],
        title=plain(case["title"]),
        file=case["file"],
        sha256=case["sha256"],
        rubric=case["rubric"]["sha256"],
        items=items,
        silent=_SILENT | unpublished,
        one_language=True,
    )


def _value(name: str, given: Any) -> Value:
    if isinstance(given, list):
        # What a later fivec may say in objects is nothing to compare with.
        return tuple(one for one in given if not isinstance(one, dict | list))
    if isinstance(given, dict):
        return None
    if isinstance(given, str) and name in _TEXTS:
        return plain(given)
    value: Value = given
    return value


def _facts(record: dict[str, Any] | None, *names: str) -> Facts:
    """Return what a record holds of the names; what it lacks is not held."""
    if record is None:
        return tuple((name, None) for name in names)
    return tuple((name, _value(name, record[name])) for name in names if name in record)


def _result(case: dict[str, Any]) -> Iterator[Item]:
    verdict = case["verdict"]
    yield Item("verdict", "", _facts(verdict, *s.VERDICT))
    lenses = {one["id"]: one for one in verdict["lenses"]} if verdict else {}
    for name in LENSES:
        yield Item("lens", name, _facts(lenses.get(name), "level", "basis", "why"))
    yield Item("capacity", "", _facts(case["capacity"], *s.SCORE))
    for capability in case["capabilities"]:
        yield Item("capability", capability["id"], _facts(capability, "weight", *s.SCORE))
        for one in capability["indicators"]:
            facts = _facts(one, "weight", *s.INDICATOR)
            yield Item("indicator", f"{capability['id']}.{one['id']}", facts)
    yield Item("attainment", "", _facts(case["preference"], *s.ATTAINMENT))
    for issue in _issues(case):
        yield Item("achieved", issue["id"], _facts(issue, *s.ACHIEVED))
    yield Item("attributed", "", _facts(case["attribution"], "level", "self", "external"))
    yield Item("posterior", "", _facts(case["tracing"], *s.POSTERIOR))


def _issues(case: dict[str, Any]) -> list[dict[str, Any]]:
    preference = case["preference"]
    found: list[dict[str, Any]] = preference["issues"] if preference else []
    return found


def _coding(case: dict[str, Any]) -> Iterator[Item]:
    for capability in case["capabilities"]:
        for indicator in capability["indicators"]:
            name = f"{capability['id']}.{indicator['id']}"
            for one in indicator.get("ratings", ()):
                facts = _facts(one, "score", "interval", "reason")
                yield Item("rating", f"{name} · {one['coder']}", facts)
    for issue in _issues(case):
        yield Item("issue", issue["id"], _facts(issue, "role", *s.ISSUE))
    attribution, tracing = case["attribution"], case["tracing"]
    for one in attribution["groups"] if attribution else ():
        names = s.group_names((one["group"],), one["issue"])
        facts = _facts(one, "by", "group", "level", "range", "weight", "evidence")
        yield Item("attribution", names[0], facts, frozenset(names))
    if tracing:
        by = ("by", tracing["by"])
        for one in tracing["hypotheses"]:
            yield Item("hypothesis", one["id"], (by, *_facts(one, "kind", "prior")))
        for one in tracing["tests"]:
            facts = _facts(one, "result", "cluster", "evidence", "likelihood", "rival")
            yield Item("test", one["id"], facts)


def _evidence(case: dict[str, Any]) -> Iterator[Item]:
    for one in case["evidence"]:
        bears_on = tuple(
            Entry(bearing["indicator"], (bearing["direction"], *bearing["parts"]))
            for bearing in one["bears_on"]
        )
        facts = (*_facts(one, *s.EVIDENCE, "source"), ("bears_on", bears_on))
        yield Item("evidence", one["id"], facts)
    for one in case["sources"]:
        yield Item("source", one["id"], _facts(one, *s.SOURCE))


def _background(case: dict[str, Any], tool: str) -> Iterator[Item]:
    facts = _facts(case, "title", "text", "decision_rule")
    yield Item("case", "", (*facts, *_party("actor", case), *_party("arena", case)))
    rubric = case["rubric"]
    judging: dict[str, Value] = {
        "rubric": f"{rubric['id']}@{rubric['version']}",
        "rubric_sha256": rubric["sha256"],
        "scope": case["scope"],
        "tool": tool,
    }
    yield Item("judging", "", tuple(judging.items()))
    if case["verdict"] is not None:
        yield Item("published", "", _facts(case["verdict"]["published"], *s.PUBLISHED))
    yield from s.counted([one["code"] for one in case["findings"]])


def _party(name: str, case: dict[str, Any]) -> Facts:
    party = case[name]
    label: Text | None = plain(party["label"]) if party else None
    return ((name, party["id"] if party else None), (f"{name}_name", label))
