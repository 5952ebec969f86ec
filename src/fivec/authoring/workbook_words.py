"""What a workbook to code in says: its tabs, its heads, and what its drop-downs offer."""

from __future__ import annotations

from fivec.authoring.workbook_rows import base
from fivec.documents.clean import clean
from fivec.locale import LANGUAGES, Words
from fivec.locale import words as speak
from fivec.model.figure import plain
from fivec.model.rubric import Indicator, Rubric
from fivec.model.workbook import CHOICES, MEANING, SHEETS, UNREAD, Column, Sheet

# Where fivec has words for these already.
_WORDS = {
    "attained": "attained",
    "scope": "scope",
    "phase": "evidence.phase",
    "corroboration": "corroboration",
}


def title(key: str, say: Words) -> str:
    """Return what the tab of a sheet says."""
    return say(f"coding.sheet.{key}")


def titles() -> dict[str, str]:
    """Return the key of each sheet by what its tab may say, in small letters, in any language."""
    keys = [*(sheet.key for sheet in SHEETS), *UNREAD]
    spoken = {title(key, speak(one)).lower(): key for one in LANGUAGES for key in keys}
    return {key: key for key in keys} | spoken


def head(text: str, sheet: Sheet, say: Words) -> str:
    """Return the words above a column (or of a form's line) whose key is ``text``."""
    known = {column.key: column for column in sheet.columns}
    column = known.get(base(text))
    if column is None:
        return say("coding.any.x")
    return say(_key(column, sheet, say)) + text.removeprefix(column.key)


def _key(column: Column, sheet: Sheet, say: Words) -> str:
    if column.kind == "bare" and column.key != "long":
        return "coding.any.bare"
    own = f"coding.{sheet.key}.{column.key}"
    return own if say.has(own) else f"coding.any.{column.key}"


def offers(rubric: Rubric, say: Words) -> dict[str, dict[str, str]]:
    """Return what each drop-down offers: of every word of the format, what a cell shows."""
    spoken = say.language
    choices = {
        name: {
            value: _shown(value, say(f"{_WORDS.get(name, f'coding.{name}')}.{value}"))
            for value in values
        }
        for name, values in CHOICES.items()
        if name != "silent"
    }
    choices["silent"] = {value: value for value in CHOICES["silent"]}
    choices["yes"] = {"yes": say("coding.yes"), "no": say("coding.no")}
    choices["levels"] = {
        name: _shown(name, one.label.to(spoken)) for name, one in rubric.levels_by_id.items()
    }
    choices["indicators"] = {
        name: _shown(name, one.label.to(spoken)) for name, one in rubric.indicators_by_name.items()
    }
    verdict = rubric.verdict
    if verdict:
        choices["verdict"] = {
            name: _shown(name, one.label.to(spoken)) for name, one in verdict.levels_by_id.items()
        }
        choices["likelihoods"] = {
            word: _shown(word, say.number(value, 2)) for word, value in verdict.likelihoods.items()
        }
    return {name: values for name, values in choices.items() if values}


def _shown(value: str, meaning: str) -> str:
    text = clean(meaning)
    return value if text in (value, "") else f"{value}{MEANING}{text}"


def question(indicator: Indicator, say: Words) -> str:
    """Return what is asked of an indicator, how it is measured, and its parts."""
    lines = [clean(indicator.question.to(say.language))] if indicator.question else []
    measure = indicator.measure
    if measure:
        facts = {
            "unit": clean(measure.unit.to(say.language)),
            "low": say.decimal(plain(measure.minimum)),
            "high": say.decimal(plain(measure.maximum)),
        }
        way = say("rubric.more" if measure.more_is_better else "rubric.less")
        measured = say("rubric.measured", **facts)
        lines.append(say("coding.ratings.measured", measured=measured, way=way))
    if indicator.parts:
        parts = ", ".join(
            f"{one.id} ({clean(one.label.to(say.language))})" for one in indicator.parts
        )
        lines.append(say("coding.ratings.parts", parts=parts))
    return "\n".join(lines)
