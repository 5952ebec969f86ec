"""Many files, in order, over as many processes as there is work for."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from fivec.cli import ending
from fivec.errors import FivecError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from rich.progress import Progress

    from fivec.cli.cluster import Cluster

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
    lost: Callable[[Item], Item],
) -> Generator[Done, None, None]:
    """Yield what ``work`` makes of the items, in their order, whatever the number of processes.

    ``jobs`` left out means the machine's cores where there is enough work. ``work`` and what it
    takes and returns must be picklable; chunks with an item that must stay ``here`` (standard
    input) are worked on in this process. Of an item that a process was at work on when the system
    ended it, ``lost`` makes one that says so.
    """
    chunks = (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
    if jobs is None:
        jobs = min(_cores(), len(items) // WORTH_A_PROCESS)
    pool = None if jobs < 2 or len(items) <= CHUNK else _processes(jobs)
    if pool is None:
        for chunk in chunks:
            yield from work(chunk)
        return
    yield from _over_processes(work, chunks, pool, jobs, here, lost)


def elsewhere(
    scheduler: str | None, jobs: int | None = None
) -> AbstractContextManager[Cluster | None]:
    """Return what gives the workers of a scheduler; nothing where none is named.

    Raises ``FivecError`` where processes of this machine are asked for too.
    """
    if scheduler is None:
        return nullcontext()
    if jobs is not None:
        raise FivecError(("usage.one-of", {"option": "--jobs", "other": "--scheduler"}))
    from fivec.cli.cluster import cluster

    return cluster(scheduler)


def _processes(jobs: int) -> ProcessPoolExecutor | None:
    """Return processes to work in, or nothing where the system has no means to have any."""
    from concurrent.futures import ProcessPoolExecutor

    try:
        return ProcessPoolExecutor(jobs, initializer=_obey)
    except (OSError, ImportError, NotImplementedError):
        # Python says each of these, by the system, where processes could share no memory or lock.
        return None


def _over_processes(
    work: Callable[[Sequence[Item]], list[Done]],
    chunks: Iterator[Sequence[Item]],
    pool: ProcessPoolExecutor,
    jobs: int,
    here: Callable[[Item], bool],
    lost: Callable[[Item], Item],
) -> Generator[Done, None, None]:
    from concurrent.futures.process import BrokenProcessPool

    def asked(chunk: Sequence[Item]) -> Future[list[Done]]:
        if any(here(item) for item in chunk):
            return _known(work(chunk))
        try:
            return pool.submit(work, chunk)
        except BrokenProcessPool as fault:
            return _known(fault)

    waiting: deque[tuple[Sequence[Item], Future[list[Done]]]] = deque()
    try:
        while True:
            for chunk in islice(chunks, max(jobs * AHEAD + 1 - len(waiting), 0)):
                waiting.append((chunk, asked(chunk)))
            if not waiting:
                break
            try:
                done = waiting[0][1].result()
            except BrokenProcessPool:
                # One that was ended takes all others with it. They take chunks in order: at work
                # were as many of the first as there were processes.
                pool.shutdown()
                unfinished = [one for one in waiting if _broken(one[1])]
                pool = _processes(jobs) or pool
                again = {
                    id(future): _known(work([lost(item) for item in chunk]))
                    if place < jobs
                    else asked(chunk)
                    for place, (chunk, future) in enumerate(unfinished)
                }
                waiting = deque((chunk, again.get(id(future), future)) for chunk, future in waiting)
                continue
            waiting.popleft()
            yield from done
    except GeneratorExit:
        # Nobody asks for more: what is being worked on is let go in good order.
        pool.shutdown(cancel_futures=True)
        raise
    except BaseException:
        # Interrupted while waiting: who catches it ends this process and, first, the others.
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _known(what: list[Done] | BaseException) -> Future[list[Done]]:
    """Return an answer that is known already."""
    from concurrent.futures import Future

    future: Future[list[Done]] = Future()
    if isinstance(what, BaseException):
        future.set_exception(what)
    else:
        future.set_result(what)
    return future


def _broken(future: Future[list[Done]]) -> bool:
    from concurrent.futures.process import BrokenProcessPool

    return isinstance(future.exception(), BrokenProcessPool)


def _obey() -> None:
    """Be subject to the process that asked for the work: leave interruptions to it, end with it."""
    from threading import Thread

    ending.obey_another()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class ProgressBar:
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
def progress(total: int, *, shown: bool, what: str) -> Iterator[ProgressBar]:
    """Show a bar while the work is on, and take it away whatever happens."""
    bar = ProgressBar(total, shown, what)
    try:
        yield bar
    finally:
        bar.close()
