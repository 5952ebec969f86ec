"""From a path to a case and its rubric."""

import os

import pytest

from fivec.documents.findings import lines
from fivec.files.alone import first_of
from fivec.files.load import Loader, load_rubric
from fivec.files.paths import Input, expand
from fivec.locale import LANGUAGES, words
from fivec.model.finding import finding
from tests.conftest import ROOT, load

HEAD = "format: fivec/case@1\nid: a\ntitle: A\nactor: {id: NLD}\n"
RUBRIC = (ROOT / "tests" / "examples" / "right" / "presidency.yaml").read_text(encoding="utf-8")


def codes(loaded):
    return [one.code for one in loaded.findings]


def test_a_shipped_rubric_is_found_from_anywhere(written):
    assert load(written(HEAD + "rubric: iob-5c@1\n")).rubric.id == "iob-5c"


def test_a_rubric_beside_the_case_is_found_by_its_id(written):
    written(RUBRIC, "some-name.yml")
    loaded = load(written(HEAD + "rubric: presidency\n"))
    assert (loaded.rubric.id, loaded.rubric.version) == ("presidency", 2)


def test_a_rubric_in_the_folder_tree_of_the_case_is_found_by_path(written):
    written(RUBRIC, "deep/er/r.yaml")
    assert load(written(HEAD + "rubric: deep/er/r.yaml\n")).rubric.id == "presidency"


@pytest.mark.parametrize(
    ("written_as", "version"), [("2", 2), ("'2'", 2), ("2.0", "2.0"), ("'02'", "02"), ("v2", "v2")]
)
def test_a_version_is_pinned_as_it_is_written(written, written_as, version):
    written(RUBRIC.replace("version: 2", f"version: {written_as}"), "r.yaml")
    for name, expected in ((str(version), []), ("3", ["rubric-version"])):
        loaded = load(written(HEAD + f"rubric: presidency@{name}\n"))
        assert codes(loaded) == expected
        assert not loaded.case or loaded.rubric.version == version


@pytest.mark.parametrize(
    "name", ["../r.yaml", "deep/../../r.yaml", "C:/r.yaml", "..\\\\r.yaml", "{absolute}"]
)
def test_a_path_may_not_lead_out_of_the_folder_of_the_case(written, name):
    outside = written(RUBRIC, "r.yaml")
    case = written(HEAD + f'rubric: "{name.format(absolute=outside)}"\n', "deep/case.yaml")
    loaded = load(case)
    assert codes(loaded) == ["rubric-path"]
    assert loaded.case is None


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no links")
def test_a_link_may_not_lead_out_either(written):
    outside = written(RUBRIC, "r.yaml")
    case = written(HEAD + "rubric: inside.yaml\n", "deep/case.yaml")
    (case.parent / "inside.yaml").symlink_to(outside)
    assert codes(load(case)) == ["rubric-path"]


def test_of_very_many_rubrics_beside_a_case_none_is_sought(written, monkeypatch):
    import fivec.files.rubrics as module

    written(RUBRIC, "r.yaml")
    case = written(HEAD + "rubric: presidency\n")
    monkeypatch.setattr(module, "MAX_BESIDE", len(RUBRIC.encode()))
    assert codes(load(case)) == []
    written(RUBRIC.replace("id: presidency", "id: other"), "s.yaml")
    loaded = load(case)
    assert codes(loaded) == ["unreadable-rubric"]
    assert dict(loaded.findings[0].data)["why"] == "too-many-rubrics"


def test_a_faulty_rubric_is_named_with_its_first_fault(written):
    written(RUBRIC.replace("value: 90", "value: 60"), "r.yaml")
    loaded = load(written(HEAD + "rubric: r.yaml\n"))
    assert codes(loaded) == ["faulty-rubric"]
    assert "level-order" in dict(loaded.findings[0].data)["first"]


def test_the_command_line_may_name_any_rubric(written):
    rubric = written(RUBRIC, "elsewhere/r.yaml")
    case = written(HEAD + "rubric: iob-5c\n", "cases/a.yaml")
    assert load(case, rubric=str(rubric)).rubric.id == "presidency"


def test_a_rubric_is_read_once_for_many_cases(written, monkeypatch):
    import fivec.files.alone as module

    written(RUBRIC, "r.yaml")
    case = written(HEAD + "rubric: r.yaml\n")
    read = []
    real = module.read_yaml

    def counting(data, name):
        read.append(name)
        return real(data, name)

    monkeypatch.setattr(module, "read_yaml", counting)
    loader = Loader()
    for name in ("a", "b", "c"):
        assert loader.load(Input(name, case, case.parent)).case is not None
    assert sum(name.endswith("r.yaml") for name in read) == 1


