"""What one file that is no case comes to: a policy theory, a fair share, a table of DEU III."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from operator import index
from typing import TYPE_CHECKING

from msgspec.structs import replace

from fivec.api.many import each_over
from fivec.api.reading import alone
from fivec.errors import FivecError, expect, hold, require
from fivec.files.paths import Name, listed, name_of
from fivec.model.fair_share import FairShare
from fivec.model.finding import Finding

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from fivec.model.league import League
    from fivec.model.negotiation import Negotiations
    from fivec.model.share_result import ShareResult
    from fivec.model.theory_result import TheoryResult


def league(
    table: Name | Negotiations,
    *,
    sort: str = "attainment",
    draws: int = 1000,
    seed: int = 1,
    missing: str | Iterable[str] = (),
    executor: Executor | None = None,
) -> League:
    """Return the actors of a table of DEU III beside each other, over the issues that count.

    ``sort`` is ``actor``, ``issues``, ``attainment``, ``contested``, ``luck``, ``excess``,
    ``relative`` or one of the last five after ``plain-``, which is not weighted by salience.
    ``draws`` is the number of bootstrap samples behind the intervals (0: none), ``seed`` what they
    are drawn from, and ``missing`` are texts that stand in the table for what is missing.
    ``executor`` is as for ``score_many``.

    Raises:
        FivecError: The table cannot be read or has a fault, or an argument cannot have its value.

    >>> [one.actor for one in league("tests/examples/tables/made-up.tsv").standings]
    ['cc', 'bb', 'aa', 'dd']
    """
    from fivec.files.deu import countable, read_deu
    from fivec.files.tables import read_table
    from fivec.methods.league import league_of
    from fivec.model.league import SORTS
    from fivec.model.negotiation import Negotiations

    require("sort", sort, SORTS)
    texts = tuple(listed(missing))
    for text in texts:
        expect("missing", text, str)
    hold(draws=index(draws) >= 0, seed=index(seed) >= 0)
    if not isinstance(table, Negotiations):
        held, faults = read_table(name_of(table), partial(read_deu, missing=texts))
        if held is None:
            raise FivecError(findings=faults)
        table = held
    counted = [one for one in table.issues if countable(one)]
    each = each_over(executor)
    return league_of(table, counted, sort=sort, draws=draws, seed=seed, each=each)


def theory(path: Name, *, audience: str = "internal") -> TheoryResult:
    """Return what follows from a policy theory: its evidence weighed, and its chain (METHODS §9).

    ``path`` is a file that says ``fivec/theory@1``, or a folder with one in it. Every verdict is
    one of the file: none is made here. For the ``public`` audience it is told whole, or not.

    Raises:
        FivecError: The file cannot be read, or something in it blocks it. Or not everyone may see
            all of its sources, or there is no such audience.

    >>> found = theory("theories/en-en-beleid.yaml")
    >>> found.chain.verdict, found.chain.weakest
    ('aannemelijk', ('A4', 'A5'))
    """
    from fivec.methods.theory import assess_theory

    return assess_theory(*alone(path, "theory", audience))


def share(path: Name, *, audience: str = "internal") -> ShareResult:
    """Return what a state would have to give by its size, and what it gave (METHODS §10).

    ``path`` is a file that says ``fivec/share@1``, or a folder with one in it. Every row comes as
    the source rounds its share and without rounding, beside what the source prints. It measures
    contribution, and never influence. ``audience`` is as for ``theory``.

    Raises:
        FivecError: As ``theory`` does.

    >>> standby = share("shares/samen-sterker.yaml").rows[5]
    >>> standby.rounded.share, standby.unrounded.share, standby.printed.agrees
    (0.09300595238095238, 0.09686156793818125, True)
    """
    return shared(*alone(path, "share", audience))


def shared(held: FairShare, findings: Iterable[Finding]) -> ShareResult:
    """Return what a fair share comes to, with what was found while it was read."""
    from fivec.checks.fair_share import check_sums
    from fivec.methods.fair_share import assess_fair_share

    result = assess_fair_share(held)
    return replace(result, findings=tuple(sorted({*findings, *check_sums(result)})))
