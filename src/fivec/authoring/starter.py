"""A case or a rubric to begin with: a commented file with nothing in it that was not said."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from msgspec import Struct

from fivec.documents.clean import clean
from fivec.locale import Words
from fivec.model.document import Place
from fivec.model.figure import plain
from fivec.model.rubric import Capability, Indicator, Rubric

_WIDTH = 96
# A plain or quoted scalar, as far as it goes.
_SCALAR = re.compile(r""" "(?:[^"\\]|\\.)*" | '(?:[^']|'')*' | [^\s,}]+ """, re.VERBOSE)


class CaseAnswers(Struct, frozen=True):
    """What is known of a case before it is coded; ``rubric`` is what its file names."""

    id: str
    title: str
    rubric: str
    actor: str
    actor_name: str | None = None
    arena: str | None = None
    text: str | None = None


class RubricAnswers(Struct, frozen=True):
    """What is known of a rubric before it is written: its capabilities by ``(id, label)``."""

    id: str
    title: str
    capabilities: tuple[tuple[str, str], ...]


def new_case(answers: CaseAnswers, rubric: Rubric, say: Words) -> str:
    """Return a case in which every indicator of the rubric stands, and none is rated."""
    return "".join(_case(answers, rubric, say))


def new_rubric(answers: RubricAnswers, say: Words) -> str:
    """Return a small rubric with five levels, to be filled in."""
    return "".join(_rubric(answers, say))


def quoted(text: str) -> str:
    """Return text as YAML that reads as exactly that text, on one line."""
    return "'" + clean(text).replace("'", "''") + "'"


def as_id(text: str) -> str:
    """Return an id as YAML; what is none is quoted, so that reading it says what is wrong."""
    return text if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", text) else quoted(text)


def renamed(text: str, place: Place, name: str) -> str:
    """Return the text of a file with another id at a place, however the id is written there."""
    line, column = place
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    lines[line - 1] = before + _SCALAR.sub(lambda _: as_id(name), after, count=1)
    return "".join(lines)


def _remark(text: str, indent: str = "", first: str = "") -> str:
    """Return data or words as comment lines; no line of it can be anything else."""
    lines = textwrap.wrap(clean(text), _WIDTH - len(indent + first), break_on_hyphens=False) or [""]
    after = " " * len(first)
    return "".join(
        f"{indent}# {first if index == 0 else after}{line}".rstrip() + "\n"
        for index, line in enumerate(lines)
    )


def _case(answers: CaseAnswers, rubric: Rubric, say: Words) -> Iterator[str]:
    for key in ("head", "editor"):
        yield _remark(say(f"new.{key}"))
    yield "\nformat: fivec/case@1\n"
    yield f"id: {as_id(answers.id)}\n"
    yield f"title: {quoted(answers.title)}\n"
    yield f"rubric: {quoted(answers.rubric)}\n"
    actor = answers.actor_name or answers.actor
    yield f"actor: {{id: {as_id(answers.actor)}, label: {quoted(actor)}}}\n"
    if answers.arena:
        yield f"arena: {{id: arena, label: {quoted(answers.arena)}}}\n"
    if answers.text:
        yield f"text: {quoted(answers.text)}\n"
    yield _remark(say("new.period"))
    yield "# period: {from: 2021-06, to: 2022-06}\n"
    yield "# decision_rule: consensus\n\n"
    yield _remark(say("new.sources"))
    yield "sources: []\n"
    yield f"#  - {{id: report, kind: study, citation: {quoted(say('new.citation'))}}}\n\n"
    yield _remark(say("new.evidence"))
    yield "evidence: []\n"
    first = next(iter(rubric.indicators_by_name))
    yield f"#  - id: first-row\n#    says: {quoted(say('new.says'))}\n#    source: report\n"
    yield f"#    where: 'p. 12'\n#    scope: case\n#    bears_on: {{{first}: supports}}\n\n"
    yield _remark(say("new.codings"))
    yield "codings:\n  - coder: a\n    ratings:\n"
    for capability in rubric.capabilities:
        yield from _capability(capability, rubric, say)
    yield "\n" + _remark(say("new.issues"))
    yield "issues: []\n"
    yield f"#  - id: first-issue\n#    label: {quoted(say('new.label'))}\n"
    for key in ("wanted", "was", "got"):
        yield f"#    {key}: {quoted(say(f'new.{key}'))}\n"
    yield "#    attained: partial\n#    alignment: minority\n"


def _capability(capability: Capability, rubric: Rubric, say: Words) -> Iterator[str]:
    indent = "      "
    yield "\n" + _remark(f"== {capability.label.to(say.language)} ==", indent)
    if capability.question:
        yield _remark(capability.question.to(say.language), indent)
    for indicator in capability.indicators:
        yield "\n" + _remark(indicator.label.to(say.language), indent)
        if indicator.question:
            yield _remark(indicator.question.to(say.language), indent)
        yield from _scale(indicator, rubric, say, indent)
        yield f"{indent}{capability.id}.{indicator.id}: {{level: null, reason: no-evidence}}\n"


def _scale(indicator: Indicator, rubric: Rubric, say: Words, indent: str) -> Iterator[str]:
    """Yield what an indicator is rated by, as comments."""
    if indicator.parts:
        parts = ", ".join(f"{one.label.to(say.language)} ({one.id})" for one in indicator.parts)
        yield _remark(f"{say('rubric.parts')}: {parts}", indent)
    measure = indicator.measure
    if measure:
        facts = {
            "unit": measure.unit.to(say.language),
            "low": plain(measure.minimum),
            "high": plain(measure.maximum),
        }
        text = f"{say('rubric.measured', **facts)}: {{value: …}}"
        yield _remark(text, indent)
        return
    for level in rubric.levels:
        text = indicator.descriptors.get(level.id, level.label).to(say.language)
        yield _remark(text, indent, f"  {level.id}: ")


def _rubric(answers: RubricAnswers, say: Words) -> Iterator[str]:
    yield _remark(say("new.rubric-head"))
    yield "\nformat: fivec/rubric@1\n"
    yield f"id: {as_id(answers.id)}\nversion: 1\ntitle: {quoted(answers.title)}\n\n"
    yield _remark(say("new.levels"))
    yield "levels:\n"
    for index, name in enumerate(("none", "limited", "reasonable", "high", "very-high")):
        label = quoted(say(f"new.level.{name}"))
        yield f"  - {{id: {name}, value: {25 * index}, label: {label}}}\n"
    yield "\n" + _remark(say("new.aggregation"))
    yield "aggregation: {indicators: arithmetic, capabilities: arithmetic, minimum_coverage: 0.5}\n"
    yield "\n" + _remark(say("new.capabilities"))
    yield "capabilities:\n"
    for name, label in answers.capabilities:
        yield f"  - id: {name}\n    label: {quoted(label)}\n    weight: 1\n    indicators:\n"
        yield f"      - id: first\n        label: {quoted(say('new.indicator'))}\n"
        yield f"        question: {quoted(say('new.question'))}\n        weight: 1\n"
        yield "        descriptors:\n"
        for level in ("none", "reasonable", "very-high"):
            yield f"          {level}: {quoted(say(f'new.descriptor.{level}'))}\n"
    yield "\n" + _remark(say("new.more"))
    yield "#      - id: papers\n"
    yield "#        measure: {unit: papers, min: 0, max: 8, direction: more-is-better}\n"
    yield "#        essential: true\n#        parts: [{id: early}, {id: late}]\n"
