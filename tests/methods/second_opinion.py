"""The verdict once more, from a file's own mappings and in exact fractions: nothing of fivec in it.

Written from the description of the rule alone, to be held against what fivec makes of the same
file. Levels are ranks from 0; ends are pairs, from worst to best.
"""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import Any, NamedTuple

Ends = tuple[Any, Any]
TOP = 4
LEVELS = ("none", "limited", "reasonable", "considerable", "decisive")
WORTH = {"none": 0, "limited": 25, "partial": 50, "largely": 75, "full": 100}
LUCK = {
    "majority": (80, 80), "majority-or-middle": (80, 85), "middle": (85, 85), "minority": (55, 55),
    "outlier": (35, 35), "blocked": (25, 25), "unknown": (25, 85),
}  # fmt: skip
LIKELY = {"very-unlikely": 0.05, "unlikely": 0.2, "even": 0.5, "likely": 0.8, "very-likely": 0.95}
CUTS = {"attained": (0, 25, 50, 75), "excess": (0, 5, 20, 30), "tracing": (0.1, 0.25, 0.75, 0.95)}
HALF, FEW = Fraction(1, 2), 3
ANYTHING = (0, TOP)
RULES = ("compromise", "median", "unanimity")


class View(NamedTuple):
    """One answer: its state, and its ends as coded and with every doubt; what it rests on."""

    state: str
    as_coded: Ends = ANYTHING
    range: Ends = ANYTHING
    figure: Any = None
    interval: Ends | None = None


def exact(number: Any) -> Fraction:
    return number if isinstance(number, Fraction) else Fraction(str(number))


def rank(kind: str, value: Fraction) -> int:
    """A figure on a cut belongs below; a posterior on one belongs above."""
    cuts = [exact(cut) for cut in CUTS[kind]]
    return sum(value >= cut if kind == "tracing" else value > cut for cut in cuts)


def mean(pairs: list[tuple[Any, Any]]) -> Any:
    """The mean of values by their weights, which come first."""
    total = sum(weight for weight, _ in pairs)
    return sum(weight * value for weight, value in pairs) / total if total else None


def medians(pairs: list[tuple[Any, Any]]) -> Ends:
    """The lower and the upper median of values by their weights, which come first."""
    half = Fraction(sum(weight for weight, _ in pairs)) / 2
    values = sorted({value for _, value in pairs})
    low = next(v for v in values if sum(w for w, at in pairs if at <= v) >= half)
    high = next(v for v in values[::-1] if sum(w for w, at in pairs if at >= v) >= half)
    return low, high


# Own doing


def loss(issue: dict[str, Any], at: Fraction) -> Fraction:
    way = at - exact(issue["position"])
    match issue.get("shape"):
        case "at-least":
            return max(-way, Fraction(0))
        case "at-most":
            return max(way, Fraction(0))
    return abs(way)


def is_coded(issue: dict[str, Any]) -> bool:
    if issue.get("silent"):
        return False
    keys = ("position", "outcome") if "scale" in issue else ("attained",)
    return all(issue.get(key) is not None for key in keys)


def worth(value: Any, ends: Ends, alignment: str | None) -> dict[str, Any]:
    """What is coded in words, or as if it were: worth so much, or from one end to the other."""
    least, most = LUCK[alignment or "unknown"]
    span = ends[0] - most, ends[1] - least
    return {"attainment": value, "contested": value, "luck": most, "excess": value - most,
            "got": ends, "ends": dict.fromkeys(RULES, span)}  # fmt: skip


def in_words(part: dict[str, Any]) -> dict[str, Any]:
    low, high = part.get("range") or (part["attained"], part["attained"])
    return worth(WORTH[part["attained"]], (WORTH[low], WORTH[high]), part.get("alignment"))


def figures(issue: dict[str, Any]) -> dict[str, Any]:
    """An issue's figures, × 100; it must be coded."""
    if "scale" not in issue:
        return in_words(issue)
    x, o = exact(issue["position"]), exact(issue["outcome"])
    field = [
        (exact(one.get("power", 1)) * exact(one.get("salience", 1)), exact(one["position"]))
        for one in issue.get("others", ())
    ]
    field = [one for one in field if one[0] > 0]
    places = [at for _, at in field] if len(field) > 1 else []
    points = [exact(issue["scale"]["min"]), exact(issue["scale"]["max"]), x, o, *places]
    points += [exact(issue["status_quo"])] if "status_quo" in issue else []
    lost = loss(issue, o)
    attainment = 100 * (1 - lost / (max(points) - min(points)))
    if not places:
        return worth(attainment, (attainment, attainment), issue.get("alignment"))
    span = max(max(x, *places) - min(x, *places), lost)

    def gained(at: Fraction) -> Fraction:
        return 100 * (loss(issue, at) - lost) / span if span else Fraction(0)

    low, high = min(places), max(places)
    stops = [low, high, min(max(x, low), high)]
    if "status_quo" in issue:
        # Who wants to move least decides, and nobody moves where they want different ways.
        stops = [min(max(exact(issue["status_quo"]), low), high)]
    each = {"compromise": [mean(field)], "median": medians(field), "unanimity": stops}
    ends = {rule: (min(map(gained, at)), max(map(gained, at))) for rule, at in each.items()}
    contested, excess = 100 * (1 - lost / span) if span else Fraction(100), gained(mean(field))
    return {"attainment": attainment, "contested": contested, "luck": contested - excess,
            "excess": excess, "span": span, "got": (contested,) * 2, "ends": ends}  # fmt: skip


