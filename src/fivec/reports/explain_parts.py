"""The lower branches of an explanation: capacity, capabilities, indicators, evidence, sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fivec.locale import Words
from fivec.model.assessment import Assessment, CapabilityResult, IndicatorResult, Score
from fivec.model.case import Evidence, Source
from fivec.model.rubric import Capability, Indicator
from fivec.reports import wording
from fivec.reports.clean import clean
from fivec.reports.reasoning import lowered


@dataclass(frozen=True, slots=True)
class Node:
    """A line of the tree, what it is called when asked for, and what it rests on."""

    text: str
    children: tuple[Node, ...] = ()
    id: str | None = None


def exact(value: float, say: Words) -> str:
    """Return a number with up to four decimals, enough to work a sum out by hand."""
    text = say.number(value, 4)
    return text.rstrip("0").rstrip(".,") if say.comma in text else text


class Branches:
    """The nodes of one assessment, from the capacity down."""

    def __init__(self, one: Assessment, say: Words) -> None:
        self.one, self.say = one, say
        self.rows = {item.id: item for item in one.case.evidence}
        self.sources = {item.id: item for item in one.case.sources}
        self.levels = {item.id: item.label for item in one.rubric.levels}

    def text(self, value: object) -> str:
        """Return a text of the file in the language, cleaned."""
        return clean(value.to(self.say.language)) if hasattr(value, "to") else str(value)

    def leaf(self, code: str, **facts: object) -> Node:
        """Return a node of one sentence."""
        return Node(self.say(f"explain.{code}", **facts))

    def number(self, value: float) -> str:
        """Return a number exact enough to work sums out."""
        return exact(value, self.say)

    def key(self, key: str | None) -> str:
        """Return the place in the rubric of the convention that this rests on."""
        return f" [{self.say('explain.key', at=key)}]" if key else ""

    def mean(self, parts: Sequence[tuple[float, float | None]], result: float) -> str:
        """Return a weighted mean as a sum that can be worked out; equal weights go unsaid."""
        weights = [1.0 if weight is None else weight for _, weight in parts]
        values = [self.signed(value) for value, _ in parts]
        if len(set(weights)) == 1:
            total = " + ".join(values)
            over = self.number(len(parts))
        else:
            total = " + ".join(
                f"{self.number(weight)} × {value}"
                for value, weight in zip(values, weights, strict=True)
            )
            over = self.number(sum(weights))
        return f"({total}) / {over} = {self.number(result)}"

    def signed(self, value: float) -> str:
        """Return a number that may stand within a sum."""
        text = self.number(value)
        return f"({text})" if value < 0 else text

    # the capacity

    def capacity(self) -> Node:
        """Return the capacity and all below it."""
        one, say, capacity = self.one, self.say, self.one.capacity
        parts = [(r.score.score, r.weight) for r in one.capabilities
                 if r.score.score is not None and r.weight > 0]  # fmt: skip
        nodes = self.score(parts, capacity, one.rubric.capacity, "aggregation.capabilities")
        inner = [self.capability(result) for result in one.capabilities]
        return Node(f"{say('capacity')}: {self.headline(capacity)}", (*nodes, *inner), "capacity")

    def score(
        self, parts: Sequence[tuple[float | None, float]], score: Score, kind: str, key: str
    ) -> list[Node]:
        """Say how a score comes of its parts, how much was judged, and how far doubt reaches."""
        nodes = []
        if score.score is not None and parts:
            known = [(value or 0.0, weight) for value, weight in parts]
            if kind == "arithmetic":
                said = self.mean(known, score.score)
            else:
                values = ", ".join(self.number(value) for value, _ in known)
                said = f"{self.say(f'aggregate.{kind}')} ({values}) = {self.number(score.score)}"
            nodes.append(Node(f"{said}{self.key(key)}"))
        counts = {"judged": score.judged, "counted": score.counted}
        nodes.append(self.leaf("judged", **counts))
        if score.bounds and score.interval:
            facts = {
                "low": self.number(score.bounds[0]), "high": self.number(score.bounds[1]),
                "least": self.number(score.interval[0]), "most": self.number(score.interval[1]),
            }  # fmt: skip
            nodes.append(self.leaf("bounds", **facts))
        return nodes

    def headline(self, score: Score) -> str:
        """Return a score with its word and its confidence."""
        if score.score is None:
            return self.say("not-assessed")
        word = self.text(self.levels[score.level]) if score.level else self.say("too-little")
        sure = self.say(f"confidence.{score.confidence}")
        said = self.say("verdict.confidence", confidence=sure)
        return f"{self.number(score.score)} · {lowered(word)} · {said}"

    def capability(self, result: CapabilityResult) -> Node:
        """Return a capability and its indicators."""
        capability = self.defined(result.id)
        parts = [(r.score, r.weight) for r in result.indicators if r.counts and r.score is not None]
        kind = self.one.rubric.indicators
        nodes = self.score(parts, result.score, kind, "aggregation.indicators")
        inner = [self.indicator(one) for one in result.indicators]
        head = f"{self.text(capability.label)}: {self.headline(result.score)}"
        return Node(head, (*nodes, *inner), result.id)

    def defined(self, name: str) -> Capability:
        """Return the rubric's capability of an id."""
        return next(one for one in self.one.rubric.capabilities if one.id == name)

    def indicator(self, result: IndicatorResult) -> Node:
        """Return an indicator, its ratings, its level in words and its evidence."""
        say = self.say
        capability = self.defined(result.capability)
        indicator = next(one for one in capability.indicators if one.id == result.id)
        head = f"{self.text(indicator.label)}: "
        if result.score is None:
            head += say(f"not-assessed.{result.reason or 'no-evidence'}")
        else:
            head += self.number(result.score)
            if result.level:
                head += f" · {lowered(self.text(self.levels[result.level]))}"
            head += (
                f" · {say('verdict.confidence', confidence=say(f'confidence.{result.confidence}'))}"
            )
        name = f"{result.capability}.{result.id}"
        nodes = [*self.ratings(result), *self.descriptor(indicator, result)]
        rows = [
            (bearing.direction, item)
            for item in self.one.case.evidence
            for bearing in item.bearings
            if bearing.indicator == name
        ]
        found = [self.evidence(item, say(f"evidence.{way}")) for way, item in rows]
        return Node(head, (*nodes, *found), name)

    def ratings(self, result: IndicatorResult) -> list[Node]:
        """Return what each coder gave."""
        nodes = []
        for rating in result.ratings:
            if rating.score is None:
                continue
            facts = {"coder": clean(rating.coder), "score": self.number(rating.score)}
            said = self.say("explain.rating", **facts)
            if rating.interval and rating.interval[0] < rating.interval[1]:
                low, high = map(self.number, rating.interval)
                said += self.say("explain.rating-range", low=low, high=high)
            nodes.append(Node(said))
        return nodes

    def descriptor(self, indicator: Indicator, result: IndicatorResult) -> list[Node]:
        """Return what the rubric says of the level."""
        said = dict(indicator.descriptors).get(result.level or "")
        return [self.leaf("descriptor", text=self.text(said))] if said else []

    # phases and evidence

    def phases(self) -> Node:
        """Return what was done in each phase."""
        nodes = []
        for phase in self.one.phases:
            facts = {"supports": phase.supports, "weakens": phase.weakens}
            head = self.say("explain.phase", phase=self.say(f"phase.{phase.phase}"), **facts)
            nodes.append(Node(head, self.evidence_of(phase.evidence)))
        return Node(self.say("phases"), tuple(nodes), "phases")

    def evidence_of(self, ids: Sequence[str]) -> tuple[Node, ...]:
        """Return rows of evidence by their ids."""
        return tuple(self.evidence(self.rows[name]) for name in ids if name in self.rows)

    def evidence(self, item: Evidence, way: str = "") -> Node:
        """Return a row of evidence with its place and sources."""
        names = (wording.cited(self.sources[name], self.say) for name in item.sources)
        said = " · ".join([wording.place(item, names), *wording.marks(item, self.say)])
        head = f"{way}: " if way else ""
        return Node(f"{head}{self.text(item.says)}", (Node(clean(said)),), item.id)

    def source(self, source: Source) -> Node:
        """Return a source."""
        return Node(clean(", ".join(wording.source_facts(source, self.say))), (), source.id)
