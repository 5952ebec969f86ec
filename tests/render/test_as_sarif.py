"""SARIF: what the standard asks for and no schema says too, and no path of this machine."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from fivec.locale import words
from fivec.model.checked import Checked
from fivec.model.finding import finding
from fivec.render import View
from fivec.render.machine.as_sarif import render
from tests.conftest import ROOT

WRONG = "tests/examples/wrong"
LINK = re.compile(r"(?<!\\)\[")


def log(run):
    (held,) = json.loads(run.stdout)["runs"]
    return held


def test_every_finding_is_a_result_with_its_rule_and_its_region(fivec):
    run = fivec("check", "cases", WRONG, "--format", "sarif")
    assert run.returncode == 2
    text = json.loads(run.stdout)
    assert (text["version"], len(text["runs"])) == ("2.1.0", 1)
    held = log(run)
    assert set(held) == {"tool", "language", "columnKind", "artifacts", "results"}
    rules = held["tool"]["driver"]["rules"]
    assert [one["id"] for one in rules] == sorted({one["ruleId"] for one in held["results"]})
    for rule in rules:
        assert rule["help"]["text"]
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")
        assert not re.search(r"\{[a-z]", rule["help"]["text"].replace("{{", ""))
    found = json.loads(fivec("check", "cases", WRONG, "--format", "json").stdout)
    both = found["findings"] + found["waived"]
    places = []
    for one in held["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        (where,) = one["locations"]
        place = where["physicalLocation"]
        region = place.get("region", {})
        uri = place["artifactLocation"]["uri"]
        places.append((uri, region.get("startLine"), region.get("startColumn"), one["ruleId"]))
        assert "startLine" not in region or region["startLine"] > 0
    assert sorted(places, key=str) == sorted(
        ((one["file"], one["line"], one["column"], one["code"]) for one in both), key=str
    )
    uris = [one["location"]["uri"] for one in held["artifacts"]]
    assert "cases/kompas.yaml" in uris
    assert len(set(uris)) == len(uris)


def test_what_is_waived_or_ignored_is_suppressed_with_the_reason(fivec):
    call = ("check", "cases/kompas.yaml", "--ignore", "shared-by-issues", "--format", "sarif")
    results = log(fivec(*call))["results"]
    held = {(one["ruleId"]): one.get("suppressions") for one in results}
    assert held["shared-by-issues"] == [
        {"kind": "external", "justification": "This run ignores it (--ignore)."}
    ]
    reasons = [one["suppressions"][0] for one in results if "suppressions" in one]
    assert [one["kind"] for one in reasons].count("inSource") == 2
    assert all(one["justification"] for one in reasons)
    assert None in held.values()


def test_places_are_relative_and_name_no_machine(fivec, tmp_path):
    odd = tmp_path / "sub" / "a b:é#1.yaml"
    odd.parent.mkdir()
    odd.write_text("format: fivec/case@1\nid: a\n", encoding="utf-8")
    where = "sub/a%20b%3A%C3%A9%231.yaml"
    for given_, around, wanted in (
        ("sub/a b:é#1.yaml", {}, where),
        (str(odd), {}, where.removeprefix("sub/")),
        (str(odd), {"GITHUB_WORKSPACE": str(odd.parent)}, where.removeprefix("sub/")),
        (str(odd), {"CI_PROJECT_DIR": str(tmp_path)}, where),
        (str(ROOT / WRONG / "unknown-level.yaml"), {}, "unknown-level.yaml"),
    ):
        text = fivec("check", given_, "--format", "sarif", cwd=tmp_path, **around).stdout.decode()
        assert f'"uri": "{wanted}"' in text
        assert str(tmp_path) not in text
        assert str(ROOT) not in text


def test_a_file_of_its_name_is_sarif_and_a_score_is_none(fivec, tmp_path):
    target = tmp_path / "fivec.sarif"
    assert fivec("check", "cases", "-o", str(target)).returncode == 0
    assert json.loads(target.read_bytes())["version"] == "2.1.0"
    assert fivec("score", "cases", "--format", "sarif").returncode == 2


@given(st.text(max_size=40))
def test_no_text_of_a_file_is_a_link_or_a_placeholder(text):
    fault = finding("a.yaml", (1, 1), "unknown-level", id=f"{{0}}[x](1){text}", of=text)
    held = json.loads(render(Checked(("a.yaml",), (fault,)), View(words=words("en"))))
    message = held["runs"][0]["results"][0]["message"]["text"]
    assert not LINK.search(message.replace("\\\\", ""))
    assert "{" not in message.replace("{{", "")
