"""The reasoning in sentences: steps and flips of the verdict, in the reader's language."""

from __future__ import annotations

from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.verdict import Flip, Step
from fivec.reports.clean import clean
from fivec.reports.wording import attained, capital, lowered

_LEVELS = frozenset({"level", "now", "low", "high", "cap", "gate", "level_two"})
_SCORES = frozenset({"luck", "got"})
_SHARES = frozenset({"coverage", "least_coverage", "share", "share_now"})
_CHANCES = frozenset({"prior", "prior_now", "likelihood", "likelihood_now"})
# Figures on a measure that the step names: scores of 100, or probabilities.
_MEASURED = frozenset({"cut", "cut_to", "value", "value_now"})


def level(one: Assessment, name: str | None, say: Words) -> str:
    """Return a level of the verdict's scale in words; what it means that there is none."""
    if name is None or one.rubric.verdict is None:
        return say("verdict.none")
    known = one.rubric.verdict.levels_by_id.get(name)
    return clean(known.label.to(say.language)) if known else name


def sentence(one: Assessment, step: Step, say: Words) -> str:
    """Return a step as a sentence."""
    text = say(f"because.{step.code}", **facts(one, step, say))
    return capital(text)


def flip_sentence(one: Assessment, flip: Flip, say: Words) -> str:
    """Return a change as a sentence: what would have to be otherwise, and the verdict then."""
    code = flip.step.code
    if code == "alignment" and flip.step.get("alignment_now") == "unknown":
        code = "alignment-known"
    change = say(f"flip.{code}", **facts(one, flip.step, say))
    if flip.becomes is None:
        return say("flip.none", change=change)
    return say("flip.says", becomes=lowered(level(one, flip.becomes, say)), change=change)


def facts(one: Assessment, step: Step, say: Words) -> dict[str, str]:
    """Return the facts of a step in words and numbers of the language."""
    return {name: _fact(one, step, name, value, say) for name, value in step.facts.items()}


def _fact(one: Assessment, step: Step, name: str, value: str | float | None, say: Words) -> str:
    if isinstance(value, str):
        if name in ("low", "high") and step.code.startswith("attributable"):
            return value
        if name in _LEVELS:
            return lowered(level(one, value, say))
        if name in ("lens", "lens_two"):
            return say(f"lens.{value}")
        if name == "needs":
            return say("or").join(say(f"lens.{lens}") for lens in value.split(","))
        if name in ("word", "word_now"):
            figure = step.get("value")
            return attained(one, value, figure if isinstance(figure, float) else None, say)
        if name in ("alignment", "alignment_now"):
            return say(f"alignment.{value}")
        if name == "decided":
            return say(f"decision.{value}")
        if name == "measure":
            return say(f"measure.{value}")
        if name == "issue":
            return clean(one.case.issues_by_id[value].label.to(say.language))
        if name == "test":
            return clean(one.case.tests_by_id[value].says.to(say.language)).removesuffix(".")
        if name == "hypothesis":
            return _hypothesis(one, value, say)
        if name == "scope":
            return say(f"scope.{value}")
        return value
    if value is None:
        return say("no-word-short") if name == "word" else "–"
    if (name == "score" and "tracing" in step.code) or name in _CHANCES:
        return say.number(value, 2)
    if name in _MEASURED and step.get("measure") == "posterior":
        return say.number(value, 2)
    if name in _SHARES:
        return say.percent(value)
    if name in ("low", "high") or (name == "value" and step.code.startswith("attributable")):
        return say.signed(value)
    if (
        name == "score"
        or name in _SCORES | _MEASURED
        or (name == "least" and step.code.startswith("tie"))
    ):
        return say.number(value)
    return str(int(value))


def _hypothesis(one: Assessment, name: str, say: Words) -> str:
    """Return a hypothesis by its kind where it is the only one of it, else in its own words."""
    every = one.case.hypotheses_by_id
    hypothesis = every[name]
    if sum(item.kind == hypothesis.kind for item in every.values()) == 1:
        return say(f"hypothesis.the.{hypothesis.kind}")
    return f'"{clean(hypothesis.says.to(say.language)).removesuffix(".")}"'
