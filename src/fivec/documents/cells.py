"""What a finding on a workbook says, in the words of its drop-downs and of its tabs."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from fivec.documents.clean import clean
from fivec.locale import Words
from fivec.model.finding import Finding
from fivec.model.suggest import nearest
from fivec.model.workbook import ABSENT, BY_KEY, MEANING, SheetPlace, letters


def title(key: str, say: Words) -> str:
    """Return what the tab of a sheet says."""
    return say(f"coding.sheet.{key}")


def sentence_in_cell(one: Finding, on: SheetPlace, say: Words) -> tuple[str, str]:
    """Return the message and the help of a finding on a workbook."""
    facts = dict(one.data)
    offered = dict(dict(on.offered).get(say.language, ()))
    facts |= _in_words(facts, offered)
    tab = facts.get("tab", "")
    if tab.startswith(ABSENT) and tab.removeprefix(ABSENT) in BY_KEY:
        facts["tab"] = title(tab.removeprefix(ABSENT), say)
    if one.code == "unknown-sheet" and facts.get("guess"):
        tabs = {title(key, say).lower(): title(key, say) for key in BY_KEY}
        facts["guess"] = tabs.get(facts["guess"], facts["guess"])
    return replace(say, findings="cell").sentence(one.code, facts)


def place_in_sheet(one: Finding, on: SheetPlace, say: Words) -> str:
    """Return the sheet of a finding, and the row and the column where it is on a cell."""
    sheet = clean(on.name)
    if not one.line:
        return say("place.sheet", sheet=sheet)
    if not one.column:
        return say("place.row", sheet=sheet, row=one.line)
    facts = {"sheet": sheet, "row": one.line, "column": letters(one.column - 1)}
    if on.head:
        return say("place.key", **facts, head=clean(on.head))
    return say("place.cell", **facts)


def _in_words(facts: Mapping[str, str], offered: Mapping[str, str]) -> dict[str, str]:
    """Return the facts that name words of a list, in the words that its drop-down offers."""
    words = {value: shown.partition(MEANING)[0] for value, shown in offered.items()}
    named = {
        key: ", ".join(words.get(one, one) for one in facts[key].split(", "))
        for key in ("known", "choices", "guess", "chosen", "level", "low", "high")
        if words and facts.get(key)
    }
    typed = facts.get("id") or facts.get("value") or ""
    if guess := "guess" in facts and nearest(typed, words.values()):
        named["guess"] = guess
    return named
