"""Findings as lines that an editor or a log can jump from."""

from __future__ import annotations

from collections.abc import Iterable

from fivec.documents.clean import clean
from fivec.locale import Words
from fivec.model.finding import Finding, ToldFinding


def line(one: Finding, words: Words) -> str:
    """Return a finding as ``file:line:column: severity[code] message``, with its help below."""
    return sentence_lines(one, words, place(one))


def sentence_lines(one: Finding, words: Words, where: str) -> str:
    """Return a finding with its help below, its place told in a way of the caller's."""
    message, help_ = words.sentence(one.code, dict(one.data))
    severity = words(f"severity.{one.severity}")
    text = f"{where}: {severity}[{one.code}] {clean(message)}"
    return f"{text}\n  {words('help')}: {clean(help_)}\n"


def place(one: Finding) -> str:
    """Return the file of a finding, and where in it."""
    return f"{clean(one.file)}:{one.line}:{one.column}" if one.line else clean(one.file)


def sentence(one: Finding, words: Words) -> str:
    """Return what a finding says and advises, in a line."""
    message, help_ = words.sentence(one.code, dict(one.data))
    stop = "" if message.endswith("?") else "."
    return f"{clean(message)}{stop} {clean(help_)}"


def lines(findings: Iterable[Finding], words: Words) -> str:
    """Return findings one after another."""
    return "".join(line(one, words) for one in findings)


def record(one: Finding, words: Words) -> ToldFinding:
    """Return a finding as a machine reads it."""
    message, help_ = words.sentence(one.code, dict(one.data))
    return ToldFinding(
        file=one.file,
        line=one.line or None,
        column=one.column or None,
        severity=one.severity,
        code=one.code,
        message=message,
        help=help_,
    )
