"""What CONTRIBUTING says must be touched for something new: something made up is added so.

And where else a thing that there is gets named is counted, so that it does not spread unseen.
"""

import json
import re
import sys
from functools import cache
from types import ModuleType

import pytest
from msgspec import Struct

import fivec as package
from fivec import api, locale
from fivec.api import lenses
from fivec.cli import import_, main, shell
from fivec.cli.output import Destination, gives
from fivec.documents.blocks import Heading, Paragraph, run
from fivec.documents.edition import Report
from fivec.model.assessment import KeptCase
from fivec.model.finding import CODES
from fivec.render import FORMATS, Format
from fivec.render.machine import as_json
from tests.cli.test_documents import visible
from tests.conftest import ROOT
from tests.imports import Source
from tests.test_imports import FIVEC, sources


@pytest.fixture
def module(monkeypatch):
    """Return what adds a made-up module to fivec."""

    def add(name: str, **holds: object) -> None:
        made = ModuleType(name)
        made.__dict__.update(holds)
        monkeypatch.setitem(sys.modules, name, made)

    return add


class Spread(Struct, frozen=True):
    """A lens made up: how far the best and the worst capability lie apart, in points of 100."""

    points: float


class Spreading(api.AssessedCase, frozen=True, kw_only=True):
    """An assessment with a field for it: what ``Record`` would give to both."""

    spread: Spread | None


class KeptSpreading(KeptCase, frozen=True, kw_only=True):
    """And a case of the JSON."""

    spread: Spread | None


def spread(capabilities, preference) -> Spread:
    assert preference is not None
    scores = [one.score for one in capabilities if one.score is not None]
    return Spread(max(scores) - min(scores))


def test_a_lens_is_a_record_a_field_a_method_and_a_line(monkeypatch, fivec):
    call = ("score", "cases/kompas.yaml", "--full")
    before = fivec(*call).stdout
    lens = api.Lens("spread", spread, ("capabilities", "preference"))
    monkeypatch.setattr(lenses, "AssessedCase", Spreading)
    monkeypatch.setattr(as_json, "KeptCase", KeptSpreading)
    monkeypatch.setattr(lenses, "LENSES", (*api.LENSES, lens))
    found = package.score(ROOT / "cases/kompas.yaml")
    assert found.spread == Spread(100 - 75)
    assert found.to_dict()["spread"] == {"points": 25}
    # Where what it needs is not there, neither is it, and nobody has to say so.
    assert package.score(ROOT / "tests/examples/right/smallest.yaml").spread is None
    assert json.loads(fivec(*call, "--format", "json").stdout)["cases"][0]["spread"]
    # Reports that do not tell of it are as they were.
    assert fivec(*call).stdout == before


def test_a_lens_comes_after_what_it_reads():
    known = {"case", "rubric", "rule", "scope", "fallback"}
    for lens in api.LENSES:
        assert {*lens.needs, *lens.reads} <= known, lens.name
        assert lens.name in api.AssessedCase.__struct_fields__
        known.add(lens.name)


def test_a_format_is_a_module_and_a_line(fivec, monkeypatch, module, tmp_path):
    def render(batch, view):
        return "".join(f"{one.case.title.to(view.words.language)}\n" for one in batch.results)

    module("fivec.render.toy", render=render)
    monkeypatch.setitem(FORMATS, "toy", Format(records={"cases": "toy"}, suffix=".toy"))
    printed = fivec("score", "cases/kompas.yaml", "--format", "toy", "--lang", "nl").stdout
    assert printed.decode() == "EU Strategisch Kompas 2022\n"
    assert fivec("score", "cases", "-o", str(tmp_path / "a.toy")).returncode == 0
    assert len((tmp_path / "a.toy").read_text().splitlines()) == 6


def test_a_command_is_a_module_a_line_and_its_help(fivec, monkeypatch, module):
    module("fivec.cli.toy", toy=lambda: shell.out("done\n"))
    monkeypatch.setattr(main, "COMMANDS", (*main.COMMANDS, "toy"))
    english = locale.words("en").catalogue
    find = english.find
    monkeypatch.setattr(
        english,
        "find",
        lambda key, count=None: {"command.toy": "Play."}.get(key) or find(key, count),
    )
    assert fivec("toy").stdout == b"done\n"
    assert "Play." in fivec("--help").stdout.decode()