def counted(case: dict[str, Any], fallback: bool) -> list[tuple[Fraction, dict[str, Any]]]:
    """The issues that count and their weights: parts in the place of what they are part of."""
    issues = case.get("issues", [])
    weighed = any("salience" in one for one in issues)

    def own(issue: dict[str, Any]) -> Fraction:
        return exact(issue.get("salience", 0 if weighed else 1))

    live = [one for one in issues if own(one) and (fallback or one.get("role") != "fallback")]

    def parts(issue: dict[str, Any]) -> list[dict[str, Any]]:
        return [one for one in live if one.get("part_of") == issue["id"]]

    def known(issue: dict[str, Any]) -> bool:
        return is_coded(issue) or any(map(known, parts(issue)))

    def given(issue: dict[str, Any], weight: Fraction) -> list[tuple[Fraction, dict[str, Any]]]:
        inner = parts(issue)
        if not any(map(known, inner)):
            return [(weight, issue)]
        total = sum(map(own, inner))
        return [row for one in inner for row in given(one, weight * own(one) / total)]

    return [row for one in live if one.get("part_of") is None for row in given(one, own(one))]


def preference(
    case: dict[str, Any], rows: list[tuple[Fraction, dict[str, Any]]]
) -> tuple[View, View, dict[str, Any]]:
    """The excess, the ceiling and the means."""
    speaking = [(weight, figures(one)) for weight, one in rows if is_coded(one)]
    silent = sum((weight for weight, one in rows if not is_coded(one)), Fraction(0))
    overall = case.get("overall") or {}
    if overall.get("stage") == "final" and (silent or not speaking):
        speaking, silent = [*speaking, (silent or Fraction(1), in_words(overall))], Fraction(0)
    if not speaking:
        return View("unanswered"), View("unanswered"), {}
    total = silent + sum(weight for weight, _ in speaking)

    def over(values: list[tuple[Any, Any]], missing: int) -> Any:
        return mean([*values, (silent, missing)])

    means = {
        name: mean([(weight, one[name]) for weight, one in speaking])
        for name in ("attainment", "contested", "luck", "excess")
    }
    used = {"qualified-majority": ("compromise", "median"), "unknown": RULES}.get(
        case.get("decision_rule", "unknown"), ("compromise", "unanimity")
    )
    ends = [
        [over([(w, one["ends"][rule][end]) for w, one in speaking], (-100, 100)[end])
         for end in (0, 1)]
        for rule in used
    ]  # fmt: skip
    wide = min(low for low, _ in ends), max(high for _, high in ends)
    got = tuple(over([(w, one["got"][end]) for w, one in speaking], 100 * end) for end in (0, 1))
    plain = tuple(over([(w, one["contested"]) for w, one in speaking], missing)
                  for missing in (0, 100))  # fmt: skip
    views = []
    for kind, figure, span, few in (
        ("excess", means["excess"], wide, wide),
        ("attained", means["contested"], got, plain),
    ):
        doubt = rank(kind, span[0]), rank(kind, span[1])
        if (total - silent) / total >= HALF:
            views.append(View("answered", (rank(kind, figure),) * 2, doubt, figure, span))
        else:
            views.append(
                View("open", (rank(kind, few[0]), rank(kind, few[1])), doubt, figure, span)
            )
    return views[0], views[1], means


# The outsiders and the traces


def attribution(case: dict[str, Any], rows: list[tuple[Fraction, dict[str, Any]]]) -> View:
    weights = {one["id"]: weight for weight, one in rows}
    everyone = case.get("attributions", [])
    heard = [one for one in everyone if one["by"] == "external" and exact(one.get("weight", 1))]
    whole = [one for one in heard if "issue" not in one]
    speaking = whole or [one for one in heard if one["issue"] in weights]
    if not speaking:
        inside = any(one["by"] == "self" for one in everyone)
        return View("open" if inside else "unanswered")
    carried = sum(weights[name] for name in {one["issue"] for one in speaking}) if not whole else 1
    if not whole and carried / sum(weights.values()) < HALF:
        return View("open")
    level = medians([(exact(g.get("weight", 1)), LEVELS.index(g["level"])) for g in speaking])[0]
    reach = [LEVELS.index(at) for g in speaking for at in (g["level"], *g.get("range", ()))]
    return View("answered", (level, level), (min(reach), max(reach)), LEVELS[level])


def likelihood(value: Any) -> tuple[Fraction, Fraction, Fraction]:
    """The low end, the middle and the high end, none nearer to 0 or 1 than a hundredth."""
    ends = value if isinstance(value, list) else [LIKELY.get(value, value)] * 2
    low, high = (min(max(exact(end), Fraction(1, 100)), Fraction(99, 100)) for end in ends)
    return low, (low + high) / 2, high