def test_a_folder_stands_for_the_cases_below_it_in_name_order(written, tmp_path):
    for name in ("b.yaml", "a/z.yml", "c/d.YAML", ".hidden/e.yaml", "not.txt"):
        written(HEAD + "rubric: iob-5c\n", name)
    written(RUBRIC, "rubric.yaml")
    written("just: data\n", "other.yaml")
    inputs, faults, passed, links = expand([str(tmp_path)])
    assert [one.path.relative_to(tmp_path).as_posix() for one in inputs] == [
        "a/z.yml", "b.yaml", "c/d.YAML",
    ]  # fmt: skip
    assert faults == []
    assert (passed, links) == (1, 0)
    both = expand([str(tmp_path)], ("case", "rubric")).inputs
    assert len(both) == 4


@pytest.mark.parametrize(
    "head",
    [
        b"\xef\xbb\xbfformat: fivec/case@1\nid: a\n",
        b"{format: fivec/case@1, id: a,\n title: A, actor: {id: X}}\n",
        b'{"id": "a", "format": "fivec/case@1",\n"title": "A", "actor": {"id": "X"}}\n',
        b"format: >-\n  fivec/case@1\nid: a\n",
        b"  format: fivec/case@1\n  id: a\n",
    ],
)
def test_a_case_is_seen_in_its_folder_however_it_says_what_it_is(written, tmp_path, head):
    written(head, "a.yaml")
    inputs, faults, *_ = expand([str(tmp_path)])
    assert [one.path.name for one in inputs] == ["a.yaml"]
    assert faults == []


def test_a_note_that_speaks_of_the_format_makes_no_case(written, tmp_path):
    written("title: what says format and fivec/case@1\n", "a.yaml")
    assert expand([str(tmp_path)])[0] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{en: A, x_b: c}", [(3, 16, "unknown-language")]),
        ("{x_b: c}", [(3, 9, "unknown-language")]),
        ('{"en\\n": A}', [(3, 9, "unknown-language")]),
    ],
)
def test_a_text_has_languages_and_no_other_keys(written, text, expected):
    case = HEAD.replace("title: A", f"title: {text}") + "rubric: iob-5c\n"
    loaded = load(written(case))
    assert [(one.line, one.column, one.code) for one in loaded.findings] == expected
    # Nor where a key of one's own that is right makes the reader look twice.
    loaded = load(written(case + "x_mine: 1\nissues: []\n"))
    assert [(one.line, one.column, one.code) for one in loaded.findings] == expected


def test_a_number_that_sums_could_not_hold_is_out_of_range(written):
    text = (ROOT / "tests" / "examples" / "right" / "on-a-scale.yaml").read_text(encoding="utf-8")
    for old, new in (("position: 70", "position: 1e308"), ("power: 29", "power: 1e308")):
        assert old in text
        loaded = load(written(text.replace(old, new, 1)))
        assert {one.code for one in loaded.findings} == {"out-of-range"}


def test_a_folder_without_cases_and_a_missing_file_are_faults(tmp_path):
    faults = expand([str(tmp_path)]).faults
    assert [one.code for one in faults] == ["unreadable"]
    assert codes(load(tmp_path / "none.yaml")) == ["unreadable"]


def test_a_file_named_twice_is_read_once():
    case = str(ROOT / "cases" / "kompas.yaml")
    assert len(expand([case, case])[0]) == 1


@pytest.mark.parametrize("name", ["iob-5c", "iob-5c@1", str(ROOT / "rubrics" / "iob-5c.yaml")])
def test_a_rubric_is_found_by_id_version_or_file(name):
    rubric, findings = load_rubric(name)
    assert rubric.id == "iob-5c"
    assert findings == ()


def test_a_rule_is_as_shown_where_a_rubric_leaves_it_out(written):
    scale = "  scale: [{id: no, label: No}, {id: yes, label: Yes}]\n"
    text = RUBRIC.rstrip("\n") + "\nverdict:\n" + scale
    left_out = load_rubric(str(written(text, "left-out.yaml")))[0].verdict
    whole = load_rubric("iob-5c")[0].verdict
    for name in ("rule", "said_up_to", "minimum_coverage", "attained", "few_issues"):
        assert getattr(left_out, name) == getattr(whole, name), name
    edges = "attained", "excess", "tracing"
    assert [getattr(left_out.bands, name).edge for name in edges] == [
        getattr(whole.bands, name).edge for name in edges
    ]
    said = text + "  said_up_to: 1\n  few_issues: 0\n"
    given = load_rubric(str(written(said, "given.yaml")))[0].verdict
    assert (given.said_up_to, given.few_issues, given.minimum_coverage) == (1, 0, 0.5)


