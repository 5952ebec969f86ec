"""What holds too many items is refused at once, and what holds the most is answered in time."""

import time

import pytest

from fivec.api import assess
from fivec.checks.sizes import LIMITS, check_sizes
from fivec.files.yaml_reader import read_yaml
from tests.conftest import ROOT, load

HEAD = "format: fivec/case@1\nid: a\ntitle: A\nrubric: iob-5c\nactor: {id: NLD}\n"


def nested(path, count):
    """A document in which only the list at a path holds so many items."""
    inner = "[" + ", ".join(["{}"] * count) + "]"
    for key in reversed(path.split(".")[1:]):
        inner = f"[{{{key}: {inner}}}]"
    return f"{path.split('.')[0]}: {inner}\n"


@pytest.mark.parametrize(("path", "most", "_"), LIMITS)
def test_a_list_may_hold_so_much_and_no_more(path, most, _):
    for count, expected in ((most, []), (most + 1, [path])):
        document, faults = read_yaml(nested(path, count).encode(), "x.yaml")
        assert not faults
        found = check_sizes(document)
        assert [dict(one.data)["key"] for one in found] == expected
        assert all(one.code == "too-many-items" and one.line == 1 for one in found)


@pytest.mark.parametrize(
    ("path", "most", "total"), [one for one in LIMITS if one[1] < one[2] and "." in one[0]]
)
def test_so_may_all_such_lists_together(path, most, total):
    outer, *rest = path.split(".")
    inner = "[" + ", ".join(["{}"] * most) + "]"
    for key in reversed(rest):
        inner = f"{{{key}: {inner}}}"
    for count, expected in ((total // most, []), (total // most + 1, [str(total)])):
        items = ", ".join([inner] * count)
        document, _ = read_yaml(f"{outer}: [{items}]\n".encode(), "x.yaml")
        found = [one for one in check_sizes(document) if dict(one.data)["key"] == path]
        assert [dict(one.data)["limit"] for one in found] == expected


def test_a_rubric_too_large_is_refused_and_so_is_a_case_that_is_judged_with_it(tmp_path, written):
    text = (ROOT / "rubrics" / "iob-5c.yaml").read_text(encoding="utf-8")
    more = "".join(
        f"  - {{id: c{n}, label: C, indicators: [{{id: i, label: I}}]}}\n" for n in range(60)
    )
    grown = text.replace("capabilities:\n", f"capabilities:\n{more}", 1)
    (tmp_path / "large.yaml").write_text(grown, encoding="utf-8")
    assert [one.code for one in load(tmp_path / "large.yaml").findings] == ["too-many-items"]
    loaded = load(written(HEAD.replace("iob-5c", "./large.yaml")))
    assert [one.code for one in loaded.findings] == ["faulty-rubric"]


@pytest.mark.parametrize("body", ["[]", "3", "{issues: 4}", "{issues: [1, {others: x}]}", "{}"])
def test_whatever_a_document_holds_it_can_be_counted(body):
    document, _ = read_yaml(body.encode(), "x.yaml")
    assert check_sizes(document) == ()


def issues(kind):
    """As many issues as a case may have, every other a part of the one before."""
    rows = []
    for n in range(500):
        part = f", part_of: i{n - 1}" if n % 2 else ""
        others = ", ".join(f"{{actor: a{k}, position: {(7 * k + n) % 100}}}" for k in range(24))
        said = {
            "in words": f"attained: {('none', 'partial', 'full')[n % 3]}, range: [none, full],"
            f" alignment: {('middle', 'unknown', 'outlier')[n % 3]}",
            "unknown": f"attained: partial, alignment: {'outlier' if n % 5 < 2 else 'unknown'}",
            "on a scale": f"scale: {{min: 1, max: 100}}, position: {n % 90}, outcome: {n % 55},"
            f" others: [{others}]",
            "in a chain": "attained: partial, alignment: middle",
        }[kind]
        if kind == "in a chain":
            part = f", part_of: i{n - 1}" if n else ""
        rows.append(f"  - {{id: i{n}, label: I, salience: {n % 100}, {said}{part}}}\n")
    return "issues:\n" + "".join(rows)


def attributions():
    levels = ("none", "limited", "reasonable", "considerable")
    return "attributions:\n" + "".join(
        f"  - {{by: {('self', 'external')[n % 2]}, group: g{n}, level: {levels[n % 4]},"
        " range: [none, decisive]}\n"
        for n in range(500)
    )


def traces():
    names = ["own", *(f"h{n}" for n in range(49))]
    hypotheses = "".join(
        f"    - {{id: {name}, says: H, kind: {'rival' if n else 'contribution'}}}\n"
        for n, name in enumerate(names)
    )
    tests = "".join(
        f"    - {{id: t{n}, says: T, result: {('found', 'absent')[n % 2]}, likelihoods: {{"
        + ", ".join(f"{name}: 0.{1 + (n * at) % 8}" for at, name in enumerate(names))
        + "}}\n"
        for n in range(500)
    )
    return f"tracing:\n  by: coder\n  hypotheses:\n{hypotheses}  tests:\n{tests}"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(issues(kind), id=kind)
        for kind in ("in words", "unknown", "on a scale", "in a chain")
    ]
    + [pytest.param(attributions(), id="groups"), pytest.param(traces(), id="tests")],
)
def test_the_largest_case_is_answered_in_time(written, body):
    start = time.process_time()
    loaded = load(written(HEAD + body))
    assert loaded.case is not None, loaded.findings[:3]
    assess(loaded.case, loaded.rubric, findings=loaded.findings)
    assert time.process_time() - start < 5
