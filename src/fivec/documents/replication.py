"""What a replication folder says of itself, and whether it gives its results again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote

from fivec.documents.blocks import (
    Block,
    Facts,
    Heading,
    Items,
    Line,
    Paragraph,
    Row,
    Table,
    missing,
    run,
    strong,
)
from fivec.documents.edition import Edition, Report
from fivec.locale import Words
from fivec.model.replication import MANIFEST, CheckedResult, Manifest, Verification


def readme(what: Manifest, results: Sequence[str], edition: Edition) -> Report:
    """Return what is in a folder, what it was made with, and how to get its results again."""
    return Report(_readme(what, results, edition.words, edition.title), edition.date)


def _readme(
    what: Manifest, results: Sequence[str], say: Words, title: str | None
) -> Iterator[Block]:
    yield Heading(1, title or say("replication.title"), "replication")
    yield Paragraph(run(say("replication.what")))
    yield Heading(2, say("replication.again"), "again")
    yield Paragraph(run(say("replication.install", version=what.fivec)))
    yield Paragraph(run("fivec verify .", "code"))
    yield Paragraph(run(say("replication.verify")))
    if what.cases:
        yield Paragraph(run(say("replication.by-hand")))
        yield Items(tuple(run(call, "code") for call in _calls(what)))
    yield Heading(2, say("replication.holds"), "holds")
    rows = [
        *((one.file, say("replication.case", rubric=one.rubric or "–")) for one in what.cases),
        *((name, say("replication.theory")) for name in what.theories),
        *((name, say("replication.share")) for name in what.shares),
        *((name, say("replication.rubric")) for name in _rubrics(what)),
        *((name, _result(name, say)) for name in results if "/data/" not in name),
        ("results/data", say("replication.result.data")),
        (MANIFEST, say("replication.manifest")),
        ("SHA256SUMS", say("replication.sums")),
        ("CITATION.cff", say("replication.citation")),
    ]
    heads = (say("replication.column.file"), say("replication.column.what"))
    table = tuple(Row((run(name, "code"), run(says))) for name, says in rows)
    yield Table(say("replication.holds"), heads, table, wide=(1,))
    yield Heading(2, say("replication.versions"), "versions")
    yield Facts(tuple((name, (run(one),)) for name, one in what.versions.items()))


def _rubrics(what: Manifest) -> list[str]:
    return sorted({one.rubric for one in what.cases if one.rubric})


def _calls(what: Manifest) -> Iterator[str]:
    """Yield what scores the cases by hand: a call for each rubric."""
    asked = what.asked
    more = [f"--scope {asked.scope}"] if asked.scope != "case" else []
    more += ["--fallback"] if asked.fallback else []
    more += [f"--actor {quote(asked.actor)}"] if asked.actor else []
    rubrics = _rubrics(what)
    for rubric in rubrics:
        files = [one.file for one in what.cases if one.rubric == rubric]
        # All that is below it, where it is all judged alike.
        files = ["inputs"] if len(rubrics) == 1 else files
        yield " ".join(("fivec score", *map(quote, files), f"--rubric {quote(rubric)}", *more))


def _result(name: str, say: Words) -> str:
    kind = name.split("/")[1].partition(".")[0]
    return say(f"replication.result.{kind}")


def verification(what: Verification, edition: Edition) -> Report:
    """Return whether a folder gives its results again, what differs, and what versions do."""
    return Report(_verification(what, edition.words), edition.date)


def _verification(what: Verification, say: Words) -> Iterator[Block]:
    yield Heading(1, say(f"verify.{'holds' if what.holds else 'differs'}"), "verification")
    same = sum(one.state == "same" for one in what.files)
    right = sum(one.holds for one in what.results)
    yield Paragraph(run(say("verify.files", same=same, all=len(what.files))))
    yield Paragraph(run(say("verify.results", same=right, all=len(what.results))))
    yield Paragraph(run(say("verify.sha256", sha256=what.sha256)), "small")
    other = [one for one in what.files if one.state != "same"]
    if other:
        rows = tuple(
            Row((run(one.path, "code"), run(say(f"verify.state.{one.state}")))) for one in other
        )
        names = (say("replication.column.file"), say("verify.column.state"))
        yield Table(say("verify.other-files"), names, rows, wide=(0, 1))
    yield from _differences([one for one in what.results if not one.holds], say)
    if what.unlisted:
        yield Paragraph(run(say("verify.unlisted")))
        yield Items(tuple(run(name, "code") for name in what.unlisted))
    if what.versions:
        heads = tuple(say(f"verify.column.{name}") for name in ("of", "then", "now"))
        rows = tuple(Row((run(one.of), _value(one.was), _value(one.now))) for one in what.versions)
        yield Table(say("verify.versions"), heads, rows)


def _differences(results: list[CheckedResult], say: Words) -> Iterator[Block]:
    if not results:
        return
    heads = tuple(say(f"verify.column.{name}") for name in ("where", "then", "now"))
    rows: list[Row] = []
    for one in results:
        rows.append(Row((strong(one.path), (), ()), group=True))
        rows += (
            Row((run(each.where, "code"), _value(each.was), _value(each.now)))
            for each in one.differences
        )
        if one.more:
            rows.append(Row((run(say("verify.more", count=one.more)), (), ())))
        if not one.differences:
            rows.append(Row((run(say("verify.whole")), (), ())))
    yield Table(say("verify.other-results"), heads, tuple(rows), wide=(0, 1, 2))


def _value(value: str | None) -> Line:
    return missing("–") if value is None else run(value)