def test_a_document_is_a_module_that_its_command_names(fivec, monkeypatch, module, tmp_path):
    def tell(what, edition):
        return Report((Heading(1, what, "toy"), Paragraph(run(edition.words("influence")))))

    @gives("toy")
    def toy(times: int, *, to: Destination) -> None:
        to.send(f"{times} times | played", tell)

    module("fivec.cli.toy", toy=toy)
    monkeypatch.setattr(main, "COMMANDS", (*main.COMMANDS, "toy"))
    assert fivec("toy", "3").stdout.decode() == "3 times | played\nInfluence\n"
    for suffix in (one.suffix for one in FORMATS.values() if one.medium and one.suffix):
        target = tmp_path / f"toy{suffix}"
        run_ = fivec("toy", "3", "-o", str(target), "--lang", "nl")
        assert (run_.returncode, run_.stdout) == (0, b"")
        text = visible(suffix, target.read_bytes())
        assert "3 times | played" in text
        assert "Invloed" in text
    # A program is given none, for there is no record of it.
    assert fivec("toy", "3", "--format", "json").returncode == 2


# Where a thing is named that need not know it: at most in so many modules. When fewer do, lower the
# number. A lens is at home in the model, in `api`, in its own module and in words; the verdict's
# rule, the levers and all reports still name most of them. A policy theory has verdicts too, which
# are another thing: four modules name those.
LENSES = {
    "capabilities": 40, "capacity": 42, "phases": 5, "preference": 33, "attribution": 22,
    "tracing": 39, "workings_later": 0, "agreement_later": 0, "verdict": 61,
}  # fmt: skip
# A format is at home in its line and in words. (`table` and `json` have other meanings too.)
FORMATS_NAMED = {
    "jsonl": 0, "csv": 2, "markdown": 2, "html": 2, "docx": 2, "xlsx": 2, "github": 2,
    "junit": 0, "sarif": 0, "zip": 3,
}  # fmt: skip
# An importer is at home in its reader and its command.
IMPORTERS = {"deu": 2, "decide": 0, "qda": 0}
# A finding is made by one rule; so many are made by more than one, or looked for elsewhere.
CODES_TWICE = 47


@cache
def texts() -> dict[str, set[str]]:
    """Return the strings of every module."""
    return {where: {text for text, _ in source.texts} for where, source in sources(FIVEC).items()}


@cache
def words() -> dict[str, set[str]]:
    """Return the words of which the names in every module are made, and its strings."""
    return {where: words_of(sources(FIVEC)[where]) | strings for where, strings in texts().items()}


def words_of(source: Source) -> set[str]:
    """Return the words of which the names in a module are made."""
    names = [
        name
        for node in source.nodes
        for field in ("id", "attr", "arg", "name", "asname", "module")
        if isinstance(name := getattr(node, field, None), str)
    ]
    return {word.lower() for name in names for word in re.findall(r"[A-Z]?[a-z]+", name)}


def elsewhere(held: dict[str, set[str]], name: str, *home: str) -> list[str]:
    """Return the modules that hold a name, but for those where it is at home."""
    return [where for where, names in held.items() if name in names and not where.startswith(home)]


@pytest.mark.parametrize("lens", api.LENSES, ids=lambda lens: lens.name)
def test_a_lens_is_named_nowhere_new(lens):
    own = lens.look.__module__.removeprefix("fivec.").replace(".", "/")
    named = elsewhere(words(), lens.name, "model/", "api/", f"{own}.py")
    assert len(named) <= LENSES[lens.name], named


@pytest.mark.parametrize("name", FORMATS_NAMED)
def test_a_format_is_named_nowhere_new(name):
    named = elsewhere(texts(), name, "render/__init__.py")
    assert len(named) <= FORMATS_NAMED[name], named


@pytest.mark.parametrize("name", IMPORTERS)
def test_an_importer_is_named_nowhere_new(name):
    named = elsewhere(words(), name, f"files/{name}.py", "cli/import_.py")
    assert len(named) <= IMPORTERS[name], named


def test_a_finding_is_made_by_one_rule():
    made = {code: elsewhere(texts(), code, "model/finding.py") for code in CODES}
    assert [code for code, where in made.items() if not where] == []
    twice = {code: where for code, where in made.items() if len(where) > 1}
    assert len(twice) <= CODES_TWICE, twice


def test_what_is_counted_is_all_there_is():
    assert set(LENSES) == {lens.name for lens in api.LENSES}
    assert set(FORMATS_NAMED) == set(FORMATS) - {"table", "json"}
    commands = {one.callback.__name__ for one in import_.app.registered_commands}
    # "xlsx", "table" and "sources" have other meanings too.
    assert set(IMPORTERS) == commands - {"xlsx", "table", "sources"}


@pytest.mark.parametrize(
    "text",
    ["one.tracing", "def tracing_lines(): 1", "class TracingTable: 1", "f(tracing=1)", "tracing",
     "import a.tracing", "from a.tracing import b", "from a import tracing", "def f(tracing): 1"],
)  # fmt: skip
def test_a_name_is_seen_wherever_it_stands(tmp_path, text):
    path = tmp_path / "fivec" / "new.py"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert "tracing" in words_of(Source(path, path.parent))
