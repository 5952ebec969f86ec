"""Whoever asks for Dutch gets Dutch: helps, refusals and results, with the same exit codes."""

import io
import re

import pytest

from fivec.cli import shell
from fivec.locale import LANGUAGES
from tests.conftest import ROOT

KOMPAS = "cases/kompas.yaml"
# English that no Dutch sentence has, in so far as it is no key, flag or name of a level.
ENGLISH = re.compile(
    r"\b(the|and|is not|not|there|with|usage|options|arguments|commands|show|print|file|path|"
    r"error|missing|no such|did you mean|whole|choose|else|possible|required|numbers|found|"
    r"source|worked|example|published|must)\b",
    re.IGNORECASE,
)
# What is the same in every language: flags, literal values, names of files and commands.
SAME = re.compile(
    r"(?<!\w)--?[a-z][\w-]*|\S+\|\S+|\"[^\"]*\"|\S*\.(?:yaml|tab|md|py)\b|FIVEC_LANG|"
    r"^  [a-z]+(?= )|fivec [a-z]+( [a-z]+)?|\b\w+(?:-\w+)+\b",
    re.MULTILINE,
)
HELPS = (
    "", "score", "check", "explain", "next", "robustness", "agreement", "compare", "conditions",
    "league", "selfcheck", "schema", "new", "new case", "new rubric", "import", "import deu",
    "import decide", "import xlsx", "rubric", "rubric list", "rubric show",
)  # fmt: skip
WRONG = {
    "score --nope x": "de optie --nope bestaat niet",
    "score --fomat json x": 'de optie --fomat bestaat niet; bedoelt u "--format"?',
    "scroe": 'de opdracht "scroe" bestaat niet; bedoelt u "score"?',
    "new caze": 'de opdracht "caze" bestaat niet; bedoelt u "case"?',
    "score": "PAD ontbreekt.",
    "import deu x.tab": "--actor ontbreekt.",
    f"score {KOMPAS} --jobs 0": "--jobs vraagt een geheel getal, 1 of meer.",
    f"score {KOMPAS} --jobs x": "--jobs vraagt een geheel getal, 1 of meer.",
    "league x.tab --draws 100001": "--draws vraagt een geheel getal, 0 tot en met 100000.",
    f"agreement {KOMPAS} --seed -1": "--seed vraagt een geheel getal, 0 of meer.",
    f"robustness {KOMPAS} --draws 0": "--draws vraagt een geheel getal, 1 tot en met 100000.",
    f"score {KOMPAS} --jobs": "na --jobs hoort een waarde.",
    f"score {KOMPAS} --quiet=3": "bij --quiet hoort geen waarde.",
    "rubric show a b": "hier is geen plaats voor: b",
    f"score {KOMPAS} --scope x": '"x" is geen geldige waarde voor --scope. Kies uit: case',
    f"score {KOMPAS} --lang zz": '"zz" is geen geldige waarde voor --lang. Kies uit: en, ',
    f"score {KOMPAS} --format table --wide": "--wide kan niet bij table. Kies uit: csv.",
    f"score {KOMPAS} --format csv -o x.md": "spreken elkaar tegen: kies een van beide.",
    f"score {KOMPAS} --fail-under x": '"x" is geen geldige waarde voor --fail-under.',
    f"score {KOMPAS} -o nowhere/x.md": "kan niet worden geschreven: de map bestaat niet.",
    "schema caze": '"caze" is geen geldige waarde voor schema; bedoelt u "case"?',
    "explain cases/kompas.yaml nope": "komt in cases/kompas.yaml niet voor.",
    "score nowhere.yaml": "is niet te lezen: het bestand bestaat niet",
    "rubric show iob-6c": 'er is geen beoordelingskader "iob-6c"; bedoelt u "iob-5c"?',
}


def english(said: str) -> list[str]:
    """Return the English words in what was said."""
    return [match[0] for match in ENGLISH.finditer(SAME.sub(" ", said))]


def test_english_would_be_noticed():
    assert english("Usage: fivec score [OPTIONS] PATH...") == ["Usage", "OPTIONS", "PATH"]
    assert english("Gebruik: fivec score [OPTIES] PAD... --no-such-flag") == []


