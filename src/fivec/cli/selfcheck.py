"""``fivec selfcheck``: are the numbers on this machine the published and worked ones?"""

from __future__ import annotations

import sys

import typer

from fivec.cli import shell


def selfcheck(lang: shell.Lang = None, no_color: shell.NoColor = False) -> None:
    """Print every number with its source, as expected and as found; end with 1 if one differs."""
    from fivec.assess import assess
    from fivec.files.load import Loader
    from fivec.files.paths import Input
    from fivec.files.shipped import shipped
    from fivec.reports import View
    from fivec.reports.selfcheck import render
    from fivec.selfcheck import case_checks, method_checks

    words = shell.words(lang)
    checks = list(method_checks())
    loader = Loader()
    for path in shipped("cases"):
        loaded = loader.load(Input(path.name, path, path.parent))
        if loaded.case is not None and loaded.rubric is not None:
            checks.extend(case_checks(assess(loaded.case, loaded.rubric)))
    view = View(
        words=words,
        width=shell.width(sys.stdout),
        color=shell.colorful(sys.stdout, no_color),
        ascii=shell.only_ascii(sys.stdout),
    )
    shell.out(render(checks, view))
    if not all(one.holds for one in checks):
        raise typer.Exit(shell.NEGATIVE)
