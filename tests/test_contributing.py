"""What CONTRIBUTING says must be touched for something new: something made up is added so."""

import sys
from types import ModuleType

import pytest

from fivec.cli import main, shell
from fivec.locale import en_command
from fivec.reports import FORMATS, Format


@pytest.fixture
def module(monkeypatch):
    """Return what adds a made-up module to fivec."""

    def add(name: str, **holds: object) -> None:
        made = ModuleType(name)
        made.__dict__.update(holds)
        monkeypatch.setitem(sys.modules, name, made)

    return add


def test_a_format_is_a_module_and_a_line(fivec, monkeypatch, module, tmp_path):
    def render(batch, view):
        return "".join(f"{one.case.title.to(view.words.language)}\n" for one in batch.results)

    module("fivec.reports.toy", render=render)
    monkeypatch.setitem(FORMATS, "toy", Format("toy", ".toy"))
    said = fivec("score", "cases/kompas.yaml", "--format", "toy", "--lang", "nl")
    assert said.stdout.decode() == "EU Strategisch Kompas 2022\n"
    assert fivec("score", "cases", "-o", str(tmp_path / "a.toy")).returncode == 0
    assert len((tmp_path / "a.toy").read_text().splitlines()) == 5


def test_a_command_is_a_module_a_line_and_its_help(fivec, monkeypatch, module):
    module("fivec.cli.toy", toy=lambda: shell.out("done\n"))
    monkeypatch.setattr(main, "COMMANDS", (*main.COMMANDS, "toy"))
    monkeypatch.setitem(en_command.WORDS, "command.toy", "Play.")
    assert fivec("toy").stdout == b"done\n"
    assert "Play." in fivec("--help").stdout.decode()
