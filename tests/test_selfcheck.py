"""What a case must come to stands beside it, and nowhere in the code."""

import shutil

import msgspec
import pytest
import typer

from fivec.api import share, theory
from fivec.cli.selfcheck import selfcheck
from fivec.errors import FivecError
from fivec.files import shipped
from fivec.files.expected import read_expected
from fivec.files.paths import expand
from fivec.selfcheck import share_checks, theory_checks
from tests.conftest import ROOT

FIGURES = "format: fivec/expected@1\nsource: by hand\nfigures: {capacity: 55.260472}\n"


@pytest.fixture
def beside(tmp_path, monkeypatch):
    """Ship a case of somebody else's, and what is written of it."""
    right = ROOT / "tests" / "examples" / "right"
    for name in ("own-rubric.yaml", "presidency.yaml"):
        shutil.copy(right / name, tmp_path)
    folder = tmp_path / "expected"
    folder.mkdir()
    path = folder / "own-rubric.yaml"
    monkeypatch.setattr(shipped, "shipped", lambda name: (path,) if "cases" in name else ())
    return path


def test_a_case_is_added_by_a_file_beside_it(beside, capsys):
    beside.write_text(FIGURES, encoding="utf-8")
    selfcheck(lang="en")
    out = capsys.readouterr().out
    assert "own-rubric capacity" in out
    assert "by hand" in out


def test_figures_that_differ_or_are_not_there_end_with_1(beside, capsys):
    for wrong in ("capacity: 55.260474", "posterior: 0.5"):
        beside.write_text(FIGURES.replace("capacity: 55.260472", wrong), encoding="utf-8")
        with pytest.raises(typer.Exit) as end:
            selfcheck(lang="en")
        assert end.value.exit_code == 1
        out = capsys.readouterr().out
        assert out.startswith("1 of 49 results differ")
        # It stands first, and has a sign of its own.
        assert out.index("≠") < out.index("D01 ")


VERDICT = """\
format: fivec/expected@1
source: by hand
figures: {excess: 25, excess_interval: [16.666667, 66.666667]}
answers: {excess: {as_coded: [considerable, considerable], range: [reasonable, decisive]}}
verdict: {as_coded: [none, considerable], range: [none, considerable], confidence: null}
"""


@pytest.mark.parametrize(
    ("right", "wrong", "count"),
    [
        ("", "", 0),
        ("25,", "25.000002,", 1),
        ("66.666667", "66.7", 1),
        ("range: [reasonable, decisive]", "range: [none, decisive]", 1),
        ("verdict: {as_coded: [none, ", "verdict: {as_coded: [limited, ", 1),
        ("confidence: null", "confidence: low", 1),
    ],
)
def test_a_verdict_and_its_answers_are_held_to_what_is_expected(
    tmp_path, monkeypatch, capsys, right, wrong, count
):
    shutil.copy(ROOT / "worked" / "r01.yaml", tmp_path)
    (tmp_path / "expected").mkdir()
    path = tmp_path / "expected" / "r01.yaml"
    path.write_text(VERDICT.replace(right, wrong), encoding="utf-8")
    monkeypatch.setattr(shipped, "shipped", lambda name: (path,) if "worked" in name else ())
    if count:
        with pytest.raises(typer.Exit):
            selfcheck(lang="en")
    else:
        selfcheck(lang="en")
    assert (f"{count} of 56 results differ" in capsys.readouterr().out) == bool(count)


def test_a_verdict_that_is_not_there_differs(beside, capsys):
    beside.write_text(VERDICT.replace("excess: 25, excess_interval", "x_"), encoding="utf-8")
    with pytest.raises(typer.Exit):
        selfcheck(lang="en")
    assert "5 of 53 results differ" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (FIGURES.replace("capacity", "capasity"), ":3:11: error[unknown-key]"),
        (FIGURES.replace("55.260472", "much"), ":3:21: error[wrong-type]"),
        (FIGURES.replace("expected@1", "case@1"), ":1:9: error[unknown-format]"),
        (FIGURES.replace("source: by hand\n", ""), ":1:1: error[missing-key]"),
        (FIGURES + "source: twice\n", ":4:1: error[duplicate-key]"),
    ],
)
def test_a_wrong_file_is_said_to_be_wrong_where_it_is(beside, text, finding):
    beside.write_text(text, encoding="utf-8")
    with pytest.raises(FivecError) as wrong:
        selfcheck(lang="en")
    assert f"expected/own-rubric.yaml{finding}" in str(wrong.value)


def test_figures_of_no_case_are_said_to_be_so(beside):
    beside.write_text(FIGURES, encoding="utf-8")
    (beside.parent.parent / "own-rubric.yaml").unlink()
    with pytest.raises(FivecError) as wrong:
        selfcheck(lang="en")
    assert "own-rubric.yaml: error[unreadable]" in str(wrong.value)


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("cases", "case"), ("shares", "share"), ("theories", "theory"), ("worked", "case")],
)
def test_every_shipped_file_has_its_figures_and_a_folder_does_not_trip_over_them(folder, kind):
    found = expand([str(ROOT / folder)], (kind,))
    cases = [one.path.name for one in found.inputs]
    assert (found.faults, found.passed) == ([], 0)
    assert cases == [path.name for path in shipped.shipped(folder)]
    assert cases == [path.name for path in shipped.shipped(f"{folder}/expected")]


def test_every_row_of_a_shipped_share_has_its_figures():
    for path in shipped.shipped("shares"):
        expected, _ = read_expected(path.parent / "expected" / path.name)
        assert list(expected.rows) == [one.id for one in share(path).rows]


def test_a_row_that_differs_or_is_missing_fails_the_check():
    (path,) = shipped.shipped("shares")
    expected, _ = read_expected(path.parent / "expected" / path.name)
    whole = share(path)
    assert all(one.holds for one in share_checks(whole, expected))
    half = msgspec.structs.replace(whole, rows=whole.rows[1:])
    assert [one.example for one in share_checks(half, expected) if not one.holds] == [
        "nato-forces", "nato-forces",
    ]  # fmt: skip


def test_a_chain_or_a_balance_that_differs_fails_the_check():
    (path,) = shipped.shipped("theories")
    expected, _ = read_expected(path.parent / "expected" / path.name)
    whole = theory(path)
    assert list(expected.chain.balances) == [one.id for one in whole.assumptions]
    assert all(one.holds for one in theory_checks(whole, expected))
    bare = msgspec.structs.replace(whole, assumptions=whole.assumptions[1:])
    assert [one.example for one in theory_checks(bare, expected) if not one.holds] == ["A1"]
    open_ = msgspec.structs.replace(whole.chain, verdict=None, weakest=())
    opened = msgspec.structs.replace(whole, chain=open_)
    assert [one.what for one in theory_checks(opened, expected) if not one.holds] == [
        "chain", "weakest",
    ]  # fmt: skip
