"""Let the system refuse every call that fivec makes, one at a time, and see what comes of it.

Run as ``python -m tests.thorough.faults``, with part of a command to try no others. Each command
runs once undisturbed, which counts its calls; then once for every call and every fault that it may
have, once killed there, and once with its folder closed to it from there on; and once with a file
that may not grow. Nothing may be a mistake of fivec's own, no file half-written, none left over;
what ends well must say the same as the undisturbed run, and what does not ends with 2 and says why
in a few lines. Loading modules is left out: it is Python's.
"""

from __future__ import annotations

import builtins
import ctypes
import errno
import importlib
import io
import os
import pkgutil
import re
import resource
import shutil
import signal
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

import fivec
from fivec.cli.main import main as run_fivec
from tests import calls

# A command of more calls than this is disturbed in so many of them, evenly spread.
MOST = int(os.environ.get("FIVEC_FAULTS", "30"))
# Not by the clock of a machine that does much else.
SECONDS = 600
# The name of a file that is not whole yet.
LEFT = re.compile(r"(?:.*/)?\.fivec-[0-9a-f]+\.tmp")

# What happens at a call besides what the system says of it.
KILLED, CLOSED = -1, -2
# What each kind of call may run into.
FAULTS = {
    "open": (errno.EACCES, errno.EMFILE),
    "read": (errno.EIO,),
    "write": (errno.ENOSPC,),
    "close": (errno.EIO,),
    "fsync": (errno.ENOSPC,),
    "stat": (errno.EACCES,),
    "scandir": (errno.EACCES,),
    "link": (errno.EPERM,),
    "rename": (errno.EIO,),
    "unlink": (errno.EACCES,),
    "chmod": (errno.EPERM,),
    "mkdir": (errno.EROFS,),
    "getcwd": (errno.ENOENT,),
    "fork": (errno.EAGAIN,),
    "pipe": (errno.EMFILE,),
}
KINDS = {
    "open": "open", "read": "read", "write": "write", "fsync": "fsync", "stat": "stat",
    "lstat": "stat", "fstat": "stat", "readlink": "stat", "scandir": "scandir",
    "listdir": "scandir", "link": "link", "rename": "rename", "replace": "rename",
    "unlink": "unlink", "remove": "unlink", "chmod": "chmod", "fchmod": "chmod", "chown": "chmod",
    "mkdir": "mkdir", "getcwd": "getcwd", "fork": "fork", "pipe": "pipe",
}  # fmt: skip

# What the calls of every command in every format do not try: a file that gives way, and many.
MORE = (
    ("score case.yaml -o old.json", "old.json"),
    ("score case.yaml -o old.docx --template own.docx", "old.docx"),
    ("score case.yaml -o old.xlsx", "old.xlsx"),
    ("score cases case.yaml -o old.csv", "old.csv"),
    ("score many --jobs 2 --format csv", None),
    ("league table.tsv -o old.html", "old.html"),
)

# A path from the root on, which no command here is given.
WHOLE_PATH = re.compile(r"(?<![\w.:/])/\w[^\s]*/")


