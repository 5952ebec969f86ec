"""The capability profile: each score with its range, and what was not assessed."""

from __future__ import annotations

from fivec.documents.clean import clean
from fivec.documents.pictures.chart import ProfileChart, ProfileRow
from fivec.documents.pictures.picture import Picture
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.capacity import Scored
from fivec.model.summary import Spread


def profile(one: Assessment, say: Words) -> Picture | None:
    """Return the capability profile of a case; ``None`` for a rubric without capabilities."""
    if not one.capabilities:
        return None
    rows = tuple(
        _row(one, result, clean(capability.label.to(say.language)), say,
             weighs=result.weight > 0)
        for result, capability in zip(one.capabilities, one.rubric.capabilities, strict=True)
    )  # fmt: skip
    total = _row(one, one.capacity, say("capacity"), say, weighs=True)
    known = Spread.of(row.score for row in rows)
    facts = {
        "count": len(rows),
        "assessed": sum(row.score is not None for row in rows),
        "low": say.number(known.min) if known else "–",
        "high": say.number(known.max) if known else "–",
    }
    case = clean(one.case.title.to(say.language))
    return Picture(
        name="profile",
        caption=say("picture.profile.caption", case=case),
        alt=say("picture.profile.alt" if known else "picture.profile.alt-none", **facts),
        words=tuple(_words(row, say) for row in (*rows, total)),
        chart=ProfileChart(rows, total, tuple(level.value for level in one.rubric.levels)),
    )


def _row(one: Assessment, score: Scored, label: str, say: Words, *, weighs: bool) -> ProfileRow:
    word = say("not-assessed")
    if score.level is not None:
        word = clean(one.rubric.levels_by_id[score.level].label.to(say.language))
    elif score.score is not None:
        word = say("too-little")
    return ProfileRow(
        label=label,
        score=score.score,
        bounds=score.bounds,
        interval=score.interval,
        word=word,
        judged=score.judged,
        counted=score.counted,
        weighs=weighs,
    )


def _words(row: ProfileRow, say: Words) -> str:
    label = row.label if row.weighs else f"{row.label} ({say('weight-0')})"
    parts = [row.word if row.score is None else f"{say.number(row.score)}, {row.word}"]
    if row.interval is not None:
        parts.append(say("picture.range", range=say.interval(*row.interval)))
    parts.append(say("picture.profile.judged", judged=row.judged, count=row.counted))
    return say.labelled(label, f"{say.apart(parts)}.")
