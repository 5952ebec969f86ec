"""The reasoning in sentences: levels, steps and levers of the verdict, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from msgspec.structs import replace

from fivec.documents.clean import clean
from fivec.documents.wording import attained
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.fields import Levels
from fivec.model.text import Text
from fivec.model.verdict import Fact, Lever, Step

# A longer label has a grammar of its own, which does not survive without its end.
_SHORT = 3


def in_short(one: Assessment) -> Assessment:
    """Return an assessment of which all that is said is said in the short words of its levels."""
    rule = one.rubric.verdict
    if rule is None:
        return one
    return replace(one, rubric=replace(one.rubric, verdict=rule.in_short))


def level(one: Assessment, name: str, say: Words) -> str:
    """Return a level of the verdict's scale in words."""
    known = one.rubric.verdict and one.rubric.verdict.levels_by_id.get(name)
    return _label(known.label, say.language) if known else name


# A case names a few levels, again and again; many cases name the same.
@lru_cache(maxsize=256)
def _label(label: Text, language: str) -> str:
    return clean(label.to(language))


def level_within(one: Assessment, name: str, say: Words) -> str:
    """Return a level of the verdict's scale as it stands within a sentence."""
    known = one.rubric.verdict and one.rubric.verdict.levels_by_id.get(name)
    return _label_within(known.label, say) if known else say.lowered(name)


@lru_cache(maxsize=256)
def _label_within(label: Text, say: Words) -> str:
    return say.lowered(_label(label, say.language))


def span_text(one: Assessment, ends: Levels, say: Words, key: str = "span") -> str:
    """Return the levels from one to another as they stand within a sentence.

    Such as "limited to considerable influence"; a single level where both are the same. ``key`` is
    what joins them: ``span``, or ``between``. Where the rubric has words for the ends of a span, as
    in "a limited to considerable degree of influence", it is those.
    """
    known = one.rubric.verdict.levels_by_id if one.rubric.verdict else {}
    first, last = (known.get(end) for end in ends)
    if first is not last and first and last and first.begins and last.ends:
        return say(
            "span", low=_label(first.begins, say.language), high=_label(last.ends, say.language)
        )
    if ends[0] == ends[1]:
        return level_within(one, ends[0], say)
    low, high = _joinable(*(level_within(one, end, say) for end in ends))
    return low if low == high else say(key, low=low, high=high)


@lru_cache(maxsize=256)
def _joinable(low: str, high: str) -> tuple[str, str]:
    """Return two labels as they stand beside each other, what both end with said once."""
    if low == high:
        return low, high
    before, after = low.split(), high.split()
    if max(len(before), len(after)) <= _SHORT:
        while len(before) > 1 and len(after) > 1 and before[-1] == after[-1]:
            before.pop()
            after.pop()
    return " ".join(before), high


def ends_text(one: Assessment, ends: Levels, say: Words) -> str:
    """Return what the ends of a verdict come to, as it stands within a sentence."""
    rule = one.rubric.verdict
    if rule is None:
        return "–"
    low, high = (rule.levels.index(end) for end in ends)
    if high - low >= rule.said_up_to:
        return say("verdict.not-said")
    return span_text(one, ends, say, "between")


def sentence(one: Assessment, step: Step, say: Words, key: str = "") -> str:
    """Return a step as a sentence, by its code or as ``key`` words it."""
    return say.capital(say(key or f"because.{step.code}", **facts(one, step, say)))


def lever_sentence(one: Assessment, lever: Lever, say: Words) -> str:
    """Return a lever as a sentence: what would have to be otherwise, and the verdict then."""
    return say.capital(f"{lever_text(one, [lever], say)}.")


def answer_sentences(one: Assessment, say: Words) -> Iterator[str]:
    """Yield what the answers that are lacking would make of the verdict, a sentence a question."""
    levers = one.verdict.levers if one.verdict else ()
    answers = [lever for lever in levers if lever.code == "answer"]
    for _, run in groupby(answers, key=lambda lever: lever.question):
        first, *rest = (list(part) for _, part in groupby(run, key=lambda each: each.as_coded))
        texts = [lever_text(one, first, say)]
        for part in rest:
            becomes = becomes_text(one, part[0].as_coded, say)
            texts.append(say("lever.else", level=answer_levels(one, part, say), becomes=becomes))
        yield say.capital(f"{say.apart(texts)}.")


