"""What cases show of conditions: whether they can, then necessity, sufficiency, and solutions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from fivec.documents.blocks import Block, Heading, Line, Paragraph, Row, Table, missing, run, strong
from fivec.documents.edition import Edition, Report
from fivec.documents.phrases import NOTHING, Story, items
from fivec.model.conditions import (
    Combination,
    Condition,
    Conditions,
    Necessity,
    Solution,
    Sufficiency,
    Term,
)

_NEEDED = ("consistency", "relevance", "coverage")
_ENOUGH = ("consistency", "pri", "coverage")
# Of more cases the memberships fill pages, and stand in the JSON.
_MOST_LISTED = 30


def conditions(what: Conditions, edition: Edition) -> Report:
    """Return what cases show of conditions, the answer first."""
    return Report(_Told(what, edition).blocks(), edition.date)


class _Told(Story):
    def __init__(self, what: Conditions, edition: Edition) -> None:
        super().__init__(edition)
        self.what = what
        self.labels = [one.label.to(self.say.language) for one in what.conditions]
        self.undefined: dict[str, None] = {}

    def blocks(self) -> Iterator[Block]:
        say, what = self.say, self.what
        yield Heading(1, say("conditions.title"), "conditions")
        yield Paragraph(run(self._answer()), "lead")
        yield Paragraph(run(" ".join(self._data())))
        if what.enough:
            yield Paragraph(run(" ".join(self._few())))
            yield Heading(2, say("conditions.needed"), "needed")
            yield self._needed()
            yield Heading(2, say("conditions.sufficient"), "sufficient")
            yield self._sufficient()
            if any(one.there and one.necessity for one in what.combinations):
                yield Heading(2, say("conditions.two"), "two")
                yield self._two()
                yield Paragraph(run(say("conditions.signs")), "small")
            yield from self._why_undefined()
            yield Heading(2, say("conditions.truth"), "truth")
            yield from self._truth()
        if 0 < len(what.cases) <= _MOST_LISTED:
            yield Heading(2, say("conditions.cases"), "cases")
            yield self._cases()
        yield Heading(2, say("conditions.how"), "how")
        yield Paragraph(run(say("conditions.how-needed")), "small")
        yield Paragraph(run(say("conditions.how-chance", seed=what.seed)), "small")
        cuts = {"consistency": say.number(what.consistency, 2), "pri": say.number(what.pri, 2)}
        yield Paragraph(run(say("conditions.how-row", count=what.frequency, **cuts)), "small")

    def _answer(self) -> str:
        say, what = self.say, self.what
        count, outcome = len(what.cases), self._outcome()
        if not what.enough:
            return say("conditions.too-few", count=count)
        if not what.beyond_chance:
            return say("conditions.cannot", count=count, outcome=outcome)
        names = say.listed(one.label.to(say.language) for one in what.beyond_chance)
        return say("conditions.goes", count=count, names=names, outcome=outcome)

    def _outcome(self) -> str:
        if self.what.table is None:
            return self.say(f"conditions.outcome.{self.what.outcome}")
        return self.say("conditions.outcome.column", name=self.what.outcome)

    def _data(self) -> Iterator[str]:
        """Yield what the memberships are, and who is left out."""
        say, what = self.say, self.what
        if what.table is None:
            yield say(f"conditions.member.{what.outcome}")
            if what.calibrated:
                out, middle, full = map(say.exact, what.calibrated)
                yield say("conditions.calibrated", out=out, middle=middle, full=full)
            else:
                yield say("conditions.by-score")
        if what.without:
            names = say.listed(one.to(say.language) for one in what.without)
            yield say("conditions.without", names=names)
        yield say("conditions.unknown")

    def _few(self) -> Iterator[str]:
        """Yield in plain words what such cases can show, and cannot."""
        say = self.say
        judged = [one for one in self.what.conditions if one.necessity]
        relevant = [one.necessity.relevance for one in judged if one.necessity]
        known = [value for value in relevant if value is not None]
        chances = [one.chance for one in judged if one.chance is not None]
        if known:
            ends = {"low": say.number(min(known), 2), "high": say.number(max(known), 2)}
            yield say("conditions.relevance-runs", **ends)
        ends = {"low": say.number(min(chances), 3), "high": say.number(max(chances), 3)}
        yield say("conditions.chance-runs", **ends)
        yield say("conditions.cannot-show")

    def _cells(
        self, figures: Necessity | Sufficiency | None, names: Sequence[str], kind: str
    ) -> list[Line]:
        if figures is None:
            return [NOTHING] * len(names)
        return [self._coefficient(getattr(figures, name), f"{kind}-{name}") for name in names]

    def _coefficient(self, value: float | None, name: str) -> Line:
        if value is None:
            self.undefined.setdefault(name)
            return missing(self.say("conditions.undefined"))
        return run(self.say.number(value, 3))

    def _absences(self) -> list[tuple[str, Combination]]:
        return [
            (self.say("conditions.not", name=self.labels[one.places[0]]), one)
            for one in self.what.combinations
            if not one.there
        ]

    def _named(self) -> list[tuple[str, Condition | Combination]]:
        """Return each condition and its absence, by its name."""
        return [*zip(self.labels, self.what.conditions, strict=True), *self._absences()]

    def _table(self, caption: str, heads: Sequence[str], rows: Sequence[Row]) -> Table:
        return Table(
            caption=self.say(f"conditions.caption-{caption}"),
            heads=tuple(self.say(f"conditions.{name}") for name in heads),
            rows=tuple(rows),
            right=tuple(range(1, len(heads))),
        )

    def _needed(self) -> Table:
        rows = []
        for name, one in self._named():
            cells = self._cells(one.necessity, _NEEDED, "needed")
            more = [NOTHING, NOTHING]
            if isinstance(one, Condition) and one.chance is not None:
                chance = run(self.say.number(one.chance, 3))
                more = [self._coefficient(one.ceiling, "ceiling"), chance]
            rows.append(Row((run(name), run(str(one.cases)), *cells, *more)))
        heads = ("condition", "n", *_NEEDED, "ceiling", "chance")
        return self._table("needed", heads, rows)

    def _sufficient(self) -> Table:
        rows = [
            Row((run(name), run(str(one.cases)), *self._cells(one.sufficiency, _ENOUGH, "enough")))
            for name, one in self._named()
        ]
        return self._table("sufficient", ("condition", "n", *_ENOUGH), rows)

    def _two(self) -> Table:
        say, rows = self.say, []
        for one in self.what.combinations:
            if one.there and one.necessity:
                first, second = (self.labels[place] for place in one.places)
                name = say(f"conditions.{one.joined}", first=first, next=second)
                needed = self._cells(one.necessity, _NEEDED[:2], "needed")
                enough = self._cells(one.sufficiency, _ENOUGH[:2], "enough")
                rows.append(Row((run(name), run(str(one.cases)), *needed, *enough)))
        heads = ("condition", "n", "as-needed", "relevance", "as-enough", "pri")
        return self._table("two", heads, rows)

    def _why_undefined(self) -> Iterator[Block]:
        say = self.say
        if self.undefined:
            yield Paragraph(run(say("conditions.divided")), "small")
            yield items([say(f"conditions.why.{name}") for name in self.undefined])

    def _truth(self) -> Iterator[Block]:
        say, what = self.say, self.what
        names = [one.title.to(say.language) for one in what.cases]
        if what.halves:
            halves = say.listed(names[index] for index in what.halves)
            yield Paragraph(run(say("conditions.halves", names=halves)))
        if not what.rows:
            yield Paragraph(run(say("conditions.no-rows", count=what.complete)))
            return
        rows = []
        for one in what.rows:
            holds = {True: "holds", False: "holds-not", None: "holds-unknown"}[one.holds]
            rows.append(
                Row(
                    (
                        run(say.listed(names[index] for index in one.cases)),
                        *(run("1" if there else "0") for there in one.term),
                        self._coefficient(one.consistency, "enough-consistency"),
                        self._coefficient(one.pri, "enough-pri"),
                        run(say(f"conditions.{holds}")),
                    )
                )
            )
        yield Table(
            caption=say("conditions.caption-truth"),
            heads=(
                say("conditions.members"),
                *self.labels,
                *(say(f"conditions.{name}") for name in ("consistency", "pri", "gives")),
            ),
            rows=tuple(rows),
            right=tuple(range(1, len(self.labels) + 3)),
        )
        if what.complex == ():
            yield Paragraph(run(say("conditions.none-holds")))
            return
        for kind, solutions in (("complex", what.complex), ("parsimonious", what.parsimonious)):
            yield Heading(2, say(f"conditions.{kind}"), kind)
            yield Paragraph(run(say(f"conditions.about-{kind}")), "small")
            if solutions is None:
                yield Paragraph(run(say("conditions.too-many-ways")))
                continue
            if len(solutions) > 1:
                yield Paragraph(run(say("conditions.ties", count=len(solutions))))
            yield from map(self._solution, solutions)

    def _solution(self, solution: Solution) -> Table:
        def row(name: Line, one: Sufficiency) -> Row:
            unique = NOTHING if one.unique is None else run(self.say.number(one.unique, 3))
            return Row((name, *self._cells(one, _ENOUGH, "enough"), unique))

        rows = [row(run(self._term(one.term)), one.figures) for one in solution.terms]
        whole = row(strong(self.say("conditions.whole")), solution.whole)
        heads = ("term", *_ENOUGH, "unique")
        return self._table("solution", heads, [*rows, whole])

    def _term(self, term: Term) -> str:
        say = self.say
        parts = [
            label if there else say("conditions.not", name=label)
            for label, there in zip(self.labels, term, strict=True)
            if there is not None
        ]
        if not parts:
            return say("conditions.always")
        return reduce(lambda first, one: say("conditions.all", first=first, next=one), parts)

    def _cases(self) -> Table:
        say = self.say
        return Table(
            caption=say("conditions.caption-cases"),
            heads=(say("conditions.members"), *self.labels, say("conditions.outcome")),
            rows=tuple(
                Row(
                    (
                        run(one.title.to(say.language)),
                        *(
                            NOTHING if value is None else run(say.number(value, 2))
                            for value in (*one.conditions, one.outcome)
                        ),
                    )
                )
                for one in self.what.cases
            ),
            right=tuple(range(1, len(self.labels) + 2)),
        )
