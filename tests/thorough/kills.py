"""Kill runs that write a file, at hundreds of random moments for each format, and see what is left.

Run as ``python -m tests.thorough.kills``, with a suffix to try no other. The file is the old one or
the new one, whole, or not there where there was none; no other is touched; and what else is left
has a name that no run reads.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from tests.calls import Call, calls, prepare
from tests.thorough.faults import LEFT, files_in

KILLS = int(os.environ.get("FIVEC_KILLS", "300"))
OLD = b"old"
Plain = tuple[float, bytes]


def started(call: Call, folder: Path) -> subprocess.Popen[bytes]:
    """Start a run that writes a file."""
    return subprocess.Popen(
        [sys.executable, "-m", "fivec", *call.arguments("", "new")],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def written_by(call: Call) -> str | None:
    """Return the name of the file that a call writes, if any."""
    words = call.arguments("", "new")
    return next((word for word in words if word.startswith("new.")), None)


def undisturbed(call: Call, target: Path) -> Plain:
    """Return how long a run takes, in seconds, and what it writes."""
    start = time.monotonic()
    started(call, target.parent).wait(timeout=120)
    taken = time.monotonic() - start
    data = target.read_bytes()
    target.unlink()
    return taken, data


def killed(call: Call, target: Path, after: float, plain: bytes) -> str:
    """Kill a run after so many seconds; return what became of it: old, new or what is wrong."""
    # What is begun anew takes the place of no file.
    old = None if call.format is None else OLD
    if old is not None:
        target.write_bytes(old)
    before = files_in(target.parent, ("cases", "dossier"))
    run = started(call, target.parent)
    time.sleep(after)
    run.kill()
    run.wait(timeout=60)
    left = files_in(target.parent, ("cases", "dossier"))
    found = left.pop(target.name, None)
    before.pop(target.name, None)
    target.unlink(missing_ok=True)
    litter = {name for name in left if LEFT.fullmatch(name)}
    for name in litter:
        (target.parent / name).unlink()
    if {name: data for name, data in left.items() if name not in litter} != before:
        return f"other files: {sorted(left.keys() ^ before.keys())}"
    if found not in (old, plain):
        return "half-written"
    return "new" if found == plain else "old, and a name left" if litter else "old"


def main() -> int:
    """Kill runs of every command in every format of a file; return how many went wrong."""
    chance = random.Random(1)  # noqa: S311 - the same moments again
    by_suffix = defaultdict(list)
    for call in calls():
        if name := written_by(call):
            by_suffix[Path(name).suffix].append(call)
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        prepare(folder)
        for suffix in sys.argv[1:] or by_suffix:
            known: dict[str, Plain] = {}
            ends: Counter[str] = Counter()
            for _ in range(KILLS):
                call = chance.choice(by_suffix[suffix])
                target = folder / f"new{suffix}"
                if call.name not in known:
                    known[call.name] = undisturbed(call, target)
                taken, data = known[call.name]
                # Half of them near the end, where the file is written.
                earliest = chance.choice((0.1, 0.8))
                ends[killed(call, target, taken * chance.uniform(earliest, 1.1), data)] += 1
            bad = KILLS - sum(ends[end] for end in ("old", "new", "old, and a name left"))
            wrong += bad
            print(f"{suffix}: {dict(ends)}", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(min(main(), 1))
