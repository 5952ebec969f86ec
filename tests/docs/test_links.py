"""No link of a page leads nowhere, in the clone as GitHub shows it, without the web."""

import re

import pytest

from tests.conftest import ROOT
from tests.links import anchors_on_github, dead, leads_nowhere, pages_of_the_clone

PAGES = pages_of_the_clone()


def test_every_page_is_looked_at():
    names = {str(path.relative_to(ROOT)) for path in PAGES}
    assert names >= {"README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"}
    assert names >= {"docs/index.md", "docs/formats/case.md", "docs/first-five-minutes.ipynb"}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page):
    assert dead([page], ROOT) == []


def test_every_page_of_the_site_is_in_its_navigation_by_its_own_title():
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = re.findall(r"- ([\w/-]+\.md)$", text.split("\nnav:\n")[1], re.MULTILINE)
    docs = ROOT / "docs"
    assert sorted(listed) == sorted(one.relative_to(docs).as_posix() for one in docs.rglob("*.md"))
    titles = [(docs / name).read_text(encoding="utf-8").split("\n")[0] for name in listed]
    assert all(title.startswith("# ") for title in titles)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("link", "lost"),
    [
        ("b.md", False), ("b.md#what-now", False), ("#first", False), ("folder/", False),
        ("b.md#what-now-1", False), ("missing.md", True), ("b.md#elsewhere", True), ("#b", True),
        ("../outside.md", True), ("file:///etc/hostname", True), ("//host/a", True),
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_noticed(tmp_path, link, lost):
    root = tmp_path / "root"
    (root / "folder").mkdir(parents=True)
    (tmp_path / "outside.md").write_text("# Outside\n", encoding="utf-8")
    (root / "a.md").write_text("# First\n", encoding="utf-8")
    (root / "b.md").write_text("# What, now?\n\n## What now\n", encoding="utf-8")
    assert leads_nowhere(link, root / "a.md", root) is lost


def test_anchors_are_those_of_github():
    assert anchors_on_github(["A `b`: c", "é – f", "A b c"]) == {"a-b-c", "é--f", "a-b-c-1"}
