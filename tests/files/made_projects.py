"""Projects of coding programs, made up: as small as shows what a program does."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterable
from html import escape
from io import BytesIO

SPACE = "urn:QDA-XML:project:1.0"


def guid(name: object) -> str:
    """Return a GUID that a name always has."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, str(name))).upper()


def code(name: str, inner: str = "", key: str = "") -> str:
    """Return a code, with codes in it."""
    number = key or guid(name)
    return f'<Code guid="{number}" name="{escape(name)}" isCodable="true">{inner}</Code>'


def coding(name: str, coder: str = "", inner: str = "") -> str:
    """Return that somebody gave a passage a code."""
    who = f' creatingUser="{guid(coder)}"' if coder else ""
    number = guid(f"{name} {coder}")
    return f'<Coding guid="{number}"{who}><CodeRef targetGUID="{guid(name)}"/>{inner}</Coding>'


def selection(start: object, end: object, inner: str, name: str = "", key: str = "") -> str:
    """Return a passage of a text."""
    number = key or guid(f"{start} {end} {inner} {name}")
    return (
        f'<PlainTextSelection guid="{number}" name="{escape(name)}" startPosition="{start}"'
        f' endPosition="{end}">{inner}</PlainTextSelection>'
    )


def source(
    inner: str, name: str = "Report.txt", path: str | None = "internal://a.txt", kind: str = "Text"
) -> str:
    """Return a source."""
    where = f' plainTextPath="{path}"' if path else ""
    return f'<{kind}Source guid="{guid(name)}" name="{name}"{where}>{inner}</{kind}Source>'


def project(codes: str, sources: str, more: str = "", coders: Iterable[str] = ()) -> str:
    """Return a project as XML."""
    users = "".join(f'<User guid="{guid(one)}" name="{one}"/>' for one in coders)
    held = f"<Users>{users}</Users>" if users else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="{SPACE}" name="A project">{held}'
        f"<CodeBook><Codes>{codes}</Codes></CodeBook><Sources>{sources}</Sources>{more}</Project>"
    )


def packed(files: dict[str, str | bytes]) -> bytes:
    """Return a zip file with some parts."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return held.getvalue()


def qdpx(xml: str, text: str | bytes = "", main: str = "project.qde") -> bytes:
    """Return a project with one text, as programs exchange it."""
    return packed({main: xml, "sources/a.txt": text})
