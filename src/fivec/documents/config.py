"""What is set by a file of settings and by the environment, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents.blocks import Block, Heading, Items, Paragraph, Row, Run, Table, missing, run
from fivec.documents.edition import Edition, Report
from fivec.locale import Words
from fivec.model.document import name_in_documents
from fivec.model.settings import Setting, Settings


def settings(what: Settings, edition: Edition) -> Report:
    """Return the flags that are set, each with where."""
    return Report(tuple(_blocks(what, edition.words)), edition.date)


def _blocks(what: Settings, say: Words) -> Iterator[Block]:
    yield Heading(1, say("config.title"), "config")
    if what.file is None:
        yield Paragraph(run(say("config.no-file")))
    else:
        yield Paragraph(run(say("config.file", file=name_in_documents(what.file))))
    if what.passed_over:
        files = (name_in_documents(one) for one in what.passed_over)
        yield Items(tuple(run(say("config.passed-over", file=one)) for one in files))
    if what.settings:
        heads = tuple(say(f"config.column.{name}") for name in ("flag", "value", "command", "from"))
        rows = tuple(_row(one, say) for one in what.settings)
        yield Table(say("config.caption"), heads, rows, wide=(1, 3))
    else:
        yield Paragraph(run(say("config.nothing")))


def _row(one: Setting, say: Words) -> Row:
    file = name_in_documents(one.origin)
    where = run(f"{file}:{one.line}" if one.line else file, "code")
    if not one.holds:
        where = (*where, Run(" "), *run(say("config.gives-way")))
    return Row(
        (
            run(f"--{one.flag}", "code"),
            run(", ".join(one.value), "code") if one.value else missing(say("config.on")),
            run(one.command, "code") if one.command else run(say("config.every")),
            where,
        )
    )
