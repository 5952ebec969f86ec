"""A project of a coding program as a case: its passages as evidence, its people as coders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from fivec.authoring.code_meanings import PATH, Meaning, Meanings
from fivec.authoring.imported import ids_of, letters, slug
from fivec.documents.clean import clean
from fivec.locale import LANGUAGES, Words
from fivec.locale import words as speak
from fivec.model.characters import FORBIDDEN
from fivec.model.code_map import CodeMap, Otherwise, SourceMeaning
from fivec.model.coding_project import CodedPassage, CodingProject, ProjectSource, Spot
from fivec.model.rubric import Rubric
from fivec.model.workbook import fold

# Of more rows no case may have; and so many codes that stand for nothing are listed.
MOST_ROWS, MOST_LISTED = 3_000, 100
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")


class Unmapped(Struct, frozen=True):
    """A code that stands for nothing: its path, how many passages have it, and what it may mean."""

    path: str
    count: int
    guess: str


class CodedCase(Struct):
    """A case in the making: its ``root`` as a file has it, and what is to be told of it.

    ``tally`` counts by keys of words what was taken and what was not; ``doubtful`` are the sources
    that may be interviews, and ``more`` are the unmapped codes that are not listed.
    """

    root: dict[str, Any]
    tally: Counter[str]
    unmapped: list[Unmapped]
    more: int
    doubtful: list[str]


class CaseFacts(Struct, frozen=True):
    """What the file of a case says of itself; ``rubric`` is what it names."""

    rubric: str
    actor: str | None
    title: str


def coded_case(
    project: CodingProject, rubric: Rubric, given: CodeMap | None, facts: CaseFacts, say: Words
) -> CodedCase:
    """Return a project as a case, in which nothing stands that nobody coded.

    What no code says is as the map has it ``otherwise``; what the map does not say either is left
    to whoever fills the case in, and counted.
    """
    return _Making(project, rubric, given, say).case(facts)


class _Making:
    """A case in the making."""

    def __init__(
        self, project: CodingProject, rubric: Rubric, given: CodeMap | None, say: Words
    ) -> None:
        self.project, self.rubric, self.say = project, rubric, say
        self.meanings = Meanings(project, rubric, given)
        self.otherwise = given.otherwise if given else Otherwise()
        self.tally: Counter[str] = Counter()
        self.sources = _Sources(project, given, self.otherwise.kind)
        self.coders = ids_of(
            list(
                dict.fromkeys(one.coder for p in project.passages for one in p.applied if one.coder)
            ),
            "coder",
        ).of
        self.ratings: dict[str, dict[str, set[str]]] = {}
        self.measured: set[str] = set()
        # Who gave a code that stands for something to a passage that became evidence.
        self.took_part: dict[str, None] = {}

    def case(self, facts: CaseFacts) -> CodedCase:
        """Return all of it."""
        evidence, unmapped = [], Counter[str]()
        numbers: Counter[str] = Counter()
        for passage in self.project.passages:
            unmapped.update(self.unmeant(passage))
            row = self.row(passage, numbers)
            if row is not None:
                evidence.append(row)
        used = {row["source"] for row in evidence}
        self.tally["measured"] = len(self.measured)
        self.tally["sources"] = len(used)
        self.tally["rows"] = len(evidence)
        self.tally["indicators"] = len({name for row in evidence for name in row["bears_on"]})
        actor = (
            {"id": facts.actor}
            if facts.actor
            else {"id": "actor", "label": self.say("import.qda.actor")}
        )
        root = {
            "format": "fivec/case@1", "id": slug(facts.title), "title": facts.title,
            "rubric": facts.rubric, "actor": actor,
            "sources": [one for one in self.sources.entries() if one["id"] in used],
            "evidence": evidence, "codings": list(self.codings()),
        }  # fmt: skip
        if not root["codings"]:
            del root["codings"]
        first = unmapped.most_common(MOST_LISTED)
        return CodedCase(
            root,
            self.tally,
            [self.listed(code, count) for code, count in first],
            len(unmapped) - len(first),
            sorted({self.sources.ids[key] for key in self.sources.alike} & used),
        )

    def listed(self, key: str, count: int) -> Unmapped:
        """Return a code that stands for nothing, as it is listed."""
        code = self.project.codes.get(key)
        if code is None:
            return Unmapped(key, count, "")
        return Unmapped(clean(PATH.join(code.path)), count, self.meanings.guess(code))

    def unmeant(self, passage: CodedPassage) -> set[str]:
        """Return the codes of a passage that stand for nothing, and are not to be passed over."""
        return {one.code for one in passage.applied if not self.of(one.code).says}

    def of(self, code: str) -> Meaning:
        return self.meanings.of.get(code, Meaning())

    def row(self, passage: CodedPassage, numbers: Counter[str]) -> dict[str, Any] | None:
        """Return a passage as a row of evidence; ``None`` where no indicator is given to it."""
        source = self.sources.of[passage.source]
        every = [(one.coder, self.of(one.code)) for one in passage.applied]
        if any(meaning.ignore for _, meaning in every) or source.ignore:
            every = [] if source.ignore else [one for one in every if not one[1].ignore]
            self.tally["ignored"] += not every
        if not any(meaning.indicator for _, meaning in every):
            self.tally["alone"] += any(meaning.says for _, meaning in every)
            return None
        name = self.sources.ids[passage.source]
        numbers[name] += 1
        bears_on = dict(self.bearings(every))
        scopes = {meaning.scope for _, meaning in every if meaning.scope}
        self.tally["scopes-differ"] += len(scopes) > 1
        self.tally["no-scope"] += not scopes
        phases = {meaning.phase for _, meaning in every if meaning.phase}
        memos = [memo for one in passage.memos if (memo := _kept(one).strip())]
        row: dict[str, Any] = {
            "id": f"{name}-{numbers[name]}",
            "says": "\n".join(memos) or self.say("import.qda.says"),
            "source": name,
            "where": self.where(passage.spot),
        }
        self.tally["no-memo"] += not memos
        if len(phases) == 1:
            row["phase"] = phases.pop()
        # Where two say how close it comes, the weaker: it carries less.
        row["scope"] = max(
            scopes or {self.otherwise.scope}, key=("case", "dossier", "general").index
        )
        text = _kept(passage.text or "").strip()
        if source.kind == "interviews":
            self.tally["withheld"] += bool(text)
        elif text:
            row["quotation"] = text
        self.tally["no-text"] += not text
        if passage.source in self.sources.alike:
            row["classification"] = "confidential"
        row["bears_on"] = bears_on
        coders = dict.fromkeys(coder for coder, meaning in every if coder and meaning.says)
        self.took_part |= coders
        if len(self.coders) > 1 and coders:
            row["x_coded_by"] = [self.coders[coder] for coder in coders]
        return row

    def bearings(self, every: list[tuple[str, Meaning]]) -> Iterator[tuple[str, Any]]:
        """Yield what a passage bears on; a second code is its own coder's, else of them all."""
        ways: dict[str, set[str]] = {}
        parts: dict[str, dict[str, None]] = {}
        for coder, meaning in every:
            name = meaning.indicator
            if not name:
                continue
            beside = [one for who, one in every if not one.indicator and who == coder]
            beside = beside or [one for _, one in every if not one.indicator]
            given = {one.direction for one in (meaning, *([] if meaning.direction else beside))}
            ways.setdefault(name, set()).update(given - {""})
            parts.setdefault(name, {}).update(dict.fromkeys(meaning.parts))
            levels = {one.level for one in (meaning, *([] if meaning.level else beside))} - {""}
            if levels and self.rubric.indicators_by_name[name].measure is not None:
                self.measured.add(name)
            elif levels:
                rated = self.ratings.setdefault(coder, {}).setdefault(name, set())
                rated.update(levels)
        for name, given in ways.items():
            self.tally["no-direction"] += not given
            self.tally["directions-differ"] += len(given) > 1
            way = "context" if len(given) > 1 else next(iter(given), self.otherwise.direction)
            known = [one.id for one in self.rubric.indicators_by_name[name].parts]
            about = [one for one in parts[name] if one in known]
            yield name, {"direction": way, "parts": about} if about else way

    def codings(self) -> Iterator[dict[str, Any]]:
        """Yield what each coder rated, if anything."""
        ids = {**self.coders, "": "coder"}
        for coder in [*self.took_part, *([""] if "" in self.ratings else [])]:
            rated = self.ratings.get(coder, {})
            self.tally["levels-differ"] += sum(len(one) > 1 for one in rated.values())
            ratings = {name: min(one) for name, one in rated.items() if len(one) == 1}
            self.tally["ratings"] += len(ratings)
            self.tally["coders"] += 1
            yield {"coder": ids[coder], "ratings": ratings}

    def where(self, spot: Spot) -> str:
        """Return where in its source a passage stands, in words."""
        say, ends = self.say, spot.ends
        page = [say("import.qda.page", page=spot.page)] if spot.page else []
        if spot.kind in ("signs", "time") and not 0 <= ends[0] <= ends[1]:
            return say("import.qda.nowhere")
        match spot.kind:
            case "signs":
                facts = {"start": ends[0], "end": ends[1]}
                line = [say("import.qda.line", line=spot.line)] if spot.line else []
                return ", ".join([*page, *line, say("import.qda.positions", **facts)])
            case "time":
                return say("import.qda.time", start=_clock(ends[0]), end=_clock(ends[1]))
            case "region":
                corners = [f"({ends[0]}, {ends[1]})", f"({ends[2]}, {ends[3]})"]
                region = say("import.qda.region", start=corners[0], end=corners[1])
                return ", ".join([*page, region])
            case "number":
                return say("import.qda.number", number=ends[0])
        return say("import.qda.whole")


