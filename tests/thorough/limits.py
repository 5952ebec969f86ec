"""The worst files that fivec reads, each in a process of its own: 5 seconds and 300 MB at most.

Run as ``python -m tests.thorough.limits``, with part of a name to try no others.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from fivec.files import json_reader, paths
from fivec.files.yaml_reader import MAX_BYTES, MAX_VALUES
from fivec.locale import words
from fivec.model.assessment import Batch
from fivec.render.machine.as_json import as_text, result
from tests.conftest import ROOT, assessed
from tests.files.made_projects import code, coding, guid, packed, project, selection, source
from tests.files.test_workbook import FLOODS, flooded
from tests.large import PARTS

SECONDS, MEGABYTES = 5, 300
TABLE = paths.MAX_BYTES
CASE = "format: fivec/case@1\nid: a\ntitle: T\nrubric: iob-5c\nactor: {id: N}\n"
SPOKEN = (
    CASE
    + "sources: [{id: s, kind: interviews, group: G}]\n"
    + ("evidence: [{id: e, source: s, says: '")
)
LEVELS = "levels: [{id: a, value: 0, label: x}, {id: b, value: 1, label: x}]\n"
RUBRIC = "format: fivec/rubric@1\nid: r\nversion: 1\ntitle: T\n" + LEVELS
SCALE = "issues: [{id: a, label: x, scale: {min: 0, max: 1}, position: "


def filled(unit: str, head: str = "", tail: str = "", most: int = MAX_BYTES) -> str:
    """Return a text of so many of a unit as the limit of size lets through."""
    count = (most - len((head + tail).encode())) // len(unit.encode())
    return head + unit * count + tail


def rows(unit: str, head: str, tail: str = "", *, values: int = MAX_VALUES) -> str:
    """Return a text of so many numbered rows as the limit of values, or of size, lets through."""
    each = max(1, unit.count(":") * 2 + unit.count("[") + unit.count("{"))
    text, size = [head], len(head) + len(tail)
    for number in range(values // each - 20):
        row = unit.replace("%", str(number))
        size += len(row.encode())
        if size > MAX_BYTES:
            break
        text.append(row)
    return "".join(text) + tail


YAML: dict[str, Callable[[], str]] = {
    "dashes": lambda: filled("- "),
    "dashes on lines": lambda: filled("- \n"),
    "empty mappings": lambda: filled("{},", "note: [", "]"),
    "empty lists": lambda: filled("[],", "note: [", "]"),
    "open lists": lambda: filled("["),
    "open lists, late": lambda: filled("#\n", CASE, "note: " + "[" * 3000),
    "open mappings": lambda: filled("{a: "),
    "deep blocks": lambda: CASE + "note:\n" + "".join(" " * n + "a:\n" for n in range(1, 3900)),
    "one long text": lambda: filled("x", CASE + "note: "),
    **{
        f"talk, of {unit!r}": lambda unit=unit: filled(unit, SPOKEN, "'}]\n")
        for unit in ("Ms. Anna van der ", "10 van de 12 ", "A.A.", "a@a.", "volgens een diplomaat ")
    },
    "one long id": lambda: filled("é", "format: fivec/case@1\nid: "),
    "one long key": lambda: filled("k", CASE, ": 1\n"),
    "one long number": lambda: filled("9", CASE + SCALE, "}]\n"),
    "one long rubric": lambda: filled("k", "format: fivec/case@1\nrubric: ", "\n"),
    "one long tag": lambda: filled("!", CASE + "note: "),
    "one long name that is nowhere": lambda: filled(
        "x", CASE + "overall: {evidence: [", "]}\n"
    ),
    "escapes": lambda: filled("\\x41", CASE + 'note: "', '"\n'),
    "folded lines": lambda: filled("  word word\n", CASE + "note: >\n"),
    "literal lines": lambda: filled("  w\n", CASE + "note: |\n"),
    "empty lines": lambda: filled("\n", CASE),
    "directives": lambda: filled("%a\n"),
    "documents": lambda: filled("---\n", CASE),
    "anchors": lambda: filled(" - &a 1\n", CASE + "note:\n"),
    "aliases": lambda: filled(" - *a\n", CASE + "note:\n"),
    "tags": lambda: filled(" - !x 1\n", CASE + "note:\n"),
    "merge keys": lambda: filled(" <<: 1\n", CASE + "note:\n"),
    "one key again and again": lambda: filled("a: 1\n", CASE),
    "keys that are lists": lambda: filled("? [a]\n: 1\n", CASE),
    "no numbers": lambda: filled(" - .nan\n", CASE + "note:\n"),
    "hidden signs": lambda: filled("\u202e", CASE + "note: "),
    "hidden signs on lines": lambda: filled("\u202e\n", CASE + "note:\n"),
    "unknown keys": lambda: rows("k%: \n", CASE),
    "unknown languages": lambda: rows("  k%: x\n", CASE + "text:\n"),
    "wrong ids": lambda: rows(" - {id: é%, kind: study}\n", CASE + "sources:\n"),
    "long ids, twice": lambda: rows(
        " - {id: " + "x" * 100_000 + ", label: x, attained: full}\n", CASE + "issues:\n"
    ),
    "no labels": lambda: rows(" - {id: i%}\n", CASE + "issues:\n"),
    "a fault at the end": lambda: rows(
        " - {id: i%, label: x, silent: both}\n", CASE + "issues:\n", " - {id: z, label: 5}\n"
    ),
    "no YAML at the end": lambda: rows(
        " - {id: i%, label: x, silent: both}\n", CASE + "issues:\n", " - @\n"
    ),
    "unknown evidence": lambda: rows(
        " - {id: i%, label: x, silent: both, evidence: [e%]}\n", CASE + "issues:\n"
    ),
    "unknown sources": lambda: rows(
        " - {id: e%, says: x, source: s%}\n", CASE + "evidence:\n"
    ),
    "unknown indicators": lambda: rows(
        "   a.b%: high\n", CASE + "codings:\n - coder: a\n   ratings:\n"
    ),
    "unknown parts": lambda: rows(
        "p%,", CASE + "sources: [{id: s, kind: study}]\nevidence: [{id: e, says: x, source: s, "
        "bears_on: {networks.contacts: {direction: supports, parts: [", "]}}}]\n"
    ),
    "unlikely hypotheses": lambda: rows(
        "   - {id: h%, says: x, kind: rival}\n",
        CASE + "tracing:\n  by: coder\n  tests: [{id: t, says: x, result: found, "
        "likelihoods: {}}]\n  hypotheses:\n",
    ),
    "a chain of parts": lambda: rows(
        " - {id: i%, label: x, attained: full, part_of: i%0}\n", CASE + "issues:\n"
    ),
    "levels": lambda: rows(
        " - {id: l%, value: %, label: x}\n", RUBRIC.replace(LEVELS, "levels:\n")
    ),
    "cut points": lambda: filled(
        "1,", RUBRIC + "verdict: {bands: {tracing: {cuts: [", "]}}}\n", most=MAX_VALUES * 2
    ),
    "descriptors": lambda: rows(
        "     l%: x\n",
        RUBRIC + "capabilities:\n - id: c\n   label: x\n   indicators:\n   - id: i\n"
        "     label: x\n     descriptors:\n",
    ),
}  # fmt: skip


def _results() -> dict[str, Callable[[], str]]:
    most, values = json_reader.MAX_BYTES, json_reader.MAX_VALUES
    head = '{"format":"fivec/assessments@1","tool":"fivec 0","cases":['

    def many(item: str, tail: str = "") -> str:
        count = (values - 20) // (1 + sum(map(item.count, ",[{"))) - 1
        return head + ",".join([item] * count) + tail + "]}"

    def in_the_middle(times: int) -> str:
        """Return a result of one case whose verdict has so many levers, one of which is wrong."""
        one = assessed(ROOT / "cases" / "kompas.yaml")
        whole = json.loads(as_text(result(Batch((one,)), words("en"))))
        verdict = whole["cases"][0]["verdict"]
        verdict["levers"] = [verdict["levers"][0]] * times
        verdict["levers"][times // 2] = 5
        return json.dumps(whole)

    return {
        "a fault amid levers": lambda: in_the_middle(42_000),
        "lists": lambda: filled("[],", "[", "1]", most=60_000_000),
        "as many lists as may be": lambda: "[" + "[]," * (values // 2 - 5) + "1]",
        "cases that are none": lambda: many("{}"),
        "cases that are others": lambda: many('{"a":1}'),
        "one key again and again": lambda: "{" + '"a":1,' * (values - 5) + '"b":1}',
        "keys": lambda: "{" + ",".join(f'"k{n}":1' for n in range(values - 5)) + "}",
        "one long text": lambda: filled("x", '{"a":"', '"}', most=most),
        "one wide text": lambda: filled("x", '{"a":"', '🙂"}', most=most),
        "escapes": lambda: filled("\\u0041", '{"a":"', '"}', most=most),
        "half a character, late": lambda: (
            '{"a":[' + '"\\ud83d\\ude42",' * (values - 5) + '"\\ud800"]}'
        ),
        "one long number": lambda: filled("9", '{"a":', "}", most=most),
        "open lists": lambda: "[" * (values - 5),
        "empty lines": lambda: filled("\n", "", "[1", most=most),
    }


TEXT = "word and another #1 "


def _stand(number: int, others: int) -> str:
    """Return an issue on a scale, with so many others on it."""
    rest = ", ".join(f"{{actor: a{n}, position: {n % 100}.{number}}}" for n in range(others))
    return (
        f" - {{id: i{number}, label: issue {number}, scale: {{min: 0, max: 100}}, position: 50,"
        f" status_quo: 0, outcome: {number % 100}, others: [{rest}]}}\n"
    )


# What is right in every respect, and as large as may be; each is set in every format.
RIGHT: dict[str, Callable[[], str]] = {
    "one long title": lambda: filled(TEXT, CASE.replace("title: T\n", "") + "title: '", "'\n"),
    "one long name": lambda: filled(
        TEXT, CASE.replace("{id: N}", "{id: N, label: '"), "'}\n" + SCALE + "1}]\n"
    ),
    "long evidence": lambda: filled(
        TEXT,
        CASE + "sources: [{id: s, kind: study, citation: c}]\nevidence: [{id: e, says: '",
        "', source: s, bears_on: {networks.contacts: supports}}]\n",
    ),
    "long issues": lambda: CASE + "issues:\n" + "".join(
        f" - {{id: i{n}, label: '{TEXT * 50}', wanted: '{TEXT * 50}', was: '{TEXT * 50}',"
        f" got: '{TEXT * 45}', attained: full, alignment: middle}}\n" for n in range(500)
    ),
    "long tests": lambda: CASE + "tracing:\n  by: coder\n  hypotheses: [{id: h, says: x, "
    "kind: contribution}, {id: r, says: x, kind: rival}]\n  tests:\n" + "".join(
        f"   - {{id: t{n}, says: '{TEXT * 195}', result: found,"
        " likelihoods: {h: [0.5, 0.6], r: 0.5}}\n" for n in range(500)
    ),
    "issues": lambda: CASE + "issues:\n" + "".join(_stand(n, 24) for n in range(500)),
    "issues that are drawn": lambda: CASE + "issues:\n" + "".join(
        _stand(n, 34) for n in range(115)
    ),
    "others": lambda: CASE + "issues:\n" + "".join(_stand(n, 500) for n in range(24)),
    "nothing known": lambda: CASE + "issues:\n" + "".join(
        f"  - {{id: i{n}, label: I, salience: {n % 100}, silent: both}}\n" for n in range(500)
    ) + PARTS["tests"](500).replace("result: found", "result: not-sought"),
    **{f"the most {name}": lambda make=make: CASE + make(500) for name, make in PARTS.items()},
}  # fmt: skip


def _theory() -> str:
    """Return a theory of as many nodes, arrows, assumptions and evidence as may be, in layers."""
    arrows = [(a, 10 * (a // 10 + 1) + (a + k) % 10) for a in range(90) for k in range(2)]
    scale = (
        "".join(f" - {{id: l{n}, label: L, least_balance: {n / 20}}}\n" for n in range(19))
        + " - {id: open, label: O, by: fivec, judged: false}\n"
    )
    evidence = "".join(
        f"     - {{id: e{n}, dir: for, strength: strong, type: study, source_ids: [s, i],"
        f" text: {TEXT * 6}}}\n"
        for n in range(15)
    ).replace("#", "")
    return (
        "format: fivec/theory@1\nid: t\ntitle: T\nsources: [{id: s, kind: study, citation: C},"
        f" {{id: i, kind: interviews, group: G}}]\nscale:\n{scale}nodes:\n"
        + "".join(f" - {{id: n{n}, label: N}}\n" for n in range(100))
        + "arrows:\n"
        + "".join(f" - {{from: n{a}, to: n{b}}}\n" for a, b in arrows)
        + "assumptions:\n"
        + "".join(
            f" - id: A{n}\n   statement: S\n   link: {{from: n{a}, to: n{b}}}\n   relevance: high\n"
            f"   verdict: l3\n   verdict_by: evaluator\n   reasoning: R\n   evidence:\n"
            + evidence.replace("id: e", f"id: a{n}e")
            for n, (a, b) in enumerate([*arrows, *arrows][:200])
        )
    )


def _share() -> str:
    """Return a share of as many stocks, pools and rows as may be."""
    kept = "who: A, what: B, unit: u, source: s"
    pools = ", ".join(f"p{n}" for n in range(100))
    dues = ", ".join(f"d{n}" for n in range(20))
    return (
        "format: fivec/share@1\nid: a\ntitle: A\nactor: {id: N}\nsources: [{id: s, kind: study}]\n"
        "stocks:\n"
        + "".join(f" - {{id: s{n}, value: 1{n}.5, {kept}}}\n" for n in range(500))
        + "pools:\n"
        + "".join(f" - {{id: p{n}, value: {n}.{n}7, {kept}}}\n" for n in range(500))
        + "rows:\n - {id: f, label: F, kind: share, own_stock: s1, of_stock: s9, round_share: 3}\n"
        + "".join(
            f" - {{id: d{n}, label: D, kind: due, share_row: f, round_share: 3, pools: [{pools}]}}"
            "\n"
            for n in range(20)
        )
        + "".join(
            f" - {{id: b{n}, label: B, kind: burden, own_stock: s1, due_rows: [{dues}]}}\n"
            for n in range(150)
        )
        + "".join(
            f" - {{id: c{n}, label: C, kind: share, own_stock: s{n}, of_stock: s499,"
            " round_share: 1}\n"
            for n in range(2, 331)
        )
    )


# Files of a kind of their own, as large as may be, and the command that reads each.
OWN = {"theory": _theory, "share": _share}
# Tables that are as large as may be, and what reads them.
WIDE = "\ufdfa"
TABLES: dict[str, tuple[Callable[[], str], list[str]]] = {
    "names that grow once compared": (
        lambda: rows(f"%{WIDE * 16}\tt\t1\t2\t3\t4\n", "isnr\tprname\tpa\tsa\trp\tout\n"),
        ["import", "deu", "--actor", "a"],
    ),
    "heads that grow once compared": (
        lambda: "isnr\t" + "\t".join(f"{n}{WIDE * 15}" for n in range(3999)) + "\n",
        ["league"],
    ),
    "one long head": (lambda: filled(WIDE, "isnr\t", "\n", most=TABLE), ["league"]),
    "one long name": (
        lambda: filled(WIDE, "#A\t", most=TABLE),
        ["import", "decide", "--actor", "a"],
    ),
    "many actors": (
        lambda: "".join(f"#A\t{n}{WIDE * 15}\n" for n in range(49_000)),
        ["import", "decide", "--actor", "a"],
    ),
    "many positions": (
        lambda: "".join(f"#A\ta{n}\n#P\tp{n}\n" for n in range(220))
        + "".join(f"#D\ta{n}\tp{m}\t{n % 90}\t0.5\t1\n" for n in range(220) for m in range(220)),
        ["import", "decide", "--actor", "a1"],
    ),
    "a league as large as may be": (
        lambda: "isnr\trp\tout\t" + "\t".join(f"pa{n}\tsa{n}" for n in range(60)) + "\n"
        + "".join(
            f"i{m}\t0\t{m % 100}\t" + "\t".join(f"{(n * m) % 101}\t{n}" for n in range(60)) + "\n"
            for m in range(1600)
        ),
        ["league"],
    ),
    "as many conditions and cases as may be": (
        lambda: "case," + ",".join("abcdefg") + ",y\n" + "".join(
            f"c{n}," + ",".join(str(round((n * k * 37 % 101) / 100, 2)) for k in range(1, 9)) + "\n"
            for n in range(250)
        ),
        ["conditions", "--outcome", "y"],
    ),
    "a column too many of conditions": (
        lambda: ",".join(f"c{n}" for n in range(3999)) + "\n"
        + "".join(",".join(["0.5"] * 3999) + "\n" for _ in range(49)),
        ["conditions", "--outcome", "c1"],
    ),
    "delimiters": (lambda: filled("\t", "isnr", "\n", most=TABLE), ["league"]),
    "quotes": (lambda: filled('"', "isnr\t", "\n", most=TABLE), ["league"]),
    "empty lines": (lambda: filled("\n", "isnr\tx\n", most=TABLE), ["league"]),
}  # fmt: skip


FORMATS = (
    ["--full"],
    *(["--full", "--format", one] for one in ("markdown", "html", "json")),
    *(["-o", f"o.{one}"] for one in ("csv", "docx", "xlsx")),
)
EXPLAINED = (["--no-color"], *(["-o", f"o.{one}"] for one in ("md", "html", "docx")))


def measured(call: list[str], folder: str) -> tuple[int, float, float, str]:
    """Return how a command ended, its seconds of processor, its megabytes, and what it said."""
    # What takes far too long is not waited for to its end.
    bounded = ["bash", "-c", f'ulimit -t {4 * SECONDS}; exec "$@"', "bash", *call]
    process = subprocess.Popen(
        bounded, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    said = process.stdout.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return process.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / scale, said


def _coded(inner: str, text: str = "", codes: str = "") -> bytes:
    """Return a project of a coding program."""
    return packed({"project.qde": project(codes or code("a"), inner), "sources/a.txt": text})


def _selections(count: int, each: Callable[[int], tuple[int, int]], name: str = "") -> str:
    """Return a source with so many coded passages."""
    given = coding("networks.contacts")
    return source("".join(selection(*each(n), given, name, guid(n)) for n in range(count)))


# Texts of which each line differs: what packs too well is refused before it is read.
def _lines(size: int) -> str:
    return "".join(f"é {n * 7919 % 1_000_003} 🙂\r\n" for n in range(size // 16))


CONTACTS = code("networks.contacts")
PROJECTS: dict[str, Callable[[], bytes]] = {
    "a bomb of text": lambda: _coded(source(coding("a")), " " * 60_000_000),
    "a bomb of XML": lambda: packed({"project.qde": " " * 60_000_000}),
    "entries": lambda: packed({str(n): "" for n in range(59_000)}),
    "codes": lambda: _coded("", codes="".join(code(f"c{n}") for n in range(100_000))),
    "codes of one number": lambda: _coded("", codes=code("c", key="1") * 19_999),
    "unknown codes": lambda: _coded(
        source("".join(selection(n, n + 9, coding(f"c{n}"), key=guid(n)) for n in range(15_000))),
        "x" * 20_000, "".join(code(f"networks.contcts{n}") for n in range(15_000)),
    ),
    "codes in each other": lambda: _coded("", codes="<Code name='a'>" * 300_000),
    "passages": lambda: _coded(
        _selections(22_000, lambda n: (n * 9, n * 9 + 400), "xxxxxxxx"), _lines(900_000), CONTACTS
    ),
    "passages of the whole": lambda: _coded(
        _selections(22_000, lambda n: (n, 800_000), "xxxxxxxx"), _lines(900_000), CONTACTS
    ),
    "a large text": lambda: _coded(
        _selections(2_000, lambda n: (n * 900, n * 900 + 800), "é 7919"), _lines(9_000_000),
        CONTACTS,
    ),
    "absurd positions": lambda: _coded(
        _selections(22_000, lambda n: (-n, n * 10**7)), _lines(90_000), CONTACTS
    ),
    "attributes": lambda: packed({"project.qde": "<Project " + " ".join(
        f"a{n}=''" for n in range(450_000)) + "/>"}),
    "coders": lambda: _coded(
        source("".join(selection(n, n + 9, coding("networks.contacts", str(n)), key=guid(n))
                       for n in range(15_000))), "x" * 20_000, CONTACTS,
    ),
}  # fmt: skip


def main() -> int:
    """Try every file, say what it took, and return 1 where one took too much."""
    part, bad = sys.argv[1] if len(sys.argv) > 1 else "", 0
    fivec = [sys.executable, "-m", "fivec"]
    kept = str(ROOT / "cases" / "kompas.yaml")
    with tempfile.TemporaryDirectory() as folder:
        tries = [
            *((name, text, "c.yaml", ["check"]) for name, text in YAML.items()),
            *(
                (name, text, "b.json", ["compare", kept, "--baseline"])
                for name, text in _results().items()
            ),
            *(
                (f"a flood in {part}", partial(flooded, part), "w.xlsx", ["import", "xlsx"])
                for part in FLOODS
            ),
            *(
                (f"a project: {name}", made, "p.qdpx", ["import", "qda"])
                for name, made in PROJECTS.items()
            ),
            *(
                (f"{name}: {form[-1]}", text, "c.yaml", ["score", *form])
                for name, text in RIGHT.items()
                for form in FORMATS
            ),
            *(
                (f"{name}: explained, {form[-1]}", text, "c.yaml", ["explain", *form])
                for name, text in RIGHT.items()
                for form in EXPLAINED
            ),
            *(
                (f"{name}: {call[0]}", text, "c.yaml", call)
                for name, text in RIGHT.items()
                for call in (["next"], ["robustness"], ["agreement"], ["conditions"])
            ),
            *(
                (f"the most of a {name}: {form[-1]}", text, "c.yaml", [name, *form])
                for name, text in OWN.items()
                for form in (*EXPLAINED, ["--format", "json"])
            ),
            *((name, text, "t.csv", call) for name, (text, call) in TABLES.items()),
        ]
        for name, text, file, call in tries:
            if part not in name:
                continue
            path = Path(folder, file)
            made = text()
            path.write_bytes(made if isinstance(made, bytes) else made.encode())
            code, seconds, megabytes, said = measured([*fivec, *call, file], folder)
            fine = seconds <= SECONDS and megabytes <= MEGABYTES
            right = call[0] in ("score", "explain", "next", "robustness", *OWN)
            fine = fine and (code == 0 if right else code in (0, 1, 2) and len(said) < 200_000)
            bad += not fine
            sign = "  " if fine else "! "
            print(f"{sign}{file[2:]:5}{name:36}{seconds:6.2f} s {megabytes:5.0f} MB  ends {code}")
    print(json.dumps({"too much": bad}))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
