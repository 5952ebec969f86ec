"""A comparison as JSON: the contract ``fivec/comparison@1``.

Keys stand in a fixed order and are only ever added; numbers have 12 significant digits. A text is
a map of languages, as a file may have it, or plain where its language is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from fivec import __version__
from fivec.locale import Words
from fivec.model.assessment import NO_FIGURE, Assessment, Figure, FigureName, Record
from fivec.model.comparison import (
    CaseComparison,
    Change,
    Comparison,
    FigureRow,
    VerdictContrast,
    VersionChange,
    VersionComparison,
)
from fivec.model.text import Text
from fivec.model.values import number, values
from fivec.model.verdict import PART_NAMES, VerdictResult
from fivec.model.version import Entry, Value
from fivec.render import View
from fivec.render.machine.as_json import as_text, failed_record


def render(comparison: Comparison, view: View) -> str:
    """Return a comparison as one JSON object; what fivec says of it is in the view's language."""
    return as_text(_record(comparison, view.words))


def _record(comparison: Comparison, words: Words) -> dict[str, Any]:
    inside = _cases(comparison) if isinstance(comparison, CaseComparison) else _versions(comparison)
    return {
        "format": "fivec/comparison@1",
        "tool": f"fivec {__version__}",
        "mode": "cases" if isinstance(comparison, CaseComparison) else "versions",
        **inside,
        "failed": [failed_record(one, words) for one in comparison.failed],
    }


def _cases(comparison: CaseComparison) -> dict[str, Any]:
    return {
        "same_rubric": comparison.one_rubric,
        "same_scale": comparison.one_scale,
        "cases": [_case(one) for one in comparison.cases],
        "figures": [_row(row, comparison) for row in comparison.rows],
        "verdicts": _verdicts(comparison.verdicts),
    }


def _verdicts(contrast: VerdictContrast | None) -> dict[str, Any] | None:
    if contrast is None:
        return None
    return {
        "highest": contrast.highest,
        "lowest": contrast.lowest,
        "lower_end": contrast.ends[0],
        "upper_end": contrast.ends[1],
        "larger_than_doubt": contrast.apart,
        "not_said": contrast.not_said,
    }


def _case(one: Assessment) -> dict[str, Any]:
    published = one.case.published
    return {
        "id": one.case.id,
        "title": _text(one.case.title),
        "file": one.case.file,
        "sha256": one.case.sha256,
        "rubric": {
            "id": one.rubric.id,
            "version": one.rubric.edition,
            "sha256": one.rubric.sha256,
        },
        "verdict": _verdict(one.verdict),
        "published": list(published.influence) if published else [],
    }


def _verdict(verdict: VerdictResult | None) -> dict[str, Any] | None:
    if verdict is None:
        return None
    return {
        "influence": verdict.influence,
        "as_coded": list(verdict.as_coded),
        "range": list(verdict.range),
        "confidence": verdict.confidence,
        "answers": {
            name: {
                "state": verdict.parts[name].state,
                "as_coded": list(verdict.parts[name].as_coded),
                "range": list(verdict.parts[name].range),
            }
            for name in PART_NAMES
        },
    }


def _row(row: FigureRow, comparison: CaseComparison) -> dict[str, Any]:
    contrast = row.contrast
    return {
        "figure": row.name,
        "id": row.id or None,
        "values": [
            {
                "case": case.case.id,
                "value": number(figure.value),
                "interval": values(figure.interval),
                "coverage": number(figure.coverage),
                "word": figure.word,
            }
            for figure, case in zip(row.figures, comparison.cases, strict=True)
        ],
        "contrast": contrast
        and {
            # Places in "values": two cases may share an id.
            "highest": contrast.highest,
            "lowest": contrast.lowest,
            "difference": number(contrast.difference),
            "larger_than_doubt": contrast.apart,
            "not_assessed": contrast.missing,
        },
    }


def _versions(comparison: VersionComparison) -> dict[str, Any]:
    return {
        "changed": comparison.matters,
        "cases": [_change_of(one) for one in comparison.changes],
        "new": [_version(one.case.id, one.case.file, one.case.sha256) for one in comparison.new],
        "gone": [_known(one) for one in comparison.gone],
    }


def _version(name: str, file: str, sha256: str) -> dict[str, Any]:
    return {"id": name, "file": file, "sha256": sha256}


def _known(one: Record) -> dict[str, Any]:
    return _version(one.id, one.file, one.sha256)


def _change_of(one: VersionChange) -> dict[str, Any]:
    return {
        "id": one.now.id,
        "title": _text(one.now.title),
        "before": _known(one.before),
        "after": _known(one.now),
        "changed": one.matters,
        "figures": list(_figures(one)),
        "verdict": {
            "before": _verdict(one.before.verdict),
            "after": _verdict(one.now.verdict),
            "lower_end": one.ends[0] if one.ends else None,
            "upper_end": one.ends[1] if one.ends else None,
        },
        "capacity_change": {
            "capabilities": {share.capability: number(share.points) for share in one.shares},
            "rest": number(one.rest),
        }
        if one.shares
        else None,
        "changes": [_change(change) for change in one.changes],
        "not_compared": [{"part": part, "fact": name or None} for part, name in one.unsaid],
    }


def _figures(one: VersionChange) -> Iterator[dict[str, Any]]:
    """Yield the main figures before and after; a capability may be in one of the two alone."""
    before, after = one.before.figures, one.now.figures
    order = get_args(FigureName)
    for key in sorted(before | after, key=lambda key: order.index(key[0])):
        yield {
            "figure": key[0],
            "id": key[1] or None,
            "before": _figure(before.get(key, NO_FIGURE)),
            "after": _figure(after.get(key, NO_FIGURE)),
        }


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "value": number(one.value),
        "interval": values(one.interval),
        "coverage": number(one.coverage),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "group": change.group,
        "part": change.part,
        "id": change.id or None,
        "fact": change.name or None,
        "change": change.how,
        "before": _value(change.before),
        "after": _value(change.after),
        "delta": number(change.delta),
    }


def _value(value: Value | Entry) -> Any:
    if isinstance(value, Text):
        return _text(value)
    if isinstance(value, Entry):
        return {"name": value.name, "values": [_value(one) for one in value.values]}
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    return value


def _text(text: Text) -> str | dict[str, str]:
    """Return a text as a file has it: plain, or a map of languages."""
    if len(text.versions) == 1 and not text.versions[0][0]:
        return text.versions[0][1]
    return dict(text.versions)
