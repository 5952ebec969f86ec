"""A value of the wrong sort: the finding says what to write, and that mends it."""

import json
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fivec.files.load import Loader
from fivec.files.paths import Input
from fivec.files.yaml_reader import read_yaml
from fivec.locale import LANGUAGES, words
from fivec.model.fields import DATE
from fivec.model.mend import OR, as_date, number
from tests.conftest import ROOT
from tests.files.test_any_value import paths, put

EXAMPLES = ROOT / "tests" / "examples" / "right"
# Reads each rubric once.
LOADER = Loader(read_others=True)
HEAD = "format: fivec/case@1\nid: a\ntitle: A\nrubric: iob-5c\nactor: {id: NLD}\n"
SCALE = "issues:\n  - {id: i, label: I, scale: {min: 0, max: 100}, position: 90, outcome: %s}\n"
BLIND = "codings:\n  - {coder: a, blind: %s, ratings: {}}\n"
PRIOR = (
    "tracing:\n  by: coder\n  hypotheses:\n    - {id: h, says: H, kind: contribution, prior: %s}\n"
    "    - {id: r, says: R, kind: rival, prior: 0.25}\n"
    "  tests: [{id: t, says: T, result: found, likelihoods: {h: 0.7, r: 0.2}}]\n"
)
LIKELY = (
    "tracing:\n  by: coder\n  hypotheses:\n    - {id: h, says: H, kind: contribution}\n"
    "    - {id: r, says: R, kind: rival}\n"
    "  tests: [{id: t, says: T, result: found, likelihoods: {h: %s, r: 0.2}}]\n"
)


def found(text):
    return LOADER.read(text.encode(), Input("c.yaml", None, EXAMPLES)).findings


def one(body):
    (fault,) = (each for each in found(HEAD + body) if each.severity == "error")
    return fault, *words("en").sentence(fault.code, dict(fault.data))


