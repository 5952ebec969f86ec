"""What every report says of the influence: the verdict, why, and what would move it.

Texts for a screen or a document to set in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fivec.documents.clean import clean
from fivec.documents.reasoning import (
    answer_sentences,
    ends_text,
    level,
    level_within,
    lever_sentence,
    lever_text,
    sentence,
    span_text,
)
from fivec.documents.sources import cited, located
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.verdict import Lever, PublishedResult, VerdictResult


def verdict_text(one: Assessment, say: Words) -> str | None:
    """Return the verdict in words, as it begins a sentence; ``None`` where the rubric has no rule.

    One level, the two between which it lies, or that it is not yet to be judged.
    """
    return None if one.verdict is None else say.capital(ends_text(one, one.verdict.as_coded, say))


def confidence(one: Assessment, say: Words) -> str:
    """Return what always stands beside the verdict: how firm it is, and its range."""
    verdict = one.verdict
    if verdict is None:
        return ""
    doubts = say("verdict.doubts", range=span_text(one, verdict.range, say))
    if verdict.confidence is None:
        return doubts
    if verdict.range == verdict.as_coded:
        doubts = say("verdict.doubts-same")
    sure = say("verdict.confidence", confidence=say(f"confidence.{verdict.confidence}"))
    return say.apart((sure, doubts))


def summary(one: Assessment, say: Words, *, known: str | None = None) -> list[str]:
    """Return the reasoning: how it comes to the verdict, then what must be said with it.

    ``known`` is a doubt that was named before.
    """
    verdict = one.verdict
    if verdict is None:
        return []
    holds = any(step.code == "held-down" for step in verdict.steps)
    steps = [
        step
        for step in verdict.steps
        if holds or not step.code.startswith("ceiling.") or verdict.ceiling.state != "answered"
    ]
    rule = " ".join(sentence(one, step, say) for step in steps if step.code not in _DOUBTS)
    doubts = (step for step in steps if step.code in _DOUBTS and step.code != known)
    if not verdict.said:
        # There is no confidence that they could limit.
        far = (step for step in doubts if step.code == "answers-disagree")
        return [rule, *(sentence(one, step, say, key="verdict.answers-far") for step in far)]
    return [rule, *(sentence(one, step, say) for step in doubts)]


# Each stands by itself, after the rule.
_DOUBTS = ("own-likelihoods", "few-issues", "evidence-twice", "answers-disagree")


def directions(one: Assessment) -> dict[str, list[Lever]]:
    """Return the levers by where they take the verdict; none without a rule."""
    if one.verdict is None or one.rubric.verdict is None:
        return {}
    return one.verdict.directions(one.rubric.verdict.levels)


def coding_lines(one: Assessment, say: Words) -> dict[str, list[str]]:
    """Return the changes of a single coding that move the verdict, as sentences, by direction."""
    lines = {
        way: [lever_sentence(one, lever, say) for lever in levers if lever.code != "answer"]
        for way, levers in directions(one).items()
    }
    return {way: texts for way, texts in lines.items() if texts}


def unmoved(one: Assessment, say: Words) -> list[str]:
    """Return that no single coding raises the verdict, or lowers it, where there is room for it.

    Nothing is said of it where the excess is open: what is coded by then may still move its ends.
    """
    verdict, rule = one.verdict, one.rubric.verdict
    if verdict is None or rule is None or verdict.questions.excess.state == "open":
        return []
    ways = coding_lines(one, say)
    ends = (("up", rule.levels[-1]), ("down", rule.levels[0]))
    return [
        say.capital(say(f"lever.none-{way}"))
        for way, end in ends
        if way not in ways and verdict.as_coded != (end, end)
    ]


def coding_levers(one: Assessment, levers: Iterable[Lever]) -> list[Lever]:
    """Return the levers that are a change of a single coding, those that move least first."""
    verdict, rule = one.verdict, one.rubric.verdict
    if verdict is None or rule is None:
        return []
    now = [rule.levels.index(end) for end in verdict.as_coded]

    def far(lever: Lever) -> int:
        then = [rule.levels.index(end) for end in lever.as_coded]
        return sum(abs(new - old) for new, old in zip(then, now, strict=True))

    return sorted((lever for lever in levers if lever.code != "answer"), key=far)


def moves(one: Assessment, say: Words) -> list[str]:
    """Return, as sentences, what answers would settle, and a change of a coding each way.

    Of the changes that which moves the verdict least: how large a change is compares only with
    others of its kind.
    """
    lines = list(answer_sentences(one, say))
    for way, levers in directions(one).items():
        lines += [
            say.labelled(say(f"lever.{way}"), f"{lever_text(one, [lever], say)}.")
            for lever in coding_levers(one, levers)[:1]
        ]
    return lines + unmoved(one, say)


def hangs_on_own(one: Assessment) -> bool:
    """Whether an answer rests on likelihoods that are fivec's own."""
    return one.verdict is not None and "own-likelihoods" in one.verdict.findings


