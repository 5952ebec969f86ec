"""Findings as annotations on a pull request: GitHub's workflow commands.

GitHub shows ten a step, so the worst go first and the rest are lines of the log. In a command's
message ``%`` and line ends are escaped, in its properties ``:`` and ``,`` too.
"""

from __future__ import annotations

from collections.abc import Sequence

from fivec.documents.clean import clean
from fivec.documents.findings import lines, sentence, waived_in_words, waived_lines
from fivec.documents.several import case_line
from fivec.model.assessment import Assessment, Batch
from fivec.model.checked import Checked
from fivec.model.finding import Finding, WaivedFinding
from fivec.render import View
from fivec.render.places import from_root

SHOWN = 10
_COMMANDS = ("error", "warning", "notice")


def render(what: Batch | Checked, view: View) -> str:
    """Return an annotation a finding, and of cases a line each for the log."""
    if isinstance(what, Checked):
        return workflow_commands(what.findings, view, what.waived)
    findings: list[Finding] = []
    waived: list[WaivedFinding] = []
    for one in what.results:
        findings.extend(one.findings)
        if isinstance(one, Assessment):
            findings.extend(one.missed)
            waived.extend(one.waived)
    log = "".join(f"{case_line(one, view.words)}\n" for one in what.assessments)
    return workflow_commands(findings, view, waived) + _log(log)


def workflow_commands(
    findings: Sequence[Finding], view: View, waived: Sequence[WaivedFinding] = ()
) -> str:
    """Return findings as workflow commands, the worst first.

    What is ignored is a notice, and so is what is waived, as far as there is room.
    """
    ordered = sorted(findings, key=lambda one: _COMMANDS.index(_command(one, view)))
    first = ordered if len(ordered) <= SHOWN else ordered[: SHOWN - 1]
    text = "".join(_annotation(one, view) for one in first)
    rest = ordered[len(first) :]
    if rest:
        more = view.words("github.more", count=len(rest))
        text += f"::{_command(rest[0], view)} title=fivec::{_message(more)}\n"
        text += _log(lines(rest, view.words))
    return text + _waived(waived, max(SHOWN - len(findings), 0), view)


def _waived(waived: Sequence[WaivedFinding], room: int, view: View) -> str:
    """Return what is waived: as many notices as there is room for, and lines of the log."""
    text = ""
    for one in waived[:room]:
        words = f"{view.words('severity.waived')}: {waived_in_words(one, view.words)}"
        text += f"::notice {_properties(one.finding)}::{_message(words)}\n"
    return text + _log(waived_lines(waived[room:], view.words))


def _command(one: Finding, view: View) -> str:
    return "notice" if one.code in view.ignored else one.severity


def _annotation(one: Finding, view: View) -> str:
    message = _message(sentence(one, view.words))
    return f"::{_command(one, view)} {_properties(one)}::{message}\n"


def _properties(one: Finding) -> str:
    # The row of a sheet is no line of a text: where it is, the message says.
    line = 1 if one.on else max(one.line, 1)
    facts = {"file": clean(from_root(one.file)), "line": line, "title": one.code}
    if one.column and not one.on:
        facts["col"] = one.column
    return ",".join(f"{name}={_property(str(value))}" for name, value in facts.items())


def _log(text: str) -> str:
    """Return lines of a log in which the runner finds no command, whatever the data."""
    # A command begins a line with "::", or, as of old, stands anywhere after "##[".
    safe = text.replace("##[", "## [")
    return "".join(f"  {line.lstrip(': ')}\n" for line in safe.splitlines())


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
