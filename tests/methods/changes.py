"""Single changes of a case, each with what it may do to the ends of the verdict (VERDICT §12).

A change yields the cases that it makes of one, none where it does not apply. It changes the copy
that it is given and never what it copies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any, NamedTuple

from tests.methods.any_case import ALIGNMENTS, WORDS
from tests.methods.second_opinion import LEVELS, LIKELY, LUCK, counted, is_coded

Part = dict[str, Any]
Cases = Iterator[Part]
# What may become of the low and the high end as coded, and of those with every doubt.
UP, DOWN, SAME = (">=",) * 4, ("<=",) * 4, ("==",) * 4
WIDER, NARROWER = ("<=", ">=") * 2, (">=", "<=") * 2
# What is forgotten never pays: it only opens what might be.
FORGOTTEN = ("<=", "<=", "<=", "any")


class Change(NamedTuple):
    """A change, and what it may do to the four ends."""

    make: Callable[[Part, Random], Cases]
    ends: tuple[str, str, str, str]


def copies(case: Part, *keys: str) -> Iterator[tuple[Part, Part]]:
    """Yield, for each item under a key, a copy of the case and the item in the copy."""
    for key in keys:
        here = case.get(key, ())
        for at in [None] if isinstance(here, dict) else range(len(here)):
            copy = deepcopy(case)
            yield copy, copy[key] if at is None else copy[key][at]


def added(case: Part, key: str, part: Part) -> Part:
    copy = deepcopy(case)
    copy.setdefault(key, []).append(part)
    return copy


def has_field(issue: Part) -> bool:
    """Whether two others or more have any weight."""
    weights = [one.get("power", 1) * one.get("salience", 1) for one in issue.get("others", ())]
    return sum(weight > 0 for weight in weights) > 1


def on_scale(case: Part, *, field: bool | None = None) -> Iterator[tuple[Part, Part]]:
    for copy, one in copies(case, "issues"):
        if "scale" in one and is_coded(one) and field in (None, has_field(one)):
            yield copy, one


# What was attained


def shifted(part: Part, key: str, words: list[str], step: int) -> bool:
    """Move a word one on, and its range as far as it must; whether there is one to move to."""
    at = words.index(part[key]) + step
    if not 0 <= at < len(words):
        return False
    part[key] = words[at]
    if "range" in part:
        low, high = (words.index(end) for end in part["range"])
        part["range"] = [words[min(low, at)], words[max(high, at)]]
    return True


def word_moved(step: int) -> Callable[[Part, Random], Cases]:
    def make(case: Part, _: Random) -> Cases:
        for copy, one in copies(case, "issues", "overall"):
            if "attained" in one and shifted(one, "attained", WORDS, step):
                yield copy

    return make


def less_luck(case: Part, rng: Random) -> Cases:
    for copy, one in copies(case, "issues", "overall"):
        now = LUCK[one.get("alignment", "unknown")]
        less = [
            word
            for word in ALIGNMENTS
            if LUCK[word] != now and all(a <= b for a, b in zip(LUCK[word], now, strict=True))
        ]
        if less:
            one["alignment"] = rng.choice(less)
            yield copy


def alignment_forgotten(case: Part, _: Random) -> Cases:
    for copy, one in copies(case, "issues", "overall"):
        if one.pop("alignment", "unknown") != "unknown":
            yield copy


def outcome_nearer(case: Part, rng: Random) -> Cases:
    for copy, one in on_scale(case):
        way = one["position"] - one["outcome"]
        if way:
            one["outcome"] = round(one["outcome"] + way * rng.choice((0.3, 0.5, 1)), 6)
            yield copy


def outcome_further(case: Part, rng: Random) -> Cases:
    for copy, one in on_scale(case):
        way = one["outcome"] - one["position"]
        one["outcome"] = round(one["outcome"] + (way or rng.choice((-3, 3))) / 2, 6)
        yield copy


def status_quo_forgotten(*, field: bool) -> Callable[[Part, Random], Cases]:
    def make(case: Part, _: Random) -> Cases:
        for copy, one in on_scale(case, field=field):
            if one.pop("status_quo", None) is not None:
                yield copy

    return make


def scale_wider(case: Part, rng: Random) -> Cases:
    for copy, one in on_scale(case, field=True):
        one["scale"]["max"] += rng.choice((5, 200))
        one["scale"]["min"] -= rng.choice((0, 50))
        yield copy


def powerless_extremist(case: Part, rng: Random) -> Cases:
    for copy, one in on_scale(case):
        other: Part = {"actor": "Z", "position": rng.choice((-999, 999)), "power": 0}
        if any("salience" in each for each in one.get("others", ())):
            other["salience"] = 50
        one.setdefault("others", []).append(other)
        yield copy


def issue_added(**coded: str) -> Callable[[Part, Random], Cases]:
    def make(case: Part, rng: Random) -> Cases:
        # What is silent beside a final statement is not silent: the statement speaks for it.
        if "silent" in coded and case.get("overall", {}).get("stage") == "final":
            return
        new = {"id": "new", "label": "New", **coded}
        if "silent" not in coded:
            new["alignment"] = rng.choice(ALIGNMENTS)
        weighed = any("salience" in one for one in case.get("issues", ()))
        for salience in (1, 100) if weighed else (None,):
            care = {} if salience is None else {"salience": salience}
            yield added(case, "issues", new | care)

    return make


def split_in_two(case: Part, _: Random) -> Cases:
    live = {one["id"] for _, one in counted(case, fallback=False)}
    # Who speaks of an issue alone does not speak of its parts; and it must have none yet.
    taken = {one.get("issue") for one in case.get("attributions", ())}
    taken |= {one.get("part_of") for one in case.get("issues", ())}
    for copy, one in copies(case, "issues"):
        if one["id"] in live and one["id"] not in taken and is_coded(one):
            keep = ("id", "label", "salience", "part_of", "role")
            copy["issues"] += [one | {"id": f"half{n}", "part_of": one["id"]} for n in (1, 2)]
            for key in set(one).difference(keep):
                del one[key]
            yield copy


# What outsiders say


def outsider_moved(step: int) -> Callable[[Part, Random], Cases]:
    def make(case: Part, _: Random) -> Cases:
        for copy, one in copies(case, "attributions"):
            if one["by"] == "external" and shifted(one, "level", list(LEVELS), step):
                yield copy

    return make


def outsider_added(level: str) -> Callable[[Part, Random], Cases]:
    def make(case: Part, rng: Random) -> Cases:
        for weight in (0.5, 1, 7):
            new = {"by": "external", "group": "New", "level": level, "weight": weight}
            yield added(case, "attributions", new)
            if case.get("issues"):
                issue = rng.choice(case["issues"])["id"]
                yield added(case, "attributions", new | {"issue": issue})

    return make


def insider_added(case: Part, rng: Random) -> Cases:
    yield added(case, "attributions", {"by": "self", "group": "New", "level": rng.choice(LEVELS)})


# What the traces say


def kinds(case: Part) -> dict[str, bool]:
    """Which hypotheses are contributions, in a case with a tracing."""
    return {one["id"]: one["kind"] == "contribution" for one in case["tracing"]["hypotheses"]}


def likelihood_moved(*, favour: bool) -> Callable[[Part, Random], Cases]:
    def make(case: Part, rng: Random) -> Cases:
        for at, test in enumerate(case["tracing"]["tests"] if "tracing" in case else ()):
            for name, ours in kinds(case).items():
                rises = (ours == favour) == (test["result"] != "absent")
                share, value = rng.choice((0.05, 0.3, 0.6)), test["likelihoods"][name]
                ends = value if isinstance(value, list) else [LIKELY.get(value, value)]
                moved = [
                    round(end + (0.999 - end) * share if rises else end - (end - 0.001) * share, 6)
                    for end in ends
                ]
                copy = deepcopy(case)
                chances = copy["tracing"]["tests"][at]["likelihoods"]
                chances[name] = moved if isinstance(value, list) else moved[0]
                yield copy

    return make


def with_test(case: Part, test: Part) -> Part:
    copy = deepcopy(case)
    copy["tracing"]["tests"].append({"id": "new", "says": "New", **test})
    return copy


def test_added(claim: float, rival: float) -> Callable[[Part, Random], Cases]:
    """Add a test, found or absent, by itself or in a cluster, that speaks as if it were found."""

    def make(case: Part, rng: Random) -> Cases:
        if "tracing" not in case:
            return
        for result, ours, theirs in (("found", claim, rival), ("absent", rival, claim)):
            chances = {name: ours if own else theirs for name, own in kinds(case).items()}
            new = {"result": result, "likelihoods": chances}
            yield with_test(case, new)
            yield with_test(case, new | {"cluster": rng.choice(("k1", "k2"))})

    return make


def test_repeated(case: Part, rng: Random) -> Cases:
    if "tracing" in case:
        copy = deepcopy(case)
        test = rng.choice(copy["tracing"]["tests"])
        test.setdefault("cluster", "new")
        copy["tracing"]["tests"].append(test | {"id": "new"})
        yield copy


def rival_twice(case: Part, rng: Random) -> Cases:
    if "tracing" in case:
        copy = deepcopy(case)
        hypotheses = copy["tracing"]["hypotheses"]
        rival = rng.choice([one for one in hypotheses if one["kind"] != "contribution"])
        if "prior" in rival:
            rival["prior"] /= 2
        hypotheses.append(rival | {"id": "twin"})
        for test in copy["tracing"]["tests"]:
            test["likelihoods"]["twin"] = test["likelihoods"][rival["id"]]
        yield copy


def rival_added(*, straw: bool) -> Callable[[Part, Random], Cases]:
    def make(case: Part, rng: Random) -> Cases:
        if "tracing" not in case or "prior" in case["tracing"]["hypotheses"][0]:
            return
        copy = deepcopy(case)
        copy["tracing"]["hypotheses"].append({"id": "new", "says": "New", "kind": "rival"})
        for test in copy["tracing"]["tests"]:
            worst = 0.99 if test["result"] == "absent" else 0.01
            test["likelihoods"]["new"] = worst if straw else rng.choice((0.1, 0.5, 0.9))
        yield copy

    return make


# A whole answer


def withdrawn(key: str) -> Callable[[Part, Random], Cases]:
    def make(case: Part, _: Random) -> Cases:
        if key in case:
            yield {name: part for name, part in case.items() if name != key}

    return make


def excess_withdrawn(case: Part, _: Random) -> Cases:
    if "issues" not in case and "overall" not in case:
        return
    # Where parts no longer stand in for the whole, who speaks of one of them is heard otherwise.
    parted = any("part_of" in one for one in case.get("issues", ()))
    if parted and any("issue" in one for one in case.get("attributions", ())):
        return
    copy = deepcopy(case)
    copy.pop("overall", None)
    for one in copy.get("issues", ()):
        for name in ("attained", "range", "outcome"):
            one.pop(name, None)
        one["silent"] = "outcome"
    yield copy


CHANGES: dict[str, Change] = {
    "a better word": Change(word_moved(1), UP),
    "a worse word": Change(word_moved(-1), DOWN),
    "less luck": Change(less_luck, UP),
    "an alignment forgotten": Change(alignment_forgotten, FORGOTTEN),
    "an outcome nearer": Change(outcome_nearer, UP),
    "an outcome further": Change(outcome_further, DOWN),
    "a status quo forgotten": Change(status_quo_forgotten(field=True), WIDER),
    "a status quo forgotten among few": Change(status_quo_forgotten(field=False), DOWN),
    "a scale drawn wider": Change(scale_wider, SAME),
    "a powerless extremist": Change(powerless_extremist, SAME),
    "a silent issue": Change(issue_added(silent="both"), WIDER),
    "a failure": Change(issue_added(attained="none"), DOWN),
    "an issue split in two alike": Change(split_in_two, SAME),
    "an outsider says more": Change(outsider_moved(1), UP),
    "an outsider says less": Change(outsider_moved(-1), DOWN),
    "another outsider says decisive": Change(outsider_added("decisive"), UP),
    "another outsider says none": Change(outsider_added("none"), DOWN),
    "another insider": Change(insider_added, SAME),
    "a likelihood in favour": Change(likelihood_moved(favour=True), UP),
    "a likelihood against": Change(likelihood_moved(favour=False), DOWN),
    "a test for it": Change(test_added(0.8, 0.3), UP),
    "a test against it": Change(test_added(0.3, 0.8), DOWN),
    "an empty test": Change(test_added(0.4, 0.4), SAME),
    "a test repeated": Change(test_repeated, SAME),
    "a rival listed twice": Change(rival_twice, SAME),
    "another rival": Change(rival_added(straw=False), DOWN),
    "a straw man": Change(rival_added(straw=True), SAME),
    "the traces withdrawn": Change(withdrawn("tracing"), WIDER),
    "the outsiders withdrawn": Change(withdrawn("attributions"), WIDER),
    "the issues withdrawn": Change(excess_withdrawn, WIDER),
}
