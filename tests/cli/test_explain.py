"""``fivec explain``: from the verdict to the line of the report behind every step."""

import re

import pytest

from fivec.files.paths import kind
from fivec.locale import words
from fivec.reports import View
from fivec.reports.explain import names
from fivec.reports.tree import render
from tests.conftest import ROOT, assessed, of_strong_tests, same_as_golden

CASES = sorted((ROOT / "cases").glob("*.yaml"))
RIGHT = ROOT / "tests" / "examples" / "right"
# A rubric is explained through its cases.
RIGHT_CASES = [path for path in sorted(RIGHT.glob("*.yaml")) if kind(path) == "case"]


def nodes(node):
    yield node
    for child in node.children:
        yield from nodes(child)


def tree(path, name="verdict", language="en", one=None):
    return names(one or assessed(path))[name](words(language))


def test_from_the_verdict_on_the_compass_to_the_line_of_the_report(fivec):
    run = fivec("explain", "cases/kompas.yaml", COLUMNS="200")
    said = run.stdout.decode()
    assert run.returncode == 0
    assert said.startswith("Considerable influence")
    for expected in (
        "0.7 / 0.15 = 4.6667",
        "(0.7 / 0.15) × (0.9 / 0.4) × (0.6 / 0.8) × (0.8 / 0.6) = 10.5",
        "0.5 × 10.5 / (0.5 × 10.5 + 0.5) = 0.913",
        "(100 + 100 + 100) / 3 = 100",
        "§4.4.1, l. 2070-2072",
        "§4.4.2, l. 2096-2098",
        "asks for were 3 instead of 2. [rubric: verdict.minimum_methods]",
        "[rubric: verdict.bands.tracing]",
        "[rubric: verdict.gate]",
    ):
        assert expected in said, expected


@pytest.mark.parametrize(
    ("name", "language"), [("kompas", "en"), ("strategisch-concept", "nl"), ("nis2-cer", "nl")]
)
def test_the_whole_tree_of_a_case(name, language):
    one = assessed(ROOT / "cases" / f"{name}.yaml")
    said = render(names(one)["verdict"](words(language)), View(words(language), 120))
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
        assert rows[node.id].where in node.children[0].text


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("path", [*CASES, *RIGHT_CASES], ids=lambda path: path.stem)
def test_everything_that_can_be_asked_for_has_an_answer(path, language):
    one = assessed(path)
    view = View(words(language), 80)
    for name, branch in names(one).items():
        said = render(branch(view.words), view)
        assert said.strip(), name


def worked_out(text):
    """Yield the two sides of every sum in a text, worked out."""
    for left, right in re.findall(
        r"((?:max\(|[(\d])(?:max\(|[\d.()+−×/|; -])*) = (−?-?[\d.]+)", text
    ):
        # A semicolon within max(…) stands between two numbers; elsewhere it ends a sum.
        last = left if "max(" in left else left.rpartition("; ")[2]
        expression = last.replace("−", "-").replace("×", "*").replace(";", ",")
        expression = re.sub(r"\|([^|]*)\|", r"abs(\1)", expression)
        yield eval(expression), float(right.replace("−", "-"))  # noqa: S307 - digits and signs


@pytest.mark.parametrize("path", [*CASES, RIGHT / "on-a-scale.yaml"], ids=lambda path: path.stem)
def test_every_sum_works_out_by_hand(path):
    one = assessed(path)
    found = [
        pair
        for branch in names(one).values()
        for node in nodes(branch(words("en")))
        for pair in worked_out(node.text)
    ]
    assert len(found) > 5
    for left, right in found:
        assert left == pytest.approx(right, abs=2e-3)


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


def test_confidence_is_told_point_by_point(fivec):
    said = fivec("explain", "cases/kompas.yaml", "confidence", COLUMNS="200").stdout.decode()
    assert said.startswith("Confidence moderate (2 of 5 points")
    assert said.count("── point: ") == 2
    assert said.count("── no point: ") == 3
    assert "issues coded: 3 of 7 (asked: 60%, and at least 3)" in said


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
    assert "supports networks.coalitions" in used
    assert "Colleagues and representatives of several EU member states" in used


def test_a_hypothesis_shows_what_each_test_gives_it(fivec):
    said = fivec("explain", "cases/nis2-cer.yaml", "own-effort", COLUMNS="200").stdout.decode()
    assert "has probability 0.9" in said
    assert "0.5 × (1 − 0.9) = 0.05" in said


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


def test_the_rubrics_cap_is_told_where_it_bites(written, fivec):
    path = written(of_strong_tests(3))
    said = fivec("explain", str(path), "h", COLUMNS="240").stdout.decode()
    assert "holds what all tests together may weigh at its cap" in said
    assert "is its posterior" not in said


def test_sums_are_readable_on_a_stream_of_ascii(fivec):
    said = fivec("explain", "cases/kompas.yaml", "tracing", LC_ALL="C", PYTHONUTF8="0",
                 PYTHONIOENCODING="ascii").stdout.decode("ascii")  # fmt: skip
    assert "0.5 x 10.5 / (0.5 x 10.5 + 0.5) = 0.913" in said
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
    assert "(75 + 100 + 100 + 100 + 100 + 0 + 0 + 0) / 8 = 59,375" in run.stdout.decode()
    plain = fivec(
        "explain", "cases/kompas.yaml", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii"
    )
    assert plain.returncode == 0
    plain.stdout.decode("ascii")


def test_a_text_from_the_file_is_shown_as_text(written, fivec):
    text = (ROOT / "cases" / "kompas.yaml").read_text(encoding="utf-8")
    path = written(text.replace("Positions from the Dutch papers", "Odd [bold]x[/] Positions"))
    said = fivec("explain", str(path), "uptake").stdout.decode()
    assert "Odd [bold]x[/] Positions" in said
