"""Every word exists in every language, with the same facts in it."""

import string
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec import locale
from fivec.locale import LANGUAGES, Words, chosen_language, words
from fivec.locale.catalogue import Catalogue
from fivec.model.finding import CODES
from fivec.model.verdict import QUESTIONS, LeverCode
from tests.conftest import PO, table
from tests.locale.asked import Asked


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
    for key, forms in own.items():
        assert all(forms), key
        assert {frozenset(facts(form)) for form in (*forms, *first[key])} == {
            frozenset(facts(first[key][0]))
        }, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted_has_a_form_for_each_way_of_counting(language):
    catalogue = PO.read(PO.path(language))
    for one in catalogue:
        forms = (one.string,) if isinstance(one.string, str) else one.string
        counts = any("count" in facts(form) for form in forms)
        assert (counts, len(forms)) == (one.pluralizable, catalogue.num_plurals if counts else 1)
        if counts:
            # The key is all that the code knows of it.
            assert one.id[0] == one.id[1]


@pytest.fixture(scope="module")
def asked():
    return Asked()


def test_every_word_is_used_somewhere(asked):
    assert [key for key in table("en") if not asked.uses(key)] == []
    assert not any(map(asked.uses, ("flibber", "page.flibber", "finding.flibber", "flibber-one")))


def test_what_a_sentence_asks_for_is_given(asked):
    known = table("en")
    wrong = [
        (call.where, key)
        for call in asked.calls(set(known))
        for key in call.keys
        if not (call.more or set().union(*map(facts, known[key])) <= call.facts)
        or ("count" in call.facts and len(call.keys) == 1 and len(known[key]) == 1)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_sentence_and_help(language):
    own = table(language)
    codes = {key.removeprefix("finding.").removesuffix(".help")
             for key in own if key.startswith("finding.")}  # fmt: skip
    assert codes == set(CODES)
    for code in codes:
        assert f"finding.{code}" in own
        # What to do with a kind of file is a word of its own.
        assert all(form.endswith((".", "?", "{mend}")) for form in own[f"finding.{code}.help"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_those_of_the_catalogue(language):
    say = words(language)
    for key, forms in table(language).items():
        counts = range(200) if len(forms) > 1 else [None]
        assert {say.catalogue.find(key, count) for count in counts} == set(forms)
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_do_with_a_kind_of_file_is_a_sentence(language):
    mends = [forms for key, forms in table(language).items() if key.startswith("mend.")]
    assert mends
    assert all(form.endswith(".") for forms in mends for form in forms)


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


@pytest.fixture
def spoken(tmp_path):
    """Words of a language made for a test: its plural rule, and its words by their keys."""

    def speak(plural, **texts):
        path = tmp_path / "fivec.po"
        head = f'msgid ""\nmsgstr ""\n"Plural-Forms: {plural};\\n"\n\n'
        entries = []
        for key, text in texts.items():
            if isinstance(text, str):
                entries.append(f'msgid "{key}"\nmsgstr "{text}"\n')
                continue
            forms = "".join(f'msgstr[{at}] "{form}"\n' for at, form in enumerate(text))
            entries.append(f'msgid "{key}"\nmsgid_plural "{key}"\n{forms}')
        path.write_text(head + "\n".join(entries), encoding="utf-8")
        return Words("zz", Catalogue(PO.compiled(path)))

    return speak


@pytest.mark.parametrize(
    ("plural", "forms", "expected"),
    [("nplurals=2; plural=(n != 1)", ("{count} test", "{count} tests"),
      {0: "0 tests", 1: "1 test", 2: "2 tests"}),
     ("nplurals=2; plural=(n > 1)", ("{count} essai", "{count} essais"),
      {0: "0 essai", 1: "1 essai", 2: "2 essais"}),
     ("nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)",
      ("{count} plik", "{count} pliki", "{count} plików"),
      {1: "1 plik", 3: "3 pliki", 5: "5 plików", 12: "12 plików", 22: "22 pliki"})],
)  # fmt: skip
def test_a_number_takes_the_form_of_its_language(spoken, plural, forms, expected):
    say = spoken(plural, things=forms)
    assert {count: say("things", count=count) for count in expected} == expected
    assert say.has("things")
    with pytest.raises(KeyError):
        say("things")


def test_a_list_is_joined_as_its_language_joins_it(spoken):
    say = spoken("nplurals=1; plural=0", **{"list.more": "{first}、{next}",
                 "list.and": "{first}와 {last}", "list.or": "{first}或{last}"})  # fmt: skip
    assert [say.listed("abc"[:end]) for end in (1, 2, 3)] == ["a", "a와 b", "a、b와 c"]
    assert say.listed(iter("abc"), "or") == "a、b或c"
    assert words("en").listed("abc", "or") == "a, b or c"
    assert words("nl").listed(["a", "b"]) == "a en b"


def test_labels_and_items_set_apart_are_written_as_their_language_writes_them(spoken):
    say = spoken("nplurals=1; plural=0", **{"labelled": "{label} : {text}",
                 "list.apart": "{first} ; {next}"})  # fmt: skip
    assert say.labelled("a", "b") == "a : b"
    assert [say.apart("abc"[:end]) for end in range(4)] == ["", "a", "a ; b", "a ; b ; c"]


def test_figures_and_days_are_written_as_their_language_writes_them(spoken):
    say = spoken("nplurals=2; plural=(n > 1)", **{
        "number.decimal": ",", "number.percent": "{number} %", "interval": "{low} à {high}",
        "date.day": ("{year}. {month} {count}er", "{year}. {month} {count}"),
        "date.month": "{year}. {month}", "month.3": "März",
    })  # fmt: skip
    assert (say.percent(0.125), say.interval(1.5, 2.5), say.exact(0.01234)) == (
        "13 %", "1 à 3", "0,01234"
    )  # fmt: skip
    assert (say.date("2022-03-09"), say.date("2022-03")) == ("2022. März 9", "2022. März")
    assert (say.date("2022-03-01"), words("en").date("2022-03-01")) == (
        "2022. März 1er", "1 March 2022"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0"), (80, "80"), (0.5, "0.5"), (1 / 3, "0.3333"), (0.000123456, "0.0001235"),
     (-2.5, "-2.5"), (100, "100"), (1.2e20, "1.2e+20"), (1e-30, "0")],
)  # fmt: skip
def test_an_exact_number_has_the_digits_that_a_sum_needs(value, expected):
    assert words("en").exact(value) == expected


def test_a_label_within_a_sentence_is_lowered_where_its_language_does_so(spoken):
    lowers = spoken("nplurals=1; plural=0", **{"case.labels": "lowered"})
    labels = {"Großer Einfluss": "großer Einfluss", "A lot": "a lot", "EU-invloed": "EU-invloed",
              "G7-rol": "G7-rol", "McKinsey": "McKinsey", "": ""}  # fmt: skip
    assert {label: lowers.lowered(label) for label in labels} == labels
    keeps = spoken("nplurals=1; plural=0", **{"case.labels": "as they are"})
    assert keeps.lowered("Großer Einfluss") == "Großer Einfluss"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_in_one_of_two_ways_how_labels_stand_in_a_sentence(language):
    assert table(language)["case.labels"][0] in ("lowered", "as they are")


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
