"""What was found in files as SARIF 2.1.0, the format of tools that look for faults.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/: what CI and editors show beside the lines. A
finding that is waived or ignored is suppressed, with the reason.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fivec import __version__
from fivec.documents.cells import place_in_sheet
from fivec.documents.clean import clean
from fivec.documents.findings import in_words, message_and_help, waived_because
from fivec.model.checked import Checked
from fivec.model.finding import CODES, Finding
from fivec.render import View
from fivec.render.machine.as_json import as_text
from fivec.render.places import relative

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(checked: Checked, view: View) -> str:
    """Return what there is to say of files as a log of one run."""
    say = view.words
    waived = {one.finding: waived_because(one.reason, one.by, say) for one in checked.waived}
    findings = sorted([*checked.findings, *waived])
    codes = sorted({one.code for one in findings})
    uris = dict.fromkeys(map(_uri, checked.files))
    results = []
    for one in findings:
        result = _result(one, codes.index(one.code), view)
        if one in waived:
            result["suppressions"] = [{"kind": "inSource", "justification": waived[one]}]
        elif one.code in view.ignored:
            why = say("junit.ignored")
            result["suppressions"] = [{"kind": "external", "justification": why}]
        results.append(result)
    driver = {
        "name": "fivec",
        "version": __version__,
        "rules": [_rule(code, view) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "language": say.language,
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": uri}} for uri in uris],
        "results": results,
    }
    return as_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, view: View) -> dict[str, Any]:
    kind, severity = CODES[code]
    message, help_ = view.words.rule(code)
    return {
        "id": code,
        "shortDescription": _message(message),
        "help": _message(help_),
        "defaultConfiguration": {"level": severity},
        "properties": {"tags": [kind]},
    }


def _result(one: Finding, rule: int, view: View) -> dict[str, Any]:
    _, help_ = message_and_help(one.in_documents, view.words)
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(one.file)}}
    location: dict[str, Any] = {"physicalLocation": place}
    if one.on and one.on.number:
        # The lines of a region are those of a text.
        at = clean(place_in_sheet(one, one.on, view.words))
        location["logicalLocations"] = [{"fullyQualifiedName": at}]
    elif one.line:
        place["region"] = {"startLine": one.line, "startColumn": one.column}
    return {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": one.severity,
        "message": _message(f"{in_words(one, view.words)} {clean(help_)}"),
        "locations": [location],
    }


def _message(text: str) -> dict[str, str]:
    """Return a message in which nothing is a placeholder (3.11.5) or a link (3.11.6)."""
    literal = text.replace("{", "{{").replace("}", "}}")
    return {"text": literal.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")}


def _uri(file: str) -> str:
    return quote(relative(file))
