"""What a folder stands for: no case in it is passed over in silence."""

import inspect
import os
import socket
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.files import paths, plain
from fivec.files.load import Loader
from fivec.files.paths import Input, expand, kind, read_bytes, shown
from fivec.files.yaml_kind import intended_kind
from tests.conftest import ROOT

LINE = "format: fivec/case@1\n"
BODY = "id: a\ntitle: A\nactor: {id: NLD}\nrubric: iob-5c\n"
CASE = LINE + BODY
JSON = """{"format": "fivec/case@1", "rubric": "iob-5c",
 "id": "a", "title": "T", "actor": {"id": "N"}}"""
SHIPPED = (ROOT / "cases" / "nis2-cer.yaml").read_bytes()


def placed(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def found(folder: Path) -> dict[str, list[str]]:
    """Return what becomes of each file of a folder: the codes of its findings."""
    named = expand([str(folder)])
    told = {one.file: [one.code] for one in named.faults}
    for one in named.inputs:
        told[one.path.name] = [fault.code for fault in Loader().load(one).findings]
    return told


@pytest.mark.parametrize(
    "data",
    [
        CASE.replace("\n", "\r"),
        CASE.replace("\n", "\r\n"),
        "\ufeff" + CASE,
        "# remark\n" * 9000 + CASE,
        b"# remark\r" * 9000 + SHIPPED.replace(b"\n", b"\r"),
        "---\n" + CASE,
        "%YAML 1.2\n---\n" + CASE,
        BODY + LINE,
        JSON,
        CASE.replace("format:", '"format":'),
        CASE.replace("format:", "format :"),
        CASE.replace("fivec/case@1", "'fivec/case@1'"),
        CASE.replace(" fivec", "\n  fivec"),
        CASE.replace(" fivec", " >-\n  fivec"),
        "".join(f"  {line}\n" for line in CASE.splitlines()),
        BODY + "codings: []\n" + "note: >\n" + "  long\n" * 20_000 + LINE,
    ],
)
def test_a_right_case_is_read_however_it_is_written(tmp_path, data):
    placed(tmp_path, "a.yaml", data)
    assert not {"no-format", "unknown-format", "syntax"} & set(found(tmp_path)["a.yaml"])
    assert Loader().load(expand([str(tmp_path)]).inputs[0]).case is not None


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (head, "unknown-format")
        for head in (
            "format: fivec/case1", "format: fivec/case@2", "format: fivec/cases@1",
            "format: fivec:case@1", "format: Fivec/Case@1", "format: fivec", "format: case@1",
            "Format: fivec/case@1", "FORMAT: fivec/case@1", "formaat: fivec/case@1",
            "fromat: fivec/case@1", "form: fivec/case@1", "schema: fivec/case@1",
            "formaat: fivec-case-1", "formaat: fivec case 1",
            '"Format": fivec/case@1',
        )
    ]
    + [(head, "no-format") for head in ("", "# format: fivec/case@1", "x_a: b")]
    + [
        (head, "syntax")
        for head in (
            "\tformat: fivec/case@1", "  format: fivec/case@1", "format fivec/case@1",
            "fivec/case@1", "format=fivec/case@1", "format:fivec/case@1",
            'format: "fivec/case@1', "format: fivec/case@1: a",
        )
    ],
)  # fmt: skip
def test_what_looks_like_a_case_is_told_the_right_line(tmp_path, head, code):
    placed(tmp_path, "a.yaml", f"{head}\n{BODY}")
    assert found(tmp_path) == {"a.yaml": [code]}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf", "empty-file"),
        (b"\n \n# nothing yet\n---\n", "empty-file"),
        (CASE.encode("utf-16"), "not-utf-8"),
        (b"title: caf\xe9\n", "not-utf-8"),
        (CASE.encode() + b"\xff", "not-utf-8"),
        (b"\0" * 5000, "control-character"),
        (b"../shared/case.yaml", "not-a-mapping"),
        (b"#" * (2 * 2**20 + 1), "too-large"),
        (f"kompas:\n  {LINE}  id: a\n".encode(), "no-format"),
        (b"format: fivec/casus@1\nid: a\n", "unknown-format"),
        (b"id: a\ntitle: A\nactor: {id: N}\nissues: []\n", "no-format"),
        (b"# yaml-language-server: $schema=fivec/case.schema.json\nid: a\nactor: b\n", "no-format"),
        (b"a: b\n---\nFormat: fivec/case@1\n", "several-documents"),
        (b"<<<<<<< HEAD\nformat: fivec/case@1\n=======\n>>>>>>> b\n", "syntax"),
        ("format\uff1a fivec/case@1\nid: a\n".encode(), "syntax"),
        ("format: fivec/c\u0430se@1\nid: a\n".encode(), "unknown-format"),
        (b"- {format: fivec/case@1, id: a}\n", "not-a-mapping"),
    ],
)
def test_what_is_broken_is_a_fault_and_not_passed_over(tmp_path, data, code):
    placed(tmp_path, "a.yaml", data)
    assert code in found(tmp_path)["a.yaml"]


