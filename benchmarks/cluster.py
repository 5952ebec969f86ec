"""What a cluster costs, as ratios within one run: two workers of Dask against two processes.

    python benchmarks/cluster.py [--quick]

Run it as ``speed.py``, with the extra ``cluster``. Scheduler and workers stand on this machine, so
that it shows what the way there and back costs, and not what more machines would give. The first
ratio is of a whole call, the second of what a call takes beyond one of a single case: without the
start, and the scheduler's answer. It judges nothing.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from speed import CASE, FIVEC, KEEPS_COMPILED, cost

DASK = str(Path(sys.executable).with_name("dask"))


@contextmanager
def two_workers(folder: Path) -> Iterator[str]:
    """Give the address of a scheduler with two workers of a thread each."""
    file = folder / "scheduler.json"
    here = ("--host", "127.0.0.1", "--no-dashboard")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": KEEPS_COMPILED}
    command = [DASK, "scheduler", *here, "--port", "0", "--scheduler-file", str(file)]
    started = [subprocess.Popen(command, **quiet)]
    try:
        while not file.exists() or not file.read_text():
            time.sleep(0.1)
        address = json.loads(file.read_text())["address"]
        worker = [DASK, "worker", address, *here, "--no-nanny", "--nthreads", "1"]
        started += [subprocess.Popen(worker, **quiet) for _ in range(2)]
        time.sleep(5)
        yield address
    finally:
        for one in started:
            one.kill()
            one.wait()


def main() -> None:
    """Measure, and print a line a ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer pairs, 400 files")
    pairs, files = (3, 400) if parser.parse_args().quick else (7, 2000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "batch")
        folder.mkdir()
        for index in range(files):
            (folder / f"case-{index:05}.yaml").write_bytes(CASE.read_bytes())
        score = [*FIVEC, "score", "--format", "jsonl"]
        with two_workers(Path(name)) as address:
            ways = (["--scheduler", address], ["--jobs", "2"])
            calls = [[*score, *way, str(where)] for way in ways for where in (folder, CASE)]
            for call in calls:
                cost(call)
            runs = [[cost(call).wall for call in calls] for _ in range(pairs)]
        what = f"fivec score --format jsonl, {files} files, two workers of Dask / two processes"
        whole = statistics.median(there / here for there, _, here, _ in runs)
        print(f"{whole:6.2f}  {what}")
        rest = statistics.median((run[0] - run[1]) / (run[2] - run[3]) for run in runs)
        print(f"{rest:6.2f}  the same, beyond a call of one case")


if __name__ == "__main__":
    main()
