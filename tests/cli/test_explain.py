"""``fivec explain``: from the verdict to the line of the report behind every step."""

import re

import pytest

from fivec.documents.blocks import plain
from fivec.documents.explain import explained, names, why
from fivec.files.paths import kind
from fivec.locale import LANGUAGES, words
from fivec.render import View, set_document
from tests.conftest import ROOT, assessed, same_as_golden

CASES = sorted((ROOT / "cases").glob("*.yaml"))
RIGHT = ROOT / "tests" / "examples" / "right"
# A rubric is explained through its cases.
RIGHT_CASES = [path for path in sorted(RIGHT.glob("*.yaml")) if kind(path) == "case"]


def nodes(node):
    yield node
    for child in node.children:
        yield from nodes(child)


def tree(path, name="verdict", language="en", one=None):
    return why(one or assessed(path), name, words(language))


def test_from_the_verdict_on_the_compass_to_the_line_of_the_report(fivec):
    run = fivec("explain", "cases/kompas.yaml", COLUMNS="200")
    # A branch a line, however it was folded.
    said = re.sub(r"\n[│ ]+(?![├└])", " ", run.stdout.decode())
    assert run.returncode == 0
    assert said.split("\n\n")[1].startswith("A reasonable to considerable degree of influence")
    for expected in (
        "middle of (no demonstrable influence; considerable influence; considerable influence) = c",
        " = considerable influence; not above a reasonable degree of influence, so a reasonable",
        "(15 + 15 + 15) / 3 = 15",
        "100 − 85 = 15",
        "0.7 / 0.15 = 4.6667",
        "4.6667 × 2.25 × 0.75 × 1.3333 = 10.5",
        "10.5 / (1 + 10.5) = 0.913",
        "half of the weight is 1 / 2 = 0.5, and is reached at: considerable influence",
        "not counted: these are insiders",
        "(0 + 100 + 0 + 100 + 0 + 0 + 100) / 7 = 42.8571",
        "§4.4.1, l. 2070-2072",
        "§4.4.2, l. 2096-2098",
        "[rubric: verdict.rule]",
        "[rubric: verdict.bands.tracing]",
        "[rubric: verdict.minimum_coverage]",
        "granted decisive influence instead of considerable influence",
    ):
        assert expected in said, expected


@pytest.mark.parametrize(
    ("name", "language"), [("kompas", "en"), ("strategisch-concept", "nl"), ("nis2-cer", "nl")]
)
def test_the_whole_tree_of_a_case(name, language):
    one = assessed(ROOT / "cases" / f"{name}.yaml")
    view = View(words(language), width=120)
    said = set_document(explained(one, "verdict", view), "table", view)
    same_as_golden(said, f"{name}.{language}.explain.txt")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_step_rests_on_evidence_with_a_place_in_a_source(path):
    one = assessed(path)
    top = tree(path, one=one)
    rows = {item.id: item for item in one.case.evidence}
    shown = [node for node in nodes(top) if node.id in rows]
    expected = {name for issue in one.case.issues for name in issue.evidence}
    for attribution in one.case.attributions:
        expected.update(attribution.evidence)
    for test in one.case.tracing.tests if one.case.tracing else ():
        expected.update(test.evidence)
    assert expected <= {node.id for node in shown}
    for node in shown:
        assert rows[node.id].where in plain(node.children[0].line)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [*CASES, *RIGHT_CASES], ids=lambda path: path.stem)
def test_everything_that_can_be_asked_for_has_an_answer(path, language):
    one = assessed(path)
    view = View(words(language), width=80)
    for name in names(one):
        said = set_document(explained(one, name, view), "table", view)
        assert len(said.splitlines()) > 2, name
        # What is not known has no line.
        assert not re.search(r"\bNone\b", said), name


