"""How firm a verdict is: in how many draws it stands, what moves it, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents.audience import Openness, standing
from fivec.documents.blocks import (
    Block,
    Drawing,
    Heading,
    Paragraph,
    Row,
    Table,
    missing,
    run,
    strong,
)
from fivec.documents.edition import Edition, Report, made_on
from fivec.documents.phrases import NOTHING, Story, items
from fivec.documents.pictures.shares_chart import of_hundred, verdict_shares
from fivec.documents.reasoning import level, span_text
from fivec.model.assessment import Assessment, Batch
from fivec.model.dependence import DependenceResult
from fivec.model.fields import Levels
from fivec.model.robustness import RobustnessResult, VerdictShare

# So many verdicts are named in the answer beside the first; the table has them all.
_NAMED = 2


def robustness(one: Assessment, firm: RobustnessResult, edition: Edition) -> Report:
    """Return how the verdict is distributed, what moves it, and what it is without one thing."""
    pages = _Robustness(one, firm, edition)
    return Report(pages.blocks(), made_on(Batch((one,)), edition))


class _Robustness(Story):
    def __init__(self, one: Assessment, firm: RobustnessResult, edition: Edition) -> None:
        super().__init__(edition)
        self.one, self.firm = one, firm

    def blocks(self) -> Iterator[Block]:
        say, one, firm = self.say, self.one, self.firm
        case = one.case.title.to(say.language)
        yield Heading(1, say("robustness.title", case=case), "robustness")
        yield from standing([Openness.of(one.case)], say)
        yield Paragraph(run(" ".join(self._answer())), "lead")
        yield Paragraph(run(say("robustness.caveat")), "small")
        if len(firm.verdicts) > 1:
            yield Drawing(verdict_shares(one, firm, say))
        yield self._verdicts()
        yield Heading(2, say("robustness.moves"), "moves")
        yield from self._moves()
        yield Heading(2, say("robustness.figures"), "figures")
        yield self._figures()
        yield Heading(2, say("robustness.left-out"), "left-out")
        yield from self._left_out()
        yield Heading(2, say("robustness.aggregations"), "aggregations")
        yield self._aggregations()
        yield Heading(2, say("robustness.dependence"), "dependence")
        yield from self._dependence(firm.dependence)
        yield Heading(2, say("robustness.drawn"), "drawn")
        yield from self._drawn()

    def _span(self, verdict: Levels) -> str:
        return span_text(self.one, verdict, self.say, "between")

    def _answer(self) -> Iterator[str]:
        """Yield the answer in sentences."""
        say, firm = self.say, self.firm
        first, *others = firm.verdicts
        verdict = self._span(first.verdict)
        if others:
            shown = [
                say("robustness.share", share=self._share(each), verdict=self._span(each.verdict))
                for each in others[:_NAMED]
            ]
            shown += [say("robustness.rest")] if len(others) > _NAMED else []
            facts = {"share": self._share(first), "others": say.listed(shown)}
            yield say("robustness.often", verdict=verdict, **facts)
        else:
            yield say("robustness.always", verdict=verdict)
        if first.verdict != firm.as_coded:
            yield say("robustness.as-coded", verdict=self._span(firm.as_coded))
        elif others:
            yield say("robustness.as-coded-same")
        if self.one.verdict is not None:
            yield say("robustness.own", range=self._span(self.one.verdict.range))
        if firm.moves:
            yield say("robustness.most", what=say(f"assumption.{firm.moves[0].what}"))

    def _share(self, each: VerdictShare) -> str:
        return of_hundred(each.share, self.say)

    def _verdicts(self) -> Table:
        say, firm = self.say, self.firm
        own = {each.verdict: each.share for each in firm.own}
        every = {each.verdict: each.share for each in (*firm.own, *firm.verdicts)}
        drawn = {each.verdict: each.share for each in firm.verdicts}
        levels = self.one.rubric.verdict.levels if self.one.rubric.verdict else ()
        return Table(
            caption=say("robustness.caption-verdicts"),
            heads=tuple(say(f"robustness.{name}") for name in ("verdict", "all", "own-alone")),
            rows=tuple(
                Row(
                    (
                        (strong if verdict == firm.as_coded else run)(self._span(verdict)),
                        *(run(of_hundred(of.get(verdict, 0.0), say)) for of in (drawn, own)),
                    )
                )
                for verdict in sorted(every, key=lambda ends: tuple(map(levels.index, ends)))
            ),
            right=(1, 2),
        )

    def _moves(self) -> Iterator[Block]:
        say, firm = self.say, self.firm
        if firm.moves is None:
            yield Paragraph(run(say("robustness.unmoved")))
            return
        yield Table(
            caption=say("robustness.caption-moves"),
            heads=tuple(say(f"robustness.{name}") for name in ("assumption", "first", "total")),
            rows=tuple(
                Row(
                    (
                        run(say.capital(say(f"assumption.{each.what}"))),
                        *(run(say.number(index, 2)) for index in (each.first, each.total)),
                    )
                )
                for each in firm.moves
            ),
            right=(1, 2),
        )
        yield Paragraph(run(say("robustness.note-moves")), "small")

    def _figures(self) -> Table:
        say, one, figures = self.say, self.one, self.firm.figures
        lens = one.preference
        rows = (
            ("capacity", one.capacity.score, figures.capacity, say.number),
            ("attainment", lens.attainment if lens else None, figures.attainment, say.number),
            ("excess", lens.excess if lens else None, figures.excess, say.signed),
        )
        return Table(
            caption=say("robustness.caption-figures"),
            heads=tuple(
                say(f"robustness.{name}") for name in ("figure", "coded", "p5", "p50", "p95")
            ),
            rows=tuple(
                Row(
                    (
                        run(say(f"robustness.{name}")),
                        *(
                            NOTHING if value is None else run(write(value))
                            for value in (
                                coded,
                                *((of.p5, of.p50, of.p95) if of else (None,) * 3),
                            )
                        ),
                    )
                )
                for name, coded, of, write in rows
            ),
            right=(1, 2, 3, 4),
        )

    def _left_out(self) -> Iterator[Block]:
        say, each_without = self.say, self.firm.left_out
        if each_without is None:
            yield Paragraph(missing(say("robustness.too-many")))
            return
        rows = [each for each in each_without if each.changes]
        if rows:
            yield Table(
                caption=say("robustness.caption-left-out"),
                heads=tuple(say(f"robustness.{name}") for name in ("without", "then", "capacity")),
                rows=tuple(
                    Row(
                        (
                            run(
                                say(
                                    f"robustness.without-{each.kind}",
                                    what=each.label.to(say.language),
                                )
                            ),
                            run(self._span(each.verdict)),
                            self.figure(each.capacity),
                        )
                    )
                    for each in rows
                ),
                right=(2,),
                wide=(0, 1),
            )
        same = len(each_without) - len(rows)
        key = "robustness.others-same" if rows else "robustness.all-same"
        yield Paragraph(run(say(key, count=same)))

    def _aggregations(self) -> Table:
        say = self.say
        kinds = self.one.rubric.aggregation
        return Table(
            caption=say("robustness.caption-aggregations"),
            heads=(say("robustness.way"), say("robustness.capacity")),
            rows=tuple(
                Row(
                    (
                        (strong if {each.way} == {kinds.indicators, kinds.capabilities} else run)(
                            say.capital(say(f"aggregate.{each.way}"))
                        ),
                        self.figure(each.capacity),
                    )
                )
                for each in self.firm.aggregations
            ),
            right=(1,),
        )

    def _dependence(self, lens: DependenceResult | None) -> Iterator[Block]:
        say, one = self.say, self.one
        if lens is None:
            yield Paragraph(run(say("robustness.no-dependence")))
            return
        if not lens.crossings:
            yield Paragraph(run(say("robustness.never-crosses")))
        for each in lens.crossings:
            facts = {"at": say.number(each.dependence, 2), "level": level(one, each.level, say)}
            yield Paragraph(run(say("robustness.crosses", **facts)))
        yield Table(
            caption=say("robustness.caption-dependence"),
            heads=tuple(say(f"robustness.{name}") for name in ("rho", "posterior", "level")),
            rows=tuple(
                Row(
                    (
                        run(say.number(each.dependence, 2)),
                        run(say.number(each.posterior, 3)),
                        run(level(one, each.level, say)) if each.level else NOTHING,
                    )
                )
                for each in lens.posteriors
            ),
            right=(0, 1),
            wide=(2,),
        )
        least, most = (
            say("robustness.unbounded") if ratio is None else say.number(ratio, 2)
            for ratio in (lens.ratio_at_least, lens.ratio_at_most)
        )
        bounds = say("robustness.bounds", count=lens.tests, least=least, most=most)
        yield Paragraph(run(f"{bounds} {say('robustness.note-dependence')}"), "small")

    def _drawn(self) -> Iterator[Block]:
        say, firm = self.say, self.firm
        facts = {"count": firm.draws, "seed": firm.seed}
        yield Paragraph(run(say("robustness.how", **facts)))
        share = say.percent(firm.weights)
        lines = [
            say.labelled(say.capital(say(f"assumption.{name}")), say(f"drawn.{name}", share=share))
            for name in firm.varied
        ]
        yield items(lines or [say("robustness.nothing-drawn")])