class Calls:
    """Counts the calls to the system, and lets one of them fail."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.armed = False
        self.at, self.number, self.process = -1, 0, -1

    def step(self, kind: str, about: object = None) -> None:
        """Count a call. Raises the fault, where it is its turn."""
        # What other threads do is send to, and hear from, processes of one's own.
        main = os.getpid() == self.process and threading.current_thread() is threading.main_thread()
        if not (self.armed and main):
            return
        self.seen.append(kind)
        if len(self.seen) - 1 == self.at:
            if self.number == KILLED:
                os.kill(os.getpid(), signal.SIGKILL)
            if self.number == CLOSED:
                self.armed = False
                close()
                return
            name = about if isinstance(about, str | bytes | os.PathLike) else None
            raise OSError(self.number, os.strerror(self.number), name)


def close() -> None:
    """Close the folder in which this process works, to those who may do everything too."""
    Path().chmod(0o555)
    system = ctypes.CDLL(None)
    # May this process do everything, it may no longer: write and read what is closed to it.
    head, able = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    system.capget(head, able)
    able[0] &= ~0b1110
    system.capset(head, able)


CALLS = Calls()
REAL_OPEN = io.open


class Raw(io.FileIO):
    """A file whose every reading, writing and closing is a call that may fail."""

    def readinto(self, buffer: Any) -> int:
        """Read some."""
        CALLS.step("read")
        return super().readinto(buffer)  # type: ignore[return-value]

    def readall(self) -> bytes:
        """Read all."""
        CALLS.step("read")
        return super().readall()

    def write(self, data: Any) -> int:
        """Write some."""
        CALLS.step("write")
        return super().write(data)  # type: ignore[return-value]

    def close(self) -> None:
        """Close it, and only then fail."""
        open_still = not self.closed
        super().close()
        if open_still:
            CALLS.step("close")


def opened(
    file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None,
    errors: str | None = None, newline: str | None = None, closefd: bool = True,
    opener: Any = None,
) -> Any:  # fmt: skip
    """Open a file as ``open`` does, every call counted.

    A font is left alone: FreeType reads it, which keeps what goes wrong to itself.
    """
    if str(file).endswith(".ttf"):
        return REAL_OPEN(file, mode)
    if not isinstance(file, int):
        CALLS.step("open", file)
    raw = Raw(file, mode.replace("b", "").replace("t", ""), closefd, opener)
    if buffering == 0:
        return raw
    stream: Any
    if "+" in mode:
        stream = io.BufferedRandom(raw)
    else:
        stream = io.BufferedReader(raw) if "r" in mode else io.BufferedWriter(raw)
    return stream if "b" in mode else io.TextIOWrapper(stream, encoding, errors, newline)


def watch() -> None:
    """Put a counting call in the place of every call to the system."""

    def counted(kind: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            CALLS.step(kind, arguments[0] if arguments else None)
            return real(*arguments, **options)

        return call

    for name, kind in KINDS.items():
        real = getattr(os, name)
        call = counted(kind, real)
        for able in (os.supports_fd, os.supports_dir_fd, os.supports_follow_symlinks):
            if real in able:
                able.add(call)
        setattr(os, name, call)
    io.open = builtins.open = opened  # type: ignore[assignment]


def idle(command: str) -> set[str]:
    """Return the folders that a command does not name: to copy them would take the most time."""
    return {name for name in ("cases", "dossier", "many") if name not in command}


class Run(Struct, frozen=True):
    """How a command ended: what it said and wrote, and the calls that it made."""

    code: int
    out: bytes
    said: str
    files: dict[str, bytes]
    calls: tuple[str, ...]


def attempt(
    command: str, start: Path, at: int = -1, number: int = 0, most: int | None = None
) -> Run:
    """Run a command in a process and a copy of the folder of its own.

    ``most`` is how many bytes a file may grow to.
    """
    with tempfile.TemporaryDirectory() as name:
        where = Path(name)
        shutil.copytree(start, where / "in", ignore=lambda *_: idle(command))
        child = os.fork()
        if child == 0:
            leave = os._exit
            try:
                _within(command, where, at, number, most)
            finally:
                leave(1)
        status = os.waitpid(child, 0)[1]
        (where / "in").chmod(0o755)
        files = files_in(where / "in")
        calls = where / "calls"
        return Run(
            os.waitstatus_to_exitcode(status),
            (where / "out").read_bytes(),
            (where / "said").read_text(encoding="utf-8", errors="replace"),
            files,
            tuple(calls.read_text().split()) if calls.exists() else (),
        )


def files_in(folder: Path, without: Collection[str] = ()) -> dict[str, bytes]:
    """Return the files below a folder, but for those in some folders in it."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    return {
        name: path.read_bytes()
        for name, path in named.items()
        if name.partition("/")[0] not in without
    }


