"""Settings: every flag can be set, the call goes before, and a file that is found may do less."""

import json
import shutil

import pytest
from typer.main import get_command

from fivec.cli.main import program
from fivec.cli.settings import CALLERS_OWN, READ, flags
from fivec.locale import LANGUAGES
from tests.conftest import ROOT

KOMPAS = "kompas.yaml"


@pytest.fixture
def unit(tmp_path):
    """Return a repository with a case."""
    (tmp_path / ".git").mkdir()
    shutil.copy(ROOT / "cases" / KOMPAS, tmp_path)
    return tmp_path


@pytest.fixture
def held(unit, fivec):
    """Return what writes settings and calls fivec where they stand."""

    def call(text, *arguments, file="fivec.toml", **around):
        (unit / file).write_text(text, encoding="utf-8")
        return fivec(*arguments, cwd=unit, **around)

    return call


def test_what_is_set_holds_for_all_commands_and_for_one(held):
    text = 'lang = "nl"\n[score]\nfail-under = ["60", 90]\nformat = "json"\n'
    run = held(text, "score", KOMPAS)
    assert run.returncode == 1
    assert json.loads(run.stdout)["cases"][0]["id"] == "kompas"
    assert "drempel van 90" in run.stderr.decode()
    shown = held(text, "explain", KOMPAS).stdout.decode()
    assert "invloed" in shown.lower()


def test_a_shared_file_is_read_too(held):
    text = '[tool.fivec]\nlang = "nl"\n[tool.fivec.score]\nfail-under = 90\n'
    run = held(text, "score", KOMPAS, file="pyproject.toml")
    assert run.returncode == 1
    assert "drempel van 90" in run.stderr.decode()


def test_the_call_goes_before_the_environment_and_that_before_the_file(held):
    text = 'lang = "nl"\n'
    assert b"Instellingen" in held(text, "config").stdout
    assert b"Instellingen" in held(text, "config", LC_ALL="fr_FR.UTF-8").stdout
    assert "Réglages" in held(text, "config", FIVEC_LANG="fr").stdout.decode()
    assert b"Settings" in held(text, "config", "--lang", "en", FIVEC_LANG="fr").stdout
    assert b"Settings" in held(text, "--lang", "en", "config", FIVEC_LANG="fr").stdout
    assert held("[score]\nfail-under = 90\n", "score", KOMPAS, "--fail-under", "60").returncode == 0
    day, seconds = "date = 2026-11-27\n", {"SOURCE_DATE_EPOCH": "0"}
    call = ("score", KOMPAS, "--format", "markdown")
    assert b"27 November 2026" in held(day, *call).stdout
    assert b"27 November 2026" not in held(day, *call, **seconds).stdout
    assert b"1 January 1970" in held(day, *call, **seconds).stdout


def test_a_flag_that_takes_no_value_can_be_taken_back(held):
    text = "[score]\nfull = true\nquiet = true\n"
    full, brief = (
        held(text, "score", KOMPAS, *more).stdout for more in ((), ("--no-full", "--no-quiet"))
    )
    assert len(full) > 2 * len(brief)
    # Where nothing sets it, it is no option.
    assert held("", "score", KOMPAS, "--no-full").returncode == 2
    assert held(text, "score", "--", KOMPAS, "--no-full").returncode == 2


def test_what_a_format_cannot_carry_is_left_out_where_a_file_asks_it_of_all(held, unit):
    text = (
        'format = "json"\nauthor = "A unit"\ndate = 2026-11-27\n[score]\nfull = true\nwide = true\n'
    )
    assert held(text, "score", KOMPAS).returncode == 0
    assert held(text, "score", KOMPAS, "-o", "a.md").returncode == 0
    assert "A unit" in (unit / "a.md").read_text(encoding="utf-8")
    # The same, asked for in the call, is refused.
    assert held("", "score", KOMPAS, "--author", "A unit").returncode == 2
    # A format that a command has not is passed over by it.
    assert held('format = "csv"\n', "check", KOMPAS).returncode == 0


