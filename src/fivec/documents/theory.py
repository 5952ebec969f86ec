"""A policy theory: the weakest link first, then each assumption, then how it was worked out.

Every verdict told is one of the file. That something contributed is said; that it did so alone is
not, for there is no case without it to compare with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fivec.documents.blocks import (
    Block,
    Drawing,
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
from fivec.documents.findings import in_words
from fivec.documents.phrases import NOTHING, items, joined
from fivec.documents.pictures.theory_chart import chain
from fivec.documents.sources import cited, located, without_lines
from fivec.model.text import Text
from fivec.model.theory import Argument, Assumption, Tension
from fivec.model.theory_result import ChainPath, TheoryResult, Weighed

# So many ways through a chain are told; the JSON has more.
_PATHS = 12


def theory(result: TheoryResult, edition: Edition) -> Report:
    """Return what the evaluator found of the assumptions, and what their chain comes to."""
    return Report(tuple(_alone(result, edition)), edition.date)


def _alone(result: TheoryResult, edition: Edition) -> Iterator[Block]:
    story, say = TheoryStory(result, edition), edition.words
    yield from story.blocks()
    yield Heading(2, say("theory.worked-out"), "worked-out")
    yield from story.worked_out()
    if result.findings:
        yield Heading(2, say("theory.findings"), "findings")
        yield Items(tuple(run(in_words(one, say)) for one in result.findings))


def _number(some: Sequence[object]) -> str:
    return "one" if len(some) == 1 else "many"


class TheoryStory:
    """Tells a theory, its headings from ``level`` down; without ``lines`` no place has any."""

    def __init__(
        self, result: TheoryResult, edition: Edition, *, level: int = 1, lines: bool = True
    ) -> None:
        self.result, self.theory, self.say = result, result.theory, edition.words
        self.level, self.lines = level, lines
        self.title = self._of(result.title)
        self.weighed = {one.id: one for one in result.assumptions}

    def blocks(self) -> Iterator[Block]:
        """Yield the weakest link, the chain, and each assumption with its evidence."""
        say, level = self.say, self.level
        yield Heading(level, self.title, "theory")
        yield Paragraph(strong(self.answer()), "lead")
        yield Paragraph(run(" ".join(self._caveats())), "small")
        yield self._table()
        if self.theory.arrows:
            yield Heading(level + 1, say("theory.chain"), "chain")
            if picture := chain(self.result, say):
                yield Drawing(picture)
            yield from self._chain()
        yield Heading(level + 1, say("theory.assumptions"), "assumptions")
        for one in self.theory.assumptions:
            yield from self._assumption(one, self.weighed[one.id])

    def _of(self, text: Text) -> str:
        return text.to(self.say.language)

    def _label(self, verdict: str | None) -> str:
        """Return a verdict of the file in the words of its scale, or that there is none."""
        level = self.theory.scale_by_id.get(verdict or "")
        return self._of(level.label) if level else self.say("theory.no-verdict")

    def answer(self) -> str:
        """Return how far the chain as a whole holds, or why that is not said."""
        say, whole = self.say, self.result.chain
        if whole.verdict is not None:
            verdict = say.lowered(self._label(whole.verdict))
            key = f"theory.weakest.{_number(whole.weakest)}"
            return say(key, verdict=verdict, names=self._names(whole.weakest))
        if not whole.paths:
            return say("theory.no-chain")
        if whole.unjudged:
            key = f"theory.open.{_number(whole.unjudged)}"
            return say(key, names=self._names(whole.unjudged))
        return say(f"theory.bare.{_number(whole.bare)}", arrows=self._arrows(whole.bare))

    def _names(self, ids: Sequence[str]) -> str:
        """Return assumptions as an answer names them, which stands before they are listed."""
        named = {one.id: self._named(one) for one in self.theory.assumptions}
        return self.say.listed(named[name] for name in ids)

    def _arrows(self, arrows: Iterable[tuple[str, str]]) -> str:
        say, nodes = self.say, self.theory.nodes_by_id
        texts = (
            say("theory.arrow", start=self._of(nodes[start].label), end=self._of(nodes[end].label))
            for start, end in arrows
        )
        return say.apart(say("quoted", text=text) for text in texts)

    def _caveats(self) -> Iterator[str]:
        """Yield whose the verdicts are, and what no verdict can say (TB06)."""
        say = self.say
        yield say("theory.own")
        alone = [one.id for one in self.result.assumptions if not one.counterfactual]
        if len(alone) == len(self.result.assumptions):
            yield say("theory.caveat")
        elif alone:
            yield say("theory.caveat-of", names=say.listed(alone))

    def _table(self) -> Table:
        say = self.say
        columns = ("assumption", "verdict", "balance", "sides", "open")
        rows = tuple(
            Row(
                (
                    run(self._named(one)),
                    self._verdict(self.weighed[one.id]),
                    self._balance(self.weighed[one.id]),
                    self._sides(self.weighed[one.id]),
                    self._open(one),
                )
            )
            for one in self.theory.assumptions
        )
        heads = tuple(say(f"theory.column.{name}") for name in columns)
        return Table(say("theory.caption"), heads, rows, (2, 3, 4), (0,), "heads")

    def _named(self, one: Assumption) -> str:
        return f"{one.id} {self._of(one.label)}" if one.label else one.id

    def _verdict(self, one: Weighed) -> Line:
        text = self._label(one.verdict)
        if one.verdict is None:
            return missing(text)
        return (strong if one.id in self.result.chain.weakest else run)(text)

    def _balance(self, one: Weighed) -> Line:
        return NOTHING if one.balance is None else run(self.say.number(one.balance, 2))

    def _sides(self, one: Weighed) -> Line:
        if one.balance is None:
            return NOTHING
        return run(f"{one.weights.supports} / {one.weights.opposes}")

    def _open(self, one: Assumption) -> Line:
        if not one.alternatives:
            return NOTHING
        still = sum(other.status == "open" for other in one.alternatives)
        return run(self.say("theory.of", count=still, total=len(one.alternatives)))

    def _chain(self) -> Iterator[Block]:
        say, whole = self.say, self.result.chain
        yield Items(tuple(map(self._path, whole.paths[:_PATHS])))
        if whole.count > _PATHS:
            yield Paragraph(run(say("theory.more-paths", count=whole.count - _PATHS)), "small")
        if whole.bare:
            yield Paragraph(run(say("theory.bare-arrows", arrows=self._arrows(whole.bare))))

    def _path(self, path: ChainPath) -> Line:
        """Return a way through the chain with the assumptions under it, and its lowest verdict."""
        say, nodes = self.say, self.theory.nodes_by_id
        way = " → ".join(self._of(nodes[name].label) for name in path.nodes)
        under = ", ".join(path.assumptions)
        text = f"{way} ({under})" if under else way
        if path.verdict is None:
            return joined(run(say("label", label=text)), missing(say("theory.path-open")))
        verdict = strong(say.lowered(self._label(path.verdict)))
        weakest = run(f"({say('theory.weakest-on', names=say.listed(path.weakest))})")
        return joined(run(say("label", label=text)), verdict, weakest)

    def _assumption(self, one: Assumption, weighed: Weighed) -> Iterator[Block]:
        say = self.say
        yield Heading(self.level + 2, self._named(one), f"assumption-{one.id}")
        yield Paragraph(run(self._of(one.statement)))
        yield Items(tuple(self._facts(one, weighed)))
        if one.evidence:
            heads = tuple(say(f"theory.column.{name}") for name in ("side", "says", "where"))
            caption = say("theory.evidence", id=one.id)
            yield Table(caption, heads, tuple(map(self._row, one.evidence)), (), (1, 2))

    def _row(self, row: Argument) -> Row:
        say = self.say
        strength = say(f"theory.strength.{row.strength}")
        side = f"{say.capital(say(f'theory.side.{row.side}'))}, {strength}"
        return Row((run(side), run(self._of(row.text)), run(self._place(row))))

    def _place(self, row: Argument | Tension) -> str:
        """Return where a passage stands, and which sources stand behind it."""
        known = [self.theory.sources_by_id[name] for name in row.source_ids]
        sources = self.say.apart(dict.fromkeys(cited(one, self.say) for one in known))
        # Where background stands is not told either.
        where = self._where(row.where) if all(one.use == "cited" for one in known) else ""
        return ", ".join(filter(None, (sources, where)))

    def _text(self, text: Text) -> str:
        """Return a text, without lines in brackets where a reader has none."""
        words = self._of(text)
        return words if self.lines else without_lines(words)

    def _where(self, where: str | None) -> str:
        return located(where, self.say, lines=self.lines)

    def _facts(self, one: Assumption, weighed: Weighed) -> Iterator[Line]:
        """Yield what there is to say of an assumption, a line each."""
        say = self.say

        def fact(name: str, text: str, **facts: object) -> Line:
            return joined(
                strong(say("label", label=say(f"theory.fact.{name}", **facts))), run(text)
            )

        by = say(f"theory.by.{one.verdict_by}") if one.verdict_by else ""
        where = self._where(one.where)
        behind = ", ".join(filter(None, (by, where)))
        verdict = say.lowered(self._label(one.verdict))
        yield fact("verdict", f"{verdict} ({behind})" if behind else verdict)
        if one.reasoning:
            yield fact("reasoning", self._text(one.reasoning))
        yield fact("balance", self._sum(weighed))
        if one.link:
            yield fact("link", self._arrows([(one.link.start, one.link.end)]))
        if one.relevance:
            yield fact("relevance", say(f"theory.relevance.{one.relevance}"))
        for other in one.alternatives:
            text = self._placed(other.text, self._where(other.where))
            yield fact("alternative", text, status=say(f"theory.status.{other.status}"))
        for condition in one.conditions:
            yield fact("condition", self._of(condition))
        case = one.counterfactual
        if case is not None and case.note is not None:
            yield fact("counterfactual", self._text(case.note))
        for tension in self.theory.tensions:
            if tension.assumption == one.id:
                yield fact("tension", self._placed(tension.text, self._place(tension)))

    def _placed(self, text: Text, place: str) -> str:
        """Return a sentence with its place, if it has one, before its end."""
        sentence = self._of(text)
        return f"{sentence.removesuffix('.')} ({place})." if place else sentence

    def _sum(self, one: Weighed) -> str:
        """Return the balance of the evidence as a sum."""
        say, side = self.say, one.weights
        if one.balance is None:
            return say("theory.no-evidence")
        facts = {"supports": side.supports, "opposes": side.opposes}
        return say("theory.sum", balance=say.number(one.balance, 2), **facts)

    def worked_out(self) -> Iterator[Block]:
        """Yield how far the file shows the five steps, and how what follows was worked out."""
        say = self.say
        yield Items(
            tuple(
                joined(
                    strong(say("label", label=say(f"theory.step.{one.step}"))),
                    run(say(f"theory.shown.{one.step}", shown=one.shown, total=one.of)),
                )
                for one in self.result.steps
            )
        )
        yield items([say("theory.how-balance"), say("theory.how-chain")])
        added = [self._of(one.label) for one in self.theory.scale if one.by == "fivec"]
        used = [self._of(one.label) for one in self.theory.scale if one.by == "source"]
        sentences = [say("theory.scale", words=say.listed(map(self._quoted, used)))] if used else []
        if added:
            sentences.append(say("theory.scale-added", words=say.listed(map(self._quoted, added))))
        yield Paragraph(run(" ".join(sentences)), "small")

    def _quoted(self, text: str) -> str:
        return self.say("quoted", text=self.say.lowered(text))