def test_every_convention_of_the_verdict_is_named_with_its_value_and_its_place(fivec):
    import yaml

    rule = yaml.safe_load((ROOT / "rubrics" / "iob-5c.yaml").read_text(encoding="utf-8"))["verdict"]
    shown = fivec("explain", "cases/kompas.yaml", "rule").stdout.decode()
    # A branch a line, however it was folded.
    said = re.sub(r"\n[│ ]+(?![├└])", " ", shown)
    for key, value in rule.items():
        if key == "note":
            continue
        assert f"rubric: verdict.{key}" in said, key
        if isinstance(value, int | float):
            line = next(one for one in said.splitlines() if f"verdict.{key}]" in one)
            share = f"{100 * value:g}%"
            assert f"{value:g}" in line or share in line, key


def test_confidence_is_told_with_its_reasons(fivec):
    said = fivec("explain", "cases/kompas.yaml", "confidence", COLUMNS="200").stdout.decode()
    assert "\n\nConfidence moderate" in said
    assert "2 of 3 questions answered" in said
    assert "the verdict spans 2 levels as coded, 2 with every doubt" in said
    assert "fivec estimated that, so confidence is moderate at most" in said


def test_without_a_verdict_there_is_no_confidence_and_both_ends_are_shown(written, fivec):
    path = written("format: fivec/case@1\nid: a\ntitle: A\nrubric: iob-5c\nactor: {id: A}\n")
    said = fivec("explain", str(path), COLUMNS="200").stdout.decode()
    assert "\n\nNot yet to be judged" in said
    assert "Where no verdict is said there is no confidence in one." in said
    assert "it lies on 5 of 5 levels; only on 3 or fewer is it a verdict" in said
    assert "What outsiders say: not answered, anything from no demonstrable to decisive" in said


def test_a_rubric_without_cut_points_for_what_was_attained_holds_nothing_down(written, fivec):
    written(
        "format: fivec/rubric@1\nid: r\nversion: 1\ntitle: R\n"
        "levels: [{id: low, value: 0, label: low}, {id: high, value: 100, label: high}]\n"
        "capabilities: [{id: c, label: C, indicators: [{id: i, label: I}]}]\nverdict:\n"
        "  scale: [{id: none, label: None}, {id: some, label: Some}, {id: much, label: Much}]\n"
        "  bands: {excess: {cuts: [0, 20]}}\n",
        "r.yaml",
    )
    path = written(
        "format: fivec/case@1\nid: a\ntitle: A\nrubric: ./r.yaml\nactor: {id: A}\n"
        "attributions: [{by: external, group: G, level: much}]\n"
    )
    said = fivec("explain", str(path), COLUMNS="200").stdout.decode()
    assert "What was attained: much" in said
    assert "no cut points for what was attained. So nothing holds the verdict down." in said
    assert "The rubric has no cut points for what the traces show." in said
    assert "Lower end, as coded: middle of (none; much; none) = none; not above much" in said


def test_an_outsider_without_a_voice_is_told_why(written, fivec):
    path = written(
        "format: fivec/case@1\nid: a\ntitle: A\nrubric: iob-5c\nactor: {id: A}\n"
        "issues: [{id: i, label: I, attained: full, salience: 5},"
        " {id: n, label: N, attained: full, salience: 0}]\n"
        "attributions:\n"
        "  - {by: external, group: Whole, level: limited}\n"
        "  - {by: external, group: Part, level: decisive, issue: i}\n"
        "  - {by: external, group: Light, level: decisive, weight: 0}\n"
    )
    said = fivec("explain", str(path), "attribution", COLUMNS="200").stdout.decode()
    assert "Part: outsiders grant decisive influence (on: I) · not counted: others" in said
    assert "Light: outsiders grant decisive influence (weight 0) · not counted: its w" in said
    lone = path.read_text(encoding="utf-8").replace(
        "  - {by: external, group: Whole, level: limited}\n", ""
    )
    said = fivec("explain", str(written(lone.replace("issue: i}", "issue: n}"))), "attribution",
                 COLUMNS="200").stdout.decode()  # fmt: skip
    assert "(on: N) · not counted: its issue does not count" in said


