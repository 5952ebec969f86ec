"""What holds too many items is refused at once, and what holds many is answered in time."""

import pytest

from fivec.api import assess
from fivec.checks.sizes import LIMITS, check_sizes
from fivec.files.load import Loader
from fivec.files.paths import Input
from fivec.files.schema import schema
from fivec.files.yaml_reader import read_yaml
from tests.conftest import ROOT, load, steps
from tests.large import PARTS

HEAD = "format: fivec/case@1\nid: a\ntitle: A\nrubric: iob-5c\nactor: {id: NLD}\n"
LOADER = Loader()


def nested(path, count):
    """A document in which only the list at a path holds so many items."""
    inner = "[" + ", ".join(["{}"] * count) + "]"
    for key in reversed(path.split(".")[1:]):
        inner = f"[{{{key}: {inner}}}]"
    return f"{path.split('.')[0]}: {inner}\n"


def lists(part, parts, path="", seen=frozenset()):
    """Yield the path of every list below a part of a schema, and whether that bounds it."""
    name = part.get("$ref", "").rpartition("/")[2]
    if name in seen:
        return
    if name:
        part, seen = parts[name] | part, seen | {name}
    inside = [part[key] for key in ("items", "additionalProperties") if key in part]
    if inside and (held := [one for one in inside if isinstance(one, dict)]):
        yield path, "maxItems" in part
        for one in held:
            yield from lists(one, parts, path, seen)
    for key, one in part.get("properties", {}).items():
        yield from lists(one, parts, f"{path}.{key}".lstrip("."), seen)
    for one in (*part.get("anyOf", ()), *([part["then"]] if "then" in part else ())):
        yield from lists(one, parts, path, seen)


def test_every_list_of_every_kind_of_file_is_bounded_and_no_other_is_named():
    found = [
        one
        for kind in ("rubric", "case", "theory", "share", "map")
        for one in lists(schema(kind), schema(kind)["$defs"])
    ]
    named = {path for path, _, _ in LIMITS}
    assert named <= {path for path, _ in found}
    # The parts of an indicator are few, and what names no such part is an error.
    unbounded = {path for path, bounded in found if not bounded} - named
    assert unbounded == {"evidence.bears_on.parts"}


@pytest.mark.parametrize(("path", "most", "_"), LIMITS)
def test_a_list_may_hold_so_much_and_no_more(path, most, _):
    text = nested(path, most + 1)
    facts = {"key": path, "count": str(most + 1), "limit": str(most)}
    place = (1, text.index(path.rpartition(".")[2] + ":") + 1)
    for given, expected in ((nested(path, most), []), (text, [(place, facts)])):
        document, faults = read_yaml(given.encode(), "x.yaml")
        assert not faults
        found = check_sizes(document)
        assert [((one.line, one.column), dict(one.data)) for one in found] == expected
        assert all(one.code == "too-many-items" for one in found)


@pytest.mark.parametrize(
    ("path", "most", "total"), [one for one in LIMITS if one[1] < one[2] and "." in one[0]]
)
def test_so_may_all_such_lists_together(path, most, total):
    outer, _, below = path.partition(".")
    inner = "{" + nested(below, most).strip() + "}"
    held = total // most
    facts = {"key": path, "count": str((held + 1) * most), "limit": str(total)}
    for count, expected in ((held, []), (held + 1, [facts])):
        items = ", ".join([inner] * count)
        document, _ = read_yaml(f"{outer}: [{items}]\n".encode(), "x.yaml")
        found = map(dict, (one.data for one in check_sizes(document)))
        assert [one for one in found if one["key"] == path] == expected


def test_so_is_what_stands_in_a_part_of_its_own():
    text = f"verdict: {{bands: {{attained: {{cuts: [{', '.join('1' * 21)}]}}}}}}"
    document, _ = read_yaml(text.encode(), "x.yaml")
    (one,) = check_sizes(document)
    facts = {"key": "verdict.bands.attained.cuts", "count": "21", "limit": "20"}
    assert (one.column, dict(one.data)) == (text.index("cuts") + 1, facts)


@pytest.mark.parametrize(
    ("codes", "parts", "place", "expected"),
    [
        (60, 50, None, None),
        (61, 50, (2, 21), ("codes.parts", "3050", "3000")),
        (1, 51, (2, 21), ("codes.parts", "51", "50")),
        # One cause is one finding: many codes without a part have no parts too many.
        (3000, None, None, None),
        (3001, None, (1, 1), ("codes", "3001", "3000")),
    ],
)
def test_what_stands_under_names_of_its_own_is_counted_too(codes, parts, place, expected):
    inner = "level: l" + (f", parts: [{', '.join(['p'] * parts)}]" if parts else "")
    rows = "".join(f"  c{n:04}: {{{inner}}}\n" for n in range(codes))
    document, _ = read_yaml(f"codes:\n{rows}".encode(), "x.yaml")
    found = [((one.line, one.column), dict(one.data)) for one in check_sizes(document)]
    keys = ("key", "count", "limit")
    assert found == ([(place, dict(zip(keys, expected, strict=True)))] if expected else [])


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


def answer(text):
    loaded = LOADER.read(text.encode(), Input("a.yaml", None, ROOT / "cases"))
    assess(loaded.case, loaded.rubric, findings=loaded.findings)


@pytest.mark.parametrize("kind", PARTS)
def test_twice_as_large_a_case_takes_its_square_of_steps_at_most(kind):
    # Every change that could alter the verdict is tried on the whole of it. What the largest takes
    # is measured by tests/thorough/limits.py.
    answer(HEAD)
    texts = [HEAD + PARTS[kind](count) for count in (40, 80)]
    small, large = (steps(lambda text=text: answer(text)) for text in texts)
    assert large < 5 * small
