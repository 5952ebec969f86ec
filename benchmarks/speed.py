"""Speed, as ratios within one run: what fivec does against what it cannot do without.

    python benchmarks/speed.py [--quick]

Run it with the interpreter of an environment in which fivec is installed (not editable). Each
ratio is the median over pairs, one of ours and one of the yardstick in turn, so that a machine
that slows down slows both. It judges nothing: machines are noisy, and speed is no test.
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

ROOT = Path(__file__).parents[1]
FIVEC = [str(Path(sys.executable).with_name("fivec"))]
CASE = ROOT / "cases" / "kompas.yaml"
IMPORTS = "import typer, rich.table, yaml, jsonschema"


def seconds(command: list[str]) -> float:
    """Return how long a process takes, from outside."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def ratio(ours: list[str], yardstick: list[str], pairs: int) -> float:
    """Return the median ratio over pairs of runs, after one pair that warms up."""
    found = [seconds(ours) / seconds(yardstick) for _ in range(pairs + 1)]
    return statistics.median(found[1:])


def peak(command: list[str]) -> int:
    """Return the most memory that a process held at once, in kB (Linux)."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_maxrss


def parse_only(folder: Path) -> list[str]:
    """Return the yardstick for a folder: PyYAML's fast loader over the same bytes."""
    code = (
        "import sys, pathlib, yaml\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):\n"
        "    yaml.load(path.read_bytes(), yaml.CSafeLoader)\n"
    )
    return [sys.executable, "-c", code, str(folder)]


def main() -> None:
    """Measure, and print a line a ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer pairs, 200 files")
    quick = parser.parse_args().quick
    pairs, files = (7, 200) if quick else (21, 2000)
    python = [sys.executable, "-c"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = CASE.read_bytes()
        for index in range(files):
            (folder / f"case-{index:05}.yaml").write_bytes(data)
        rows = [
            (
                "fivec --version / import typer",
                ratio([*FIVEC, "--version"], [*python, "import typer"], pairs),
                1.15,
                1.3,
            ),
            (
                f"fivec score CASE / {IMPORTS}",
                ratio([*FIVEC, "score", str(CASE)], [*python, IMPORTS], pairs),
                1.4,
                1.8,
            ),
            (
                f"fivec score FOLDER of {files} / yaml.load(…, CSafeLoader)",
                ratio([*FIVEC, "score", name], parse_only(folder), 1 if not quick else 3),
                2.5,
                2.5,
            ),
        ]
        few = [str(path) for path in sorted(folder.iterdir())[: files // 10]]
        for form in ("jsonl", "csv"):
            score = [*FIVEC, "score", "--jobs", "1", "--format", form]
            found = peak([*score, name]) / peak([*score, *few])
            rows.append((f"memory of {form}: {files} files / a tenth of them", found, 1.1, 1.3))
    for what, found, aim, limit in rows:
        over = "  OVER" if found > limit else ""
        print(f"{found:5.2f}  (aim {aim}, at most {limit})  {what}{over}")


if __name__ == "__main__":
    main()
