"""Real negotiations: how far the model misses, and how long the reckoning takes.

    python benchmarks/deu.py TABLE

TABLE is the DEU III table, which is not shipped. Run it with the interpreter of an environment in
which fivec is installed. Prints the mean miss of the salience-weighted compromise over all
countable issues (published: 23.64 over 351), then ratios and differences within this run.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from speed import CASE, FIVEC, ratio, seconds

from fivec.files.deu import countable, read_deu
from fivec.methods.league import model_errors

PUBLISHED, ISSUES = 23.64, 351
PAIRS = 7


def main() -> None:
    """Measure, and print a line each."""
    if len(sys.argv) != 2:  # a table, and nothing else
        sys.exit(__doc__)
    table = Path(sys.argv[1])
    found, faults = read_deu(table.read_bytes(), table.name)
    if found is None:
        sys.exit(f"{table.name}: {faults[0].code} in line {faults[0].line}")
    errors = model_errors([one for one in found.issues if countable(one)])
    mean = statistics.fmean(errors)
    print(
        f"{mean:6.2f}  (published {PUBLISHED} over {ISSUES})  mean miss over {len(errors)} issues"
    )
    with tempfile.TemporaryDirectory() as name:
        case = str(Path(name) / "nl.yaml")
        imported = [*FIVEC, "import", "deu", str(table), "--actor", "nl", "-o", case, "--quiet"]
        seconds(imported)
        times = ratio([*FIVEC, "score", case], [*FIVEC, "score", str(CASE)], PAIRS)
        print(
            f"{times:6.2f}  (at most 3)  fivec score of the Netherlands in DEU III / of {CASE.name}"
        )
    league = [*FIVEC, "league", str(table)]
    plain = [sys.executable, "-c", "import numpy"]
    more = statistics.median(seconds(league) - seconds(plain) for _ in range(PAIRS))
    print(f"{more:6.2f}  (at most 2)  seconds of fivec league beyond import numpy")


if __name__ == "__main__":
    main()
