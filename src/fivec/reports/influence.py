"""What every report says of the influence: verdict, lenses, attribution, tracing and phases.

Texts and plain tables, for a screen or a document to set in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator

from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.verdict import Flip, LensResult
from fivec.reports.clean import clean
from fivec.reports.reasoning import flip_sentence, level, sentence
from fivec.reports.wording import exact, lowered

_POINTS = ("issue-coverage", "external-attribution", "strong-test", "lenses-agree", "excess-known")


def headline(one: Assessment, say: Words) -> str | None:
    """Return the verdict in words; ``None`` where the rubric gives none."""
    verdict = one.verdict
    if verdict is None:
        return None
    if verdict.influence is None:
        return say("verdict.none-why")
    return level(one, verdict.influence, say)


def confidence(one: Assessment, say: Words) -> str:
    """Return how firm the verdict is, and what earned that."""
    verdict = one.verdict
    if verdict is None or verdict.confidence is None:
        return ""
    text = say("verdict.confidence", confidence=say(f"confidence.{verdict.confidence}"))
    names = [say(f"point.{point}") for point in _POINTS if point in verdict.points]
    if not names:
        return f"{text} ({say('verdict.no-points', of=len(_POINTS))})"
    facts = {"count": len(names), "of": len(_POINTS), "points": ", ".join(names)}
    return f"{text} ({say('verdict.points', **facts)})"


def points(one: Assessment, say: Words) -> Iterator[tuple[str, str]]:
    """Yield each point for confidence: ``yes`` or ``no``, and what it asks beside what there is."""
    verdict, lens, judge = one.verdict, one.preference, one.rubric.verdict
    if verdict is None or judge is None:
        return
    rule = judge.confidence
    strongest = one.tracing.strongest if one.tracing else None
    outside = one.attribution.sides.external if one.attribution else None
    coded, apart = lens.coded if lens else 0, verdict.apart(judge.levels)
    facts: dict[str, dict[str, object]] = {
        "issue-coverage": {
            "coded": coded,
            "counted": lens.counted if lens else 0,
            "share": say.percent(rule.issue_coverage),
            "least": rule.issues,
        },
        "external-attribution": {
            "level": lowered(level(one, outside.level, say))
            if outside and outside.level
            else say("lens-none")
        },
        "strong-test": {
            "ratio": ratio_text(strongest.ratio if strongest else None, say),
            "least": exact(rule.ratio, say),
            "most": say.number(1 / rule.ratio, 2),
        },
        "lenses-agree": {
            "count": sum(each.used for each in verdict.lenses),
            "of": len(verdict.lenses),
            "apart": "–" if apart is None else apart,
            "most": rule.spread,
        },
        "excess-known": {
            "known": lens.known if lens else 0,
            "coded": coded,
            "least": rule.issues,
        },
    }
    for name in _POINTS:
        yield (
            ("yes" if name in verdict.points else "no"),
            say(f"explain.point-{name}", **facts[name]),
        )


def summary(one: Assessment, say: Words) -> list[str]:
    """Return what was attained, how far it is its own doing, and what must be said with it."""
    verdict = one.verdict
    if verdict is None:
        return []
    telling = ("own-likelihoods", "used-twice", "zero", "too-few", "gated", "confidence")
    lines = [sentence(one, step, say) for step in verdict.first]
    lines.append(lens_line(one, say))
    lines += [sentence(one, step, say) for step in verdict.rest if step.code.startswith(telling)]
    return lines + [sentence(one, step, say) for step in verdict.notes]


def lens_line(one: Assessment, say: Words) -> str:
    """Return the lenses and their levels in a line."""
    verdict = one.verdict
    lines = []
    for lens in verdict.lenses if verdict else ():
        facts = [lowered(level(one, lens.level, say)) if lens.used else say("lens-none")]
        if lens.used and lens.score is not None:
            write = say.signed if lens.basis == "excess" else say.number
            score = figure(lens, say) if lens.id == "tracing" else write(lens.score)
            facts.append(say(f"lens.score.{lens.basis}", score=score))
        lines.append(f"{say(f'lens.{lens.id}')} ({', '.join(facts)})")
    return f"{say('verdict.lenses')}: {'; '.join(lines)}."


def figure(lens: LensResult, say: Words) -> str:
    """Return the number behind a lens: a probability, or a score of 100; a dash without one."""
    if lens.score is None:
        return "–"
    return say.number(lens.score, 2 if lens.id == "tracing" else 1)


def directions(one: Assessment) -> dict[str, list[Flip]]:
    """Return the changes that alter the verdict, by where they take it; none without a rule."""
    if one.verdict is None or one.rubric.verdict is None:
        return {}
    return one.verdict.directions(one.rubric.verdict.levels)


def smallest(one: Assessment, say: Words) -> list[str]:
    """Return, as sentences, the smallest change that lowers the verdict and that raises it."""
    return [
        f"{say(f'flip.{way}', kind=say(f'flip.kind.{flips[0].kind}'))}: "
        f"{flip_sentence(one, flips[0], say)}"
        for way, flips in directions(one).items()
        if flips
    ]


def flip_line(one: Assessment, flip: Flip, say: Words) -> str:
    """Return a change as a sentence, with its kind."""
    return f"{say(f'flip.kind.{flip.kind}')}: {flip_sentence(one, flip, say)}"


def published(one: Assessment, say: Words) -> str | None:
    """Return what the source itself concludes of the influence; ``None`` where it does not."""
    known = one.case.published
    if known is None or not known.influence or one.verdict is None:
        return None
    levels = say("or").join(lowered(level(one, name, say)) for name in known.influence)
    if known.says:
        says = clean(known.says.to(say.language))
        where = clean(known.where or known.source or "")
        text = say("verdict.published", says=says, where=where, levels=levels)
    else:
        text = say("verdict.published-plain", levels=levels)
    if one.verdict.agrees is None:
        return text
    return f"{text} {say('verdict.agrees' if one.verdict.agrees else 'verdict.differs')}"


def hangs_on_own(one: Assessment) -> bool:
    """Whether the verdict would be another, or none, without likelihoods that are fivec's own."""
    codes = {step.code for step in one.verdict.steps} if one.verdict else set()
    return bool(codes & {"own-likelihoods-none", "own-likelihoods-other"})


def ratio_text(ratio: float | None, say: Words) -> str:
    """Return a likelihood ratio with two decimals; a dash without one."""
    return "–" if ratio is None else say.number(ratio, 2)
