"""What a workbook to code in says: its tabs, its heads, and what its drop-downs offer."""

from __future__ import annotations

from fivec.authoring.workbook_rows import base
from fivec.documents.cells import title
from fivec.documents.clean import clean
from fivec.documents.wording import likelihood
from fivec.locale import LANGUAGES, Words
from fivec.locale import words as speak
from fivec.model.figure import plain
from fivec.model.rubric import Indicator, Rubric
from fivec.model.text import Text
from fivec.model.workbook import (
    CHOICES,
    MEANING,
    SHEETS,
    UNREAD,
    BookWords,
    Column,
    Offered,
    Sheet,
    Vocabulary,
    fold,
)

# Where fivec has words for these already.
_WORDS = {
    "alignment": "alignment", "attained": "attained", "by": "side",
    "classification": "classification", "consent": "consent", "corroboration": "corroboration",
    "decision": "decision",
    "use": "use", "kind": "source-kind",
    "phase": "phase", "result": "result", "scope": "scope", "story": "hypothesis",
}  # fmt: skip


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


def offers(rubric: Rubric | None, say: Words) -> dict[str, dict[str, str]]:
    """Return what each drop-down offers: of every word of the format, what a cell shows.

    That is the word in the language, which is read back, and after a dot what it means; where two
    words would read alike, the word of the format stands first.
    """
    known = vocabulary(rubric)
    shown: dict[str, dict[str, str]] = {}
    for name, words in in_words(rubric, say).items():
        shown[name] = {}
        for value, (word, meaning) in words.items():
            clear = name != "indicators" and known[name].get(fold(word)) == (value,)
            text = word if clear and MEANING not in word else value
            more = meaning if text == word else word
            shown[name][value] = text if more in (text, "") else f"{text}{MEANING}{more}"
    return {name: values for name, values in shown.items() if values}


def offered(rubric: Rubric | None) -> dict[str, Offered]:
    """Return what each drop-down offers, in every language that fivec speaks."""
    spoken = {language: offers(rubric, speak(language)) for language in LANGUAGES}
    return {
        name: tuple((language, tuple(of[name].items())) for language, of in spoken.items())
        for name in spoken[LANGUAGES[0]]
    }


def in_words(rubric: Rubric | None, say: Words) -> dict[str, dict[str, tuple[str, str]]]:
    """Return each word of the format and of a rubric as a language has it, and what it means."""
    words = {
        name: {value: _word(name, value, say) for value in values}
        for name, values in CHOICES.items()
    }
    words["yes"] = {value: (say(f"coding.{value}"), "") for value in ("yes", "no")}
    for name, labels in _labels(rubric).items():
        words[name] = {
            value: (clean(label.to(say.language)) or value, "")
            for value, (label, *_) in labels.items()
        }
    if rubric and rubric.verdict:
        words["likelihoods"] = {
            value: (likelihood(value, say), say.number(chance, 2))
            for value, chance in rubric.verdict.likelihoods.items()
        }
    return words


def vocabulary(rubric: Rubric | None) -> Vocabulary:
    """Return the words of the format that a word in a cell may stand for, by the list it is of.

    A word is one of the format, or what it is called in any language that fivec or the rubric
    speaks; it is looked up as :func:`fivec.model.workbook.fold` has it.
    """
    known: dict[str, dict[str, tuple[str, ...]]] = {}

    def means(name: str, text: str, value: str) -> None:
        held = known.setdefault(name, {})
        if value not in (before := held.get(fold(text), ())):
            held[fold(text)] = (*before, value)

    for language in LANGUAGES:
        for name, words in in_words(rubric, speak(language)).items():
            for value, (word, meaning) in words.items():
                means(name, value, value)
                means(name, word, value)
                if name in CHOICES and meaning:
                    means(name, meaning, value)
    for name, labels in _labels(rubric).items():
        for value, texts in labels.items():
            for _, text in (version for label in texts for version in label.versions):
                means(name, clean(text), value)
    return known


def _labels(rubric: Rubric | None) -> dict[str, dict[str, list[Text]]]:
    """Return what a rubric calls its levels and indicators; the first is the one to be shown."""
    if rubric is None:
        return {}
    scale = rubric.verdict.levels_by_id if rubric.verdict else {}
    return {
        "levels": {key: [one.label] for key, one in rubric.levels_by_id.items()},
        "indicators": {key: [one.label] for key, one in rubric.indicators_by_name.items()},
        "verdict": {
            key: [one.label, *([one.short] if one.short else [])] for key, one in scale.items()
        },
    }


def _word(name: str, value: str, say: Words) -> tuple[str, str]:
    """Return a word of the format in a language, and what it means; what lacks a word is told."""
    own, meaning = f"{_WORDS.get(name, f'coding.word.{name}')}.{value}", f"coding.{name}.{value}"
    means = clean(say(meaning)) if say.has(meaning) else ""
    return (clean(say(own)) if say.has(own) else means), means


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


BOOK_WORDS = BookWords(titles, vocabulary, offered)
