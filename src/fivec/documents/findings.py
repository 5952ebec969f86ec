"""Findings: as lines that an editor or a log can jump from, and as a document to hand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import PurePosixPath

from msgspec.structs import asdict

from fivec.documents.blocks import (
    Block,
    Heading,
    Items,
    Line,
    Paragraph,
    Row,
    Run,
    Table,
    run,
    strong,
)
from fivec.documents.cells import place_in_sheet, sentence_in_cell
from fivec.documents.clean import clean
from fivec.documents.edition import Edition, Report
from fivec.locale import Words
from fivec.model.checked import Checked, ToldFinding, ToldWaiver
from fivec.model.finding import Finding, WaivedFinding
from fivec.model.text import Text


def line(one: Finding, words: Words) -> str:
    """Return a finding as ``file:line:column: severity[code] message``, with its help below."""
    message, help_ = message_and_help(one, words)
    severity = words(f"severity.{one.severity}")
    text = f"{place(one, words)}: {severity}[{one.code}] {clean(message)}"
    return f"{text}\n  {words.labelled(words('help'), clean(help_))}\n"


def waived_lines(waived: Iterable[WaivedFinding], words: Words) -> str:
    """Return findings that are waived, each with why it may stand and who decided so."""
    return "".join(
        f"{place(one.finding, words)}: {words('severity.waived')}[{one.finding.code}]"
        f" {clean(message_and_help(one.finding, words)[0])}\n"
        f"  {waived_because(one.reason, one.by, words)}\n"
        for one in waived
    )


def waived_because(reason: Text, by: str, words: Words) -> str:
    """Return why a finding may stand, and who decided so."""
    why = words.capital(reason.to(words.language).removesuffix("."))
    return clean(words("waived.reason", reason=why, by=by))


def waived_in_words(one: WaivedFinding, words: Words) -> str:
    """Return what a waived finding says, and why it may stand, as sentences."""
    return f"{in_words(one.finding, words)} {waived_because(one.reason, one.by, words)}"


def message_and_help(one: Finding, words: Words) -> tuple[str, str]:
    """Return the message and the help of a finding."""
    if one.on:
        return sentence_in_cell(one, one.on, words)
    return words.sentence(one.code, dict(one.data))


def place(one: Finding, words: Words) -> str:
    """Return the file of a finding, and where in it."""
    file = clean(one.file)
    if one.on and one.on.number:
        return words.labelled(file, place_in_sheet(one, one.on, words))
    return f"{file}:{one.line}:{one.column}" if one.line else file


def in_words(one: Finding, words: Words) -> str:
    """Return what a finding says, to whoever reads of the case and did not code it."""
    text = clean(message_and_help(one.in_documents, words)[0])
    return f"{words.capital(text)}{'' if text.endswith('?') else '.'}"


def sentence(one: Finding, words: Words) -> str:
    """Return what a finding says and advises, in a line."""
    message, help_ = message_and_help(one, words)
    stop = "" if message.endswith("?") else "."
    text = f"{clean(message)}{stop} {clean(help_)}"
    if one.on and one.on.number:
        return words.labelled(place_in_sheet(one, one.on, words), text)
    return text


def lines(findings: Iterable[Finding], words: Words) -> str:
    """Return findings one after another."""
    return "".join(line(one, words) for one in findings)


def record(one: Finding, words: Words) -> ToldFinding:
    """Return a finding as a machine reads it."""
    one = one.in_documents
    message, help_ = message_and_help(one, words)
    return ToldFinding(
        file=one.file,
        line=one.line or None,
        column=one.column or None,
        sheet=(one.on and one.on.name) or None,
        severity=one.severity,
        code=one.code,
        message=message,
        help=help_,
    )


def waiver_record(one: WaivedFinding, words: Words) -> ToldWaiver:
    """Return a waived finding as a machine reads it."""
    known = asdict(record(one.finding, words))
    return ToldWaiver(**known, reason=one.reason, by=one.by)


def listed(findings: Iterable[Finding], say: Words) -> Items:
    """Return findings as a list: which file, how grave, and what each says."""
    between = Run(" ")
    return Items(
        tuple(
            (
                *run(f"{PurePosixPath(one.file).name}:"),
                between,
                *strong(say(f"severity.{one.severity}")),
                between,
                *run(in_words(one, say)),
            )
            for one in findings
        )
    )


def checked(what: Checked, edition: Edition) -> Report:
    """Return what there is to say of files, file by file, the gravest first."""
    return Report(_checked(what, edition.words), edition.date)


def tally(what: Checked, say: Words) -> str:
    """Return, as a sentence, how much was found in how many files."""
    files = say("files", count=len(what.files))
    if not what.findings:
        return say("check.fine", files=files)
    errors = say("page.error", count=what.counts["errors"])
    warnings = say("page.warning", count=what.counts["warnings"])
    return say("check.count", errors=errors, warnings=warnings, files=files)


def _checked(what: Checked, say: Words) -> Iterator[Block]:
    yield Heading(1, tally(what, say).removesuffix("."), "findings")
    for key in ("ignored", "waived"):
        if count := what.counts[key]:
            yield Paragraph(run(say(f"check.{key}", count=count)), "small")
    findings = [one.in_documents for one in what.findings]
    with_errors = {one.file for one in findings if one.severity == "error"}
    gravest_first = sorted(
        findings, key=lambda one: (one.file not in with_errors, one.file, one.severity, one)
    )
    rows: list[Row] = []
    heads = tuple(say(f"check.column.{name}") for name in ("place", "severity", "what", "instead"))
    for file, some in groupby(gravest_first, key=lambda one: one.file):
        rows += (Row((strong(file), (), (), ()), group=True), *(_row(one, say) for one in some))
    if rows:
        yield Table(say("check.caption"), heads, tuple(rows), wide=(2, 3))
    if what.waived:
        rows = []
        for file, waived in groupby(what.waived, key=lambda one: one.finding.in_documents.file):
            rows.append(Row((strong(file), (), (), ()), group=True))
            rows += (_waived_row(one, say) for one in waived)
        heads = (*heads[:-1], say("waived.column"))
        yield Table(say("waived.caption"), heads, tuple(rows), wide=(2, 3))


def _row(one: Finding, say: Words) -> Row:
    message, help_ = message_and_help(one, say)
    severity = strong(say(f"severity.{one.severity}"))
    return Row((_where(one, say), severity, run(message), run(help_)))


def _waived_row(one: WaivedFinding, say: Words) -> Row:
    message, _ = message_and_help(one.finding.in_documents, say)
    severity = strong(say("severity.waived"))
    why = waived_because(one.reason, one.by, say)
    return Row((_where(one.finding, say), severity, run(message), run(why)))


def _where(one: Finding, say: Words) -> Line:
    if one.on and one.on.number:
        return run(place_in_sheet(one, one.on, say))
    return run(f"{one.line}:{one.column}" if one.line else "–")