@pytest.mark.parametrize(
    ("body", "message", "help_"),
    [
        (SCALE % "75%", 'a number, and is text: "75%"', "Write 75, without the percent sign."),
        (SCALE % "'75'", 'a number, and is text: "75"', "Write 75: leave the quotes out."),
        (SCALE % "'75,5'", 'is text: "75,5"', "Write 75.5: the decimal sign is a point."),
        (SCALE % "'1,234'", 'is text: "1,234"', "Write 1234 or 1.234, whichever is meant."),
        (SCALE % "'1.234'", 'is text: "1.234"', "Write 1234 or 1.234, whichever is meant."),
        (SCALE % "about 75", 'is text: "about 75"', "Write the number alone: 75."),
        (SCALE % "75\u00a0", "it holds U+00A0 NO-BREAK SPACE", "Write 75."),
        (SCALE % "\u22125", "it holds U+2212 MINUS SIGN", "Write -5."),
        (SCALE % "\uff17\uff15", "it holds U+FF17 FULLWIDTH DIGIT SEVEN", "Write 75."),
        (SCALE % "high", 'is text: "high"', "Write a number in digits, such as 75 or 75.5; where"),
        (SCALE % "[75]", "is a list: [75]", "Write 75 alone: it is no list."),
        (SCALE % "{a: 1}", 'is keys with values: {"a": 1}', "Write one value here: no list, and"),
        (SCALE % "True", "is true or false: true", "Write a number in digits"),
        (SCALE % "", "a number, and is nothing", "Fill it in, or leave the key out."),
        (PRIOR % "75%", 'is text: "75%"', "Write 0.75, without the percent sign."),
        (LIKELY % "'0,7'", 'is text: "0,7"', "Write 0.7: the decimal sign is a point."),
        (LIKELY % "70%", 'is text: "70%"', "Write 0.7, without the percent sign."),
        (LIKELY % "likly", '"likly" is not a likelihood', "a word of the rubric."),
        (LIKELY % "[0,5, 0,7]", "has 4 items", "Write [0.5, 0.7]: the decimal sign is a point."),
        (BLIND % "yes", 'true or false, and is text: "yes"', "Write true."),
        (BLIND % "'true'", 'is text: "true"', "Write true: leave the quotes out."),
        (BLIND % "nee", 'is text: "nee"', "Write false."),
        (BLIND % "0", "is a number: 0", "Write false."),
        (BLIND % "perhaps", 'is text: "perhaps"', "Write true or false."),
        (BLIND % "null", "is nothing", "Fill it in, or leave the key out."),
        ("title_: x\n", "unknown here", "a key of your own begins with x_. Known: format"),
        ("text: 2022\n", "is a number: 2022", 'Put it in quotes: "2022".'),
        ("text: True\n", "is true or false: true", 'Put it in quotes: "true".'),
        ("text: [a, b]\n", 'is a list: ["a", "b"]', "Write one value here: no list, and no keys."),
        ("arena: EU\n", 'is text: "EU"', "Write {id: EU}."),
        ("sources: study\n", 'is text: "study"', "Write a list: [study]."),
        ("sources: {id: s, kind: study}\n", "is keys", "Write a list: each item begins"),
        ("sources: [study]\n", 'is text: "study"', "Write {id: study, kind: …}."),
        ("decision_rule: True\n", "is true or false: true", "Choose from: consensus, unanimity"),
        ("issues: [{id: i, label: I, silent: true}]\n", "is true", "Choose from: position, out"),
        ("issues: [{id: i, label: I, silent: both, evidence: {id: e}}]\n", "is keys", "dash"),
        ("sources: [{id: s, kind: study, cited_by: {id: t}}]\n", "is keys", "Write t alone"),
        ("sources: [{id: \u0455, kind: study}]\n", "it holds U+0455 CYRILLIC SMALL LETTER DZE",
         "Write s."),
        ("sources: [{id: 's ', kind: study}]\n", "it holds U+0020 SPACE", "Write s."),
        ("sources: [{id: s\u200b, kind: study}]\n", "U+200B ZERO WIDTH SPACE", "Write s."),
        ("sources: [{id: s\u00a0t, kind: study}]\n", "U+00A0 NO-BREAK SPACE", "Write s-t."),
        ("sources: [{id: Österreich, kind: study}]\n", "cannot be an id", "Write Osterreich."),
        ("sources: [{id: 中国, kind: study}]\n", "cannot be an id", "Use letters without accents"),
        ("sources: [{id: s, kind: 'study '}]\n", 'it holds U+0020 SPACE; did you mean "study"?',
         "Choose from:"),
        ("sources: [{id: s, kind: st\u03c5dy}]\n", "U+03C5 GREEK SMALL LETTER UPSILON; did",
         "Choose"),
        ("sou\u0433ces: []\n", "it holds U+0433 CYRILLIC SMALL LETTER GHE; did you mean", "Mend"),
        ("title\u00a0: []\n", "it holds U+00A0 NO-BREAK SPACE; did you mean", "Mend"),
        ("text: {\u0435n: x}\n", "it holds U+0435 CYRILLIC SMALL LETTER IE", "Use the language"),
    ],
)  # fmt: skip
def test_a_finding_says_what_was_read_and_what_to_write(body, message, help_):
    _, said, advice = one(body)
    assert message in said
    assert help_ in advice


def test_a_decimal_comma_in_braces_is_told_as_such():
    fault, message, help_ = one(SCALE.replace("%s}", "75,5}"))
    assert fault.code == "split-text"
    assert '"5" is read as a key' in message
    assert help_ == "Write outcome: 75.5: the decimal sign is a point."


def test_what_is_of_the_wrong_sort_is_told_once_and_in_dutch_too():
    for body in ("decision_rule: 5\n", "issues: [{id: i, label: I, silent: 5}]\n"):
        assert len(found(HEAD + body)) == 1
    fault, _, _ = one(SCALE % "75,5".join("''"))
    message, help_ = words("nl").sentence(fault.code, dict(fault.data))
    assert message == '"outcome" moet een getal zijn, en is tekst: "75,5"'
    assert help_ == "Schrijf 75.5: het decimaalteken is een punt."


