"""English: the workbooks, to read and to code in."""

WORDS: dict[str, str] = {}

FINDINGS: dict[str, tuple[str, str]] = {}
