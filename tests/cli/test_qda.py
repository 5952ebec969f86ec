"""``import qda`` and ``new codebook``: from a coding program, and to one."""

import csv
import re

import pytest
import yaml
from lxml import etree

from fivec.files.load import load_rubric
from tests.conftest import ROOT
from tests.files.made_projects import code, coding, guid, project, qdpx, selection, source
from tests.files.test_refi import QDA
from tests.files.test_taguette import table

TEXT = "They came early, with a paper. Nobody knew. Somebody said so later.\n"
CODES = "".join(
    map(code, ("networks.contacts", "weakens", "general", "Talks", "steering.early-efort"))
)


@pytest.fixture
def imported(fivec, tmp_path):
    """Import a project; return its case as values, what was said, and the exit code."""

    def run(data, *arguments, map_="", name="p.qdpx"):
        (tmp_path / name).write_bytes(data)
        if map_:
            (tmp_path / "map.yaml").write_text(f"format: fivec/map@1\n{map_}", encoding="utf-8")
            arguments = (*arguments, "--map", "map.yaml")
        ran = fivec("import", "qda", name, *arguments, "-o", "-", cwd=tmp_path)
        assert b"Traceback" not in ran.stderr
        root = yaml.safe_load(ran.stdout) if ran.stdout else None
        return root, ran.stderr.decode(), ran.returncode

    return run


def made(*selections, codes=CODES, more="", name="Report.txt", coders=("anna", "ben")):
    return qdpx(project(codes, source("".join(selections), name=name), more, coders), TEXT)


def one(*codes, start=0, end=15, coder="anna", inner=""):
    return selection(start, end, inner + "".join(coding(name, coder) for name in codes))


def test_a_passage_becomes_evidence_and_its_coder_a_coder(imported, fivec, tmp_path):
    data = made(
        one("networks.contacts", "weakens", "general", inner="<Description>Early.</Description>")
    )
    root, told, code_ = imported(data, "--actor", "NLD")
    assert code_ == 0
    assert root["sources"] == [{"id": "report", "kind": "document", "citation": "Report.txt"}]
    assert root["evidence"] == [{
        "id": "report-1", "says": "Early.", "source": "report",
        "where": "line 1, positions 0–15", "scope": "general", "quotation": "They came early",
        "bears_on": {"networks.contacts": "weakens"},
    }]  # fmt: skip
    assert root["codings"] == [{"coder": "anna", "ratings": {}}]
    assert root["actor"] == {"id": "NLD"}
    assert "1 passage became evidence on 1 indicator, from 1 source; 1 coder." in told
    assert "memo" not in told
    target = tmp_path / "case.yaml"
    assert fivec("import", "qda", str(tmp_path / "p.qdpx"), "-o", str(target)).returncode == 0
    assert fivec("check", str(target)).returncode == 0


def test_what_nobody_coded_is_told_and_not_made_up(imported):
    root, told, _ = imported(made(one("networks.contacts"), one("Talks", start=17, coder="ben")))
    (row,) = root["evidence"]
    assert row["bears_on"] == {"networks.contacts": "context"}
    assert row["says"].startswith("To be filled in")
    assert root["actor"] == {"id": "actor", "label": "to be filled in"}
    assert root["codings"] == [{"coder": "anna", "ratings": {}}]
    for sentence in (
        "Fill in the actor", "1 row has no memo", "which way 1 passage points",
        "how close 1 passage comes", "1 code stands for nothing",
    ):  # fmt: skip
        assert sentence in told
    assert re.search(r"^ +1  Talks$", told, re.MULTILINE)


def test_a_passage_without_a_text_is_told(imported):
    root, told, _ = imported(made(one("networks.contacts", start=500, end=600)))
    assert "quotation" not in root["evidence"][0]
    assert "1 passage has no text in the file" in told


def test_a_code_that_is_nearly_an_indicator_is_offered_as_one(imported):
    _, told, code_ = imported(
        made(one("steering.early-efort"), one("steering.early-efort", start=3))
    )
    assert code_ == 2
    assert '     2  steering.early-efort; did you mean "steering.early-effort"?' in told
    assert "nothing was written: no code of p.qdpx stands for an indicator" in told