def test_what_cannot_be_is_refused_with_its_place_all_at_once(held):
    text = (
        'fail-undr = "60"\nlang = "english"\n[score]\nfull = 1\njobs = 0\nscope = "cse"\n'
        'fail-under = ["sixty"]\nignore = [1.5, ""]\n[skore]\na = 1\n[import.qdaa]\nactor = "x"\n'
    )
    (run,) = [held(text, "config")]
    said = run.stderr.decode()
    assert run.returncode == 2
    for wanted in (
        'fivec.toml:1:1: "fail-undr" is no flag or command of fivec; did you mean "fail-under"?',
        'fivec.toml:2:1: "english" is not possible for "lang"',
        'fivec.toml:4:1: "full" takes true or false.',
        'fivec.toml:5:1: a file that is merely found may not set "jobs".',
        'fivec.toml:6:1: "cse" is not possible for "scope"; did you mean "case"?',
        'fivec.toml:7:1: "sixty" is not possible for "fail-under".',
        'fivec.toml:8:1: "ignore" takes one text, or a list of them',
        'fivec.toml:9:1: "skore" is no flag or command of fivec; did you mean "score"?',
        'fivec.toml:11:1: "qdaa" is no flag or command of fivec import; did you mean "qda"?',
    ):
        assert wanted in said, wanted
    # And every command says so, before it does a thing.
    assert held(text, "score", KOMPAS).returncode == 2
    assert held("lang = nl\n", "score", KOMPAS).stderr.startswith(b"fivec: fivec.toml:1:8: ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_shown_what_holds_and_where_it_comes_from(held, language):
    text = f'lang = "{language}"\nquiet = true\n[score]\nfail-under = ["60", "verdict=limited"]\n'
    shown = held(text, "config").stdout.decode()
    for one in (
        "--lang",
        "--quiet",
        "--fail-under",
        "60, verdict=limited",
        "fivec.toml:4",
        "score",
    ):
        assert one in shown
    around = {"FIVEC_LANG": "en", "NO_COLOR": "1"}
    kept = json.loads(held(text, "config", "--format", "json", **around).stdout)
    assert list(kept) == ["format", "tool", "file", "passed_over", "settings"]
    assert (kept["format"], kept["file"]) == ("fivec/config@1", "fivec.toml")
    assert kept["settings"][0] == {
        "command": "", "flag": "lang", "value": [language], "origin": "fivec.toml", "line": 1,
        "holds": False,
    }  # fmt: skip
    assert [(one["flag"], one["origin"], one["holds"]) for one in kept["settings"][3:]] == [
        ("lang", "FIVEC_LANG", True),
        ("no-color", "NO_COLOR", True),
    ]
    nothing = json.loads(held("", "config", "--format", "json").stdout)
    assert (nothing["file"], nothing["settings"]) == ("fivec.toml", [])


def test_no_path_of_this_machine_is_shown(fivec, unit):
    (unit / "fivec.toml").write_text("quiet = true\n")
    (unit / "sub").mkdir()
    for form in ("table", "json", "html"):
        run = fivec("config", "--format", form, cwd=unit / "sub")
        assert b"../fivec.toml" in run.stdout
        assert str(unit).encode() not in run.stdout
    run = fivec("config", "--config", str(unit / "fivec.toml"))
    assert str(unit).encode() not in run.stdout


# What a call writes, or takes of the machine, is for whoever makes it.
@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("score", "output", '"out.html"'), ("score", "jobs", "64"),
        ("new.case", "xlsx", '"a.xlsx"'),
        ("new.case", "output", '"a.yaml"'), ("import.qda", "output", '"a.yaml"'),
        ("import.sources", "into", '"kompas.yaml"'), ("import.xlsx", "force", "true"),
    ],
)  # fmt: skip
def test_a_file_that_is_found_writes_nothing_and_takes_nothing(held, unit, table, key, value):
    before = sorted(unit.iterdir())
    run = held(f"[{table}]\n{key} = {value}\n", "score", KOMPAS)
    assert run.returncode == 2
    assert f'may not set "{key}"' in run.stderr.decode()
    assert sorted(unit.iterdir()) == sorted([*before, unit / "fivec.toml"])


@pytest.mark.parametrize(
    "name", ["../mine.yaml", "/etc/hostname.yaml", "link.yaml", "sub/../../a.yaml"]
)
@pytest.mark.parametrize("flag", ["rubric", "template", "map"])
def test_a_file_that_is_found_names_nothing_outside_of_its_folder(held, unit, flag, name):
    (unit / "link.yaml").symlink_to(ROOT / "rubrics" / "iob-5c.yaml")
    # Set for all commands: of some that have the flag it is no file.
    run = held(f'{flag} = "{name}"\n', "score", KOMPAS)
    assert run.returncode == 2
    assert "leads out of the folder" in run.stderr.decode()


