"""The command as it starts, by its own name or as ``python -m fivec``."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command in a process of its own, set to make much and end soon."""
    # Next to nothing is made in circles: to look for them as often as Python does of itself takes
    # 4 % of a short run, and most of that while modules are loaded. A Word document makes 60,000
    # things that stay.
    gc.set_threshold(200_000)
    from fivec.cli.main import main as run

    try:
        run()
    finally:
        # Twice more Python would look through all that there is before it ends: 10 %.
        gc.freeze()


if __name__ == "__main__":
    main()
