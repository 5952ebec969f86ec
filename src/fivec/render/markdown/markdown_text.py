"""Text and tables in Markdown that GitHub and Pandoc read alike; text from a file stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from fivec.documents.clean import clean

# Wider cells are not padded to: a line of a table should still be a line in an editor.
WIDEST = 40
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~^$@#{}])")
_BREAK = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
# What begins a line and would begin a block: a heading, a quotation, a list, a rule.
_BEGINS = re.compile(r"^(?:(?P<sign>[-+=:%])|(?P<number>\(?[0-9A-Za-z]{1,9})(?P<end>[.)])(?=\s|$))")
# GitHub makes links of bare addresses.
_ADDRESS = re.compile(r"(?i):(?=//)|(?<=www)\.")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
# What stands together and may be something else than text to GitHub: it has no sign that would
# leave it alone and not be seen, but for text that is set as code. Only where one of these signs is
# in it need it be looked at.
_TOGETHER = re.compile(
    r"(?<![A-Za-z0-9._/+:@#&;$-])"
    r"(?=[A-Za-z0-9._/+&;-]*?(?:[:@#$]|[Gg][Hh]-|[0-9a-f]{7}))"
    r"[A-Za-z0-9._/+:@#&;$-]+"
)
_LINKED = re.compile(
    # An e-mail address, somebody's name, an issue, one of another project.
    r"(?i)[a-z0-9._+-]@[a-z0-9_-]*\.|(?:mailto|xmpp):[^:]*@|(?<![a-z0-9_])@[a-z0-9]"
    r"|#[0-9]|(?<![a-z0-9])gh-[0-9]"
)
# A formula begins and ends with a sign at a letter; what follows on the last is none.
_SUM = re.compile(r"\$[^\s$](?:[^$]*[^\s$])?\$(?![A-Za-z0-9])")
_EMOJI = re.compile(r":([a-z0-9_+-]+)(?=:)")
_WORD = re.compile(r"[A-Za-z0-9]+")
_COMMIT = re.compile(r"(?=.*[0-9])(?=.*[a-f])[0-9a-f]{7,40}")


def inline(text: str) -> str:
    """Return text from a file as Markdown that shows exactly that text, on one line."""
    return begins(escaped(clean(text)))


def begins(text: str) -> str:
    """Return Markdown such that no line of it begins a block of another kind."""
    return "\n".join(_BEGINS.sub(_held, line) for line in text.split("\n"))


def escaped(text: str) -> str:
    """Return clean text as Markdown within a line.

    What GitHub would make a link, a picture or a formula of, and has no escape for, is set as code:
    it reads, and is copied, as it is.
    """
    sums = _SUM.search(text) is not None

    pieces, at = [], 0
    for match in _TOGETHER.finditer(text):
        core = match[0].rstrip(".;")
        if _acts(core) or (sums and "$" in core):
            pieces += [_plain(text[at : match.start()]), f"`{core}`"]
            at = match.start() + len(core)
    return "".join([*pieces, _plain(text[at:])])


def joined(pieces: Iterable[str]) -> str:
    """Return pieces of Markdown as one; code that follows on code is one code."""
    text = ""
    for piece in pieces:
        if piece.startswith("`") and text.endswith("`") and not text.endswith("\\`"):
            text = text[:-1] + piece[1:]
        else:
            text += piece
    return text


def _acts(text: str) -> bool:
    """Whether GitHub would make of a stretch of text something else."""
    return (
        _LINKED.search(text) is not None
        or any(_is_emoji(name) for name in _EMOJI.findall(text))
        or any(_COMMIT.fullmatch(word) for word in _WORD.findall(text) if len(word) <= 40)
    )


def _is_emoji(name: str) -> bool:
    return not name.isdigit() or name in ("100", "1234")


def _plain(text: str) -> str:
    return _ADDRESS.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\1", _ENTITY.sub("&amp;", text)))


def _held(match: re.Match[str]) -> str:
    if match["sign"]:
        return f"\\{match['sign']}"
    return f"{match['number']}\\{match['end']}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Return a pipe table of cells that are Markdown already; columns ``right`` hold numbers.

    A cell is one line: what is on several in it is on one here.
    """
    heads, *rows = [[_BREAK.sub(" ", cell) for cell in row] for row in (heads, *rows)]
    columns = list(zip(heads, *rows, strict=True))
    widths = [min(max(map(cell_len, column)), WIDEST) for column in columns]
    widths = [max(width, 4) for width in widths]

    def line(cells: Sequence[str]) -> str:
        padded = [
            cell.rjust(_room(cell, width)) if index in right else cell.ljust(_room(cell, width))
            for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return f"| {' | '.join(padded)} |"

    rule = [
        "-" * (width - 1) + (":" if index in right else "-") for index, width in enumerate(widths)
    ]
    return "\n".join([line(heads), f"| {' | '.join(rule)} |", *map(line, rows)]) + "\n"


def _room(cell: str, width: int) -> int:
    """Return the characters that fill ``width`` columns: some characters take two, some none."""
    return width - cell_len(cell) + len(cell)


class NumberedNotes:
    """Footnotes, numbered through the document; the same note is never written twice."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, text: str) -> str:
        """Return the mark of a note whose text is Markdown already; nothing for no text."""
        if not text:
            return ""
        return f"[^{self._numbers.setdefault(text, len(self._numbers) + 1)}]"

    def definitions(self) -> str:
        """Return the notes, one a line."""
        return "".join(f"[^{number}]: {text}\n\n" for text, number in self._numbers.items())
