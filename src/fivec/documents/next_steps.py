"""What to ask next, for an evaluator in the field; and what would raise the capacity, told apart.

Things alike, which would change the verdict as likely and to the same, are told together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fivec.documents.audience import Openness, standing
from fivec.documents.blocks import (
    Block,
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
from fivec.documents.edition import Edition, Report, made_on
from fivec.documents.phrases import NOTHING, joined
from fivec.documents.reasoning import becomes_text, in_short, levels_text
from fivec.documents.rubric import advice
from fivec.locale import Words
from fivec.model.assessment import Assessment, Batch
from fivec.model.figure import TOLERANCE
from fivec.model.next_steps import CapacityStep, NextStep, NextSteps, PossibleAnswer

# So many lines at most before the tables, and so many names in each.
_LINES, _NAMES = 4, 6


def next_steps(one: Assessment, what: NextSteps, edition: Edition) -> Report:
    """Return what to ask, best first; what would raise the capacity; and the figures of both."""
    blocks = _Steps(one, what, edition.words).blocks()
    return Report(tuple(blocks), made_on(Batch((one,)), edition))


class _Steps:
    """Tells the steps of one case; ``short`` is the case in the short words of its levels."""

    def __init__(self, one: Assessment, what: NextSteps, say: Words) -> None:
        self.one, self.what, self.say = one, what, say
        self.short = in_short(one)
        groups: dict[tuple[object, ...], list[NextStep]] = {}
        for step in what.asks:
            groups.setdefault(self._alike(step), []).append(step)
        self.groups = [*groups.values()]

    def blocks(self) -> Iterator[Block]:
        """Yield the document."""
        say, title = self.say, self.one.case.title.to(self.say.language)
        yield Heading(1, f"{say('next.title')} · {title}", "next")
        yield from standing([Openness.of(self.one.case)], say)
        yield from self._answer()
        yield Heading(2, say("next.raise"), "raise")
        yield from self._raise()
        yield Heading(2, say("next.figures"), "figures")
        if self.what.asks:
            yield self._asks_table()
            yield Paragraph(run(say("next.assumed")), "small")
        if self.what.raises:
            yield self._raises_table()
            yield Paragraph(run(say("next.raise-how")), "small")
        if advised := self._advised():
            yield Heading(2, say("next.advised"), "advice")
            yield Items(advised)

    def _alike(self, step: NextStep) -> tuple[object, ...]:
        answers = tuple((each.answer, each.chance, each.as_coded) for each in step.becomes)
        return step.what, self._lacks(step), step.bits, answers if step.chance else ()

    def _lacks(self, step: NextStep) -> str:
        """Return what is not known of an issue: the wish, the outcome, or both."""
        return self.one.case.issues_by_id[step.id].lacks if step.what == "issue" and step.id else ""

    def _answer(self) -> Iterator[Block]:
        say = self.say
        if self.what.as_coded is None:
            yield Paragraph(missing(say("next.no-rule")))
            return
        today = becomes_text(self.one, self.what.as_coded, say)
        yield Paragraph(strong(say("next.today", verdict=today)), "lead")
        telling = [group for group in self.groups if group[0].chance > 0]
        idle = say.apart(self._thing(group) for group in self.groups if group[0].chance == 0)
        if not telling:
            yield Paragraph(run(say("next.nothing", things=idle)))
            return
        yield Items(tuple(run(self._sentence(group)) for group in telling[:_LINES]))
        if len(telling) > _LINES:
            yield Paragraph(run(say("next.more-below", count=len(telling) - _LINES)), "small")
        if idle:
            yield Paragraph(run(say("next.idle", things=idle)), "small")

    def _sentence(self, group: Sequence[NextStep]) -> str:
        """Return whom or what to ask, and what that would make of the verdict."""
        say, step = self.say, group[0]
        kind = self._kind(step)
        one = "one" if len(group) == 1 else "any"
        facts = {"actor": self.one.case.actor.name.to(say.language)}
        key = f"next.ask.{kind}" if kind.startswith("group") else f"next.ask.{kind}.{one}"
        asked = say(key, names=self._names(group, "or"), **facts)
        return f"{asked} {self._outcome(step)}"

    def _kind(self, step: NextStep) -> str:
        if step.what == "issue":
            return f"issue-{self._lacks(step)}"
        if step.what == "group":
            lens = self.one.attribution
            return "group-more" if lens and lens.sides.external else "group"
        return step.what

    def _thing(self, group: Sequence[NextStep]) -> str:
        kind = self._kind(group[0])
        return self.say(f"next.thing.{kind}", names=self._names(group))

    def _names(self, group: Sequence[NextStep], last: str = "and") -> str:
        say = self.say
        ids = [step.id for step in group if step.id]
        names = [say("quoted", text=self._name(group[0], name)) for name in ids[:_NAMES]]
        if len(ids) > _NAMES:
            names.append(say("next.names-more", count=len(ids) - _NAMES))
        return say.listed(names, last) if names else ""

    def _name(self, step: NextStep, name: str) -> str:
        case, language = self.one.case, self.say.language
        if step.what == "test":
            return case.tests_by_id[name].says.to(language).removesuffix(".")
        return case.issues_by_id[name].label.to(language)

    def _outcome(self, step: NextStep) -> str:
        """Return what the answers would make of the verdict, those that come to one at once."""
        say = self.say
        open_today = len({*(self.what.as_coded or ())}) > 1
        settles = open_today and all(len({*one.as_coded}) == 1 for one in step.becomes)
        verdicts = list(dict.fromkeys(one.as_coded for one in step.becomes))
        if len(verdicts) == 1:
            becomes = becomes_text(self.short, verdicts[0], say)
            return say(f"next.{'settled' if settles else 'whatever'}", becomes=becomes)
        key = "settles" if settles else "moves" if step.chance < 1 - TOLERANCE else "changes"
        return say(f"next.{key}", answers=self._all(step), chance=say.percent(step.chance))

    def _all(self, step: NextStep) -> str:
        """Return every verdict that an answer would make, and the answers that would."""
        say, runs = self.say, self._runs(step)
        if len(runs) == 1:
            return say("next.in-any-case", becomes=self._becomes(runs[0][0]))
        return say.apart(
            say(
                f"next.if.{step.what}",
                level=self._answers(step, some),
                becomes=self._becomes(some[0]),
            )
            for some in runs
        )

    def _runs(self, step: NextStep) -> list[list[PossibleAnswer]]:
        """Return the answers by what they come to, in their order."""
        runs: dict[object, list[PossibleAnswer]] = {}
        for one in step.becomes:
            runs.setdefault(one.as_coded, []).append(one)
        return list(runs.values())

    def _becomes(self, one: PossibleAnswer) -> str:
        if not one.changes:
            return self.say("next.same")
        return becomes_text(self.short, one.as_coded, self.say)

    def _answers(self, step: NextStep, answers: Sequence[PossibleAnswer]) -> str:
        """Return answers in words; those at an end of their scale as "or more" and "or less"."""
        say, (low, high) = self.say, (answers[0].answer, answers[-1].answer)
        if step.what == "group":
            return levels_text(self.short, (low, high), say)
        if step.what != "issue" or len(answers) == 1:
            key = {"test": "next.result", "issue": "attained", "alignment": "next.place"}[step.what]
            return say.listed([say(f"{key}.{one.answer}") for one in answers], "or")
        if low == step.becomes[0].answer:
            return say("lever.or-less", level=say(f"attained.{high}"))
        if high == step.becomes[-1].answer:
            return say("lever.or-more", level=say(f"attained.{low}"))
        return say("span", low=say(f"attained.{low}"), high=say(f"attained.{high}"))

    def _asks_table(self) -> Table:
        say = self.say
        heads = tuple(say(f"next.column.{name}") for name in ("what", "chance", "becomes", "bits"))
        return Table(say("next.asks"), heads, tuple(map(self._row, self.groups)), (1, 3), (0, 2))

    def _row(self, group: Sequence[NextStep]) -> Row:
        say, step = self.say, group[0]
        becomes = run(self._all(step)) if step.chance else NOTHING
        bits = NOTHING if step.bits is None else run(say.number(step.bits, 2))
        thing = run(say.capital(self._thing(group)))
        return Row((thing, run(say.percent(step.chance)), becomes, bits))

    def _raise(self) -> Iterator[Block]:
        say = self.say
        yield Paragraph(run(say("explain.capacity-no-part")))
        rising = [step for step in self.what.raises if step.gain]
        if self.what.capacity is None or not rising:
            yield Paragraph(run(say("next.raise-none")))
            return
        yield Items(tuple(run(self._rise(step)) for step in rising[:_RISES]))

    def _rise(self, step: CapacityStep) -> str:
        """Return what an indicator's rise would bring, and what the source recommends for it."""
        say = self.say
        figures = {
            "indicator": self._label(step),
            "level": say.lowered(self._level(step.score)),
            "gain": say.signed(step.gain or 0.0),
            "capacity": say.number(step.capacity or 0.0),
        }
        text = say("next.rise", **figures)
        source = advice(self.one.rubric.indicators_by_name[step.indicator], say)
        return f"{text} {say('next.advice', text=source)}" if source else text

    def _label(self, step: CapacityStep) -> str:
        return self.one.rubric.indicators_by_name[step.indicator].label.to(self.say.language)

    def _level(self, score: float | None) -> str:
        if score is None:
            return self.say("not-assessed")
        return self.one.rubric.level_of(score).label.to(self.say.language)

    def _raises_table(self) -> Table:
        say = self.say
        heads = tuple(
            say(f"next.column.{name}") for name in ("indicator", "now", "capacity", "gain")
        )
        rows = tuple(map(self._raise_row, self.what.raises))
        return Table(say("next.raises"), heads, rows, (2, 3), (0,))

    def _raise_row(self, step: CapacityStep) -> Row:
        say = self.say
        now = missing(self._level(None)) if step.score is None else run(self._level(step.score))
        capacity = NOTHING if step.capacity is None else run(say.number(step.capacity))
        gain = NOTHING if step.gain is None else run(say.signed(step.gain))
        return Row((run(self._label(step)), now, capacity, gain))

    def _advised(self) -> tuple[Line, ...]:
        """Return what the rubric's source recommends, an indicator a line."""
        texts = (
            (
                self._label(step),
                advice(self.one.rubric.indicators_by_name[step.indicator], self.say),
            )
            for step in self.what.raises
        )
        return tuple(
            joined(strong(self.say("label", label=label)), run(text))
            for label, text in texts
            if text
        )


# So many indicators are told of before the tables.
_RISES = 2
