"""What every report says of the influence: verdict, lenses, attribution, tracing and phases.

Texts and plain tables, for a screen or a document to set in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fivec.locale import Words
from fivec.methods import verdict
from fivec.methods.tracing import decibels
from fivec.model.assessment import Assessment
from fivec.model.case import Attribution
from fivec.model.lenses import Flip, LensResult, SideResult, TraceResult
from fivec.reports.clean import clean
from fivec.reports.reasoning import flip_sentence, level, sentence
from fivec.reports.wording import lowered

_POINTS = ("issue-coverage", "external-attribution", "strong-test", "lenses-agree", "excess-known")


@dataclass(frozen=True, slots=True)
class Section:
    """A titled piece: a table, if it has ``heads``, and sentences under it.

    ``right`` are the columns of figures, ``wide`` is the one that takes the room that is left.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    wide: int
    lines: tuple[str, ...]


def headline(one: Assessment, say: Words) -> str | None:
    """Return the verdict in words; ``None`` where the rubric gives none."""
    found = one.verdict
    if found is None:
        return None
    if found.influence is None:
        return say("verdict.none-why")
    return level(one, found.influence, say)


def confidence(one: Assessment, say: Words) -> str:
    """Return how firm the verdict is, and what earned that."""
    found = one.verdict
    if found is None or found.confidence is None:
        return ""
    said = say("verdict.confidence", confidence=say(f"confidence.{found.confidence}"))
    names = [say(f"point.{point}") for point in _POINTS if point in found.points]
    if not names:
        return f"{said} ({say('verdict.no-points')})"
    return f"{said} ({say('verdict.points', count=len(names), points=', '.join(names))})"


def points(one: Assessment, say: Words) -> Iterator[tuple[str, str]]:
    """Yield each point for confidence: ``yes`` or ``no``, and what it asks beside what there is."""
    found, lens = one.verdict, one.preference
    if found is None:
        return
    ratios = [t.ratio for t in one.tracing.tests if t.counted and t.ratio] if one.tracing else []
    strongest = max(ratios, key=lambda ratio: abs(decibels(ratio)), default=None)
    outside = one.attribution.external if one.attribution else None
    names = [item.id for item in one.rubric.verdict.scale] if one.rubric.verdict else []
    ranks = [names.index(each.level) for each in found.lenses if each.level is not None]
    coded = lens.coded if lens else 0
    facts: dict[str, dict[str, object]] = {
        "issue-coverage": {
            "coded": coded,
            "counted": lens.counted if lens else 0,
            "share": say.percent(verdict.POINT_COVERAGE),
            "least": verdict.POINT_ISSUES,
        },
        "external-attribution": {
            "level": lowered(level(one, outside.level, say))
            if outside and outside.level
            else say("lens-none")
        },
        "strong-test": {
            "ratio": ratio_text(strongest, say),
            "least": say.number(verdict.POINT_RATIO, 0),
            "most": say.number(1 / verdict.POINT_RATIO, 2),
        },
        "lenses-agree": {
            "count": len(ranks),
            "of": len(found.lenses),
            "apart": max(ranks) - min(ranks) if ranks else "–",
        },
        "excess-known": {
            "known": coded - lens.unknown_issues if lens else 0,
            "coded": coded,
            "least": verdict.POINT_ISSUES,
        },
    }
    for name in _POINTS:
        yield ("yes" if name in found.points else "no"), say(f"explain.point-{name}", **facts[name])


def summary(one: Assessment, say: Words) -> list[str]:
    """Return what was attained, how far it is its own doing, and what must be said with it."""
    found = one.verdict
    if found is None:
        return []
    telling = ("own-likelihoods", "used-twice", "zero", "too-few", "gated", "confidence")
    said = [sentence(one, step, say) for step in found.because[:2]]
    said.append(lens_line(one, say))
    said += [sentence(one, step, say) for step in found.because if step.code.startswith(telling)]
    return said + [sentence(one, step, say) for step in found.notes]


def lens_line(one: Assessment, say: Words) -> str:
    """Return the lenses and their levels in a line."""
    found = one.verdict
    said = []
    for lens in found.lenses if found else ():
        facts = [lowered(level(one, lens.level, say)) if lens.used else say("lens-none")]
        facts += [figure(lens, say)] if lens.used and lens.score is not None else []
        said.append(f"{say(f'lens.{lens.id}')} ({', '.join(facts)})")
    return f"{say('verdict.lenses')}: {'; '.join(said)}."


def figure(lens: LensResult, say: Words) -> str:
    """Return the number behind a lens: a probability, or a score of 100; a dash without one."""
    if lens.score is None:
        return "–"
    return say.number(lens.score, 2 if lens.id == "tracing" else 1)


