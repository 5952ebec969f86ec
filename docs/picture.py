"""Draw the picture of the README: the first page of a case, as Rich itself draws it.

python docs/picture.py > docs/table.svg
"""

import io
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

WIDTH = 80
ROOT = Path(__file__).parents[1]
COMMAND = ["score", "cases/kompas.yaml"]


def main() -> None:
    """Run the command, and print what it shows as an SVG."""
    run = subprocess.run(
        [sys.executable, "-m", "fivec", *COMMAND, "--lang", "en"],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
    )
    console = Console(record=True, width=WIDTH, file=io.StringIO(), legacy_windows=False)
    console.print(Text.from_ansi(run.stdout.decode("utf-8")))
    svg = console.export_svg(title=f"fivec {' '.join(COMMAND)}", unique_id="fivec")
    sys.stdout.buffer.write(("\n".join(line.rstrip() for line in svg.split("\n"))).encode())


if __name__ == "__main__":
    main()
