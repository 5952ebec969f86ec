"""Print one of the README's two commands: the block after the comment that names it."""

import re
import sys
from pathlib import Path

readme = Path(__file__).parents[1].joinpath("README.md").read_text(encoding="utf-8")
match = re.search(rf"<!-- command: {sys.argv[1]} -->\n+```sh\n(.*?)```", readme, re.DOTALL)
if match is None:
    sys.exit(f"README.md has no command named {sys.argv[1]}")
print(match[1])