def directions(one: Assessment) -> dict[str, list[Flip]]:
    """Return the changes that alter the verdict, smallest first, by where they take it.

    ``down`` holds those to a lower level or to no verdict, ``up`` those to a higher one; where
    there is no verdict all are in ``any``.
    """
    found = one.verdict
    if found is None or one.rubric.verdict is None:
        return {}
    if found.influence is None:
        return {"any": list(found.flips)}
    scale = [item.id for item in one.rubric.verdict.scale]
    now = scale.index(found.influence)
    ways: dict[str, list[Flip]] = {"down": [], "up": []}
    for flip in found.flips:
        higher = flip.becomes is not None and scale.index(flip.becomes) > now
        ways["up" if higher else "down"].append(flip)
    return ways


def smallest(one: Assessment, say: Words) -> list[str]:
    """Return, as sentences, the smallest change that lowers the verdict and that raises it."""
    return [
        f"{say(f'flip.{way}', kind=say(f'flip.kind.{flips[0].kind}'))}: "
        f"{flip_sentence(one, flips[0], say)}"
        for way, flips in directions(one).items()
        if flips
    ]


# Told elsewhere: in the table of the lenses, or in the summary.
_TOLD = ("lens", "capped", "own-likelihoods", "used-twice", "confidence")


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
        said = say("verdict.published", says=says, where=where, levels=levels)
    else:
        said = say("verdict.published-plain", levels=levels)
    if one.verdict.agrees is None:
        return said
    return f"{said} {say('verdict.agrees' if one.verdict.agrees else 'verdict.differs')}"


def hangs_on_own(one: Assessment) -> bool:
    """Whether the verdict would be another, or none, without likelihoods that are fivec's own."""
    codes = {step.code for step in one.verdict.because} if one.verdict else set()
    return bool(codes & {"own-likelihoods-none", "own-likelihoods-other"})


def sections(one: Assessment, say: Words, *, full: bool) -> Iterator[Section]:
    """Yield the lenses and all that is behind them, in order; what is not there is left out.

    With ``full``, every single change that would alter the verdict too.
    """
    if one.verdict is not None:
        yield _lenses(one, say, full=full)
    if one.attribution is not None:
        yield _attribution(one, say)
    if one.tracing is not None:
        yield _tracing(one, say)
    if one.phases:
        yield _phases(one, say, full=full)


def _lenses(one: Assessment, say: Words, *, full: bool) -> Section:
    found = one.verdict
    assert found is not None  # noqa: S101 - sections() asks only where there is one
    steps = found.because[2:]
    rows = []
    for lens in found.lenses:
        caps = [step for step in steps if lens.uncapped and step.code == f"capped.{lens.basis}"]
        why = say(f"why.{lens.id}.{lens.basis}" if lens.used else f"why.none.{lens.id}.{lens.why}")
        why = ". ".join([why, *(sentence(one, step, say) for step in caps)])
        named = level(one, lens.level, say) if lens.used else say("lens-none")
        rows.append((say(f"lens.{lens.id}"), named, figure(lens, say), why))
    rest = [step for step in steps if not step.code.startswith(_TOLD)]
    flips = directions(one) if full else {}
    return Section(
        title=say("verdict.lenses"),
        heads=tuple(say(f"column.{name}") for name in ("lens", "level", "figure", "why")),
        rows=tuple(rows),
        right=(2,),
        wide=3,
        lines=(
            *(sentence(one, step, say) for step in rest),
            *(
                line
                for way, part in flips.items()
                if part
                for line in (
                    f"{say(f'flip.all-{way}')}:",
                    *(f"– {flip_line(one, flip, say)}" for flip in part),
                )
            ),
        ),
    )


def group_level(one: Assessment, group: Attribution, say: Words) -> str:
    """Return the level a group gives, with the range the coder allows."""
    said = level(one, group.level, say)
    if group.level_range is None or group.level_range[0] == group.level_range[1]:
        return said
    low, high = (lowered(level(one, end, say)) for end in group.level_range)
    return f"{said} ({low} {say('title.to')} {high})"


def _attribution(one: Assessment, say: Words) -> Section:
    lens = one.attribution
    assert lens is not None  # noqa: S101 - sections() asks only where there is one
    rows = []
    for group in one.case.attributions:
        name = clean(group.group.to(say.language))
        if group.issue is not None:
            label = next(i.label for i in one.case.issues if i.id == group.issue)
            on = clean(label.to(say.language))
            name += f" ({say('attribution.issue', issue=on)})"
        rows.append((name, say(f"side.{group.by}"), group_level(one, group, say)))
    return Section(
        title=say("attribution.title"),
        heads=(say("column.group"), say("column.side"), say("column.level")),
        rows=tuple(rows),
        right=(),
        wide=0,
        lines=tuple(attribution_lines(one, say)),
    )