def ratio(test: dict[str, Any], claim: str, rival: str, side: int = 0) -> Fraction:
    """How much a test speaks for a claim; ``side``: -1 at its worst, 1 at its best."""
    present = test["result"] == "found"
    way = side if present else -side
    p = likelihood(test["likelihoods"][claim])[1 + way]
    r = likelihood(test["likelihoods"][rival])[1 - way]
    return p / r if present else (1 - p) / (1 - r)


def together(tests: list[dict[str, Any]], claim: str, rival: str, side: int) -> Fraction:
    """All tests: a cluster by its strongest for and its strongest against."""
    clusters: dict[Any, list[Fraction]] = {}
    for at, test in enumerate(tests):
        clusters.setdefault(test.get("cluster", at), []).append(ratio(test, claim, rival, side))
    product = Fraction(1)
    for ratios in clusters.values():
        product *= max(1, *ratios) * min(1, *ratios)
    return product


def odds(hypotheses: list[dict[str, Any]], tests: list[dict[str, Any]], side: int) -> Any:
    claims = [one for one in hypotheses if one["kind"] == "contribution"]
    rivals = [one for one in hypotheses if one["kind"] != "contribution"]
    if not any("prior" in one for one in hypotheses):
        return max(min(together(tests, c["id"], r["id"], side) for r in rivals) for c in claims)
    total = Fraction(0)
    for claim in claims:
        prior = exact(claim["prior"])
        against = sum(
            exact(rival["prior"]) / together(tests, claim["id"], rival["id"], side)
            for rival in rivals
        )
        if prior and not against:
            return inf
        total += prior / against if prior else 0
    return total


def tracing(case: dict[str, Any]) -> View:
    given = case.get("tracing")
    if not given:
        return View("unanswered")
    told = {one["id"] for one in case.get("evidence", []) if one.get("conclusion")}
    tests = [
        one
        for one in given["tests"]
        if one["result"] != "not-sought"
        and not (one.get("evidence") and told.issuperset(one["evidence"]))
    ]
    kinds = {one["id"]: one["kind"] == "contribution" for one in given["hypotheses"]}
    pairs = [(c, r) for c in kinds for r in kinds if kinds[c] and not kinds[r]]
    if not any(abs(ratio(t, c, r) - 1) > Fraction(1, 10**9) for t in tests for c, r in pairs):
        return View("unanswered")
    chances = []
    for side in (-1, 0, 1):
        one = odds(given["hypotheses"], tests, side)
        chances.append(Fraction(1) if one == inf else one / (1 + one))
    low, now, high = (rank("tracing", chance) for chance in chances)
    return View("answered", (now, now), (low, high), chances[1], (chances[0], chances[2]))


# The verdict


def evidence_twice(case: dict[str, Any]) -> bool:
    """Whether one row serves two questions."""
    users = (
        [*case.get("issues", []), case.get("overall") or {}],
        case.get("attributions", []),
        (case.get("tracing") or {}).get("tests", []),
    )
    rows = [{name for one in some for name in one.get("evidence", ())} for some in users]
    return len(set().union(*rows)) < sum(map(len, rows))


def judge(case: dict[str, Any], *, fallback: bool = False) -> dict[str, Any]:
    """The verdict on a case: both pairs of ends, what it rests on, confidence and findings."""
    rows = counted(case, fallback)
    own, ceiling, means = preference(case, rows)
    views = {"excess": own, "attribution": attribution(case, rows), "tracing": tracing(case)}
    as_coded, doubt = (
        tuple(
            min(sorted(getattr(view, key)[end] for view in views.values())[1],
                getattr(ceiling, key)[end])
            for end in (0, 1)
        )
        for key in ("as_coded", "range")
    )  # fmt: skip
    answers = [view.as_coded[0] for view in views.values() if view.state == "answered"]
    findings = {
        "answers-disagree": bool(answers) and max(answers) - min(answers) >= 2,
        "own-likelihoods": views["tracing"].state == "answered"
        and case["tracing"]["by"] == "fivec",
        "few-issues": own.state != "unanswered" and sum(is_coded(one) for _, one in rows) < FEW,
        "evidence-twice": evidence_twice(case),
    }
    width, wide = as_coded[1] - as_coded[0] + 1, doubt[1] - doubt[0] + 1
    step = 1 if width <= 2 and wide <= 3 else 0
    step = 2 if len(answers) == 3 and wide <= 2 else step
    step = min(step, 1) if findings["own-likelihoods"] or findings["few-issues"] else step
    step = max(step - 1, 0) if findings["evidence-twice"] else step
    step = 0 if findings["answers-disagree"] else step
    return {
        "as_coded": as_coded,
        "range": doubt,
        "confidence": ("low", "moderate", "high")[step] if width <= 3 else None,
        "findings": tuple(name for name, holds in findings.items() if holds),
        "views": views | {"ceiling": ceiling},
        "means": means,
    }