@pytest.mark.parametrize("command", HELPS, ids=lambda command: command or "fivec")
def test_a_help_is_dutch_for_who_asks_in_dutch(fivec, command):
    run = fivec(*command.split(), "--help", FIVEC_LANG="nl", COLUMNS="80")
    said = run.stdout.decode()
    assert run.returncode == 0
    assert said.startswith("Gebruik: fivec")
    assert english(said) == []
    assert all(len(line) <= 80 for line in said.splitlines())


@pytest.mark.parametrize(("call", "answer"), WRONG.items(), ids=WRONG)
def test_a_wrong_call_is_answered_in_dutch(fivec, call, answer):
    run = fivec(*call.split(), FIVEC_LANG="nl")
    said = run.stderr.decode()
    assert run.returncode == 2
    assert run.stdout == b""
    assert answer in said
    assert "Traceback" not in said
    assert english(said) == []


@pytest.mark.parametrize(
    "call",
    [("robustness", "cases/kompas.yaml", "--draws", "50"), ("next", "cases/hybride-toolbox.yaml"),
     ("rubric", "show", "iob-5c"), ("agreement", "tests/examples/right/affaire.yaml")],
    ids=lambda call: call[0],
)  # fmt: skip
def test_french_sets_its_signs_apart_wherever_a_text_is_put_together(fivec, call):
    said = fivec(*call, "--lang", "fr").stdout.decode()
    assert "\u202f: " in said
    # A place in a source, such as "l. 12-14; 20", stands as the rubric has it.
    assert re.findall(r"\S*[^\s\d][:;](?=\s)(?<!\u202f.)", said) == []


@pytest.mark.parametrize("place", [("--lang", "nl", "score"), ("score", "--lang=nl")])
def test_the_language_may_be_asked_for_anywhere(fivec, place):
    run = fivec(*place, "--nope")
    assert run.stderr.startswith(b"Gebruik: fivec score")
    run = fivec(*place, KOMPAS)
    assert run.returncode == 0
    assert "Eigen inzet" in run.stdout.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_help_fits_one_screen_in_every_language(fivec, language):
    lines = fivec("--help", "--lang", language, COLUMNS="80").stdout.decode().splitlines()
    assert len(lines) <= 24
    assert all(len(line) <= 80 for line in lines)
    for call in ("fivec score cases/kompas.yaml", "fivec check", "fivec new case"):
        assert sum(call in line for line in lines) == 1
    assert not any("..." in line for line in lines[1:])


def test_without_arguments_the_help_goes_to_standard_error(fivec):
    for command in ([], ["new"], ["rubric", "--lang", "nl"], ["--"]):
        run = fivec(*command, FIVEC_LANG="nl")
        assert run.returncode == 2
        assert run.stdout == b""
        assert run.stderr.decode().startswith("Gebruik: fivec")


def test_a_help_can_be_shown_on_a_stream_that_knows_ascii_only(fivec):
    run = fivec("new", "case", "--help", "--lang", "nl", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert run.returncode == 0
    assert run.stdout.decode("ascii").startswith("Gebruik: fivec new case")


def test_quotes_and_spaces_of_other_languages_have_a_form_that_every_stream_knows(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr("sys.stderr", stream)
    shell.note("\u00ab\u202fa\u202f\u00bb\u00a0: \u2019")
    assert stream.buffer.getvalue() == b'" a " : \'\n'


@pytest.mark.parametrize(
    "command", ["selfcheck", "rubric list", "check tests/examples/wrong", "check cases rubrics"]
)
def test_what_a_command_says_is_dutch(fivec, command):
    run = fivec(*command.split(), "--lang", "nl")
    said = re.sub(r"Bekend zijn: .*|Kies uit: .*", "", run.stdout.decode() + run.stderr.decode())
    # 2: one of the wrong examples names a rubric that cannot be read.
    assert run.returncode in (0, 1, 2)
    # What a user would write in a file stays as it is written there.
    said = re.sub(r"^\S+:\d+:\d+: |\[[a-z-]+\]|\{[^}]*\}", "", said, flags=re.MULTILINE)
    assert english(said) == []


def test_the_code_names_no_language_but_in_the_words():
    for path in (ROOT / "src" / "fivec" / "cli").glob("*.py"):
        assert '"nl"' not in path.read_text(encoding="utf-8"), path.name
