"""What the schema of a policy theory cannot say (METHODS §9, TB01 to TB10).

Works on the document rather than the model, so that one wrong key does not hide ten others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fivec.checks.common import Ids, Notes, ids, items, mapping, number, text, texts
from fivec.checks.confidential import check_theory_talk
from fivec.model.document import Document
from fivec.model.finding import Finding
from fivec.model.theory import SIDES, STRENGTHS, balance

# Words of certainty, which no verdict may be (TB-CERTAIN): plausibility is all that there is.
_CERTAIN = re.compile(
    r"(?<![^\W_])(?:zeker(?:heid)?|bewezen|vaststaand|certain(?:ty|e|ement)?|certitude|sure|proven|proved"
    r"|prouvée?|sûre?)(?![^\W_])(?! (?:degree|extent|mesure|point))",
    re.IGNORECASE,
)
# The end of a sentence with another behind it, or a semicolon between two.
_ANOTHER = re.compile(r"\w{2}[.!?]\s+[^\W\d_]|;\s")
# What an assumption must have for the five steps to show (TB01), but for its alternatives.
_STEPS = ("link", "relevance", "evidence", "verdict")
Edge = tuple[str, str]


def check_theory(document: Document) -> tuple[Finding, ...]:
    """Return the faults of a theory that its schema cannot see. Never raises on any document."""
    notes = Notes(document)
    root = document.root if isinstance(document.root, dict) else {}
    assumptions, tensions = items(root, "assumptions"), items(root, "tensions")
    for key in ("sources", "scale", "nodes", "assumptions", "tensions"):
        notes.unique(items(root, key))
    rows = [row for one in assumptions for row in items(one, "evidence")]
    notes.cited(items(root, "sources"), [*rows, *tensions], "source_ids")
    _scale(notes, items(root, "scale"))
    _chain(notes, root, assumptions)
    levels = {text(one, "id"): one for one in items(root, "scale")}
    interviews = {text(one, "id") for one in items(root, "sources") if _interviewed(one)}
    for one in assumptions:
        for key in ("evidence", "alternatives"):
            notes.unique(items(one, key))
        _steps(notes, one)
        _statement(notes, one)
        _sides(notes, one)
        _sources(notes, one, interviews)
        _verdict(notes, one, levels)
    _tensions(notes, tensions, ids(assumptions))
    check_theory_talk(notes, root)
    return tuple(notes.findings)


def _interviewed(source: dict[str, Any]) -> bool:
    return source.get("kind") == "interviews"


def _words(value: dict[str, Any], key: str) -> Iterator[str]:
    """Yield a text in each of its languages."""
    given = value.get(key)
    for one in given.values() if isinstance(given, dict) else [given]:
        if isinstance(one, str):
            yield one


def _scale(notes: Notes, scale: list[dict[str, Any]]) -> None:
    """Note a degree of plausibility that says more than that (TB-CERTAIN)."""
    for one in scale:
        # A word that denies certainty is none of certainty.
        if one.get("judged") is False:
            continue
        for word in (text(one, "id"), *_words(one, "label")):
            if _CERTAIN.search(word):
                notes.add(notes.document.place(one, "id"), "certain-verdict", value=word)
                break


def _chain(notes: Notes, root: dict[str, Any], assumptions: list[dict[str, Any]]) -> None:
    """Note arrows that lead nowhere or in a circle, or that no assumption stands under (TB10)."""
    document, nodes, arrows = notes.document, ids(items(root, "nodes")), items(root, "arrows")
    links = [(one, mapping(one, "link")) for one in assumptions]
    for arrow in (*arrows, *(link for _, link in links)):
        for key in ("from", "to"):
            notes.references(arrow, key, nodes, "unknown-node")
    drawn: dict[Edge, dict[str, Any]] = {}
    for arrow in arrows:
        drawn.setdefault(_edge(arrow), arrow)
    under = {_edge(link): one for one, link in links if link}
    meant = {edge for edge in (*drawn, *under) if nodes.keys() >= set(edge)}
    if circle := _circle([edge for edge in drawn if edge in meant]):
        place = document.first_place(drawn[circle])
        notes.add(place, "circular-chain", id=circle[0], other=circle[1])
        return
    if not meant >= drawn.keys() | under.keys():
        # Which arrow was meant by another is not known.
        return
    for edge, arrow in drawn.items():
        if edge not in under:
            place = document.first_place(arrow)
            notes.add(place, "arrow-without-assumption", id=edge[0], other=edge[1])
    for edge, one in under.items():
        if edge not in drawn:
            facts = {"id": text(one, "id"), "start": edge[0], "end": edge[1]}
            notes.add(document.key_place(one, "link"), "assumption-without-arrow", **facts)


def _edge(arrow: dict[str, Any]) -> Edge:
    return text(arrow, "from"), text(arrow, "to")


def _circle(edges: list[Edge]) -> Edge | None:
    """Return an arrow that leads back to where it comes from, the first on its circle."""
    left, before = edges, 0
    while len(left) != before:
        before, reached = len(left), {end for _, end in left}
        # What nothing leads to any more is on no circle.
        left = [edge for edge in left if edge[0] in reached]
    if not left:
        return None
    # Something leads to each of these: whoever walks back from one comes round in the end.
    into = {edge[1]: edge for edge in left}
    way = left[:1]
    while (back := into[way[-1][0]]) not in way:
        way.append(back)
    return min(way[way.index(back) :], key=edges.index)


def _steps(notes: Notes, one: dict[str, Any]) -> None:
    """Note which of the five steps an assumption does not show (TB01)."""
    missing = [key for key in _STEPS if not one.get(key)]
    if missing:
        keys = ", ".join(f"`{key}`" for key in missing)
        notes.add(notes.document.first_place(one), "step-missing", id=text(one, "id"), keys=keys)


def _statement(notes: Notes, one: dict[str, Any]) -> None:
    """Note a statement that holds more than one claim (TB01)."""
    if any(_ANOTHER.search(words) for words in _words(one, "statement")):
        notes.add(notes.document.place(one, "statement"), "several-claims", id=text(one, "id"))


def _sides(notes: Notes, one: dict[str, Any]) -> None:
    """Note an assumption of which one side alone is told (TB02)."""
    rows = items(one, "evidence")
    there = {text(row, "dir") for row in rows}
    lacks = [f"`dir: {side}`" for side in SIDES if rows and side not in there]
    if not items(one, "alternatives"):
        lacks.append("`alternatives`")
    if lacks:
        place = notes.document.first_place(one)
        notes.add(place, "one-sided", id=text(one, "id"), keys=", ".join(lacks))


def _sources(notes: Notes, one: dict[str, Any], interviews: set[str]) -> None:
    """Note an assumption that rests on interviews alone, or on a single source (TB09)."""
    rows = items(one, "evidence")
    names = {name for row in rows for name, *_ in texts(row, "source_ids")}
    place = notes.document.key_place(one, "evidence")
    if names and (names <= interviews or all(row.get("type") == "interview" for row in rows)):
        notes.add(place, "interview-only", id=text(one, "id"))
    elif len(names) == 1:
        notes.add(place, "single-source", id=text(one, "id"), source=names.pop())


def _verdict(notes: Notes, one: dict[str, Any], levels: dict[str, dict[str, Any]]) -> None:
    """Check a verdict against the scale and the evidence (TB04, TB05, TB-CERTAIN)."""
    document, verdict = notes.document, one.get("verdict")
    if not isinstance(verdict, str):
        return
    place = document.place(one, "verdict")
    if _CERTAIN.search(verdict):
        notes.add(place, "certain-verdict", value=verdict)
        return
    if not notes.known(place, verdict, dict.fromkeys(levels), "unknown-verdict"):
        return
    if one.get("verdict_by") is None:
        notes.add(document.key_place(one, "verdict"), "missing-key", key="verdict_by", of="verdict")
    level = levels[verdict]
    least, weighs = level.get("least_balance"), balance(*_weights(items(one, "evidence")))
    if number(least) and weighs is not None and weighs < least:
        facts = {"shown": f"{weighs:.2f}", "least": f"{least:g}"}
        notes.add(place, "verdict-ahead", id=text(one, "id"), value=verdict, **facts)
    if level.get("settled") is True:
        for other in items(one, "alternatives"):
            if other.get("status") == "open":
                facts = {"id": text(one, "id"), "other": text(other, "id"), "value": verdict}
                notes.add(document.place(other, "status"), "open-alternative", **facts)


def _weights(rows: list[dict[str, Any]]) -> tuple[int, int]:
    """Return what the rows for and against weigh."""
    weighed = dict.fromkeys(SIDES, 0)
    for row in rows:
        side, strength = row.get("dir"), row.get("strength")
        if side in SIDES and isinstance(strength, str):
            weighed[side] += STRENGTHS.get(strength, 0)
    return weighed["for"], weighed["against"]


def _tensions(notes: Notes, tensions: list[dict[str, Any]], known: Ids) -> None:
    """Note what another passage of the same work contradicts (TB07)."""
    for one in tensions:
        place, name = notes.document.place(one, "assumption"), one.get("assumption")
        if name is not None and notes.known(place, name, known, "unknown-assumption"):
            notes.add(place, "contradicted", id=name, other=text(one, "id"))
