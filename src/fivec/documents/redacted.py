"""What is said of a redacted case: how much is left out, and whether it scores the same."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents.audience import Openness, left_out
from fivec.documents.blocks import plain
from fivec.documents.compare.figures import figure_line, figure_name, gap, signed
from fivec.documents.influence import verdict_text
from fivec.locale import Words
from fivec.model.assessment import Assessment


def redacted(before: Assessment, after: Assessment, say: Words) -> Iterator[str]:
    """Yield how much is left out, and that the score is the same or by how much it is not."""
    yield left_out([Openness.of(after.case)], say) or say("redact.nothing")
    differences = list(_differences(before, after, say))
    yield say("redact.differs" if differences else "redact.same")
    yield from differences


def _differences(before: Assessment, after: Assessment, say: Words) -> Iterator[str]:
    was, now = (verdict_text(one, say) or say("not-assessed") for one in (before, after))
    if was != now:
        yield _line(say("rubric.verdict"), was, now, say)
    for (name, capability), figure in before.figures.items():
        other = after.figures[name, capability]
        if figure == other:
            continue
        label = figure_name(name, capability, before, say)
        was, now = (plain(figure_line(name, one, say)) for one in (figure, other))
        yield _line(label, was, now, say)
        if figure.value is not None and other.value is not None:
            by = gap(name, other.value, figure.value)
            yield say("redact.by", difference=signed(name, by, say))


def _line(label: str, was: str, now: str, say: Words) -> str:
    return say.labelled(label, say("redact.becomes", was=was, now=now))
