"""A document knows where things stand, and its file by a name that does not say where it is."""

import pytest

from fivec.model.document import Document, Marks, name_in_documents
from fivec.model.finding import finding


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("kompas.yaml", "kompas.yaml"),
        ("../cases/kompas.yaml", "../cases/kompas.yaml"),
        ("<stdin>", "<stdin>"),
        ("a:b.yaml", "a:b.yaml"),
        ("/Users/anna/kompas.yaml", "kompas.yaml"),
        ("/Users/anna/", "anna"),
        ("/", "/"),
        ("C:/Users/anna/kompas.yaml", "kompas.yaml"),
        ("//host/anna/kompas.yaml", "kompas.yaml"),
        (r"C:\Users\anna\logo.png", "logo.png"),
    ],
)
def test_of_a_whole_path_a_document_has_the_last_part(given, named):
    assert name_in_documents(given) == named


@pytest.mark.parametrize(
    ("others", "named"),
    [
        ("a/b.yaml, c.yaml", "a/b.yaml, c.yaml"),
        ("/Users/anna/b.yaml, /Users/anna/c/d.yaml (+2)", "b.yaml, d.yaml (+2)"),
        ("/Users/de Vries, Anna/b.yaml, /x/c.yaml", "b.yaml, c.yaml"),
        ("C:/anna/b.yaml, C:/anna/c.yaml", "b.yaml, c.yaml"),
    ],
)
def test_a_finding_in_a_document_names_other_files_so_too(others, named):
    one = finding("/Users/anna/a.yaml", (0, 0), "same-id", id="a", others=others).in_documents
    assert (one.file, dict(one.data)) == ("a.yaml", {"id": "a", "others": named})


def test_a_path_that_stands_in_a_file_is_quoted_as_it_stands():
    one = finding("a.yaml", (1, 2), "unknown-source", name="/Users/anna").in_documents
    assert dict(one.data) == {"name": "/Users/anna"}


def test_what_is_gone_leaves_its_places_to_nothing_new():
    marks = Marks()
    document = Document("f", "", {}, marks)
    for _ in range(100):
        # What a reader made, and what it came to leave out.
        marks.put([0], [(9, 9)])
        marks.put({"a": 0}, {"a": ((8, 8), (9, 9))})
        assert document.place({}, "max") == document.place([], 0) == (0, 0)