WRITTEN = [
    lambda value: f"{value:g}".replace(".", ",") if value % 1 else f"{value:g},0",
    lambda value: f"{value:g}",
    lambda value: f" {value:g}\u00a0",
    lambda value: f"{value:g}".replace("-", "\u2212"),
    lambda value: [value],
]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_a_finding_says_to_write_mends_it_wherever_a_number_belongs(path):
    root = read_yaml(path.read_bytes(), path.name)[0].root
    for where in paths(root):
        value = root
        for step in where:
            value = value[step]
        if type(value) not in (int, float):
            continue
        for write in WRITTEN:
            text = json.dumps(put(root, where, write(value)))
            wrong = [each for each in found(text) if each.code == "wrong-type"]
            if not wrong:
                # A version may be a text, and likelihoods may be a span.
                continue
            (fault,) = wrong
            told = dict(fault.data)["write"]
            assert float(told) == value
            mended = json.dumps(put(root, where, yaml.safe_load(told)))
            assert not [each for each in found(mended) if each.blocks]


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 3)))
def test_a_number_is_told_as_it_was_meant(value):
    comma = f"{value:.2f}".replace(".", ",")
    assert number(comma) == ("comma", f"{value:.2f}")
    assert number(f"{comma} %") == ("percent", f"{value:.2f}")
    grouped = f"{value:,.2f}"
    assert float(number(grouped)[1]) == float(f"{value:.2f}")
    german = grouped.translate(str.maketrans(",.", ".,"))
    assert float(number(german)[1]) == float(f"{value:.2f}")


@given(st.text(max_size=12))
def test_what_is_told_to_write_is_a_number_or_nothing(text):
    for written in filter(None, number(text)[1].split(OR)):
        float(written)


@given(st.text(max_size=30))
def test_any_wrong_word_makes_a_sentence(text):
    body = f"sources: [{{id: {json.dumps(text)}, kind: {json.dumps(text)}}}]\n"
    for fault in found(HEAD + body):
        for language in LANGUAGES:
            message, help_ = words(language).sentence(fault.code, dict(fault.data))
            assert message
            assert help_


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("text\uff1aA\n", "; it holds U+FF1A FULLWIDTH COLON"),
        ("text: \u201cA: b\u201d\n", "; it holds U+201C LEFT DOUBLE QUOTATION MARK"),
        ("text: A: b\n", ""),
    ],
)
def test_a_sign_that_only_looks_like_yaml_is_named(body, named):
    fault, message, _ = one(body)
    assert fault.code == "syntax"
    assert message.endswith(named)
    assert named or "holds" not in message


def test_of_a_long_word_no_sign_of_our_own_is_named_and_no_id_is_made():
    (fault,) = found(HEAD.replace("id: a", f"id: {'é' * 3000}", 1))
    said, advice = words("en").sentence(fault.code, dict(fault.data))
    assert said.endswith("cannot be an id")
    assert "eee" not in advice


@pytest.mark.parametrize("wrong", ["true", "False"])
def test_where_an_id_belongs_no_number_is_asked_for(wrong):
    (fault,) = found(HEAD.replace("id: a", f"id: {wrong}", 1))
    assert dict(fault.data)["write"] == f'"{wrong.lower()}"'


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("11/2019", "2019-11"),
        ("1-2019", "2019-01"),
        ("2019/11", "2019-11"),
        ("2019.1.5", "2019-01-05"),
        ("2019-11-5", "2019-11-05"),
        # Which of two is the month differs by country; of two signs, which century.
        ("5/11/2019", ""),
        ("nov-19", ""),
        ("11/19", ""),
        ("13/2019", ""),
        ("2019/11/32", ""),
        ("43770", ""),
    ],
)
def test_a_date_is_offered_where_no_other_can_be_meant(written, meant):
    assert as_date(written) == meant
    assert not meant or re.match(DATE, meant)
    assert not re.match(DATE, written)
    told = found(HEAD + f"period: {{from: {written!r}}}\n")
    assert [one.code for one in told] == ["bad-date"]
    assert dict(told[0].data).get("write", "") == meant


@given(st.dates())
def test_every_day_with_its_month_and_year_is_a_date(day):
    for written in (f"{day:%Y}".zfill(4), f"{day.isoformat()[:7]}", day.isoformat()):
        assert re.match(DATE, written)
        assert as_date(written.replace("-", "/")) in ("", written)
