"""Waivers: findings that may stand, by a decision that the case gives its reason for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from fivec.checks.common import Notes, items, text
from fivec.model.case import NOBODY, Case
from fivec.model.document import Place
from fivec.model.finding import CODES, WAIVABLE, Finding, WaivedFinding, finding
from fivec.model.suggest import nearest


def check_waivers(notes: Notes, root: dict[str, Any]) -> None:
    """Note the waivers of what no decision lets stand. Never raises on any document."""
    for one in items(root, "waived"):
        code = text(one, "code")
        if code in CODES and CODES[code][0] not in WAIVABLE:
            notes.add(notes.document.place(one, "code"), "blocking-waiver", id=code)


def waived_codes(root: Any) -> frozenset[str]:
    """Return the codes of findings that a case lets stand somewhere, of those that it may."""
    given = (text(one, "code") for one in items(root, "waived"))
    return frozenset(one for one in given if one in CODES and CODES[one][0] in WAIVABLE)


def waive(
    case: Case, findings: Iterable[Finding]
) -> tuple[tuple[Finding, ...], tuple[WaivedFinding, ...]]:
    """Return the findings that count, and those that the case waives; both in order.

    A waiver that meets no finding becomes one.
    """
    found_at = [(one, _item(case, one.place)) for one in sorted(set(findings))]
    decisions = {(one.code, one.at): one for one in reversed(case.waived)}
    waived = [
        WaivedFinding(one, decision.reason, decision.by)
        for one, at in found_at
        if one.kind in WAIVABLE and (decision := decisions.get((one.code, at)))
    ]
    gone = {one.finding for one in waived}
    met = {(one.code, at) for one, at in found_at}
    idle = []
    for number, one in enumerate(case.waived):
        # What is not public is waived by nobody, and what it waives may be gone.
        if one.by == NOBODY:
            continue
        right = one.code not in CODES or CODES[one.code][0] in WAIVABLE
        if right and ((one.code, one.at) not in met or decisions[one.code, one.at] is not one):
            here = dict.fromkeys(at for code, at in met if code == one.code)
            facts = {
                "id": one.code,
                "item": one.at,
                "known": ", ".join(sorted(here)),
                "guess": "" if one.code in CODES else nearest(one.code, CODES) or "",
            }
            idle.append(finding(case.file, case.place("waived", number), "idle-waiver", **facts))
    counted = sorted({one for one, _ in found_at if one not in gone} | set(idle))
    return tuple(counted), tuple(waived)


def _item(case: Case, place: Place) -> str:
    """Return the item of a case in which a place lies, as a waiver names it."""
    starts = case.origin.items
    at = bisect_right(starts, (place, "\U0010ffff")) - 1
    return starts[at][1] if at >= 0 else "case"