def test_the_passage_of_an_interview_is_not_written_down(imported):
    data = made(
        one("networks.contacts", inner="<Description>Early.</Description>"), name="Jan Jansen.txt"
    )
    map_ = "sources: {Jan Jansen: {kind: interviews, group: Staff}}"
    root, told, _ = imported(data, map_=map_)
    assert root["sources"] == [{"id": "interviews", "kind": "interviews", "group": "Staff"}]
    assert "quotation" not in root["evidence"][0]
    assert "1 passage of an interview is not written down" in told
    assert "Jansen" not in str(root)
    assert "They came" not in str(root)


@pytest.mark.parametrize("name", ["Interview 4.docx", "gesprek-3", "Entretien.txt"])
def test_what_may_be_an_interview_is_confidential(imported, name):
    root, told, _ = imported(made(one("networks.contacts"), name=name))
    assert root["evidence"][0]["classification"] == "confidential"
    assert "this may be an interview" in told


def test_two_interviews_may_be_one_source(imported):
    both = source(one("networks.contacts"), "A.txt") + source(one("networks.contacts"), "B.txt")
    map_ = "sources: {A.txt: {id: staff, kind: interviews}, B.txt: {id: staff, kind: interviews}}"
    root, *_ = imported(qdpx(project(CODES, both, "", ["anna"]), TEXT), map_=map_)
    assert [row["id"] for row in root["evidence"]] == ["staff-1", "staff-2"]
    assert [row["id"] for row in root["sources"]] == ["staff"]


@pytest.mark.parametrize(
    ("first", "second", "entry"),
    [
        # What is said of one is said of the source: nothing that is to be kept close is lost.
        ("kind: interviews", "kind: interviews, group: Staff, classification: confidential",
         {"kind": "interviews", "group": "Staff", "classification": "confidential"}),
        ("citation: A paper", "kind: document", {"kind": "document", "citation": "A paper"}),
        ("kind: document", "citation: A paper", {"kind": "document", "citation": "A paper"}),
        ("kind: study", "kind: study", {"kind": "study", "citation": "A.txt"}),
    ],
)  # fmt: skip
def test_what_one_of_two_leaves_open_the_other_may_say(imported, first, second, entry):
    both = source(one("networks.contacts"), "A.txt") + source(one("networks.contacts"), "B.txt")
    map_ = f"sources: {{A.txt: {{id: a, {first}}}, B.txt: {{id: a, {second}}}}}"
    root, told, _ = imported(qdpx(project(CODES, both, "", ["anna"]), TEXT), map_=map_)
    assert root is not None, told
    assert root["sources"] == [{"id": "a", **entry}]


def test_a_map_says_what_a_code_means(imported):
    map_ = (
        "codes:\n  Talks: {indicator: networks.contacts, parts: [capital], direction: supports}\n"
        "  steering.early-efort: {ignore: true}\notherwise: {scope: dossier}\n"
    )
    root, told, _ = imported(made(one("Talks"), one("steering.early-efort", start=17)), map_=map_)
    (row,) = root["evidence"]
    assert row["bears_on"] == {"networks.contacts": {"direction": "supports", "parts": ["capital"]}}
    assert row["scope"] == "dossier"
    assert "1 passage is left out, as the map asks" in told
    assert "stands for nothing" not in told


@pytest.mark.parametrize(
    ("map_", "expected"),
    [
        ("codes: {Talks: networks.contcts}", "map.yaml:2:16: error[unknown-indicator]"),
        ("codes: {Talks: {indicator: networks}}", "map.yaml:2:28: error[unknown-indicator]"),
        ("codes: {Talks: {level: hihg}}", "map.yaml:2:24: error[unknown-level]"),
        ("codes: {Talks: {indicator: networks.contacts, parts: [capitol]}}", "error[unknown-part]"),
        ("codes: {Talks: {direction: suports}}", "map.yaml:2:28: error[not-a-choice]"),
        ("codez: {}", "map.yaml:2:1: error[unknown-key]"),
        ("codes: {Talks: a\n", "error[syntax]"),
        ("sources: {A: {id: a, kind: study}, B: {id: a, kind: media}}", "error[duplicate-id]"),
        ("codes: [a]", "error[wrong-type]"),
    ],
)  # fmt: skip
def test_a_map_that_is_wrong_says_where(imported, map_, expected):
    root, told, code_ = imported(made(one("Talks")), map_=map_)
    assert (root, code_) == (None, 2)
    assert expected in told


