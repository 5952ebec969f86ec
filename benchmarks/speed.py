"""Speed, as ratios within one run: what fivec does against what it cannot do without.

    python benchmarks/speed.py [--quick]

Run it with the interpreter of an environment in which fivec is installed (not editable). Each
ratio is the median over pairs, one of ours and one of the yardstick in turn, so that a machine
that slows down slows both. Beside the seconds on the clock stands the processors' time, of a
process and all that it started, which a busy neighbour changes less. It judges nothing: machines
are noisy, and speed is no test. Modules are kept compiled, whatever the environment says.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
FIVEC = [str(Path(sys.executable).with_name("fivec"))]
CASE = ROOT / "cases" / "kompas.yaml"
KEEPS_COMPILED = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
PYTHON = [sys.executable, "-c"]
IMPORTS = "import typer, rich.table, yaml, jsonschema"
PARSE = """
import sys, pathlib, yaml
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""


class Cost(NamedTuple):
    """What one run took: seconds on the clock, seconds of processors, and kB held at once."""

    wall: float
    cpu: float
    memory: float


def cost(command: list[str]) -> Cost:
    """Return what a process took with all that it started, from outside (Linux, macOS)."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=KEEPS_COMPILED
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def ratio(ours: list[str], yardstick: list[str], pairs: int) -> Cost:
    """Return the median ratios over pairs of runs, after one run of ours that warms up."""
    cost(ours)
    both = [(cost(ours), cost(yardstick)) for _ in range(pairs)]
    return Cost(
        *(
            statistics.median(one[figure] / other[figure] for one, other in both)
            for figure in range(3)
        )
    )


def show(what: str, found: Cost, bound: str) -> None:
    """Print a line: the ratio on the clock, that of the processors, and what it should be."""
    print(f"{found.wall:6.2f} {found.cpu:6.2f}  {bound:<14}{what}", flush=True)


def main() -> None:
    """Measure, and print a line a ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer pairs, 200 files")
    quick = parser.parse_args().quick
    pairs, batches, files = (7, 3, 200) if quick else (21, 5, 2000)
    case = str(CASE)
    print(f"{'clock':>6} {'cpu':>6}")
    imports = [*PYTHON, IMPORTS]
    for arguments, yardstick, bound in (
        (["--version"], [*PYTHON, "import typer"], "at most 1.2"),
        (["score", case], imports, "at most 1.35"),
        (["score", "--format", "json", case], imports, "at most 1.0"),
        (["agreement", case], imports, "at most 4.0"),
        (["robustness", case], [*PYTHON, f"{IMPORTS}, numpy"], "at most 1.4"),
        (["next", case], imports, "at most 1.35"),
        (["conditions", str(CASE.parent)], imports, "at most 1.35"),
    ):
        what = f"fivec {' '.join(arguments).replace(case, CASE.name)} / {yardstick[-1]}"
        show(what, ratio([*FIVEC, *arguments], yardstick, pairs), bound)
    with tempfile.TemporaryDirectory() as folder:
        book = str(Path(folder, "case.xlsx"))
        new = [*FIVEC, "new", "case", "--from", case, "--xlsx", book]
        subprocess.run(new, check=True, capture_output=True)
        workbook = ratio([*FIVEC, "score", book], [*FIVEC, "score", case], pairs)
        show(f"fivec score of a workbook / of {CASE.name}", workbook, "at most 1.6")
    with tempfile.TemporaryDirectory() as folder:
        data = CASE.read_bytes()
        for index in range(files):
            Path(folder, f"case-{index:05}.yaml").write_bytes(data)
        few = sorted(map(str, Path(folder).iterdir()))[: files // 10]
        one, two = ([*FIVEC, "score", "--format", "jsonl", "--jobs", jobs, folder] for jobs in "12")
        batch = f"fivec score --format jsonl, {files} files"
        parse = ratio(one, [*PYTHON, PARSE, folder], batches)
        show(f"{batch}, one process / yaml.load(…, CSafeLoader)", parse, "at most 1.3")
        show(f"{batch}, one process / two", ratio(one, two, batches), "at least 1.6")
        for form in ("jsonl", "csv"):
            score = [*FIVEC, "score", "--format", form, "--jobs", "1"]
            held = cost([*score, folder]).memory / cost([*score, *few]).memory
            what = f"memory of fivec score --format {form}, one process: {files} files / a tenth"
            print(f"{held:6.2f} {'':6}  {'at most 1.2':<14}{what}")


if __name__ == "__main__":
    main()
