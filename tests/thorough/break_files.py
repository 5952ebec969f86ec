"""Break every shipped and example file in many places; nothing may raise, and all must be told.

Run from the project's folder. For each file: every line left out, every line cut in half, every
line doubled, and made-up bytes put in at places that a seed chooses. What still loads is assessed
and rendered in every format; as a document, which takes a second, every so often.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fivec.api import assess
from fivec.documents.findings import lines
from fivec.files.load import Loader
from fivec.files.paths import Input
from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Batch
from fivec.render import View, formats_of, rendered

ROOT = Path(__file__).parents[2]
BITS = [b"\x00", b"\xff", b"\t", b"'", b'"', b"[", b"{", b"&a ", b"*a", b": ", b"- ", b"\x1b[31m",
        b"!!int ", b"<<: ", b"1e999", b"null", b"\xe2\x80\xae", b"---\n", b"? "]  # fmt: skip
# One in so many of the files that can still be scored is rendered as a document too.
EVERY = 25
CASES = formats_of("cases").keys()
DOCUMENTS = frozenset({"html", "docx", "xlsx"})


def broken(data: bytes, chance: random.Random) -> Iterator[bytes]:
    """Yield the bytes of a file, broken in one place each."""
    rows = data.splitlines(keepends=True)
    for index, row in enumerate(rows):
        before, after = rows[:index], rows[index + 1 :]
        yield b"".join([*before, *after])
        yield b"".join([*before, row[: len(row) // 2], b"\n", *after])
        yield b"".join([*before, row, row, *after])
    for _ in range(300):
        at = chance.randrange(len(data))
        yield data[:at] + chance.choice(BITS) + data[at:]
        yield data[:at]


def main() -> int:
    """Break the files, and return how many ways there were in which something was raised."""
    files = [
        path
        for folder in (
            *("cases", "rubrics", "theories", "shares"),
            *("tests/examples/right", "tests/examples/wrong"),
        )
        for path in sorted((ROOT / folder).glob("*.yaml"))
    ]
    tried = raised = scored = 0
    for path in files:
        chance = random.Random(path.name)  # noqa: S311 - a seed, not a secret
        with tempfile.TemporaryDirectory() as name:
            target = Path(name) / path.name
            given = Input(path.name, target, target.parent)
            for data in broken(path.read_bytes(), chance):
                target.write_bytes(data)
                tried += 1
                try:
                    scored += tell(Loader(read_others=True), given, scored)
                except Exception as fault:  # noqa: BLE001 - any is a failure of ours
                    raised += 1
                    print(f"{path.name}: {fault!r} on\n{data[-200:]!r}")
    print(f"{tried} broken files, {scored} of which could still be scored, {raised} raised")
    return raised


def tell(loader: Loader, given: Input, number: int) -> bool:
    """Load, assess and render one file, the ``number``-th; whether it could be scored."""
    loaded = loader.load(given)
    for language in LANGUAGES:
        lines(loaded.findings, words(language))
    if loaded.case is None or loaded.rubric is None:
        if loaded.rubric is None and loaded.other is None and not loaded.findings:
            message = "not read, and nothing said"
            raise AssertionError(message)
        return False
    one = assess(loaded.case, loaded.rubric, findings=loaded.findings)
    for kind in CASES if number % EVERY == 0 else CASES - DOCUMENTS:
        rendered(Batch((one,)), kind, View(words=words("nl"), width=80, full=True))
    return True


if __name__ == "__main__":
    sys.exit(min(main(), 1))