def attribution_lines(one: Assessment, say: Words) -> Iterator[str]:
    """Yield how the sides compare, and how far the outsiders agree."""
    lens = one.attribution
    if lens is None:
        return
    for name, side in (("self", lens.self_side), ("external", lens.external)):
        if side is None:
            continue
        if side.lower != side.upper:
            medians = {key: lowered(level(one, getattr(side, key), say)) for key in _MEDIANS}
            yield say("attribution.medians", side=say(f"side.{name}"), **medians)
        if side.divided:
            yield say(f"attribution.divided.{side.divided}", **_ends(one, side, say))
    outside = lens.external
    if outside and outside.agreement is not None and outside.pairwise is not None:
        value, pairwise = say.number(outside.agreement, 2), say.number(outside.pairwise, 2)
        yield say("attribution.agreement", value=value, pairwise=pairwise)
    if lens.gap is not None:
        which = "same" if lens.gap == 0 else "above" if lens.gap > 0 else "below"
        yield say(f"attribution.gap.{which}", count=abs(lens.gap))


_MEDIANS = ("lower", "upper")


def _ends(one: Assessment, side: SideResult, say: Words) -> dict[str, str]:
    low, high = (lowered(level(one, end, say)) for end in (side.lowest, side.highest))
    return {"low": low, "high": high}


def ratio_text(ratio: float | None, say: Words) -> str:
    """Return a likelihood ratio with two decimals; a dash without one."""
    return "–" if ratio is None else say.number(ratio, 2)


def trace_class(test: TraceResult, say: Words) -> str:
    """Return the class of a test, and why it does not count if so."""
    said = [say(f"class.{test.kind}")] if test.kind else []
    said += [say(f"left-out.{test.left_out}")] if test.left_out else []
    return "; ".join(said) or "–"


def _tracing(one: Assessment, say: Words) -> Section:
    lens, coded = one.tracing, one.case.tracing
    assert lens is not None and coded is not None  # noqa: S101, PT018 - asked only where both are
    rows = [
        (
            clean(test.says.to(say.language)),
            say(f"result.{result.result}"),
            ratio_text(result.ratio, say),
            "–" if result.ratio is None else say.signed(decibels(result.ratio)),
            trace_class(result, say),
        )
        for test, result in zip(coded.tests, lens.tests, strict=True)
    ]
    names = ("test", "result", "ratio", "decibels", "class")
    return Section(
        title=say("tracing.title"),
        heads=tuple(say(f"column.{name}") for name in names),
        rows=tuple(rows),
        right=(2, 3),
        wide=0,
        lines=tuple(tracing_lines(one, say)),
    )


def tracing_lines(one: Assessment, say: Words) -> Iterator[str]:
    """Yield what the tests add up to, and how far that hangs on the prior."""
    lens, coded = one.tracing, one.case.tracing
    if lens is None or coded is None:
        return
    low, high = (say.number(end, 2) for end in lens.interval)
    yield say(
        "tracing.line" if lens.interval[0] < lens.interval[1] else "tracing.line-sure",
        posterior=say.number(lens.posterior, 2),
        low=low,
        high=high,
        prior=say.number(lens.prior, 2),
        ratio=ratio_text(lens.ratio, say),
        decibels=say.signed(decibels(lens.ratio)),
    )
    (one_, at_one), (two, at_two) = lens.at_prior
    yield say(
        "tracing.priors",
        one=say.number(one_),
        at_one=say.number(at_one, 2),
        two=say.number(two),
        at_two=say.number(at_two, 2),
        even=say.number(lens.even_prior, 2),
    )
    if abs(lens.naive_ratio - lens.uncapped) > 1e-9 * lens.uncapped:
        yield say("tracing.naive", naive=ratio_text(lens.naive_ratio, say))
    if abs(lens.uncapped - lens.ratio) > 1e-9 * lens.uncapped:
        uncapped, ratio = ratio_text(lens.uncapped, say), ratio_text(lens.ratio, say)
        yield say("tracing.capped", uncapped=uncapped, ratio=ratio)
    for hypothesis, result in zip(coded.hypotheses, lens.hypotheses, strict=True):
        after = say(
            "tracing.before-after",
            before=say.number(result.prior, 2),
            after=say.number(result.posterior, 2),
        )
        kind, says = say(f"hypothesis.{result.kind}"), clean(hypothesis.says.to(say.language))
        yield f"{kind[:1].upper()}{kind[1:]}: {says} ({after})"
    yield say(f"tracing.by.{lens.by}")


def _phases(one: Assessment, say: Words, *, full: bool) -> Section:
    rows = tuple(
        (
            say(f"phase.{phase.phase}"),
            str(phase.supports),
            str(phase.weakens),
            (", ".join(phase.evidence) or "–") if full else str(len(phase.evidence)),
        )
        for phase in one.phases
    )
    most = max(phase.supports for phase in one.phases)
    busiest = [phase.phase for phase in one.phases if phase.supports == most]
    line = say("phases.line-even")
    if len(busiest) == 1:
        line = say("phases.line", phase=say(f"phase.{busiest[0]}"))
    names = ("phase", "supports", "weakens", "evidence" if full else "rows")
    heads = tuple(say(f"column.{name}") for name in names)
    right = (1, 2) if full else (1, 2, 3)
    return Section(say("phases"), heads, rows, right, 3 if full else 0, (line,))
