"""What to ask next: how likely each thing not yet known is to change the verdict (METHODS §15).

For each of them every answer is put in the place of the gap, and the case assessed again. What a
test would tell is measured in bits, as the fall of the entropy of the posterior that is to be
expected (Lindley 1956, Annals of Mathematical Statistics 27(4):986–1005).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from msgspec.structs import replace

from fivec.methods.attribution import assess_attribution, voices
from fivec.methods.issues import measured
from fivec.methods.middle import Ends, middle
from fivec.methods.preference import counted, preference_of
from fivec.methods.raising import raising
from fivec.methods.tracing import Model, Pair, log_of_cluster, updated
from fivec.methods.verdict import ranks_as_coded
from fivec.model.assessment import Assessment
from fivec.model.attribution import Attribution
from fivec.model.fields import Levels
from fivec.model.figure import TOLERANCE
from fivec.model.next_steps import Asked, NextStep, NextSteps, PossibleAnswer
from fivec.model.positions import Alignment, Attained, Issue
from fivec.model.rule import VerdictRule
from fivec.model.text import plain
from fivec.model.tracing import HypothesisResult, Test
from fivec.model.verdict import PartName

# How often each alignment occurs among 6,570 actor-issues of DEU III (VERDICT §5.1).
ALIGNED: dict[Alignment, int] = {"majority": 3131, "middle": 668, "minority": 2440, "outlier": 331}


def entropy(share: float) -> float:
    """Return the entropy of a probability, in bits: 0 where it is sure, 1 where it is even."""
    return -math.fsum(one * math.log2(one) for one in (share, 1 - share) if one > 0)


def assess_next_steps(one: Assessment) -> NextSteps:
    """Return what to ask next about a case, and what would raise its capacity."""
    return NextSteps(
        case=one.case.id,
        as_coded=one.verdict.as_coded if one.verdict else None,
        asks=asks(one),
        capacity=one.capacity.score,
        raises=raising(one),
    )


def asks(one: Assessment) -> tuple[NextStep, ...]:
    """Return what is not known yet, the likeliest to change the verdict first.

    Of those alike the one that tells more comes first, then in the order of the case. Empty where
    the rubric has no rule for a verdict.
    """
    rule = one.rubric.verdict
    if rule is None:
        return ()
    search = _Search(one, rule)
    steps = (*search.tests(), *search.issues(), search.group())
    return tuple(sorted(steps, key=lambda step: (-round(step.chance, 12), -(step.bits or 0.0))))


class _Search:
    """A case as it is assessed today, in which one thing at a time becomes known."""

    def __init__(self, one: Assessment, rule: VerdictRule) -> None:
        self.one, self.case, self.rubric, self.rule = one, one.case, one.rubric, rule
        self.ranks = ranks_as_coded(rule, one.preference, one.attribution, one.tracing)
        self.as_coded = self._verdict({})
        self.measured = tuple(
            measured(issue, one.rubric, one.case.decision_rule) for issue in one.case.issues
        )

    def _verdict(self, moved: dict[PartName, Ends]) -> Levels:
        """Return the verdict where some of its parts come to other ranks."""
        low, high = middle(self.ranks | moved)
        return self.rule.levels[low], self.rule.levels[high]

    def answer(
        self, answer: str, chance: float, as_coded: Levels, posterior: float | None = None
    ) -> PossibleAnswer:
        """Return an answer beside the verdict of today."""
        return PossibleAnswer(
            answer=answer,
            chance=chance,
            as_coded=as_coded,
            posterior=posterior,
            changes=as_coded != self.as_coded,
        )

    def tests(self) -> Iterator[NextStep]:
        """Yield the tests that nobody sought, each found or absent.

        One that would rest on the evaluator's own conclusions alone counts in neither case.
        """
        tracing = self.case.tracing
        if tracing is None or self.one.tracing is None:
            return
        traces = _Traces(Model(self.case, tracing, self.rule))
        conclusions = {item.id for item in self.case.evidence if item.conclusion}
        for test in tracing.tests:
            if test.result != "not-sought":
                continue
            if test.evidence and conclusions.issuperset(test.evidence):
                continue
            probable = traces.probable(test, self.one.tracing.hypotheses)
            answers = []
            for result, chance in (("found", probable), ("absent", 1 - probable)):
                posterior, speaks = traces.posterior(replace(test, result=result))
                moved: dict[PartName, Ends] = {}
                if speaks and self.rule.bands.tracing.cuts:
                    rank = self.rule.bands.tracing.rank(posterior)
                    moved["tracing"] = (rank, rank)
                answers.append(self.answer(result, chance, self._verdict(moved), posterior))
            yield _step("test", test.id, answers)

    def issues(self) -> Iterator[NextStep]:
        """Yield the issues of which it is not known what was got, or where the actor stood.

        What was got is in words, whatever scale it would be placed on: each as likely as another,
        of those that the coder deems possible. Where it stood goes by the shares in DEU III.
        """
        lens, worth = self.one.preference, list(self.rubric.attained)
        whole = sum(ALIGNED.values())
        shares: dict[str, float] = {place: count / whole for place, count in ALIGNED.items()}
        for at, result in enumerate(lens.issues if lens else ()):
            issue = self.case.issues[at]
            if result.status in ("fallback", "salience-0", "parent"):
                continue
            if result.attainment is None:
                low, high = map(worth.index, issue.range or (worth[0], worth[-1]))
                words = cast("list[Attained]", worth[low : high + 1])
                known = [replace(issue, scale=None, attained=word) for word in words]
                even: dict[str, float] = dict.fromkeys(words, 1 / len(words))
                # Better words never make a lower verdict: what both ends come to, all do.
                verdicts = self._levels(at, [known[0], known[-1]])
                if verdicts[0] == verdicts[1]:
                    verdicts = verdicts[:1] * len(words)
                else:
                    verdicts[1:1] = self._levels(at, known[1:-1])
                yield self._issue("issue", issue.id, even, verdicts)
            elif result.luck_from == "alignment" and issue.alignment == "unknown":
                known = [replace(issue, alignment=place) for place in ALIGNED]
                yield self._issue("alignment", issue.id, shares, self._levels(at, known))

    def _issue(
        self, what: Asked, name: str, chances: dict[str, float], verdicts: Sequence[Levels]
    ) -> NextStep:
        pairs = zip(chances.items(), verdicts, strict=True)
        return _step(what, name, [self.answer(*answer, verdict) for answer, verdict in pairs])

    def _levels(self, at: int, known: Sequence[Issue]) -> list[Levels]:
        """Return the verdict with each coding of an issue, which counts alike in all of them."""
        verdicts, results = [], self.measured
        for issue in known:
            issues = [*self.case.issues]
            issues[at] = issue
            single = measured(issue, self.rubric, self.case.decision_rule)
            if results is self.measured:
                singly = [*results[:at], single, *results[at + 1 :]]
                results = counted(issues, singly, fallback=self.one.options.fallback)
            share = results[at]
            single = replace(single, status=share.status, weight=share.weight)
            singly = [*results[:at], single, *results[at + 1 :]]
            lens = preference_of(self.case, self.rubric, tuple(singly))
            groups = assess_attribution(self.case, self.rule, lens)
            verdicts.append(
                self._verdict(ranks_as_coded(self.rule, lens, groups, self.one.tracing))
            )
        return verdicts

    def group(self) -> NextStep:
        """Return one more group of outsiders, which says what the others say, or anything."""
        lens, scale = self.one.preference, self.rule.levels
        weights = {result.id: result.weight for result in lens.issues} if lens else {}
        heard = [group.level for group in voices(self.case, "external", weights)] or scale
        answers = []
        for level in scale:
            if level not in heard:
                continue
            group = Attribution(by="external", group=plain("?"), level=level)
            case = replace(self.case, attributions=(*self.case.attributions, group))
            groups = assess_attribution(case, self.rule, lens)
            verdict = self._verdict(ranks_as_coded(self.rule, lens, groups, self.one.tracing))
            answers.append(self.answer(level, heard.count(level) / len(heard), verdict))
        return _step("group", None, answers)


def _step(what: Asked, name: str | None, answers: list[PossibleAnswer]) -> NextStep:
    bits = None
    if what == "test":
        # The posterior of today is the mean of what it may become.
        mean = math.fsum(one.chance * (one.posterior or 0.0) for one in answers)
        left = math.fsum(one.chance * entropy(one.posterior or 0.0) for one in answers)
        bits = max(entropy(mean) - left, 0.0)
    return NextStep(
        what=what,
        id=name,
        chance=math.fsum(one.chance for one in answers if one.changes),
        bits=bits,
        becomes=tuple(answers),
    )


class _Traces:
    """The tests that count today, to which one more is added."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.whole = {pair: model.against(model.clusters, pair) for pair in model.pairs}
        # Of each cluster, by pair, its ratio for and its ratio against.
        self.mates: dict[str | None, dict[Pair, list[float]]] = {}
        for tests in model.clusters:
            if tests[0].cluster is not None:
                self.mates[tests[0].cluster] = {
                    pair: _strongest(model.single(test, pair) for test in tests)
                    for pair in model.pairs
                }

    def probable(self, test: Test, hypotheses: Sequence[HypothesisResult]) -> float:
        """Return how probable it is, 0 to 1, that a test is found, by today's posterior.

        Without priors it is that of the contribution and its best rival, which alone have one.
        """
        chances = zip(hypotheses, self.model.middles(test), strict=True)
        return math.fsum((one.posterior or 0.0) * chance for one, chance in chances)

    def posterior(self, test: Test) -> tuple[float, bool]:
        """Return the posterior with a test's result, and whether it tells: if not, all stays."""
        after, ratios = dict(self.whole), self.model.singly(test)
        mates, tells = self.mates.get(test.cluster, {}), False
        for pair, (_, ratio, _) in ratios.items():
            others = mates.get(pair, _ALONE)
            after[pair] += log_of_cluster([ratio, *others]) - log_of_cluster(others)
            tells = tells or abs(ratio - 1) > TOLERANCE
        log, _ = self.model.together(after)
        return updated(self.model.prior, math.exp(log)), tells


_ALONE = [1.0, 1.0]


def _strongest(ratios: Iterable[float]) -> list[float]:
    """Return the strongest of some ratios for the contribution, and the strongest against."""
    some = [1.0, *ratios]
    return [max(some), min(some)]
