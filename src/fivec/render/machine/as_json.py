"""The result as JSON: the contract ``fivec/assessments@1``.

Keys stand in a fixed order and are only ever added; numbers have 12 significant digits.
"""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
from msgspec.structs import replace

from fivec import __version__
from fivec.documents.findings import record, waiver_record
from fivec.documents.reasoning import lever_sentence, sentence
from fivec.locale import Words
from fivec.model.assessment import (
    Assessment,
    Batch,
    Failed,
    KeptCase,
    KeptFailure,
    KeptResult,
)
from fivec.model.characters import UNSEEN, beyond_ascii
from fivec.model.values import values
from fivec.render import View


def render(batch: Batch, view: View) -> str:
    """Return the result of a run as one JSON object."""
    return as_text(result(batch, view.words))


def as_text(value: Any) -> str:
    """Return a value as JSON text, the same bytes on every machine."""
    return dumped(value, indent=2)


def dumped(value: Any, *, indent: int = 0) -> str:
    """Return a value as JSON, without ``indent`` in a line of its own."""
    try:
        data = msgspec.json.encode(value)
    except UnicodeEncodeError:
        # Half of a character, which no file of ours has.
        data = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    data = msgspec.json.format(data, indent=indent)
    # A runner of GitHub's obeys this wherever in a line it stands; escaped it is the same text.
    text = data.replace(b"##[", b"##\\u005b").decode("utf-8", "surrogatepass")
    # A screen obeys or hides these; escaped, the values are the same.
    if UNSEEN.search(beyond_ascii(data)):
        text = UNSEEN.sub(_escaped, text)
    return text + "\n"


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1] if match[0] != "\x7f" else "\\u007f"


def result(batch: Batch, words: Words) -> dict[str, Any]:
    """Return the result of a run as values."""
    record: dict[str, Any] = values(
        KeptResult(
            format="fivec/assessments@1",
            tool=f"fivec {__version__}",
            cases=tuple(_told(one, words) for one in batch.assessments),
            failed=tuple(_failure(one, words) for one in batch.failed),
            summary=batch.summary,
        ),
        words.language,
    )
    return record


def failed_record(one: Failed, words: Words) -> dict[str, Any]:
    """Return a file that could not be scored, as values."""
    record: dict[str, Any] = values(_failure(one, words))
    return record


def case_record(one: Assessment, words: Words) -> dict[str, Any]:
    """Return the assessment of one case as values."""
    record: dict[str, Any] = values(_told(one, words), words.language)
    return record


def _failure(one: Failed, words: Words) -> KeptFailure:
    return KeptFailure(one.name, tuple(record(fault, words) for fault in one.findings))


def _told(one: Assessment, words: Words) -> KeptCase:
    """Return a case with its reasoning and its findings in sentences."""
    known = {name: getattr(one, name) for name in KeptCase.__struct_fields__}
    known["waived"] = tuple(waiver_record(each, words) for each in one.waived)
    known["verdict"] = one.verdict and replace(
        one.verdict,
        because=tuple(sentence(one, step, words) for step in one.verdict.steps),
        levers=tuple(
            replace(lever, says=lever_sentence(one, lever, words)) for lever in one.verdict.levers
        ),
    )
    known["findings"] = tuple(record(fault, words) for fault in one.findings)
    return KeptCase(**known)
