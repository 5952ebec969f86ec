"""Let the system refuse every call that fivec makes, one at a time, and see what comes of it.

Run as ``python -m tests.thorough.faults``, with part of a command to try no others. Each command
runs once undisturbed, which counts its calls; then once for every call and every fault that it may
have. Nothing may be a mistake of fivec's own, no file half-written, none left over; what ends well
must say the same as the undisturbed run, and what does not ends with 2 and says why in a few lines.
Loading modules is left out: it is Python's.
"""

from __future__ import annotations

import builtins
import errno
import importlib
import io
import os
import pkgutil
import shutil
import signal
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

import fivec
from fivec.cli.main import main as run_fivec

ROOT = Path(__file__).parents[2]
# A command of more calls than this is disturbed in so many of them, evenly spread.
MOST = int(os.environ.get("FIVEC_FAULTS", "100"))
SECONDS = 60

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

# Each with the file that it writes, if any.
COMMANDS = (
    ("score case.yaml", None),
    ("score case.yaml --format json", None),
    ("score case.yaml -o old.json", "old.json"),
    ("score case.yaml -o new.json", "new.json"),
    ("score case.yaml -o old.docx --template own.docx", "old.docx"),
    ("score case.yaml -o new.xlsx", "new.xlsx"),
    ("score case.yaml -o new.html", "new.html"),
    ("score folder", None),
    ("score folder case.yaml -o new.csv", "new.csv"),
    ("score many --jobs 2 --format csv", None),
    ("check folder", None),
    ("explain case.yaml", None),
    ("robustness case.yaml --draws 10", None),
    ("conditions case.yaml", None),
    ("next case.yaml", None),
    ("rubric list", None),
    ("new case x --title T --actor A -o new.yaml", "new.yaml"),
    ("new case --from kompas --xlsx new.xlsx", "new.xlsx"),
    ("import xlsx book.xlsx -o new.yaml", "new.yaml"),
    ("import deu table.tsv --actor aa -o new.yaml", "new.yaml"),
    ("league table.tsv", None),
    ("league table.tsv -o new.docx", "new.docx"),
    ("check case.yaml -o new.md", "new.md"),
    ("compare case.yaml --baseline kept.json", None),
    ("compare case.yaml --baseline kept.json -o new.html", "new.html"),
)


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
            name = about if isinstance(about, str | bytes | os.PathLike) else None
            raise OSError(self.number, os.strerror(self.number), name)


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


class Run(Struct, frozen=True):
    """How a command ended: what it said and wrote, and the calls that it made."""

    code: int
    out: bytes
    said: str
    files: dict[str, bytes]
    calls: tuple[str, ...]


