"""The page on the findings: what each means, why it matters, a wrong example and a right one.

What it means and what to write comes of the program's own words, the examples of the files that
the tests check. Why it matters stands in ``findings.yaml``, and what no small file can show.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from fivec.locale import words
from fivec.model.finding import CODES
from generate.markdown import escape, fence, page

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "examples"
EXPECT = re.compile(r"# expect (\d+):(\d+) ([a-z0-9-]+)\n")
INTRODUCTION = (
    "A finding has a place, a code, a sentence and advice. Errors in reading, format and "
    "references stop a case from being scored, for a figure would be wrong; findings on method "
    "are shown beside the figures. `--ignore CODE` lets one decide nothing, and "
    "[a waiver](confidentiality.md#when-a-finding-may-stand) in the case lets one stand."
)
UNSAID = "docs/generate/findings.yaml does not say why {} matters"
KINDS = {
    "syntax": "Reading",
    "schema": "The format",
    "reference": "References, and what would make a figure wrong",
    "method": "Method: shown beside the figures",
    "confidentiality": "Confidentiality: shown beside the figures",
    "waiver": "What a case lets stand",
    "table": "Data files and projects of others, workbooks, and results that were kept",
    "batch": "Several files together",
    "gate": "What a run asks of a case",
}


@cache
def explained() -> dict[str, dict[str, str]]:
    """Return why each finding matters, by its code, and ``wrong`` and ``right`` where in words."""
    text = Path(__file__).with_name("findings.yaml").read_text(encoding="utf-8")
    written: dict[str, dict[str, str]] = yaml.safe_load(text)
    return written


def why(code: str) -> str:
    """Return why a finding matters. Raises ``LookupError`` where nobody said it."""
    if code not in explained():
        raise LookupError(UNSAID.format(code))
    return explained()[code]["why"]


@cache
def _mends() -> dict[str, dict[int, str]]:
    """Return the lines that mend each wrong example, by its name."""
    mends: dict[str, dict[int, str]] = yaml.safe_load(
        (EXAMPLES / "mend.yaml").read_text(encoding="utf-8")
    )
    return mends


def mended(name: str, text: str) -> str:
    """Return a wrong example as it should be."""
    lines = text.splitlines()
    for number, right in _mends()[name].items():
        lines[number - 1] = right
    return "\n".join(line for line in lines if line) + "\n"


def examples() -> dict[str, list[Path]]:
    """Return the wrong and the doubtful examples by the code that each shows."""
    shown: dict[str, list[Path]] = {}
    for path in sorted([*(EXAMPLES / "wrong").glob("*.yaml"), *(EXAMPLES / "doubtful").glob("*")]):
        match = EXPECT.match(path.read_text(encoding="utf-8"))
        if match:
            shown.setdefault(match[3], []).append(path)
    return shown


def findings() -> str:
    """Return the page: a section a code, whose anchor is the code."""
    say, shown = words("en"), examples()
    parts = ["# Findings", INTRODUCTION]
    for kind, title in KINDS.items():
        parts.append(f"## {title}")
        for code, (own, severity) in CODES.items():
            if own == kind:
                message, help_ = say.rule(code)
                stop = "" if message.endswith("…") else "."
                parts += [
                    f"### {code}",
                    f"*{severity}*: {escape(message)}{stop} {escape(help_)}",
                    f"*Why:* {why(code)}",
                    *_example(code, shown.get(code, [])),
                ]
    return page(*parts)


def _example(code: str, paths: list[Path]) -> list[str]:
    if "wrong" in explained()[code]:
        return [f"{name.title()}: {explained()[code][name]}." for name in ("wrong", "right")]
    path = next((one for one in paths if one.stem == code), paths[0])
    lines = path.read_text(encoding="utf-8").splitlines()
    mends = _mends()[path.stem]
    numbers = sorted(mends)
    first = numbers[0] - 1
    # A line that is one of a list is not understood without the key above it.
    while first > 0 and lines[first].startswith(" ") and numbers[0] - first < 4:
        first -= 1
    wrong = lines[first : numbers[-1]]
    right = [mends.get(first + 1 + index, line) for index, line in enumerate(wrong)]
    kept = [line for line in right if line]
    return ["Wrong:", fence(wrong), "Right:", fence(kept) if kept else "without these lines."]