def test_a_cluster_is_told_by_its_strongest_for_and_its_strongest_against(written, fivec):
    path = written(
        "format: fivec/case@1\nid: a\ntitle: A\nrubric: iob-5c\nactor: {id: A}\ntracing:\n"
        "  by: coder\n  hypotheses: [{id: c, says: C, kind: contribution},"
        " {id: r1, says: One, kind: rival}, {id: r2, says: Two, kind: rival}]\n  tests:\n"
        "    - {id: t1, says: T, result: found, cluster: k,"
        " likelihoods: {c: 0.9, r1: 0.3, r2: 0.6}}\n"
        "    - {id: t2, says: U, result: found, cluster: k,"
        " likelihoods: {c: 0.5, r1: 0.4, r2: 0.8}}\n"
    )
    said = fivec("explain", str(path), "tracing", COLUMNS="200").stdout.decode()
    assert "its strongest for times its strongest against: 3 × 1 = 3" in said
    assert "its strongest for times its strongest against: 1.5 × 0.625 = 0.9375" in said
    assert 'and so the best: "Two", ratio 0.9375' in said
    assert "0.9375 / (1 + 0.9375) = 0.4839" in said
    priors = path.read_text(encoding="utf-8")
    for name, prior in (
        ("C, kind: contribution", 0.5),
        ("One, kind: rival", 0.3),
        ("Two, kind: rival", 0.2),
    ):
        priors = priors.replace(name, f"{name}, prior: {prior}")
    said = fivec("explain", str(written(priors)), "tracing", COLUMNS="200").stdout.decode()
    assert "0.5 / (0.3 / 3 + 0.2 / 0.9375) = 1.5957" in said
    assert "1.5957 / (1 + 1.5957) = 0.6148" in said


def test_what_moves_the_verdict_begins_with_the_answers_that_are_lacking(fivec):
    said = fivec("explain", "cases/nis2-cer.yaml", "levers", COLUMNS="240").stdout.decode()
    groups = [line for line in said.splitlines() if line.startswith(("├", "└"))]
    assert "the answers that are lacking" in groups[0]
    assert "a coding that raise it" in groups[1]
    assert "If outsiders granted no demonstrable influence, the verdict would be" in said
    assert "at once" not in said


def test_two_answers_at_once_are_tried_only_when_they_are_asked_for(fivec):
    said = fivec("explain", "cases/hybride-toolbox.yaml", "--pairs", COLUMNS="240").stdout.decode()
    assert "\n\nWhat would move an end of the verdict" in said
    assert "Two answers at once, where no single one does it" in said
    assert (
        "If own doing came to decisive influence and outsiders granted decisive influence, the"
        " verdict would be: decisive influence."
    ) in said
    whole = fivec("explain", "cases/hybride-toolbox.yaml", "verdict", "--pairs").stdout.decode()
    assert "Two answers at once" in whole
    wide = fivec("explain", "cases/nis2-cer.yaml", "--pairs", COLUMNS="240").stdout.decode()
    assert "to decisive influence, the verdict would be: not yet to be judged (a limited t" in wide
    none = fivec("explain", "cases/eu-navo-dialoog.yaml", "--pairs").stdout.decode()
    assert "Two answers at once bring the verdict nowhere" in none


def test_a_place_is_one_in_the_document_at_hand(fivec):
    said = fivec("explain", "cases/kompas.yaml", "uptake", COLUMNS="200").stdout.decode()
    assert (
        "IOB, Samen sterker?, 2025: §4.4.1, l. 2070-2072 (citing: IOB, EU Strategisch Kompas, 2023)"
    ) in said
    plain = fivec("explain", "cases/nis2-cer.yaml", "too-little-contact", COLUMNS="200")
    assert "IOB, Samen sterker?, 2025: §4.1.1, l. 1604-1607 ·" in plain.stdout.decode()


