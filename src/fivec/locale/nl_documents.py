"""Dutch: the documents that people send round."""

WORDS: dict[str, str] = {
    "output.needs-file": "{format} is geen tekst voor een scherm: noem een bestand met -o.",
}

FINDINGS: dict[str, tuple[str, str]] = {}
