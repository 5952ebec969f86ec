"""All that the files of one evaluation come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fivec.api.lenses import assess, options_of
from fivec.api.other_files import shared
from fivec.api.reading import reader_for, whole_for
from fivec.assessed import AssessedCase
from fivec.checks.batch import SeenIds
from fivec.files.load import Loader
from fivec.files.paths import Name, Sources, sources
from fivec.model.assessment import Batch, Failed
from fivec.model.fair_share import FairShare
from fivec.model.finding import Finding
from fivec.model.share_result import ShareResult
from fivec.model.theory import Theory
from fivec.model.theory_result import TheoryResult

if TYPE_CHECKING:
    from fivec.model.dossier import Dossier

# The kinds of file that make a dossier.
IN_DOSSIER = ("case", "theory", "share")


def dossier(
    paths: Sources,
    *,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
) -> Dossier:
    """Return all that the files of one evaluation come to: cases, theories and shares.

    ``paths`` are folders or files, each read as what it says it is; ``rubric``, ``scope`` and
    ``fallback`` are as for ``score``, and ``audience`` is as for it and for ``theory``. What cannot
    be read is among ``batch.failed``, and keeps nothing else from being read.

    Raises:
        FivecError: There is no such scope or audience, or not everyone may see all of the sources
            of a theory or a share.

    >>> one = dossier(["cases", "theories", "shares"])
    >>> len(one.batch.assessments), len(one.theories), len(one.shares)
    (6, 1, 1)
    """
    from fivec.methods.theory import assess_theory
    from fivec.model.dossier import Dossier

    options_of(scope, fallback)
    loader = reader_for(rubric, audience, read_others=True)
    ids = SeenIds()
    cases: list[AssessedCase] = []
    theories: list[TheoryResult] = []
    shares: list[ShareResult] = []
    failed: list[Failed] = []
    for given in sources(paths, IN_DOSSIER):
        if isinstance(given, Finding):
            failed.append(Failed(given.file, (given,)))
            continue
        one = loader.load(given)
        if one.case is not None and one.rubric is not None:
            same = ids.add(one.case.id, one.file)
            findings = (*one.findings, same) if same else one.findings
            cases.append(assess(one.case, one.rubric, findings, scope=scope, fallback=fallback))
        elif isinstance(one.other, Theory):
            theories.append(assess_theory(whole_for(audience, one.other), one.findings))
        elif isinstance(one.other, FairShare):
            shares.append(shared(whole_for(audience, one.other), one.findings))
        else:
            # A rubric is none of these: by a case's reader it is told of what it is.
            faults = one.findings if one.rubric is None else Loader().load(given).findings
            failed.append(Failed(one.file, faults))
    batch = Batch((*cases, *failed))
    return Dossier(batch=batch, theories=tuple(theories), shares=tuple(shares))
