"""Phrases that every report on a case for people says alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from fivec.documents.clean import clean
from fivec.locale import MOST_DECIMALS, Words
from fivec.model.assessment import Assessment
from fivec.model.fields import Interval
from fivec.model.figure import TOLERANCE
from fivec.model.issues import RULES, IssueResult, Rules
from fivec.model.positions import Issue
from fivec.model.rubric import Rubric


def attained(one: Assessment, word: str, value: float | None, say: Words) -> str:
    """Return a word for what was attained; of a mean that only comes near the ends, so."""
    nearly = value is not None and one.rubric.nearly(word, value)
    return say(f"attained.nearly-{word}" if nearly else f"attained.{word}")


def facts(one: Assessment, say: Words) -> list[str]:
    """Return who, where, when and by which rule of decision."""
    case = one.case
    who, *when = who_and_when(one, say)
    where = [case.arena.name.to(say.language)] if case.arena else []
    key = f"decision.{case.decision_rule}"
    return [who, *where, *when, *([say(key)] if say.has(key) else [])]


def who_and_when(one: Assessment, say: Words) -> list[str]:
    """Return the actor, and the period where it is known."""
    period = one.case.period
    start, end = (say.date(one) if one else one for one in (period.start, period.end))
    parts = [one.case.actor.name.to(say.language)]
    if start and end:
        parts.append(start if start == end else say("title.period", start=start, end=end))
    elif start or end:
        parts.append(say("title.since", start=start) if start else say("title.until", end=end))
    return parts


def judged_with(one: Assessment, say: Words) -> str:
    """Return the file, the rubric and the evidence that counts, in a line."""
    name = f"{one.rubric.id}@{one.rubric.version}"
    return say("line.case", file=one.file, rubric=name, scopes=scopes(one, say))


def scopes(one: Assessment, say: Words) -> str:
    """Return which evidence counts, and that fallback aims do if so."""
    fallback = [say("fallback")] if one.options.fallback else []
    return ", ".join([say(f"scopes.{one.options.scope}"), *fallback])


def caveats(one: Assessment, say: Words) -> dict[str, str]:
    """Return what must be kept in mind with the figures, a sentence each, by its name."""
    case = one.case
    names: dict[str, dict[str, str]] = {"not-influence": {}}
    if case.overall and not case.overall.final:
        names["draft"] = {"word": say(f"attained.{case.overall.attained}")}
    names["own"] = {}
    if one.verdict is not None and one.verdict.questions.tracing.state == "answered":
        names["small-contribution"] = {}
    if case.conclusions:
        if any(coding.blind is False for coding in case.codings):
            names["not-blind"] = {}
        relative = case.judged_against
        if relative == "size-and-means":
            names["relative"] = {}
        elif relative:
            names["relative-other"] = {"what": relative}
    return {name: say(f"caveat.{name}", **facts) for name, facts in names.items()}


# Of the caveats, what is said where the figures are explained too.
EXPLAINED = ("not-influence", "small-contribution")


def ends(
    bounds: Interval | None, interval: Interval | None, say: Words, *, whole: bool
) -> list[str]:
    """Return how far a figure may move: over what is missing, and with the coders' ranges."""
    if bounds is None or interval is None or interval[0] == interval[1]:
        return []
    key = "range.full" if whole else "range.same" if bounds == interval else "range.both"
    return [say(key, bounds=say.interval(*bounds), interval=say.interval(*interval))]


def luck_lines(one: Assessment, say: Words) -> list[str]:
    """Return how much of what was contested it owes to itself, and how sure that is."""
    lens = one.preference
    if lens is None or lens.excess_interval is None:
        return []
    if lens.excess is None or lens.luck is None or lens.contested is None:
        return []
    low, high = (say.signed(end) for end in lens.excess_interval)
    figures = {"contested": say.number(lens.contested), "luck": say.number(lens.luck)}
    excess = say.signed(lens.excess)
    sure = "luck.line-sure" if low == high else "luck.line"
    lines = [say(sure, excess=excess, low=low, high=high, **figures)]
    lines += benchmark(one, say)
    if lens.excess_by is not None:
        lines.append(say("luck.by", **rules(lens.excess_by, say.signed)))
    if lens.model_error is not None:
        lines.append(say("luck.error", error=say.number(lens.model_error)))
    return lines