def published(one: Assessment, say: Words, *, lines: bool = True) -> list[str]:
    """Return what each source itself concludes of the influence, and whether the verdict fits.

    Where it does so is told with the ``lines`` of a text version, or without. Of sources that
    contradict each other, last: which of them the verdict fits, and why.
    """
    if one.verdict is None:
        return []
    known = one.verdict.concluded
    texts = [_concluded(one, each, say, lines=lines, named=len(known) > 1) for each in known]
    return [*texts, *_side(one, one.verdict, say)]


def _concluded(
    one: Assessment, known: PublishedResult, say: Words, *, lines: bool, named: bool
) -> str:
    levels = concluded_levels(one, known, say)
    if known.says:
        source = one.case.sources_by_id.get(known.source or "")
        name = cited(source, say) if source else ""
        where = located(known.where, say, lines=lines)
        where = ", ".join(filter(None, (name, where))) if named else where or name
        says = clean(known.says.to(say.language))
        text = say("verdict.published", says=says, where=clean(where), levels=levels)
    else:
        text = say("verdict.published-plain", levels=levels)
    if known.agrees is None:
        return text
    return f"{text} {say('verdict.agrees' if known.agrees else 'verdict.differs')}"


def concluded_levels(one: Assessment, known: PublishedResult, say: Words) -> str:
    """Return the levels that the words of a source allow, as they stand within a sentence."""
    return say.listed([say.lowered(level(one, name, say)) for name in known.influence], "or")


def side(verdict: VerdictResult, say: Words, key: str, names: Sequence[str], **facts: str) -> str:
    """Return which of contradicting conclusions, called by ``names``, the verdict fits.

    ``key`` is whose words it is said in; ``facts`` are what those say beside it.
    """
    if not verdict.said:
        return say(f"{key}.unsaid")
    known = list(zip(verdict.concluded, names, strict=True))
    fits = dict.fromkeys(name for each, name in known if each.agrees)
    others = dict.fromkeys(name for each, name in known if not each.agrees)
    if not others:
        return say(f"{key}.all")
    if not fits:
        return say(f"{key}.none", **facts)
    return say(f"{key}.some", fits=say.listed(fits), others=say.listed(others, "or"), **facts)


def _side(one: Assessment, verdict: VerdictResult, say: Words) -> Iterator[str]:
    """Yield whose side it takes where sources contradict each other, with the reason."""
    if not verdict.contradicted:
        return
    names = [
        say("quoted", text=clean(each.says.to(say.language)))
        if each.says
        else concluded_levels(one, each, say)
        for each in verdict.concluded
    ]
    why = say.apart(_bounds(one, verdict, say))
    yield side(verdict, say, "verdict.side", names, why=why)


def _bounds(one: Assessment, verdict: VerdictResult, say: Words) -> Iterator[str]:
    """Yield what shuts out the levels that a source names above the verdict, and those below.

    Two answers of three are enough; where fewer do so, it is what was attained.
    """
    scale = one.rubric.verdict.levels if one.rubric.verdict else ()
    named = [scale.index(level) for each in verdict.concluded for level in each.influence]
    low, high = (scale.index(end) for end in verdict.as_coded)
    answers = {
        name: [scale.index(end) for end in answer.as_coded]
        for name, answer in verdict.parts.items()
        if name != "ceiling"
    }
    if max(named) > high:
        most = [say(f"question.{name}") for name, ends in answers.items() if ends[1] <= high]
        bound = {"names": say.listed(most)} if len(most) >= _TWO else {}
        key = "verdict.most" if bound else "verdict.most-attained"
        yield say(key, level=level_within(one, scale[high], say), **bound)
    if min(named) < low:
        least = [say(f"question.{name}") for name, ends in answers.items() if ends[0] >= low]
        yield say(
            "verdict.least", names=say.listed(least), level=level_within(one, scale[low], say)
        )


_TWO = 2


def ratio_text(ratio: float | None, say: Words) -> str:
    """Return a likelihood ratio with two decimals; a dash without one."""
    return "–" if ratio is None else say.number(ratio, 2)
