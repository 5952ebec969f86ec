"""Write the pages that are made of the code: ``python docs/generate``."""

import sys
from pathlib import Path
from runpy import run_path

DOCS = Path(__file__).parents[1]
sys.path[0] = str(DOCS)

# In an editable install a catalogue may be newer than what was compiled of it.
run_path(str(DOCS / "words.py"))["compile_all"]()

from generate import write  # noqa: E402 - it reads the words

write()
