"""Folders of right and wrong files: the tests find them, so a new one is a new file."""

import re
from pathlib import Path

import jsonschema
import msgspec
import pytest

from fivec.api import check
from fivec.files.load import Loader
from fivec.files.paths import Input
from fivec.files.records import FORMATS, RECORDS, converted
from fivec.files.schema import NAMES, schema, schema_text
from fivec.files.yaml_kind import KINDS
from fivec.files.yaml_reader import read_yaml
from fivec.model.finding import CODES, WAIVABLE
from tests.conftest import ROOT, same_as_golden

EXAMPLES = ROOT / "tests" / "examples"
RIGHT = sorted((EXAMPLES / "right").glob("*.yaml"))
WRONG = sorted((EXAMPLES / "wrong").glob("*.yaml"))
SHIPPED = sorted(
    path
    for folder in ("cases", "rubrics", "shares", "theories", "worked")
    for path in (ROOT / folder).glob("*.yaml")
)
EXPECT = re.compile(r"# expect (\d+):(\d+) ([a-z0-9-]+)")


# Reads each rubric once.
LOADER = Loader(read_others=True)


def load(path: Path):
    return LOADER.load(Input(path.name, path, path.parent))


def name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_has_the_name_that_its_schema_asks_for(form):
    assert schema(form)["properties"]["format"]["const"] == FORMATS[form]


@pytest.mark.parametrize("path", [*RIGHT, *SHIPPED], ids=name)
def test_a_right_file_has_no_error(path):
    assert [one for one in check(path) if one.severity == "error"] == []
    loaded = load(path)
    assert loaded.rubric or loaded.other


@pytest.mark.parametrize("path", WRONG, ids=name)
def test_a_wrong_file_has_the_one_expected_fault(path):
    line, column, code = EXPECT.match(path.read_text(encoding="utf-8")).groups()
    loaded = load(path)
    assert [(one.line, one.column, one.code) for one in loaded.findings] == [
        (int(line), int(column), code)
    ]
    assert (loaded.case, loaded.other) == (None, None)


DOUBTFUL = [
    path
    for path in sorted((EXAMPLES / "doubtful").glob("*.yaml"))
    if path.stem not in ("measured", "ranks", "weightless")
]


@pytest.mark.parametrize("path", DOUBTFUL, ids=name)
def test_a_doubtful_file_can_be_scored_and_is_remarked_upon(path):
    line, column, code = EXPECT.match(path.read_text(encoding="utf-8")).groups()
    found = check(path)
    assert [(one.line, one.column, one.code) for one in found] == [(int(line), int(column), code)]


# What stands in a folder, beside the cases.
FOLDERS = {"changed-since-sealed", "broken-seal"}


def test_every_code_on_method_has_a_doubtful_file():
    shown = {EXPECT.match(path.read_text(encoding="utf-8"))[3] for path in DOUBTFUL}
    assert (
        shown
        == {code for code, (kind, _) in CODES.items() if kind in (*WAIVABLE, "waiver")} - FOLDERS
    )


# No file that git keeps can show these: bytes, sizes, folders; they have tests of their own.
ELSEWHERE = {
    "unreadable", "too-large", "too-deep", "too-many-values", "too-many-items", "not-text",
    "not-utf-8", "empty-file",
    "not-a-mapping", "faulty-rubric", "more-findings", "more-remarks", "process-ended",
    "unknown-actor",
}  # fmt: skip


def test_every_code_that_blocks_has_a_wrong_file():
    shown = {EXPECT.match(path.read_text(encoding="utf-8"))[3] for path in WRONG}
    blocking = {
        code
        for code, (kind, _) in CODES.items()
        if kind not in (*WAIVABLE, "waiver", "gate", "table", "batch")
    }
    assert shown == blocking - ELSEWHERE


@pytest.mark.parametrize("path", [*RIGHT, *WRONG, *SHIPPED], ids=name)
def test_the_types_and_the_schema_agree(path):
    document, _ = read_yaml(path.read_bytes(), path.name)
    for kind in KINDS:
        allowed = jsonschema.Draft202012Validator(schema(kind)).is_valid(document.root)
        assert is_converted(document.root, kind) == allowed


def is_converted(root, kind) -> bool:
    try:
        converted(root, kind)
    except msgspec.ValidationError:
        return False
    return True


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_the_schema_beside_the_code_is_the_one_that_the_types_make(kind):
    path = ROOT / "src" / "fivec" / "files" / "schemas" / f"{kind}.schema.json"
    same_as_golden(schema_text(kind), path)


@pytest.mark.parametrize("kind", NAMES)
def test_the_schemas_are_schemas_with_a_description_on_every_key(kind):
    jsonschema.Draft202012Validator.check_schema(schema(kind))
    missing = []

    def walk(part, path):
        if isinstance(part, dict):
            for key, inner in part.get("properties", {}).items():
                if "description" not in inner:
                    missing.append((*path, key))
            for key, inner in part.items():
                walk(inner, (*path, key))
        elif isinstance(part, list):
            for inner in part:
                walk(inner, path)

    walk(schema(kind), ())
    assert missing == []


def test_shipped_files_point_an_editor_to_their_schema():
    for path in SHIPPED:
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        target = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / target).is_file(), path
