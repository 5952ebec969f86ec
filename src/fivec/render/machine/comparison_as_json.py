"""A comparison as JSON: the contract ``fivec/comparison@1``.

Keys stand in a fixed order and are only ever added; numbers have 12 significant digits. A text is
a map of languages, as a file may have it, or plain where its language is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from fivec import __version__
from fivec.model.assessment import NO_FIGURE, Assessment, FigureName, Record
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
    if isinstance(comparison, CaseComparison):
        mode, inside = "cases", _cases(comparison)
    else:
        mode, inside = "versions", _versions(comparison)
    return as_text(
        {
            "format": "fivec/comparison@1",
            "tool": f"fivec {__version__}",
            "mode": mode,
            **inside,
            "failed": [failed_record(one, view.words) for one in comparison.failed],
        }
    )


def _of(one: object, *names: str) -> dict[str, Any]:
    """Return the fields of these names."""
    return {name: values(getattr(one, name)) for name in names}


def _cases(what: CaseComparison) -> dict[str, Any]:
    return {
        "same_rubric": what.one_rubric,
        "same_scale": what.one_scale,
        "cases": [_case(one) for one in what.cases],
        "figures": [_row(row, what) for row in what.rows],
        "verdicts": what.verdicts and _contrast(what.verdicts),
    }


def _contrast(one: VerdictContrast) -> dict[str, Any]:
    low, high = one.ends
    return {
        **_of(one, "highest", "lowest"),
        "lower_end": low,
        "upper_end": high,
        "larger_than_doubt": one.apart,
        "not_said": one.not_said,
    }


def _case(one: Assessment) -> dict[str, Any]:
    rubric = one.rubric
    return {
        "id": one.case.id,
        "title": _text(one.case.title),
        "file": one.file,
        "sha256": one.case.sha256,
        "rubric": {"id": rubric.id, "version": rubric.edition, "sha256": rubric.sha256},
        "verdict": _verdict(one.verdict),
        "published": [list(known.influence) for known in one.case.conclusions],
    }


def _verdict(verdict: VerdictResult | None) -> dict[str, Any] | None:
    if verdict is None:
        return None
    return {
        **_of(verdict, "influence", "as_coded", "range", "confidence"),
        "answers": {
            name: _of(verdict.parts[name], "state", "as_coded", "range") for name in PART_NAMES
        },
    }


def _row(row: FigureRow, what: CaseComparison) -> dict[str, Any]:
    contrast = row.contrast
    return {
        "figure": row.name,
        "id": row.id or None,
        "values": [
            {"case": one.case.id, **_of(figure, "value", "interval", "coverage", "word")}
            for figure, one in zip(row.figures, what.cases, strict=True)
        ],
        # Highest and lowest are places in "values": two cases may share an id.
        "contrast": contrast
        and {
            **_of(contrast, "highest", "lowest", "difference"),
            "larger_than_doubt": contrast.apart,
            "not_assessed": contrast.missing,
        },
    }


def _versions(what: VersionComparison) -> dict[str, Any]:
    return {
        "changed": what.matters,
        "cases": [_changed(one) for one in what.changes],
        "new": [_version(one) for one in what.new],
        "gone": [_version(one) for one in what.gone],
    }


def _version(one: Record) -> dict[str, Any]:
    return _of(one, "id", "file", "sha256")


def _changed(one: VersionChange) -> dict[str, Any]:
    low, high = one.ends or (None, None)
    shares = {share.capability: number(share.points) for share in one.shares}
    return {
        "id": one.now.id,
        "title": _text(one.now.title),
        "before": _version(one.before),
        "after": _version(one.now),
        "changed": one.matters,
        "figures": list(_figures(one)),
        "verdict": {
            "before": _verdict(one.before.verdict),
            "after": _verdict(one.now.verdict),
            "lower_end": low,
            "upper_end": high,
        },
        "capacity_change": {"capabilities": shares, "rest": number(one.rest)} if shares else None,
        "changes": [_change(change) for change in one.changes],
        "not_compared": [{"part": part, "fact": name or None} for part, name in one.unsaid],
    }


def _figures(one: VersionChange) -> Iterator[dict[str, Any]]:
    """Yield the main figures before and after; a capability may be in one of the two alone."""
    sides = {"before": one.before.figures, "after": one.now.figures}
    order = get_args(FigureName)
    for key in sorted(sides["before"] | sides["after"], key=lambda key: order.index(key[0])):
        pair = {side: figures.get(key, NO_FIGURE) for side, figures in sides.items()}
        shown = {side: _of(one, "value", "interval", "coverage") for side, one in pair.items()}
        yield {"figure": key[0], "id": key[1] or None, **shown}


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
    """Return one side of a change; a text in all of its languages."""
    if isinstance(value, Text):
        return _text(value)
    return [_value(one) for one in value] if isinstance(value, tuple) else values(value)


def _text(text: Text) -> str | dict[str, str]:
    """Return a text as a file has it: plain, or a map of languages."""
    if len(text.versions) == 1 and not text.versions[0][0]:
        return text.versions[0][1]
    return dict(text.versions)
