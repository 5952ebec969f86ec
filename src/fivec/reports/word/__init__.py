"""Blocks as a Word document, in named styles that a ministry's template sets anew.

``set_blocks`` knows no assessment: whatever is told in blocks comes out as a document.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from fivec.documents.blocks import Block, Heading
from fivec.reports import View
from fivec.reports.package import repacked
from fivec.reports.word import blank, page_setup, styles
from fivec.reports.word.notes import settings as of_notes
from fivec.reports.word.setter import WordSetter


def set_blocks(blocks: Iterable[Block], view: View, made: datetime) -> bytes:
    """Return blocks as a Word document, in the styles of ``view.template`` if there is one.

    ``made`` is when the document says that it was made. Raises ``TemplateError`` for what cannot be
    a template.
    """
    all_blocks = list(blocks)
    say = view.words
    title = next((one.text for one in all_blocks if isinstance(one, Heading)), "fivec")
    if view.template is None:
        document = blank.own_document()
    else:
        document, _ = blank.of_template(view.template, title)
    section, settings = blank.section(document), document.settings.element
    known = styles.adopt(
        document.styles.element,
        settings,
        blank.add_bullet(document),
        grid=section.find(qn("w:docGrid")) is not None,
    )
    language = say("language")
    styles.set_language(document.styles.element, language)
    if not any(section.findall(qn(f"w:{kind}Reference")) for kind in ("header", "footer")):
        blank.set_foot(document, page_setup.foot(title, known, say))
    setter = WordSetter(document.part, section, known, say)
    blank.fill(document, setter.body(all_blocks))
    notes = setter.notes.element()
    blank.add_part(document, "footnotes", notes, CT.WML_FOOTNOTES, RT.FOOTNOTES)
    blank.set_notes(document, of_notes())
    blank.describe(document, title, language, made)
    target = io.BytesIO()
    document.save(target)
    return repacked(target.getvalue())