def test_a_map_that_names_what_is_not_there_says_so(imported):
    map_ = "codes:\n  Talk: networks.contacts\nsources: {Raport.txt: study}\n"
    root, told, code_ = imported(made(one("networks.contacts")), map_=map_)
    assert (len(root["evidence"]), code_) == (1, 0)
    assert (
        'map.yaml:3:3: warning[not-in-project] "Talk" is not among the codes of p.qdpx; did' in told
    )
    assert '"Raport.txt" is not among the sources of p.qdpx; did you mean "Report.txt"?' in told


def test_a_second_code_is_its_own_coders_first(imported):
    both = selection(
        0, 15, coding("networks.contacts", "anna") + coding("networks.contacts", "ben")
        + coding("weakens", "ben"),
    )  # fmt: skip
    root, *_ = imported(made(both))
    assert root["evidence"][0]["bears_on"] == {"networks.contacts": "weakens"}
    assert root["evidence"][0]["x_coded_by"] == ["anna", "ben"]
    assert [row["coder"] for row in root["codings"]] == ["anna", "ben"]


def test_coders_who_point_two_ways_each_do_so_for_their_own(imported):
    codes = CODES + code("supports") + code("knowledge.mandate")
    both = [("networks.contacts", "anna"), ("supports", "anna"), ("knowledge.mandate", "ben"),
            ("weakens", "ben")]  # fmt: skip
    inner = "".join(coding(name, who) for name, who in both)
    root, told, _ = imported(made(selection(0, 15, inner), codes=codes))
    assert root["evidence"][0]["bears_on"] == {
        "networks.contacts": "supports", "knowledge.mandate": "weakens",
    }  # fmt: skip
    assert "both ways" not in told


def test_of_two_scopes_the_weaker_is_written(imported):
    codes = CODES + code("this case")
    root, told, _ = imported(made(one("networks.contacts", "this case", "general"), codes=codes))
    assert root["evidence"][0]["scope"] == "general"
    assert "1 passage has two scopes: the weaker is written" in told


def test_a_direction_without_an_indicator_is_told(imported):
    _, told, _ = imported(made(one("networks.contacts"), one("weakens", start=17)))
    assert "1 passage has a direction, a scope or a level and no indicator" in told


def test_two_directions_are_none(imported):
    codes = CODES + code("supports")
    root, told, _ = imported(made(one("networks.contacts", "weakens", "supports"), codes=codes))
    assert root["evidence"][0]["bears_on"] == {"networks.contacts": "context"}
    assert "point both ways" in told


def test_a_level_is_a_rating_unless_two_are_given(imported):
    codes = (
        CODES + code("level.high") + code("Niveau: in beperkte mate") + code("knowledge.mandate")
    )
    first = made(
        one("networks.contacts", "level.high"), one("knowledge.mandate", "level.high", start=17),
        one("knowledge.mandate", "Niveau: in beperkte mate", start=20), codes=codes,
    )  # fmt: skip
    root, told, _ = imported(first)
    assert root["codings"] == [{"coder": "anna", "ratings": {"networks.contacts": "high"}}]
    assert "1 rating was coded as a level" in told
    assert "gave 1 indicator several levels" in told


def test_highlights_of_taguette_become_evidence(imported):
    root, told, code_ = imported(table(), name="h.csv")
    assert code_ == 0
    assert [row["bears_on"] for row in root["evidence"]] == [
        {"networks.contacts": "context"}, {"networks.contacts": "weakens"},
    ]  # fmt: skip
    assert root["evidence"][1]["where"] == "highlight 2"
    assert "codings" not in root
    assert "0 coders" in told


def test_a_codebook_alone_makes_no_case(imported):
    root, told, code_ = imported(
        table([["networks.contacts", ""]], ["tag", "description"]), name="c.csv"
    )
    assert (root, code_) == (None, 2)
    assert "c.csv has 1 codes and no passage that is coded" in told


