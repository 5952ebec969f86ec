"""The one exception: what cannot be done as it was asked, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from fivec.locale import Words
    from fivec.model.finding import Finding

Wrong = tuple[str, Mapping[str, object]]
# Of the names that could have been given, as many as anybody reads.
_MOST_NAMED = 60


class FivecError(Exception):
    """What fivec cannot do as it was asked.

    ``findings`` are what blocks a case, a rubric or a file, each with its place and its code; there
    are none where the call itself is wrong. ``wrong`` is what is wrong with the call: keys of words
    with their facts, of which ``guess`` is what was probably meant, or ``None``. ``str`` says all
    of it in English.

    >>> import fivec
    >>> try:
    ...     fivec.score("tests/examples/wrong/unknown-level.yaml")
    ... except FivecError as wrong:
    ...     [(one.line, one.code) for one in wrong.findings]
    [(8, 'unknown-level')]
    """

    def __init__(self, *wrong: Wrong, findings: Iterable[Finding] = ()) -> None:
        super().__init__(*wrong)
        self.wrong = wrong
        self.findings: tuple[Finding, ...] = tuple(findings)

    def __str__(self) -> str:
        from fivec.locale import words

        return self.message(words("en"))

    def message(self, say: Words, before: str = "") -> str:
        """Return all that is wrong, in lines; ``before`` stands before what the call has wrong."""
        from fivec.documents.clean import clean
        from fivec.documents.findings import lines

        sentences = []
        for key, facts in self.wrong:
            known = {name: clean(str(value)) for name, value in facts.items()}
            if "guess" in facts:
                known["guess"] = say("guess", guess=known["guess"]) if facts["guess"] else "."
            sentences.append(f"{before}{say(key, **known)}\n")
        return ("".join(sentences) + lines(self.findings, say)).removesuffix("\n")


def impossible(option: str, value: str, choices: Sequence[str]) -> NoReturn:
    """Raise ``FivecError``: an option has a value that it cannot have."""
    from fivec.model.suggest import nearest

    more = ["…"] if len(choices) > _MOST_NAMED else []
    listed = ", ".join([*choices[:_MOST_NAMED], *more])
    facts = {"option": option, "value": str(value), "choices": listed}
    raise FivecError(("usage.choice", {**facts, "guess": nearest(str(value), choices)}))


def require(option: str, value: str, choices: Sequence[str]) -> None:
    """Raise ``FivecError`` where an option has a value that it cannot have."""
    if value not in choices:
        impossible(option, value, choices)


def expect(name: str, value: object, kind: type) -> None:
    """Raise ``TypeError`` where an argument is not of its kind."""
    if not isinstance(value, kind):
        message = f"{name} must be of type {kind.__name__}, not {type(value).__name__}"
        raise TypeError(message)


def hold(**right: bool) -> None:
    """Raise ``FivecError`` for the first argument that cannot have its value."""
    for name, one in right.items():
        if not one:
            raise FivecError(("usage.no-such-value", {"option": name}))