def test_a_source_shows_what_rests_on_it_and_evidence_what_it_is_used_for(fivec):
    said = fivec("explain", "cases/kompas.yaml", "iob-2025", COLUMNS="200").stdout.decode()
    assert "[six-non-papers]" in said
    assert "[reaction-force-laid-down]" in said
    used = fivec("explain", "cases/kompas.yaml", "praised", COLUMNS="200").stdout.decode()
    assert "supports networks.reputation" in used
    assert "Colleagues and representatives of several EU member states" in used


def test_a_hypothesis_shows_what_each_test_gives_it(fivec):
    said = fivec("explain", "cases/nis2-cer.yaml", "own-effort", COLUMNS="200").stdout.decode()
    assert "has probability 0.9" in said
    said = fivec("explain", "cases/nis2-cer.yaml", "others-decided", COLUMNS="200").stdout.decode()
    assert "Ratio of the contribution to it, over all tests: 0.2" in said
    assert "(1 − 0.9) / (1 − 0.5) = 0.2" in said


def test_an_essential_indicator_that_caps_is_told(written, fivec):
    written(
        """format: fivec/rubric@1
id: r
version: 1
title: R
levels: [{id: low, value: 0, label: low}, {id: high, value: 100, label: high}]
capabilities:
  - id: c
    label: C
    indicators: [{id: i, label: I, essential: true}, {id: j, label: J}]
""",
        "r.yaml",
    )
    path = written(
        """format: fivec/case@1
id: a
title: A
actor: {id: X}
rubric: ./r.yaml
sources: [{id: s, kind: study}]
evidence: [{id: e, says: E, source: s, bears_on: {c.i: weakens, c.j: supports}}]
codings: [{coder: a, ratings: {c.i: low, c.j: high}}]
"""
    )
    said = fivec("explain", str(path), "c").stdout.decode()
    assert "(0 + 100) / 2 = 50 · an essential indicator holds it at 0" in said


def test_what_another_kind_goes_by_is_asked_for_with_its_kind(written, fivec):
    path = written(
        "format: fivec/case@1\nid: a\ntitle: A\nrubric: iob-5c\nactor: {id: A}\n"
        "issues:\n  - {id: steering, label: Who steers, attained: full}\n"
        "  - {id: phases, label: When, attained: none}\n"
    )
    listed = fivec("explain", str(path), "nosuch").stderr.decode()
    assert "issues: issue:steering, issue:phases" in listed
    assert b"Who steers" in fivec("explain", str(path), "issue:steering").stdout
    assert b"Steering: not assessed" in fivec("explain", str(path), "capability:steering").stdout


def test_sums_are_readable_on_a_stream_of_ascii(fivec):
    said = fivec("explain", "cases/kompas.yaml", "tracing", LC_ALL="C", PYTHONUTF8="0",
                 PYTHONIOENCODING="ascii").stdout.decode("ascii")  # fmt: skip
    assert "4.6667 x 2.25 x 0.75 x 1.3333 = 10.5" in said
    assert "par. 4.4.1, l. 2070-2072" in said


def test_a_name_that_is_nothing_says_what_was_meant(fivec):
    run = fivec("explain", "cases/kompas.yaml", "netwroks")
    assert run.returncode == 2
    assert b'did you mean "networks"?' in run.stderr
    assert b"indicators: networks.contacts" in run.stderr
    assert b"evidence: missions-involved" in run.stderr
    assert run.stdout == b""


def test_one_id_for_two_things_is_told_apart_by_its_kind(fivec):
    issue = fivec("explain", "cases/hybride-toolbox.yaml", "issue:toolbox")
    assert b"The making of an EU hybrid toolbox" in issue.stdout
    assert fivec("explain", "cases/hybride-toolbox.yaml", "test:toolbox").returncode == 2


