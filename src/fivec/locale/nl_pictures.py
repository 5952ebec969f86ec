"""Dutch: the pictures and what they show in words."""

WORDS: dict[str, str] = {}

FINDINGS: dict[str, tuple[str, str]] = {}
