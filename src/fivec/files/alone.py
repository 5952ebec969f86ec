"""Files that need no other file to be read: what such a one is, with everything wrong in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from msgspec.structs import replace

from fivec.checks.code_map import check_code_map
from fivec.checks.fair_share import check_fair_share
from fivec.checks.rubric import check_rubric
from fivec.checks.sizes import check_sizes
from fivec.checks.theory import check_theory
from fivec.files.build import as_record, built, built_fair_share, built_rubric
from fivec.files.paths import Input, read_bytes
from fivec.files.records import FORMATS, Name
from fivec.files.yaml_kind import claimed
from fivec.files.yaml_reader import read_yaml
from fivec.model.code_map import CodeMap
from fivec.model.document import Document
from fivec.model.finding import MOST, Finding, finding
from fivec.model.theory import Theory

MAX_FINDINGS = 200


class Alone(NamedTuple):
    """A kind of file: what a schema cannot say of it, and the record of one that is right."""

    check: Callable[[Document], tuple[Finding, ...]]
    built: Callable[[Document, Any], Any]


# A kind of file is a line here, one in ``records`` and its words in ``yaml_kind``.
ALONE: dict[Name, Alone] = {
    "rubric": Alone(check_rubric, built_rubric),
    "theory": Alone(check_theory, partial(built, Theory)),
    "share": Alone(check_fair_share, built_fair_share),
    "map": Alone(check_code_map, partial(built, CodeMap)),
}


def kind_said(root: Any) -> Name | None:
    """Return which of these kinds values say that they are, in whatever edition."""
    written = root.get("format") if isinstance(root, dict) else None
    if not isinstance(written, str):
        return None
    before = written.partition("@")[0]
    return next((one for one in ALONE if FORMATS[one].partition("@")[0] == before), None)


def kind_meant(root: Any) -> Name | None:
    """Return which of these kinds values say that they are, though it be mistyped."""
    own = kind_said(root)
    if own or not isinstance(root, dict) or not isinstance(root.get("format"), str):
        return own
    meant = claimed(root)[0]
    return next((one for one in ALONE if one == meant), None)


def read_alone(given: Input, name: Name) -> tuple[Any, tuple[Finding, ...]]:
    """Return the record of a kind that a file holds, or ``None``; and all findings."""
    data = read_bytes(given)
    if isinstance(data, Finding):
        return None, (data,)
    return made(*read_yaml(data, given.name), name)


def made(
    document: Document, syntax: tuple[Finding, ...], name: Name
) -> tuple[Any, tuple[Finding, ...]]:
    """Return what a document of a kind gives, of which the ``syntax`` was found to be wrong."""
    if sizes := check_sizes(document):
        return None, tuple(sorted(sizes))
    record, faults = as_record(document, name)
    more = () if any(one.of_another_kind for one in faults) else ALONE[name].check(document)
    findings = first_of([*syntax, *faults, *more])
    if record is None or any(one.blocks for one in findings):
        return None, tuple(findings)
    return ALONE[name].built(document, record), tuple(findings)


def first_of(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings in the file's order, and of very many the first and how many follow."""
    ordered = sorted(set(findings))
    if len(ordered) <= MAX_FINDINGS:
        return ordered
    last, more = ordered[MAX_FINDINGS - 1], len(ordered) - MAX_FINDINGS
    # No stage looks for more than so many.
    count = f"{more}+" if len(ordered) >= MOST else more
    place = last.line, last.column
    # What is left out of sight blocks a file if it would in sight.
    if any(one.blocks for one in ordered[MAX_FINDINGS:]):
        rest = finding(last.file, place, "more-findings", count=count)
    else:
        rest = finding(last.file, place, "more-remarks", count=count)
    return [*ordered[:MAX_FINDINGS], replace(rest, on=last.on)]
