"""What would raise a capacity: each indicator a level higher, the rest as it stands.

That raises no verdict: having the means is not having influence, and no capacity enters a verdict.
"""

from __future__ import annotations

from msgspec.structs import replace

from fivec.methods.capabilities import assess_capacity, capability_of
from fivec.model.assessment import Assessment
from fivec.model.capacity import IndicatorResult
from fivec.model.figure import TOLERANCE
from fivec.model.next_steps import CapacityStep
from fivec.model.rubric import Rubric


def raising(one: Assessment) -> tuple[CapacityStep, ...]:
    """Return the indicators that count, the one that would raise the capacity most first.

    Of those that would raise it alike the weakest comes first, then in the order of the rubric;
    last those that can rise no further, or are not assessed: from nothing known nothing rises.
    """
    steps = [
        _step(one, result)
        for capability in one.capabilities
        if capability.weight > 0
        for result in capability.indicators
        if result.counts
    ]

    def first(step: CapacityStep) -> tuple[bool, float, float]:
        return (
            step.gain is None,
            -round(step.gain or 0.0, 9),
            100.0 if step.score is None else step.score,
        )

    return tuple(sorted(steps, key=first))


def next_score(one: IndicatorResult, rubric: Rubric) -> float | None:
    """Return the value of the next level above an indicator's score, 0 to 100.

    Of a measured one too, whose last step is to the high end of its measure. ``None`` where it is
    not assessed, or can rise no further.
    """
    if one.score is None:
        return None
    measured = rubric.indicators_by_name[one.name].measure is not None
    steps = [*(level.value for level in rubric.levels), *([100.0] if measured else [])]
    return next((step for step in steps if step > one.score + TOLERANCE), None)


def _step(one: Assessment, result: IndicatorResult) -> CapacityStep:
    then, today = next_score(result, one.rubric), one.capacity.score
    capacity = None if then is None else _capacity(one, replace(result, score=then))
    return CapacityStep(
        indicator=result.name,
        score=result.score,
        then=then,
        capacity=capacity,
        gain=None if capacity is None or today is None else capacity - today,
    )


def _capacity(one: Assessment, risen: IndicatorResult) -> float | None:
    capabilities = [
        result
        if result.id != risen.capability
        else capability_of(
            one.rubric.capabilities_by_id[result.id],
            tuple(risen if each.id == risen.id else each for each in result.indicators),
            one.rubric,
        )
        for result in one.capabilities
    ]
    return assess_capacity(capabilities, one.rubric).score
