"""``fivec redact``: a case that may be published, and scores the same."""

import json

import pytest

from fivec.api import load, redact, score
from fivec.errors import FivecError
from tests.audiences import CASE, MARK, all_planted
from tests.conftest import ROOT


def test_it_writes_a_case_that_has_no_secret_and_scores_the_same(fivec, tmp_path):
    source, target = tmp_path / "case.yaml", tmp_path / "public.yaml"
    source.write_text(all_planted(), encoding="utf-8")
    run = fivec("redact", str(source), "-o", str(target))
    assert run.returncode == 0, run.stderr
    told = run.stderr.decode()
    assert "6 of 10 passages and 3 of 5 sources are not public and left out." in told
    assert "It scores the same." in told
    text = target.read_text(encoding="utf-8").casefold()
    assert MARK not in text + told.casefold()
    assert text.startswith("# made by fivec redact. 6 of 10 passages")
    before, after = score(source), score(target)
    assert before.figures == after.figures
    assert before.verdict.range == after.verdict.range


def test_what_it_writes_passes_the_check_as_the_case_does(fivec, tmp_path):
    target = tmp_path / "public.yaml"
    fivec("redact", str(CASE), "-o", str(target))
    before, after = (
        json.loads(fivec("check", str(path), "--format", "json").stdout)["findings"]
        for path in (CASE, target)
    )
    codes = [one["code"] for one in before]
    assert [one["code"] for one in after] == codes
    assert not [one for one in after if one["severity"] == "error"]


def test_twice_it_gives_the_same_bytes(fivec, tmp_path):
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    fivec("redact", str(CASE), "-o", str(first))
    fivec("redact", str(first), "-o", str(second))
    assert first.read_bytes() == second.read_bytes()


def test_what_everyone_sees_of_a_case_is_what_is_written(fivec, tmp_path):
    target = tmp_path / "public.yaml"
    fivec("redact", str(CASE), "-o", str(target))
    records = []
    for path in (CASE, target):
        run = fivec("score", str(path), "--audience", "public", "--format", "json")
        records.append(json.loads(run.stdout)["cases"][0])
        for key in ("file", "sha256", "findings"):
            del records[-1][key]
    assert records[0] == records[1]


def test_a_new_id_is_none_that_something_public_has(written):
    text = CASE.read_text(encoding="utf-8").replace("others-praise", "E5").replace("minutes", "s3")
    ids = [one.id for one in redact(written(text)).public.evidence]
    assert "e5" not in ids
    assert ids[2] == "E5"
    assert ids[4] == "e5-2"
    assert [one.id for one in redact(written(text)).public.sources][1:3] == ["s3", "s3-2"]


def test_a_public_case_stays_what_it_is(fivec, tmp_path):
    target = tmp_path / "public.yaml"
    run = fivec("redact", "cases/kompas.yaml", "-o", str(target))
    assert b"All of it is public" in run.stderr
    one, other = load(ROOT / "cases" / "kompas.yaml").case, load(target).case
    for name in ("sources", "evidence", "issues", "codings", "attributions", "tracing"):
        assert getattr(one, name) == getattr(other, name)


def test_it_says_by_how_much_a_score_is_not_the_same(written):
    from fivec.documents.redacted import redacted
    from fivec.locale import words

    text = CASE.read_text(encoding="utf-8")
    before = score(CASE)
    other = written(text.replace("early-effort: high", "early-effort: none"))
    left, same, *lines = redacted(before, score(other, audience="public"), words("en"))
    assert left.startswith("6 of 10 passages")
    assert same == "It does not score the same:"
    assert lines[0] == "Capacity: 58.3 (12–95), 25%; redacted: 45.8 (5–95), 25%"
    assert lines[1] == "difference: -12.5"


def test_it_writes_over_nothing_and_no_other_kind_of_file(fivec, tmp_path):
    source = tmp_path / "case.yaml"
    source.write_bytes(CASE.read_bytes())
    assert fivec("redact", str(source), "-o", str(source)).returncode == 2
    assert source.read_bytes() == CASE.read_bytes()
    run = fivec("redact", str(source), "-o", str(tmp_path / "public.xlsx"))
    assert run.returncode == 2
    assert b".yaml" in run.stderr
    assert fivec("redact", str(source), cwd=tmp_path).returncode == 0
    assert (tmp_path / "two-audiences-public.yaml").is_file()


def test_a_wrong_case_is_told_without_its_words(fivec, written):
    path = written(CASE.read_text(encoding="utf-8").replace("phase: agenda", "phase: qzq"))
    run = fivec("redact", str(path), "-o", "-")
    assert run.returncode == 2
    assert run.stdout == b""
    assert b"error[not-a-choice]" in run.stderr
    assert MARK.encode() not in run.stderr


def test_what_repeats_what_is_left_out_is_not_written(fivec, written, tmp_path):
    text = CASE.read_text(encoding="utf-8")
    for was, line in (
        ("says: Other states praise it.", "says: As the qzq minister called twice. she won"),
        ("says: Other states praise it.", "says: Such is in a qzq cable"),
        ("wanted: A word", "wanted: What the qzq negotiators of the ministry want"),
    ):
        path = written(text.replace(was, line, 1))
        target = tmp_path / "public.yaml"
        with pytest.raises(FivecError) as wrong:
            redact(path)
        assert {one.code for one in wrong.value.findings} == {"repeats-withheld"}
        run = fivec("redact", str(path), "-o", str(target))
        assert run.returncode == 2
        assert b"error[repeats-withheld] this text repeats what is not public" in run.stderr
        assert not target.exists()