def lever_text(one: Assessment, levers: Sequence[Lever], say: Words) -> str:
    """Return what levers that come to the same make of the verdict, as within a sentence."""
    change = change_text(one, levers, say)
    return say("lever.says", change=change, becomes=becomes_text(one, levers[0].as_coded, say))


def change_text(one: Assessment, levers: Sequence[Lever], say: Words) -> str:
    """Return what would have to be otherwise; levers differ in the level of an answer alone."""
    lever = levers[0]
    code: str = lever.code
    if code == "answer":
        code = f"answer.{lever.question}{'-attained' if 'ceiling' in lever.facts else ''}"
    elif code == "result":
        code = f"result.{lever.facts['result']}"
    named = {"level": answer_levels(one, levers, say), **facts(one, lever.step, say)}
    return say(f"lever.{code}", **named)


def becomes_text(one: Assessment, ends: Levels, say: Words) -> str:
    """Return the verdict that a change leads to; where none could be said, what it may be too."""
    text = ends_text(one, ends, say)
    if text != say("verdict.not-said"):
        return text
    return f"{text} ({span_text(one, ends, say)})"


def answer_levels(one: Assessment, levers: Sequence[Lever], say: Words) -> str:
    """Return the levels of the answers that levers are about, as they stand in a sentence."""
    return levels_text(one, (levers[0].level, levers[-1].level), say)


def levels_text(one: Assessment, ends: Levels, say: Words) -> str:
    """Return the levels from one to another, those up to an end of the scale as "or more"."""
    scale = one.rubric.verdict.levels if one.rubric.verdict else ()
    if ends == (scale[0], scale[-1]):
        return say("lever.any-level")
    if ends[0] != ends[1] and ends[0] == scale[0]:
        return say("lever.or-less", level=level_within(one, ends[1], say))
    if ends[0] != ends[1] and ends[1] == scale[-1]:
        return say("lever.or-more", level=level_within(one, ends[0], say))
    return span_text(one, ends, say)


def facts(one: Assessment, step: Step, say: Words) -> dict[str, str]:
    """Return the facts of a step in words and numbers of the language.

    ``span`` and ``ends`` are its levels from low to high: what may be, and as a verdict has it;
    ``count`` is how many things it speaks of.
    """
    named = {name: _fact(one, step, name, value, say) for name, value in step.facts.items()}
    for bound in ("most", "least"):
        if bound in named:
            named["count"] = named[bound]
    low, high = step.get("low"), step.get("high")
    if isinstance(low, str) and isinstance(high, str):
        named["span"] = span_text(one, (low, high), say)
        named["ends"] = span_text(one, (low, high), say, "between")
    return named


def _fact(one: Assessment, step: Step, name: str, value: Fact, say: Words) -> str:
    if value is None:
        return "–"
    if isinstance(value, float | int):
        return _number(one, step, name, value, say)
    match name:
        case "low" | "high" | "level" | "level_now" | "ceiling":
            return level_within(one, value, say)
        case "lowest" | "highest":
            return say(f"question.{value}")
        case "parts":
            parts = [say(f"part.{part}") for part in value.split(",")]
            return say.listed(parts, "or" if step.code == "settles" else "and")
        case "word" | "word_now":
            return attained(one, value, None, say)
        case "issue":
            return clean(one.case.issues_by_id[value].label.to(say.language))
        case "test":
            return clean(one.case.tests_by_id[value].says.to(say.language)).removesuffix(".")
        case "hypothesis":
            return _hypothesis(one, value, say)
    return value


def _number(one: Assessment, step: Step, name: str, value: float, say: Words) -> str:
    if name == "figure":
        if step.code.startswith("tracing."):
            return say.number(value, 2)
        return say.signed(value) if step.code.startswith("excess.") else say.number(value)
    if name == "at":
        return clean(one.case.attributions[int(value)].group.to(say.language))
    if name in ("value", "value_now"):
        return say.exact(value)
    return str(int(value))


def _hypothesis(one: Assessment, name: str, say: Words) -> str:
    """Return a hypothesis by its kind where it is the only one of it, else in its own words."""
    every = one.case.hypotheses_by_id
    hypothesis = every[name]
    if sum(item.kind == hypothesis.kind for item in every.values()) == 1:
        return say(f"hypothesis.the.{hypothesis.kind}")
    return say("quoted", text=clean(hypothesis.says.to(say.language)).removesuffix("."))
