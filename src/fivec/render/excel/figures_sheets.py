"""What makes the figures: capabilities, indicators and ratings, issues and their measures."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from fivec.documents import wording as w
from fivec.model.capacity import CapabilityResult, CoderRating, IndicatorResult
from fivec.model.evidence import Coding
from fivec.model.fields import Interval
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


def _reckoned(key: str, form: Form = "plain") -> Field[Any]:
    """Return a column that formulas reckon with, of records that end in what they bring."""
    return Field(key, lambda _, row: row[-1][key], form=form, reckoned=True)


_RECKONING = (
    _reckoned("weight"), _reckoned("counts", "flag"), *map(_reckoned, ("used", "reckoned", "term")),
)  # fmt: skip
_Brings = dict[str, Value]
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
        *_RECKONING,
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
        *_RECKONING,
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


_Row = tuple[Issue | Overall, IssueResult | None, str, _Brings]


def _issues(of: Numbered) -> Iterator[_Row]:
    """Yield the issues, and the statement on the whole text where there is one."""
    lens, case, say = of.one.preference, of.one.case, of.say
    if lens is None:
        return
    every: list[tuple[Issue | Overall, IssueResult | None, str]] = [
        (issue, result, "\n".join(_standing(of, issue, result)))
        for issue, result in zip(case.issues, lens.issues, strict=True)
    ]
    scores = [(result.attainment, result.weight, result.counts) for result in lens.issues]
    if overall := case.overall:
        # It speaks for all that is not coded, with the weight of that.
        silent = (one.weight for one in lens.issues if one.counts and one.attainment is None)
        used = lens.basis == "overall"
        scores.append((of.one.rubric.attained[overall.attained], math.fsum(silent) or 1.0, used))
        why = "used" if used else "unused" if overall.final else "draft"
        every.append((overall, None, say(f"sheet.whole-{why}")))
    for row, reckoned in zip(every, parts("arithmetic", "issues", _IN_CASE, scores), strict=True):
        yield *row, reckoned


def _standing(of: Numbered, issue: Issue, result: IssueResult) -> Iterator[str]:
    """Yield why an issue does not count, what it is part of, and with whom it is shared."""
    if result.status != "coded":
        yield of.say(f"status.{result.status}")
    if issue.part_of:
        whole = of.one.case.issues_by_id[issue.part_of].label
        yield of.say("issue.part-of", issue=whole.to(of.say.language))
    if issue.shared_with:
        yield of.say("issue.shared", actors=of.say.listed(list(issue.shared_with)))


def _stage(name: str) -> Field[_Row]:
    def value(of: Numbered, row: _Row) -> Value:
        issue = row[0]
        return w.stage(issue, name, of.say) if isinstance(issue, Issue) else DASH

    return Field(name, value, 26, head=f"column.{name}", lacks="unknown")


def _word(of: Numbered, row: _Row) -> Value:
    issue, result, *_ = row
    if isinstance(issue, Overall):
        return of.say(f"attained.{issue.attained}")
    if result is None:
        return None
    word = result.word(of.one.rubric)
    if word is None:
        return missing(of.say(f"status.{result.status}"))
    return w.attained(of.one, word, result.attainment, of.say)


def _range(of: Numbered, row: _Row) -> Interval | None:
    issue, result, *_ = row
    if result is None and isinstance(issue, Overall) and issue.range:
        attained = of.one.rubric.attained
        return attained[issue.range[0]], attained[issue.range[1]]
    return result.range if result else None


def _own(key: str, value: Callable[[IssueResult], float | None], form: Form) -> Field[_Row]:
    """Return a column of what is known of an issue, and does not apply to the whole text."""
    return Field(key, lambda _, row: value(row[1]) if row[1] else DASH, form=form,
                  lacks="" if key == "gain" else "not-assessed")  # fmt: skip


ISSUES: CaseSheet[_Row] = CaseSheet(
    "issues", "sheet.issues", _issues, (
        Field("issue", lambda of, row: row[0].label if isinstance(row[0], Issue)
               else of.say("sheet.whole-text"), 26, head="column.issue", style="strong"),
        Field("id", lambda _, row: row[0].id if isinstance(row[0], Issue) else None, 16),
        *map(_stage, ("wanted", "was", "got")),
        Field("word", _word, 16, head="column.attained"),
        Field("score", lambda _, row: row[3]["score"], form="score", lacks="not-assessed"),
        *ends("doubt-low", "doubt-high", _range),
        _own("gain", lambda one: one.gain, "signed"),
        _own("contested", lambda one: one.contested, "score"),
        _own("luck", lambda one: one.luck, "score"),
        _own("excess", lambda one: one.excess, "signed"),
        *ends("excess-low", "excess-high", lambda _, row: row[1].excess_range
               if row[1] else None, "signed"),
        Field("stood", lambda of, row: None if row[0].alignment == "unknown"
               else of.say(f"alignment.{row[0].alignment}"), 16),
        Field("standing", lambda _, row: lines(*row[2].split("\n")), 22),
        Field("evidence", lambda _, row: ", ".join(row[0].evidence), 22, head="column.evidence"),
        *_RECKONING,
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