def benchmark(one: Assessment, say: Words) -> list[str]:
    """Return how many actors in DEU III had less, and how many luck alone takes so far.

    None where that is not known.
    """
    lens, rule = one.preference, one.rubric.verdict
    if lens is None or rule is None or lens.percentile is None:
        return []
    if not lens.enough(rule.minimum_coverage):
        return []
    percentile = lens.percentile
    tenths = math.floor(10 * percentile + TOLERANCE)
    lines = [say("luck.most" if tenths else "luck.least")]
    if 0 < tenths < _TENTHS:
        lines = [say("luck.more", tenths=say(f"tenths.{tenths}"))]
    if lens.luck_alone is not None:
        cut, share = lens.luck_alone
        lines.append(say("luck.alone", cut=say.number(cut, 0), share=say.percent(share)))
    return lines


_TENTHS = 10


def rules(by: Rules, number: Callable[[float], str]) -> dict[str, str]:
    """Return a place on a scale under each rule of decision, a dash where there is none."""
    return {name: "–" if (value := getattr(by, name)) is None else number(value) for name in RULES}


def not_assessed(one: Assessment, say: Words) -> dict[str, list[str]]:
    """Return the names of what was not assessed, by the reason."""
    groups: dict[str, list[str]] = {}
    for capability in one.capabilities:
        for result in capability.indicators:
            if result.reason:
                name = f"{result.capability}.{result.id}"
                label = one.rubric.indicators_by_name[name].label.to(say.language)
                groups.setdefault(result.reason, []).append(clean(label))
    if one.preference:
        for issue, judged in zip(one.case.issues, one.preference.issues, strict=True):
            if judged.status == "silent":
                groups.setdefault(issue.lacks, []).append(clean(issue.label.to(say.language)))
    return groups


def stage(issue: Issue, name: str, say: Words) -> str | None:
    """Return what was wanted, was or was got: a number of the scale, words, or both."""
    value = {"wanted": issue.position, "was": issue.status_quo, "got": issue.outcome}[name]
    text = {"wanted": issue.wanted, "was": issue.was, "got": issue.got}[name]
    parts = []
    if value is not None:
        parts.append(say.exact(value))
        meaning = issue.scale and issue.scale.meaning(value)
        if meaning and not text:
            parts.append(clean(meaning.to(say.language)))
    if text:
        parts.append(clean(text.to(say.language)))
    return say.labelled(*parts) if len(parts) > 1 else next(iter(parts), None)


def standing(one: Assessment, issue: Issue, say: Words) -> list[str]:
    """Return what an issue is part of, with whom it is shared, its salience and its alignment."""
    lines = []
    if issue.part_of:
        whole = one.case.issues_by_id[issue.part_of].label
        lines.append(say("issue.part-of", issue=clean(whole.to(say.language))))
    if issue.shared_with:
        lines.append(say("issue.shared", actors=say.listed(list(issue.shared_with))))
    if issue.salience is not None:
        lines.append(say("issue.salience", value=say.number(issue.salience, 0)))
    if issue.alignment != "unknown":
        lines.append(say("issue.aligned", alignment=say(f"alignment.{issue.alignment}")))
    return lines


def figures(issue: Issue, result: IssueResult, say: Words) -> list[str]:
    """Return the figures of an issue beside its attainment, a phrase each."""
    lines = []
    if result.gain is not None:
        lines.append(say("issue.gain", value=say.signed(result.gain)))
    if result.luck is not None and result.excess is not None:
        luck, excess = say.number(result.luck), say.signed(result.excess)
        low, high = (say.signed(end) for end in result.excess_range or (result.excess,) * 2)
        code = "issue.luck-sure" if low == high else "issue.luck"
        lines.append(say(code, luck=luck, excess=excess, low=low, high=high))
    if result.counterfactual is not None:
        # A tenth is next to nothing on a scale to 100, and much on one to 1.
        wide = issue.length >= 10 or issue.length == 0
        digits = 1 if wide else min(3 - math.floor(math.log10(issue.length)), MOST_DECIMALS)
        alone = rules(result.counterfactual, lambda at: say.number(at, digits))
        lines.append(say("issue.counterfactual", **alone))
    return [*lines, *measures(result, say)]


def measures(result: IssueResult, say: Words) -> list[str]:
    """Return the further measures of an issue on a scale, a phrase each."""
    lines = []
    for name, value in (
        ("proportional", result.proportional_gain),
        ("extremity", result.extremity_normalised),
    ):
        if value is not None:
            lines.append(say(f"issue.{name}", value=say.percent(value / 100)))
    if result.relative is not None:
        lines.append(say("issue.relative", value=say.signed(result.relative)))
    if result.near is not None:
        lines.append(say("issue.near", percent=say.percent(result.near)))
    if result.same_side is not None:
        lines.append(say("issue.same-side", percent=say.percent(result.same_side)))
    return lines


