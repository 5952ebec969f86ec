"""``fivec selfcheck``: are the numbers on this machine the published and worked ones?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from fivec.cli import shell
from fivec.cli.output import Destination, gives
from fivec.errors import FivecError

if TYPE_CHECKING:
    from fivec.model.finding import Finding


@gives("selfcheck")
def selfcheck(*, to: Destination) -> None:
    """Print every result with its source, as expected and as found; end with 1 if one differs."""
    from fivec import api
    from fivec.documents import selfcheck as document
    from fivec.files.expected import read_expected
    from fivec.files.paths import Input
    from fivec.files.shipped import shipped
    from fivec.model.assessment import Failed
    from fivec.selfcheck import case_checks, method_checks, share_checks, theory_checks

    to.guard([])
    checks = list(method_checks())
    faults: list[Finding] = []
    known = (*shipped("worked/expected"), *shipped("cases/expected"))
    files = [path.parent.parent / path.name for path in known]
    cases = [Input(file.name, file, file.parent) for file in files]
    for path, case in zip(known, api.score_many(cases, keep_failed=True), strict=True):
        expected, wrong = read_expected(path)
        if expected is None or isinstance(case, Failed):
            faults += [*wrong, *(one for one in case.findings if one.blocks)]
        else:
            checks.extend(case_checks(case, expected))
    for path in (*shipped("shares/expected"), *shipped("theories/expected")):
        expected, wrong = read_expected(path)
        faults += wrong
        file = path.parent.parent / path.name
        if expected is not None and expected.chain is not None:
            checks.extend(theory_checks(api.theory(file), expected))
        elif expected is not None:
            checks.extend(share_checks(api.share(file), expected))
    to.send(checks, document.selfcheck)
    if not to.quiet:
        shell.note(document.summary(checks, to.speak))
    if faults:
        raise FivecError(findings=faults)
    if not all(one.holds for one in checks):
        raise typer.Exit(shell.NEGATIVE)
