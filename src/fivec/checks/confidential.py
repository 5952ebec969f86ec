"""Confidentiality: what a case says of sources that spoke, or that not all may see (METHODS §8).

The rules are those by which the report was made: its Annex 1 on interviews, and §1.4 on classified
information. Works on the document, for a finding to stand at the very words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from fivec.checks.common import Notes, items, mapping, number, own, rated, text, texts
from fivec.checks.lexicon import counting_keys, personal_keys
from fivec.checks.prose import DATED, NAMED, about_people, dated, of_group, tell_tales
from fivec.model.document import Place
from fivec.model.evidence import CLASSIFICATIONS, CONSENT

# Those who spoke, whose words are not to be traced to them.
_SPOKE = ("interviews", "expert")
# Two lead a talk as a rule (Annex 1): one who asks and one who takes notes.
_INTERVIEWERS = 2
_NAMED = 12


class _Case(NamedTuple):
    """What the rules ask of a case: its sources and rows by id, and what rests on talk alone."""

    sources: dict[str, dict[str, Any]]
    rows: dict[str, dict[str, Any]]
    spoken: frozenset[str]

    def behind(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the sources behind a row, each once."""
        names = dict.fromkeys(name for name, _, _ in texts(row, "source"))
        return [self.sources[name] for name in names if name in self.sources]

    def rests_on_talk(self, names: Iterable[str]) -> bool:
        """Whether there are rows, and all of them rest on talk alone."""
        known = list(names)
        return bool(known) and all(name in self.spoken for name in known)


def check_confidentiality(notes: Notes, root: dict[str, Any]) -> None:
    """Note what a case betrays. Never raises on any document."""
    case = _arranged(root)
    for source in case.sources.values():
        _source(notes, source)
    for one in items(root, "attributions"):
        _group(notes, one)
    for row in case.rows.values():
        _row(notes, case, row)
    _alone(notes, case, root)
    _own_interviews(notes, [one for one in case.sources.values() if _is_own(one)])
    resting = list(_resting(root, case))
    for holder, keys in resting:
        for key in keys:
            _prose(notes, holder, key)
    on_talk = {id(one) for one in case.sources.values() if _spoke(one)}
    _everywhere(notes, root, on_talk | {id(holder) for holder, _ in resting})


def check_theory_talk(notes: Notes, root: dict[str, Any]) -> None:
    """Note what a policy theory betrays. Never raises on any document."""
    sources = {text(one, "id"): one for one in items(root, "sources")}
    for source in sources.values():
        _source(notes, source)
    rows = [row for one in items(root, "assumptions") for row in items(one, "evidence")]
    resting = [
        row
        for row in (*rows, *items(root, "tensions"))
        if _all(_spoke(sources.get(name, {})) for name, _, _ in texts(row, "source_ids"))
    ]
    for row in resting:
        for key in ("text", "note"):
            _prose(notes, row, key)
    on_talk = {id(one) for one in (*resting, *filter(_spoke, sources.values()))}
    _everywhere(notes, root, on_talk)


def key_code(path: Sequence[str | int], holder: dict[str, Any], key: str) -> str:
    """Return the code of a key that betrays who or how many spoke; nothing for any other.

    ``holder`` is the mapping at ``path`` in which it stands.
    """
    name = _bare(key)
    spoke = path[:1] == ["sources"] and _spoke(holder)
    if spoke and name in personal_keys():
        return "personal-key"
    counted = spoke or path[:1] in (["evidence"], ["attributions"])
    return "counting-key" if counted and name in counting_keys() else ""


def _bare(key: str) -> str:
    return key.casefold().replace("-", "_")


def _arranged(root: dict[str, Any]) -> _Case:
    sources = {text(one, "id"): one for one in items(root, "sources")}
    rows = {text(one, "id"): one for one in items(root, "evidence")}
    case = _Case(sources, rows, frozenset())
    spoken = (name for name, row in rows.items() if _all(map(_spoke, case.behind(row))))
    return case._replace(spoken=frozenset(spoken))


def _all(values: Iterable[bool]) -> bool:
    known = list(values)
    return bool(known) and all(known)


