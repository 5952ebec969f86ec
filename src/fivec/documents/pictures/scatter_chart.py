"""What was got of what was contested against luck, each case with the issues it is the mean of."""

from __future__ import annotations

from fivec.documents.clean import clean
from fivec.documents.pictures.chart import Dot, Point, ScatterChart
from fivec.documents.pictures.picture import Picture
from fivec.locale import Words
from fivec.model.assessment import Assessment, Batch
from fivec.model.issues import IssueResult
from fivec.model.preference import Counted, PreferenceResult

# The issues of more cases than this would hide one another.
_MANY = 8


def scatter(batch: Batch, say: Words) -> Picture | None:
    """Return what was got against luck; ``None`` for fewer than two cases, or if none is coded."""
    cases = batch.assessments
    points, sentences, unknown = [], [], []
    for one in cases:
        point = _point(one, say, detailed=len(cases) <= _MANY)
        if point is None or one.preference is None:
            case = clean(one.case.title.to(say.language))
            unknown.append(say.labelled(case, f"{say('picture.scatter.nothing')}."))
        else:
            points.append(point)
            sentences.append(_words(point, one.preference, say))
    if len(cases) < 2 or not points:
        return None
    above = sum(point.contested > point.luck for point in points)
    return Picture(
        name="scatter",
        caption=say("picture.scatter.caption"),
        alt=say("picture.scatter.alt", count=len(points), above=above, unknown=len(unknown)),
        words=(*sentences, *unknown),
        chart=ScatterChart(tuple(points), tuple(unknown)),
        marks=sum(len(point.dots) for point in points),
    )


def _point(one: Assessment, say: Words, *, detailed: bool) -> Point | None:
    lens = one.preference
    if lens is None or lens.luck is None or lens.contested is None or lens.excess_interval is None:
        return None
    # One set of issues: those of the means, each with its weight in them.
    shares: dict[tuple[float, float], float] = {}
    for row in lens.rows if detailed else ():
        if row.luck is not None and row.contested is not None and lens.weight:
            at = row.luck, row.contested
            shares[at] = shares.get(at, 0.0) + row.weight / lens.weight
    return Point(
        label=clean(one.case.title.to(say.language)),
        luck=lens.luck,
        contested=lens.contested,
        excess=lens.excess_interval,
        firm=lens.enough(one.rubric.minimum_issue_coverage),
        dots=tuple(Dot(*at, share) for at, share in shares.items()),
    )


def _words(point: Point, lens: PreferenceResult, say: Words) -> str:
    low, high = (say.signed(end) for end in point.excess)
    span = say("from-to", low=low, high=high) if low != high else say("picture.range-none")
    parts = [
        say(
            "picture.scatter.point",
            **_figures(lens, say),
            excess=say.signed(lens.excess or 0.0),
            range=span,
        ),
        say("picture.scatter.coded", coded=lens.coded, count=lens.counted),
    ]
    if lens.basis == "overall":
        stated = _figures(lens.rows[-1], say)
        parts.append(say("picture.scatter.overall", **stated))
    if not point.firm:
        parts.append(say("picture.scatter.open"))
    issues = [
        say("picture.scatter.issue", issue=clean(one.label.to(say.language)), **_figures(one, say))
        for one in lens.issues
        if one.counts and one.contested is not None
    ]
    sentences = [say.apart(part) for part in (parts, issues) if part]
    return say.labelled(point.label, f"{'. '.join(sentences)}.")


def _figures(of: PreferenceResult | IssueResult | Counted, say: Words) -> dict[str, str]:
    return {"contested": say.number(of.contested or 0.0), "luck": say.number(of.luck or 0.0)}
