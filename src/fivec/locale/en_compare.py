"""English: cases and versions side by side."""

WORDS: dict[str, str] = {}

FINDINGS: dict[str, tuple[str, str]] = {}