def _spoke(source: dict[str, Any]) -> bool:
    """Whether a source is talk; what an expert has said in public is as good as printed."""
    kind = text(source, "kind")
    return kind in _SPOKE and (kind == "interviews" or source.get("classification") != "public")


def _is_own(source: dict[str, Any]) -> bool:
    return text(source, "kind") == "interviews" and "cited_by" not in source


def _versions(notes: Notes, holder: dict[str, Any], key: str) -> Iterator[tuple[str, str, Place]]:
    """Yield the words of a text, with the language that the file says and where they stand."""
    written = holder.get(key)
    if isinstance(written, str):
        yield written, "", notes.document.place(holder, key)
    elif isinstance(written, dict):
        for language, words in written.items():
            if isinstance(words, str):
                yield words, language, notes.document.place(written, language)


def _source(notes: Notes, source: dict[str, Any]) -> None:
    if source.get("classification") in CLASSIFICATIONS[1:] and source.get("use") != "background":
        place = notes.document.place(source, "classification")
        facts = {"id": text(source, "id"), "classification": source["classification"]}
        notes.add(place, "closed-but-cited", **facts)
    if not _spoke(source):
        return
    _group(notes, source)
    for key in source:
        # A key of one's own is no place for it either, nor is who wrote it.
        own = key.startswith("x_") and _bare(key.removeprefix("x_")) in personal_keys()
        if own or key == "reference":
            notes.add(notes.document.key_place(source, key), NAMED)
    for key in ("citation", "note"):
        _prose(notes, source, key, but=DATED)
    for key in ("citation", "where", "note", "group"):
        for words, _, place in _versions(notes, source, key):
            if dated(words):
                notes.add(place, DATED)
                return


def _group(notes: Notes, holder: dict[str, Any]) -> None:
    for words, language, place in _versions(notes, holder, "group"):
        if code := of_group(words, language):
            notes.add(place, code)
            return


def _row(notes: Notes, case: _Case, row: dict[str, Any]) -> None:
    name, behind = text(row, "id"), case.behind(row)
    if "quotation" in row and any(map(_spoke, behind)):
        notes.add(notes.document.key_place(row, "quotation"), "interview-quotation", id=name)
    stated = row.get("classification")
    # A row that is closed itself is no finding of what is published.
    open_ = stated not in CLASSIFICATIONS[1:]
    if open_ and _all(one.get("use") == "background" for one in behind):
        notes.add(notes.document.place(row, "source"), "background-alone", id=name)
    if stated not in CLASSIFICATIONS:
        return
    for source in behind:
        closed = _class_of(source, case.sources)
        if CLASSIFICATIONS.index(closed) > CLASSIFICATIONS.index(stated):
            facts = {"id": name, "classification": stated, "source": text(source, "id")}
            place = notes.document.place(row, "classification")
            notes.add(place, "opened-row", **facts, closed=closed)
            return


def _class_of(source: dict[str, Any], sources: dict[str, dict[str, Any]]) -> Any:
    """Return who may see a source: as it says, else as the source that cites it says."""
    here: dict[str, Any] | None = source
    for _ in sources:
        if here is None or here.get("classification") in CLASSIFICATIONS:
            break
        here = sources.get(text(here, "cited_by"))
    stated = here.get("classification") if here else None
    return stated if stated in CLASSIFICATIONS else "internal"


def _alone(notes: Notes, case: _Case, root: dict[str, Any]) -> None:
    """Note levels that one group alone supports; and, once, the other rows that rest on one."""
    bearing: dict[str, list[str]] = {}
    for name, row in case.rows.items():
        bears_on = mapping(row, "bears_on")
        for indicator in own(bears_on) if row.get("conclusion") is not True else ():
            way = bears_on[indicator]
            if (way.get("direction") if isinstance(way, dict) else way) != "context":
                bearing.setdefault(indicator, []).append(name)
    noted: set[str] = set()
    for coding in items(root, "codings"):
        ratings = mapping(coding, "ratings")
        for indicator in own(ratings):
            names = bearing.get(indicator, [])
            groups = {id(one): one for name in names for one in case.behind(case.rows[name])}
            if rated(ratings[indicator]) and len(groups) == 1 and case.rests_on_talk(names):
                [group] = groups.values()
                place = notes.document.place(ratings, indicator)
                facts = {"indicator": indicator, "id": text(group, "id")}
                notes.add(place, "level-on-one-group", **facts)
                noted.update(names)
                # However many coders rate it, it rests on the same.
                del bearing[indicator]
    lone = [
        name
        for name, row in case.rows.items()
        if name in case.spoken and name not in noted and len(case.behind(row)) == 1
    ]
    if lone:
        listed = ", ".join(lone[:_NAMED]) + (", …" if len(lone) > _NAMED else "")
        place = notes.document.key_place(root, "evidence")
        notes.add(place, "rows-on-one-group", count=len(lone), ids=listed)


