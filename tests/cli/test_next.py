"""``fivec next``: what to ask next, to be read in the field."""

import json

import pytest

from fivec import api
from fivec.documents import next_steps as document
from fivec.locale import LANGUAGES, words
from fivec.model.values import number
from tests.conftest import IN_GOLDEN, ROOT, same_as_golden

CASES = sorted((ROOT / "cases").glob("*.yaml"))
HEAD = "format: fivec/case@1\nid: a\ntitle: A\nrubric: iob-5c@1\nactor: {id: A}\n"
TRACING = (
    "tracing:\n  by: coder\n"
    "  hypotheses: [{id: c, says: C, kind: contribution}, {id: r, says: R, kind: rival}]\n"
    "  tests:\n"
    "    - {id: t, says: 'Its words stand in the text.', result: found,"
    " likelihoods: {c: 0.6, r: 0.4}}\n"
    "    - {id: n, says: 'The minutes name it.', result: not-sought,"
    " likelihoods: {c: 0.9, r: 0.1}}\n"
)


def one_line(said):
    return " ".join(said.split())


@pytest.mark.parametrize("language", IN_GOLDEN)
@pytest.mark.parametrize("name", ["kompas", "hybride-toolbox"])
def test_what_to_ask_about_a_case(fivec, name, language):
    run = fivec("next", f"cases/{name}.yaml", "--lang", language, COLUMNS="80")
    assert run.returncode == 0
    same_as_golden(run.stdout.decode(), f"{name}.{language}.next.txt")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_answer_fits_a_screen(fivec, path, language):
    run = fivec("next", str(path), "--lang", language, COLUMNS="80")
    answer = run.stdout.decode().split(words(language)("next.figures"))[0]
    assert len(answer.splitlines()) <= 24
    assert max(map(len, answer.splitlines())) <= 80


def test_where_nothing_would_change_the_verdict_it_says_so(fivec):
    said = one_line(fivec("next", "cases/eu-navo-dialoog.yaml").stdout.decode())
    assert "Nothing that is not known would change that by itself. Tried: what outsiders" in said


def test_a_trace_is_looked_for_with_what_it_would_tell(fivec, written):
    path = written(HEAD + TRACING + "attributions: [{by: external, group: g, level: limited}]\n")
    said = one_line(fivec("next", str(path), COLUMNS="200").stdout.decode())
    assert (
        'Look for this trace, or ask whoever would have seen it: "The minutes name it". '
        "Whatever comes of it, it changes the verdict: " in said
    )
    assert " if it is found; " in said
    assert " if it is sought and not found." in said
    assert " 0.51 " in said


def test_more_than_a_few_are_in_the_table_alone_and_many_names_are_counted(
    fivec, written, monkeypatch
):
    alike = "".join(f"  - {{id: i{n}, label: Alike {n}, silent: both}}\n" for n in range(9))
    path = written(HEAD + "issues:\n" + alike)
    said = one_line(fivec("next", str(path), COLUMNS="200").stdout.decode())
    assert '"Alike 5" and 3 more' in said
    assert "Alike 6" not in said
    issues = "issues:\n" + "".join(
        f"  - {{id: {silent}, label: Of {silent}, silent: {silent}}}\n"
        for silent in ("both", "position", "outcome")
    )
    monkeypatch.setattr(document, "_LINES", 2)
    path = written(HEAD + TRACING + issues + "  - {id: i, label: I, attained: full}\n")
    said = one_line(fivec("next", str(path), COLUMNS="200").stdout.decode())
    assert "2 more lines stand in the table below." in said


def test_a_verdict_of_one_level_is_not_settled_but_changed(fivec, written):
    path = written(
        HEAD
        + TRACING.replace("c: 0.6", "c: 0.9").replace("r: 0.4", "r: 0.2")
        + "attributions: [{by: external, group: g, level: limited}]\n"
        "issues: [{id: i, label: I, attained: full}]\n"
    )
    assert api.score(path).verdict.influence == "reasonable"
    answers = {each.as_coded for one in api.next_steps(path).asks for each in one.becomes}
    assert len(answers) > 1
    assert all(low == high for low, high in answers)
    said = fivec("next", str(path)).stdout.decode()
    assert "settles" not in said
    assert "as it is if it stood with the majority or in the middle" in one_line(said)


def test_texts_of_a_file_are_text(fivec, written, tmp_path):
    evil = "=1+1 <script>x</script> | [bold]y[/] *z* {names} {0}"
    issue = f'issues: [{{id: i, label: "{evil}", silent: both}}]\n'
    path = written((HEAD + issue).replace("title: A", f'title: "{evil}"'))
    said = fivec("next", str(path), COLUMNS="200").stdout
    assert b"\x1b" not in said
    assert b"{names} {0}" in said
    fivec("next", str(path), "-o", str(tmp_path / "out.html"))
    assert "<script>x" not in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_json_is_the_record(fivec):
    made = json.loads(fivec("next", "cases/kompas.yaml", "--format", "json").stdout)
    assert list(made) == ["format", "tool", "case", "as_coded", "asks", "capacity", "raises"]
    assert (made["format"], made["case"]) == ("fivec/next@1", "kompas")
    steps = api.next_steps(ROOT / "cases/kompas.yaml")
    assert [one["id"] for one in made["asks"]] == [one.id for one in steps.asks]
    assert list(made["asks"][0]) == ["what", "id", "chance", "bits", "becomes"]
    assert [one["gain"] for one in made["raises"]] == [number(one.gain) for one in steps.raises]
    assert (
        fivec("next", "cases/kompas.yaml", "--format", "json").stdout
        == fivec("next", "cases/kompas.yaml", "--format", "json").stdout
    )


def test_a_rubric_without_a_rule_has_nothing_to_ask_but_what_would_raise(fivec, written):
    rubric = written(
        "format: fivec/rubric@1\nid: r\nversion: 1\ntitle: R\n"
        "levels: [{id: no, value: 0, label: No}, {id: so, value: 100, label: Yes}]\n"
        "capabilities: [{id: c, label: C, indicators: [{id: i, label: It,"
        " advice: {says: Do it., where: p. 3}}]}]\n",
        "r.yaml",
    )
    path = written(
        "format: fivec/case@1\nid: a\ntitle: A\nrubric: ./r.yaml\nactor: {id: A}\n"
        "sources: [{id: s, kind: study}]\n"
        "evidence: [{id: e, says: E, source: s, bears_on: {c.i: weakens}}]\n"
        "codings: [{coder: a, ratings: {c.i: no}}]\n",
        "c.yaml",
    )
    assert rubric.parent == path.parent
    said = one_line(fivec("next", str(path)).stdout.decode())
    assert "no rule for a verdict" in said
    assert "It (now: no), a level up: +100.0 points, to 100.0." in said
    assert "The rubric's source recommends: Do it (p. 3)." in said
    shown = fivec("rubric", "show", str(rubric)).stdout.decode()
    assert "The source recommends: Do it (p. 3)." in shown
