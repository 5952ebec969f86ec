"""Every word exists in every language, with the same facts in it."""

import string
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec import locale
from fivec.locale import LANGUAGES, chosen_language, words
from fivec.model.finding import CODES
from fivec.model.verdict import QUESTIONS, LeverCode
from tests.conftest import PO, table


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_kept_in_one_form(language):
    path = PO.path(language)
    assert path.read_text(encoding="utf-8") == PO.tidy(path), "run: python docs/words.py --tidy"


def test_a_form_of_ones_own_is_noticed(tmp_path):
    path = tmp_path / "fivec.po"
    head = PO.path("en").read_text(encoding="utf-8").partition("\n\n")[0]
    for text in ('msgid "a"\nmsgstr ""\n"b"\n', 'msgid "a"\nmsgstr "b"\n' * 2):
        path.write_text(f"{head}\n\n{text}", encoding="utf-8")
        assert PO.tidy(path) == f'{head}\n\nmsgid "a"\nmsgstr "b"\n' != path.read_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_with_the_same_facts(language):
    own, first = table(language), table(LANGUAGES[0])
    assert list(own) == list(first)
    for key, text in first.items():
        assert facts(own[key]) == facts(text), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_sentence_and_help(language):
    own = table(language)
    codes = {key.removeprefix("finding.").removesuffix(".help")
             for key in own if key.startswith("finding.")}  # fmt: skip
    assert codes == set(CODES)
    for code in codes:
        assert own[f"finding.{code}"]
        # What to do with a kind of file is a word of its own.
        assert own[f"finding.{code}.help"].endswith((".", "?", "{mend}"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_those_of_the_catalogue(language):
    say = words(language)
    assert all(say.catalogue.gettext(key) == text for key, text in table(language).items())
    with pytest.raises(KeyError, match="no-such-word"):
        say("no-such-word")


def test_words_that_were_not_compiled_say_what_to_run(fivec, monkeypatch):
    monkeypatch.setattr(locale, "LANGUAGES", ("en", "zz"))
    words.cache_clear()
    run = fivec("score", "cases/kompas.yaml")
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.count(b"\n") == 1
    assert b"missing: zz" in run.stderr
    assert b"docs/words.py" in run.stderr
    with pytest.raises(FileNotFoundError, match="missing: zz"):
        words("en")


def test_a_language_is_a_folder():
    assert list(LANGUAGES) == [
        "en",
        *sorted({one.parent.name for one in PO.LOCALE.glob("*/*.po")} - {"en"}),
    ]


def test_every_word_is_used_somewhere():
    import re

    from tests.conftest import ROOT

    source = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src" / "fivec").rglob("*.py")
    )
    quoted = set(re.findall(r"[\"']([\w.-]+)(?=[\"'])", source))
    # A key that is put together, such as f"confidence.{...}", shows its beginning or its end only.
    parts = re.findall(r"(?=[\"']([a-z_.-]*)\{[^}]+\}([a-z.-]*)[\"'])", source)
    facts_of_findings = (
        "wanted.",
        "got.",
        "rule.",
        "why.",
        "mend.",
        "made.",
        "reason.",
        "lacks.",
        "silent.",
        "delimiter.",
        "finding.",
        "cell.",
        "what.",
        "figure.",
        "used.",
        "other.",
    )
    unused = [
        key
        for key in table("en")
        if key not in quoted
        and not any(
            (start or end) and key.startswith(start) and key.endswith(end) for start, end in parts
        )
        and not key.startswith(facts_of_findings)
    ]
    assert not unused, unused


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_do_with_a_kind_of_file_is_a_sentence(language):
    mends = [text for key, text in table(language).items() if key.startswith("mend.")]
    assert mends
    assert all(text.endswith(".") for text in mends)


@pytest.mark.parametrize(
    ("value", "en", "nl"),
    [(69.8, "69.8", "69,8"), (81.25, "81.3", "81,3"), (64.85, "64.9", "64,9"), (0.0, "0.0", "0,0"),
     (-0.04, "0.0", "0,0"), (-12.35, "-12.4", "-12,4"), (100, "100.0", "100,0")],
)  # fmt: skip
def test_numbers_are_written_as_each_language_writes_them(value, en, nl):
    assert words("en").number(value) == en
    assert words("nl").number(value) == nl


@pytest.mark.parametrize(
    ("date", "en", "nl"),
    [("2026-11-24", "24 November 2026", "24 november 2026"),
     ("2022-03", "March 2022", "maart 2022"),
     ("2022", "2022", "2022"), ("2022-13", "2022-13", "2022-13"), ("spring", "spring", "spring")],
)  # fmt: skip
def test_dates_are_written_out(date, en, nl):
    assert words("en").date(date) == en
    assert words("nl").date(date) == nl


@given(st.floats(-100, 100), st.floats(0, 100))
def test_an_interval_on_screen_never_loses_width(low, width):
    said = words("en").interval(low, low + width)
    if "–" not in said:
        assert width < 1e-8 or said == words("en").number(low)
        return
    start, end = (Decimal(one) for one in said.rsplit("–", 1))
    assert float(start) <= low + 1e-8
    assert float(end) >= low + width - 1e-8


@pytest.mark.parametrize(
    ("given_", "variables", "expected"),
    [
        ("nl", {"FIVEC_LANG": "en"}, "nl"),
        (None, {"FIVEC_LANG": "nl", "LANG": "en_GB.UTF-8"}, "nl"),
        (None, {"LANG": "nl_NL.UTF-8"}, "nl"),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "nl_NL"}, "en"),
        (None, {"LANG": "zz_ZZ"}, "en"),
        (None, {"FIVEC_LANG": "zz"}, "en"),
        (None, {}, "en"),
    ],
)
def test_the_language_is_chosen_in_order(given_, variables, expected):
    assert chosen_language(given_, variables) == expected


def test_a_guess_and_what_is_known_are_added_to_a_sentence():
    message, help_ = words("nl").sentence(
        "unknown-level", {"id": "hihg", "of": "iob-5c", "guess": "high", "known": "none, high"}
    )
    assert message == '"hihg" is geen niveau van iob-5c; bedoelt u "high"?'
    assert help_.endswith("Bekend zijn: none, high.")


def test_braces_in_a_fact_are_text():
    message, _ = words("en").sentence("unknown-level", {"id": "{0.__class__}", "of": "{x}"})
    assert message == '"{0.__class__}" is not a level of {x}'


def test_every_step_of_the_reasoning_has_words():
    import ast
    import re

    from tests.conftest import ROOT

    def pattern(node):
        """Return the code of a step as a pattern: what is put together may be anything."""
        if isinstance(node, ast.Constant):
            return re.escape(node.value)
        if isinstance(node, ast.JoinedStr):
            return "".join(
                re.escape(one.value) if isinstance(one, ast.Constant) else ".+"
                for one in node.values
            )
        return ".+"

    known = table("en")
    path = ROOT / "src" / "fivec" / "methods" / "verdict.py"
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "step"
    ]
    assert calls
    for call in calls:
        code = re.compile(rf"because\.{pattern(call.args[0])}")
        assert any(code.fullmatch(key) for key in known), code.pattern


def test_every_kind_of_lever_has_words():
    known = table("en")
    for code in get_args(LeverCode):
        assert any(key.startswith(f"lever.{code}") for key in known), code
    assert {f"lever.answer.{name}" for name in QUESTIONS} <= set(known)
