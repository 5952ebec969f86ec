"""Attainment against luck: what was got beside what would have come anyway."""

from __future__ import annotations

from fivec.locale import Words
from fivec.model.assessment import Assessment, Batch
from fivec.model.fields import Interval
from fivec.model.figure import TOLERANCE
from fivec.model.preference import PreferenceResult
from fivec.reports.clean import clean
from fivec.reports.pictures import Picture
from fivec.reports.pictures.chart import Point, ScatterChart


def scatter(batch: Batch, say: Words) -> Picture | None:
    """Return attainment against luck; ``None`` for fewer than two cases, or if no luck is known."""
    cases = batch.assessments
    points, sentences, unknown = [], [], []
    for one in cases:
        point = _point(one, say)
        if point is None:
            unknown.append(_unknown(one, say))
        else:
            points.append(point)
            sentences.append(_words(point, one.preference, say))
    if len(cases) < 2 or not points:
        return None
    above = sum(point.attainment > point.luck for point in points)
    return Picture(
        name="scatter",
        caption=say("picture.scatter.caption"),
        alt=say("picture.scatter.alt", count=len(points), above=above, unknown=len(unknown)),
        words=(*sentences, *unknown),
        chart=ScatterChart(tuple(points), tuple(unknown)),
    )


def _point(one: Assessment, say: Words) -> Point | None:
    lens = one.preference
    if lens is None or lens.luck is None or lens.got is None or lens.luck_interval is None:
        return None
    # Over the issues whose luck is known: only there is the excess the way to the diagonal.
    low, high = lens.bounds or (lens.got, lens.got)
    return Point(
        label=clean(one.case.title.to(say.language)),
        luck=lens.luck,
        attainment=lens.got,
        luck_range=lens.luck_interval,
        attainment_range=(min(low, lens.got), max(high, lens.got)),
        firm=lens.determined is not False,
    )


def _words(point: Point, lens: PreferenceResult | None, say: Words) -> str:
    parts = [
        say(
            "picture.scatter.point",
            attainment=say.number(point.attainment),
            attained=spanned(point.attainment_range, say),
            luck=say.number(point.luck),
            lucky=spanned(point.luck_range, say),
            excess=say.signed(point.attainment - point.luck),
        )
    ]
    if lens and lens.basis == "issues":
        parts.append(say("picture.scatter.known", known=lens.known, counted=lens.counted))
    if not point.firm:
        parts.append(say("picture.scatter.unsettled"))
    return f"{point.label}: {'; '.join(parts)}."


def spanned(ends: Interval, say: Words) -> str:
    """Return a range in words; that there is none, where it has no width."""
    if ends[1] - ends[0] < TOLERANCE:
        return say("picture.range-none")
    return say("picture.range", range=say.interval(*ends))


def _unknown(one: Assessment, say: Words) -> str:
    """Return a case whose luck is not known, with what is known of its attainment."""
    lens, case = one.preference, clean(one.case.title.to(say.language))
    if lens is None or lens.attainment is None or lens.bounds is None:
        return f"{case}: {say('picture.scatter.nothing')}."
    return say(
        "picture.scatter.unknown",
        case=case,
        attainment=say.number(lens.attainment),
        attained=spanned(lens.bounds, say),
        coded=lens.coded,
        counted=lens.counted,
    )
