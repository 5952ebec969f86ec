"""What makes the figures: capabilities, indicators and ratings, issues and their measures."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from fivec.documents import wording as w
from fivec.model.capacity import CapabilityResult, CoderRating, IndicatorResult
from fivec.model.evidence import Coding
from fivec.model.issues import RULES, IssueResult, Rules
from fivec.model.positions import Issue, Overall, Scale
from fivec.model.rubric import Capability, Indicator
from fivec.render.excel.cells import (
    DASH,
    CaseSheet,
    Field,
    Form,
    Formula,
    Number,
    Numbered,
    Value,
    ends,
    lines,
    missing,
)
from fivec.render.excel.formulas import aggregated, parts

# What finds the indicators of a capability, and the capabilities of a case.
_IN_CAPABILITY, _IN_CASE = ("no", "part"), ("no",)


# What a row has in its columns, by their keys.
_Brings = dict[str, Value]


# The columns that formulas reckon with, of what a row brings to the aggregate above it.
_RECKONED: tuple[Field[Any], ...] = (
    Field("weight", reckoned=True),
    Field("counts", form="flag", reckoned=True),
    *(Field(key, reckoned=True) for key in ("used", "reckoned", "term")),
)
_Capability = tuple[CapabilityResult, Capability, int, _Brings]


def _capabilities(of: Numbered) -> Iterator[_Capability]:
    results = of.one.capabilities
    kind = of.one.rubric.aggregation.capabilities
    scores = [(one.score, one.weight, one.counts) for one in results]
    rows = parts(kind, "capabilities", _IN_CASE, scores)
    numbers = range(1, len(results) + 1)
    yield from zip(results, of.one.rubric.capabilities, numbers, rows, strict=True)


def capability_score(of: Numbered, result: CapabilityResult, capability: Capability) -> Formula:
    """Return the score of a capability as a formula over its indicators."""
    absent, kind = of.say("not-assessed"), of.one.rubric.aggregation.indicators
    capped = any(each.essential for each in capability.indicators)
    made_of = aggregated(kind, "indicators", _IN_CAPABILITY, absent, capped=capped)
    return Formula(made_of, absent if result.score is None else result.score)


CAPABILITIES: CaseSheet[_Capability] = CaseSheet(
    "capabilities", "sheet.capabilities", _capabilities, (
        Field("part", lambda _, row: row[2], 8, "count"),
        Field("capability", lambda _, row: row[1].label, 26, style="strong"),
        Field("id", lambda _, row: row[1].id, 20),
        Field("score", lambda of, row: capability_score(of, row[0], row[1])),
        *ends("low", "high", lambda _, row: row[0].bounds),
        *ends("doubt-low", "doubt-high", lambda _, row: row[0].interval),
        Field("word", lambda of, row: of.story.word(of.one, row[0]), 18, head="column.word"),
        Field("judged", lambda _, row: row[0].judged, form="count"),
        Field("counted", lambda _, row: row[0].counted, form="count"),
        Field("coverage", lambda _, row: row[0].coverage, form="share", head="column.coverage"),
        Field("confidence", lambda of, row: of.say(f"confidence.{row[0].confidence}"),
               head="confidence"),
        Field("how", lambda of, _: of.say(f"aggregate.{of.one.rubric.aggregation.indicators}"),
               24),
        *_RECKONED,
    ),
)  # fmt: skip

_Indicator = tuple[IndicatorResult, Indicator, int, _Brings]


def _indicators(of: Numbered) -> Iterator[_Indicator]:
    for at, capability in enumerate(of.one.rubric.capabilities):
        results = of.one.capabilities[at].indicators
        scores = [(one.score, one.weight, one.counts) for one in results]
        kind = of.one.rubric.aggregation.indicators
        rows = parts(kind, "indicators", _IN_CAPABILITY, scores)
        for result, indicator, row in zip(results, capability.indicators, rows, strict=True):
            yield result, indicator, at + 1, row


def _level(of: Numbered, row: _Indicator) -> Value:
    return of.one.rubric.levels_by_id[known].label if (known := row[0].level) else None


INDICATORS: CaseSheet[_Indicator] = CaseSheet(
    "indicators", "sheet.indicators", _indicators, (
        Field("part", lambda _, row: row[2], 8, "count"),
        Field("capability", lambda of, row:
               of.one.rubric.capabilities[row[2] - 1].label, 20),
        Field("indicator", lambda _, row: row[1].label, 32, style="strong"),
        Field("id", lambda _, row: row[0].name, 24),
        Field("score", lambda _, row: row[0].score, form="score", lacks="not-assessed"),
        *ends("doubt-low", "doubt-high", lambda _, row: row[0].interval),
        Field("word", _level, 18, head="column.word", lacks="not-assessed"),
        Field("confidence", lambda of, row: of.say(f"confidence.{row[0].confidence}"),
               head="confidence"),
        Field("reason", lambda of, row: row[0].reason
               and of.say(f"not-assessed.{row[0].reason}"), 24),
        Field("scope", lambda of, row: row[0].scope and of.say(f"scope.{row[0].scope}"), 18),
        Field("coders", lambda _, row: row[0].coders, form="count"),
        Field("parts", lambda _, row: row[0].parts.with_evidence if row[0].parts.of else None,
               form="count"),
        Field("of-parts", lambda _, row: row[0].parts.of or None, form="count"),
        Field("evidence", lambda _, row: ", ".join(row[0].evidence), 28, head="column.evidence"),
        Field("essential", lambda _, row: row[1].essential, form="flag", reckoned=True),
        *_RECKONED,
    ),
)  # fmt: skip

_Rating = tuple[str, CoderRating, Coding]


def _ratings(of: Numbered) -> Iterator[_Rating]:
    codings = {coding.coder: coding for coding in of.one.case.codings}
    for capability in of.one.capabilities:
        for result in capability.indicators:
            yield from ((result.name, each, codings[each.coder]) for each in result.ratings)


RATINGS: CaseSheet[_Rating] = CaseSheet(
    "ratings", "sheet.ratings", _ratings, (
        Field("id", lambda _, row: row[0], 32),
        Field("coder", lambda _, row: row[1].coder, 18),
        Field("score", lambda _, row: row[1].score, form="score", lacks="not-assessed"),
        *ends("doubt-low", "doubt-high", lambda _, row: row[1].interval),
        Field("reason", lambda of, row: row[1].reason
               and of.say(f"not-assessed.{row[1].reason}"), 30),
        Field("coded-on", lambda _, row: row[2].coded_on, 20, "day"),
        Field("blind", lambda _, row: row[2].blind),
        Field("adjudicated", lambda _, row: row[2].adjudicated),
    ),
    nothing="not-assessed",
)  # fmt: skip


def _issues(of: Numbered) -> Iterator[_Brings]:
    """Yield the issues, and the statement on the whole text where there is one."""
    lens, case, say = of.one.preference, of.one.case, of.say
    if lens is None:
        return
    rows = [_issue(of, *pair) for pair in zip(case.issues, lens.issues, strict=True)]
    scores = [(result.attainment, result.weight, result.counts) for result in lens.issues]
    if overall := case.overall:
        # It speaks for all that is not coded, with the weight of that.
        silent = (one.weight for one in lens.issues if one.counts and one.attainment is None)
        used, worth = lens.basis == "overall", of.one.rubric.attained
        scores.append((worth[overall.attained], math.fsum(silent) or 1.0, used))
        why = "used" if used else "unused" if overall.final else "draft"
        low, high = overall.range or (None, None)
        rows.append({
            "issue": say("sheet.whole-text"),
            "word": say(f"attained.{overall.attained}"),
            "doubt-low": low and worth[low], "doubt-high": high and worth[high],
            "standing": say(f"sheet.whole-{why}"),
            **_placed(of, overall),
        })  # fmt: skip
    for row, reckoned in zip(rows, parts("arithmetic", "issues", _IN_CASE, scores), strict=True):
        yield row | reckoned


def _placed(of: Numbered, one: Issue | Overall) -> _Brings:
    stood = None if one.alignment == "unknown" else of.say(f"alignment.{one.alignment}")
    return {"stood": stood, "evidence": ", ".join(one.evidence)}


def _issue(of: Numbered, issue: Issue, result: IssueResult) -> _Brings:
    say = of.say
    low, high = result.range or (None, None)
    least, most = result.excess_range or (None, None)
    word = result.word(of.one.rubric)
    more = [] if result.status == "coded" else [say(f"status.{result.status}")]
    if issue.part_of:
        whole = of.one.case.issues_by_id[issue.part_of].label
        more.append(say("issue.part-of", issue=whole.to(say.language)))
    if issue.shared_with:
        more.append(say("issue.shared", actors=say.listed(list(issue.shared_with))))
    return {
        "issue": issue.label, "id": issue.id,
        **{name: w.stage(issue, name, say) for name in _STAGES},
        "word": w.attained(of.one, word, result.attainment, say) if word
        else missing(more[0]),
        "doubt-low": low, "doubt-high": high,
        "gain": DASH if result.gain is None else result.gain,
        "contested": result.contested, "luck": result.luck, "excess": result.excess,
        "excess-low": least, "excess-high": most,
        "standing": lines(*more),
        **_placed(of, issue),
    }  # fmt: skip


_STAGES = ("wanted", "was", "got")
ISSUES: CaseSheet[_Brings] = CaseSheet(
    "issues", "sheet.issues", _issues, (
        Field("issue", None, 26, head="column.issue", style="strong"),
        Field("id"),
        *(Field(name, None, 26, head=f"column.{name}", lacks="unknown") for name in _STAGES),
        Field("word", head="column.attained"),
        Field("score", form="score", lacks="not-assessed"),
        Field("doubt-low", form="score"),
        Field("doubt-high", form="score"),
        Field("gain", form="signed"),
        Field("contested", form="score", lacks="not-assessed"),
        Field("luck", form="score", lacks="not-assessed"),
        Field("excess", form="signed", lacks="not-assessed"),
        Field("excess-low", form="signed"),
        Field("excess-high", form="signed"),
        Field("stood"),
        Field("standing", None, 22),
        Field("evidence", None, 22, head="column.evidence"),
        *_RECKONED,
    ),
    nothing="no-issues",
)  # fmt: skip

_Measured = tuple[Issue, Scale, IssueResult]


def _measured(of: Numbered) -> Iterator[_Measured]:
    lens = of.one.preference
    for issue, result in zip(of.one.case.issues, lens.issues if lens else (), strict=True):
        if issue.scale is not None:
            yield issue, issue.scale, result


def _by_rule(
    key: str, value: Callable[[IssueResult], Rules | None], form: Form | None
) -> Iterator[Field[_Measured]]:
    """Yield a column for each rule of decision."""

    def of_rule(rule: str) -> Field[_Measured]:
        def number(_: Numbered, row: _Measured) -> Value:
            by = value(row[2])
            known: float | None = getattr(by, rule) if by else None
            return None if known is None else Number(known, form or _form(row))

        return Field(f"{key}-{rule}", number)

    yield from map(of_rule, RULES)


def _form(row: _Measured) -> Form:
    # One decimal says little on a scale to 1; and a spreadsheet's own form cuts long numbers.
    return "plain" if row[0].length < 10 else "score"


def _percentage(value: float | None) -> float | None:
    return None if value is None else value / 100


MEASURES: CaseSheet[_Measured] = CaseSheet(
    "measures", "sheet.measures", _measured, (
        Field("issue", lambda _, row: row[0].label, 34, head="column.issue",
               style="strong"),
        Field("scale-low", lambda _, row: row[1].minimum),
        Field("scale-high", lambda _, row: row[1].maximum),
        Field("position", lambda _, row: row[0].position, lacks="not-assessed"),
        Field("status-quo", lambda _, row: row[0].status_quo, lacks="not-assessed"),
        Field("outcome", lambda _, row: row[0].outcome, lacks="not-assessed"),
        Field("others", lambda _, row: len(row[0].others), form="count"),
        Field("score", lambda _, row: row[2].attainment, form="score", lacks="not-assessed"),
        Field("relative", lambda _, row: row[2].relative, form="signed"),
        Field("proportional", lambda _, row: _percentage(row[2].proportional_gain), form="share"),
        Field("kept", lambda _, row: _percentage(row[2].extremity_normalised), form="share"),
        Field("near", lambda _, row: row[2].near, form="share"),
        Field("same-side", lambda _, row: row[2].same_side, form="share"),
        *_by_rule("alone", lambda one: one.counterfactual, None),
        *_by_rule("excess", lambda one: one.excess_by, "signed"),
        Field("with-actor", lambda _, row: None if row[2].compromise is None
               else Number(row[2].compromise, _form(row))),
        Field("model-error", lambda _, row: row[2].model_error, form="score"),
    ),
    nothing="sheet.no-scales",
)  # fmt: skip
