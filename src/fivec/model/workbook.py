"""The workbook in which a case is coded: its sheets and columns, said once for both ways.

What writes the workbook and what reads it follow this one table, so that neither can know a column
that the other does not. A column's ``key`` is its path in the item that the row stands for:
``scale.min`` is the key ``min`` of the mapping ``scale``. The ends of a range are ``range.low`` and
``range.high``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple
from unicodedata import normalize

from msgspec import Struct

from fivec.model.document import WHOLE_FILE, Place
from fivec.model.rubric import Rubric

# words: a text for people, a column a language. text: a plain one, and ids. list: ids with commas
# between. one-or-list: a list only where there are several. mixed: a number or a word.
# bare: nothing but [] or {}, which say that there is an empty list or mapping. guide: for the eye.
Kind = Literal[
    "words", "text", "list", "one-or-list", "number", "mixed", "yes", "bare", "guide", "json"
]
Shape = Literal["form", "list", "map"]

# A head may end so: the cells below hold JSON, for what a cell cannot hold as it stands.
JSON = " [json]"
# A cell of a drop-down holds the word of the format, and after this sign what it means.
MEANING = " · "
# Heads stand in the first row, the keys that the reader goes by in the second.
KEY_ROW, FIRST_ROW = 2, 3
# Drop-downs and formulas reach so far: more passages than anybody codes.
LAST_ROW = 2001
# Of a form: what to write, its key, what is written, and a remark.
FORM_KEY, FORM_VALUE = 2, 3
# Before the key of a sheet that a workbook lacks, in the facts of a finding.
ABSENT = "@"
# The letter before a key that is only there to be looked at.
GUIDE = "#"
LONGEST_CELL = 32767


# What a folded word may stand for, of each list of words.
Vocabulary = Mapping[str, Mapping[str, tuple[str, ...]]]


def fold(word: str) -> str:
    """Return a word without what does not tell it from another: capitals, and space about it."""
    return " ".join(normalize("NFC", word).casefold().split())


class Column(Struct, frozen=True):
    """A column, or a line of a form.

    ``choices`` names what its drop-down offers: a set of :data:`CHOICES`, a list of the rubric, or
    with ``@`` the ids of a sheet. ``rare`` columns are there only where something needs them.
    """

    key: str
    kind: Kind = "text"
    choices: str = ""
    rare: bool = False


class Sheet(Struct, frozen=True):
    """A sheet: a form (a line a key), a list (a row an item) or a map (a row a key).

    ``at`` is the path of what it holds, from the case or, where rows belong to the items of another
    sheet, from the item of ``parent`` whose id stands in the first column. The key of a map stands
    in the column ``name``; ``short`` is the column that may be the whole value. In a ``begun``
    sheet rows that only name their key wait to be filled in, and are passed over.
    """

    key: str
    shape: Shape
    at: tuple[str, ...]
    columns: tuple[Column, ...]
    parent: str = ""
    name: str = ""
    short: str = ""
    begun: bool = False

    @property
    def owner(self) -> str:
        """The key of the column that says to which item of the parent a row belongs."""
        return self.columns[0].key if self.parent else ""


CHOICES: dict[str, tuple[str, ...]] = {
    "decision": ("consensus", "unanimity", "qualified-majority", "unknown"),
    "kind": ("study", "document", "interviews", "expert", "dataset", "media"),
    "phase": ("agenda-setting", "policy-formation", "decision-making"),
    "scope": ("case", "dossier", "general"),
    "corroboration": ("outsiders", "comparison"),
    "classification": ("public", "internal", "confidential"),
    "use": ("cited", "background"),
    "consent": ("purpose", "voluntary", "storage", "confidential"),
    "direction": ("supports", "weakens", "context"),
    "reason": ("no-evidence", "not-applicable", "withheld"),
    "attained": ("none", "limited", "partial", "largely", "full"),
    "alignment": (
        "majority", "majority-or-middle", "middle", "minority", "outlier", "blocked", "unknown",
    ),
    "shape": ("single-peaked", "at-least", "at-most"),
    "role": ("main", "fallback"),
    "silent": ("position", "outcome", "both"),
    "stage": ("draft", "final"),
    "by": ("self", "external"),
    "story": ("contribution", "rival", "residual"),
    "result": ("found", "absent", "not-sought"),
    "whose": ("source", "coder", "fivec"),
}  # fmt: skip

_NOTE = Column("note", "words")
_RARE_NOTE = Column("note", "words", rare=True)
_EVIDENCE = Column("evidence", "list", "@evidence")
# The key of a map may be a remark of one's own, whose value is then of any kind.
_OWN = Column("own", "json", rare=True)
# {} here: the value is written as keys with values, where one word would do.
_LONG = Column("long", "bare", rare=True)


def _rare_note(key: str) -> Column:
    return Column(f"{key}.note", "words", rare=True)


def _range(choices: str) -> tuple[Column, Column]:
    return Column("range.low", "text", choices), Column("range.high", "text", choices)


SHEETS: tuple[Sheet, ...] = (
    Sheet("case", "form", (), (
        Column("id"), Column("title", "words"), Column("rubric"),
        Column("actor.id"), Column("actor.label", "words"), _rare_note("actor"),
        Column("arena.id"), Column("arena.label", "words"), _rare_note("arena"),
        Column("text", "words"),
        Column("period.from"), Column("period.to"), _rare_note("period"),
        Column("period", "bare", rare=True),
        Column("decision_rule", "text", "decision"),
        Column("tracing.by", "text", "whose"), _rare_note("tracing"),
        _NOTE,
        *(
            Column(key, "bare", rare=True)
            for key in (
                "sources", "evidence", "codings", "issues", "attributions", "published", "waived",
            )
        ),
    )),
    Sheet("sources", "list", ("sources",), (
        Column("id"), Column("kind", "text", "kind"), Column("citation", "words"),
        Column("group", "words"), Column("url"), Column("where"),
        Column("cited_by", "text", "@sources"),
        Column("classification", "text", "classification"), Column("use", "text", "use"),
        Column("consent", "list", "consent"), Column("interviewers", "number"),
        Column("several_together", "yes", "yes"),
        Column("requested_by_interviewees", "yes", "yes"), _NOTE,
        Column("reference", "json", rare=True),
    )),
    Sheet("evidence", "list", ("evidence",), (
        Column("id"), Column("says", "words"), Column("source", "one-or-list", "@sources"),
        Column("where"), Column("phase", "text", "phase"), Column("scope", "text", "scope"),
        Column("conclusion", "yes", "yes"), Column("corroboration", "text", "corroboration"),
        Column("classification", "text", "classification"), Column("quotation", "words"), _NOTE,
        Column("bears_on", "bare", rare=True),
    )),
    Sheet("bearings", "map", ("bears_on",), (
        Column("evidence", "text", "@evidence"), Column("indicator", "text", "indicators"),
        Column("direction", "text", "direction"), Column("parts", "list"), _RARE_NOTE, _OWN, _LONG,
    ), "evidence", "indicator", "direction"),
    Sheet("codings", "list", ("codings",), (
        Column("coder"), Column("coded_on"), Column("blind", "yes", "yes"),
        Column("adjudicated", "yes", "yes"), _NOTE, Column("issues", "bare", rare=True),
    )),
    Sheet("ratings", "map", ("ratings",), (
        Column("coder", "text", "@codings"), Column("indicator", "text", "indicators"),
        Column("#label", "guide"), Column("#question", "guide"),
        Column("level", "text", "levels"), *_range("levels"), Column("value", "number"),
        Column("reason", "text", "reason"), _NOTE, _OWN, _LONG,
    ), "codings", "indicator", "level", begun=True),
    Sheet("issues", "list", ("issues",), (
        Column("id"), Column("label", "words"), Column("wanted", "words"), Column("was", "words"),
        Column("got", "words"), Column("attained", "text", "attained"), *_range("attained"),
        Column("silent", "text", "silent"), Column("alignment", "text", "alignment"),
        Column("shared_with", "list"), Column("salience", "number"), _EVIDENCE,
        Column("part_of", "text", "@issues"), Column("role", "text", "role"),
        Column("scale.min", "number"), Column("scale.max", "number"),
        Column("position", "number"), Column("status_quo", "number"), Column("outcome", "number"),
        Column("shape", "text", "shape"), Column("power", "number"), _NOTE,
        _rare_note("scale"), Column("scale.points", "bare", rare=True),
        Column("others", "bare", rare=True),
    )),
    Sheet("judgements", "map", ("issues",), (
        Column("coder", "text", "@codings"), Column("issue", "text", "@issues"),
        Column("attained", "text", "attained"), *_range("attained"),
        Column("alignment", "text", "alignment"), _NOTE, _OWN, _LONG,
    ), "codings", "issue", "attained"),
    Sheet("points", "map", ("scale", "points"), (
        Column("issue", "text", "@issues"), Column("at"), Column("says", "words"), _OWN,
    ), "issues", "at", "says"),
    Sheet("others", "list", ("others",), (
        Column("issue", "text", "@issues"), Column("actor"), Column("label", "words"),
        Column("position", "number"), Column("salience", "number"), Column("power", "number"),
        _NOTE,
    ), "issues"),
    Sheet("overall", "form", ("overall",), (
        Column("attained", "text", "attained"), *_range("attained"),
        Column("alignment", "text", "alignment"), Column("stage", "text", "stage"),
        _EVIDENCE, _NOTE,
    )),
    Sheet("attributions", "list", ("attributions",), (
        Column("by", "text", "by"), Column("group", "words"), Column("level", "text", "verdict"),
        *_range("verdict"), Column("weight", "number"), Column("partner", "yes", "yes"),
        Column("blind", "yes", "yes"), Column("issue", "text", "@issues"), _EVIDENCE, _NOTE,
    )),
    Sheet("hypotheses", "list", ("tracing", "hypotheses"), (
        Column("id"), Column("says", "words"), Column("kind", "text", "story"),
        Column("prior", "number"), _NOTE,
    )),
    Sheet("tests", "list", ("tracing", "tests"), (
        Column("id"), Column("says", "words"), _EVIDENCE, Column("result", "text", "result"),
        Column("cluster"), _NOTE,
    )),
    Sheet("likelihoods", "map", ("likelihoods",), (
        Column("test", "text", "@tests"), Column("hypothesis", "text", "@hypotheses"),
        Column("likelihood", "mixed", "likelihoods"),
        Column("low", "number"), Column("high", "number"), _RARE_NOTE, _OWN,
    ), "tests", "hypothesis", "likelihood"),
    Sheet("published", "list", ("published",), (
        Column("influence", "list", "verdict"), Column("capacity", "list", "levels"),
        Column("says", "words"), Column("relative_to"), Column("source", "text", "@sources"),
        Column("where"), _NOTE,
    )),
    Sheet("waived", "list", ("waived",), (
        Column("code"), Column("at"), Column("reason", "words"), Column("by"), _NOTE,
    )),
)  # fmt: skip
BY_KEY: dict[str, Sheet] = {sheet.key: sheet for sheet in SHEETS}
# These are for whoever fills the workbook in; what stands there is not read.
UNREAD = ("readme", "todo", "lists")
# Keys of the case that hold mappings of their own, in which keys of one's own may stand.
INNER: dict[str, tuple[str, ...]] = {
    "case": ("actor", "arena", "period", "tracing"),
    "issues": ("scale",),
}

_SPAN = 1 << 21


def cell(sheet: int, row: int = 0, column: int = 0) -> Place:
    """Return the place of a cell: sheets, rows and columns count from 1, and 0 is the whole."""
    return sheet * _SPAN + row, column


def sheet_and_row(line: int) -> tuple[int, int]:
    """Return the sheet and the row of a place's line, as :func:`cell` made it."""
    return divmod(line, _SPAN)


