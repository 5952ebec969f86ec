"""What several coders say of issues is checked as ratings are, where it stands."""

import pytest

from tests.checks.test_method import HEAD
from tests.conftest import load

CODERS = "codings:\n  - {coder: a, ratings: {}, issues: {i: %s}}\n"
SCALE = "id: i, label: I, scale: {min: 0, max: 9}, position: 1, outcome: 2"


def findings(written, judged, issue="id: i, label: I"):
    body = HEAD + CODERS % judged + f"issues:\n  - {{{issue}}}\n"
    return [(one.code, one.data) for one in load(written(body)).findings]


def codes(*asked):
    return [code for code, _ in findings(*asked)]


@pytest.mark.parametrize(
    ("judged", "issue", "code"),
    [
        ("full", "id: i, label: I", None),
        ("{alignment: middle}", "id: i, label: I, silent: outcome, wanted: More", None),
        ("{alignment: middle}", SCALE, None),
        ("full", "id: j, label: J", "unknown-issue"),
        ("full", SCALE, "mixed-issue"),
        ("{range: [none, full]}", SCALE, "mixed-issue"),
        ("full", "id: i, label: I, silent: both", "silent-but-coded"),
        ("{attained: full, range: [none, limited]}", "id: i, label: I", "range-misses"),
        ("{attained: full, range: [full, none]}", "id: i, label: I", "range-order"),
        ("fulll", "id: i, label: I", "not-a-choice"),
        ("{alignement: middle}", "id: i, label: I", "unknown-key"),
        ("full", "id: i, label: I, alignment: unknown", "issue-twice"),
    ],
)
def test_what_a_coder_says_of_an_issue_is_checked(written, judged, issue, code):
    assert codes(written, judged, issue) == ([code] if code else [])


def test_a_doubled_coding_says_what_to_drop(written):
    issue = "id: i, label: I, attained: full, range: [none, full], alignment: middle"
    [(code, data)] = findings(written, "full", issue)
    assert (code, dict(data)["keys"]) == ("issue-twice", "attained, range, alignment")
