"""An imported negotiation as the file of a case, seen from one of its actors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from fivec.authoring.starter import quoted
from fivec.documents.clean import clean
from fivec.locale import Words
from fivec.model.negotiation import Controversy, Negotiations


class ImportOrigin(Struct, frozen=True):
    """Where imported issues come from: the arena as ``(id, name)`` and how the data are cited.

    ``parts`` are the dossiers to which the case is held.
    """

    citation: str
    arena: tuple[str, str] | None
    label: str
    parts: tuple[str, ...] = ()


class Imported(Struct, frozen=True):
    """The text of a case, its id, and what whoever imports it should know, as finished words."""

    text: str
    id: str
    notes: tuple[str, ...]


class MadeIds(Struct):
    """The ids of names, by name; which were made of a place in the file, and which of another's."""

    of: dict[str, str] = {}
    by_place: list[str] = []
    alike: list[str] = []


def imported(
    data: Negotiations,
    issues: Sequence[Controversy],
    actor: str,
    origin: ImportOrigin,
    rubric: str,
    say: Words,
    *,
    missing: str,
    most: int,
) -> Imported | None:
    """Return a case with the issues in which the actor takes part, all others beside it.

    ``rubric`` is what it names as its rubric.

    ``missing`` is the name of what an issue without an outcome lacks. ``None`` where the case would
    have more than ``most`` characters: every issue names all others again.
    """
    actors = ids_of([name for name, _ in data.actors], "actor")
    names = ids_of([issue.id for issue in data.issues], "issue")
    ids, labels = actors.of, dict(data.actors)
    label = labels[actor]
    own_id = slug("-".join((ids[actor], origin.label, *origin.parts)))
    title = ", ".join((f"{label}: {origin.citation}", *origin.parts))
    lines = [
        f"# {say('import.head', file=clean(data.file.rpartition('/')[2]), sha256=data.sha256)}",
        f"# {say('import.only-issues')}",
        "format: fivec/case@1",
        f"id: {own_id}",
        f"title: {quoted(title)}",
        f"rubric: {rubric if _PLAIN.fullmatch(rubric) else quoted(rubric)}",
        f"actor: {{id: {_written(ids[actor])}, label: {quoted(label)}}}",
    ]
    if origin.arena:
        lines.append(f"arena: {{id: {origin.arena[0]}, label: {quoted(origin.arena[1])}}}")
    lines += [
        f"decision_rule: unknown  # {say('import.rule')}",
        "sources:",
        f"  - {{id: {origin.label}, kind: dataset, citation: {quoted(origin.citation)}}}",
        "issues:",
    ]
    size = 0
    for issue in issues:
        own = names.of[issue.id]
        added = [*_issue(issue, own, actor, ids, labels, missing, say, weighed=data.weighed)]
        size += sum(map(len, added))
        if size > most:
            return None
        lines += added
    notes = []
    assumed = [issue.label for issue in issues if issue.assumed]
    measured = [
        f"{issue.label} ({_number(issue.scale[0])}–{_number(issue.scale[1])})"
        for issue in issues
        if issue.measured
    ]
    for key, named in (
        ("import.no-points", assumed),
        ("import.measured", measured),
        ("import.by-place", [*actors.by_place, *names.by_place]),
        ("import.alike", [*actors.alike, *names.alike]),
    ):
        if named:
            listed = ", ".join(named[:_MOST_TOLD]) + (", …" if len(named) > _MOST_TOLD else "")
            notes.append(say(key, names=clean(listed)))
    return Imported("\n".join(lines) + "\n", own_id, tuple(notes))


