"""Write the pages that are made of the code: ``python docs/generate``."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])

from generate import write  # noqa: E402 - it stands beside this folder

write()
