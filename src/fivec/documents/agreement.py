"""How far coders agree, and where they part: the answer first, then what each wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fivec.documents.blocks import Block, Heading, Items, Line, Paragraph, Row, Table, missing, run
from fivec.documents.edition import Edition, Report
from fivec.documents.phrases import NOTHING, items
from fivec.locale import Words
from fivec.model.agreement import Agreed, AgreedOn, Agreement, CodersAgree, CoderWord, how_far
from fivec.model.fields import Interval

_KINDS = ("levels", "attained", "alignment", "evidence")


def agreement(what: Agreement, edition: Edition) -> Report:
    """Return how far the coders agree on each kind of thing, where they part, and on what part."""
    return Report(_agreement(what, edition.words), edition.date)


def coders_agree(agree: CodersAgree, say: Words) -> str:
    """Return in a line how far the coders of one case agree on its levels."""
    line = say(f"page.coders.{agree.how}", alpha=_alpha(agree.alpha, agree.interval, say))
    return say("page.coders.who", coders=_who(agree.coders, agree.blind, say), agree=line)


def _who(coders: int, blind: int, say: Words) -> str:
    key = "none" if not blind else "all" if blind == coders else "some"
    return say(f"page.coders.blind-{key}", coders=coders, blind=blind)


def _agreement(what: Agreement, say: Words) -> Iterator[Block]:
    language = say.language
    yield Heading(1, say("agreement.title"), "agreement")
    titles = say.listed(one.title.to(language) for one in what.cases)
    yield Paragraph(run(f"{titles} \N{MIDDLE DOT} {what.rubric}"), "small")
    if len(what.coders) < 2:
        yield Paragraph(run(say("agreement.too-few", count=len(what.coders))), "lead")
        return
    of = what.levels
    who = _who(len(what.coders), sum(one.blind for one in what.coders), say)
    line = say(f"page.coders.{how_far(of.alpha)}", alpha=_alpha(of.alpha, of.interval, say))
    yield Paragraph(run(say("agreement.lead", coders=who, agree=line)), "lead")
    kinds = [(say(f"agreement.{name}"), getattr(what, name)) for name in _KINDS]
    yield _table(say("agreement.caption"), say("agreement.of"), kinds, say)
    if sentences := list(_sentences(kinds, say)):
        yield items(sentences)
    yield Heading(2, say("agreement.parted"), "parted")
    yield from _parted(what, say)
    for name in ("capabilities", "indicators", "without"):
        some: tuple[AgreedOn, ...] = getattr(what, name)
        rows = [(one.label.to(language), one.levels) for one in some if one.levels.units]
        if rows:
            yield Heading(2, say(f"agreement.{name}"), name)
            yield _table(say(f"agreement.{name}"), say(f"agreement.head-{name}"), rows, say)
    yield Heading(2, say("agreement.coders"), "coders")
    yield Items(tuple(run(_coder(what, at, say)) for at in range(len(what.coders))))
    yield Heading(2, say("agreement.how"), "how")
    yield Paragraph(run(say("agreement.method", samples=what.samples, seed=what.seed)), "small")


def _table(caption: str, head: str, rows: Iterable[tuple[str, Agreed]], say: Words) -> Table:
    columns = ("alpha", "ac2", "exactly", "within-one", "units")
    return Table(
        caption=caption,
        heads=(head, *(say(f"agreement.{name}") for name in columns)),
        rows=tuple(
            Row(
                (
                    run(name),
                    _spanned(one.alpha, one.interval, say),
                    _spanned(one.ac2, one.ac2_interval, say),
                    _share(one.percent, say),
                    _share(one.within_one, say),
                    run(str(one.units)),
                )
            )
            for name, one in rows
        ),
        right=tuple(range(1, len(columns) + 1)),
    )


def _alpha(alpha: float | None, interval: Interval | None, say: Words) -> str:
    if alpha is None:
        return ""
    if interval is None:
        return say.number(alpha, 2)
    low, high = (say.number(end, 2) for end in interval)
    # Beside a minus sign a dash would read as one more.
    span = say("from-to" if interval[0] < 0 else "interval", low=low, high=high)
    return f"{say.number(alpha, 2)} ({span})"


def _spanned(value: float | None, interval: Interval | None, say: Words) -> Line:
    if value is None:
        return missing(say("agreement.undefined"))
    return run(_alpha(value, interval, say))


def _share(share: float | None, say: Words) -> Line:
    return NOTHING if share is None else run(say.percent(share))


def _sentences(kinds: Iterable[tuple[str, Agreed]], say: Words) -> Iterator[str]:
    """Yield why a coefficient is not defined or has no interval, and where the two part."""
    for name, one in kinds:
        if one.reason is not None:
            yield say(f"agreement.why-{one.reason}", what=name)
        elif one.interval is None:
            yield say("agreement.why-few", what=name, count=one.units)
        if one.paradox and one.alpha is not None and one.ac2 is not None:
            alpha, ac2 = (say.number(value, 2) for value in (one.alpha, one.ac2))
            yield say("agreement.paradox", what=name, alpha=alpha, ac2=ac2)


def _parted(what: Agreement, say: Words) -> Iterator[Block]:
    if not what.parted:
        yield Paragraph(run(say("agreement.nowhere")))
        return
    language, several = say.language, len(what.cases) > 1
    names = ("what", "gave", "wrote")
    yield Table(
        caption=say("agreement.parted"),
        heads=tuple(say(f"agreement.{name}") for name in names),
        rows=tuple(
            Row(
                (
                    run(
                        say(
                            "agreement.of-case" if several else "agreement.of-it",
                            label=one.label.to(language),
                            judged=say.lowered(say(f"agreement.{one.judged}")),
                            case=one.title.to(language),
                        )
                    ),
                    run(
                        say.apart(
                            say.labelled(each.coder, _word(one.judged, each, say))
                            for each in one.words
                        )
                    ),
                    run(
                        " ".join(
                            say("agreement.note", coder=each.coder, note=each.note.to(language))
                            for each in one.words
                            if each.note
                        )
                    ),
                )
            )
            for one in what.parted
        ),
        wide=(0, 1, 2),
    )


def _word(judged: str, one: CoderWord, say: Words) -> str:
    if one.word is None:
        return say("agreement.no-word")
    if one.label is not None:
        return say.lowered(one.label.to(say.language))
    return say(f"agreement.{one.word}" if judged == "evidence" else f"{judged}.{one.word}")


def _coder(what: Agreement, at: int, say: Words) -> str:
    one = what.coders[at]
    blind = say("agreement.blind" if one.blind else "agreement.not-blind")
    note = one.note.to(say.language) if one.note else ""
    return say("agreement.coder", coder=one.coder, cases=say("agreement.cases", count=one.cases),
               blind=blind, note=note).strip()  # fmt: skip
