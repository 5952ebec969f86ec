"""``fivec selfcheck``: are the numbers on this machine the published and worked ones?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from fivec.cli import shell

if TYPE_CHECKING:
    from fivec.model.finding import Finding


def selfcheck(lang: shell.Lang = None, no_color: shell.NoColor = False) -> None:
    """Print every number with its source, as expected and as found; end with 1 if one differs."""
    from fivec.api import assess
    from fivec.files.expected import read_expected
    from fivec.files.load import Loader
    from fivec.files.paths import Input
    from fivec.files.shipped import shipped
    from fivec.reports import View
    from fivec.reports.findings import lines
    from fivec.reports.selfcheck import render
    from fivec.selfcheck import case_checks, method_checks

    words = shell.words(lang)
    checks = list(method_checks())
    faults: list[Finding] = []
    loader = Loader()
    for path in shipped("cases/expected"):
        expected, wrong = read_expected(path)
        case = path.parent.parent / path.name
        loaded = loader.load(Input(case.name, case, case.parent))
        if expected is None or loaded.case is None or loaded.rubric is None:
            faults += [*wrong, *(one for one in loaded.findings if one.blocks)]
        else:
            checks.extend(case_checks(assess(loaded.case, loaded.rubric), expected))
    view = View(
        words=words,
        width=shell.width(sys.stdout),
        color=shell.colorful(sys.stdout, no_color),
        ascii=shell.only_ascii(sys.stdout),
    )
    shell.out(render(checks, view))
    if faults:
        shell.note(lines(faults, words))
        raise typer.Exit(shell.WRONG)
    if not all(one.holds for one in checks):
        raise typer.Exit(shell.NEGATIVE)
