"""Facts of a version in words: levels by their labels, numbers as the language writes them."""

from __future__ import annotations

from fivec.documents.clean import clean
from fivec.documents.compare.figures import span
from fivec.documents.reasoning import level as verdict_level
from fivec.documents.reasoning import span_text
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.comparison import Change
from fivec.model.figure import plain
from fivec.model.text import Text
from fivec.model.version import Entry, Part, Several, Value

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
    if not id_:
        return part
    if change.part == "answer":
        return say.capital(say(f"question.{id_}"))
    capabilities, indicators = now.rubric.capabilities_by_id, now.rubric.indicators_by_name
    indicator, _, coder = id_.partition(" · ")
    match change.part:
        case "capability" if id_ in capabilities:
            return clean(capabilities[id_].label.to(say.language))
        case "indicator" if id_ in indicators:
            return clean(indicators[id_].label.to(say.language))
        case "rating" if indicator in indicators:
            return clean(f"{indicators[indicator].label.to(say.language)} · {coder}")
        case "issue" | "achieved":
            issue = now.case.issues_by_id.get(id_)
            return f"{part} {clean(issue.label.to(say.language) if issue else id_)}"
    return f"{part} {clean(id_)}"


def ends(change: Change, now: Assessment, say: Words) -> tuple[str, str]:
    """Return the two sides of a change in words.

    A text that differs in another language than the one that is spoken is shown in that one.
    """
    before, after = change.before, change.after
    if isinstance(before, Text) and isinstance(after, Text):
        mine, yours = before.to(say.language), after.to(say.language)
        if mine == yours:
            return _all(before), _all(after)
        return clean(mine), clean(yours)
    return (
        value_text(change.part, change.name, before, now, say),
        value_text(change.part, change.name, after, now, say),
    )


def value_text(part: Part, name: str, value: Value, now: Assessment, say: Words) -> str:
    """Return a fact's value in words."""
    if value is None or value == ():
        unjudged = part in _ASSESSED and name not in ("reason", "scope", "range", "basis")
        return say("not-assessed" if unjudged else "compare.none")
    if isinstance(value, bool):
        return say("compare.yes" if value else "compare.no")
    if isinstance(value, Text):
        return clean(value.to(say.language))
    if isinstance(value, tuple):
        return _listed(part, name, value, now, say)
    if isinstance(value, int | float):
        return _number(part, name, float(value), now, say)
    return _word(part, name, value, now, say)


def _listed(
    part: Part,
    name: str,
    value: Several,
    now: Assessment,
    say: Words,
) -> str:
    if part in _VERDICT and name in ("as_coded", "range"):
        low, high = (str(one) for one in value)
        return clean(span_text(now, (low, high), say))
    if name in ("range", "attained_range"):
        both = (one for one in value if not isinstance(one, Entry))
        return " – ".join(value_text(part, name, one, now, say) for one in both)
    numbers = [one for one in value if isinstance(one, int | float)]
    if name in _SPANS and len(numbers) == len(value) == 2:
        measure = {"excess_interval": "excess", "interval": part}.get(name, name)
        return span(measure, (numbers[0], numbers[1]), say)
    return "; ".join(
        _entry(part, name, one, now, say)
        if isinstance(one, Entry)
        else value_text(part, name, one, now, say)
        for one in value
    )


def _entry(part: Part, name: str, entry: Entry, now: Assessment, say: Words) -> str:
    values = entry.values
    if name == "likelihoods" and len(set(values)) == 1:
        values = values[:1]
    words = (value_text(part, name, one, now, say) for one in values)
    return say("compare.value.entry", name=clean(entry.name), said=", ".join(words))


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
    if part == "rating":
        labels = {level.value: level.label for level in now.rubric.levels}
        if name == "score" and value in labels:
            return clean(labels[value].to(say.language))
    return say.number(value)


def _word(part: Part, name: str, value: str, now: Assessment, say: Words) -> str:
    if name in _LEVELS or (part == "published" and name == "capacity"):
        if part in _RUBRIC or name == "capacity":
            level = now.rubric.levels_by_id.get(value)
            return clean(level.label.to(say.language) if level else value)
        return clean(verdict_level(now, value, say))
    for key in (f"{_WORDS.get(name, '-')}{value}", f"compare.value.{name}.{value}"):
        if say.has(key):
            return say(key)
    return say.date(clean(value)) if name in ("coded_on", "from", "to") else clean(value)


def _all(text: Text) -> str:
    return clean("; ".join(f"{tag or '–'}: {words}" for tag, words in text.versions))
