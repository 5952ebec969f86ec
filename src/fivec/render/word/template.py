"""Another document whose look a report takes: opened with care, and emptied of its own text."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from fivec import office
from fivec.office import Limits, OfficeError, parts

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_TYPES = "[Content_Types].xml"
# As the relations of a document of the strict kind are named, which Word rarely writes.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/")
# More than a house style ever needs: what claims more is made to fill a disk.
MOST_BYTES = 16 * 1024 * 1024
LIMITS = Limits(parts=2000, unpacked=2 * MOST_BYTES, xml=12 * 1024 * 1024, marks=400_000)


class TemplateFault(StrEnum):
    """Why a file cannot serve as a template."""

    TOO_LARGE = "too-large"
    # By a password; or it is a Word file of before 2007, which looks the same from outside.
    PROTECTED = "protected"
    MACROS = "macros"
    NOT_WORD = "not-word"
    STRICT = "strict"
    ENTITIES = "entities"
    BROKEN = "broken"


_WHY = {
    office.Why.PROTECTED: TemplateFault.PROTECTED,
    office.Why.NO_ZIP: TemplateFault.NOT_WORD,
    office.Why.TOO_LARGE: TemplateFault.TOO_LARGE,
    office.Why.ENTITIES: TemplateFault.ENTITIES,
    office.Why.DAMAGED: TemplateFault.BROKEN,
}


class TemplateError(ValueError):
    """What cannot serve as a template; ``code`` says why."""

    def __init__(self, code: TemplateFault) -> None:
        super().__init__(code)
        self.code = code


def checked(data: bytes) -> bytes:
    """Return a template as a document that can be opened. Raises ``TemplateError``.

    A ``.dotx`` differs from a ``.docx`` by what it calls itself alone.
    """
    if len(data) > MOST_BYTES:
        raise TemplateError(TemplateFault.TOO_LARGE)
    try:
        held = parts(data, LIMITS)
    except OfficeError as fault:
        raise TemplateError(_WHY[fault.code]) from fault
    types = held.get(_TYPES, b"")
    if _MACROS.search(types) or any(_MACROS.search(name.encode()) for name in held):
        raise TemplateError(TemplateFault.MACROS)
    if _STRICT.search(held.get("_rels/.rels", b"")):
        raise TemplateError(TemplateFault.STRICT)
    if _MAIN.encode() not in types and _TEMPLATE.encode() not in types:
        raise TemplateError(TemplateFault.NOT_WORD)
    if _TEMPLATE.encode() in types:
        return _renamed(held, types.replace(_TEMPLATE.encode(), _MAIN.encode()))
    return data


def _renamed(held: dict[str, bytes], types: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as copy:
        for name, part in (held | {_TYPES: types}).items():
            copy.writestr(name, part)
    return made.getvalue()
