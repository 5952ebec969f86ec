"""Lines of text as runs: styles by name, notes as the marks of footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents.blocks import Line, Note, Run
from fivec.render.word.markup import Element, text_run
from fivec.render.word.notes import Footnotes
from fivec.render.word.styles import Styles

_STYLES = {"strong": "strong", "emphasis": "emphasis", "code": "fivec code"}


class Lines:
    """Sets lines in the styles of one document."""

    def __init__(self, styles: Styles, notes: Footnotes) -> None:
        self._styles = styles
        self._notes = notes

    def runs(self, line: Line) -> Iterator[Element]:
        """Yield the runs of a line; bars are left to the pictures."""
        for piece in line:
            match piece:
                case Run(text, style):
                    named = _STYLES.get(style)
                    yield text_run(text, self._styles[named] if named else None)
                case Note():
                    yield from self._notes.mark(piece)
