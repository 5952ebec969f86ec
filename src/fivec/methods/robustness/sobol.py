"""Whose doing the variance is: Sobol' indices of groups of inputs.

First order after Saltelli et al. (2010, Computer Physics Communications 181(2):259–270), total
after Jansen (1999, Computer Physics Communications 117:35–43).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from fivec.methods.robustness.uniforms import Floats

Name = TypeVar("Name")


def exchanged(
    of: Callable[[Floats], Floats],
    groups: Mapping[Name, Sequence[int]],
    one: Floats,
    other: Floats,
) -> dict[Name, Floats]:
    """Return, for each group, the function of ``one`` with the group's columns of ``other``.

    ``one`` and ``other`` are two independent samples of numbers from 0 to 1, a row a draw.
    """
    values = {}
    for name, columns in groups.items():
        mixed = one.copy()
        mixed[:, list(columns)] = other[:, list(columns)]
        values[name] = of(mixed)
    return values


def indices(
    first: Floats, second: Floats, mixed: Mapping[Name, Floats]
) -> dict[Name, tuple[float, float]] | None:
    """Return each group's first-order and total index, about 0 to 1; ``None`` without variance.

    ``first`` and ``second`` are the values of a function of two independent samples, ``mixed``
    what ``exchanged`` gives for them.
    """
    import numpy as np

    whole = np.concatenate((first, second))
    middle, variance = whole.mean(), whole.var()
    if variance <= 1e-18:
        return None
    return {
        name: (
            float(((second - middle) * (values - first)).mean() / variance),
            float(((first - values) ** 2).mean() / 2 / variance),
        )
        for name, values in mixed.items()
    }
