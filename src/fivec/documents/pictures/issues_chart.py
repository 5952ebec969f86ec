"""The issues on a scale: what was wanted, what was and what was got, and where the others stood."""

from __future__ import annotations

from fivec.documents.clean import clean
from fivec.documents.pictures.chart import IssueChart, IssueRow, ScaleEnd
from fivec.documents.pictures.picture import Picture
from fivec.documents.wording import attained
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.issues import IssueResult
from fivec.model.positions import Issue, Scale


def issues(one: Assessment, say: Words) -> Picture | None:
    """Return the issues on their scales; ``None`` where no position or outcome is on a scale."""
    if one.preference is None:
        return None
    pairs = zip(one.case.issues, one.preference.issues, strict=True)
    rows = tuple(
        _row(one, issue, issue.scale, result, say)
        for issue, result in pairs
        if issue.scale is not None and _drawable(issue)
    )
    if not rows:
        return None
    left_out = len(one.case.issues) - len(rows)
    words = [_words(row, say) for row in rows]
    if left_out:
        words.append(say("picture.issues.left-out", count=left_out))
    return Picture(
        name="issues",
        caption=say("picture.issues.caption", case=clean(one.case.title.to(say.language))),
        alt=say("picture.issues.alt", count=len(rows)),
        words=tuple(words),
        chart=IssueChart(rows, left_out),
        marks=sum(len(row.others) for row in rows),
    )


def _drawable(issue: Issue) -> bool:
    return issue.length > 0 and any(
        value is not None for value in (issue.position, issue.status_quo, issue.outcome)
    )


def _row(one: Assessment, issue: Issue, scale: Scale, result: IssueResult, say: Words) -> IssueRow:
    meanings = [(end, scale.meaning(end)) for end in issue.extent]
    ends = [
        ScaleEnd(end, "" if says is None else clean(says.to(say.language)))
        for end, says in meanings
    ]
    return IssueRow(
        label=clean(issue.label.to(say.language)),
        low=ends[0],
        high=ends[1],
        wanted=issue.position,
        was=issue.status_quo,
        got=issue.outcome,
        others=tuple((clean(other.actor), other.position) for other in issue.others),
        alone=result.counterfactual.compromise if result.counterfactual else None,
        attainment=result.attainment,
        attainment_range=result.range,
        contested=result.contested,
        luck=result.luck,
        word=_word(one, result, say),
    )


def _word(one: Assessment, result: IssueResult, say: Words) -> str:
    """Return how much was attained in a word, or why the issue does not count."""
    if result.status != "coded":
        return say(f"status.{result.status}")
    word = result.word(one.rubric)
    return attained(one, word, result.attainment, say) if word else say("no-word")


def _words(row: IssueRow, say: Words) -> str:
    ends = (
        f"{say.exact(end.value)} ({end.says})" if end.says else say.exact(end.value)
        for end in (row.low, row.high)
    )
    low, high = ends
    sentences = [say("issue.scale", low=low, high=high)]
    for name, value in (("wanted", row.wanted), ("status-quo", row.was), ("got", row.got)):
        known = say("unknown") if value is None else say.exact(value)
        sentences.append(say.labelled(say(f"picture.issues.{name}"), known))
    if row.others:
        others = (f"{actor} {say.exact(position)}" for actor, position in row.others)
        sentences.append(say.labelled(say("picture.issues.others"), ", ".join(others)))
    if row.alone is not None:
        sentences.append(say.labelled(say("picture.issues.alone"), say.exact(row.alone)))
    if row.attainment is not None:
        figure = say.number(row.attainment)
        if row.attainment_range:
            figure += f" ({say.interval(*row.attainment_range)})"
        sentences.append(say.labelled(say("picture.issues.attained"), figure))
    if row.contested is not None and row.luck is not None:
        figures = {
            "contested": say.number(row.contested),
            "luck": say.number(row.luck),
            "excess": say.signed(row.contested - row.luck),
        }
        sentences.append(say("picture.issues.luck", **figures))
    return say.labelled(row.label, f"{say.apart([*sentences, row.word])}.")