class _Sources:
    """The sources of a project as those of a case."""

    def __init__(self, project: CodingProject, given: CodeMap | None, kind: Any) -> None:
        by_name = {
            fold(name.strip().strip("{}")): one
            for name, one in (given.sources if given else {}).items()
        }
        self.of: dict[str, SourceMeaning] = {}
        self.ids: dict[str, str] = {}
        self._named = project.sources
        # What may be interviews: their rows are kept close until somebody says so, or not.
        self.alike: set[str] = set()
        taken = {one.id for one in by_name.values() if one.id}
        hints = _interview_words()
        for key, source in project.sources.items():
            names = map(fold, (key, source.name, _SUFFIX.sub("", source.name)))
            meaning = next((by_name[one] for one in names if one in by_name), None)
            self.of[key] = meaning or SourceMeaning(kind=kind)
            if meaning is None and kind == "document" and hints.search(fold(source.name)):
                self.alike.add(key)
            self.ids[key] = (meaning.id if meaning else None) or self._new(source, key, taken)

    def _new(self, source: ProjectSource, key: str, taken: set[str]) -> str:
        """Return an id that no other source has; one of an interview does not say whose it is."""
        interviews = self.of[key].kind == "interviews"
        stem = "" if interviews else letters(_SUFFIX.sub("", source.name)).lower()
        stem, number = stem or ("interviews" if interviews else "source"), 1
        while (name := stem if number == 1 else f"{stem}-{number}") in taken:
            number += 1
        taken.add(name)
        return name

    def entries(self) -> list[dict[str, Any]]:
        """Return them as a case has them, each id once; what one leaves open another may say."""
        entries: dict[str, dict[str, Any]] = {}
        for key, meaning in self.of.items():
            entry = entries.setdefault(self.ids[key], {"id": self.ids[key], "kind": meaning.kind})
            if meaning.kind != "interviews" and (name := _kept(self._named[key].name).strip()):
                entry.setdefault("citation", name)
            if meaning.citation is not None:
                entry["citation"] = _versions(meaning.citation)
            if meaning.group is not None:
                entry["group"] = _versions(meaning.group)
            if meaning.classification is not None:
                entry["classification"] = meaning.classification
        return list(entries.values())


def _interview_words() -> re.Pattern[str]:
    """Return what tells from its name that a source may be an interview, in any language."""
    words = [fold(one) for name in LANGUAGES for one in speak(name)("import.qda.hints").split(",")]
    return re.compile("|".join(map(re.escape, dict.fromkeys(words))))


def _versions(text: Any) -> Any:
    versions = dict(text.versions)
    return versions.get("", versions)


def _kept(text: str) -> str:
    """Return a text without the signs that no file of ours may hold."""
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _clock(milliseconds: int) -> str:
    """Return a moment as minutes and seconds, with hundredths."""
    seconds, rest = divmod(max(milliseconds, 0), 1000)
    return f"{seconds // 60:02d}:{seconds % 60:02d}.{rest // 10:02d}"