def test_the_rubric_of_the_report_is_whole():
    rubric, _ = load_rubric("iob-5c")
    counted = [i for c in rubric.capabilities for i in c.indicators if i.weight]
    assert len(rubric.capabilities) == 5
    assert len(counted) == 12
    for indicator in counted:
        assert indicator.parts
        assert list(indicator.descriptors) == [one.id for one in rubric.levels]
        for text in indicator.descriptors.values():
            assert {language for language, _ in text.versions} == set(LANGUAGES)


@pytest.mark.parametrize("text", ["- a\n- b\n", "plain\n", "12\n"])
def test_a_file_that_is_no_mapping_says_so(written, text):
    assert codes(load(written(text))) == ["not-a-mapping"]


def test_ten_mistakes_give_ten_findings_in_the_order_of_the_file(written):
    text = (
        HEAD.replace("title", "titel")
        + "rubric: iob-5c\ndecision_rule: unanimitty\nsources:\n  - {id: s, kind: studdy}\n"
        "evidence:\n  - {id: e, says: E, source: nowhere,"
        " bears_on: {steering.early-efort: supports}}\n"
        "codings:\n  - {coder: a, ratings: {steering.instructions: hihg}}\n"
        "issues:\n  - {id: i, label: I, salience: 180, attained: al, evidence: [x]}\n"
    )
    found = load(written(text)).findings
    assert [one.code for one in found] == [
        "missing-key", "unknown-key", "not-a-choice", "not-a-choice", "unknown-source",
        "unknown-indicator", "unknown-level", "out-of-range", "not-a-choice", "unknown-evidence",
    ]  # fmt: skip
    assert all(one.line and one.column for one in found)
    places = [(one.line, one.column) for one in found]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "body",
    [
        "sources: [" + "x, " * 1_999 + "x]\n",
        "sources: [" + "{a: 1}, " * 1_999 + "{a: 1}]\n",
        "evidence: ["
        + ", ".join(f"{{id: e{n}, says: E, source: s{n}}}" for n in range(3_000))
        + "]\n",
        "issues: ["
        + ", ".join(f"{{id: i{n}, label: I, part_of: i{(n + 1) % 500}}}" for n in range(500))
        + "]\n",
    ],
    ids=["texts", "mappings", "references", "circle"],
)
def test_a_file_full_of_faults_is_told_in_a_page_or_two(written, body):
    found = load(written(HEAD + "rubric: iob-5c\n" + body)).findings
    assert len(found) == 201
    assert found[-1].code == "more-findings"


def test_a_case_of_very_many_doubts_is_scored_all_the_same(written):
    rows = ", ".join(f"{{id: e{n}, says: E, source: s}}" for n in range(300))
    sources = "sources: [{id: s, kind: study, citation: C, classification: public}]\n"
    found = load(written(HEAD + "rubric: iob-5c\n" + sources + f"evidence: [{rows}]\n"))
    some = first_of([finding("f", (n, 1), "unused-evidence", id=n) for n in range(300)])
    assert some[-1].code == "more-remarks"
    assert not any(one.blocks for one in some)
    assert found.case is not None


def test_a_circle_of_parts_is_found_once_for_each(written):
    issues = "issues: [" + ", ".join(
        f"{{id: {a}, label: A, silent: both, part_of: {b}}}"
        for a, b in ("ab", "bc", "ca", "da")
    )  # fmt: skip
    found = load(written(HEAD + "rubric: iob-5c\n" + issues + "]\n")).findings
    assert [dict(one.data)["id"] for one in found] == ["a", "b", "c"]


def test_a_file_that_breaks_off_is_not_blamed_for_what_may_follow(written):
    assert codes(load(written("format: fivec/case@1\nid: 'a\n"))) == ["syntax"]


LONG = "x" * 1_000_000


@pytest.mark.parametrize(
    "body",
    [
        f"note: &{LONG} a\n",
        f"note: !{LONG} a\n",
        f"{LONG[:1000]}: a\n",
        f"sources: [{{id: é{LONG}, kind: study}}]\n",
        f"sources: [{{id: s, kind: {LONG}}}]\n",
        f"evidence: [{{id: e, says: E, source: {LONG}}}]\n",
        f"codings: [{{coder: a, ratings: {{'{LONG[:500]}': high}}}}]\n",
        f"sources: [{{id: {LONG}, kind: study}}, {{id: {LONG}, kind: study}}]\n",
        f"issues: [{{id: a, label: A, silent: both, salience: {LONG}}}]\n",
    ],
)
def test_a_long_value_is_quoted_by_its_start(written, body):
    found = load(written(HEAD + "rubric: iob-5c\n" + body)).findings
    assert found
    for language in LANGUAGES:
        assert len(lines(found, words(language))) < 4000