def letters(column: int) -> str:
    """Return the letters of a column, counted from 0: A to Z, then AA."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


# What a drop-down shows of each word of the format, by language.
Offered = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


class BookWords(NamedTuple):
    """What is written in workbooks, of whatever rubric.

    ``titles`` gives the key of each sheet by what its tab may say, in small letters; ``vocabulary``
    the words that cells may hold, and ``offered`` what each drop-down shows, by its name.
    """

    titles: Callable[[], Mapping[str, str]]
    vocabulary: Callable[[Rubric | None], Vocabulary]
    offered: Callable[[Rubric | None], Mapping[str, Offered]]


class SheetPlace(Struct, frozen=True):
    """The sheet of a finding: its number from 1 (0: the whole workbook) and what its tab says.

    ``head`` is the key of the finding's column; ``offered``, what the drop-down of that shows.
    """

    number: int = 0
    name: str = ""
    head: str = ""
    offered: Offered = ()

    @property
    def without_names(self) -> SheetPlace:
        """The same without any word that somebody may have chosen."""
        return SheetPlace(self.number, str(self.number) if self.number else "")


class Layout(Struct, frozen=True):
    """What a workbook's own sheets are called, for whoever must find a cell in it again.

    ``names`` holds the name on the tab of each sheet, in the order of the file; ``keys`` what each
    of those sheets is to fivec; ``heads`` the key of each column (of each line, in a form).
    ``offered`` has what drop-downs show, by the list they are of.
    """

    names: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    heads: tuple[tuple[tuple[int, str], ...], ...] = ()
    offered: Mapping[str, Offered] = {}

    @property
    def public(self) -> Layout:
        """The same without the names that somebody gave: to sheets and columns of their own."""
        known = [
            {column.key for column in BY_KEY[key].columns} if key else set() for key in self.keys
        ]
        return Layout(
            tuple(name if key else "" for name, key in zip(self.names, self.keys, strict=True)),
            self.keys,
            tuple(
                tuple((at, head) for at, head in heads if head.partition(" [")[0] in ours)
                for heads, ours in zip(self.heads, known, strict=True)
            ),
            self.offered,
        )

    def name(self, sheet: int) -> str:
        """Return the name on a sheet's tab."""
        return self.names[sheet - 1]

    def sheet_at(self, place: Place) -> Sheet | None:
        """Return the sheet in which a place lies; ``None`` for one that is not read."""
        sheet, _ = sheet_and_row(place[0])
        return BY_KEY.get(self.keys[sheet - 1]) if sheet and self.keys else None

    def key_at(self, place: Place) -> str:
        """Return the key of the column, or of the form's line, in which a place lies."""
        sheet, row = sheet_and_row(place[0])
        if not sheet or not self.heads:
            return ""
        own = self.sheet_at(place)
        form = own is not None and own.shape == "form"
        return dict(self.heads[sheet - 1]).get(row if form else place[1], "")

    def with_key(self, place: Place, key: str) -> Place:
        """Return the cell of a key in the row (or in the form) of a place; else the place."""
        sheet, row = sheet_and_row(place[0])
        if place == WHOLE_FILE or not self.heads:
            return place
        own = BY_KEY.get(self.keys[sheet - 1])
        places = {name.partition(" [")[0]: at for at, name in reversed(self.heads[sheet - 1])}
        # What lacks as a whole lacks from its first key on.
        first = next((name for name in reversed(places) if name.startswith(f"{key}.")), key)
        at = places.get(key, places.get(first))
        if own is None or at is None:
            return place
        return cell(sheet, at, FORM_VALUE) if own.shape == "form" else cell(sheet, row, at)
