"""English: the documents that people send round."""

WORDS: dict[str, str] = {
    "output.needs-file": "{format} is no text for a screen: name a file with -o.",
}

FINDINGS: dict[str, tuple[str, str]] = {}