def attempt(command: str, start: Path, at: int = -1, number: int = 0) -> Run:
    """Run a command in a process and a copy of the folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        where = Path(name)
        shutil.copytree(start, where / "in")
        child = os.fork()
        if child == 0:
            leave = os._exit
            try:
                _within(command, where, at, number)
            finally:
                leave(1)
        status = os.waitpid(child, 0)[1]
        files = {
            path.relative_to(where / "in").as_posix(): path.read_bytes()
            for path in sorted((where / "in").rglob("*"))
            if path.is_file()
        }
        calls = where / "calls"
        return Run(
            os.waitstatus_to_exitcode(status),
            (where / "out").read_bytes(),
            (where / "said").read_text(encoding="utf-8", errors="replace"),
            files,
            tuple(calls.read_text().split()) if calls.exists() else (),
        )


def _within(command: str, where: Path, at: int, number: int) -> None:
    """Be the process of a run; it never returns."""
    for place, name in ((1, "out"), (2, "said")):
        os.dup2(os.open(where / name, os.O_CREAT | os.O_WRONLY), place)
    sys.stdin = io.StringIO()
    os.chdir(where / "in")
    signal.alarm(SECONDS)
    exit_now = os._exit
    this = os.getpid()

    def ended(code: int) -> None:
        if os.getpid() == this:
            CALLS.armed = False
            (where / "calls").write_text(" ".join(CALLS.seen))
        exit_now(code)

    os._exit = ended  # type: ignore[assignment]
    watch()
    sys.stdout = opened(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = opened(2, "w", encoding="utf-8", closefd=False)
    sys.argv = ["fivec", *command.split()]
    CALLS.at, CALLS.number, CALLS.process, CALLS.armed = at, number, this, True
    try:
        run_fivec()
    except SystemExit as end:
        ended(end.code if isinstance(end.code, int) else 1)
    except BaseException as fault:  # noqa: BLE001 - whatever comes out is what is looked for
        CALLS.armed = False
        print(f"Traceback: {fault!r}", file=sys.__stderr__, flush=True)
    ended(70)


def whole(name: str, data: bytes) -> bool:
    """Whether a file is all there, by what its format ends with."""
    suffix = Path(name).suffix
    if suffix in (".docx", ".xlsx"):
        return zipfile.is_zipfile(io.BytesIO(data))
    ends = {".json": b"\n}\n", ".html": b"</html>\n"}
    return data.endswith(ends.get(suffix, b"\n"))


def wrong(run: Run, plain: Run, before: dict[str, bytes], target: str | None, kind: str) -> str:
    """Return what is wrong with a run of which one call failed; nothing, if all is well."""
    kept = {name: data for name, data in run.files.items() if name != target}
    expected = {name: data for name, data in before.items() if name != target}
    # The name of an unfinished file cannot be taken away where that is what fails.
    if kind == "unlink":
        kept = {name: data for name, data in kept.items() if not name.endswith(".tmp")}
    if kept != expected:
        return f"files: {sorted(kept.keys() ^ expected.keys()) or 'changed'}"
    if target is not None:
        found = run.files.get(target)
        if run.code == plain.code and found != plain.files[target]:
            return f"{target} is not written, or other, and the code is the same"
        if (
            found
            and found not in (before.get(target), plain.files[target])
            and not whole(target, found)
        ):
            return f"{target} is half-written"
    # To check, a rubric that cannot be found is an error of the case.
    told = run.code == 1 and b"error[" in run.out
    if "Traceback" in run.said or not (run.code in (plain.code, 2) or told):
        return f"code {run.code}"
    if run.code == plain.code and run.out != plain.out:
        return "the code is the same, and the results are others"
    if run.code == 2 and plain.code != 2 and kind != "write" and not run.said.strip():
        return "2, and nothing is said"
    if "of its own" in run.said or len(run.said.splitlines()) > len(plain.said.splitlines()) + 6:
        return "too much is said, or blamed on fivec"
    return ""


def disturbed(plain: Run) -> Iterator[tuple[int, str, int]]:
    """Yield the place of every call to disturb, its kind, and the fault."""
    places = range(0, len(plain.calls), max(-(-len(plain.calls) // MOST), 1))
    for at in places:
        for number in FAULTS[plain.calls[at]]:
            yield at, plain.calls[at], number


def prepare(folder: Path) -> None:
    """Fill a folder with what the commands read."""
    from docx import Document

    case = (ROOT / "cases" / "kompas.yaml").read_bytes()
    small = (ROOT / "tests/examples/right/on-a-scale.yaml").read_bytes()
    (folder / "case.yaml").write_bytes(case)
    for name in ("old.json", "old.docx"):
        (folder / name).write_bytes(b"old")
    Document().save(str(folder / "own.docx"))
    (folder / "folder" / "below").mkdir(parents=True)
    (folder / "folder" / "a.yaml").write_bytes(small)
    (folder / "folder" / "below" / "b.yaml").write_bytes(case)
    for name in ("own-rubric.yaml", "presidency.yaml"):
        shutil.copy(ROOT / "tests/examples/right" / name, folder / "folder")
    (folder / "many").mkdir()
    for number in range(40):
        (folder / "many" / f"{number:02}.yaml").write_bytes(small)
    shutil.copy(ROOT / "tests/examples/tables/made-up.tsv", folder / "table.tsv")
    made = attempt("score case.yaml -o kept.json --quiet", folder)
    (folder / "kept.json").write_bytes(made.files["kept.json"])
    made = attempt("new case --from kompas --xlsx book.xlsx --quiet", folder)
    (folder / "book.xlsx").write_bytes(made.files["book.xlsx"])


def main() -> int:
    """Try every command with every fault; return how many went wrong."""
    for module in pkgutil.walk_packages(fivec.__path__, "fivec."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    chosen = [row for row in COMMANDS if not sys.argv[1:] or sys.argv[1] in row[0]]
    tried = failed = 0
    with tempfile.TemporaryDirectory() as name:
        start = Path(name) / "start"
        start.mkdir()
        prepare(start)
        before = {
            path.relative_to(start).as_posix(): path.read_bytes()
            for path in start.rglob("*")
            if path.is_file()
        }
        for command, target in chosen:
            plain = attempt(command, start)
            if plain.code not in (0, 1) or not plain.calls:
                print(f"fivec {command}: ends with {plain.code} undisturbed: {plain.said}")
                failed += 1
                continue
            for at, kind, number in disturbed(plain):
                tried += 1
                run = attempt(command, start, at, number)
                fault = wrong(run, plain, before, target, kind)
                if fault:
                    failed += 1
                    told = f"{kind} {at} {errno.errorcode[number]}"
                    print(f"fivec {command}: {told}: {fault}: {run.said.strip()[:300]}")
    print(f"{tried - failed} of {tried} faults of the system answered for")
    return failed


if __name__ == "__main__":
    sys.exit(min(main(), 1))
