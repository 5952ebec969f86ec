"""Nederlands: de documenten die rondgaan."""

WORDS: dict[str, str] = {
    "month.1": "januari",
    "month.2": "februari",
    "month.3": "maart",
    "month.4": "april",
    "month.5": "mei",
    "month.6": "juni",
    "month.7": "juli",
    "month.8": "augustus",
    "month.9": "september",
    "month.10": "oktober",
    "month.11": "november",
    "month.12": "december",
    "output.needs-file": "{format} is geen tekst voor een scherm: noem een bestand met -o.",
}

FINDINGS: dict[str, tuple[str, str]] = {}
