"""A picture as SVG, for a page: roles in place of colours, and nothing that runs."""

from __future__ import annotations

import io
import re

from lxml import etree

from fivec.documents.picture import Picture
from fivec.locale import Words
from fivec.reports.pictures.draw.settings import own_settings
from fivec.reports.pictures.drawing import figure
from fivec.reports.pictures.palette import PALETTE

_NAMESPACE = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_ROLES = {light: role for role, (light, _) in PALETTE.items()}
_DROPPED = ("metadata", "style")
# Without these matplotlib would ask the environment and the clock for a date.
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


def as_svg(picture: Picture, say: Words, prefix: str = "") -> str:
    """Return a picture as an SVG element to set in a page.

    It holds no style, no script and no size: it takes the width that it is given, and its colours
    and font from the classes of ``palette.svg_css``. Ids begin with ``prefix`` and the picture's
    name, so that several pictures on a page keep apart.
    """
    target = io.BytesIO()
    with own_settings():
        figure(picture, say).savefig(target, format="svg", metadata=_NO_METADATA)
    return _tidied(target.getvalue(), f"{prefix}{picture.name}", picture.caption, picture.alt)


def _tidied(source: bytes, name: str, title: str, description: str) -> str:
    """Return the SVG element of a document of matplotlib's, with a title and a description.

    Every colour becomes a class, every other style an attribute; ids that nothing refers to go,
    the others begin with ``name``. The element takes whatever width it is given.
    """
    parser = etree.XMLParser(
        remove_blank_text=True,
        remove_comments=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    root = etree.fromstring(source, parser)
    for element in list(root.iter()):
        if etree.QName(element).localname in _DROPPED:
            element.getparent().remove(element)
    for element in root.iter():
        _plain(element)
    _rename(root, name)
    for key in ("width", "height", "version"):
        root.attrib.pop(key, None)
    # Matplotlib says these in the style sheet that was dropped.
    root.set("stroke-linejoin", "round")
    root.set("stroke-linecap", "butt")
    # A page may give its own font: none in use is wider than the one that was measured.
    root.set("font-family", "DejaVu Sans, Verdana, sans-serif")
    root.set("class", "fv-picture")
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    for index, (tag, text) in enumerate((("title", title), ("desc", description))):
        label = etree.Element(f"{{{_NAMESPACE}}}{tag}", id=f"{name}-{tag}")
        label.text = text
        root.insert(index, label)
    etree.cleanup_namespaces(root)
    svg: str = etree.tostring(root, encoding="unicode")
    return svg


def _plain(element: etree._Element) -> None:
    """Turn an element's style into classes and attributes."""
    for rule in element.attrib.pop("style", "").split(";"):
        key, _, value = (part.strip() for part in rule.partition(":"))
        if key and key != "font-family":
            element.set(key, value)
    classes = []
    for key in ("fill", "stroke"):
        value = element.get(key, "")
        if value in _ROLES:
            classes.append(f"fv-{_ROLES[value]}-{key}")
            del element.attrib[key]
    if element.get("fill-opacity") == "0":
        del element.attrib["fill-opacity"]
        element.set("fill", "none")
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    if classes:
        element.set("class", " ".join(classes))


def _rename(root: etree._Element, name: str) -> None:
    """Let every id that is referred to begin with a name, and take away the others."""
    for element in root.iter():
        if _XLINK in element.attrib:
            element.set("href", element.attrib.pop(_XLINK))
    used = {
        match
        for element in root.iter()
        for value in element.attrib.values()
        for match in re.findall(r"#([\w-]+)", value)
    }
    for element in root.iter():
        own = element.attrib.pop("id", None)
        if own in used:
            element.set("id", f"{name}-{own}")
        for key, value in element.attrib.items():
            if "#" in value:
                element.set(key, re.sub(r"#([\w-]+)", rf"#{name}-\1", value))