def _within(command: str, where: Path, at: int, number: int, most: int | None) -> None:
    """Be the process of a run; it never returns."""
    for place, name in ((1, "out"), (2, "said")):
        os.dup2(os.open(where / name, os.O_CREAT | os.O_WRONLY), place)
    sys.stdin = io.StringIO()
    os.chdir(where / "in")
    signal.alarm(SECONDS)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    exit_now = os._exit
    this = os.getpid()

    def ended(code: int) -> None:
        if os.getpid() == this:
            CALLS.armed = False
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            (where / "calls").write_text(" ".join(CALLS.seen))
        exit_now(code)

    os._exit = ended  # type: ignore[assignment]
    watch()
    sys.stdout = opened(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = opened(2, "w", encoding="utf-8", closefd=False)
    sys.argv = ["fivec", *command.split()]
    if number == KILLED and at % 2:
        # Where a file cannot be without a name.
        del os.O_TMPFILE
    if most is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
    CALLS.at, CALLS.number, CALLS.process, CALLS.armed = at, number, this, True
    try:
        run_fivec()
    except SystemExit as end:
        ended(end.code if isinstance(end.code, int) else 1)
    except BaseException as fault:  # noqa: BLE001 - whatever comes out is what is looked for
        CALLS.armed = False
        print(f"Traceback: {fault!r}", file=sys.__stderr__, flush=True)
    ended(70)


def whole(name: str, data: bytes | None) -> bool:
    """Whether a file is all there, by what its format ends with."""
    suffix = Path(name).suffix
    if data is None:
        return False
    if suffix in (".docx", ".xlsx"):
        return zipfile.is_zipfile(io.BytesIO(data))
    ends = {".json": b"\n}\n", ".html": b"</html>\n"}
    return data.endswith(ends.get(suffix, b"\n"))


def wrong(run: Run, plain: Run, before: dict[str, bytes], target: str | None, kind: str) -> str:
    """Return what is wrong with a disturbed run; nothing, if all is well."""
    kept = {name: data for name, data in run.files.items() if name != target}
    expected = {name: data for name, data in before.items() if name != target}
    killed = run.code == -signal.SIGKILL
    # Whoever is killed, or may take no name away, leaves a name that nothing reads.
    if killed or kind in ("unlink", "closed"):
        kept = {name: data for name, data in kept.items() if not LEFT.fullmatch(name)}
    if kept != expected:
        return f"files: {sorted(kept.keys() ^ expected.keys()) or 'changed'}"
    if target is not None:
        found = run.files.get(target)
        if run.code == plain.code and found != plain.files[target]:
            return f"{target} is not written, or other, and the code is the same"
        if found not in (before.get(target), plain.files[target]) and not whole(target, found):
            return f"{target} is half-written"
    if killed:
        return ""
    if WHOLE_PATH.search(run.said):
        return "a place on this machine is told"
    # To check, a rubric that cannot be found is an error of the case.
    told = run.code == 1 and b"error[" in run.out
    if "Traceback" in run.said or not (run.code in (plain.code, 2) or told):
        return f"code {run.code}"
    if run.code == plain.code and run.out != plain.out:
        return "the code is the same, and the results are others"
    if run.code == 2 and plain.code != 2 and kind not in ("write", "full") and not run.said.strip():
        return "2, and nothing is said"
    if "of its own" in run.said or len(causes(run) - causes(plain)) > 6:
        return "too much is said, or blamed on fivec"
    return ""


def causes(run: Run) -> set[str]:
    """Return what a run says, each once: of many files the same may be true."""
    said = (re.sub(r"^.*?: (error|warning)\[", r"\1[", line) for line in run.said.splitlines())
    return {line for line in said if not line.startswith("  ")}


def disturbed(plain: Run) -> Iterator[tuple[int, str, int]]:
    """Yield the place of every call to disturb, its kind, and the fault.

    Of a command that makes very many calls some are passed over, of those that read.
    """
    step = max(-(-len(plain.calls) // MOST), 1)
    for at, kind in enumerate(plain.calls):
        if at % step and kind in ("open", "read", "stat", "close"):
            continue
        for number in FAULTS[kind]:
            yield at, kind, number
        yield at, "killed", KILLED
        yield at, "closed", CLOSED


def full(plain: Run, target: str | None) -> Iterator[int]:
    """Yield how large a file may grow to in the runs for which the disk is full."""
    size = len(plain.out) if target is None else len(plain.files[target])
    # What is said goes to a file too.
    yield from (most for most in (size // 2, size - 1) if most > 3 * len(plain.said) + 1000)


def commands() -> Iterator[tuple[str, str | None]]:
    """Yield every command in every format, and the file that it writes, if any."""
    yield from MORE
    for call in calls.calls():
        words = call.arguments("", "new")
        yield " ".join(words), next((word for word in words if word.startswith("new.")), None)


def prepare(folder: Path) -> None:
    """Fill a folder with what the commands read."""
    calls.prepare(folder)
    for suffix in ("json", "docx", "xlsx", "csv", "html"):
        (folder / f"old.{suffix}").write_bytes(b"old")
    small = (folder / "dossier" / "a.yaml").read_bytes()
    (folder / "many").mkdir()
    for number in range(40):
        (folder / "many" / f"{number:02}.yaml").write_bytes(small)


def main() -> int:
    """Try every command with every fault; return how many went wrong."""
    for module in pkgutil.walk_packages(fivec.__path__, "fivec."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    chosen = [row for row in commands() if not sys.argv[1:] or sys.argv[1] in row[0]]
    tried = failed = 0
    with tempfile.TemporaryDirectory() as name:
        start = Path(name) / "start"
        start.mkdir()
        prepare(start)
        for command, target in chosen:
            before = files_in(start, idle(command))
            plain = attempt(command, start)
            if plain.code not in (0, 1, 2) or not plain.calls:
                print(f"fivec {command}: ends with {plain.code} undisturbed: {plain.said}")
                failed += 1
                continue
            runs = [(*one, None) for one in disturbed(plain)]
            runs += ((-1, "full", 0, most) for most in full(plain, target))
            for at, kind, number, most in runs:
                tried += 1
                run = attempt(command, start, at, number, most)
                fault = wrong(run, plain, before, target, kind)
                if fault:
                    failed += 1
                    told = f"{kind} {at} {errno.errorcode.get(number, most)}"
                    print(f"fivec {command}: {told}: {fault}: {run.said.strip()[:300]}", flush=True)
    print(f"{tried - failed} of {tried} faults of the system answered for")
    return failed


if __name__ == "__main__":
    sys.exit(min(main(), 1))
