"""Many files, in order, over as many processes as there is work for."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

    from rich.progress import Progress

Item = TypeVar("Item")
Done = TypeVar("Done")

# A process costs about as much as this many files; a message, much less.
WORTH_A_PROCESS = 64
CHUNK = 32
# So many chunks a process may be ahead of what was taken: memory stays flat.
AHEAD = 4
PATIENCE = 1.0


def in_order(
    work: Callable[[Sequence[Item]], list[Done]],
    items: Sequence[Item],
    jobs: int | None,
    here: Callable[[Item], bool],
) -> Generator[Done, None, None]:
    """Yield what ``work`` makes of the items, in their order, whatever the number of processes.

    ``jobs`` left out means the machine's cores where there is enough work. ``work`` and what it
    takes and returns must be picklable; chunks with an item that must stay ``here`` (standard
    input) are worked on in this process.
    """
    chunks = (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
    if jobs is None:
        jobs = min(_cores(), len(items) // WORTH_A_PROCESS)
    if jobs < 2 or len(items) <= CHUNK:
        for chunk in chunks:
            yield from work(chunk)
        return
    yield from _over_processes(work, chunks, jobs, here)


def _over_processes(
    work: Callable[[Sequence[Item]], list[Done]],
    chunks: Iterator[Sequence[Item]],
    jobs: int,
    here: Callable[[Item], bool],
) -> Generator[Done, None, None]:
    from concurrent.futures import Future, ProcessPoolExecutor

    waiting: deque[Future[list[Done]]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_quiet)
    try:
        for chunk in chunks:
            if any(here(item) for item in chunk):
                future: Future[list[Done]] = Future()
                future.set_result(work(chunk))
            else:
                future = pool.submit(work, chunk)
            waiting.append(future)
            if len(waiting) > jobs * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except GeneratorExit:
        # Nobody asks for more: what is being worked on is let go in good order.
        pool.shutdown(cancel_futures=True)
        raise
    except BaseException:
        # Interrupted while waiting: who catches it ends this process and, first, the others.
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _quiet() -> None:
    """Leave interruptions to the process that asked for the work."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Bar:
    """A progress bar on a terminal, once the work takes over a second."""

    def __init__(self, total: int, shown: bool, what: str) -> None:
        self._total, self._what = total, what
        self._start = time.monotonic() if shown else None
        self._done = 0
        self._progress: Progress | None = None

    def step(self) -> None:
        """Say that one more file is done."""
        self._done += 1
        if self._start is None:
            return
        if self._progress is None and time.monotonic() - self._start > PATIENCE:
            self._begin()
        if self._progress is not None:
            self._progress.update(self._progress.task_ids[0], completed=self._done)

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn(self._what), BarColumn(), MofNCompleteColumn())
        console = Console(file=sys.stderr, markup=False, emoji=False, highlight=False)
        self._progress = Progress(*columns, console=console, transient=True, redirect_stdout=False)
        self._progress.add_task("", total=self._total)
        self._progress.start()

    def close(self) -> None:
        """Take the bar off the screen."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None


@contextmanager
def progress(total: int, *, shown: bool, what: str) -> Iterator[Bar]:
    """Show a bar while the work is on, and take it away whatever happens."""
    bar = Bar(total, shown, what)
    try:
        yield bar
    finally:
        bar.close()
