"""What a check tells of a text: at which words, by which code, with which facts."""

import re

from fivec.checks.common import Notes
from fivec.files.yaml_reader import read_yaml


def told(check, text):
    """Return of each finding the line from its place on, its code and its facts."""
    document, faults = read_yaml(text.encode(), "x.yaml")
    assert not faults
    found = check(document)
    assert {one.file for one in found} <= {"x.yaml"}
    lines = ["the file", *text.splitlines()]
    return [(lines[one.line][max(0, one.column - 1) :], one.code, dict(one.data)) for one in found]


def told_at(check, text):
    """Return of each finding its code, the very words at which it stands, and its facts."""
    return [
        (code, re.match(r"[^:,}\]]*", line)[0], facts) for line, code, facts in told(check, text)
    ]


def noted(note):
    """Return a check that notes what it finds as one that returns it."""

    def check(document):
        notes = Notes(document)
        note(notes, document.root)
        return notes.findings

    return check


def tells(check, text, *expected):
    """Hold what a check tells of a text to a line's start, a code and facts a finding."""
    found = told(check, text)
    assert [one[1:] for one in found] == [one[1:] for one in expected]
    assert [one[0][: len(other[0])] for one, other in zip(found, expected, strict=True)] == [
        other[0] for other in expected
    ]


def changed(text, *changes):
    """Return a text in which one piece stands for another, once for each change."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
