"""Front matter: what was assessed, with what, by whom, and how to read the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Protocol

from fivec import __version__
from fivec.documents import wording as w
from fivec.documents.blocks import Facts, Line, run, strong
from fivec.documents.edition import Edition
from fivec.documents.phrases import joined
from fivec.documents.seal import sealed_text
from fivec.documents.sources import located
from fivec.locale import Words
from fivec.model.assessment import Assessment

_NAMES = ("assessed", "rubric", "scope", "coverage", "coders", "files", "tool")


def made_with(edition: Edition) -> str:
    """Return with which fivec a document was made."""
    return edition.words("about.made", version=__version__)


class Made(Protocol):
    """What was made from a file."""

    @property
    def file(self) -> str:
        """The file, as it was named."""
        ...

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes."""
        ...


def made_from(one: Made, say: Words) -> str:
    """Return a file by its bare name, and its hash."""
    return say("about.file", file=PurePosixPath(one.file).name, sha256=one.sha256)


def front_matter(one: Assessment, edition: Edition) -> Facts:
    """Return what a document must say of an assessment so that it stands alone."""
    say = edition.words
    rows = ((say(f"about.{name}"), front_lines(one, edition, name)) for name in _NAMES)
    return Facts(tuple((name, tuple(map(run, lines))) for name, lines in rows if lines))


def front_lines(one: Assessment, edition: Edition, name: str) -> list[str]:
    """Return one matter of those, a line each. A file goes by its bare name."""
    say, case, rubric = edition.words, one.case, one.rubric
    match name:
        case "assessed":
            text = [case.text.to(say.language)] if case.text else []
            return [case.title.to(say.language), *text, " · ".join(w.facts(one, say))]
        case "rubric":
            known = [rubric.source.citation.to(say.language)] if rubric.source.citation else []
            where = located(rubric.source.where, say, lines=False)
            cited = ", ".join(filter(None, [*known, where]))
            title = rubric.title.to(say.language)
            named = f"{title} ({rubric.id}, {say('about.version', version=rubric.version)})"
            return [named, *filter(None, [cited])]
        case "scope":
            return [w.scopes(one, say)]
        case "coverage":
            return list(_coverage(one, say))
        case "coders":
            # In a row: with several coders a list would be longer than what it heads.
            coders = w.coders(one, say)
            return [say.apart(coders)] if coders else []
        case "files":
            # A shipped rubric's file stands wherever fivec was installed: its name is enough.
            own = (PurePosixPath(case.file).name, case.sha256)
            files = (own, (f"{rubric.id}@{rubric.version}", rubric.sha256))
            lines = [say("about.file", file=file, sha256=sha256) for file, sha256 in files]
            return [*lines, *([sealed_text(one.seal, say, whole=True)] if one.seal else [])]
    return [made_with(edition)]


def _coverage(one: Assessment, say: Words) -> Iterator[str]:
    capacity, lens = one.capacity, one.preference
    for key, part in (("about.indicators", capacity), ("about.issues", lens)):
        if part is None or part.coverage is None:
            yield say(f"{key}-none")
            continue
        done = capacity.judged if part is capacity else lens.coded if lens else 0
        share = say.percent(part.coverage)
        yield say(key, done=done, count=part.counted, share=share)


def reading(cases: Sequence[Assessment], say: Words) -> Iterator[Line]:
    """Yield, a line each, what the figures of these cases mean."""
    names = ["score", "range", "coverage", "missing"]
    if any(one.preference for one in cases):
        names += ["attainment", "luck"]
    if any(one.tracing for one in cases):
        names.append("tracing")
    if any(one.verdict for one in cases):
        names.append("verdict")
    yield from explanations(names, say)


def explanations(names: Iterable[str], say: Words) -> Iterator[Line]:
    """Yield what figures mean, a line each."""
    for name in names:
        yield joined(strong(say(f"reading.{name}-name")), run(say(f"reading.{name}")))
