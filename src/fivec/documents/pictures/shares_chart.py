"""How the verdicts of many draws are distributed: a bar each, the weakest first."""

from __future__ import annotations

from fivec.documents.clean import clean
from fivec.documents.pictures.chart import ShareChart, ShareRow
from fivec.documents.pictures.picture import Picture
from fivec.documents.reasoning import in_short, span_text
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.robustness import RobustnessResult


def verdict_shares(one: Assessment, firm: RobustnessResult, say: Words) -> Picture:
    """Return the verdicts that came out, each with its share of the draws."""
    levels = one.rubric.verdict.levels if one.rubric.verdict else ()
    short = in_short(one)
    rows = tuple(
        ShareRow(
            label=say.capital(span_text(short, each.verdict, say)),
            share=each.share,
            word=of_hundred(each.share, say),
            coded=each.verdict == firm.as_coded,
        )
        for each in sorted(firm.verdicts, key=lambda each: tuple(map(levels.index, each.verdict)))
    )
    case = clean(one.case.title.to(say.language))
    return Picture(
        name="shares",
        caption=say("picture.shares.caption", case=case),
        alt=say("picture.shares.alt", count=len(rows), draws=say.number(firm.draws, 0)),
        words=tuple(_words(row, say) for row in rows),
        chart=ShareChart(rows),
    )


def _words(row: ShareRow, say: Words) -> str:
    coded = f" ({say('picture.shares.coded')})" if row.coded else ""
    return say.labelled(f"{row.label}{coded}", f"{say('picture.shares.row', share=row.word)}.")


def of_hundred(share: float, say: Words) -> str:
    """Return a share, 0 to 1, as so many of 100; what is next to none or all is said to be so."""
    if 0 < share < _ROUNDED or 1 - _ROUNDED < share < 1:
        return say("robustness.under-1" if share < 0.5 else "robustness.over-99")
    return say.number(100 * share, 0)


# What would be rounded to none, or to all.
_ROUNDED = 0.005
