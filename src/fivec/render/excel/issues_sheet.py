"""The issues: what was wanted and what came of it, and the measures of those on a scale."""

from __future__ import annotations

import math
from collections.abc import Iterator

from fivec.documents import wording as w
from fivec.model.assessment import Batch
from fivec.model.issues import RULES, IssueResult, Rules
from fivec.model.positions import Issue, Overall
from fivec.render import View
from fivec.render.excel.case_columns import (
    Numbered,
    SheetRow,
    case_heads,
    head,
    numbered,
    or_nothing,
)
from fivec.render.excel.cells import (
    DASH,
    Cell,
    Form,
    Missing,
    Number,
    ReportSheet,
    SheetColumn,
    ends,
    figure,
    flag,
    number,
    sheet,
    text,
)
from fivec.render.excel.formulas import part


def issues(batch: Batch, view: View) -> ReportSheet:
    """Return the issues, a row each, and the statement on the whole text where there is one."""
    say = view.words
    columns = (
        *case_heads(say),
        SheetColumn("issue", say("column.issue"), 26),
        head("id", say, 16),
        SheetColumn("wanted", say("column.wanted"), 26),
        SheetColumn("was", say("column.was"), 26),
        SheetColumn("got", say("column.got"), 26),
        SheetColumn("word", say("column.attained"), 16),
        head("score", say),
        head("doubt-low", say),
        head("doubt-high", say),
        head("gain", say),
        head("contested", say),
        head("luck", say),
        head("excess", say),
        head("excess-low", say),
        head("excess-high", say),
        head("stood", say, 16),
        head("standing", say, 22),
        SheetColumn("evidence", say("column.evidence"), 22),
        *(
            head(name, say, reckoned=True)
            for name in ("weight", "counts", "used", "reckoned", "term")
        ),
    )
    rows = [
        row
        for of in numbered(batch, view)
        for row in or_nothing(_issues(of), of, columns, "issue", say("no-issues"))
    ]
    return sheet("issues", say("sheet.issues"), columns, rows)


def _issues(of: Numbered) -> Iterator[SheetRow]:
    lens, case = of.one.preference, of.one.case
    if lens is None:
        return
    entries: list[tuple[dict[str, Cell], float | None, float, bool]] = [
        (_issue(of, issue, result), result.attainment, result.weight, result.counts)
        for issue, result in zip(case.issues, lens.issues, strict=True)
    ]
    if case.overall:
        worth = of.one.rubric.attained[case.overall.attained]
        # It speaks for all that is not coded, with the weight of that.
        silent = (one.weight for one in lens.issues if one.counts and one.attainment is None)
        weight = math.fsum(silent) or 1.0
        used = lens.basis == "overall"
        entries.append((_overall(of, case.overall, used=used), worth, weight, used))
    parts = part(
        "arithmetic",
        "issues",
        ("no",),
        [score for _, score, _, _ in entries],
        [weight if counts else 0.0 for _, _, weight, counts in entries],
    )
    for (cells, _, weight, counts), reckoned in zip(entries, parts, strict=True):
        yield {
            **of.cells(),
            **cells,
            "weight": Number(weight),
            "counts": flag(counts),
            **reckoned,
        }


def _issue(of: Numbered, issue: Issue, result: IssueResult) -> dict[str, Cell]:
    say = of.say
    stages = {name: w.stage(issue, name, say) for name in ("wanted", "was", "got")}
    more = [] if result.status == "coded" else [say(f"status.{result.status}")]
    alignment = [] if issue.alignment == "unknown" else [say(f"alignment.{issue.alignment}")]
    if issue.part_of:
        whole = of.one.case.issues_by_id[issue.part_of].label
        more.append(say("issue.part-of", issue=whole.to(say.language)))
    if issue.shared_with:
        more.append(say("issue.shared", actors=say.listed(list(issue.shared_with))))
    low, high = ends(result.range)
    unknown, word = Missing(say("unknown")), result.word(of.one.rubric)
    return {
        "issue": text(issue.label.to(say.language), style="strong"),
        "id": text(issue.id),
        **{name: text(words) if words else unknown for name, words in stages.items()},
        "word": text(w.attained(of.one, word, result.attainment, say))
        if word
        else Missing(say(f"status.{result.status}")),
        "score": number(result.attainment, "score", say),
        "doubt-low": low,
        "doubt-high": high,
        "gain": figure(result.gain, "signed"),
        **_luck(of, result),
        "stood": text(*alignment) if alignment else DASH,
        "standing": text(*more),
        "evidence": text(", ".join(issue.evidence)),
    }


