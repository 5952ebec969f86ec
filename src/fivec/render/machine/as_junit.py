"""What a run came to as tests, for the runners of CI: JUnit's XML.

A case is a suite, and so is a file of which findings alone are asked for; a threshold is a test,
and so is a finding. What is grave is an error, a warning and a missed threshold are failures; what
is waived or ignored is skipped. Names are codes, so that a test is the same one in every language.
There is no clock: every time is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeAlias

from lxml import etree
from lxml.builder import E
from msgspec import Struct
from msgspec.structs import replace

from fivec.documents.clean import clean
from fivec.documents.findings import in_words, line, waived_because
from fivec.model.assessment import Assessment, Batch
from fivec.model.checked import Checked
from fivec.model.finding import Finding, WaivedFinding
from fivec.render import View
from fivec.render.places import relative

_State: TypeAlias = Literal["error", "failure", "skipped"]
_STATES: tuple[tuple[str, _State], ...] = (
    ("errors", "error"),
    ("failures", "failure"),
    ("skipped", "skipped"),
)


class _Test(Struct, frozen=True):
    """A test: ``state`` is ``None`` where it passes; ``message`` and ``text`` say why it fails."""

    name: str
    line: int = 0
    state: _State | None = None
    code: str = ""
    message: str = ""
    text: str = ""


# For a suite that would hold nothing: some runners take that for a fault.
_FINE = _Test("no-findings")


def render(what: Batch | Checked, view: View) -> str:
    """Return the tests of cases, or of files that were checked."""
    suites = list(_of_files(what, view) if isinstance(what, Checked) else _of_cases(what, view))
    tests = [one for _, _, held in suites for one in held]
    root = E.testsuites({"name": "fivec", **_counts(tests)}, *(_suite(*one) for one in suites))
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return data.decode("utf-8")


_Suite: TypeAlias = tuple[str, str, list[_Test]]


def _of_cases(batch: Batch, view: View) -> Iterator[_Suite]:
    for one in batch.results:
        if isinstance(one, Assessment):
            yield one.id, one.case.file, [*_of_case(one, view)] or [_FINE]
        else:
            yield relative(one.name), one.name, [*_of_findings(one.findings, view)]


def _of_case(one: Assessment, view: View) -> Iterator[_Test]:
    missed = {dict(miss.data)["asked"]: miss for miss in one.missed}
    for name in map(str, view.thresholds):
        yield _of_finding(missed[name], view, name) if name in missed else _Test(name)
    if one.seal and one.seal.state == "unchanged":
        # Where it changed, a finding says so.
        yield _Test("sealed, unchanged")
    yield from _of_findings(one.findings, view, one.waived)


def _of_files(what: Checked, view: View) -> Iterator[_Suite]:
    for file in dict.fromkeys((*what.files, *(one.file for one in what.findings))):
        findings = (one for one in what.findings if one.file == file)
        waived = (one for one in what.waived if one.finding.file == file)
        yield relative(file), file, [*_of_findings(findings, view, waived)] or [_FINE]


def _of_findings(
    findings: Iterable[Finding], view: View, waived: Iterable[WaivedFinding] = ()
) -> Iterator[_Test]:
    for one in findings:
        yield _of_finding(one, view, _named(one))
    for each in waived:
        one, why = each.finding, waived_because(each.reason, each.by, view.words)
        yield _Test(_named(one), one.line, "skipped", one.code, why, _text(one, view))


def _of_finding(one: Finding, view: View, name: str) -> _Test:
    state: _State = "failure" if one.kind == "gate" or one.severity == "warning" else "error"
    message = in_words(one, view.words)
    if one.code in view.ignored:
        state, message = "skipped", view.words("junit.ignored")
    return _Test(name, one.line, state, one.code, message, _text(one, view))


def _named(one: Finding) -> str:
    parts = [one.code, *((clean(one.on.name),) if one.on and one.on.name else ())]
    return " ".join([*parts, *((f"{one.line}:{one.column}",) if one.line else ())])


def _text(one: Finding, view: View) -> str:
    return line(replace(one.in_documents, file=relative(one.file)), view.words)


def _counts(tests: Iterable[_Test]) -> dict[str, str]:
    states = [one.state for one in tests]
    counts = {name: states.count(state) for name, state in _STATES}
    return {name: str(count) for name, count in {"tests": len(states), **counts, "time": 0}.items()}


def _suite(name: str, file: str, tests: list[_Test]) -> Any:
    file = relative(file)
    suite = E.testsuite({"name": name, **_counts(tests)})
    for one in tests:
        line = {"line": str(one.line)} if one.line else {}
        facts = {"classname": file, "name": one.name, "file": file, **line, "time": "0"}
        test = etree.SubElement(suite, "testcase", facts)
        if one.state:
            facts = {"type": one.code, "message": one.message}
            etree.SubElement(test, one.state, facts).text = one.text
    return suite
