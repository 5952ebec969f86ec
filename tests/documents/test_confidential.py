"""What fivec says itself gives away no more than a case may: templates could put counts back."""

import re

import pytest

from fivec.checks.prose import about_people
from fivec.locale import LANGUAGES

CASE = """\
format: fivec/case@1
id: talks
title: A case that rests on talk alone
rubric: iob-5c
actor: {id: NLD}
sources:
  - {id: one, kind: interviews, group: Staff of the ministry}
  - {id: two, kind: interviews, group: Diplomats of other states}
  - {id: three, kind: interviews, group: Officials of institutions}
evidence:
  - {id: a, says: The contacts were good, source: [one, two, three],
     bears_on: {networks.contacts: supports, networks.postings: supports}}
  - {id: b, says: They came late, source: [one, two], bears_on: {networks.contacts: weakens}}
  - {id: c, says: It was visible, source: [two, three]}
  - {id: d, says: It was seen, source: three}
issues:
  - {id: i, label: The first wish, attained: largely, alignment: minority}
  - {id: j, label: The second wish, attained: full, alignment: middle}
attributions:
  - {by: external, group: Diplomats of other states, level: considerable, evidence: [c]}
  - {by: external, group: Officials of institutions, level: considerable, evidence: [d]}
  - {by: self, group: Staff of the ministry, level: decisive}
codings:
  - {coder: x, ratings: {networks.contacts: high, networks.postings: reasonable}}
  - {coder: y, ratings: {networks.contacts: reasonable, networks.postings: reasonable}}
tracing:
  by: coder
  hypotheses: [{id: h, says: It was their work, kind: contribution},
               {id: r, says: It would have come, kind: rival}]
  tests: [{id: t, says: The wording is theirs, result: found, evidence: [a],
           likelihoods: {h: 0.7, r: 0.2}}]
"""
COMMANDS = (
    ("score", "--full"), ("score",), ("explain",), ("next",), ("robustness", "--draws", "20"),
    ("agreement",), ("check",),
)  # fmt: skip
# How many talks or sources stand behind something: in prose the total of them may be told.
_BEHIND = re.compile(
    r"(?i)\b(?:\d+|two|three|twee|drie|deux|trois) (?:sources?|bronnen|interviews?|gesprekken"
    r"|entretiens|respondent\w*|interviewees?|geïnterviewden)\b"
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_document_counts_or_shows_those_interviewed(fivec, written, command, language):
    path, (name, *options) = written(CASE), command
    run = fivec(name, str(path), *options, "--format", "markdown", "--lang", language)
    text = run.stdout.decode()
    assert len(text) > 100, run.stderr
    hits = [
        (line, code)
        for line in re.split(r"\n|\. |\|", text)
        # What check finds is told to who mends it, sources by their ids.
        if command != ("check",)
        for code in about_people(re.sub(r"[*_`\\]", "", line), language)
        if code != "quoted-words"
    ]
    assert hits == []
    if command != ("check",):
        assert _BEHIND.findall(text) == []


def test_a_count_that_a_template_put_back_is_seen():
    assert _BEHIND.findall("gebaseerd op 3 bronnen") != []
    assert list(about_people("Seven of the respondents", "en")) == ["counted-interviewees"]