def _luck(of: Numbered, result: IssueResult) -> dict[str, Cell]:
    least, most = ends(result.excess_range, "signed")
    return {
        "contested": number(result.contested, "score", of.say),
        "luck": number(result.luck, "score", of.say),
        "excess": number(result.excess, "signed", of.say),
        "excess-low": least,
        "excess-high": most,
    }


def _overall(of: Numbered, overall: Overall, *, used: bool) -> dict[str, Cell]:
    """Return the statement on the whole text as a row."""
    say, attained = of.say, of.one.rubric.attained
    range_ = overall.range
    low, high = ends((attained[range_[0]], attained[range_[1]]) if range_ else None)
    is_known = overall.alignment != "unknown"
    why = "used" if used else "unused" if overall.final else "draft"
    blank: dict[str, Cell] = dict.fromkeys(
        ("id", "wanted", "was", "got", "gain", "contested", "luck", "excess", "excess-low",
         "excess-high"), DASH
    )  # fmt: skip
    return {
        **blank,
        "issue": text(say("sheet.whole-text"), style="strong"),
        "word": text(say(f"attained.{overall.attained}")),
        "score": Number(attained[overall.attained], "score"),
        "doubt-low": low,
        "doubt-high": high,
        "stood": text(say(f"alignment.{overall.alignment}")) if is_known else DASH,
        "standing": text(say(f"sheet.whole-{why}")),
        "evidence": text(", ".join(overall.evidence)),
    }


def measures(batch: Batch, view: View) -> ReportSheet:
    """Return what can be measured of the issues on a scale, a row each."""
    say = view.words
    shares = ("proportional", "kept", "near", "same-side")
    columns = (
        *case_heads(say),
        SheetColumn("issue", say("column.issue"), 34),
        head("scale-low", say),
        head("scale-high", say),
        head("position", say),
        head("status-quo", say),
        head("outcome", say),
        head("others", say),
        head("score", say),
        head("relative", say),
        *(head(name, say) for name in shares),
        *(head(f"alone-{rule}", say, 16) for rule in RULES),
        *(head(f"excess-{rule}", say, 16) for rule in RULES),
        head("with-actor", say, 16),
        head("model-error", say, 16),
    )
    rows = [
        row
        for of in numbered(batch, view)
        for row in or_nothing(_measures(of), of, columns, "issue", say("sheet.no-scales"))
    ]
    return sheet("measures", say("sheet.measures"), columns, rows)


def _measures(of: Numbered) -> Iterator[SheetRow]:
    lens, say = of.one.preference, of.say
    for issue, one in zip(of.one.case.issues, lens.issues if lens else (), strict=True):
        if issue.scale is None:
            continue
        alone, excess = (
            one.counterfactual or Rules(None, None, None),
            one.excess_by or Rules(None, None, None),
        )
        # One decimal says little on a scale to 1; and a spreadsheet's own form cuts long numbers.
        form: Form = "plain" if issue.length < 10 else "score"
        yield {
            **of.cells(),
            "issue": text(issue.label.to(say.language), style="strong"),
            "scale-low": Number(issue.scale.minimum),
            "scale-high": Number(issue.scale.maximum),
            "position": number(issue.position, "plain", say),
            "status-quo": number(issue.status_quo, "plain", say),
            "outcome": number(issue.outcome, "plain", say),
            "others": Number(len(issue.others), "count"),
            "score": number(one.attainment, "score", say),
            "relative": figure(one.relative, "signed"),
            "proportional": figure(_share(one.proportional_gain), "share"),
            "kept": figure(_share(one.extremity_normalised), "share"),
            "near": figure(one.near, "share"),
            "same-side": figure(one.same_side, "share"),
            **{f"alone-{rule}": figure(getattr(alone, rule), form) for rule in RULES},
            **{f"excess-{rule}": figure(getattr(excess, rule), "signed") for rule in RULES},
            "with-actor": figure(one.compromise, form),
            "model-error": figure(one.model_error, "score"),
        }


def _share(percentage: float | None) -> float | None:
    return None if percentage is None else percentage / 100