def test_a_name_is_never_yaml_nor_a_path_nor_sent_to_the_screen(imported, fivec, tmp_path):
    evil = "../x: {a: [b\x85\u202e'\"#"
    data = made(
        one("networks.contacts"),
        one(evil, start=17),
        codes=CODES + code(evil),
        name="../../evil.txt",
    )
    root, told, code_ = imported(data)
    assert code_ == 0
    assert root["sources"][0]["citation"] == "../../evil.txt"
    assert root["sources"][0]["id"] == "evil"
    assert "\u202e" not in told
    folder = tmp_path / "inner"
    folder.mkdir()
    assert fivec("import", "qda", "../p.qdpx", cwd=folder).returncode == 0
    assert [path.name for path in folder.iterdir()] == ["A-project.yaml"]


@pytest.mark.skipif(not QDA.is_dir(), reason="the real projects are not here")
@pytest.mark.parametrize(
    ("name", "passages"),
    [
        ("qualcoder.qdpx",
         [("steering.early-effort", "The Dutch came early"),
          ("steering.early-effort", "The Dutch came early, with a paper of their own."),
          ("networks.contacts", "They spoke with everyone — the capitals, the missions."),
          ("networks.coalitions", "🙂 End.")]),
        *((f"taguette-highlights.{suffix}",
           [("steering.early-effort", "The Dutch came early, with a paper of their own."),
            ("networks.contacts",
             "They spoke with everyone — the capitals, the missions, the cabinet."),
            ("steering.early-effort",
             "Others saw their hand in article 3: “that is a Dutch sentence”."),
            ("networks.coalitions", "🙂 End.")]) for suffix in ("csv", "xlsx")),
    ],
)  # fmt: skip
def test_a_real_project_becomes_a_case_without_a_map(imported, name, passages):
    root, told, code_ = imported((QDA / name).read_bytes(), name=name)
    assert code_ == 0
    assert [(*row["bears_on"], row["quotation"]) for row in root["evidence"]] == passages
    # Interview 4, it says of itself.
    assert {row["classification"] for row in root["evidence"]} == {"confidential"}
    assert ("attributed.external" in told) == name.startswith("taguette")


@pytest.mark.skipif(not QDA.is_dir(), reason="the real projects are not here")
@pytest.mark.parametrize(
    ("name", "first"), [("demo", "77 codes"), ("skyloom_TestProject", "9 codes")]
)
def test_a_real_project_on_something_else_lists_its_codes(imported, name, first):
    root, told, code_ = imported((QDA / f"{name}.qdpx").read_bytes())
    assert (root, code_) == (None, 2)
    assert told.startswith(f"{first} stand for nothing")


def test_positions_in_bytes_are_told(imported):
    text = "Größe: they came early."
    inner = selection(9, 24, coding("networks.contacts", "anna"), "they came early")
    data = qdpx(project(CODES, source(inner), "", ["anna"]), text)
    root, told, _ = imported(data)
    assert root["evidence"][0]["quotation"] == "they came early"
    assert "bytes of UTF-8" in told


def test_too_many_rows_are_refused(imported):
    rows = "".join(selection(n, n + 3, coding("networks.contacts")) for n in range(3001))
    root, told, code_ = imported(qdpx(project(CODES, source(rows)), "words " * 600))
    assert (root, code_) == (None, 2)
    assert "3001 passages would be evidence, and a case holds 3000 rows" in told


@pytest.mark.parametrize("name", ["codes.qdc", "codes.csv"])
def test_a_codebook_is_written_once_and_the_same_each_time(fivec, tmp_path, name):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        assert fivec("new", "codebook", "-o", name, cwd=tmp_path / folder).returncode == 0
        assert fivec("new", "codebook", "-o", name, cwd=tmp_path / folder).returncode == 2
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert fivec("new", "codebook", "-o", "codes.txt", cwd=tmp_path).returncode == 2


# The parts of the standard's schema of codebooks, in our own words.
CODEBOOK = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:QDA-XML:codebook:1.0"
  xmlns="urn:QDA-XML:codebook:1.0" elementFormDefault="qualified">
