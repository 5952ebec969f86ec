"""A case as everyone may see it: what is not public keeps its bearing and loses its words.

It is made of the file itself, before anything is worked out: whatever comes after knows no more. Of
an item that is not public only those keys are kept that a figure is made of, so that a key that is
new is left out until somebody says here that it is one of them. Texts are those of the caller; an
id is a letter and the place in its list, so that making it twice gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from fivec.model.audience import LeftOut
from fivec.model.case import NOBODY, Case
from fivec.model.document import Document, Marks
from fivec.model.fields import is_private, own
from fivec.model.finding import CODES

# What stands in the place of a text: of what (``row``, ``issue``, ``group``, ``test``, ``waiver``),
# at which place in its list, in each language.
Named = Callable[[str, int], dict[str, str]]
Item = dict[str, Any]

# What an item keeps that is not public.
_SOURCE = {
    "kind", "cited_by",
    "consent", "interviewers", "several_together", "requested_by_interviewees",
}  # fmt: skip
_ROW = {"source", "phase", "scope", "conclusion", "corroboration", "bears_on"}
_BEARING = {"direction", "parts"}
_ISSUE = {
    "scale", "salience", "power", "position", "status_quo", "outcome", "shape", "others",
    "attained", "range", "alignment", "role", "part_of", "silent", "evidence",
}  # fmt: skip
_SCALE = {"min", "max"}
_OTHER = {"position", "salience", "power"}
_CODED = {"attained", "range", "alignment"}
_OVERALL = {*_CODED, "stage", "evidence"}
_ATTRIBUTION = {"by", "level", "range", "weight", "partner", "blind", "issue", "evidence"}
_TEST = {"result", "likelihoods", "evidence", "cluster"}
_PUBLISHED = {"influence", "capacity", "source"}
_WAIVER = {"code"}


def public_document(document: Document, case: Case, named: Named) -> tuple[Document, LeftOut]:
    """Return the file of a case as everyone may see it, and how much is left out.

    ``document`` is what ``case`` was made of; its places hold for what is made of it here.
    """
    marks = Marks()
    root = _copied(document, document.root, marks)
    closed = _Closed(root, marks, case, named)
    closed.close()
    return Document(document.file, document.sha256, root, marks), closed.left_out


def _copied(document: Document, value: Any, marks: Marks) -> Any:
    """Return a value without the writer's own keys; its places go to ``marks``."""
    if isinstance(value, dict):
        copy: Any = {
            key: _copied(document, inner, marks)
            for key, inner in value.items()
            if not is_private(key)
        }
    elif isinstance(value, list):
        copy = [_copied(document, inner, marks) for inner in value]
    else:
        return value
    marks.put(copy, document.marks[id(value)])
    return copy


