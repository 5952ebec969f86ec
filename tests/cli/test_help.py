"""Every command, argument and option has its help, in words of every language."""

import ast

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from fivec.cli import shell
from fivec.cli.help import Command, Group, described, metavar
from fivec.cli.main import program
from fivec.errors import FivecError
from fivec.locale import LANGUAGES, words
from tests.conftest import ROOT

CLI = ROOT / "src" / "fivec" / "cli"


def walk(command, path=("fivec",)):
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from walk(inner, (*path, name))


COMMANDS = {" ".join(path): command for path, command in walk(get_command(program()))}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_command_speaks_for_itself(command):
    # One of another class would show the help of the library, which is English.
    assert isinstance(command, Group if isinstance(command, TyperGroup) else Command)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_help_is_a_key_of_words(language, command):
    say = words(language)
    assert say(command.help).endswith((".", "?"))
    for param in command.params:
        assert say.has(param.help or ""), param.name
        assert described(param, say)
        sign = metavar(param, say)
        assert sign or param.is_flag, f"{param.name} needs a metavar"


def test_the_words_of_a_metavar_are_in_the_language():
    signs = {one.name: metavar(one, words("nl")) for one in COMMANDS["fivec score"].params}
    assert signs["paths"] == "PAD..."
    assert signs["rubric"] == "ID|BESTAND"
    assert signs["scope"] == "case|dossier|general"


SPOKEN = {
    "note",
    "echo",
    "out",
    "Argument",
    "Option",
    "Typer",
    "command",
    "prompt",
    "FivecError",
}


def sentences(path):
    """Yield the literals with a space that a module gives to what speaks, with their line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name not in SPOKEN:
            continue
        for part in ast.walk(node):
            text = part.value if isinstance(part, ast.Constant) else None
            if isinstance(text, str) and " " in text.removeprefix("fivec").strip(" :"):
                yield node.lineno, text


@pytest.mark.parametrize("path", sorted(CLI.glob("*.py")), ids=lambda path: path.name)
def test_no_sentence_stands_in_the_code(path):
    assert list(sentences(path)) == []


def test_a_sentence_in_the_code_would_be_found(tmp_path):
    path = tmp_path / "wrong.py"
    path.write_text(
        'shell.note(f"fivec: {one} is not possible")\ntyper.Option(help="No colour.")\n'
        'shell.note(say("key"))\n',
        encoding="utf-8",
    )
    assert [line for line, _ in sentences(path)] == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ([], None),
        (["score", "--lang", "nl"], "nl"),
        (["--lang=nl", "score"], "nl"),
        (["--lang", "en", "--lang", "nl"], "nl"),
        (["score", "--", "--lang", "nl"], None),
        (["score", "--lang"], None),
        (["score", "--language=nl"], None),
    ],
)
def test_the_language_is_found_anywhere_in_a_command_line(arguments, asked):
    assert shell.asked_language(arguments) == asked


def test_a_language_that_there_is_not_is_answered_in_the_one_of_the_system(monkeypatch):
    monkeypatch.setenv("FIVEC_LANG", "nl")
    assert shell.spoken(["--lang", "zz"]).language == "nl"


def test_what_is_wrong_is_data_and_is_shown_as_it_is():
    error = FivecError(("usage.choice", {
        "value": "=1+1 <script>x</script> {0} [bold]\x1b[31m", "option": "--x", "choices": "a",
        "guess": None,
    }))  # fmt: skip
    assert error.message(words("en"), "fivec: ") == (
        'fivec: "=1+1 <script>x</script> {0} [bold]␛[31m" is not possible for --x. Choose from: a.'
    )


@pytest.mark.parametrize(
    ("fault", "en"),
    [
        (OSError(28, "x"), "the disk is full"),
        (PermissionError(13, "x"), "you have no permission"),
        (OSError(40, "x"), "its links lead in a circle"),
        (OSError(61, "x"), "the system refuses (ENODATA)"),
        (OSError("x"), "the system refuses (OSError)"),
    ],
)
def test_why_the_system_refuses_is_said_in_words(fault, en):
    assert shell.reason(fault, words("en")) == en
    assert shell.reason(fault, words("nl")) != en
