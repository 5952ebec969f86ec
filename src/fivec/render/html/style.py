"""The one style sheet of the page, and the policy that lets it and nothing else through."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from fivec.render.pictures.palette import svg_css

_SHEETS = ("screen.css", "print.css")


def style_sheet() -> str:
    """Return the style sheet: the pictures' colours, then the page on screen and on paper."""
    folder = files(__package__)
    sheets = [folder.joinpath(name).read_text(encoding="utf-8") for name in _SHEETS]
    return "\n".join(("", svg_css(), *sheets))


def policy(sheet: str) -> str:
    """Return the content security policy of a page that has this style sheet and no more.

    An empty picture is let through as ``data:``: it keeps browsers from asking for one.
    """
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