def test_a_rubric_of_a_long_name_is_said_by_its_start(written):
    found = load(written(HEAD + f"rubric: {LONG}\n")).findings
    assert [one.code for one in found] == ["unknown-rubric"]
    assert len(lines(found, words("en"))) < 1000


def test_no_name_is_proposed_for_a_long_one_or_among_very_many(written):
    # Of two that no row names neither is offered for being the only one.
    body = "sources: [{id: study, kind: study}, {id: b, kind: study}]\nevidence:\n"
    row = "  - {{id: e{n}, says: E, source: {name}}}\n"
    one = load(written(HEAD + "rubric: iob-5c\n" + body + row.format(n=1, name="studdy")))
    assert [dict(found.data)["guess"] for found in one.findings] == ["study"]
    long = load(written(HEAD + "rubric: iob-5c\n" + body + row.format(n=1, name="studdy" * 30)))
    assert [dict(found.data)["guess"] for found in long.findings] == [""]
    many = "".join(row.format(n=n, name=f"studdy{n}") for n in range(150))
    found = load(written(HEAD + "rubric: iob-5c\n" + body + many)).findings
    assert 0 < sum(bool(dict(one.data)["guess"]) for one in found) <= 25


def test_of_two_rubrics_under_one_name_it_is_told_which_is_used(written):
    own = (ROOT / "rubrics" / "iob-5c.yaml").read_text(encoding="utf-8")
    case = written(HEAD + "rubric: iob-5c@1\n")
    written(own, "same.yaml")
    assert codes(load(case)) == []
    written(own.replace("\n", "\n# changed\n", 1), "changed.yaml")
    (one,) = load(case).findings
    facts = dict(one.data)
    assert (one.code, one.line, one.column, one.severity) == ("rubric-twice", 5, 9, "warning")
    assert (facts["used"], facts["other"].rpartition("/")[2]) == ("shipped", "changed.yaml")
    assert load(case).case is not None


def test_of_two_versions_of_which_none_is_asked_for_it_is_told_which_is_used(written):
    written(RUBRIC, "b.yaml")
    written(RUBRIC.replace("version: 2", "version: 3"), "c.yaml")
    for name, found in (("presidency", ["rubric-twice"]), ("presidency@3", [])):
        loaded = load(written(HEAD + f"rubric: {name}\n"))
        assert codes(loaded) == found
    assert loaded.rubric.version == 3


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("''", "empty"),
        ("' '", "empty"),
        ("x" * 300, "unknown-rubric"),
        ("./" + "x" * 300, "unreadable-rubric"),
        ("d/" * 1000 + "r.yaml", "unknown-rubric"),
        ("d/" * 5000 + "r.yaml", "unreadable-rubric"),
        ("./circle.yaml", "unreadable-rubric"),
        ("./pipe.yaml", "unreadable-rubric"),
        ("./null.yaml", "rubric-path"),
        ("away", "unknown-rubric"),
        ("away.yaml", "rubric-path"),
        ("case.yaml/r.yaml", "unknown-rubric"),
    ],
)
def test_no_name_of_a_rubric_leads_out_or_stops_another_case(written, name, code):
    away = written(RUBRIC.replace("id: presidency", "id: away"), "away.yaml")
    case = written(HEAD + f"rubric: {name}\n", "cases/case.yaml")
    (case.parent / "circle.yaml").symlink_to("circle.yaml")
    (case.parent / "null.yaml").symlink_to("/dev/null")
    (case.parent / "away.yaml").symlink_to(away)
    os.mkfifo(case.parent / "pipe.yaml")
    loader = Loader()
    assert codes(loader.load(Input("case.yaml", case, case.parent))) == [code]
    right = written(HEAD + "rubric: iob-5c\n", "cases/right.yaml")
    assert loader.load(Input("right.yaml", right, right.parent)).case is not None


@pytest.mark.parametrize("name", [b"nul\0.yaml", b"\xff.yaml", b"pipe"])
def test_no_name_on_the_command_line_stops_a_case(written, tmp_path, name):
    os.mkfifo(tmp_path / "pipe")
    rubric = f"{tmp_path}/{os.fsdecode(name)}"
    case = written(HEAD + "rubric: iob-5c\n", "case.yaml")
    assert codes(load(case, rubric=rubric)) in (["unreadable-rubric"], ["unknown-rubric"])
