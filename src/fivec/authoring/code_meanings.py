"""What the codes of a coding program stand for: by a map, by their names, by what they stand under.

A code is an indicator by its full name, by its label in any language, or by a capability and an
indicator in each other. Another gives a direction, a scope or a level; a group that holds a code,
or a code above it, says so of all that is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from fivec.authoring.codebook import GROUPS, group_words, guids
from fivec.authoring.workbook_words import vocabulary
from fivec.model.code_map import CodeMap, CodeMeaning
from fivec.model.coding_project import CodingProject, ProjectCode
from fivec.model.rubric import Rubric
from fivec.model.suggest import nearest
from fivec.model.workbook import fold

# How programs and people set a code apart from the one above it.
_APART = re.compile(r"\s*(?:::|[>›»→/\\|:])\s*")
_WORDS = re.compile(r"[\s:;,/>|()\[\]]+")
PATH = " > "


class Meaning(Struct, frozen=True):
    """What a code says: an indicator with its parts, and which way, how close, when, how high."""

    indicator: str = ""
    parts: tuple[str, ...] = ()
    direction: str = ""
    scope: str = ""
    phase: str = ""
    level: str = ""
    ignore: bool = False

    @property
    def says(self) -> bool:
        """Whether it says anything."""
        return self != Meaning()

    def under(self, above: Meaning) -> Meaning:
        """Return it with what the code above it, or a group, says where it says nothing."""
        same = self.indicator in ("", above.indicator)
        ignore = self.ignore or (above.ignore and not self.says)
        return Meaning(
            self.indicator or above.indicator,
            self.parts or (above.parts if same else ()),
            self.direction or above.direction,
            self.scope or above.scope,
            self.phase or above.phase,
            self.level or above.level,
            ignore,
        )


class Meanings:
    """The meanings of a project's codes, by their keys."""

    def __init__(self, project: CodingProject, rubric: Rubric, given: CodeMap | None) -> None:
        self._rubric = rubric
        self._known = vocabulary(rubric)
        self._given = _by_name(given.codes if given else {})
        self._own = guids(rubric)
        self._capabilities = {
            fold(text): one
            for one in rubric.capabilities
            for text in (*(words for _, words in one.label.versions), one.id)
        }
        self._ids = {one.id for one in rubric.capabilities}
        self._groups = group_words()
        full = "|".join(map(re.escape, sorted(rubric.indicators_by_name, key=len, reverse=True)))
        self._full = re.compile(rf"(?<![\w.-])({full})(?![\w-])", re.IGNORECASE)
        self._names: dict[str, Meaning] = {}
        codes = {fold(code.name) for code in project.codes.values()}
        # What is written of a name that a group shares with a code is of the code.
        self._of_groups = {
            key: self._by_map((key, *([] if fold(name) in codes else [name]))).under(
                self._named(name)
            )
            for key, name in project.groups.items()
        }
        self.of: dict[str, Meaning] = {}
        for key, code in project.codes.items():
            names = (key, PATH.join(code.path), "/".join(code.path), code.name)
            # What a map leaves open of a code, its name may say.
            own = self._by_map(names).under(self._by_name(code))
            if code.groups:
                own = own.under(self._agreed(code.groups))
            # A code comes after the one that it stands under.
            above = self.of.get(code.parent)
            self.of[key] = own.under(above) if above else own

    def guess(self, code: ProjectCode) -> str:
        """Return the indicator that a code was probably meant to be, or nothing."""
        known: dict[str, str] = {}
        for name, indicator in self._rubric.indicators_by_name.items():
            known |= {name: name, name.partition(".")[2]: name}
            known |= {text: name for _, text in indicator.label.versions}
        for text in (".".join(code.path[-2:]), code.name):
            if near := nearest(text, known):
                return known[near]
        return ""

    def _by_map(self, names: Iterable[str]) -> Meaning:
        match = next((self._given[one] for one in map(fold, names) if one in self._given), None)
        if match is None:
            return Meaning()
        return Meaning(
            match.indicator or "", match.parts, match.direction or "", match.scope or "",
            match.phase or "", match.level or "", match.ignore,
        )  # fmt: skip

    def _by_name(self, code: ProjectCode) -> Meaning:
        path = [one for step in code.path for one in _APART.split(step) if one]
        meaning = self._named(code.name)
        if not meaning.indicator and len(path) > 1:
            meaning = self._within(path[-2], path[-1]) or meaning
        if not meaning.says and code.key in self._own:
            return self._named(self._own[code.key])
        return meaning

    def _agreed(self, groups: Iterable[str]) -> Meaning:
        """Return what groups say together; what two say otherwise, none says."""
        groups_say = [one for one in map(self._of_groups.__getitem__, groups) if one.says]
        agreed = groups_say[0] if groups_say else Meaning()
        for other in groups_say[1:]:
            both = agreed.under(other)
            clash = {
                key: "" if key != "parts" else ()
                for key in ("indicator", "parts", "direction", "scope", "level")
                if getattr(agreed, key) and getattr(other, key)
                and getattr(agreed, key) != getattr(other, key)
            }  # fmt: skip
            agreed = replace(both, **clash)
        return agreed

    def _named(self, name: str) -> Meaning:
        """Return what a name says by itself."""
        if name not in self._names:
            self._names[name] = self._read(name)
        return self._names[name]

    def _read(self, name: str) -> Meaning:
        if match := self._full.search(name):
            indicator = match[1].lower()
            indicator = next(
                one for one in self._rubric.indicators_by_name if one.lower() == indicator
            )
            rest = f"{name[: match.start()]} {name[match.end() :]}".replace(".", " ")
            return self._with_words(indicator, _WORDS.split(rest))
        before, dot, after = name.partition(".")
        steps = _APART.split(name) if not dot else [before, after]
        if len(steps) == 2:
            group = self._groups.get(fold(steps[0]))
            if group and (value := self._one(GROUPS[group], steps[1])):
                return replace(Meaning(), **{group: value})
            if within := self._within(*steps):
                return within
        for group in ("direction", "scope"):
            if value := self._one(GROUPS[group], name):
                return replace(Meaning(), **{group: value})
        # The name of a capability is none of an indicator, though a label may read alike.
        if name in self._ids:
            return Meaning()
        return Meaning(self._one("indicators", name))

    def _within(self, above: str, name: str) -> Meaning | None:
        """Return what a name says under that of a capability, or of a group."""
        if group := self._groups.get(fold(above)):
            value = self._one(GROUPS[group], name)
            return replace(Meaning(), **{group: value}) if value else None
        capability = self._capabilities.get(fold(above))
        if capability is None:
            return None
        for one in capability.indicators:
            labels = (one.id, *(text for _, text in one.label.versions))
            if fold(name) in map(fold, labels):
                return Meaning(f"{capability.id}.{one.id}")
        return None

    def _with_words(self, indicator: str, words: Iterable[str]) -> Meaning:
        """Return an indicator with what the rest of its code's name says."""
        parts = {one.id for one in self._rubric.indicators_by_name[indicator].parts}
        meaning = Meaning(indicator)
        for word in filter(None, words):
            if word in parts:
                meaning = replace(meaning, parts=(*meaning.parts, word))
            for group in ("direction", "scope"):
                if value := self._one(GROUPS[group], word):
                    meaning = replace(meaning, **{group: value})
        return meaning

    def _one(self, kind: str, name: str) -> str:
        """Return the one word of a kind that a name stands for; nothing where none or several."""
        meant = self._known[kind].get(fold(name), ())
        return meant[0] if len(meant) == 1 else ""


def _by_name(given: Mapping[str, CodeMeaning]) -> dict[str, CodeMeaning]:
    return {fold(name.strip().strip("{}")): one for name, one in given.items()}
