"""What is asked of one case: its assessment, and what follows from that."""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, Any

from fivec.api.lenses import assess
from fivec.api.many import each_over
from fivec.api.reading import load, meant_for
from fivec.assessed import AssessedCase
from fivec.errors import FivecError, hold
from fivec.files.paths import Name
from fivec.model.assessment import Assessment

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from fivec.model.next_steps import NextSteps
    from fivec.model.robustness import RobustnessResult
    from fivec.model.verdict import JointMove


def score(
    path: Name,
    *,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
    actor: str | None = None,
) -> AssessedCase:
    """Return the assessment of the case in a file: ``load`` and ``assess`` in one.

    ``path``, ``rubric``, ``audience`` and ``actor`` are as for ``load``; ``scope`` and ``fallback``
    as for ``assess``.

    Raises:
        FivecError: As ``load`` and ``assess`` do.

    >>> round(score("cases/kompas.yaml").capacity.score, 2)
    82.29
    """
    loaded = load(path, rubric=rubric, audience=audience, actor=actor)
    return assess(*loaded, scope=scope, fallback=fallback)


def pairs(one: Assessment) -> tuple[JointMove, ...]:
    """Return the two answers at once that move an end of a verdict as no single answer does.

    There are none where the rubric has no rule for a verdict.

    >>> pairs(score("cases/hybride-toolbox.yaml"))[0].levels
    {'excess': 'decisive', 'attribution': 'decisive'}
    """
    from fivec.methods.levers.pairs import joint_moves

    rule = one.rubric.verdict
    return joint_moves(one.verdict, rule.levels) if one.verdict and rule else ()


def next_steps(
    case: Name | Assessment,
    *,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
) -> NextSteps:
    """Return what to ask next about a case, and what would raise the capacity (METHODS §15).

    ``case`` is a file, or an assessment, which has its own rubric, scope and fallback aims. For
    each thing that is not known: how likely knowing it is to change the verdict, and to what.

    Raises:
        FivecError: The case cannot be read, or there is no such scope.

    >>> steps = next_steps("cases/hybride-toolbox.yaml")
    >>> [(one.what, round(one.chance, 3)) for one in steps.asks]
    [('group', 1.0), ('alignment', 0.422)]
    """
    from fivec.methods.next_steps import assess_next_steps

    return assess_next_steps(
        _assessment(case, audience, rubric=rubric, scope=scope, fallback=fallback)
    )


def robustness(
    case: Name | Assessment,
    *,
    draws: int = 10_000,
    seed: int = 1,
    weights: float = 0.5,
    missing: bool = False,
    conventions: bool = False,
    rubric: Name | None = None,
    scope: str = "case",
    fallback: bool = False,
    audience: str = "internal",
    executor: Executor | None = None,
) -> RobustnessResult:
    """Return how a verdict and its figures stand up to other assumptions (METHODS §12 and §14).

    ``case`` is a file, or an assessment, which has its own rubric, scope and fallback aims. In each
    of so many ``draws``, from ``seed``, all that was assumed is drawn anew; ``weights`` is by which
    share of itself, 0 to 1, a weight may differ. ``missing`` draws what is not assessed too, and
    ``conventions`` the rubric's cut points. It is no confidence interval. ``executor`` is as for
    ``score_many``.

    Raises:
        FivecError: The case cannot be read, its rubric has no rule for a verdict, or an argument
            cannot have its value.

    >>> firm = robustness("cases/eu-navo-dialoog.yaml", draws=100)
    >>> [(one.verdict, one.share) for one in firm.verdicts]
    [(('none', 'none'), 1.0)]
    """
    from fivec.methods.robustness.result import assess_robustness
    from fivec.model.robustness import ASSUMPTIONS, ON_REQUEST

    hold(draws=index(draws) > 0, seed=index(seed) >= 0, weights=0 <= weights <= 1)
    asked = {"missing": missing, "conventions": conventions}
    vary = frozenset(one for one in ASSUMPTIONS if one not in ON_REQUEST or asked[one])
    case = _assessment(case, audience, rubric=rubric, scope=scope, fallback=fallback)
    firm = assess_robustness(
        case, vary, draws=draws, seed=seed, weights=weights, each=each_over(executor)
    )
    if firm is None:
        raise FivecError(("robustness.no-rule", {"rubric": case.rubric.id}))
    return firm


def _assessment(case: Name | Assessment, audience: str, **how: Any) -> Assessment:
    """Return the assessment of a file, or one that was given where it is for the audience."""
    if not isinstance(case, Assessment):
        return score(case, audience=audience, **how)
    return meant_for(audience)(case)
