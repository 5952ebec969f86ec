"""Dutch: the command line's help and what it says of a wrong call."""

WORDS: dict[str, str] = {}

FINDINGS: dict[str, tuple[str, str]] = {}
