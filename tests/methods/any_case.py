"""A right case of every feature that a verdict rests on, made of whatever numbers it is given."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.methods.second_opinion import LEVELS, LIKELY, LUCK, WORTH

Part = dict[str, Any]
WORDS, ALIGNMENTS = list(WORTH), list(LUCK)
SALIENCES = (0, 1, 10, 20, 30, 40, 50, 60, 80, 100, 12.5, 33.3)
CHANCES = (0.005, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.995)
SCALES = ((0, 100), (0, 100), (0, 10), (-5, 5), (1, 9), (100, 260))


class Maker:
    """Makes the parts of one case; ``rng`` chooses."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.evidence: list[Part] = []
        # Now and then all that is said of it lies near to each other: few cases are sure otherwise.
        self.agreed = self.seldom(0.15)
        self.words = WORDS[3:] if self.agreed else WORDS
        self.alignments = ALIGNMENTS[3:6] if self.agreed else ALIGNMENTS
        self.levels = list(LEVELS[2:] if self.agreed else LEVELS)

    def seldom(self, share: float) -> bool:
        """Whether it is so this time."""
        return self.rng.random() < share

    def ends(self, words: list[str], chosen: str) -> list[str]:
        """Two of some words, which hold the chosen one between them."""
        at = words.index(chosen)
        return [words[self.rng.randint(0, at)], words[self.rng.randint(at, len(words) - 1)]]

    def rows(self, use: str, *, doubtful: bool) -> Part:
        """Evidence of one use; where it is ``doubtful``, now and then that of another too."""
        names: list[str] = []
        while self.seldom(0.25):
            shared = [one["id"] for one in self.evidence if doubtful or one["x_of"] == use]
            if shared and self.seldom(0.3):
                names.append(self.rng.choice(shared))
                continue
            row = {"id": f"e{len(self.evidence)}", "says": "It.", "source": "s", "x_of": use}
            if self.seldom(0.3) and (doubtful or use != "tracing"):
                row["conclusion"] = True
            self.evidence.append(row)
            names.append(row["id"])
        return {"evidence": list(dict.fromkeys(names))} if names else {}

    def spoken(self) -> Part:
        """What is coded in words."""
        part: Part = {"attained": self.rng.choice(self.words)}
        if self.seldom(0.35):
            part["range"] = self.ends(self.words, part["attained"])
        if self.agreed or self.seldom(0.9):
            part["alignment"] = self.rng.choice(self.alignments)
        return part

    def place(self, low: float, high: float, grid: int) -> float:
        """A point of a scale, or now and then one beyond it."""
        if self.seldom(0.05):
            return self.rng.choice((low - 3, high + 7))
        return round(low + (high - low) * self.rng.randint(0, grid) / grid, 4)

    def scaled(self) -> Part:
        """What is coded on a scale."""
        rng = self.rng
        low, high = rng.choice(SCALES)
        grid = rng.choice((2, 4, 10, 20))
        part: Part = {"scale": {"min": low, "max": high}}
        part |= {key: self.place(low, high, grid) for key in ("position", "outcome")}
        if self.seldom(0.6):
            part["status_quo"] = self.place(low, high, grid)
        if self.seldom(0.4):
            part["shape"] = rng.choice(("single-peaked", "at-least", "at-most"))
        if self.seldom(0.5):
            part["alignment"] = rng.choice(ALIGNMENTS)
        cares, powered = self.seldom(0.5), self.seldom(0.4)
        agreed = self.seldom(0.06)
        others = []
        for n in range(rng.choice((0, 1, 2, 2, 3, 4, 9))):
            at = part["position"] if agreed else self.place(low, high, grid)
            one: Part = {"actor": f"A{n}", "position": at}
            if cares:
                one["salience"] = rng.choice((0, 10, 35.5, 80, 100))
            if powered:
                one["power"] = rng.choice((0, 0.5, 1, 2, 29))
            others.append(one)
        if others:
            part["others"] = others
        if agreed and self.seldom(0.7):
            part["outcome"] = part["position"]
        return part

    def issue(self, at: int) -> Part:
        """An issue in words or on a scale, coded or not."""
        part: Part = {"id": f"i{at}", "label": "It"}
        kind = 0.0 if self.agreed else self.rng.random()
        if kind < 0.45:
            part |= self.spoken()
        elif kind < 0.78:
            part |= self.scaled()
        elif kind < 0.85:
            part["silent"] = self.rng.choice(("position", "outcome", "both"))
        elif kind < 0.95:
            part |= self.scaled()
            missing = self.rng.choice(("position", "outcome"))
            del part[missing]
            if self.seldom(0.5):
                part["silent"] = missing
        if self.seldom(0.1):
            part["role"] = "fallback"
        return part

    def issues(self, *, doubtful: bool) -> list[Part]:
        """Issues, some of them parts of others."""
        rng = self.rng
        count = rng.choice((0, 1, 1, 2, 2, 3, 3, 4, 5, 8))
        issues = [self.issue(n) | self.rows("excess", doubtful=doubtful) for n in range(count)]
        if self.seldom(0.55):
            for one in issues:
                one["salience"] = rng.choice(SALIENCES)
        if self.seldom(0.4):
            for at in range(1, count):
                if self.seldom(0.6):  # of an earlier one: parts nest and never run in a ring
                    one = issues[0 if self.seldom(0.5) else rng.randint(0, at - 1)]
                    issues[at]["part_of"] = one["id"]
        rng.shuffle(issues)
        return issues

    def groups(self, issues: list[Part], *, doubtful: bool) -> list[Part]:
        """What groups say, of the whole or of one issue."""
        rng, groups = self.rng, []
        each = self.seldom(0.25)
        for n in range(rng.choice((0, 0, 1, 1, 2, 3, 5))):
            one: Part = {"by": "self" if self.seldom(0.25) else "external", "group": f"G{n}"}
            one["level"] = rng.choice(self.levels)
            if self.seldom(0.35):
                one["range"] = self.ends(self.levels, one["level"])
            if self.seldom(0.4):
                one["weight"] = rng.choice((0, 0.5, 1, 2, 3))
            if issues and (each or self.seldom(0.3)):
                one["issue"] = rng.choice(issues)["id"]
            groups.append(one | self.rows("attribution", doubtful=doubtful))
        return groups

    def likelihood(self, kind: str) -> Any:
        """A number, two, or a word."""
        rng, way = self.rng, self.rng.random()
        if self.agreed:
            return rng.choice((0.8, 0.9, "likely") if kind == "contribution" else (0.2, [0.1, 0.3]))
        if way < 0.6:
            return rng.choice(CHANCES)
        if way < 0.8:
            low = rng.randrange(len(CHANCES) - 1)
            return [CHANCES[low], CHANCES[min(low + rng.choice((1, 2, 3)), len(CHANCES) - 1)]]
        return rng.choice(list(LIKELY))

    def tracing(self, *, doubtful: bool) -> Part:
        """Explanations with or without priors, and tests."""
        rng = self.rng
        kinds = ["contribution"] * rng.choice((1, 1, 1, 2)) + ["rival"] * rng.choice(
            (0, 1, 1, 2, 3)
        )
        if "rival" not in kinds or self.seldom(0.25):
            kinds.append("residual")
        hypotheses: list[Part] = [
            {"id": f"{kind[0]}{n}", "says": "It.", "kind": kind} for n, kind in enumerate(kinds)
        ]
        if self.seldom(0.4):
            cuts = sorted(rng.sample(range(1, 100), len(kinds) - 1))
            shares = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
            if self.seldom(0.05):
                shares = [100, *[0] * (len(kinds) - 1)]
            for one, share in zip(hypotheses, shares, strict=True):
                one["prior"] = share / 100
        rng.shuffle(hypotheses)
        bland, tests = self.seldom(0.06), []
        for n in range(rng.choice((1, 1, 2, 2, 3, 4, 6))):
            chances = {
                one["id"]: 0.5 if bland else self.likelihood(one["kind"]) for one in hypotheses
            }
            results = ("found", "found", "found", "absent", "absent", "not-sought")
            result = "found" if self.agreed else rng.choice(results)
            test: Part = {"id": f"t{n}", "says": "It.", "result": result, "likelihoods": chances}
            if self.seldom(0.45):
                test["cluster"] = rng.choice(("k1", "k2"))
            tests.append(test | self.rows("tracing", doubtful=doubtful))
        by = rng.choice(("source", "coder", "fivec"))
        return {"by": by, "hypotheses": hypotheses, "tests": tests}

    def case(self, *, doubtful: bool) -> Part:
        """All of it."""
        case: Part = {"format": "fivec/case@1", "id": "a", "title": "A", "rubric": "iob-5c@1",
                      "actor": {"id": "A"}, "sources": [{"id": "s", "kind": "study"}]}  # fmt: skip
        rule = self.rng.choice((None, "consensus", "unanimity", "qualified-majority", "unknown"))
        issues = self.issues(doubtful=doubtful)
        parts: Part = {"decision_rule": rule, "issues": issues}
        if self.seldom(0.25):
            stage = self.rng.choice(("draft", "final"))
            parts["overall"] = self.spoken() | {"stage": stage}
            parts["overall"] |= self.rows("excess", doubtful=doubtful)
        parts["attributions"] = self.groups(issues, doubtful=doubtful)
        if self.seldom(0.65):
            parts["tracing"] = self.tracing(doubtful=doubtful)
        parts["evidence"] = self.evidence
        return case | {key: value for key, value in parts.items() if value}


def any_case(rng: Random, *, doubtful: bool = False) -> Part:
    """Return a case, as the mapping that its file holds.

    ``doubtful`` lets it have what is an error of method and is scored all the same: a row that
    serves two questions, a test that rests on conclusions.
    """
    return Maker(rng).case(doubtful=doubtful)


def of_seed(seed: int) -> Part:
    """Return the case of a seed; every other is doubtful."""
    return any_case(Random(seed), doubtful=seed % 2 == 1)  # noqa: S311 - nothing is kept secret


cases = st.integers(0, 2**32 - 1).map(of_seed)
