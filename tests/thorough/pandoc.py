"""Any text in a cell of Markdown, as Pandoc reads it: shown as itself, in its own cell."""

from __future__ import annotations

import html
import random
import re
import subprocess
import sys

import pypandoc

from fivec.documents.clean import clean
from fivec.render.markdown.markdown_text import inline, table

SIGNS = "\\`*_[]<>|~^$@#{}()!&:;=+-.1a/ \"'é%"
FORMATS = ("markdown-smart", "gfm")


def main() -> None:
    """Render two thousand tables; end with 1 where one shows something else than its text."""
    chance = random.Random(7)  # noqa: S311 - made-up inputs, the same every time
    texts = ["".join(chance.choices(SIGNS, k=chance.randint(1, 14))) for _ in range(2000)]
    texts = [text for text in texts if clean(text)]
    pages = "\n\n".join(table(["A", "B"], [[inline(text), "end"]]) for text in texts)
    wrong = 0
    for name in FORMATS:
        arguments = [pypandoc.get_pandoc_path(), "-f", name, "-t", "html", "--wrap=none"]
        run = subprocess.run(arguments, input=pages, capture_output=True, text=True, check=True)
        rows = re.findall(r"<td[^>]*>(.*?)</td>\s*<td[^>]*>(.*?)</td>", run.stdout, re.DOTALL)
        shown = [(html.unescape(re.sub("</?code>", "", first)), last) for first, last in rows]
        expected = [(clean(text), "end") for text in texts]
        wrong += sum(one != other for one, other in zip(shown, expected, strict=True))
        print(f"{name}: {len(rows)} cells, {wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
