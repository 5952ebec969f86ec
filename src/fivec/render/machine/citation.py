"""How to cite what fivec made, as a file of the Citation File Format 1.2.0."""

from __future__ import annotations

import json

from fivec import __version__
from fivec.documents.clean import clean
from fivec.documents.edition import Edition

# Who is to be named for fivec itself, as CITATION.cff and pyproject.toml have it.
MAKERS = "The fivec maintainers"


def citation(title: str, kind: str, edition: Edition) -> str:
    """Return a CITATION.cff for a ``dataset`` or ``software``, with fivec as what it was made with.

    The authors are who was named for it; where nobody was, whoever coded the cases.
    """
    say = edition.words
    author = edition.author or say("cite.coders")
    lines = [
        "cff-version: 1.2.0",
        f"message: {_text(say('cite.message'))}",
        f"title: {_text(title)}",
        f"type: {kind}",
        *_authors(author, ""),
        *([f"date-released: {edition.date}"] if edition.date else []),
        "references:",
        "  - type: software",
        "    title: fivec",
        f"    version: {_text(__version__)}",
        "    license: Apache-2.0",
        *_authors(MAKERS, "    "),
    ]
    return "\n".join(lines) + "\n"


def _authors(name: str, before: str) -> list[str]:
    return [f"{before}authors:", f"{before}  - name: {_text(name)}"]


def _text(text: str) -> str:
    """Return text in quotes, as YAML and JSON alike read it."""
    return json.dumps(clean(text), ensure_ascii=False)
