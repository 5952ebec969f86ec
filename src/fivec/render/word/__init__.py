"""Blocks as a Word document, in named styles that a ministry's template sets anew.

``set_document`` knows no assessment: whatever is told in blocks comes out as a document.
"""

from __future__ import annotations

import io

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from fivec.documents.blocks import Heading
from fivec.documents.edition import Report
from fivec.render import View
from fivec.render.machine.package import repacked, stamp
from fivec.render.word import blank, page_setup, styles
from fivec.render.word.notes import settings as of_notes
from fivec.render.word.setter import WordSetter


def set_document(document: Report, view: View) -> bytes:
    """Return a document for Word, in the styles of ``view.template`` if there is one.

    Raises ``TemplateError`` for what cannot be a template.
    """
    all_blocks = list(document.blocks)
    say = view.words
    title = next((one.text for one in all_blocks if isinstance(one, Heading)), "fivec")
    if view.template is None:
        word = blank.own_document()
    else:
        word, _ = blank.of_template(view.template, title)
    section, settings = blank.section(word), word.settings.element
    known = styles.adopt(
        word.styles.element,
        settings,
        blank.add_bullet(word),
        grid=section.find(qn("w:docGrid")) is not None,
    )
    language = say("language")
    styles.set_language(word.styles.element, language)
    if not any(section.findall(qn(f"w:{kind}Reference")) for kind in ("header", "footer")):
        blank.set_foot(word, page_setup.foot(title, known, say))
    setter = WordSetter(word.part, section, known, say)
    blank.fill(word, setter.body(all_blocks))
    notes = setter.notes.element()
    blank.add_part(word, "footnotes", notes, CT.WML_FOOTNOTES, RT.FOOTNOTES)
    blank.set_notes(word, of_notes())
    blank.describe(word, title, view.author, language, stamp(document.day))
    target = io.BytesIO()
    word.save(target)
    return repacked(target.getvalue())
