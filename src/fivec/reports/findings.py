"""Findings as lines that an editor or a log can jump from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fivec.locale import Words
from fivec.model.finding import Finding
from fivec.reports.clean import clean


def line(one: Finding, words: Words) -> str:
    """Return a finding as ``file:line:column: severity[code] message``, with its help below."""
    message, help_ = words.sentence(one.code, dict(one.data))
    place = f":{one.line}:{one.column}" if one.line else ""
    severity = words(f"severity.{one.severity}")
    said = f"{clean(one.file)}{place}: {severity}[{one.code}] {clean(message)}"
    return f"{said}\n  {words('help')}: {clean(help_)}\n"


def lines(findings: Iterable[Finding], words: Words) -> str:
    """Return findings one after another."""
    return "".join(line(one, words) for one in findings)


def record(one: Finding, words: Words) -> dict[str, Any]:
    """Return a finding as a machine reads it."""
    message, help_ = words.sentence(one.code, dict(one.data))
    return {
        "file": one.file,
        "line": one.line or None,
        "column": one.column or None,
        "severity": one.severity,
        "code": one.code,
        "message": message,
        "help": help_,
    }
