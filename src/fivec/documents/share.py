"""A fair share: the bottom line first, then every sum beside what the source prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fivec.documents.blocks import (
    Block,
    Facts,
    Heading,
    Line,
    Paragraph,
    Row,
    Table,
    missing,
    run,
    strong,
)
from fivec.documents.clean import clean
from fivec.documents.edition import Edition, Report
from fivec.documents.front import made_from, made_with
from fivec.documents.phrases import NOTHING, Story, items
from fivec.documents.sources import bibliography, cited, located
from fivec.model.fair_share import ShareCaveat, ShareSum, Stock
from fivec.model.share_result import Figured, ShareFigures, ShareResult, ShareSumResult

_COLUMNS = ("what", "sum", "rounded", "unrounded", "printed")
# Of more dues a sum is no sentence, and stands in the JSON.
_MOST_ADDED = 6
_STOCKS = ("what", "figure", "year", "excludes", "source")


def share(what: ShareResult, edition: Edition) -> Report:
    """Return a share as a document of its own."""
    return Report(tuple(_alone(what, edition)), edition.date)


def _alone(what: ShareResult, edition: Edition) -> Iterator[Block]:
    story, say = ShareStory(what, edition), edition.words
    yield from story.blocks()
    yield Heading(2, say("sources"), "sources")
    yield items(bibliography([what.of], say))
    yield Facts(
        (
            (say("about.files"), (run(made_from(what.of, say)),)),
            (say("about.tool"), (run(made_with(edition)),)),
        )
    )
    if what.findings:
        yield Heading(2, say("column.findings"), "findings")
        yield story.findings(what.findings)


class ShareStory(Story):
    """Tells a share, its headings from ``level`` down."""

    def __init__(self, what: ShareResult, edition: Edition, *, level: int = 1) -> None:
        super().__init__(edition)
        self.result, self.level = what, level
        self.title = clean(what.of.title.to(self.say.language))
        self.measured = strong(self.say("share.not-influence"))
        self.rows = list(zip(what.of.rows, what.rows, strict=True))
        self.sums = {one.id: one for one in what.rows}
        self.own = [(row, one) for row, one in self.rows if one.variant_of is None]

    def blocks(self) -> Iterator[Block]:
        """Yield the bottom line, the sums, what to keep in mind, and what they are made of."""
        say, id_ = self.say, self.result.of.id
        yield Heading(self.level, self.title, id_)
        for text in self.bottom_line():
            yield Paragraph(run(text), "lead")
        yield Paragraph(self.measured)
        if checked := self._checked():
            yield Paragraph(run(checked))
        yield self._sums(say("share.caption"), self.own)
        if others := [(row, one) for row, one in self.rows if one.variant_of is not None]:
            yield self._sums(say("share.variants"), others)
        if kept := list(self._kept_in_mind()):
            yield Heading(self.level + 1, say("share.keep"), f"{id_}-keep")
            yield items(kept)
        yield Heading(self.level + 1, say("share.made-of"), f"{id_}-made-of")
        yield self._stocks()

    def bottom_line(self) -> Iterator[str]:
        """Yield what was given against the fair share, and what the dues take of the own stock."""
        say = self.say
        gave = [
            self._labelled(row, self._times(one.rounded.times, below=one.below))
            for row, one in self.own
            if one.rounded.times is not None
        ]
        if gave:
            actor = clean(self.result.of.actor.name.to(say.language))
            yield say("share.gave", actor=actor, what=say.apart(gave))
        for row, one in self.own:
            if one.kind == "burden" and one.rounded.share is not None:
                yield say("share.burden", what=self._label(row), share=self._percent(one, 1))

    def _checked(self) -> str:
        """Return how many of the printed figures follow from what the source gives."""
        say = self.say
        printed = [(row, one.printed) for row, one in self.rows if one.printed]
        parts = []
        if printed:
            agreed = sum(bool(each.agrees) for _, each in printed)
            parts.append(say("share.agree", count=len(printed), agreed=agreed))
        for key, wanted in (("share.disagree", False), ("share.unchecked", None)):
            if names := [self._label(row) for row, each in printed if each.agrees is wanted]:
                parts.append(say(key, what=say.listed(names)))
        return " ".join(parts)

    def _sums(self, caption: str, rows: Iterable[tuple[ShareSum, ShareSumResult]]) -> Table:
        return Table(
            caption=caption,
            heads=tuple(self.say(f"share.column.{name}") for name in _COLUMNS),
            rows=tuple(self._row(row, one) for row, one in rows),
            wide=(0, 1),
        )

    def _row(self, row: ShareSum, one: ShareSumResult) -> Row:
        return Row(
            (
                run(self._label(row)),
                run(self._sum(row, one)),
                self._figures(one, one.rounded),
                self._figures(one, one.unrounded),
                self._printed(one),
            )
        )

    def _sum(self, row: ShareSum, one: ShareSumResult) -> str:
        """Return the sum of a row, with the numbers in it."""
        say, stocks = self.say, self.result.of.stocks_by_id
        pools = [self._value(stocks[name]) for name in row.pools]
        pool = say("share.sum.added", what=" + ".join(pools)) if len(pools) > 1 else "".join(pools)
        fair = self._share(one.rounded.fair)
        own, of, given = (
            self._value(stocks[name]) if name else ""
            for name in (row.own_stock, row.of_stock, row.given_stock)
        )
        if row.kind == "share":
            return say("share.sum.over", part=own, whole=of)
        if row.kind == "due":
            return say("share.sum.times", share=fair, pool=pool)
        if row.kind == "burden":
            dues = [self._number(self.sums[name].rounded.amount) for name in row.due_rows]
            added = say("share.sum.added", what=" + ".join(dues)) if len(dues) > 1 else dues[0]
            return say("share.sum.over", part=added, whole=own)
        part = say("share.sum.over", part=given, whole=pool) if pool else say("share.sum.stated")
        return say("share.sum.against", part=part, share=fair)

    def _figures(self, one: ShareSumResult, figures: ShareFigures) -> Line:
        say = self.say
        if one.kind == "due":
            unit = one.unit.to(say.language) if one.unit else ""
            return run(say("share.amount", amount=self._number(figures.amount), unit=unit))
        text = self._share(figures.share, below=one.below)
        if figures.share is None:
            return NOTHING
        if figures.times is not None:
            text = f"{text}; {self._times(figures.times, below=one.below)}"
        return run(text)

    def _printed(self, one: ShareSumResult) -> Line:
        printed, say = one.printed, self.say
        if printed is None:
            return missing(say("share.prints-nothing"))
        how = {
            (True, True): "both",
            (True, False): "rounded",
            (False, True): "unrounded",
            (False, False): "neither",
        }.get((printed.agrees, printed.agrees_unrounded), "unknown")  # type: ignore[arg-type] # null is unknown
        quoted = say("quoted", text=clean(printed.says.to(say.language)))
        return run(say.labelled(quoted, say(f"share.agrees.{how}")))

    def _kept_in_mind(self) -> Iterator[str]:
        say, of = self.say, self.result.of
        measures = [(row, one) for row, one in self.own if one.kind == "share"]
        own = [self._label(row) for row, one in measures if one.agreed is False]
        if own:
            yield say("share.own-measure", what=say.listed(own))
        for row, one in self.own:
            if 0 < len(one.parts) == len(row.due_rows) <= _MOST_ADDED:
                yield self._identity(row, one)
        for row, one in self.rows:
            if one.implied_pool and row.given_stock:
                low, high = map(self._number, one.implied_pool)
                total = low if low == high else say("from-to", low=low, high=high)
                key = "share.implied-above" if one.below else "share.implied"
                given = self._value(of.stocks_by_id[row.given_stock])
                stated = self._share(one.unrounded.share, below=one.below)
                yield self._labelled(row, say(key, given=given, share=stated, total=total))
            for caveat in row.caveats:
                yield self._labelled(row, self._caveat(caveat))
        yield from map(self._caveat, of.caveats)

    def _identity(self, row: ShareSum, one: ShareSumResult) -> str:
        """Return that the own stock drops out of a burden, with the numbers."""
        say, of = self.say, self.result.of
        quotients = []
        for name in row.due_rows:
            due = of.rows_by_id[name]
            measure = of.rows_by_id[due.share_row or ""]
            pools = " + ".join(self._value(of.stocks_by_id[pool]) for pool in due.pools)
            if len(due.pools) > 1:
                pools = say("share.sum.added", what=pools)
            whole = self._value(of.stocks_by_id[measure.of_stock or ""])
            quotients.append(say("share.sum.over", part=pools, whole=whole))
        return say(
            "share.identity",
            what=self._label(row),
            sum=" + ".join(quotients),
            parts=" + ".join(self._share(part.share) for part in one.parts),
            share=self._share(one.unrounded.share),
        )

    def _caveat(self, caveat: ShareCaveat) -> str:
        text = clean(caveat.says.to(self.say.language))
        where = located(caveat.where, self.say, lines=False)
        return f"{text} ({where})" if where else text

    def _stocks(self) -> Table:
        say, of = self.say, self.result.of

        def row(one: Stock) -> Row:
            unit = one.unit.to(say.language)
            named = say.labelled(one.who.to(say.language), one.what.to(say.language))
            where = located(one.where, say, lines=False)
            source = cited(of.sources_by_id[one.source], say)
            return Row(
                (
                    run(named),
                    run(say("share.amount", amount=self._value(one), unit=unit)),
                    run(str(one.year)) if one.year else missing(say("share.no-year")),
                    run(one.excludes.to(say.language)) if one.excludes else NOTHING,
                    run(", ".join(filter(None, (source, where)))),
                )
            )

        return Table(
            caption=say("share.caption-stocks"),
            heads=tuple(say(f"share.column.{name}") for name in _STOCKS),
            rows=tuple(row(one) for one in (*of.stocks, *of.pools)),
            wide=(0, 4),
        )

    def _labelled(self, row: ShareSum, text: str) -> str:
        return self.say.labelled(self._label(row), text)

    def _label(self, row: ShareSum) -> str:
        return clean(row.label.to(self.say.language))

    def _value(self, stock: Stock) -> str:
        return self._number(tuple(stock.value))

    def _number(self, figure: Figured | Iterable[float], decimals: int = 6) -> str:
        """Return a figure with every digit that counts, or its two ends."""
        if figure is None:
            return self.say("share.undefined")
        ends = (figure,) if isinstance(figure, float | int) else tuple(figure)
        texts = [self.say.grouped(end, decimals) for end in ends]
        low, high = texts[0], texts[-1]
        return low if low == high else self.say("interval", low=low, high=high)

    def _share(self, figure: Figured, decimals: int = 6, *, below: bool = False) -> str:
        """Return a share, 0 to 1, as a percentage; one that is ``below``, as its upper end."""
        if figure is None:
            return self.say("share.undefined")
        ends = figure if isinstance(figure, tuple) else (figure, figure)
        ends = (ends[1], ends[1]) if below else ends
        number = self._number(tuple(100 * end for end in ends), decimals)
        text = self.say("number.percent", number=number)
        return self.say("share.less", figure=text) if below else text

    def _percent(self, one: ShareSumResult, decimals: int) -> str:
        return self._share(one.rounded.share, decimals)

    def _times(self, figure: Figured, *, below: bool = False) -> str:
        ends = figure[1] if below and isinstance(figure, tuple) else figure
        text = self.say("share.times", figure=self._number(ends))
        return self.say("share.less", figure=text) if below else text
