"""Work that the workers of a Dask cluster do, as ``--scheduler`` asks."""

from __future__ import annotations

import asyncio
import logging
import re
import time
import warnings
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager
from pkgutil import resolve_name
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

from fivec import __version__
from fivec.errors import FivecError, Wrong, require

if TYPE_CHECKING:
    from distributed import Client
    from distributed.security import Security

# Seconds in which a scheduler is to answer, and to have a worker; and those that a run goes on
# where it has none any more, for one may be on its way.
PATIENCE, WITHOUT_WORKERS = 5.0, 30.0
# So many places are named of those where fivec is another.
_NAMED = 3
_ADDRESS = re.compile(
    r"(?P<how>tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):(?P<port>[0-9]{1,5})"
)


class Cluster(NamedTuple):
    """What has work done, how much of it at once, and what it raises of those that were killed."""

    executor: Executor
    threads: int
    killed: tuple[type[Exception], ...]


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """Give the workers of the scheduler at an address.

    Raises ``FivecError`` where it cannot be had, or is lost.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None or not 0 < int(match["port"]) < 2**16:
        raise FivecError(("cluster.address", {"value": address}))
    try:
        from distributed.scheduler import KilledWorker
    except ImportError as fault:
        raise FivecError(("cluster.not-installed", {})) from fault
    with _in_our_words():
        client = _client(address, secure=match["how"] == "tls")
        watch = _Watch(client)
        watch.start()
        try:
            threads = sum(client.nthreads().values())
            yield Cluster(client.get_executor(pure=False), threads, (KilledWorker,))
        except KilledWorker as fault:
            raise FivecError(("cluster.killed", {"address": address})) from fault
        except Exception as fault:
            # Once it is gone, what is asked of it fails in one way or another.
            if client.status == "running" and not isinstance(fault, CancelledError):
                raise
            raise FivecError((watch.why, {"address": address})) from fault
        finally:
            watch.over.set()
            # The scheduler lets go of what a client asked for when it leaves.
            client.close(timeout=PATIENCE)


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Leave to us what is said: Dask tells a log, and warns, of what is told here in a line."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before = logging.root.manager.disable
        logging.disable(logging.CRITICAL)
        try:
            yield
        finally:
            logging.disable(before)


def _client(address: str, *, secure: bool) -> Client:
    """Return a client of a scheduler that has workers, all with this fivec."""
    from distributed import Client
    from distributed.security import Security

    facts = {"address": address}
    security = Security()
    try:
        certified = security.get_connection_args("client").get("ssl_context")
    except (OSError, ValueError):
        # It names a file that is not there, or holds no certificate.
        certified = None
    if secure and certified is None:
        raise FivecError(("cluster.no-tls", facts))
    try:
        asyncio.run(asyncio.wait_for(_answered(address, security), PATIENCE))
        client = Client(address, timeout=PATIENCE, security=security, set_as_default=False)
    except Exception as fault:
        # What answers there may be anything, and so may its answer.
        raise FivecError(("cluster.unreachable", facts)) from fault
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        wrong = list(others(client, address))
    except TimeoutError:
        wrong = [("cluster.no-workers", facts)]
    if wrong:
        client.close()
        raise FivecError(*wrong)
    return client


async def _answered(address: str, security: Security) -> None:
    """Wait until a scheduler says that it is one. A client would do so without end."""
    from distributed.comm.core import connect

    where = await connect(address, timeout=PATIENCE, **security.get_connection_args("client"))
    try:
        await where.write({"op": "identity", "reply": True})
        answer = await where.read()
        require("type", answer["type"], ("Scheduler",))
    finally:
        where.abort()


def others(client: Client, address: str) -> Iterator[Wrong]:
    """Yield where the scheduler and the workers have no fivec, or another: they read our work."""
    asked = (resolve_name, "fivec:__version__")
    held = client.run(*asked, on_error="return")
    try:
        held |= {address: client.run_on_scheduler(*asked)}
    except ImportError as fault:
        held |= {address: fault}
    places: dict[str, list[str]] = defaultdict(list)
    for where, version in held.items():
        places["" if isinstance(version, Exception) else str(version)].append(where)
    for version in sorted(set(places) - {__version__}):
        where = ", ".join(places[version][:_NAMED])
        if len(places[version]) > _NAMED:
            where += ", …"
        facts = {"where": where, "own": __version__, "version": version}
        yield ("cluster.other-version" if version else "cluster.without", facts)


class _Watch(Thread):
    """Ends what waits for workers that do not come any more; ``why`` says what was lost."""

    def __init__(self, client: Client) -> None:
        super().__init__(daemon=True)
        self._client = client
        self.why = "cluster.lost"
        self.over = Event()

    def run(self) -> None:
        """Look every second."""
        last = time.monotonic()
        while not self.over.wait(1):
            try:
                there = self._client.nthreads()
            except Exception:  # noqa: BLE001 - whoever waits for the work hears of it
                return
            now = time.monotonic()
            if there:
                last = now
            elif now - last > WITHOUT_WORKERS:
                self.why = "cluster.no-workers"
                self._client.close(timeout=PATIENCE)
                return
