"""How far the posterior hangs on the tests being independent."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct


class DependentPosterior(Struct, frozen=True):
    """The posterior at a dependence."""

    dependence: Annotated[float, Meta(description="How dependent: 0 not at all, 1 one cluster.")]
    posterior: Annotated[float, Meta(description="The posterior then, 0 to 1.")]
    level: Annotated[
        str | None, Meta(description="Its level; null: the rubric has no bands for it.")
    ]


class Crossing(Struct, frozen=True):
    """Where the posterior goes to another level of the scale."""

    dependence: Annotated[float, Meta(description="The dependence at which it does, 0 to 1.")]
    level: Annotated[str, Meta(description="The level that it then lies on.")]


class DependenceResult(Struct, frozen=True, kw_only=True):
    """The tracing between independent tests and wholly dependent ones."""

    tests: Annotated[int, Meta(description="How many tests tell the claim from a rival.")]
    posteriors: Annotated[
        tuple[DependentPosterior, ...], Meta(description="The posterior as dependence grows.")
    ]
    crossings: Annotated[
        tuple[Crossing, ...], Meta(description="Where the posterior changes its level.")
    ]
    ratio_at_least: Annotated[
        float | None,
        Meta(description="The least ratio of all tests together, whatever their dependence."),
    ]
    ratio_at_most: Annotated[
        float | None,
        Meta(description="The greatest; null where there is no bound."),
    ]
