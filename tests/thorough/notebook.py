"""Run the notebook by Jupyter itself, and see that it shows what the notebook keeps.

The tests run its cells without Jupyter; this shows that they do so as it does.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "docs" / "first-five-minutes.ipynb"


def shown(cell: Any) -> list[Any]:
    """Return what a cell shows; what it prints in pieces is one."""
    printed = "".join(one.text for one in cell.outputs if one.output_type == "stream")
    return [printed, *(one.data for one in cell.outputs if one.output_type != "stream")]


def main() -> int:
    """Return 1 where a cell shows something else than is kept of it."""
    kept = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(kept)
    ran = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(ran, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    cells = [pair for pair in zip(kept.cells, ran.cells, strict=True) if "outputs" in pair[0]]
    other = [before.id for before, after in cells if shown(before) != shown(after)]
    for name in other:
        print(f"The cell {name} shows something else.")
    print(f"{len(cells)} cells, {len(other)} otherwise than they are kept")
    return 1 if other or not cells else 0


if __name__ == "__main__":
    sys.exit(main())
