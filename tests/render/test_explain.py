"""Every number that ``fivec explain`` shows is the one in the JSON, and every sum comes to it."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given

from fivec.documents.blocks import plain
from fivec.documents.explain import names, why
from fivec.files.load import Loader
from fivec.files.paths import Input
from fivec.locale import words
from fivec.render.machine.as_json import case_record
from tests.conftest import ROOT, assess_as, assessed
from tests.methods.any_case import cases

SAY = words("en")
SHIPPED = [*sorted((ROOT / "cases").glob("*.yaml")),
           ROOT / "tests" / "examples" / "right" / "on-a-scale.yaml"]  # fmt: skip
FILE = Input("a.yaml", Path("a.yaml"), Path())
LOADER = Loader()


def nodes(node):
    yield node
    for child in node.children:
        yield from nodes(child)


def branch(one, name):
    return why(one, name, SAY)


def texts(node):
    return [plain(child.line) for child in node.children]


def lines(node, code):
    """Return the lines of a kind at the top of a branch, by how they begin."""
    start = SAY.catalogue.find(f"explain.{code}").partition("{")[0]
    return [line for line in texts(node) if line.startswith(start)]


def numbers(text):
    return re.findall(r"(?<![\w.])-?\d[\d.]*(?:e\+\d+)?", text.replace("−", "-"))


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


def sums(one):
    return [
        pair
        for name in names(one)
        for node in nodes(branch(one, name))
        for pair in worked_out(plain(node.line))
    ]


def shows(text, *values):
    """Hold that a text shows numbers as the JSON has them."""
    shown = numbers(text)
    for value in values:
        assert SAY.exact(value).replace("−", "-") in shown, (value, text)


def comes_to(top, code, value):
    """Hold that the one line of a kind ends with a number of the JSON."""
    (line,) = lines(top, code)
    assert numbers(line)[-1] == SAY.exact(value), (code, value, line)


def same_numbers(one):
    """Hold that each figure of a case stands in its branch as the JSON has it."""
    record = case_record(one, SAY)
    verdict = record["verdict"]
    questions = verdict["questions"] | {"ceiling": verdict["ceiling"]}
    for name, answer in questions.items():
        top = branch(one, name)
        if answer["figure"] is not None:
            (band,) = [line for line in texts(top) if "cut points" in line]
            assert numbers(band)[0] == SAY.exact(answer["figure"])
            low, high = answer["interval"]
            if low < high:
                (line,) = [line for line in texts(top) if " with every doubt: " in line]
                assert numbers(line)[:2] == [SAY.exact(low), SAY.exact(high)]
    of_issues(one, record["preference"])
    of_traces(one, record["tracing"])
    of_groups(one, record["attribution"])
    both_ends(one)


def of_issues(one, lens):
    if lens is None or lens["excess"] is None:
        return
    own, got, field = (branch(one, name) for name in ("excess", "ceiling", "preference"))
    comes_to(own, "excess", lens["excess"])
    comes_to(own, "excess-parts", lens["excess"])
    shows(lines(own, "excess-parts")[0], lens["contested"], lens["luck"])
    comes_to(got, "contested", lens["contested"])
    comes_to(field, "attainment", lens["attainment"])
    ends = [(own, "excess-ends", "excess_interval"), (got, "with-silent", "contested_bounds"),
            (got, "with-ranges", "contested_interval"), (field, "with-silent", "bounds"),
            (field, "with-ranges", "interval")]  # fmt: skip
    for top, code, key in ends:
        for line in lines(top, code):
            shows(line, *lens[key])
    by_rule = [
        line for line in (plain(n.line) for n in own.children) if line.startswith("If the others")
    ]
    if by_rule:
        text = " ".join(by_rule)
        shows(text, *(end for end in lens["excess_interval"] if end != lens["excess"]))
    # What has ends of its own has a line for them.
    assert bool(lines(own, "excess-ends") or by_rule) == (len(set(lens["excess_interval"])) == 2)
    for top, key in ((got, "contested_"), (field, "")):
        bounds, wide = lens[f"{key}bounds"], lens[f"{key}interval"]
        assert bool(lines(top, "with-ranges")) == (bounds != wide)
        assert bool(lines(top, "with-silent")) == (len(set(bounds)) == 2)
    for issue in lens["issues"]:
        if issue["excess"] is None:
            continue
        top = branch(one, f"issue:{issue['id']}")
        text = " ".join(plain(node.line) for node in nodes(top))
        shows(plain(top.line), issue["excess"], *set(issue["excess_range"]))
        shows(text, issue["luck"], issue["contested"])
        if issue["luck_from"] == "positions" and issue["span"]:
            (line,) = lines(top, "own-doing-sum")
            assert numbers(line)[-1] == SAY.exact(issue["excess"])
            decided = issue["counterfactual"]["compromise"]
            assert any(numbers(line)[-1] == SAY.exact(decided)
                       for line in lines(top, "luck-compromise"))  # fmt: skip


def of_traces(one, lens):
    if lens is None:
        return
    top = branch(one, "tracing")
    text = " ".join(texts(top))
    shows(text, lens["posterior"], lens["ratio"], lens["decibels"], lens["even_prior"])
    shows(text, *lens["prior_sensitivity"].values())
    if lens["interval"][0] < lens["interval"][1]:
        shows(" ".join(lines(top, "posterior-interval")), *lens["interval"])
    for hypothesis in lens["hypotheses"]:
        node = branch(one, f"hypothesis:{hypothesis['id']}")
        shows(plain(node.line), *(hypothesis[key] for key in ("prior", "posterior")
                           if hypothesis[key] is not None))  # fmt: skip
        if hypothesis["kind"] != "contribution":
            shows(" ".join(texts(node)), hypothesis["ratio"])
    for test in lens["tests"]:
        if test["ratio"] is not None:
            node = branch(one, f"test:{test['id']}")
            shows(plain(node.line), test["ratio"])
            comes_to(node, "test", test["ratio"])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_sum_of_a_shipped_case_works_out_by_hand_to_a_number_of_the_json(path):
    one = assessed(path)
    pairs = sums(one)
    assert len(pairs) > 5
    for left, right in pairs:
        assert left == pytest.approx(right, abs=2e-3)
    same_numbers(one)


@given(cases)
def test_so_does_every_sum_of_any_case(mapping):
    loaded = LOADER.read(json.dumps(mapping).encode(), FILE)
    one = assess_as(loaded.case, loaded.rubric)
    for left, right in sums(one):
        assert left == pytest.approx(right, abs=2e-3, rel=2e-3), mapping
    for node in nodes(branch(one, "tracing")):
        for left, right in worked_out(plain(node.line)):
            assert left == pytest.approx(right, abs=1e-12, rel=4e-3), mapping
    same_numbers(one)


def both_ends(one):
    """Hold that each end is the middle of three levels, held down, and the one of the JSON."""
    verdict = case_record(one, SAY)["verdict"]
    scale = [item.label.to("en").lower() for item in one.rubric.verdict.scale]
    (rule,) = [
        n for n in branch(one, "verdict").children if plain(n.line).startswith("The rule of")
    ]
    for start, key in (("as coded", "as_coded"), ("with every doubt", "range")):
        sides = [
            plain(n.line)
            for n in rule.children
            if plain(n.line).partition(": ")[0].lower().endswith(start)
        ]
        assert len(sides) in (1, 2)
        for line, end in zip(sides, verdict[key], strict=len(sides) == 2):
            three, _, rest = line.partition("middle of (")[2].lower().partition(") = ")
            middle, _, rest = rest.partition("; not above ")
            ceiling, held, last = rest.partition(", so ")
            assert middle == sorted(three.split("; "), key=scale.index)[1]
            assert bool(held) == (scale.index(middle) > scale.index(ceiling))
            assert (last or middle) == scale[one.rubric.verdict.levels.index(end)]


def of_groups(one, lens):
    """Hold that the weight up to each level is shown, and where half of it is reached."""
    if lens is None or lens["external"] is None:
        return
    rule = one.rubric.verdict
    heard = [one for one in lens["groups"] if one["by"] == "external" and one["counted"]]
    (line,) = lines(branch(one, "attribution"), "voices")
    whole = 0.0
    for item in rule.scale:
        here = sum(group["weight"] for group in heard if group["level"] == item.id)
        whole += here
        if here:
            assert f"{item.label.to('en').lower()}: {SAY.exact(whole)}" in line.lower()
    assert f"{SAY.exact(whole)} / 2 = " in line
    assert line.lower().endswith(rule.levels_by_id[lens["external"]].label.to("en").lower())