<xs:simpleType name="number"><xs:restriction base="xs:token">
  <xs:pattern value="[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"/>
</xs:restriction></xs:simpleType>
<xs:complexType name="code"><xs:sequence>
  <xs:element name="Description" type="xs:string" minOccurs="0"/>
  <xs:element name="Code" type="code" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
  <xs:attribute name="guid" type="number" use="required"/>
  <xs:attribute name="name" type="xs:string" use="required"/>
  <xs:attribute name="isCodable" type="xs:boolean" use="required"/></xs:complexType>
<xs:element name="CodeBook"><xs:complexType><xs:sequence><xs:element name="Codes"><xs:complexType>
  <xs:sequence><xs:element name="Code" type="code" maxOccurs="unbounded"/></xs:sequence>
  </xs:complexType></xs:element></xs:sequence><xs:attribute name="origin" type="xs:string"/>
</xs:complexType></xs:element></xs:schema>"""


@pytest.mark.parametrize("language", ["en", "nl", "fr"])
def test_a_codebook_has_every_indicator_with_its_levels(fivec, language):
    data = fivec("new", "codebook", "-o", "-", "--lang", language).stdout
    tree = etree.fromstring(data)
    etree.XMLSchema(etree.fromstring(CODEBOOK)).assertValid(tree)
    codes = {one.get("name"): one for one in tree.iter("{*}Code")}
    rubric, _ = load_rubric("iob-5c")
    assert rubric.indicators_by_name.keys() <= codes.keys()
    assert {"direction.weakens", "scope.general", "level.very-high"} <= codes.keys()
    assert len({one.get("guid") for one in codes.values()}) == len(codes)
    said = codes["networks.contacts"].findtext("{*}Description").splitlines()
    indicator = rubric.indicators_by_name["networks.contacts"]
    assert said[0] == indicator.label.to(language)
    assert any(indicator.descriptors["high"].to(language) in line for line in said)
    assert codes["networks"].get("isCodable") == "false"


def test_a_project_coded_with_our_codebook_needs_no_map(fivec, imported):
    book = etree.fromstring(fivec("new", "codebook", "-o", "-", "--lang", "nl").stdout)
    inner = "".join(
        etree.tostring(one).decode()
        for one in book.iter("{*}Code")
        if one.getparent().tag.endswith("Codes")
    )
    inner = inner.replace("urn:QDA-XML:codebook:1.0", "urn:QDA-XML:project:1.0")
    keys = {one.get("name"): one.get("guid") for one in book.iter("{*}Code")}
    # Renamed by the team, known by its number.
    inner = inner.replace('name="networks.contacts"', 'name="Wie kent wie"')
    used = "".join(
        f'<Coding guid="{guid(name)}"><CodeRef targetGUID="{keys[name]}"/></Coding>'
        for name in ("networks.contacts", "direction.weakens", "scope.dossier", "level.limited")
    )
    root, told, _ = imported(qdpx(project(inner, source(selection(0, 15, used))), TEXT))
    (row,) = root["evidence"]
    assert (row["bears_on"], row["scope"]) == ({"networks.contacts": "weakens"}, "dossier")
    assert root["codings"] == [{"coder": "coder", "ratings": {"networks.contacts": "limited"}}]
    assert "stands for nothing" not in told


def test_a_label_begins_no_formula_in_a_codebook(fivec, tmp_path):
    rubric = (ROOT / "rubrics" / "iob-5c.yaml").read_text(encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(rubric.replace("en: Networks\n", "en: =1+1\n"), encoding="utf-8")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    call = ("new", "codebook", "--rubric", str(own), "-o", "codes.csv")
    assert fivec(*call, cwd=folder).returncode == 0
    with (folder / "codes.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not any(cell.startswith("=") for cell in cells)
    assert any("=1+1" in cell for cell in cells)


def test_taguettes_codebook_has_the_codes_that_can_be_given(fivec, tmp_path):
    assert fivec("new", "codebook", "-o", "codes.csv", cwd=tmp_path).returncode == 0
    with (tmp_path / "codes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["tag", "description"]
    assert {"networks.contacts", "direction.supports"} <= {row[0] for row in rows}
    assert "networks" not in {row[0] for row in rows}