class _Closed:
    """Closes what is not public in the values of a case."""

    def __init__(self, root: Item, marks: Marks, case: Case, named: Named) -> None:
        self.root, self._marks, self._case, self._named = root, marks, case, named
        rows = {name for name, one in case.evidence_classes.items() if one != "public"}
        shut = {
            one.id
            for one in case.sources
            if one.use == "background" or case.source_classes[one.id] != "public"
        }
        tracing = root.get("tracing", {})
        self._items: dict[str, list[Item]] = {
            "sources": root.get("sources", []),
            "evidence": root.get("evidence", []),
            "issues": root.get("issues", []),
            "attributions": root.get("attributions", []),
            "tests": tracing.get("tests", []),
        }
        # By list, the places of what is not public.
        self._shut = {
            "sources": _at(self._items["sources"], "id", shut),
            "evidence": _at(self._items["evidence"], "id", rows),
            **{
                name: _at(self._items[name], "evidence", rows)
                for name in ("issues", "attributions", "tests")
            },
        }
        self.left_out = LeftOut(**{name: len(places) for name, places in self._shut.items()})
        # As a waiver names it: what is closed, by what it was called.
        self._at: dict[str, str] = {}
        # By list, the new ids by the old ones.
        self._ids = {
            name: _renamed([one["id"] for one in some], self._shut[name], name[0])
            for name, some in self._items.items()
            if name != "attributions"
        }

    def close(self) -> None:
        """Close all that is not public, in place."""
        touched = {
            indicator
            for _, row in self._closed("evidence")
            for indicator in own(row.get("bears_on", {}))
        }
        # What rests on a row is looked up by the ids that the rows had.
        rows = set(self._ids["evidence"])
        self._statements(rows)
        self._codings(touched)
        self._waivers()
        for close in (self._tests, self._attributions, self._issues, self._rows, self._sources):
            close()
        if self.left_out.anything:
            for whole in (self.root, self.root.get("tracing", {})):
                whole.pop("note", None)

    def _closed(self, name: str) -> Iterator[tuple[int, Item]]:
        """Yield what is not public in a list, with its number."""
        for at in sorted(self._shut[name]):
            yield at + 1, self._items[name][at]

    def _text(self, kind: str, number: int = 0) -> Item:
        text = self._named(kind, number)
        self._marks.put(text, {})
        return text

    def _statements(self, rows: Collection[str]) -> None:
        """Close what is said of the text as a whole, by a coder and by sources."""
        overall, published = self.root.get("overall", {}), self.root.get("published", [])
        conclusions = published if isinstance(published, list) else [published]
        if not set(rows).isdisjoint(overall.get("evidence", ())):
            _keep(overall, _OVERALL)
            self._at["overall"] = "overall"
        for one in conclusions:
            if one.get("source") in self._ids["sources"]:
                _keep(one, _PUBLISHED)
                self._at["published"] = "published"
        self._refer([overall], "evidence", "evidence")
        self._refer(conclusions, "source", "sources")

    def _codings(self, touched: Collection[str]) -> None:
        """Close the remarks on ratings that rest on what is not public, and on the whole."""
        for coding in self.root.get("codings", ()):
            ratings, issues = coding["ratings"], coding.get("issues", {})
            for indicator in own(ratings):
                if indicator in touched and isinstance(ratings[indicator], dict):
                    ratings[indicator].pop("note", None)
            for name in own(issues):
                if name in self._ids["issues"] and isinstance(issues[name], dict):
                    _keep(issues[name], _CODED)
            if self.left_out.anything:
                for whole in (coding, ratings, issues):
                    whole.pop("note", None)
            for held in (issues, marks := dict(self._marks.get(id(issues), {}))):
                renamed = {self._ids["issues"].get(name, name): held[name] for name in held}
                held.clear()
                held.update(renamed)
            self._marks.put(issues, marks)

    def _waivers(self) -> None:
        """Close the reasons why findings stand on what is not public."""
        for name, ids in self._ids.items():
            held = f"tracing.{name}" if name == "tests" else name
            self._at |= {f"{held}.{old}": f"{held}.{new}" for old, new in ids.items()}
        for number, _ in self._closed("attributions"):
            self._at[f"attributions.{number}"] = f"attributions.{number}"
        for waiver in self.root.get("waived", ()):
            if waiver["at"] in self._at:
                texts = {"at": self._at[waiver["at"]], "reason": self._text("waiver")}
                _keep(waiver, _WAIVER, **texts, by=NOBODY)
                if waiver["code"] not in CODES:
                    waiver["code"] = NOBODY

    def _tests(self) -> None:
        clusters = [one.get("cluster", "") for one in self._items["tests"]]
        shut = {clusters[at] for at in self._shut["tests"]} - {""}
        firsts = {clusters.index(name) for name in shut}
        once = [name if clusters.index(name) == at else "" for at, name in enumerate(clusters)]
        renamed = _renamed(once, firsts, "c")
        for number, test in self._closed("tests"):
            _keep(test, _TEST, id=self._ids["tests"][test["id"]], says=self._text("test", number))
            test["likelihoods"].pop("note", None)
        for test in self._items["tests"]:
            if "cluster" in test:
                test["cluster"] = renamed.get(test["cluster"], test["cluster"])
        self._refer(self._items["tests"], "evidence", "evidence")

    def _attributions(self) -> None:
        for number, one in self._closed("attributions"):
            _keep(one, _ATTRIBUTION, group=self._text("group", number))
        self._refer(self._items["attributions"], "evidence", "evidence")
        self._refer(self._items["attributions"], "issue", "issues")

    def _issues(self) -> None:
        for number, issue in self._closed("issues"):
            new = self._ids["issues"][issue["id"]]
            _keep(issue, _ISSUE, id=new, label=self._text("issue", number))
            if "scale" in issue:
                _keep(issue["scale"], _SCALE)
            for place, other in enumerate(issue.get("others", ()), 1):
                _keep(other, _OTHER, actor=f"a{place}")
        self._refer(self._items["issues"], "evidence", "evidence")
        self._refer(self._items["issues"], "part_of", "issues")

    def _rows(self) -> None:
        shut = self._ids["sources"]
        for row in self._items["evidence"]:
            # Where it stands in what is not named, and how that is worded, would name it.
            if not set(_names(row["source"])).isdisjoint(shut):
                for key in ("where", "quotation"):
                    row.pop(key, None)
        for _, row in self._closed("evidence"):
            of = self._case.evidence_classes[row["id"]]
            new = self._ids["evidence"][row["id"]]
            _keep(row, _ROW, id=new, says=self._text("row"), classification=of)
            bears_on = row.get("bears_on", {})
            bears_on.pop("note", None)
            for bearing in bears_on.values():
                if isinstance(bearing, dict):
                    _keep(bearing, _BEARING)
        self._refer(self._items["evidence"], "source", "sources")

    def _sources(self) -> None:
        for _, source in self._closed("sources"):
            of, new = self._case.source_classes[source["id"]], self._ids["sources"][source["id"]]
            _keep(source, _SOURCE, id=new, classification=of, use="background")
        self._refer(self._items["sources"], "cited_by", "sources")

    def _refer(self, items: Iterable[Item], key: str, name: str) -> None:
        """Let items name by their new ids what is in a list."""
        new = self._ids[name]
        for item in items:
            value = item.get(key)
            if isinstance(value, list):
                value[:] = [new.get(one, one) for one in value]
            elif isinstance(value, str):
                item[key] = new.get(value, value)


def _names(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _at(items: list[Item], key: str, names: Collection[str]) -> set[int]:
    """Return the places of the items that have one of these names at ``key``."""
    return {
        at for at, one in enumerate(items) if not set(_names(one.get(key, []))).isdisjoint(names)
    }


def _renamed(ids: list[str], shut: Collection[int], letter: str) -> dict[str, str]:
    """Return new ids for those at some places: a letter and the place, as nobody else has."""
    # Two ids that differ in their capitals alone would be a finding.
    taken = {one.casefold() for at, one in enumerate(ids) if at not in shut}
    new: dict[str, str] = {}
    for at in shut:
        first = name = f"{letter}{at + 1}"
        number = 1
        while name in taken:
            number += 1
            name = f"{first}-{number}"
        new[ids[at]] = name
    return new


def _keep(item: Item, kept: Collection[str], **instead: Any) -> None:
    """Keep of an item some keys, and put other values in their places."""
    for key in [*item]:
        if key in instead:
            item[key] = instead.pop(key)
        elif key not in kept:
            del item[key]
    item.update(instead)
