"""Front matter: what was assessed, with what, by whom, and how to read the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fivec import __version__
from fivec.documents import wording as w
from fivec.documents.blocks import Facts, Line, run, strong
from fivec.documents.edition import Edition
from fivec.documents.phrases import joined
from fivec.locale import Words
from fivec.model.assessment import Assessment


def made_with(edition: Edition) -> str:
    """Return with which fivec a document was made, and when if that is known."""
    say = edition.words
    if edition.date is None:
        return say("about.made", version=__version__)
    return say("about.made-on", version=__version__, date=say.date(edition.date))


def front_matter(one: Assessment, edition: Edition) -> Facts:
    """Return what a document must say of an assessment so that it stands alone."""
    say = edition.words
    rows = {
        name: tuple(run(value) for value in _said(one, edition, name) if value) for name in _NAMES
    }
    named = ((say(f"about.{name}"), lines) for name, lines in rows.items() if lines)
    return Facts(tuple(named))


_NAMES = ("assessed", "rubric", "scope", "coverage", "coders", "files", "tool")


def _said(one: Assessment, edition: Edition, name: str) -> list[str]:
    say, case, rubric = edition.words, one.case, one.rubric
    match name:
        case "assessed":
            text = [case.text.to(say.language)] if case.text else []
            return [case.title.to(say.language), *text, " · ".join(w.facts(one, say))]
        case "rubric":
            known = [rubric.source.citation.to(say.language)] if rubric.source.citation else []
            cited = ", ".join([*known, *([rubric.source.where] if rubric.source.where else [])])
            title = rubric.title.to(say.language)
            return [f"{title} ({rubric.id}, {say('about.version', version=rubric.version)})", cited]
        case "scope":
            fallback = [say("fallback")] if one.options.fallback else []
            return [", ".join([say(f"scopes.{one.options.scope}"), *fallback])]
        case "coverage":
            return list(_coverage(one, say))
        case "coders":
            return w.coders(one, say)
        case "files":
            # A shipped rubric's file stands wherever fivec was installed: its name is enough.
            files = ((case.file, case.sha256), (f"{rubric.id}@{rubric.version}", rubric.sha256))
            return [say("about.file", file=file, sha256=sha256) for file, sha256 in files]
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
    for name in names:
        yield joined(strong(say(f"reading.{name}-name")), run(say(f"reading.{name}")))
