"""The lines of an explanation, and the sums in them, each of which works out by hand.

Where a number is not known there is no sum of it, and no line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from msgspec import Struct

from fivec.documents.blocks import Node, run
from fivec.documents.clean import clean
from fivec.documents.reasoning import level, span_text
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.fields import Interval, Levels
from fivec.model.rule import VerdictRule
from fivec.model.text import Text

# A figure and its weight.
Part = tuple[float, float]
# A sum of more figures than this is no longer worked out by hand.
LONGEST = 40
# A weight, which may be the share of a share, has more decimals than other numbers.
DECIMALS, FINE = 4, 6


def node(text: str, below: Iterable[Node | None] = (), name: str = "") -> Node:
    """Return a line with what it rests on, as far as there is any, and the name it goes by."""
    return Node(run(text), tuple(one for one in below if one is not None), name)


class Teller(Struct, frozen=True):
    """Tells of one assessment in the words and numbers of one language."""

    one: Assessment
    say: Words

    def __call__(self, key: str, **facts: object) -> str:
        """Return the words at a key."""
        return self.say(key, **facts)

    @property
    def rule(self) -> VerdictRule | None:
        """The rubric's rule for a verdict, if it has one."""
        return self.one.rubric.verdict

    def leaf(self, code: str, **facts: object) -> Node | None:
        """Return a line that rests on nothing more; ``None`` where a fact is not known."""
        return None if None in facts.values() else node(self.phrase(code, **facts))

    def ends(self, code: str, interval: Interval | None, **facts: object) -> Node | None:
        """Return a line on the two ends of something; ``None`` where they are one."""
        low, high = interval or (0.0, 0.0)
        return self.leaf(code, low=low, high=high, **facts) if low < high else None

    def phrase(self, code: str, **facts: object) -> str:
        """Return words of an explanation; numbers are exact, and ``at`` a place in the rubric."""
        given = {
            name: self.number(fact) if isinstance(fact, float) else fact
            for name, fact in facts.items()
        }
        if "at" in facts:
            given["at"] = self.place(str(facts["at"]))
        return self.say(f"explain.{code}", **given)

    def place(self, at: str) -> str:
        """Return where in the rubric the convention stands that a line rests on, to end it with."""
        return f" [{self.say('explain.key', at=at)}]" if at else ""

    def number(self, value: float, decimals: int = DECIMALS) -> str:
        """Return a number exact enough to work sums out."""
        return self.say.exact(value, decimals)

    def text(self, text: Text) -> str:
        """Return a text of the file."""
        return text.to(self.say.language)

    def trace(self, text: Text) -> str:
        """Return a sentence of the file as it stands within another."""
        return clean(self.text(text)).removesuffix(".")

    def level(self, name: str) -> str:
        """Return a level of the verdict's scale as it stands within a sentence."""
        return self.say.lowered(level(self.one, name, self.say))

    def span(self, ends: Levels) -> str:
        """Return the levels between two ends as they stand within a sentence."""
        return span_text(self.one, ends, self.say)

    def weighed(self, weight: float) -> str:
        """Return how heavily something counts, to stand after it."""
        return f" ({self.say('rubric.weight', value=self.number(weight))})"

    def worked(
        self,
        pattern: str,
        *values: float | None,
        result: float | None,
        decimals: int = DECIMALS,
    ) -> str | None:
        """Return a sum: numbers in the places of a pattern, and what it comes to."""
        known = [value for value in values if value is not None]
        if result is None or len(known) < len(values):
            return None
        return f"{self.figures(pattern, *known, decimals=decimals)} = {self.number(result)}"

    def figures(self, pattern: str, *values: float, decimals: int = DECIMALS) -> str:
        """Return numbers in the places of a pattern, those below 0 in brackets."""
        texts = (self.number(value, decimals) for value in values)
        return pattern.format(*(f"({text})" if text.startswith("-") else text for text in texts))

    def mean(self, parts: Sequence[Part], result: float | None) -> str | None:
        """Return a mean by weight as a sum; equal weights go unsaid."""
        if result is None:
            return None
        if len(parts) > LONGEST:
            return self.phrase("long-mean", count=len(parts), mean=result)
        if len(parts) == 1:
            return self.number(result)
        terms, over = ["{}"] * len(parts), str(len(parts))
        if len({weight for _, weight in parts}) > 1:
            terms = [f"{self.number(weight, FINE)} × {{}}" for _, weight in parts]
            over = self.number(sum(weight for _, weight in parts), FINE)
        pattern = f"({' + '.join(terms)}) / {over}"
        return self.worked(pattern, *(value for value, _ in parts), result=result)

    def means(self, parts: Sequence[tuple[Interval, float]]) -> dict[str, str | None]:
        """Return the means by weight of the low ends and of the high ends as sums."""
        whole, sums = math.fsum(weight for _, weight in parts), {}
        for at, name in enumerate(("low", "high")):
            side = [(span[at], weight) for span, weight in parts]
            result = math.fsum(value * weight for value, weight in side) / whole
            sums[name] = self.mean(side, result)
        return sums