OTHERS = (
    "services:\n  web: {image: nginx}\n",
    "site_name: fivec\nnav: [index.md]\n",
    "name: fivec\non: [push]\njobs: {a: {steps: [{run: fivec score cases --format github}]}}\n",
    "repos:\n  - repo: https://example.org/fivec\n    hooks: [{id: fivec-case}]\n",
    "name: fivec cases\nid: a\ntitle: A\ntext: B\n",
    "# how: {format: fivec/case@1}\nissues: []\nsources: []\n",
    "data:\n  case.yaml: |\n    format: fivec/case@1\n    id: a\n",
    "{{- if .Values.a }}\nkind: Pod\n{{- end }}\n",
    "- a\n- b\n",
    "# remark\n" * 9000 + "services: {}\n",
    "# é\n" * 20_000 + "services: {}\n",
    "image: fivec/fivec:1\nstages: [a]\n",
    "openapi: 3.0.0\n" + "x: 1\n" * 200_000,
    "format: fivec/assessments@1\n",
)


def test_other_yaml_is_counted_and_no_more(tmp_path):
    for number, data in enumerate(OTHERS):
        placed(tmp_path, f"{number}.yaml", data)
    placed(tmp_path, "z.yaml", CASE)
    named = expand([str(tmp_path)])
    assert [one.path.name for one in named.inputs] == ["z.yaml"]
    assert (named.faults, named.passed) == ([], len(OTHERS))


@given(
    st.text("formatFORMAT: \t\"'-", max_size=9),
    st.sampled_from(
        ["fivec/case", "fivec/case@", "fivec/case@1", "Fivec\\case1", "fivec:rubric@1"]
    ),
    st.sampled_from(["\n", "\r", "\r\n"]),
)
def test_whatever_stands_before_fivecs_own_word_at_the_top_it_is_seen(
    tmp_path_factory, before, said, end
):
    text = f"{before}{said}\n{BODY}".replace("\n", end)
    path = placed(tmp_path_factory.mktemp("f"), "a.yaml", text)
    assert intended_kind(path)


def test_a_rubric_is_none_of_the_cases_nor_another_s(tmp_path):
    placed(tmp_path, "r.yaml", "Format: fivec/rubric@1\nid: r\n")
    placed(tmp_path, "a.yaml", CASE)
    named = expand([str(tmp_path)])
    assert [one.path.name for one in named.inputs] == ["a.yaml"]
    assert (named.faults, named.passed) == ([], 0)
    both = expand([str(tmp_path)], ("case", "rubric")).inputs
    assert [one.path.name for one in both] == ["a.yaml", "r.yaml"]
    loaded = Loader(read_others=True).load(both[1])
    assert [one.code for one in loaded.findings] == ["unknown-format"]
    assert "fivec/rubric@1" in str(loaded.findings[0].data)


def test_links_are_followed_and_those_that_lead_nowhere_told(tmp_path):
    (tmp_path / "a.yaml").symlink_to("gone.yaml")
    (tmp_path / "b.yaml").symlink_to("b.yaml")
    (tmp_path / "c").symlink_to(tmp_path)
    named = expand([str(tmp_path)])
    assert named.links == 1
    why = {one.name[-6:]: dict(read_bytes(one).data)["why"] for one in named.inputs}
    assert why == {"a.yaml": "dangling", "b.yaml": "loop"}


def test_a_hidden_file_is_a_case_where_it_says_so_alone(tmp_path):
    placed(tmp_path, "a.yaml", CASE)
    placed(tmp_path, ".b.yaml", CASE)
    (tmp_path / ".c.yaml").write_text("{id: a, format: fivec/case@1}\n")
    (tmp_path / "._a.yaml").write_bytes(b"\0\5\x16\7\0\2\0\0Mac OS X")
    (tmp_path / ".#a.yaml").symlink_to("someone@here.77")
    named = expand([str(tmp_path)])
    assert [Path(one.name).name for one in named.inputs] == [".b.yaml", ".c.yaml", "a.yaml"]
    assert (named.passed, named.faults) == (2, [])


def test_what_never_ends_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.yaml")
    (tmp_path / "b.yaml").symlink_to("/dev/zero")
    (tmp_path / "c.yaml").symlink_to("/dev/stdin")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(tmp_path / "d.yaml"))
        named = expand([str(tmp_path)])
        why = [dict(read_bytes(one).data)["why"] for one in named.inputs]
    assert why[:2] == ["not-plain"] * 2
    assert why[-1] == "not-plain"


def test_a_folder_that_may_not_be_entered_is_a_fault(tmp_path, monkeypatch):
    (tmp_path / "open" / "shut").mkdir(parents=True)
    placed(tmp_path / "open", "a.yaml", CASE)
    real = os.scandir

    def scandir(path):
        if Path(path).name == "shut":
            raise PermissionError(13, "no")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    named = expand([str(tmp_path)])
    assert len(named.inputs) == 1
    assert [(Path(one.file).name, dict(one.data)["why"]) for one in named.faults] == [
        ("shut", "permission")
    ]