@pytest.mark.parametrize(
    "arguments", [["cases"], ["nowhere.yaml"], ["cases/kompas.yaml", "--scope", "x"]]
)
def test_what_cannot_be_explained_ends_with_2(fivec, arguments):
    run = fivec("explain", *arguments)
    assert run.returncode == 2
    assert run.stderr
    assert b"Traceback" not in run.stderr


def test_it_speaks_dutch_and_plain_ascii(fivec):
    run = fivec("explain", "cases/strategisch-concept.yaml", "preference", "--lang", "nl")
    assert "Doelbereik: 62,5" in run.stdout.decode()
    plain = fivec(
        "explain", "cases/kompas.yaml", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii"
    )
    assert plain.returncode == 0
    plain.stdout.decode("ascii")


def test_an_explanation_can_be_sent_in_every_format_that_sets_documents(fivec, tmp_path):
    for suffix, form in ((".md", "markdown"), (".html", "html"), (".docx", None)):
        target = tmp_path / f"why{suffix}"
        run = fivec("explain", "cases/kompas.yaml", "steering", "-o", str(target), "--lang", "nl")
        assert (run.returncode, run.stdout) == (0, b"")
        assert "is geschreven." in run.stderr.decode()
        if form:
            call = ("explain", "cases/kompas.yaml", "steering", "--format", form, "--lang", "nl")
            assert fivec(*call).stdout == target.read_bytes()
            assert "Sturing · EU Strategisch Kompas 2022" in target.read_text(encoding="utf-8")
        assert fivec("explain", "cases/kompas.yaml", "-o", str(target), "--quiet").stderr == b""


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_sent_names_no_command_and_no_option(fivec, language):
    for path in CASES:
        call = ("explain", str(path), "--pairs", "verdict", "--lang", language)
        said = fivec(*call, "--format", "markdown").stdout.decode()
        assert not re.search(r"fivec (?:score|check|explain|rubric)|--[a-z]|\.yaml", said)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "json"],
        ["--format", "docx"],
        ["-o", "why.json"],
        ["-o", "why"],
        ["-o", "why.md", "--format", "html"],
        ["-o", "nowhere/why.md"],
        ["--template", "house.docx"],
    ],
)
def test_what_cannot_be_sent_is_refused_as_score_refuses_it(fivec, arguments, tmp_path):
    path = str(ROOT / "cases" / "kompas.yaml")
    run = fivec("explain", path, *arguments, cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr
    assert not list(tmp_path.iterdir())
    if "json" not in "".join(arguments):
        scored = fivec("score", path, *arguments, cwd=tmp_path).stderr
        assert run.stderr.partition(b" Choose")[0] == scored.partition(b" Choose")[0]


def test_the_title_says_what_is_explained_and_of_which_case(fivec):
    for name, title in (
        ("verdict", "Verdict"), ("excess", "Own doing"), ("capacity", "Capacity"),
        ("steering", "Steering"), ("issue:mpcc", "MPCC as military-strategic headquarters"),
        ("uptake", "Test uptake"), ("praised", "Evidence praised"), ("rule", "Way of judging"),
        ("test:uptake", "Test uptake"), ("networks.contacts", "Networks"),
        ("own-effort", "Hypothesis own-effort"), ("iob-2025", "Source iob-2025"),
        ("confidence", "Confidence"), ("levers", "What would move an end of the verdict"),
    ):  # fmt: skip
        said = fivec("explain", "cases/kompas.yaml", name).stdout.decode()
        assert said.splitlines()[0] == f"{title} · EU Strategic Compass 2022"


def test_a_text_from_the_file_is_shown_as_text(written, fivec):
    text = (ROOT / "cases" / "kompas.yaml").read_text(encoding="utf-8")
    path = written(text.replace("Positions from the Dutch papers", "Odd [bold]x[/] Positions"))
    said = fivec("explain", str(path), "uptake").stdout.decode()
    assert "Odd [bold]x[/] Positions" in said
