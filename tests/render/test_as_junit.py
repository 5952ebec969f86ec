"""JUnit: cases as suites, thresholds and findings as tests, as others read them."""

from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree
from msgspec.structs import replace

from fivec.locale import words
from fivec.model.assessment import Batch, Failed
from fivec.model.checked import Checked
from fivec.model.document import Origin
from fivec.model.finding import WaivedFinding, finding
from fivec.model.text import plain
from fivec.render import View
from fivec.render.machine.as_junit import render
from tests.conftest import ROOT

KOMPAS = "cases/kompas.yaml"
WRONG = "tests/examples/wrong/unknown-level.yaml"
VIEW = View(words=words("en"))


def suites(run):
    return {one.name: list(one) for one in JUnitXml.fromstring(run.stdout)}


def states(tests):
    return {one.name: one.result[0] if one.result else None for one in tests}


def test_a_case_is_a_suite_and_each_threshold_and_finding_a_test(fivec):
    asked = ["capacity=60", "capacity=90", "attainment=60", "verdict=limited"]
    asked.append("verdict.low=decisive")
    flags = [flag for one in asked for flag in ("--fail-under", one)]
    run = fivec("score", KOMPAS, WRONG, *flags, "--format", "junit")
    assert run.returncode == 2
    held = suites(run)
    assert list(held) == ["kompas", WRONG]
    kompas = states(held["kompas"])
    assert [kompas[one] and type(kompas[one]) for one in asked] == [
        None, Failure, Failure, None, Failure,
    ]  # fmt: skip
    assert [kompas[one].type for one in asked if kompas[one]] == [
        "not-shown-to-reach", "figure-thin", "below-threshold",
    ]  # fmt: skip
    rest = {name: one for name, one in kompas.items() if name not in asked}
    assert isinstance(rest["shared-by-issues 778:9"], Failure)
    assert "Where one passage speaks of one wish" in rest["shared-by-issues 778:9"].text
    waived = [one for one in rest.values() if isinstance(one, Skipped)]
    assert waived
    assert all(one.message.endswith(".") and "(fivec)" in one.message for one in waived)
    (fault,) = held[WRONG]
    assert isinstance(fault.result[0], Error)
    assert (fault.name, fault.classname) == ("unknown-level 8:49", WRONG)
    assert "did you mean" in fault.result[0].message


def test_a_file_that_is_checked_is_a_suite_also_where_nothing_is_found(fivec):
    right = "tests/examples/right/smallest.yaml"
    held = suites(fivec("check", right, WRONG, "nowhere.yaml", "--format", "junit"))
    assert states(held[right]) == {"no-findings": None}
    assert isinstance(states(held[WRONG])["unknown-level 8:49"], Error)
    assert isinstance(states(held["nowhere.yaml"])["unreadable"], Error)


def test_what_is_ignored_is_skipped_and_says_so(fivec):
    ignored = ("--ignore", "shared-by-issues", "--ignore", "not-shown-to-reach")
    run = fivec("score", KOMPAS, "--fail-under", "90", *ignored, "--format", "junit")
    assert run.returncode == 0
    held = states(suites(run)["kompas"])
    for name in ("capacity=90", "shared-by-issues 778:9"):
        assert isinstance(held[name], Skipped)
        assert "--ignore" in held[name].message


def test_counts_are_those_of_the_tests(fivec):
    text = fivec("score", "cases", WRONG, "--fail-under", "60", "--format", "junit").stdout
    root = etree.fromstring(text)
    for one in (root, *root):
        for name, tag in (
            ("tests", "testcase"), ("errors", "error"), ("failures", "failure"),
            ("skipped", "skipped"),
        ):  # fmt: skip
            assert int(one.get(name)) == len(list(one.iter(tag)))
    named = [(one.get("classname"), one.get("name")) for one in root.iter("testcase")]
    assert len(set(named)) == len(named)


def test_names_are_the_same_in_every_language_and_sentences_are_not(fivec):
    texts = [
        fivec("score", KOMPAS, "--fail-under", "90", "--format", "junit", "--lang", language)
        for language in ("en", "nl", "fr")
    ]
    names = [list(states(suites(one)["kompas"])) for one in texts]
    assert names[0] == names[1] == names[2]
    assert len({one.stdout for one in texts}) == 3


def test_an_xml_file_is_junit_and_the_same_whatever_is_around(fivec, tmp_path):
    target = tmp_path / "report.xml"
    assert fivec("score", KOMPAS, "-o", str(target)).returncode == 0
    printed = fivec("score", KOMPAS, "--format", "junit", LC_ALL="nl_NL.UTF-8").stdout
    assert target.read_bytes() == printed
    assert len(JUnitXml.fromfile(str(target))) == 1
    assert fivec("score", KOMPAS, "--format", "junit", "--full").returncode == 2


def test_no_path_of_this_machine_is_told(fivec, tmp_path):
    here = str(ROOT / KOMPAS)
    assert b'file="cases/kompas.yaml"' in fivec("score", KOMPAS, "--format", "junit").stdout
    text = fivec("score", here, "--format", "junit", cwd=tmp_path).stdout.decode()
    assert 'file="kompas.yaml"' in text
    assert str(ROOT) not in text
    root = {"CI_PROJECT_DIR": str(ROOT)}
    text = fivec("score", here, "--format", "junit", cwd=tmp_path, **root).stdout.decode()
    assert 'file="cases/kompas.yaml"' in text


@given(st.text(max_size=30))
def test_any_text_of_a_file_is_text_of_the_report(kompas, text):
    faults = (finding(text, (1, 1), "unknown-level", id=text, of="]]><x>", guess=text),)
    case = replace(kompas.case, title=plain(text), origin=Origin(text))
    waived = (WaivedFinding(faults[0], plain(f"a{text}"), text),)
    one = replace(kompas, case=case, findings=faults, waived=waived)
    for what in (Batch((one, Failed(text, faults))), Checked((text,), faults, waived=waived)):
        root = etree.fromstring(render(what, VIEW).encode())
        assert {one.tag for one in root.iter()} == {
            "testsuites", "testsuite", "testcase", "error", "skipped",
        }  # fmt: skip
