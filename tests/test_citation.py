"""How fivec, and what it makes, is cited: Citation File Format 1.2.0, by what its schema asks."""

import re

import pytest
import yaml

import fivec as package
from fivec import locale
from fivec.render import View
from fivec.render.machine.citation import MAKERS, citation
from tests.conftest import ROOT
from tests.test_supply import PROJECT

# The keys of CFF 1.2.0, and of one of its references.
TOP = {
    "abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi",
    "identifiers", "keywords", "license", "license-url", "message", "preferred-citation",
    "references", "repository", "repository-artifact", "repository-code", "title", "type", "url",
    "version",
}  # fmt: skip
NEEDED = {"authors", "cff-version", "message", "title"}
REFERENCE = {"authors", "title", "type", "version", "license"}
ENTITY = {
    "address", "alias", "city", "country", "date-end", "date-start", "email", "fax", "location",
    "name", "orcid", "post-code", "region", "tel", "website",
}  # fmt: skip


def faults(text):
    """Return what the schema would have against a citation."""
    held = yaml.safe_load(text)
    wrong = [*(NEEDED - held.keys()), *(held.keys() - TOP)]
    if held["cff-version"] != "1.2.0" or held.get("type", "software") not in (
        "software",
        "dataset",
    ):
        wrong.append("kind")
    people = [held["authors"], *(one["authors"] for one in held.get("references", ()))]
    for authors in people:
        wrong += ["authors"] if not authors else []
        wrong += [one for one in authors if not one.get("name") or one.keys() - ENTITY]
    for one in held.get("references", ()):
        wrong += {"authors", "title", "type"} - one.keys() | one.keys() - REFERENCE
    texts = [held.get(key, "") for key in ("title", "message", "version", "abstract")]
    wrong += [one for one in texts if not isinstance(one, str)]
    day = held.get("date-released")
    if day is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(day)):
        wrong.append("date")
    return wrong


def test_fivec_is_cited_as_the_project_describes_itself():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert faults(text) == []
    held = yaml.safe_load(text)
    assert held["version"] == package.__version__
    assert held["abstract"] == PROJECT["description"]
    assert held["keywords"] == PROJECT["keywords"]
    assert " AND ".join(held["license"]) == PROJECT["license"]
    assert held["authors"] == PROJECT["authors"] == [{"name": MAKERS}]


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("title", ["Data", 'A "b": c # d\n- e', "1.0", "\x1b[31m\u202e", "é"])
def test_what_fivec_makes_is_cited_whatever_it_is_called(language, title):
    view = View(words=locale.words(language), author=title, date="2026-11-24")
    text = citation(title, "dataset", view)
    assert faults(text) == []
    held = yaml.safe_load(text)
    assert held["type"] == "dataset"
    assert held["authors"][0]["name"] == held["title"]
    assert held["references"][0]["authors"] == [{"name": MAKERS}]
    assert held["references"][0]["version"] == package.__version__
    assert "\x1b" not in text


def test_nobody_is_named_who_was_not():
    (author,) = yaml.safe_load(citation("T", "dataset", View(words=locale.words("en"))))["authors"]
    assert author == {"name": "The coders of these cases"}


@pytest.mark.parametrize(
    ("old", "new"), [("abstract:", "abstrct:"), ("1.2.0", "1.1.0"), ('"0.1.0"', "1.0")]
)
def test_a_wrong_citation_would_be_found(old, new):
    right = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert faults(right.replace(old, new, 1))
