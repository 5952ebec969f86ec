"""The result as JSON: the contract ``fivec/assessments@1``.

Keys stand in a fixed order and are only ever added; numbers have 12 significant digits.
"""

from __future__ import annotations

import json
import re
from typing import Any

from fivec import __version__
from fivec.locale import Words
from fivec.model.assessment import Assessment, Batch, Failed
from fivec.model.case import PHASES, Evidence, Party, Source
from fivec.model.characters import UNSEEN
from fivec.model.summary import Spread
from fivec.model.text import Text
from fivec.model.values import number, values
from fivec.reports import View
from fivec.reports import json_lenses as lenses
from fivec.reports.findings import record


def render(batch: Batch, view: View) -> str:
    """Return the result of a run as one JSON object."""
    return as_text(result(batch, view.words))


def as_text(value: Any) -> str:
    """Return a value as JSON text, the same bytes on every machine."""
    return dumped(value, indent=2)


def dumped(value: Any, *, indent: int | None = None) -> str:
    """Return a value as JSON, in a line of its own."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    # A screen obeys or hides these; escaped, the values are the same.
    text = UNSEEN.sub(_escaped, text)
    # A runner of GitHub's obeys this wherever in a line it stands; escaped it is the same text.
    return text.replace("##[", "##\\u005b") + "\n"


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1] if match[0] != "\x7f" else "\\u007f"


def result(batch: Batch, words: Words) -> dict[str, Any]:
    """Return the result of a run as values."""
    found = batch.summary
    return {
        "format": "fivec/assessments@1",
        "tool": f"fivec {__version__}",
        "cases": [case_record(one, words) for one in batch.assessments],
        "failed": [failed_record(one, words) for one in batch.failed],
        "summary": {
            "cases": found.cases,
            "failed": found.failed,
            "capacity": _spread(found.capacity),
            "attainment": _spread(found.attainment),
            "verdicts": found.verdicts,
        },
    }


def _spread(found: Spread | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"mean": number(found.mean), "min": number(found.min), "max": number(found.max)}


def failed_record(one: Failed, words: Words) -> dict[str, Any]:
    """Return a file that could not be scored, as values."""
    return {"file": one.file, "findings": [record(fault, words) for fault in one.findings]}


def case_record(one: Assessment, words: Words) -> dict[str, Any]:
    """Return the assessment of one case as values."""
    case, rubric = one.case, one.rubric

    def text(value: Text | None) -> str | None:
        return None if value is None else value.to(words.language)

    def party(value: Party | None) -> dict[str, Any] | None:
        return None if value is None else {"id": value.id, "label": text(value.label)}

    return {
        "id": case.id,
        "title": text(case.title),
        "file": case.file,
        "sha256": case.sha256,
        "actor": party(case.actor),
        "arena": party(case.arena),
        "text": text(case.text),
        "decision_rule": case.decision_rule,
        "rubric": {"id": rubric.id, "version": _version(rubric.version), "sha256": rubric.sha256},
        "scope": one.options.scope,
        "capacity": values(one.capacity),
        "capabilities": values(one.capabilities, words.language),
        "phases": values(one.phases, words.language),
        "preference": values(one.preference, words.language),
        "attribution": values(one.attribution, words.language),
        "tracing": values(one.tracing, words.language),
        "verdict": lenses.verdict(one, words),
        "evidence": [_evidence(item, words) for item in case.evidence],
        "sources": [_source(item, words) for item in case.sources],
        "findings": [record(fault, words) for fault in one.findings],
    }


def _version(version: str) -> int | str:
    return int(version) if version.isdigit() else version


def _evidence(item: Evidence, words: Words) -> dict[str, Any]:
    return {
        "id": item.id,
        "says": item.says.to(words.language),
        "source": list(item.sources),
        "where": item.where,
        "phase": item.phase if item.phase in PHASES else None,
        "scope": item.scope,
        "conclusion": item.conclusion,
        "corroboration": item.corroboration,
        "bears_on": [
            {"indicator": one.indicator, "direction": one.direction, "parts": list(one.parts)}
            for one in item.bearings
        ],
    }


def _source(item: Source, words: Words) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind,
        "citation": item.citation.to(words.language) if item.citation else None,
        "group": item.group.to(words.language) if item.group else None,
        "url": item.url,
        "cited_by": item.cited_by,
        "classification": item.classification,
    }
