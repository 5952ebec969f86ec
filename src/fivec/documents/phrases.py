"""What the parts of a story share: figures, words and findings as pieces of a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fivec.documents import wording as w
from fivec.documents.blocks import Inline, Items, Line, Run, missing, run
from fivec.documents.edition import Edition
from fivec.documents.findings import listed
from fivec.model.assessment import Assessment
from fivec.model.capacity import Scored
from fivec.model.fields import Interval
from fivec.model.finding import Finding

DASH = "–"
NOTHING: Line = (Run(DASH),)


class Story:
    """Tells figures in the words and numbers of a edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.say = edition.words

    def figure(self, value: float | None) -> Line:
        """Return a score or figure of 100; a dash where there is none."""
        return NOTHING if value is None else run(self.say.number(value))

    def span(self, interval: Interval | None) -> Line:
        """Return an interval in whole numbers."""
        return NOTHING if interval is None else run(self.say.interval(*interval))

    def share(self, share: float | None) -> str:
        """Return a share as a percentage."""
        return DASH if share is None else self.say.percent(share)

    def word(self, one: Assessment, score: Scored) -> Line:
        """Return the level's label, or why a score has none."""
        if score.score is None:
            return missing(self.say("not-assessed"))
        if score.level is None:
            return missing(self.say("too-little"))
        return run(one.rubric.levels_by_id[score.level].label.to(self.say.language))

    def attained(self, one: Assessment) -> Line:
        """Return the attainment in a word, or why there is none."""
        lens = one.preference
        if lens is None or lens.attainment is None:
            return missing(self.say("not-assessed"))
        word = lens.word(one.rubric)
        if word is None:
            return missing(self.say("too-little"))
        return run(w.attained(one, word, lens.attainment, self.say))

    def findings(self, findings: Iterable[Finding]) -> Items:
        """Return findings as a list: where, how grave, which, and what it says."""
        return listed(findings, self.say)


def items(sentences: Sequence[str]) -> Items:
    """Return sentences as a list."""
    return Items(tuple(run(one) for one in sentences))


def joined(*lines: Line, by: str = " ") -> Line:
    """Return lines as one, with ``by`` between each two."""
    pieces: list[Inline] = []
    for line in lines:
        if pieces:
            pieces.append(Run(by))
        pieces += line
    return tuple(pieces)
