"""fivec: how much influence did a state have on an international policy text, and why.

The road through the package is straight: ``files`` turns bytes into a
:class:`~fivec.model.rubric.Rubric` and a :class:`~fivec.model.case.Case`, ``api`` runs the
``methods`` over them, ``reports`` turns the resulting
:class:`~fivec.model.assessment.Assessment` into text. What is given here is all of :mod:`fivec.api`
that a user needs; it is imported when it is first asked for.
"""

# Known to type checkers by this name; typing itself would take longer to import than all of this.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from fivec.api import (
        AssessedCase,
        Failed,
        FivecError,
        Loaded,
        agreement,
        assess,
        check,
        compare,
        conditions,
        dossier,
        league,
        load,
        next_steps,
        redact,
        robustness,
        score,
        score_many,
        share,
        theory,
    )

__version__ = "0.1.0"

__all__ = [
    "AssessedCase",
    "Failed",
    "FivecError",
    "Loaded",
    "agreement",
    "assess",
    "check",
    "compare",
    "conditions",
    "dossier",
    "league",
    "load",
    "next_steps",
    "redact",
    "robustness",
    "score",
    "score_many",
    "seal",
    "share",
    "theory",
]


if not TYPE_CHECKING:  # They are to see that a name is misspelt.

    def __getattr__(name: str) -> object:
        if name not in __all__:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        from fivec import api

        return globals().setdefault(name, getattr(api, name))


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
