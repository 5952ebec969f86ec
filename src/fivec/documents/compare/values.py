"""Facts of a version in words: levels by their labels, numbers as the language writes them."""

from __future__ import annotations

from fivec.documents.compare.figures import span
from fivec.documents.reasoning import level as verdict_level
from fivec.documents.reasoning import span_text
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.comparison import Change
from fivec.model.figure import plain
from fivec.model.positions import Issue
from fivec.model.rubric import Capability, Indicator
from fivec.model.text import Text
from fivec.model.version import Entry, Part, Value

# Of these parts a level is one of the rubric's levels, of the others one of the verdict's scale.
_RUBRIC = frozenset({"capacity", "capability", "indicator", "rating"})
_LEVELS = frozenset({"level", "influence", "self", "external", "rated", "range"})
# What a verdict or an answer may be, from the lowest level to the highest.
_VERDICT: frozenset[Part] = frozenset({"verdict", "answer"})
_SHARES = frozenset({"coverage"})
_CHANCES = frozenset({"posterior", "prior", "likelihood", "rival", "likelihoods", "ratio"})
_SIGNED = frozenset({"gain", "excess"})
_PLAIN = frozenset({"count", "weight", "power", "salience", "position", "status_quo", "outcome"})
_SPANS = {"interval", "bounds", "excess_interval", "scale"}
_ASSESSED: frozenset[Part] = frozenset(
    {"capacity", "capability", "indicator", "attainment", "achieved", "posterior", "rating"}
)
# Which words of the interface a fact's value has.
_WORDS = {
    "confidence": "confidence.", "scope": "scope.", "alignment": "alignment.",
    "attained": "attained.", "attained_range": "attained.", "phase": "evidence.phase.",
    "corroboration": "corroboration.", "decision_rule": "decision.", "reason": "not-assessed.",
    "classification": "classification.", "use": "use.",
    "result": "result.", "points": "point.", "bears_on": "evidence.",
}  # fmt: skip


def fact_name(change_part: Part, name: str, say: Words) -> str:
    """Return what a fact is called."""
    if change_part in _VERDICT and name == "range":
        return say("compare.fact.doubts")
    if change_part == "issue" and name == "points":
        return say("compare.fact.scale_points")
    return say(f"compare.fact.{name}")


def item_name(change: Change, now: Assessment, say: Words) -> str:
    """Return what a change is a change of: its name in case or rubric as they are, or its id."""
    part, id_ = say(f"compare.part.{change.part}"), change.id
    indicator, _, coder = id_.partition(" · ")
    if change.part == "answer":
        return say.capital(say(f"question.{id_}"))
    named: Capability | Indicator | Issue | None = None
    before, after = "", f" · {coder}" if coder else ""
    match change.part:
        case "capability":
            named = now.rubric.capabilities_by_id.get(id_)
        case "indicator" | "rating":
            named = now.rubric.indicators_by_name.get(indicator)
        case "issue" | "achieved":
            named, before = now.case.issues_by_id.get(id_), f"{part} "
    if named is None:
        return f"{part} {id_}".rstrip()
    return f"{before}{named.label.to(say.language)}{after}"


def ends(change: Change, now: Assessment, say: Words) -> tuple[str, str]:
    """Return the two sides of a change in words.

    A text that differs in another language than the one that is spoken is shown in all.
    """
    sides = change.before, change.after
    first, last = (value_text(change.part, change.name, side, now, say) for side in sides)
    if first == last and all(isinstance(side, Text) for side in sides):
        first, last = (_all(side) if isinstance(side, Text) else "" for side in sides)
    return first, last


def value_text(part: Part, name: str, value: Value | Entry, now: Assessment, say: Words) -> str:
    """Return a fact's value in words."""
    match value:
        case None | ():
            unjudged = part in _ASSESSED and name not in ("reason", "scope", "range", "basis")
            return say("not-assessed" if unjudged else "compare.none")
        case bool():
            return say("compare.yes" if value else "compare.no")
        case Text():
            return value.to(say.language)
        case str():
            return _word(part, name, value, now, say)
        case int() | float():
            return _number(part, name, float(value), now, say)
        case Entry(of, values):
            once = values[:1] if name == "likelihoods" and len(set(values)) == 1 else values
            words = (value_text(part, name, one, now, say) for one in once)
            return say("compare.value.entry", name=of, said=", ".join(words))
        case (str(low), str(high)) if part in _VERDICT and name in ("as_coded", "range"):
            return span_text(now, (low, high), say)
        case (int() | float() as low, int() | float() as high) if name in _SPANS:
            measure = {"excess_interval": "excess", "interval": part}.get(name, name)
            return span(measure, (low, high), say)
    texts = [value_text(part, name, one, now, say) for one in value]
    return " – ".join(texts) if name in ("range", "attained_range") else say.apart(texts)


def _number(part: Part, name: str, value: float, now: Assessment, say: Words) -> str:
    if name in _SHARES:
        return say.percent(value)
    if name in _CHANCES:
        return say.number(value, 2)
    if name in _SIGNED:
        return say.signed(value)
    if name in _PLAIN:
        return say.decimal(plain(value))
    if part in ("issue", "finding"):
        return say.decimal(f"{value:g}")
    if part == "rating" and name == "score":
        for level in now.rubric.levels:
            if level.value == value:
                return level.label.to(say.language)
    return say.number(value)


def _word(part: Part, name: str, value: str, now: Assessment, say: Words) -> str:
    if name == "capacity" or (name in _LEVELS and part in _RUBRIC):
        level = now.rubric.levels_by_id.get(value)
        return level.label.to(say.language) if level else value
    if name in _LEVELS:
        return verdict_level(now, value, say)
    for key in (f"{_WORDS.get(name, '-')}{value}", f"compare.value.{name}.{value}"):
        if say.has(key):
            return say(key)
    return say.date(value) if name in ("coded_on", "from", "to") else value


def _all(text: Text) -> str:
    return "; ".join(f"{tag or '–'}: {words}" for tag, words in text.versions)
