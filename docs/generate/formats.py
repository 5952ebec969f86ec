"""The pages on the formats: every key of every file, and every figure of every result.

They are made of the schemas, and those of the records that are the formats.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_args

import yaml

from fivec.files.records import RECORDS
from fivec.files.schema import record_schema, schema
from fivec.model.agreement import Agreement
from fivec.model.conditions import Conditions
from fivec.model.fields import Id
from fivec.model.league import League
from fivec.model.next_steps import NextSteps
from fivec.model.replication import Manifest, Verification
from fivec.model.robustness import RobustnessResult
from fivec.model.settings import Settings
from fivec.model.share_result import ShareSumResult
from fivec.model.theory_result import TheoryResult
from generate.markdown import anchor, code, escape, page, table

NOTES = (
    "Every item may hold a `note`, a remark for whoever reads the file, which is never used in a "
    "figure, and keys of your own, which begin with `x_` and are never read. In a heading `[]` is "
    "an item of a list, and `…` a name that the file chooses."
)
TITLES = {
    "case": "The case file",
    "rubric": "The rubric file",
    "theory": "The theory file",
    "share": "The share file",
    "map": "The map of codes",
    "expected": "The file of expected figures",
    "assessment": "The result",
}
SAYS = {
    "case": "One state, one text, one negotiation: what it wanted, what came of it, and the "
    "evidence. `fivec new case` writes one to fill in.",
    "rubric": "What is judged, and by which rule. [A rubric of your own](../own-rubric.md) builds "
    "one from scratch.",
    "theory": "The assumptions under a policy, and how plausible they are: [how to](../theory.md).",
    "share": "What a state would give by its size, and what it gave: [how to](../share.md).",
    "map": "What the codes of a coding program stand for: [how to](../coding-programs.md).",
    "expected": "What a case that ships must come to, worked out apart from the code. `fivec "
    "selfcheck` holds the two together.",
    "assessment": "What `fivec score --format json` prints. Within `@1` keys are only ever added. "
    "Scores, attainment, luck and excess run to 100, shares and probabilities from 0 to 1; `null` "
    "is not assessed, and never 0. Where a figure is worked out, its formula follows, and the work "
    "that it comes from.",
}
OTHERS = (
    "What `--format json` prints besides [the assessment](assessment.md). Each begins with its "
    "`format` and the `tool`; `null` is not assessed, or not defined, and never 0. "
    "[The comparison](comparison.md) has a page of its own; a row of `fivec/findings@1` is "
    "[one of the result](assessment.md#casesfindings)."
)
# Each further result by its format: what prints it, and the record or the list of it that it holds.
RESULTS: dict[str, tuple[str, str, Any]] = {
    "agreement": ("fivec agreement", "", Agreement),
    "robustness": ("fivec robustness", "", RobustnessResult),
    "next": ("fivec next", "", NextSteps),
    "conditions": ("fivec conditions", "", Conditions),
    "theory": ("fivec theory", "", TheoryResult),
    "share": ("fivec share", "rows[]", ShareSumResult),
    "league": ("fivec league", "", League),
    "replication": ("manifest.json of a replication folder", "", Manifest),
    "verification": ("fivec verify", "", Verification),
    "config": ("fivec config", "", Settings),
}
# Formats of which the name has something behind it.
FORMATS = {"theory": "fivec/theory@1-result", "share": "fivec/share@1-result"}
_REF = "#/$defs/"
_ID = get_args(Id)[1].pattern
_NOTE, _GIVEN = "note", "given"
_Part = dict[str, Any]


class _At(NamedTuple):
    """Where in a page a mapping is told: the result, its record, and the way to it."""

    page: str
    record: str
    path: str

    @property
    def heading(self) -> str:
        return " ".join(filter(None, (self.page, code(self.path))))


@cache
def _figures() -> dict[str, Any]:
    text = Path(__file__).with_name("formulas.yaml").read_text(encoding="utf-8")
    written: dict[str, Any] = yaml.safe_load(text)
    return written


def formulas() -> dict[str, str]:
    """Return how each figure of a result is worked out, by its record and its key."""
    return {
        f"{record}.{key}": says
        for record, held in _figures().items()
        if record != _GIVEN
        for key, says in held.items()
    }


def given() -> set[str]:
    """Return the figures that a result repeats of its file or of its call, by record and key."""
    return {f"{record}.{key}" for record, keys in _figures()[_GIVEN].items() for key in keys}


def file_format(name: str) -> str:
    """Return the page on a file format, or on the result: every key, a section a mapping."""
    whole = schema(name)  # type: ignore[arg-type] # the names of pages are those of schemas
    top = RECORDS[name].__name__  # type: ignore[index] # likewise
    return page(
        f"# {TITLES[name]}",
        SAYS[name],
        "" if name == "assessment" else NOTES,
        *_sections(whole, whole, _At("", top, ""), 2, {}),
    )


def results() -> str:
    """Return the page on the results of the other commands."""
    parts = [
        "# Other results",
        OTHERS,
    ]
    for name, (call, at, record) in RESULTS.items():
        whole = record_schema(record)
        parts.append(f"## {call}")
        of = f", a list of them under `{at.removesuffix('[]')}`" if at else ""
        parts.append(f"`{FORMATS.get(name, f'fivec/{name}@1')}`{of}")
        parts += _sections(whole, whole, _At(name, record.__name__, at), 3, {})
    return page(*parts)


def _sections(
    part: _Part, whole: _Part, at: _At, depth: int, shown: dict[str, str]
) -> Iterator[str]:
    """Yield the table of a mapping, and below it the sections of the mappings that it holds.

    ``shown`` has the heading of each record that has its section: it is told once on a page.
    """
    if at.path:
        yield f"{'#' * depth} {at.heading}"
        yield escape(part.get("description", ""))
    rows, deeper = [], []
    # Of a result every key is written; a file must have some, and may have a note anywhere.
    of_file = "patternProperties" in whole
    required = part.get("required", []) if of_file else []
    for key, inner in part.get("properties", {}).items():
        if key == _NOTE and of_file and part is not whole:
            continue
        says = [escape(inner.get("description", ""))]
        if formula := formulas().get(f"{at.record}.{key}"):
            says.append(f"*Formula:* {formula}")
        kind = _kind(inner, whole)
        if key in required:
            kind = f"required, {kind}"
        for one, name, mark in _held(inner, whole):
            below = _At(at.page, name, f"{at.path}{'.' if at.path else ''}{key}{mark}")
            if name in shown:
                kind += f", as [{shown[name]}](#{anchor(shown[name])})"
            else:
                deeper.append((one, below))
                shown |= {name: below.heading} if name else {}
        rows.append([code(key), " ".join(says), kind])
    if rows:
        yield table(("Key", "What it is", "Kind"), rows)
    for one, below in deeper:
        yield from _sections(one, whole, below, depth, shown)


def _held(part: _Part, whole: _Part) -> Iterator[tuple[_Part, str, str]]:
    """Yield the mappings that a value may be or hold, each with its record and what marks it."""
    for one, name in _options(part, whole):
        if one.get("properties", {}).keys() - {_NOTE}:
            yield one, name, ""
        held = one.get("additionalProperties")
        if isinstance(held, dict):
            for inner, own, mark in _held(held, whole):
                yield inner, own, f".…{mark}"
        if items := _items(one):
            for inner, own, mark in _held(items, whole):
                yield inner, own, f"[]{mark}"


def _items(part: _Part) -> _Part:
    """Return what a list holds."""
    given = part.get("items")
    return given if isinstance(given, dict) else {}


def _options(part: _Part, whole: _Part) -> Iterable[tuple[_Part, str]]:
    """Return what a value may be, references looked up, each with the name of its record."""
    if "anyOf" in part:
        return [one for each in part["anyOf"] for one in _options(each, whole)]
    if "$ref" in part:
        name = part["$ref"].removeprefix(_REF)
        described = {"description": part["description"]} if "description" in part else {}
        return [] if name == "Text" else [({**whole["$defs"][name], **described}, name)]
    return [(part, "")]


def _kind(part: _Part, whole: _Part) -> str:
    """Return in words what a value may be."""
    if part.get("$ref") == f"{_REF}Text":
        return (
            "text" if whole["$defs"]["Text"].get("type") == "string" else "text, or one a language"
        )
    if "anyOf" in part:
        return " or ".join(dict.fromkeys(_kind(one, whole) for one in part["anyOf"]))
    if "$ref" in part:
        return _kind({**whole["$defs"][part["$ref"].removeprefix(_REF)]}, whole)
    if "const" in part:
        return code(json.dumps(part["const"]).strip('"'))
    sorts = part.get("type", "object")
    words = [_sort(sort, part, whole) for sort in ([sorts] if isinstance(sorts, str) else sorts)]
    return " or ".join(dict.fromkeys(filter(None, words)))


def _sort(sort: str, part: _Part, whole: _Part) -> str:
    """Return one of the sorts that a value may be in words."""
    choices = part.get("enum") or part.get("then", {}).get("enum")
    if sort == "string" and choices:
        return " or ".join(code(str(one)) for one in choices if one is not None)
    if sort == "string":
        return "id" if part.get("pattern") == _ID else "text"
    if sort in ("number", "integer"):
        # A word that looks like a number is a word.
        if sort == "number" and "string" in part["type"] and "exclusiveMinimum" not in part:
            return ""
        return _number("whole number" if sort == "integer" else "number", part)
    if sort == "array":
        word = "pair" if part.get("minItems") == part.get("maxItems") == 2 else "list"
        return f"{word} of {_kind(_items(part), whole)}"
    return {"object": "mapping", "boolean": "true or false", "null": "null"}[sort]


def _number(word: str, part: _Part) -> str:
    low = part.get("minimum", part.get("exclusiveMinimum"))
    high = part.get("maximum", part.get("exclusiveMaximum"))
    huge = high is not None and high >= 1e12
    if low is not None and low > -1e12:
        word += f" {'from' if 'minimum' in part else 'above'} {low:g}"
    if high is not None and not huge:
        word += f" {'to' if 'maximum' in part else 'to below'} {high:g}"
    return word
