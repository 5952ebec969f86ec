"""An assessment as a notebook shows it."""

from __future__ import annotations

from fivec.errors import require
from fivec.model.assessment import Assessment
from fivec.model.figure import shown
from fivec.model.values import Json


class AssessedCase(Assessment, frozen=True):
    """The assessment of a case, as a notebook shows it: a record that reports are made from.

    Its parts are its fields (``a.verdict``, ``a.capacity``, ``a.preference`` …); ``to_dict`` and
    ``rows`` give all of it to a program.
    """

    def __repr__(self) -> str:
        from fivec.documents.influence import verdict_text
        from fivec.locale import words

        case, score, verdict = self.case, self.capacity, self.verdict
        influence = verdict_text(self, words("en")) or "no verdict"
        if verdict is not None and verdict.said:
            influence += f" (confidence {verdict.confidence})"
        capacity = "not assessed" if score.score is None else str(shown(score.score))
        if score.interval is not None:
            capacity += " ({} to {})".format(*map(shown, score.interval))
        line = (
            f"<{case.actor.name.to('en')}, {case.title.to('en')}: {influence}, capacity {capacity}>"
        )
        return " ".join(line.split())

    def __hash__(self) -> int:
        return hash((self.case.id, self.case.sha256))

    def _repr_html_(self) -> str:
        from fivec.documents.edition import Edition
        from fivec.documents.several import document
        from fivec.locale import words
        from fivec.model.assessment import Batch
        from fivec.render.html.notebook import opening

        say = words("en")
        # Plain text: beside markup, whatever else stands in a page would be escaped.
        return str(opening(document(Batch((self,)), Edition(say), "body"), say))

    def to_dict(self, language: str = "en") -> dict[str, Json]:
        """Return what ``fivec score --format json`` has of the case, in a language of fivec's.

        Raises:
            FivecError: fivec does not speak that language.

        >>> import fivec
        >>> fivec.score("cases/kompas.yaml").to_dict("nl")["title"]
        'EU Strategisch Kompas 2022'
        """
        from fivec.locale import LANGUAGES, words
        from fivec.render.machine.as_json import case_record

        require("language", language, LANGUAGES)
        return case_record(self, words(language))

    def rows(self, language: str = "en") -> list[dict[str, str | float | None]]:
        """Return a flat record a figure, for a data frame: the rows of ``--format csv``, and more.

        ``part`` says what it is a figure of (``capacity``, ``capability``, ``indicator``,
        ``issue``, a lens, ``verdict``, ``answer``), ``id`` and ``label`` which one, ``measure``
        which of its figures; ``value`` is that figure, ``lower`` and ``upper`` its range with the
        coders' doubts, ``bounds_lower`` and ``bounds_upper`` that without them, ``coverage`` the
        share that was judged and ``word`` its level, or why there is none: two with a dash where it
        lies between them. Every number is a ``float``: a column of a data frame has one type. A
        label that the file has not in the language is in the first that it has.

        >>> import fivec
        >>> row = fivec.score("cases/kompas.yaml").rows()[0]
        >>> row["part"], round(row["value"], 2), row["word"]
        ('capacity', 82.29, 'high')
        """
        from fivec.render.machine.rows import rows

        return [
            {key: float(cell) if isinstance(cell, int) else cell for key, cell in row.items()}
            for row in rows(self, language)
        ]
