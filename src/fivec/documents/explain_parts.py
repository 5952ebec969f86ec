"""The lower branches of an explanation: capacity, capabilities, indicators, evidence, sources."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from fivec.documents import wording
from fivec.documents.clean import clean
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.capacity import CapabilityResult, IndicatorResult, Scored
from fivec.model.evidence import Evidence, Source
from fivec.model.figure import TOLERANCE
from fivec.model.rubric import Aggregate, Indicator


class Reason(Struct, frozen=True):
    """A line of the tree, what it is called when asked for, and what it rests on."""

    text: str
    children: tuple[Reason, ...] = ()
    id: str | None = None


# A sum of more figures than this is no longer worked out by hand.
LONGEST = 40
# A weight has so many decimals where it needs them.
_FINE = 6


class Branches:
    """The nodes of one assessment, from the capacity down."""

    def __init__(self, one: Assessment, say: Words) -> None:
        self.one, self.say = one, say

    def text(self, value: object) -> str:
        """Return a text of the file in the language, cleaned."""
        return clean(value.to(self.say.language)) if hasattr(value, "to") else str(value)

    def leaf(self, code: str, **facts: object) -> Reason:
        """Return a node of one sentence."""
        return Reason(self.say(f"explain.{code}", **facts))

    def number(self, value: float) -> str:
        """Return a number exact enough to work sums out."""
        return self.say.exact(value)

    def fine(self, weight: float) -> str:
        """Return a weight, which may be the share of a share, exact enough to work sums out."""
        return self.say.exact(weight, _FINE)

    def ids(self) -> dict[str, list[str]]:
        """Return what can be asked for by its own name, by kind."""
        case = self.one.case
        tracing = case.tracing
        return {
            "capability": [one.id for one in self.one.capabilities],
            "indicator": [inner.name for one in self.one.capabilities for inner in one.indicators],
            "issue": [one.id for one in case.issues],
            "hypothesis": [one.id for one in tracing.hypotheses] if tracing else [],
            "test": [one.id for one in tracing.tests] if tracing else [],
            "evidence": [one.id for one in case.evidence],
            "source": [one.id for one in case.sources],
        }

    def key(self, key: str | None) -> str:
        """Return the place in the rubric of the convention that this rests on."""
        return f" [{self.say('explain.key', at=key)}]" if key else ""

    def mean(self, parts: Sequence[tuple[float, float]], result: float) -> str:
        """Return a weighted mean as a sum that can be worked out; equal weights go unsaid."""
        if len(parts) > LONGEST:
            return self.say("explain.long-mean", count=len(parts), mean=self.number(result))
        weights = [weight for _, weight in parts]
        values = [self.signed(value) for value, _ in parts]
        if len(parts) == 1:
            return self.number(result)
        if len(set(weights)) == 1:
            total = " + ".join(values)
            over = self.number(len(parts))
        else:
            total = " + ".join(
                f"{self.fine(weight)} × {value}"
                for value, weight in zip(values, weights, strict=True)
            )
            over = self.fine(sum(weights))
        return f"({total}) / {over} = {self.number(result)}"

    def signed(self, value: float) -> str:
        """Return a number that may stand within a sum."""
        text = self.number(value)
        return f"({text})" if value < 0 else text

    # the capacity

    def capacity(self) -> Reason:
        """Return the capacity and all below it."""
        one, say, capacity = self.one, self.say, self.one.capacity
        parts = [(r, r.weight) for r in one.capabilities if r.counts]
        kind = one.rubric.aggregation.capabilities
        nodes = self.score(parts, capacity, kind, "aggregation.capabilities")
        if published := wording.published_capacity(one, say):
            nodes.append(Reason(clean(published)))
        inner = [self.capability(result) for result in one.capabilities]
        return Reason(f"{say('capacity')}: {self.headline(capacity)}", (*nodes, *inner), "capacity")

    def score(
        self,
        parts: Sequence[tuple[Scored | IndicatorResult, float]],
        score: Scored,
        kind: Aggregate,
        key: str,
    ) -> list[Reason]:
        """Say how a score comes of its parts, how much was judged, and how far doubt reaches."""
        nodes = []
        total = score.uncapped or score
        known = [(part.score, weight) for part, weight in parts if part.score is not None]
        if score.score is not None and total.score is not None:
            sum_ = self.sum(known, kind, total.score, score.score)
            nodes.append(Reason(f"{sum_}{self.key(key)}"))
        counts: dict[str, object] = {"judged": score.judged, "counted": score.counted}
        least = self.say.percent(self.one.rubric.aggregation.minimum_coverage)
        if score.coverage is not None:
            counts["share"] = self.say.percent(score.coverage)
            at = self.key("aggregation.minimum_coverage")
            nodes.append(self.leaf("judged", least=least, at=at, **counts))
        for name in ("bounds", "interval"):
            whole, before = getattr(score, name), getattr(total, name)
            if whole is None:
                continue
            ends = [
                self.sum(
                    [(span[end], w) for part, w in parts if (span := getattr(part, name))],
                    kind,
                    before[end],
                    whole[end],
                )
                for end in (0, 1)
            ]
            nodes.append(self.leaf(f"{name}-of", low=ends[0], high=ends[1]))
        if len(parts) > 1:
            words = [self.say(f"confidence.{part.confidence}") for part, _ in parts]
            sure = self.say(f"confidence.{score.confidence}")
            nodes.append(self.leaf("sure-of", parts=", ".join(words), sure=sure))
        return nodes

    def sum(
        self, parts: Sequence[tuple[float, float]], kind: Aggregate, total: float, result: float
    ) -> str:
        """Return how parts make a total; that an essential one caps it to the result is said."""
        weights = [weight for _, weight in parts]
        if kind == "arithmetic" or len(parts) == 1:
            text = self.mean(parts, total)
        else:
            even = len(set(weights)) == 1
            values = ", ".join(
                self.number(value)
                + ("" if even else f" ({self.say('rubric.weight', value=self.number(weight))})")
                for (value, _), weight in zip(parts, weights, strict=True)
            )
            text = f"{self.say(f'aggregate.{kind}')} ({values}) = {self.number(total)}"
        if total - result > TOLERANCE:
            text += f" · {self.say('explain.essential', score=self.number(result))}"
        return text

    def headline(self, score: Scored) -> str:
        """Return a score with its word and its confidence."""
        if score.score is None:
            return self.say("not-assessed")
        levels = self.one.rubric.levels_by_id
        word = self.text(levels[score.level].label) if score.level else self.say("too-little")
        sure = self.say(f"confidence.{score.confidence}")
        text = self.say("verdict.confidence", confidence=sure)
        return f"{self.number(score.score)} · {self.say.lowered(word)} · {text}"

    def capability(self, result: CapabilityResult) -> Reason:
        """Return a capability and its indicators."""
        capability = self.one.rubric.capabilities_by_id[result.id]
        parts = [(r, r.weight) for r in result.indicators if r.counts]
        kind = self.one.rubric.aggregation.indicators
        nodes = self.score(parts, result, kind, "aggregation.indicators")
        inner = [self.indicator(one) for one in result.indicators]
        head = f"{self.text(capability.label)}: {self.headline(result)}"
        return Reason(head, (*nodes, *inner), result.id)

    def indicator(self, result: IndicatorResult) -> Reason:
        """Return an indicator, its ratings, its level in words and its evidence."""
        say = self.say
        name = result.name
        indicator = self.one.rubric.indicators_by_name[name]
        head = f"{self.text(indicator.label)}: "
        if result.score is None:
            head += say(f"not-assessed.{result.reason or 'no-evidence'}")
        else:
            head += self.number(result.score)
            if result.level:
                head += (
                    f" · {say.lowered(self.text(self.one.rubric.levels_by_id[result.level].label))}"
                )
            head += (
                f" · {say('verdict.confidence', confidence=say(f'confidence.{result.confidence}'))}"
            )
        nodes = [*self.ratings(result), *self.measured(indicator, result, name)]
        nodes += self.descriptor(indicator, result)
        nodes += [*self.sure(result, name), *self.parts_of(indicator, name)]
        proofs = [
            self.evidence(item, say(f"evidence.{bearing.direction}"))
            for item, bearing in self.one.case.rows_by_indicator.get(name, ())
        ]
        return Reason(head, (*nodes, *proofs), name)

    def ratings(self, result: IndicatorResult) -> list[Reason]:
        """Return what each coder gave."""
        nodes = []
        for rating in result.ratings:
            if rating.score is None:
                continue
            facts = {"coder": clean(rating.coder), "score": self.number(rating.score)}
            text = self.say("explain.rating", **facts)
            if rating.interval and rating.interval[0] < rating.interval[1]:
                low, high = map(self.number, rating.interval)
                text += self.say("explain.rating-range", low=low, high=high)
            nodes.append(Reason(text))
        return nodes

    def measured(self, indicator: Indicator, result: IndicatorResult, name: str) -> list[Reason]:
        """Return how each value of a measured indicator becomes a score."""
        measure = indicator.measure
        scores = {rating.coder: rating.score for rating in result.ratings}
        nodes: list[Reason] = []
        if measure is None:
            return nodes
        low, high = measure.minimum, measure.maximum
        for coding in self.one.case.codings:
            rating = coding.ratings.get(name)
            if rating is not None and rating.value is not None:
                value = self.signed(rating.value)
                ends = f"{value} − {self.signed(low)}" if measure.more_is_better else (
                    f"{self.signed(high)} − {value}"
                )  # fmt: skip
                score = self.number(scores[coding.coder] or 0.0)
                facts = {
                    "value": self.number(rating.value),
                    "unit": self.text(measure.unit),
                    "sum": f"100 × ({ends}) / ({self.signed(high)} − {self.signed(low)}) = {score}",
                }
                inside = low <= rating.value <= high
                nodes.append(self.leaf("measured" if inside else "measured-clipped", **facts))
        return nodes

    def descriptor(self, indicator: Indicator, result: IndicatorResult) -> list[Reason]:
        """Return what the rubric says of the level."""
        descriptor = indicator.descriptors.get(result.level or "")
        return [self.leaf("descriptor", text=self.text(descriptor))] if descriptor else []

    def sure(self, result: IndicatorResult, name: str) -> list[Reason]:
        """Return what makes the confidence in an indicator what it is."""
        if result.score is None:
            return []
        rows = [
            (item, bearing.direction)
            for item, bearing in self.one.case.rows_by_indicator.get(name, ())
            if item.scope == "case" and not item.conclusion
        ]
        kinds = sorted(
            {
                self.say(f"source-kind.{self.one.case.sources_by_id[source].kind}")
                for item, way in rows
                if way == "supports"
                for source in item.sources
            }
        )
        weakens = sum(way == "weakens" for _, way in rows)
        sure = self.say(f"confidence.{result.confidence}")
        behind = ", ".join(kinds) or self.say("explain.no-kinds")
        return [self.leaf("sure", sure=sure, kinds=behind, weakens=weakens)]

    def parts_of(self, indicator: Indicator, name: str) -> list[Reason]:
        """Return which parts of an indicator have evidence, and which have not."""
        if not indicator.parts:
            return []
        rows = self.one.case.rows_by_indicator.get(name, ())
        having = {part for _, bearing in rows for part in bearing.parts}
        groups: dict[bool, list[str]] = {True: [], False: []}
        for part in indicator.parts:
            groups[part.id in having].append(self.text(part.label))
        facts = {
            "with_": "; ".join(groups[True]) or "–",
            "without": "; ".join(groups[False]) or "–",
        }
        return [self.leaf("parts", count=len(groups[True]), of=len(indicator.parts), **facts)]

    # phases and evidence

    def phases(self) -> Reason:
        """Return what was done in each phase, and which way each row points."""
        nodes = []
        for phase in self.one.phases or ():
            facts = {"supports": phase.supports, "weakens": phase.weakens}
            head = self.say("explain.phase", phase=self.say(f"phase.{phase.phase}"), **facts)
            rows = tuple(
                self.evidence(item, self.ways(item))
                for item in map(self.one.case.evidence_by_id.__getitem__, phase.evidence)
            )
            nodes.append(Reason(head, rows))
        return Reason(self.say("phases"), tuple(nodes), "phases")

    def ways(self, item: Evidence) -> str:
        """Return which way a row points in its phase: for, against, or neither."""
        return ", ".join(self.say(f"explain.way.{way}") for way in item.ways or ("neither",))

    def evidence_of(self, ids: Sequence[str]) -> tuple[Reason, ...]:
        """Return rows of evidence by their ids."""
        return tuple(self.evidence(self.one.case.evidence_by_id[name]) for name in ids)

    def evidence(self, item: Evidence, way: str = "") -> Reason:
        """Return a row of evidence with its place and sources."""
        marks = [wording.place(item, self.one.case, self.say), *wording.marks(item, self.say)]
        head = f"{way}: " if way else ""
        return Reason(f"{head}{self.text(item.says)}", (Reason(clean(" · ".join(marks))),), item.id)

    def evidence_used(self, item: Evidence) -> Reason:
        """Return a row of evidence, and what it is used for."""
        node = self.evidence(item)
        uses = wording.uses(item, self.one.case, self.say)
        return Reason(node.text, (*node.children, *(Reason(clean(use)) for use in uses)), node.id)

    def source(self, source: Source) -> Reason:
        """Return a source, and the evidence that rests on it."""
        facts = [self.say(f"source-kind.{source.kind}"), *wording.source_facts(source, self.say)]
        known = self.one.case.sources_by_id
        rows = [
            item
            for item in self.one.case.evidence
            if any(source.id in (name, known[name].cited_by) for name in item.sources)
        ]
        return Reason(clean(", ".join(facts)), tuple(map(self.evidence, rows)), source.id)
