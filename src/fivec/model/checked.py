"""Findings beyond themselves: of many files together, and as a machine reads them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from fivec.model.finding import Finding, Severity, WaivedFinding
from fivec.model.text import Text


class Checked(Struct, frozen=True):
    """What there is to say of files; of ``ignored`` codes findings are shown and not counted.

    ``waived`` are those that a case lets stand.
    """

    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    ignored: frozenset[str] = frozenset()
    waived: tuple[WaivedFinding, ...] = ()

    @property
    def counted(self) -> tuple[Finding, ...]:
        """The findings that decide something."""
        return tuple(one for one in self.findings if one.code not in self.ignored)

    @property
    def counts(self) -> dict[str, int]:
        """How many ``errors`` and ``warnings`` count; how many are ``ignored``, and ``waived``."""
        grave = [one.severity for one in self.counted]
        return {
            "errors": grave.count("error"),
            "warnings": grave.count("warning"),
            "ignored": len(self.findings) - len(grave),
            "waived": len(self.waived),
        }


_FromOne = Annotated[int, Meta(ge=1)]


class ToldFinding(Struct, frozen=True):
    """A finding, as a machine reads it: something that reader or author should know."""

    file: Annotated[str, Meta(description="The file, as given; of a whole path its last part.")]
    line: Annotated[
        _FromOne | None, Meta(description="The line, from 1; null: the file as a whole.")
    ]
    column: Annotated[
        _FromOne | None, Meta(description="The column, from 1; null: the file as a whole.")
    ]
    sheet: Annotated[
        str | None,
        Meta(description="Of a workbook the sheet, whose row the line is; null: no workbook."),
    ]
    severity: Annotated[Severity, Meta(description="How grave it is.")]
    code: Annotated[
        str, Meta(description="The code of the finding, in words; the documentation explains each.")
    ]
    message: Annotated[str, Meta(description="What is the matter, in a sentence.")]
    help: Annotated[str, Meta(description="What to do about it, in a sentence.")]


class ToldWaiver(ToldFinding, frozen=True):
    """A finding that is waived, as a machine reads it."""

    reason: Annotated[Text, Meta(description="Why it may stand.")]
    by: Annotated[str, Meta(description="Who decided so.")]
