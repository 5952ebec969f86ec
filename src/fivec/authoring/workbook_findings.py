"""Findings on a workbook, told by sheet, row and column to whoever uses a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from fivec.authoring.workbook_words import title
from fivec.documents.clean import clean
from fivec.documents.findings import sentence_lines
from fivec.locale import Words
from fivec.model.document import Place
from fivec.model.finding import Finding
from fivec.model.suggest import nearest
from fivec.model.workbook import BY_KEY, MEANING, Layout, sheet_and_row
from fivec.render.excel.formulas import letters

# What the drop-down of a list shows, by the word of the format.
Offered = Mapping[str, str]
_NONE: Mapping[str, Offered] = {}


def lines(
    findings: Iterable[Finding], layout: Layout, say: Words, offers: Mapping[str, Offered] = _NONE
) -> str:
    """Return findings one after another, each with its sheet, row and column.

    What is to be written instead is told in the words that the drop-downs offer.
    """
    words = replace(say, findings="cell")
    return "".join(
        sentence_lines(moved, words, _place(moved, layout, say))
        for moved in (_told(one, layout, say, offers) for one in findings)
    )


# What a mend of a text file says that holds for a cell too, which has no quotes and no brackets.
_IN_A_CELL = ("write", "whole", "choose", "percent", "number-alone")


def _told(one: Finding, layout: Layout, say: Words, offers: Mapping[str, Offered]) -> Finding:
    """Return a finding with facts that mean something in this workbook."""
    facts = dict(one.data)
    place = (one.line, one.column)
    if facts.get("how") not in _IN_A_CELL:
        facts.pop("how", None)
    if one.code == "missing-key":
        # What is missing has a cell, though nothing in it.
        named = f"{facts.get('of', '')}.{facts['key']}"
        exact = layout.with_key(place, named)
        place = exact if exact != place else layout.with_key(place, facts["key"])
    facts |= _in_words(facts, offers.get(_choices(place, layout), {}))
    if "line" in facts:
        facts["line"] = str(sheet_and_row(int(facts["line"]))[1])
    if one.code == "duplicate-column":
        facts |= {name: letters(int(facts[name]) - 1) for name in ("first", "second")}
    if facts.get("tab") in BY_KEY and one.code != "unknown-sheet":
        facts["tab"] = _tab(facts["tab"], layout, say)
    if one.code == "unknown-sheet" and facts["guess"]:
        tabs = {title(key, say).lower(): title(key, say) for key in BY_KEY}
        facts["guess"] = tabs.get(facts["guess"], facts["guess"])
    return replace(one, line=place[0], column=place[1], data=tuple(sorted(facts.items())))


def _choices(place: Place, layout: Layout) -> str:
    """Return the name of the list from which a cell is filled; an empty one if from none."""
    sheet = layout.sheet_at(place)
    head = layout.key_at(place)
    return next((one.choices for one in sheet.columns if one.key == head), "") if sheet else ""


def _in_words(facts: Mapping[str, str], offered: Offered) -> dict[str, str]:
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


def _tab(key: str, layout: Layout, say: Words) -> str:
    """Return what the tab of a sheet says in this workbook; what it should say if it lacks."""
    if key in layout.keys:
        return layout.names[layout.keys.index(key)]
    return title(key, say)


def _place(one: Finding, layout: Layout, say: Words) -> str:
    sheet, row = sheet_and_row(one.line)
    file = clean(one.file)
    if not sheet:
        return file
    facts = {"file": file, "sheet": clean(layout.name(sheet)), "row": row}
    if not row:
        return say("place.sheet", **facts)
    if not one.column:
        return say("place.row", **facts)
    head = clean(layout.key_at((one.line, one.column)))
    facts |= {"column": letters(one.column - 1), "head": head}
    return say("place.key" if head else "place.cell", **facts)
