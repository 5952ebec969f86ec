"""English: the documents that people send round."""

WORDS: dict[str, str] = {
    "month.1": "January",
    "month.2": "February",
    "month.3": "March",
    "month.4": "April",
    "month.5": "May",
    "month.6": "June",
    "month.7": "July",
    "month.8": "August",
    "month.9": "September",
    "month.10": "October",
    "month.11": "November",
    "month.12": "December",
    "output.needs-file": "{format} is no text for a screen: name a file with -o.",
}

FINDINGS: dict[str, tuple[str, str]] = {}
