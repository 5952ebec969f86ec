"""What there is to say of files, and what everyone may see of one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from fivec.api.lenses import assess
from fivec.api.other_files import shared
from fivec.api.reading import one_input, reader_for
from fivec.assessed import AssessedCase
from fivec.checks.batch import SeenIds
from fivec.errors import FivecError
from fivec.files.paths import Input, Name, Sources, interview_records, listed, sources
from fivec.files.yaml_kind import KINDS
from fivec.model.case import Case
from fivec.model.checked import Checked
from fivec.model.fair_share import FairShare
from fivec.model.finding import Finding, WaivedFinding
from fivec.model.rubric import Rubric
from fivec.model.theory import Theory


def check(
    paths: Sources, *, rubric: Name | None = None, audience: str = "internal"
) -> list[Finding]:
    """Return all that there is to say of files, as ``fivec check`` prints it.

    Of a folder every case, rubric and theory below it is checked. What cannot be read is a finding
    too: this raises nothing. What a case waives is left out. ``audience`` is as for ``load``; of a
    file that is wrong everyone may see where, and with which code.

    >>> [one.code for one in check("cases/kompas.yaml")]
    ['shared-by-issues', 'few-external-groups', 'shared-by-sides', 'own-likelihoods']
    """
    return list(checked(paths, rubric=rubric, audience=audience).findings)


def checked(paths: Sources, *, rubric: Name | None = None, audience: str = "internal") -> Checked:
    """Return what ``check`` does, with the files that were read and what their cases waive."""
    loader = reader_for(rubric, audience, read_others=True)
    findings: list[Finding] = []
    waived: list[WaivedFinding] = []
    ids: dict[type, SeenIds] = defaultdict(SeenIds)
    findings += [one for given in listed(paths) for one in interview_records(given)]
    named = sources(paths, KINDS)
    for given in sorted(named, key=lambda one: isinstance(one, Input)):
        if isinstance(given, Finding):
            findings.append(given)
            continue
        one = loader.load(given)
        own = set(one.findings)
        if one.case is not None and one.rubric is not None:
            assessed = assess(one.case, one.rubric, own)
            own = set(assessed.findings)
            waived += assessed.waived
            ids[Case].add(one.case.id, one.file)
        elif one.rubric is not None:
            ids[Rubric].add(f"{one.rubric.id}@{one.rubric.version}", one.file)
        elif isinstance(one.other, Theory | FairShare):
            if isinstance(one.other, FairShare):
                own.update(shared(one.other, ()).findings)
            ids[type(one.other)].add(one.other.id, one.file)
        findings += sorted(own)
    findings += [again for seen in ids.values() for again in seen.twice()]
    files = tuple(one.name for one in named if isinstance(one, Input))
    return Checked(files, tuple(findings), waived=tuple(waived))


class Redacted(NamedTuple):
    """A case, what everyone may see of it, and the values of the file of that."""

    whole: AssessedCase
    public: AssessedCase
    root: dict[str, Any]


def redact(path: Name) -> Redacted:
    """Return what everyone may see of a case, beside the case itself: the figures are the same.

    ``path`` is as for ``load``.

    Raises:
        FivecError: As ``load`` does; and where what everyone may see repeats what is left out.

    >>> redact("tests/examples/right/two-audiences.yaml").public.left_out.evidence
    6
    """
    whole, public, document = reader_for(None, "public").redacted(one_input(path))
    if whole.case is None or whole.rubric is None or public.case is None or public.rubric is None:
        raise FivecError(findings=public.findings)
    repeated = [one for one in public.findings if one.code == "repeats-withheld"]
    if repeated:
        raise FivecError(("redact.repeats", {}), findings=repeated)
    before = assess(whole.case, whole.rubric, whole.findings)
    after = assess(public.case, public.rubric, public.findings)
    return Redacted(before, after, document.root)