def _own_interviews(notes: Notes, own_ones: list[dict[str, Any]]) -> None:
    """Note, once for a case, what is not said of the interviews that were held for it."""
    for code, lacks in (
        ("consent-unsaid", _lacks_consent),
        ("lone-interviewer", _led_by_one),
        ("interviewed-together", _together_unasked),
    ):
        some = [one for one in own_ones if lacks(one)]
        if some:
            # Without their number, which documents are not to have.
            listed = ", ".join(text(one, "id") for one in some[:_NAMED])
            notes.add(notes.document.place(some[0], "id"), code, ids=listed)


def _lacks_consent(source: dict[str, Any]) -> bool:
    return not set(CONSENT) <= {name for name, _, _ in texts(source, "consent")}


def _led_by_one(source: dict[str, Any]) -> bool:
    count = source.get("interviewers")
    return number(count) and count < _INTERVIEWERS


def _together_unasked(source: dict[str, Any]) -> bool:
    asked = source.get("requested_by_interviewees") is True
    return source.get("several_together") is True and not asked


def _resting(root: dict[str, Any], case: _Case) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    """Yield what rests on talk alone, with the keys under which it says something of that."""
    for name in case.spoken:
        yield case.rows[name], ("says", "note")
    for statement, keys in (
        *((one, ("wanted", "was", "got", "note")) for one in items(root, "issues")),
        *((one, ("note",)) for one in items(root, "attributions")),
        *((one, ("says", "note")) for one in items(mapping(root, "tracing"), "tests")),
        (mapping(root, "overall"), ("note",)),
    ):
        if case.rests_on_talk(name for name, _, _ in texts(statement, "evidence")):
            yield statement, keys
    bearing: dict[str, list[str]] = {}
    for name, row in case.rows.items():
        for indicator in own(mapping(row, "bears_on")):
            bearing.setdefault(indicator, []).append(name)
    for coding in items(root, "codings"):
        for indicator, rating in mapping(coding, "ratings").items():
            if isinstance(rating, dict) and case.rests_on_talk(bearing.get(indicator, ())):
                yield rating, ("note",)


def _prose(notes: Notes, holder: dict[str, Any], key: str, but: str = "") -> None:
    seen = {but}
    for words, language, place in _versions(notes, holder, key):
        for code in about_people(words, language):
            # What a translation says again is one finding.
            if code not in seen:
                seen.add(code)
                notes.add(place, code)


def _is_id(value: str) -> bool:
    """Whether a text is one word in small letters that ends in one: most are, and none tells."""
    return value.islower() and value[-1].isalpha() and " " not in value and "@" not in value


def _everywhere(notes: Notes, root: dict[str, Any], on_talk: set[int]) -> None:
    """Note, wherever in a case it stands, what stands in none."""
    # A marking where a class belongs, and a key that names somebody, are faults of their own.
    passed = personal_keys() | {"classification"}
    waiting: list[tuple[Any, bool]] = [(root, False)]
    while waiting:
        here, talk = waiting.pop()
        talk = talk or id(here) in on_talk
        seen: set[str] = set()
        pairs = here.items() if isinstance(here, dict) else enumerate(here)
        # A text in several languages is one; so are the texts of a list.
        for key, value in pairs:
            if isinstance(value, dict | list):
                waiting.append((value, talk))
            elif not isinstance(value, str) or _is_id(value):
                continue
            elif isinstance(key, int) or _bare(key) not in passed:
                for code in tell_tales(value, interview=talk):
                    if code not in seen or not isinstance(here, dict):
                        seen.add(code)
                        notes.add(notes.document.place(here, key), code)