def _issue(
    issue: Controversy,
    name: str,
    actor: str,
    ids: dict[str, str],
    labels: dict[str, str],
    missing: str,
    say: Words,
    *,
    weighed: bool,
) -> Iterator[str]:
    own = issue.of(actor)
    low, high = issue.scale
    yield f"  - id: {_written(name)}"
    yield f"    label: {quoted(issue.label)}"
    points = ", ".join(f"{_number(at)}: {quoted(words)}" for at, words in issue.points)
    described = f", points: {{{points}}}" if points else ""
    yield f"    scale: {{min: {_number(low)}, max: {_number(high)}{described}}}"
    if own is not None:
        if weighed:
            yield f"    salience: {_number(own.salience)}"
        yield f"    power: {_number(own.power)}"
        yield f"    position: {_number(own.position)}"
        if own.note:
            yield f"    note: {quoted(own.note)}"
    if issue.status_quo is not None:
        yield f"    status_quo: {_number(issue.status_quo)}"
    if issue.outcome is not None:
        yield f"    outcome: {_number(issue.outcome)}"
    else:
        yield f"    silent: {missing}  # {say('import.outcome')}"
    others = [one for one in issue.stances if one.actor != actor]
    if others:
        yield "    others:"
    for one in others:
        power = f", power: {_number(one.power)}" if one.power != 1 else ""
        salience = f", salience: {_number(one.salience)}" if weighed else ""
        name, label = ids[one.actor], labels[one.actor]
        called = f", label: {quoted(label)}" if label != name else ""
        note = f", note: {quoted(one.note)}" if one.note else ""
        place = f"position: {_number(one.position)}{salience}{power}{note}"
        yield f"    - {{actor: {_written(name)}{called}, {place}}}"


def _number(value: float) -> str:
    """Return a number in digits, all of them: a very small power is not none."""
    return format(Decimal(repr(value or 0)).normalize(), "f")


# As they stand these would be read as no text at all.
_NOT_TEXT = frozenset({"null", "true", "false"})
# Letters of which taking off the accent leaves nothing.
_LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
     "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L",
     "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ı": "i", "ŋ": "n", "Ŋ": "N", "ə": "e", "Ə": "E"}
)  # fmt: skip
# The name of a rubric or its file that YAML reads as text without quotes.
_PLAIN = re.compile(r"[\w./-]+(@[\w.-]+)?")
# A note names so many at most.
_MOST_TOLD = 20


def slug(text: str) -> str:
    """Return what is left of a text as an id, and as the name of a file."""
    return letters(text) or "x"


def letters(text: str) -> str:
    """Return a text in the letters an id may have, accents taken off."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    # A mark that goes with a letter is no gap between two of them.
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    return re.sub(r"[^A-Za-z0-9_-]+", "-", bare).strip("-_")


def _written(name: str) -> str:
    """Return an id as YAML reads it as text."""
    return quoted(name) if name in _NOT_TEXT else name


def labels_with_ids(labels: Sequence[str], kind: str) -> tuple[tuple[str, str], ...]:
    """Return labels with small ids made of them, each only once, as ``(id, label)``.

    One of which no letter is left goes by its kind.
    """
    by_id: dict[str, str] = {}
    for label in labels:
        stem = letters(label).lower().replace("_", "-") or kind
        number = 1
        while (name := stem if number == 1 else f"{stem}-{number}") in by_id:
            number += 1
        by_id[name] = label
    return tuple(by_id.items())


def ids_of(names: Sequence[str], kind: str) -> MadeIds:
    """Return an id for each name: itself where it is one, else what is left of it, never twice.

    A name of which no letter is left goes by its place, as in ``actor-4``.
    """
    ids = MadeIds()
    stems = [letters(name) for name in names]
    # Whoever has the name itself keeps it.
    taken = {name for name, stem in zip(names, stems, strict=True) if name == stem}
    numbers: dict[str, int] = {}
    for place, (name, stem) in enumerate(zip(names, stems, strict=True), start=1):
        if name == stem:
            ids.of[name] = name
            continue
        chosen = first = stem or f"{kind}-{place}"
        while chosen in taken:
            numbers[first] = numbers.get(first, 1) + 1
            chosen = f"{first}-{numbers[first]}"
        taken.add(chosen)
        ids.of[name] = chosen
        if not stem:
            ids.by_place.append(f"{name} ({chosen})")
        elif chosen != first:
            ids.alike.append(f"{name} ({chosen})")
    return ids
