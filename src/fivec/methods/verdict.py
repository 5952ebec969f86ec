"""The verdict: the middle of three answers, held down by what was attained (VERDICT §1 to §6).

Triangulation of three methods, each flawed in its own way (Dür 2008, European Union Politics
9(4):559–576): no single one carries a verdict, and none can sink it alone. The capacity is no part
of it: having the means is not having influence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fivec.methods.levers import Grounds, levers
from fivec.methods.middle import Ends, middle
from fivec.model.attribution import AttributionResult
from fivec.model.capacity import CONFIDENCE, Confidence
from fivec.model.case import Case, Published
from fivec.model.fields import Levels
from fivec.model.figure import TOLERANCE
from fivec.model.preference import PreferenceResult
from fivec.model.rubric import Rubric
from fivec.model.rule import VerdictRule
from fivec.model.tracing import TracingResult
from fivec.model.verdict import (
    PART_NAMES,
    QUESTIONS,
    Answer,
    PartName,
    PublishedResult,
    QuestionName,
    Questions,
    State,
    Step,
    VerdictFinding,
    VerdictResult,
    step,
)

# Answers that lie so many levels apart disagree (VERDICT §6).
_APART = 2


def assess_verdict(
    case: Case,
    rubric: Rubric,
    *,
    preference: PreferenceResult | None,
    attribution: AttributionResult | None,
    tracing: TracingResult | None,
) -> VerdictResult | None:
    """Return the verdict, with its reasons; ``None`` where the rubric has no rule for one."""
    rule = rubric.verdict
    if rule is None:
        return None
    scale = rule.levels
    answers = _answers(rule, preference, attribution, tracing)
    coded = {name: _ranks(answers[name].as_coded, scale) for name in PART_NAMES}
    doubted = {name: _ranks(answers[name].range, scale) for name in PART_NAMES}
    ends, wide = middle(coded), middle(doubted)
    findings = tuple(_findings(case, answers, preference, tracing, rule))
    confidence = _confidence(answers, ends, wide, findings, rule)
    named = scale[ends[0]], scale[ends[1]]
    published = tuple(
        PublishedResult(
            influence=one.influence,
            capacity=one.capacity,
            says=one.says,
            relative_to=one.relative_to,
            source=one.source,
            where=one.where,
            agrees=_fits(one, ends, scale) if confidence is not None else None,
        )
        for one in case.conclusions
    )
    fits = [one.agrees for one in published if one.agrees is not None]
    grounds = Grounds(case, rubric, rule, coded, answers, preference, attribution)
    return VerdictResult(
        influence=named[0] if ends[0] == ends[1] else None,
        as_coded=named,
        range=(scale[wide[0]], scale[wide[1]]),
        confidence=confidence,
        questions=Questions(**{name: answers[name] for name in QUESTIONS}),
        ceiling=answers["ceiling"],
        because=tuple(_because(case, answers, coded, confidence, findings, rule)),
        levers=levers(grounds),
        findings=findings,
        published=published,
        agrees=all(fits) if fits else None,
    )


def _fits(published: Published, ends: Ends, scale: Sequence[str]) -> bool | None:
    """Return whether all levels that a conclusion allows lie within; ``None`` where it has none."""
    if not published.influence:
        return None
    return all(ends[0] <= scale.index(one) <= ends[1] for one in published.influence)


def ranks_as_coded(
    rule: VerdictRule,
    preference: PreferenceResult | None,
    attribution: AttributionResult | None,
    tracing: TracingResult | None,
) -> dict[PartName, Ends]:
    """Return the ends of the three answers and of the ceiling, as they are coded, in ranks."""
    answers = _answers(rule, preference, attribution, tracing)
    return {name: _ranks(one.as_coded, rule.levels) for name, one in answers.items()}


def verdict_as_coded(
    rule: VerdictRule,
    *,
    preference: PreferenceResult | None,
    attribution: AttributionResult | None,
    tracing: TracingResult | None,
) -> Levels:
    """Return the lowest and the highest level of the verdict as coded, without any reasons."""
    low, high = middle(ranks_as_coded(rule, preference, attribution, tracing))
    return rule.levels[low], rule.levels[high]


def _answers(
    rule: VerdictRule,
    preference: PreferenceResult | None,
    attribution: AttributionResult | None,
    tracing: TracingResult | None,
) -> dict[PartName, Answer]:
    return {
        "excess": _excess(preference, rule),
        "attribution": _attribution(attribution, rule),
        "tracing": _tracing(tracing, rule),
        "ceiling": _ceiling(preference, rule),
    }


def _ranks(levels: tuple[str, str], scale: Sequence[str]) -> Ends:
    return scale.index(levels[0]), scale.index(levels[1])


def _answer(
    rule: VerdictRule,
    state: State,
    as_coded: Ends,
    wide: Ends,
    figure: float | None = None,
    interval: tuple[float, float] | None = None,
    why: str | None = None,
) -> Answer:
    scale = rule.levels
    low, high = min(wide[0], as_coded[0]), max(wide[1], as_coded[1])
    return Answer(
        state=state,
        as_coded=(scale[as_coded[0]], scale[as_coded[1]]),
        range=(scale[low], scale[high]),
        figure=figure,
        interval=interval,
        why=why,
    )


def _anything(rule: VerdictRule, state: State, why: str) -> Answer:
    ends = (0, len(rule.levels) - 1)
    return _answer(rule, state, ends, ends, why=why)


def _excess(lens: PreferenceResult | None, rule: VerdictRule) -> Answer:
    """Own doing: did the actor get more than the others would have given it anyway?"""
    band = rule.bands.excess
    if not band.cuts:
        return _anything(rule, "unanswered", "no-bands")
    if lens is None or lens.excess is None or lens.excess_interval is None:
        return _anything(rule, "unanswered", "no-issues")
    low, high = lens.excess_interval
    wide = band.rank(low), band.rank(high)
    if not lens.enough(rule.minimum_coverage):
        return _answer(rule, "open", wide, wide, lens.excess, lens.excess_interval, "coverage")
    rank = band.rank(lens.excess)
    return _answer(rule, "answered", (rank, rank), wide, lens.excess, lens.excess_interval)


def _ceiling(lens: PreferenceResult | None, rule: VerdictRule) -> Answer:
    """What was attained at all, of what was contested."""
    band = rule.bands.attained
    if not band.cuts:
        # Nothing holds the verdict down.
        top = (len(rule.levels) - 1,) * 2
        return _answer(rule, "unanswered", top, top, why="no-bands")
    if lens is None or lens.contested is None or lens.contested_interval is None:
        return _anything(rule, "unanswered", "no-issues")
    ends = lens.contested_interval
    wide = band.rank(ends[0]), band.rank(ends[1])
    if not lens.enough(rule.minimum_coverage):
        # What is coded counts as it is coded; only what is silent may be anything.
        low, high = lens.contested_bounds or ends
        as_coded = band.rank(low), band.rank(high)
        return _answer(rule, "open", as_coded, wide, lens.contested, ends, "coverage")
    rank = band.rank(lens.contested)
    return _answer(rule, "answered", (rank, rank), wide, lens.contested, ends)


def _attribution(lens: AttributionResult | None, rule: VerdictRule) -> Answer:
    """How much influence do outsiders say that it had?"""
    side = lens.sides.external if lens else None
    if lens is None or side is None:
        if lens is not None and any(group.by == "self" for group in lens.groups):
            return _anything(rule, "open", "insiders-alone")
        return _anything(rule, "unanswered", "nobody")
    if (lens.share or 0.0) < rule.minimum_coverage - TOLERANCE:
        return _anything(rule, "open", "part-of-text")
    rank = rule.levels.index(side.lower)
    return _answer(rule, "answered", (rank, rank), _ranks(side.range, rule.levels))


def _tracing(lens: TracingResult | None, rule: VerdictRule) -> Answer:
    """Do the traces favour its contribution over its best rival explanation?"""
    band = rule.bands.tracing
    if not band.cuts:
        return _anything(rule, "unanswered", "no-bands")
    if lens is None:
        return _anything(rule, "unanswered", "no-tracing")
    if not lens.speaks:
        counted = any(test.counted for test in lens.tests)
        return _anything(rule, "unanswered", "no-weight" if counted else "no-tests")
    rank = band.rank(lens.posterior)
    wide = band.rank(lens.interval[0]), band.rank(lens.interval[1])
    return _answer(rule, "answered", (rank, rank), wide, lens.posterior, lens.interval)


def _findings(
    case: Case,
    answers: dict[PartName, Answer],
    preference: PreferenceResult | None,
    tracing: TracingResult | None,
    rule: VerdictRule,
) -> list[VerdictFinding]:
    """Return what holds the confidence down (VERDICT §6)."""
    findings: list[VerdictFinding] = []
    if _disagreeing(answers, rule) is not None:
        findings.append("answers-disagree")
    if answers["tracing"].state == "answered" and tracing and tracing.by == "fivec":
        findings.append("own-likelihoods")
    asked = answers["excess"].state != "unanswered"
    if asked and preference and preference.coded < rule.few_issues:
        findings.append("few-issues")
    if used_twice(case):
        findings.append("evidence-twice")
    return findings


def _disagreeing(
    answers: dict[PartName, Answer], rule: VerdictRule
) -> tuple[QuestionName, QuestionName] | None:
    """Return the questions with the lowest and the highest answer, where these lie far apart."""
    ranks = {
        name: rule.levels.index(answers[name].as_coded[0])
        for name in QUESTIONS
        if answers[name].state == "answered"
    }
    if not ranks:
        return None
    low, high = min(ranks, key=ranks.__getitem__), max(ranks, key=ranks.__getitem__)
    return (low, high) if ranks[high] - ranks[low] >= _APART else None


def _confidence(
    answers: dict[PartName, Answer],
    ends: Ends,
    wide: Ends,
    findings: Sequence[VerdictFinding],
    rule: VerdictRule,
) -> Confidence | None:
    """Return how firm a verdict is (VERDICT §6); ``None`` where none is said."""
    coded, doubted = ends[1] - ends[0] + 1, wide[1] - wide[0] + 1
    if coded > rule.said_up_to:
        return None
    low, moderate, high = (CONFIDENCE.index(name) for name in ("low", "moderate", "high"))
    rank = low
    if all(answers[name].state == "answered" for name in QUESTIONS) and doubted <= _FIRM:
        rank = high
    elif coded <= _FIRM and doubted <= _FIRM + 1:
        rank = moderate
    if "own-likelihoods" in findings or "few-issues" in findings:
        rank = min(rank, moderate)
    if "evidence-twice" in findings:
        rank = max(rank - 1, low)
    return CONFIDENCE[low if "answers-disagree" in findings else rank]


# So many levels are few enough for a firm verdict.
_FIRM = 2


def used_twice(case: Case) -> tuple[str, ...]:
    """Return the evidence that feeds two questions or more, in the order of the case."""
    fed = {name: {one.lens for one in uses if one.lens} for name, uses in case.uses.items()}
    return tuple(item.id for item in case.evidence if len(fed.get(item.id, ())) > 1)


def _because(
    case: Case,
    answers: dict[PartName, Answer],
    coded: dict[PartName, Ends],
    confidence: Confidence | None,
    findings: Sequence[VerdictFinding],
    rule: VerdictRule,
) -> list[Step]:
    """Return the reasoning: how many answers, what each says, and what the rule makes of them."""
    scale, ends = rule.levels, middle(coded)
    answered = [name for name in QUESTIONS if answers[name].state == "answered"]
    steps = [step(f"answered.{len(answered)}")]
    for name in sorted(PART_NAMES, key=lambda name: name not in answered):
        one = answers[name]
        low, high = one.as_coded
        how = one.why or _leaning(name, one, rule)
        steps.append(step(f"{name}.{how}", low=low, high=high, figure=one.figure))
    free = middle({**coded, "ceiling": (len(scale) - 1,) * 2})
    steps.append(step("middle", low=scale[free[0]], high=scale[free[1]]))
    if free != ends:
        steps.append(step("held-down", low=scale[ends[0]], high=scale[ends[1]]))
    if confidence is None:
        steps.append(step("not-said", most=rule.said_up_to))
    lacking = {name: moves for name, moves in _open(answers, coded) if moves}
    if ends[0] < ends[1] and lacking:
        settling = [name for name, moves in lacking.items() if _settled(coded, moves)]
        parts = ",".join(settling or lacking)
        steps.append(step("settles", parts=parts) if settling else step("lacks", parts=parts))
    # What holds a confidence down has nothing to hold where no verdict is said.
    doubts = findings if confidence else ()
    if "own-likelihoods" in doubts:
        steps.append(step("own-likelihoods"))
    if "few-issues" in doubts:
        steps.append(step("few-issues", least=rule.few_issues))
    if "evidence-twice" in doubts:
        steps.append(step("evidence-twice", ids=", ".join(used_twice(case))))
    apart = _disagreeing(answers, rule)
    if apart is not None:
        low, high = (answers[name].as_coded[0] for name in apart)
        lowest, highest = apart
        steps.append(step("answers-disagree", lowest=lowest, highest=highest, low=low, high=high))
    return steps


def _leaning(name: PartName, one: Answer, rule: VerdictRule) -> str:
    """Return which way an answer points: more or less than the others, for or against the claim."""
    if one.figure is None or name == "ceiling":
        return one.state
    if name == "excess":
        return "more" if one.figure > TOLERANCE else "less"
    # Where ignorance itself lies, the traces do not tell (VERDICT §5.3).
    ways = rule.bands.tracing.rank(one.figure) - rule.bands.tracing.rank(0.5)
    return "for" if ways > 0 else "against" if ways < 0 else "neither"


Moves = list[dict[PartName, Ends]]


def _open(
    answers: dict[PartName, Answer], coded: dict[PartName, Ends]
) -> Iterator[tuple[PartName, Moves]]:
    """Yield the questions that may still be answered, with what the answers may come to.

    Whoever codes the issues that the excess lacks says what was attained of them too.
    """

    def levels(name: PartName) -> Moves:
        if answers[name].state == "answered" or answers[name].why == "no-bands":
            return []
        low, high = coded[name]
        return [{name: (rank, rank)} for rank in range(low, high + 1)]

    issues = levels("excess"), levels("ceiling")
    both = [one | other for one in issues[0] for other in issues[1]]
    yield "excess", both or issues[0] or issues[1]
    yield "attribution", levels("attribution")
    yield "tracing", levels("tracing")


def _settled(coded: dict[PartName, Ends], moves: Moves) -> bool:
    """Whether there is one level left, whatever the answer."""
    ends = [middle(coded | moved) for moved in moves]
    return all(low == high for low, high in ends)
