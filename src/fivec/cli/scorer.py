"""What ``fivec score`` takes of each file that was scored, and what all of them mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from fivec.checks.batch import SeenIds
from fivec.checks.gates import WRONG_CALLS, check_gates
from fivec.cli import shell
from fivec.documents.findings import lines
from fivec.locale import Words
from fivec.model.assessment import Assessment, Failed, Result
from fivec.model.finding import Finding, Severity
from fivec.model.threshold import Threshold


class Scored(Struct, frozen=True):
    """What became of one file.

    ``part`` is what the report needs of it: its text where the format streams, a row, or the whole
    result. Nothing larger crosses a process or stays. ``grave`` are the severities of its findings
    that were not ignored; ``id`` and ``file`` are those of a case that was scored.
    """

    part: Any
    failed: Failed | None
    missed: tuple[Finding, ...]
    grave: frozenset[Severity]
    id: str = ""
    file: str = ""


class Taking:
    """What is taken of each result: what the report needs, and its part of the exit code.

    It can be sent to another process. ``part`` takes from a result what the report needs.
    """

    def __init__(
        self, gates: tuple[Threshold, ...], part: Callable[[Result], Any], ignored: frozenset[str]
    ) -> None:
        self._gates = gates
        self._part = part
        self._ignored = ignored

    def __call__(self, result: Result) -> Scored:
        """Return what became of one file."""
        counted = (one for one in result.findings if one.code not in self._ignored)
        grave = frozenset(one.severity for one in counted)
        if isinstance(result, Failed):
            return Scored(self._part(result), result, (), grave)
        missed = check_gates(result, self._gates)
        result = replace(result, missed=missed) if missed else result
        part, case = self._part(result), result.case
        return Scored(part, None, missed, grave, id=case.id, file=case.file)


class Tally:
    """What the files together mean for the exit code, and what is still to be said of them."""

    def __init__(self, fail_on: str | None, ignored: frozenset[str]) -> None:
        self._fail_on = shell.at_least(fail_on)
        self._ignored = ignored
        self._failed: list[Failed] = []
        self._missed: list[Finding] = []
        self._ids = SeenIds()
        self.code = shell.FINE

    def add(self, one: Scored) -> Scored:
        """Count a file; return it with what is only to be seen beside the others."""
        wrong_call = any(missed.code in WRONG_CALLS for missed in one.missed)
        missed = [miss for miss in one.missed if miss.code not in self._ignored]
        if one.failed is not None:
            self._failed.append(one.failed)
        self._missed.extend(missed)
        if one.failed is not None or wrong_call:
            self.code = shell.WRONG
        elif missed or one.grave & self._fail_on:
            self.code = max(self.code, shell.NEGATIVE)
        same = self._ids.add(one.id, one.file) if one.id else None
        if same is None:
            return one
        if same.severity in self._fail_on and same.code not in self._ignored:
            self.code = max(self.code, shell.NEGATIVE)
        if isinstance(one.part, Assessment):
            findings = tuple(sorted({*one.part.findings, same}))
            return replace(one, part=replace(one.part, findings=findings))
        return one

    @property
    def faults(self) -> list[Finding]:
        """What is wrong with the files that could not be scored."""
        return [fault for failed in self._failed for fault in failed.findings]

    def say(self, speak: Words) -> None:
        """Say which files could not be scored or have one id, and which thresholds are missed."""
        if same := self._ids.twice():
            shell.note(lines(same, speak))
        for failed in self._failed:
            shell.note(lines(failed.findings, speak))
        if self._missed:
            shell.note(lines(self._missed, speak))