def published_capacity(one: Assessment, say: Words) -> str | None:
    """Return what sources themselves say of the capacity, if they say so."""
    levels = one.rubric.levels_by_id
    names = dict.fromkeys(name for known in one.case.conclusions for name in known.capacity)
    words = [say.lowered(levels[name].label.to(say.language)) for name in names]
    if not words:
        return None
    return say("published.capacity", levels=say.listed(words, "or"))


def coders(one: Assessment, say: Words) -> list[str]:
    """Return who coded, when, and whether blind."""
    lines = []
    for coding in one.case.codings:
        line = [coding.coder]
        if coding.coded_on:
            line.append(say.date(coding.coded_on))
        if coding.blind is not None:
            line.append(say("blind" if coding.blind else "not-blind"))
        if coding.adjudicated:
            line.append(say("adjudicated"))
        lines.append(", ".join(line))
    return lines


def conventions(rubric: Rubric, say: Words) -> list[str]:
    """Return the rubric's conventions that the figures rest on, a sentence each."""
    levels = ", ".join(
        f"{level.label.to(say.language)} {say.number(level.value, 0)}" for level in rubric.levels
    )
    attained = ", ".join(
        f"{say(f'attained.{word}')} {say.number(value, 0)}"
        for word, value in rubric.attained.items()
    )
    text = say(
        "conventions.text",
        levels=levels,
        indicators=say(f"aggregate.{rubric.aggregation.indicators}"),
        capabilities=say(f"aggregate.{rubric.aggregation.capabilities}"),
        capacity=say.percent(rubric.aggregation.minimum_coverage),
        attainment=say.percent(rubric.minimum_issue_coverage),
        attained=attained,
    )
    rule = [sentence for key, sentence in verdict_rule(rubric, say) if key != "verdict.attained"]
    return [text, *rule]


def verdict_rule(rubric: Rubric, say: Words) -> Iterator[tuple[str, str]]:
    """Yield the rubric's rule for a verdict: where in the file each part stands, and a sentence."""
    rule = rubric.verdict
    if rule is None:
        return

    def named(level: str) -> str:
        return say.lowered(clean(rule.levels_by_id[level].label.to(say.language)))

    yield "verdict.scale", say("rule.scale", levels=say.apart(map(named, rule.levels)))
    worth = (
        say.labelled(say(f"attained.{word}"), say.exact(at)) for word, at in rule.attained.items()
    )
    yield "verdict.attained", say("rule.attained", words=say.apart(worth))
    yield "verdict.rule", say("rule.middle")
    yield "verdict.said_up_to", say("rule.said", count=rule.said_up_to)
    yield "verdict.minimum_coverage", say("rule.issues", share=say.percent(rule.minimum_coverage))
    for name, band in (
        ("excess", rule.bands.excess),
        ("tracing", rule.bands.tracing),
        ("attained", rule.bands.attained),
    ):
        if band.cuts:
            points = say.apart(map(say.exact, band.cuts))
            facts = {"cuts": points, "edge": say(f"explain.edge.{band.edge}")}
            question = say(f"question.{'ceiling' if name == 'attained' else name}")
            yield f"verdict.bands.{name}", say("rule.bands", question=question, **facts)
    for name, luck in (("luck", rule.luck), ("luck_spread", rule.luck_spread)):
        if luck:
            spans = []
            for alignment, (low, high) in luck.items():
                at = say.exact(low)
                if low < high:
                    at = say("interval", low=at, high=say.exact(high))
                spans.append(say.labelled(say(f"alignment.{alignment}"), at))
            yield f"verdict.{name}", say(f"rule.{name}", spans=say.apart(spans))
    yield "verdict.few_issues", say("rule.few-issues", count=rule.few_issues)
    if rule.test_strength is not None:
        yield "verdict.test_strength", say("rule.strength", least=say.exact(rule.test_strength))
    if rule.likelihoods:
        chances = (
            f"{likelihood(word, say)} {say.exact(value)}"
            for word, value in rule.likelihoods.items()
        )
        yield "verdict.likelihoods", say("rule.likelihoods", words=say.apart(chances))


def likelihood(word: str, say: Words) -> str:
    """Return a rubric's word for a likelihood in a language, if that has words for it."""
    key = f"likelihood.{word}"
    return say(key) if say.has(key) else word
