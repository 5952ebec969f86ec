"""English: what a page in a browser says besides the report itself."""

WORDS: dict[str, str] = {
    "html.skip": "Skip to the report",
    "html.contents": "Contents",
    "html.proof": "1 row of evidence",
    "html.proofs": "{count} rows of evidence",
    "html.data": "The picture in words",
    "html.description": "Report made with fivec: {title}",
    "html.foot": "Made with fivec {version}. This file stands alone: it fetches nothing and runs no script.",
}

FINDINGS: dict[str, tuple[str, str]] = {}
