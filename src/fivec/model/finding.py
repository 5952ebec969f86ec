"""What fivec has to say about an input: a place, a code, and the facts for the sentence.

The sentences themselves live in :mod:`fivec.locale`; a finding carries only what they need.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from fivec.model.document import Place, name_in_documents
from fivec.model.text import Text
from fivec.model.workbook import SheetPlace, cell

# The fact that says in how many rows of a workbook the same is wrong.
ROWS = "rows"
# And in how many of which other sheets: a line each, the count before the name.
ELSEWHERE = "elsewhere"
Kind = Literal[
    "syntax", "schema", "reference", "method", "confidentiality", "waiver", "gate", "table", "batch"
]  # fmt: skip
# What may stand by decision: what is shown beside the figures, and makes none of them wrong.
WAIVABLE: frozenset[Kind] = frozenset({"method", "confidentiality"})
Severity = Literal["error", "warning"]

# The one table of codes. Syntax, schema and reference errors stop a case from being scored:
# its figures would be wrong. Findings on method and confidentiality are shown beside the figures.
# Gates are what a run asks of a case, and no fault of it.
CODES: dict[str, tuple[Kind, Severity]] = {
    # reading
    "unreadable": ("syntax", "error"),
    "process-ended": ("syntax", "error"),
    "too-large": ("syntax", "error"),
    "too-deep": ("syntax", "error"),
    "too-many-values": ("syntax", "error"),
    "not-text": ("syntax", "error"),
    "not-utf-8": ("syntax", "error"),
    "control-character": ("syntax", "error"),
    "syntax": ("syntax", "error"),
    "empty-file": ("syntax", "error"),
    "not-a-mapping": ("syntax", "error"),
    "duplicate-key": ("syntax", "error"),
    "key-not-text": ("syntax", "error"),
    "anchor": ("syntax", "error"),
    "alias": ("syntax", "error"),
    "merge-key": ("syntax", "error"),
    "tag": ("syntax", "error"),
    "several-documents": ("syntax", "error"),
    "not-finite": ("syntax", "error"),
    "more-findings": ("syntax", "error"),
    "more-remarks": ("syntax", "warning"),
    # the schema
    "unknown-format": ("schema", "error"),
    "no-format": ("schema", "error"),
    "unknown-key": ("schema", "error"),
    "personal-key": ("schema", "error"),
    "counting-key": ("schema", "error"),
    "unknown-language": ("schema", "error"),
    "split-text": ("schema", "error"),
    "missing-key": ("schema", "error"),
    "wrong-type": ("schema", "error"),
    "not-a-choice": ("schema", "error"),
    "out-of-range": ("schema", "error"),
    "bad-id": ("schema", "error"),
    "bad-date": ("schema", "error"),
    "empty": ("schema", "error"),
    "wrong-length": ("schema", "error"),
    "too-many-items": ("schema", "error"),
    # references, and what else would make a figure wrong
    "unknown-rubric": ("reference", "error"),
    "rubric-version": ("reference", "error"),
    "rubric-path": ("reference", "error"),
    "unreadable-rubric": ("reference", "error"),
    "faulty-rubric": ("reference", "error"),
    "duplicate-id": ("reference", "error"),
    "unknown-source": ("reference", "error"),
    "unknown-evidence": ("reference", "error"),
    "unknown-indicator": ("reference", "error"),
    "unknown-part": ("reference", "error"),
    "unknown-level": ("reference", "error"),
    "unknown-issue": ("reference", "error"),
    "unknown-hypothesis": ("reference", "error"),
    "unknown-actor": ("reference", "error"),
    "unknown-likelihood": ("reference", "error"),
    "missing-likelihood": ("reference", "error"),
    "priors": ("reference", "error"),
    "one-sided-tracing": ("reference", "error"),
    "circular": ("reference", "error"),
    "rating-kind": ("reference", "error"),
    "range-order": ("reference", "error"),
    "range-misses": ("reference", "error"),
    "level-order": ("reference", "error"),
    "attained-order": ("reference", "error"),
    "reserved-id": ("reference", "error"),
    "scale-order": ("reference", "error"),
    "cuts": ("reference", "error"),
    "no-measuring-rod": ("reference", "error"),
    "part-salience": ("reference", "error"),
    "part-weights": ("reference", "error"),
    "mixed-issue": ("reference", "error"),
    "issue-twice": ("reference", "error"),
    "silent-but-coded": ("reference", "error"),
    "not-of-kind": ("reference", "error"),
    "unknown-figure": ("reference", "error"),
    "units-differ": ("reference", "error"),
    "nothing-to-share": ("reference", "error"),
    "more-than-all": ("reference", "error"),
    "unknown-node": ("reference", "error"),
    "unknown-assumption": ("reference", "error"),
    "unknown-verdict": ("reference", "error"),
    "certain-verdict": ("reference", "error"),
    "circular-chain": ("reference", "error"),
    # method
    "evidence-twice": ("method", "error"),
    "conclusion-as-evidence": ("method", "error"),
    "rating-without-evidence": ("method", "warning"),
    "thin-evidence": ("method", "warning"),
    "measure-clipped": ("method", "warning"),
    "outside-scale": ("method", "warning"),
    "uncontested": ("method", "warning"),
    "defends-status-quo": ("method", "warning"),
    "silent-unsaid": ("method", "warning"),
    "no-salience": ("method", "warning"),
    "unused-evidence": ("method", "warning"),
    "alike-ids": ("method", "warning"),
    "group-twice": ("method", "warning"),
    "share-among-hundreds": ("method", "warning"),
    "low-levels": ("method", "warning"),
    "weightless-others": ("method", "warning"),
    "weightless-groups": ("method", "warning"),
    "weightless-parts": ("method", "warning"),
    "adjudicated-left-out": ("method", "warning"),
    "parts-untouched": ("method", "warning"),
    "silent-but-told": ("method", "warning"),
    "not-blocked": ("method", "warning"),
    "actor-among-others": ("method", "error"),
    "settled-priors": ("method", "warning"),
    "idle-test": ("method", "warning"),
    "shared-by-tests": ("method", "warning"),
    "shared-by-issues": ("method", "warning"),
    "shared-by-sides": ("method", "warning"),
    "period-order": ("method", "warning"),
    "partner-attribution": ("method", "warning"),
    "attribution-not-blind": ("method", "warning"),
    "self-attribution-only": ("method", "warning"),
    "few-external-groups": ("method", "warning"),
    "self-overclaims": ("method", "warning"),
    "self-effaces": ("method", "warning"),
    "answers-disagree": ("method", "warning"),
    "own-likelihoods": ("method", "warning"),
    "few-issues": ("method", "warning"),
    "not-said": ("method", "warning"),
    "changed-since-sealed": ("method", "warning"),
    "broken-seal": ("method", "error"),
    "years-apart": ("method", "warning"),
    "prints-otherwise": ("method", "warning"),
    "rounds-away": ("method", "warning"),
    # method, of a policy theory
    "step-missing": ("method", "warning"),
    "several-claims": ("method", "warning"),
    "one-sided": ("method", "warning"),
    "verdict-ahead": ("method", "warning"),
    "open-alternative": ("method", "warning"),
    "contradicted": ("method", "warning"),
    "single-source": ("method", "warning"),
    "interview-only": ("method", "warning"),
    "arrow-without-assumption": ("method", "warning"),
    "assumption-without-arrow": ("method", "warning"),
    # confidentiality: the structure of a case, and its words
    "group-of-one": ("confidentiality", "error"),
    "counted-people": ("confidentiality", "error"),
    "level-on-one-group": ("confidentiality", "error"),
    "rows-on-one-group": ("confidentiality", "warning"),
    "closed-but-cited": ("confidentiality", "error"),
    "opened-row": ("confidentiality", "error"),
    "background-alone": ("confidentiality", "error"),
    "interview-quotation": ("confidentiality", "error"),
    "consent-unsaid": ("confidentiality", "warning"),
    "lone-interviewer": ("confidentiality", "warning"),
    "interviewed-together": ("confidentiality", "warning"),
    "contact-detail": ("confidentiality", "error"),
    "classification-mark": ("confidentiality", "error"),
    "named-interviewee": ("confidentiality", "error"),
    "counted-interviewees": ("confidentiality", "warning"),
    "vague-majority": ("confidentiality", "warning"),
    "single-voice": ("confidentiality", "warning"),
    "single-office": ("confidentiality", "warning"),
    "quoted-words": ("confidentiality", "warning"),
    "dated-interview": ("confidentiality", "warning"),
    # what a case waives
    "blocking-waiver": ("waiver", "error"),
    "idle-waiver": ("waiver", "warning"),
    # data files of others
    "missing-column": ("table", "error"),
    "nameless-issue": ("table", "error"),
    "not-a-number": ("table", "error"),
    "broken-row": ("table", "error"),
    "duplicate-column": ("table", "error"),
    "lone-column": ("table", "error"),
    "nameless-column": ("table", "error"),
    "ragged-row": ("table", "error"),
    "ragged-heads": ("table", "error"),
    "table-too-large": ("table", "error"),
    "missing-mark": ("table", "error"),
    "ambiguous-number": ("table", "error"),
    "out-of-bounds": ("table", "error"),
    "runs-to-one": ("table", "error"),
    "apart-by-commas": ("table", "error"),
    "salience-above-one": ("table", "error"),
    "outside-points": ("table", "error"),
    "single-point": ("table", "error"),
    "undescribed-scale": ("table", "error"),
    "unknown-row": ("table", "error"),
    "missing-head": ("table", "error"),
    "unknown-head": ("table", "error"),
    "same-head": ("table", "error"),
    "no-such-head": ("table", "error"),
    "half-actor": ("table", "error"),
    "unnamed-row": ("table", "error"),
    "values-differ": ("table", "error"),
    "no-scale": ("table", "error"),
    "low-saliences": ("table", "error"),
    "undefined-name": ("table", "error"),
    "no-positions": ("table", "error"),
    # workbooks
    "not-a-workbook": ("table", "error"),
    "missing-sheet": ("table", "error"),
    "unknown-sheet": ("table", "error"),
    "unknown-column": ("table", "error"),
    "unknown-owner": ("table", "error"),
    "filled-twice": ("table", "error"),
    "formula-without-value": ("table", "error"),
    "cell-error": ("table", "error"),
    "nameless": ("table", "error"),
    "not-as-typed": ("table", "error"),
    "not-as-shown": ("table", "error"),
    "two-readings": ("table", "error"),
    "not-json": ("table", "error"),
    "trimmed": ("table", "warning"),
    "too-many-cells": ("table", "error"),
    "cell-too-long": ("table", "error"),
    # projects of coding programs
    "not-a-project": ("table", "error"),
    "broken-xml": ("table", "error"),
    "too-much-coded": ("table", "error"),
    "not-in-project": ("table", "warning"),
    # libraries of references
    "no-references": ("table", "error"),
    "broken-reference": ("table", "error"),
    "untitled-source": ("table", "error"),
    "personal-source": ("table", "error"),
    # results that were kept
    "broken-json": ("table", "error"),
    "not-a-result": ("table", "error"),
    "not-a-replication": ("table", "error"),
    # several files together
    "interview-record": ("batch", "error"),
    "same-id": ("batch", "warning"),
    "rubric-twice": ("batch", "warning"),
    # of a case for everyone
    "repeats-withheld": ("gate", "error"),
    # thresholds of a run
    "below-threshold": ("gate", "error"),
    "not-shown-to-reach": ("gate", "error"),
    "figure-missing": ("gate", "error"),
    "figure-thin": ("gate", "error"),
    "no-such-figure": ("gate", "error"),
    "dropped": ("gate", "error"),
    "figure-lost": ("gate", "error"),
}


# In the place of all facts of a finding that may not be told.
WITHHELD = "withheld"

# So many findings of one file are looked for: a file so wrong is helped enough by then.
MOST = 500
# And so much of a value is quoted in one.
MOST_TEXT = 300
# The folders of whole paths in a list of them, which a comma may stand in too.
_FOLDERS = re.compile(r"(^|, )(?:[A-Za-z]:)?/(?:[^,]|,(?! (?:[A-Za-z]:)?/))*/")


class Finding(Struct, frozen=True):
    """One remark on one place of one file.

    ``line`` and ``column`` count from 1; both are 0 where the remark is on the file as a whole.
    ``data`` holds the values that the sentence in :mod:`fivec.locale` asks for, as sorted pairs.
    In a workbook it is ``on`` a sheet, of which the line is a row; 0 where it is on all of it.
    """

    file: str
    line: int
    column: int
    code: str
    data: tuple[tuple[str, str], ...] = ()
    on: SheetPlace | None = None

    def __lt__(self, other: Finding) -> bool:
        """Whether it comes first in the order of the files, and within each of its places."""
        return self._order < other._order

    @property
    def _order(self) -> tuple[object, ...]:
        return self.file, self.place, self.code, self.data

    @property
    def place(self) -> Place:
        """Where it is in its file, as its document has it."""
        return cell(self.on.number if self.on else 0, self.line, self.column)

    @property
    def kind(self) -> Kind:
        """The stage that found it."""
        return CODES[self.code][0]

    @property
    def severity(self) -> Severity:
        """``error`` or ``warning``."""
        return CODES[self.code][1]

    @property
    def blocks(self) -> bool:
        """Whether the case cannot be scored until this is mended."""
        return self.severity == "error" and self.kind not in (*WAIVABLE, "waiver", "gate")

    @property
    def of_another_kind(self) -> bool:
        """Whether the file is not what it was read as: what else it lacks is beside the point."""
        return self.code == "unknown-format"

    @property
    def in_documents(self) -> Finding:
        """The finding as a document has it, which names no file by where it stands."""
        data = self.data
        if self.code == "same-id" or "rubric" in self.code:
            # What these say of other files; elsewhere a path is what stands in the file.
            data = tuple((key, _FOLDERS.sub(r"\1", value)) for key, value in data)
        return replace(self, file=name_in_documents(self.file), data=data)


class WaivedFinding(Struct, frozen=True):
    """A finding that stands by decision: it does not count, and is shown with its ``reason``."""

    finding: Finding
    reason: Text
    by: str


def finding(file: str, place: tuple[int, int], code: str, **data: object) -> Finding:
    """Return a finding; every value of ``data`` becomes text, of what can be read at most."""
    pairs = tuple(sorted((name, cut(str(value))) for name, value in data.items()))
    return Finding(file, place[0], place[1], code, pairs)


def without_facts(one: Finding) -> Finding:
    """Return a finding that says where something is wrong and what kind of thing, and no more."""
    return replace(one, data=((WITHHELD, ""),), on=one.on and one.on.without_names)


def cut(text: str, most: int = MOST_TEXT) -> str:
    """Return a text, of one that is too long to be read its start."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
