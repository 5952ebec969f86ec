"""The links of the project's pages and of its site: which of them lead nowhere.

``python -m tests.links SITE`` tells those of a site that was built, offline; what leads out to the
web is listed and not followed.
"""

import json
import re
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import cmarkgfm

from tests.run import ROOT

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# What stands on another page of the same site may be named so.
SCHEMES = {"http", "https", "mailto"}


class Page(HTMLParser):
    """The links of a page, and the places in it that a link may name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = {""}
        self.headings: list[str] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a tag links to, and by what it may be named."""
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.links.append(value)
            if name in ("id", "name") and value:
                self.anchors.add(value)
        if tag in HEADINGS:
            self._inside = True
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave a heading."""
        self._inside = self._inside and tag not in HEADINGS

    def handle_data(self, data: str) -> None:
        """Keep the text of a heading."""
        if self._inside:
            self.headings[-1] += data


def anchors_on_github(headings: list[str]) -> set[str]:
    """Return the anchors that GitHub gives to headings, in their order."""
    given: dict[str, int] = {}
    made = set()
    for heading in headings:
        slug = re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        made.add(f"{slug}-{given[slug]}" if slug in given else slug)
        given[slug] = given.get(slug, 0) + 1
    return made


@cache
def read(path: Path) -> Page:
    """Return a page of HTML, of Markdown, or a notebook."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return Page(text)
    if path.suffix == ".ipynb":
        cells = (one for one in json.loads(text)["cells"] if one["cell_type"] == "markdown")
        text = "\n\n".join("".join(one["source"]) for one in cells)
    page = Page(cmarkgfm.github_flavored_markdown_to_html(text))
    page.anchors |= anchors_on_github(page.headings)
    return page


def is_external(link: str) -> bool:
    """Whether a link leads out of the project."""
    return urlsplit(link).scheme in SCHEMES


def leads_nowhere(link: str, page: Path, root: Path) -> bool:
    """Whether a link of a page below ``root`` has no target, or a target without that place."""
    parts = urlsplit(link)
    path, place = unquote(parts.path), unquote(parts.fragment)
    if parts.scheme or parts.netloc:
        return True
    target = root / path.lstrip("/") if path.startswith("/") else page.parent / path
    target = (target if path else page).resolve()
    if target.is_dir() and (target / "index.html").exists():
        target /= "index.html"
    if not target.is_relative_to(root.resolve()) or not target.exists():
        return True
    return bool(place) and target.is_file() and place not in read(target).anchors


def dead(pages: list[Path], root: Path) -> list[str]:
    """Return the links of pages that lead nowhere, each behind its page."""
    return [
        f"{page.relative_to(root)}: {link}"
        for page in pages
        for link in read(page).links
        if not is_external(link) and leads_nowhere(link, page, root)
    ]


def pages_of_the_clone() -> list[Path]:
    """Return what of the project GitHub shows as a page."""
    return [
        path
        for path in sorted([*ROOT.rglob("*.md"), *ROOT.rglob("*.ipynb")])
        if not any(
            part.startswith(".") or part in ("node_modules", "build", "site")
            for part in path.relative_to(ROOT).parts
        )
    ]


def main() -> None:
    """Say which links of a site lead nowhere, and end with 1 where there are any."""
    site = Path(sys.argv[1]).resolve()
    pages = sorted(site.rglob("*.html"))
    lost = dead(pages, site)
    outside = {link for page in pages for link in read(page).links if is_external(link)}
    sys.stdout.write("".join(f"{link}\n" for link in [*sorted(outside), "", *lost]))
    sys.stdout.write(f"{len(pages)} pages, {len(outside)} links to the web, {len(lost)} dead\n")
    sys.exit(1 if lost or not pages else 0)


if __name__ == "__main__":
    main()
