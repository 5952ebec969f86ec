"""Many cases, here or over an executor."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Sequence
from functools import lru_cache
from itertools import count, groupby, islice
from types import UnionType
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar, overload

from msgspec import Struct

from fivec.api.lenses import assess, options_of
from fivec.api.reading import loaded_of, meant_for, reader_for, rubric_name
from fivec.assessed import AssessedCase
from fivec.errors import FivecError, expect, require
from fivec.files.load import Loader
from fivec.files.paths import Input, Name, Sources, listed, sources
from fivec.files.plain import is_stream
from fivec.files.rubrics import RubricName, RubricNotSentError, SentRubrics
from fivec.files.sent import Sender, Sent, SentFile
from fivec.methods.each import Each
from fivec.model.assessment import Failed
from fivec.model.audience import AUDIENCES
from fivec.model.document import WHOLE_FILE
from fivec.model.finding import Finding, finding

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

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
    where one is given, and is left open; files are read here, and travel as bytes.
    ``keep_failed`` leaves a ``Failed`` with its findings in the place of each file that could not
    be scored.

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
    results = work(files) if executor is None else list(over(executor, work, files))
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


def each_over(executor: Executor | None) -> Each:
    """Return what has pieces of work gone about by an executor, or here where there is none."""
    if executor is None:
        return map
    from concurrent.futures import Executor

    expect("executor", executor, Executor)
    return executor.map


def over(
    executor: Executor,
    work: Work[Taken],
    files: Sequence[Input | Finding],
    *,
    ahead: int | None = None,
    killed: tuple[type[Exception], ...] = (),
) -> Generator[Taken, None, None]:
    """Yield what work makes of files, in their order, however an executor goes about it.

    They are read here and travel as bytes, so many pieces ``ahead`` of what was taken at most.
    ``killed`` is what the executor raises where whoever was at work on a piece of them ended.
    """
    from concurrent.futures import Executor

    expect("executor", executor, Executor)
    size = max(1, min(_CHUNK, len(files) // _CHUNKS))
    chunks = (files[at : at + size] for at in range(0, len(files), size))
    sender = Sender(work.rubric)
    waiting: deque[_Piece[Taken]] = deque()

    def asked(chunk: Sequence[Input | Finding], sent: Sent) -> _Piece[Taken]:
        return _Piece(chunk, sent, executor.submit(work.far, sent))

    try:
        while True:
            room = None if ahead is None else max(ahead - len(waiting), 0)
            waiting.extend(asked(chunk, sender.sent(chunk)) for chunk in islice(chunks, room))
            if not waiting:
                return
            chunk, sent, future = waiting[0]
            try:
                done = future.result()
            except killed:
                if len(chunk) > 1:
                    # Each alone will tell which of them it was.
                    parts = (Sent((file,), sent.rubrics) for file in sent.files)
                    alone = [asked([one], part) for one, part in zip(chunk, parts, strict=True)]
                    waiting.popleft()
                    waiting.extendleft(reversed(alone))
                    continue
                done = work([unscored(chunk[0])])
            if isinstance(done, NotSent):
                waiting[0] = asked(chunk, sender.again(sent, done.names))
                continue
            waiting.popleft()
            yield from done
    finally:
        # Where one cannot be had, or the user asks for no more, the others are of no use.
        for one in waiting:
            one.future.cancel()


class NotSent(Struct, frozen=True):
    """The names of rubrics without which files cannot be scored, and which did not come along."""

    names: tuple[RubricName, ...]


class _Piece(NamedTuple, Generic[Taken]):
    """Files that are worked on together, what was sent of them, and what comes of them."""

    chunk: Sequence[Input | Finding]
    sent: Sent
    future: Future[list[Taken] | NotSent]


class Work(Generic[Taken]):
    """Scores files one after another and takes what is wanted of each result.

    It can be sent to another process of this machine, where every rubric is read once a run, or
    ``far``, where no file can be read. ``rubric`` stands in for what the cases say.
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
        self.rubric: str | None = rubric_name(rubric)
        self._run = next(_RUNS)
        require("audience", audience, AUDIENCES)
        self._audience, self._actor = audience, actor
        self._options = options_of(scope, fallback)

    def __call__(self, sources: Sequence[Input | Finding]) -> list[Taken]:
        """Return what is taken of each file; a fault found before reading is its own result."""
        loader = _loader(self.rubric, self._audience, self._actor, self._run)
        return [self._taken(one, loader) for one in sources]

    def far(self, sent: Sent) -> list[Taken] | NotSent:
        """Return what is taken of files that were sent, where no file is read, or what they lack.

        Rubrics are sent as they turn out to be needed.
        """
        rubrics = SentRubrics(sent.rubrics)
        loader = reader_for(self.rubric, self._audience, actor=self._actor, rubrics=rubrics)
        done, names = list[Taken](), list[RubricName]()
        for one in sent.files:
            try:
                done.append(self._taken(one, loader))
            except RubricNotSentError as fault:
                names.append(fault.asked)
        return NotSent(tuple(names)) if names else done

    def _taken(self, source: Input | SentFile | Finding, loader: Loader) -> Taken:
        try:
            loaded = loaded_of(source, loader)
        except FivecError as fault:
            name = source.file if isinstance(source, Finding) else source.name
            return self._take(Failed(name, fault.findings))
        options = self._options
        return self._take(assess(*loaded, scope=options.scope, fallback=options.fallback))


@lru_cache(maxsize=1)
def _loader(rubric: str | None, audience: str, actor: str | None, run: int) -> Loader:
    """Return the loader of a run, one a process: what it has read does not travel with the work."""
    del run
    return reader_for(rubric, audience, actor=actor)


def unscored(item: Input | Finding) -> Finding:
    """Return what there is to say of a file whose process the system ended."""
    return item if isinstance(item, Finding) else finding(item.name, WHOLE_FILE, "process-ended")


def stays_here(source: Input | Finding) -> bool:
    """Whether only this process can read it: standard input, or a stream that it was given."""
    return isinstance(source, Input) and (source.path is None or is_stream(source.path))


def _whole(result: AssessedCase | Failed) -> AssessedCase | Failed:
    return result