def test_every_flag_that_names_a_file_is_known_to_be_read_or_is_the_callers():
    every = flags(get_command(program()))
    files = {flag for flag, some in every.items() for one in some if "FILE" in (one.metavar or "")}
    assert files >= READ | {"output", "xlsx"}
    assert CALLERS_OWN & set(every) >= {"jobs"}


def test_a_file_inside_the_folder_is_read_from_wherever_the_call_is_made(unit, fivec):
    (unit / "house").mkdir()
    shutil.copy(ROOT / "rubrics" / "iob-5c.yaml", unit / "house" / "r.yaml")
    (unit / "fivec.toml").write_text('[score]\nrubric = "house/r.yaml"\nformat = "json"\n')
    (unit / "deep" / "er").mkdir(parents=True)
    run = fivec("score", f"../../{KOMPAS}", cwd=unit / "deep" / "er")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["cases"][0]["rubric"]["id"] == "iob-5c"


def test_a_file_that_the_call_names_may_set_every_flag(fivec, unit):
    (unit / "all.toml").write_text('[score]\noutput = "out.csv"\njobs = 1\nquiet = true\n')
    run = fivec("score", KOMPAS, "--config", "all.toml", cwd=unit)
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")
    assert (unit / "out.csv").exists()
    assert fivec("--config=all.toml", "check", KOMPAS, cwd=unit).returncode == 0
    assert fivec("score", KOMPAS, "--config", "none.toml", cwd=unit).returncode == 2
    assert fivec("score", KOMPAS, "--config", "", cwd=unit).returncode == 2
    # It stands in for the one that is found.
    (unit / "fivec.toml").write_text("broken")
    assert fivec("score", KOMPAS, "--config", "all.toml", cwd=unit).returncode == 0
    assert fivec("score", KOMPAS, cwd=unit).returncode == 2


def every_flag():
    """Yield each flag of each command, with a value that it takes."""
    values = {
        "LANG": '"nl"', "FORMAT": '"markdown"', "CODE": '["dropped"]', "ID|FILE": '"iob-5c"',
        "[FIGURE=]N": '["capacity=5"]', "N": "1", "N,N,N": '"1,2,3"',
    }  # fmt: skip

    def walk(command, names=()):
        for name, one in getattr(command, "commands", {}).items():
            # What a group means by itself is set in the group's own table.
            yield from walk(one, (*names, *filter(None, [name])))
        if not hasattr(command, "commands"):
            for flag, (param,) in flags(command).items():
                first = (param.metavar or "").split("|")[0]
                plain = f'"{first}"' if first.islower() else '"a"'
                yield names, flag, "true" if param.is_flag else values.get(param.metavar, plain)

    return list(walk(get_command(program())))


def test_every_flag_can_be_set(fivec, unit):
    tables: dict[tuple[str, ...], list[str]] = {}
    for names, flag, value in every_flag():
        tables.setdefault(names, []).append(f"{flag} = {value}\n")
    text = "".join(f"[{'.'.join(names)}]\n{''.join(lines)}" for names, lines in tables.items())
    (unit / "all.toml").write_text(text)
    shown = fivec("config", "--config", "all.toml", "--format", "json", "-o", "x.json", cwd=unit)
    assert shown.returncode == 0, shown.stderr
    kept = json.loads((unit / "x.json").read_bytes())["settings"]
    assert len(kept) == len(every_flag())


def test_a_file_of_somebody_else_is_passed_over_and_that_is_said(fivec, unit):
    (unit / "real.toml").write_text("quiet = true\n")
    (unit / "fivec.toml").symlink_to(unit / "real.toml")
    run = fivec("score", KOMPAS, cwd=unit)
    assert run.returncode == 0
    assert b"fivec.toml is passed over" in run.stderr
    kept = json.loads(fivec("config", "--format", "json", cwd=unit).stdout)
    assert (kept["file"], kept["passed_over"]) == (None, ["fivec.toml"])


def test_what_a_file_says_commands_no_screen(held):
    run = held('"\\u001b[31m" = 1\nlang = "\\u001b]0;x\\u0007"\n', "config")
    assert run.returncode == 2
    assert b"\x1b" not in run.stderr
