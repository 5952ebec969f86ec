"""The Word document as LibreOffice sets it: pages, notes, pictures, and a house style taken.

Run as ``python -m tests.thorough.word [FOLDER]``; soffice and poppler's tools must be there.
In FOLDER the pages are kept, to be looked at.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from msgspec.structs import replace

from fivec.api import dossier
from fivec.documents.blocks import Drawing, Heading, Table
from fivec.documents.blocks import plain as plain_line
from fivec.documents.dossier import dossier as tell
from fivec.documents.several import document
from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Assessment, Batch
from fivec.model.text import plain
from fivec.render import View, rendered, set_document
from tests.conftest import ROOT, assessed
from tests.render.word.made_templates import FONT, HEAD, OWN_TEXT, house_style, saved

EVIL = "=1+1 <script>x</script> | [bold]y[/] *z*"
_TEXTS = {
    "first-line": '<w:ind w:firstLineChars="200" w:firstLine="709"/>',
    "left": '<w:ind w:left="1134" w:right="567"/>',
    "exact": '<w:spacing w:before="240" w:after="240" w:line="560" w:lineRule="exact"/>',
    "numbered": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:jc w:val="center"/>',
}
# Of one case, and of each of several, the text in lines of 28 points and a line between paragraphs;
# a document that takes more has gone astray.
_MOST_PAGES = 18
# In our own look: a page of answers, at most four of what they rest on, and the annex; of the six
# cases that ship, two that compare them, a few for each, and the annex.
_OWN_PAGES = {"one": 7, "all": 20, "evil": 7}
# One evaluation: the cases of one report, its theory and its share.
_REPORT, _WHOLE_PAGES = "iob-2025", 25
# Fewer lines than these leave a page nearly empty.
_FEW_LINES = 8


def main() -> None:
    """Set documents and read their pages; end with 1 where something lacks."""
    shipped = [assessed(path) for path in sorted((ROOT / "cases").glob("*.yaml"))]
    evil = replace(shipped[0], case=replace(shipped[0].case, title=plain(EVIL)))
    batches = {"one": shipped[2:3], "all": shipped, "evil": [evil]}
    faults = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for language in LANGUAGES:
            faults += _whole(folder / f"dossier-{language}.docx", View(words(language)))
            for look, template in (("own", None), ("house", house_style()), *_indented()):
                for name, cases in batches.items():
                    view = View(words(language), template=template, date="2026-11-25")
                    path = folder / f"{name}-{look}-{language}.docx"
                    faults += [f"{path.name}: {fault}" for fault in _faults(path, cases, view)]
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


def _whole(path: Path, view: View) -> list[str]:
    """Return what the document on a whole evaluation lacks: an answer of each kind on page 1."""
    cases = [one for one in (ROOT / "cases").glob("*.yaml") if f"id: {_REPORT}" in one.read_text()]
    told = tell(dossier([*sorted(cases), ROOT / "theories", ROOT / "shares"]), view)
    path.write_bytes(bytes(set_document(told, "docx", view)))
    _convert(path, "pdf", path.parent)
    first, *others, _ = _run("pdftotext", "-layout", str(path.with_suffix(".pdf")), "-").split("\f")
    print(f"{path.name}: {len(others) + 1} pages")
    flat = re.sub(r"\s+", "", first)
    faults = [
        f"{path.name}: {one!r} is not on page 1"
        for one in ("A4", "A5", view.words("share.not-influence"))
        if re.sub(r"\s+", "", one) not in flat
    ]
    if len(others) >= _WHOLE_PAGES:
        faults.append(f"{path.name}: {len(others) + 1} pages")
    return faults


def _faults(path: Path, cases: list[Assessment], view: View) -> list[str]:
    """Return what the pages of a document lack."""
    batch = Batch(tuple(cases))
    path.write_bytes(rendered(batch, "docx", view))
    _convert(path, "pdf", path.parent)
    pdf = path.with_suffix(".pdf")
    said = _run("pdftotext", "-layout", str(pdf), "-")
    pages = said.count("\f")
    flat = re.sub(r"\s+", "", said)
    told = list(document(batch, view).blocks)
    print(f"{path.name}: {pages} pages")
    faults = [
        f"{block!r:.80} is not on a page"
        for block in told
        if isinstance(block, Heading) and re.sub(r"\s+", "", block.text) not in flat
    ]
    faults += [
        f"the table {block.caption!r} is not on a page"
        for block in told
        if isinstance(block, Table)
        and block.frame == "ruled"
        and re.sub(r"\s+", "", block.caption) not in flat
    ]
    faults += [f"{place} is in no note" for place in _places(told) if not _noted(place, flat)]
    # Each picture is listed once more for its transparency.
    drawn = _run("pdfimages", "-list", str(pdf)).count(" image ")
    pictures = sum(isinstance(block, Drawing) for block in told)
    if drawn < pictures:
        faults.append(f"{drawn} of {pictures} pictures are on a page")
    name, look, _ = path.stem.split("-", 2)
    most = _OWN_PAGES[name] if look == "own" else _MOST_PAGES * len(cases)
    if not len(cases) <= pages <= most:
        faults.append(f"{pages} pages for {len(cases)} cases")
    if look == "own":
        faults += [
            f"page {number} is nearly empty"
            for number, page in enumerate(said.split("\f")[:-1], 1)
            if len(re.findall(r"\S.*$", page, re.MULTILINE)) < _FEW_LINES
        ]
    faults += [
        f"the figure {figure!r} is not on one line"
        for figure in sorted(_figures(told))
        if not re.search(rf"(?<!\S){re.escape(figure)}(?!\S)", said)
    ]
    if "-house-" not in path.name:
        faults += _foot(said, pages, view)
    else:
        faults += _house(said, pdf)
    return faults + _again(path)


def _indented() -> Iterator[tuple[str, bytes]]:
    """Yield templates whose text is indented, numbered or set in lines of exactly so much."""
    for look, said in _TEXTS.items():
        document = docx.Document()
        normal = document.styles["Normal"].element
        normal.get_or_add_pPr().extend(list(parse_xml(f"<w:pPr {nsdecls('w')}>{said}</w:pPr>")))
        yield look, saved(document)


def _figures(told: list[object]) -> set[str]:
    """Return the figures and ranges in the tables of what is told."""
    tables = [block for block in told if isinstance(block, Table)]
    return {
        plain_line(row.cells[column])
        for table in tables
        for row in table.rows
        for column in table.right
        if re.fullmatch(r"[-−+]?[\d.,–]+", plain_line(row.cells[column]))
    }


def _foot(said: str, pages: int, view: View) -> list[str]:
    """Return the pages that do not say, once, which page of how many they are."""
    found = said.split("\f")[:-1]
    marks = [view.words("word.page", page=page, pages=pages) for page in range(1, pages + 1)]
    return [
        f"{mark!r} is not once on its page"
        for mark, page in zip(marks, found, strict=True)
        if page.count(mark) != 1
    ]


def _house(said: str, pdf: Path) -> list[str]:
    """Return where the house style is not taken, or more than its style is."""
    faults = [] if HEAD in said else ["the head of the template is not on a page"]
    if OWN_TEXT in said:
        faults.append("the text of the template is on a page")
    known = _run("fc-list", ":", "family")
    if FONT in known and FONT not in _run("pdffonts", str(pdf)):
        faults.append("the font of the template is not taken")
    return faults


def _again(path: Path) -> list[str]:
    """Return whether what LibreOffice writes of a document has its headings and tables still."""
    folder = path.parent / "again"
    _convert(path, "docx", folder)
    both = (path, folder / path.name)
    documents = (docx.Document(io.BytesIO(one.read_bytes())) for one in both)
    shapes = [
        (
            len(one.tables),
            [line.text for line in one.paragraphs if line.style.name.startswith("Heading")],
        )
        for one in documents
    ]
    return [] if shapes[0] == shapes[1] else ["headings or tables are lost on the way through"]


def _noted(place: str, flat: str) -> bool:
    """Whether a place stands in a note, which may go on on the next page."""
    return any(place[:at] in flat and place[at:] in flat for at in range(1, len(place) + 1))


def _places(told: Sequence[object]) -> set[str]:
    """Return where evidence stands, without the name of its source, which is said once."""
    # As Python writes it, a space that is no plain one is a name.
    text = re.sub(r"\\(?:u202f|xa0)", " ", repr(told))
    places = re.findall(r"Proof\(.*?place='([^']*)'", text)
    return {re.sub(r"\s+", "", place.partition(": ")[2] or place) for place in places}


def _convert(path: Path, kind: str, folder: Path) -> None:
    profile = f"-env:UserInstallation=file://{path.parent.resolve()}/profile"
    _run("soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path))


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
