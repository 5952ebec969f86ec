"""Annotations: ten at most, the worst first, and no command that a file could smuggle in."""

import re

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.locale import words
from fivec.model.assessment import Batch, Failed
from fivec.model.document import Origin
from fivec.model.finding import finding
from fivec.model.text import plain
from fivec.render import View
from fivec.render.github import render, workflow_commands

VIEW = View(words=words("en"))
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def commands(text):
    return [line for line in text.splitlines() if line.lstrip().startswith("::")]


def test_an_annotation_stands_on_its_line():
    fault = finding("cases/a,b:c.yaml", (8, 49), "unknown-level", id="50%", of="x", guess="high")
    text = workflow_commands([fault], VIEW)
    level, properties, message = COMMAND.fullmatch(text.rstrip("\n")).groups()
    assert level == "error"
    assert properties == "file=cases/a%2Cb%3Ac.yaml,line=8,title=unknown-level,col=49"
    assert message == '"50%25" is not a level of x; did you mean "high"? Choose a level.'


def test_the_worst_go_first_and_no_more_than_ten():
    doubts = [finding("a.yaml", (n, 1), "unused-evidence", id=n) for n in range(1, 13)]
    faults = [finding("a.yaml", (n, 1), "empty", key="x") for n in range(50, 53)]
    text = workflow_commands([*doubts, *faults], VIEW)
    shown = commands(text)
    assert len(shown) == 10
    assert [line.split(" ")[0] for line in shown[:4]] == ["::error"] * 3 + ["::warning"]
    assert "6 more" in shown[-1]
    assert text.count("unused-evidence") == 12
    assert len(commands(workflow_commands(doubts[:10], VIEW))) == 10


def test_what_is_ignored_is_a_notice():
    fault = finding("a.yaml", (1, 1), "unused-evidence", id="e")
    view = View(words=words("en"), ignored=frozenset({"unused-evidence"}))
    assert workflow_commands([fault], view).startswith("::notice ")


def test_the_log_has_the_verdict_with_its_range_and_the_figures_with_theirs(kompas):
    line = render(Batch((kompas,)), VIEW).splitlines()[-1]
    # The coders' ranges are in it: the bounds alone are 43 to 100.
    assert line == (
        "  EU Strategic Compass 2022. Influence: reasonable to considerable †; Confid.: moderate; "
        "Attained: 100 (32–100), 43%; Capacity: 82 (39–99), 67%; Findings: 4"
    )


@given(st.text(max_size=30).map(lambda text: f"x\n::error::{text}##[error]::stop-commands::y"))
def test_no_text_from_a_file_is_a_command(kompas, text):
    case = replace(kompas.case, title=plain(text), origin=Origin(text))
    faults = tuple(finding(text, (n, 1), "unknown-level", id=text, of=text) for n in range(12))
    out = render(Batch((replace(kompas, case=case), Failed(text, faults))), VIEW)
    assert len(commands(out)) == 10
    for line in out.splitlines():
        assert "##[" not in line or line in commands(out)
    for line in commands(out):
        assert COMMAND.fullmatch(line)


def test_a_file_is_named_from_the_root_of_what_was_checked_out(tmp_path, monkeypatch):
    inside = tmp_path / "sub" / "cases"
    inside.mkdir(parents=True)
    (inside / "link.yaml").symlink_to("/etc/hostname")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path / "sub")
    for file, named in (
        ("cases/a.yaml", "sub/cases/a.yaml"),
        (str(inside / "a.yaml"), "sub/cases/a.yaml"),
        ("../other/a.yaml", "other/a.yaml"),
        ("cases/link.yaml", "sub/cases/link.yaml"),
        ("/elsewhere/a.yaml", "/elsewhere/a.yaml"),
        ("<stdin>", "<stdin>"),
    ):
        fault = finding(file, (8, 49), "empty", key="x")
        assert f"file={named}," in workflow_commands([fault], VIEW)
    monkeypatch.setenv("GITHUB_WORKSPACE", "")
    assert "file=cases/a.yaml," in workflow_commands(
        [finding("cases/a.yaml", (1, 1), "empty", key="x")], VIEW
    )