def test_folders_are_looked_into_however_deep_they_stand_in_each_other(tmp_path):
    deep = tmp_path.joinpath(*["d"] * 300)
    deep.mkdir(parents=True)
    placed(deep, "a.yaml", CASE)
    before = sys.getrecursionlimit()
    # A tree a thousand deep would do without, but who tidies up after the tests calls itself.
    sys.setrecursionlimit(len(inspect.stack()) + 250)
    try:
        named = expand([str(tmp_path)])
    finally:
        sys.setrecursionlimit(before)
    assert (len(named.inputs), named.faults) == (1, [])


def test_a_folder_of_more_names_than_anybody_waits_for_is_refused(tmp_path, monkeypatch):
    (tmp_path / "deep").mkdir()
    for name in ("a.yaml", "b.txt", "c"):
        placed(tmp_path / "deep", name, CASE)
    monkeypatch.setattr(paths, "MAX_NAMES", 4)
    assert len(expand([str(tmp_path)]).inputs) == 1
    monkeypatch.setattr(paths, "MAX_NAMES", 3)
    named = expand([str(tmp_path)])
    assert named.inputs == []
    assert [dict(one.data)["why"] for one in named.faults] == ["too-many-names"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("x" * 300 + ".yaml", "too-long"),
        ("a.yaml/b.yaml", "not-a-folder"),
        ("nul\0.yaml", "no-name"),
        ("none.yaml", "missing"),
    ],
)
def test_a_name_that_leads_nowhere_says_why(tmp_path, name, why):
    placed(tmp_path, "a.yaml", CASE)
    (one,) = expand([str(tmp_path / name)]).inputs
    assert dict(read_bytes(one).data)["why"] == why


def test_a_name_that_is_no_text_is_shown_as_its_bytes(tmp_path):
    name = os.fsdecode(b"caf\xe9-\xc3\xa9.yaml")
    placed(tmp_path, name, CASE)
    placed(tmp_path, "caf\\xe9-é.yaml", CASE)
    inputs = expand([str(tmp_path)]).inputs
    assert len(inputs) == 2
    assert {Path(one.name).name for one in inputs} == {"caf\\xe9-é.yaml"}
    assert all(Loader().load(one).case for one in inputs)
    assert shown(Path("plain/é.yaml")) == "plain/é.yaml"


def test_what_would_be_written_over_is_seen_for_what_it_is(tmp_path):
    assert kind(placed(tmp_path, "a", "{format: fivec/case@1}")) == "case"
    assert kind(placed(tmp_path, "b", "")) == ""
    assert kind(placed(tmp_path, "c", b"PK\x03\x04")) == ""
    assert kind(tmp_path / "none") == ""
    assert read_bytes(Input("x", tmp_path / "a", tmp_path)) == b"{format: fivec/case@1}"


@pytest.mark.parametrize("size", [0, 1, 6, 7])
def test_a_file_is_read_whole_whatever_it_says_of_its_size(monkeypatch, tmp_path, size):
    # What a system makes while it is read says 0, and a log may grow meanwhile.
    path = placed(tmp_path, "a.yaml", b"a: 1\n#")
    regular = os.stat_result((stat.S_IFREG, 0, 0, 1, 0, 0, size, 0, 0, 0))
    monkeypatch.setattr(plain.os, "fstat", lambda _: regular)
    assert plain.read_plain(path, 100) == b"a: 1\n#"
    assert plain.read_plain(path, 3) == b"a: "


def test_what_the_shell_gives_open_is_read_though_it_is_a_pipe(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rubric = (ROOT / "tests" / "examples" / "right" / "presidency.yaml").read_bytes()
    placed(tmp_path, "r.yaml", rubric)
    end, start = os.pipe()
    os.write(start, CASE.replace("iob-5c", "presidency").encode())
    os.close(start)
    try:
        (one,) = expand([f"/dev/fd/{end}"]).inputs
        assert Loader().load(one).case is not None
    finally:
        os.close(end)


MISTYPED = {
    "caes@1": "case",
    "cas@1": "case",
    "rubirc@1": "rubric",
    "theroy@1": "theory",
    "theorie@1": "theory",
    "shrae@1": "share",
    "shares@1": "share",
    "mapp@1": "map",
}


@pytest.mark.parametrize(("written", "meant"), MISTYPED.items())
def test_a_mistyped_format_comes_alone_with_the_one_that_was_meant(written, meant):
    # What else it lacks is beside the point until it is read as what it is.
    text = f"format: fivec/{written}\nid: a\nrubric: none\nassumptions: []\n"
    loaded = Loader(read_others=True).read(text.encode(), Input("f", None, Path()))
    assert [one.code for one in loaded.findings] == ["unknown-format"]
    assert dict(loaded.findings[0].data)["choices"] == f"fivec/{meant}@1"
