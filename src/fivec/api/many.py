"""Many cases, here or over an executor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import count, groupby
from types import UnionType
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

from fivec.api.lenses import assess, options_of
from fivec.api.reading import loaded_of, meant_for, reader_for, rubric_name
from fivec.assessed import AssessedCase
from fivec.errors import FivecError, expect, require
from fivec.files.load import Loader
from fivec.files.paths import Input, Name, Sources, listed, sources
from fivec.files.plain import is_stream
from fivec.model.assessment import Failed
from fivec.model.audience import AUDIENCES
from fivec.model.finding import Finding

if TYPE_CHECKING:
    from concurrent.futures import Executor

Taken = TypeVar("Taken")

# So many files at most are one piece of an executor's work, and at least so many pieces are made.
_CHUNK, _CHUNKS = 32, 16
_RUNS = count()


@overload
def score_many(
    paths: Sources,
    executor: Executor | None = None,
    *,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
    actor: str | None = None,
    keep_failed: Literal[False] = False,
) -> list[AssessedCase]: ...
@overload
def score_many(
    paths: Sources,
    executor: Executor | None = None,
    *,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
    actor: str | None = None,
    keep_failed: bool,
) -> list[AssessedCase | Failed]: ...
def score_many(
    paths: Sources,
    executor: Executor | None = None,
    *,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
    actor: str | None = None,
    keep_failed: bool = False,
) -> Sequence[AssessedCase | Failed]:
    """Return the assessments of many cases, in the order of their files.

    A folder stands for all cases below it, in name order; a file that is named twice is scored
    once. ``executor`` (threads, processes, or any other of ``concurrent.futures``) does the work
    where one is given, and is left open. ``keep_failed`` leaves a ``Failed`` with its findings in
    the place of each file that could not be scored.

    Raises:
        FivecError: A file could not be scored; ``findings`` has what blocks each of them. Or there
            is no such scope.

    >>> many = score_many(["cases/kompas.yaml", "cases/nis2-cer.yaml"])
    >>> [round(a.capacity.score, 2) for a in many]
    [82.29, 25.0]
    """
    work = Work(
        _whole, rubric=rubric, scope=scope, fallback=fallback, audience=audience, actor=actor
    )
    files = sources(paths)
    results = work(files) if executor is None else _over(executor, work, files)
    failed = [one for one in results if isinstance(one, Failed)]
    if failed and not keep_failed:
        raise FivecError(findings=(finding for one in failed for finding in one.findings))
    return results


def assessed_of(given: object, done: type | UnionType, audience: str, **how: Any) -> list[Any]:
    """Return files scored, each in its place among those that are ``done`` already.

    ``how`` is as for ``score_many``. Raises ``FivecError`` as it does, and for what is done and not
    for the audience.
    """
    assessed: list[Any] = []
    for ready, group in groupby(listed(given), lambda one: isinstance(one, done)):
        some = list(group)
        let_through = map(meant_for(audience), some)
        assessed += let_through if ready else score_many(some, audience=audience, **how)
    return assessed


def _over(executor: Executor, work: Work[Taken], files: Sequence[Input | Finding]) -> list[Taken]:
    """Return what work makes of files, in their order, however an executor goes about it."""
    from concurrent.futures import Executor

    expect("executor", executor, Executor)
    size = max(1, min(_CHUNK, len(files) // _CHUNKS))
    chunks = [files[at : at + size] for at in range(0, len(files), size)]
    far = [None if any(map(stays_here, one)) else executor.submit(work, one) for one in chunks]
    try:
        pairs = zip(chunks, far, strict=True)
        done = [work(chunk) if at is None else at.result() for chunk, at in pairs]
    finally:
        # Where one cannot be had, or the user asks for no more, the others are of no use.
        for future in filter(None, far):
            future.cancel()
    return [one for part in done for one in part]


class Work(Generic[Taken]):
    """Scores files one after another and takes what is wanted of each result.

    It can be sent to another process; there, as here, every rubric is read once a run.
    """

    def __init__(
        self,
        take: Callable[[AssessedCase | Failed], Taken],
        *,
        rubric: Name | None,
        scope: str,
        fallback: bool,
        audience: str,
        actor: str | None = None,
    ) -> None:
        self._take = take
        self._rubric, self._run = rubric_name(rubric), next(_RUNS)
        require("audience", audience, AUDIENCES)
        self._audience, self._actor = audience, actor
        self._options = options_of(scope, fallback)

    def __call__(self, sources: Sequence[Input | Finding]) -> list[Taken]:
        """Return what is taken of each file; a fault found before reading is its own result."""
        return [self._take(self._result(one)) for one in sources]

    def _result(self, source: Input | Finding) -> AssessedCase | Failed:
        try:
            loader = _loader(self._rubric, self._audience, self._actor, self._run)
            loaded = loaded_of(source, loader)
        except FivecError as fault:
            name = source.file if isinstance(source, Finding) else source.name
            return Failed(name, fault.findings)
        return assess(*loaded, scope=self._options.scope, fallback=self._options.fallback)


@lru_cache(maxsize=1)
def _loader(rubric: str | None, audience: str, actor: str | None, run: int) -> Loader:
    """Return the loader of a run, one a process: what it has read does not travel with the work."""
    del run
    return reader_for(rubric, audience, actor=actor)


def stays_here(source: Input | Finding) -> bool:
    """Whether only this process can read it: standard input, or a stream that it was given."""
    return isinstance(source, Input) and (source.path is None or is_stream(source.path))


def _whole(result: AssessedCase | Failed) -> AssessedCase | Failed:
    return result
