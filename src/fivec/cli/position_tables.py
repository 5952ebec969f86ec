"""What ``fivec import table`` is told on the command line of the table it is to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fivec.errors import FivecError, require

if TYPE_CHECKING:
    from fivec.files.position_table import TablePlan
    from fivec.model.fields import Interval

Map = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="COLUMN=KEY", help="option.map-heads", show_default=False),
]
Scale = Annotated[
    str | None,
    typer.Option("--scale", metavar="MIN:MAX", help="option.scale-table", show_default=False),
]
Saliences = Annotated[str, typer.Option("--saliences", metavar="MIN:MAX", help="option.saliences")]
WHOLE = "0:100"
# As far as a case file lets a number go.
_FAR = 1e12


def plan_of(
    pairs: list[str] | None, scale: str | None, saliences: str, missing: list[str] | None
) -> TablePlan:
    """Return how a table is to be read; a word that cannot be meant ends the command."""
    from fivec.files.delimited import folded
    from fivec.files.position_heads import KEYS, TableHeads
    from fivec.files.position_table import TablePlan

    given: dict[str, tuple[str, str]] = {}
    for pair in pairs or ():
        head, equals, meant = pair.rpartition("=")
        if not equals or not folded(head):
            raise FivecError(("import.map", {"value": pair}))
        key, _, actor = meant.partition(":")
        require("--map", key.strip(), KEYS)
        given[folded(head)] = (key.strip(), actor.strip())
    return TablePlan(
        TableHeads(head_words(), given),
        scale=None if scale is None else _ends("--scale", scale),
        saliences=_ends("--saliences", saliences),
        missing=frozenset(missing or ()),
    )


def head_words() -> dict[str, str]:
    """Return the key that each word of a head stands for, in any language; a key is its own."""
    from fivec.files.position_heads import KEYS, worded
    from fivec.locale import LANGUAGES, words

    known = {worded(key): key for key in KEYS}
    for language in LANGUAGES:
        say = words(language)
        for key in KEYS[:-1]:
            for word in say(f"heads.{key}").split(";"):
                known.setdefault(worded(word), key)
    return known


def _ends(option: str, text: str) -> Interval:
    from fivec.files.numbers import decimal_number

    low, _, high = text.partition(":")
    ends = decimal_number(low.strip()), decimal_number(high.strip())
    if ends[0] is None or ends[1] is None or not -_FAR <= ends[0] < ends[1] <= _FAR:
        raise FivecError(("import.ends", {"option": option, "value": text}))
    return ends[0], ends[1]
