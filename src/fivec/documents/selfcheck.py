"""The results of a self-check: whether all hold, and each with its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fivec.documents.blocks import Block, Heading, Row, Table, run, strong
from fivec.documents.edition import Edition, Report
from fivec.locale import Words
from fivec.model.expected import Check, Result
from fivec.model.text import Text


def selfcheck(checks: Sequence[Check], edition: Edition) -> Report:
    """Return whether all results hold, those that do not, and every one with its source."""
    return Report(_selfcheck(checks, edition.words), edition.date)


def summary(checks: Sequence[Check], say: Words) -> str:
    """Return in a sentence whether all results hold."""
    wrong = sum(not one.holds for one in checks)
    return say("selfcheck.wrong" if wrong else "selfcheck.fine", wrong=wrong, count=len(checks))


def _selfcheck(checks: Sequence[Check], say: Words) -> Iterator[Block]:
    title = summary(checks, say).removesuffix(".")
    yield Heading(1, title, "selfcheck")
    heads = tuple(say(f"selfcheck.{name}") for name in ("what", "source", "expected", "found"))
    # Those that differ first: there may be hundreds of others.
    rows = tuple(_row(one, say) for one in sorted(checks, key=lambda one: one.holds))
    yield Table(title, heads, rows, right=(2, 3), wide=(0, 1))


def _row(one: Check, say: Words) -> Row:
    """Return a result; one that differs stands out, and has a sign where there is no bold."""
    set_, sign = (run, "") if one.holds else (strong, "≠")
    what = say(f"selfcheck.of.{one.what}", of=say.number(one.of, 0 if _whole(one.of) else 1))
    source = one.source
    by = source.to(say.language) if isinstance(source, Text) else say(f"selfcheck.by.{source}")
    texts = (
        f"{one.example} {what}",
        by,
        _result(one.expected, say),
        sign + _result(one.computed, say),
    )
    return Row(tuple(map(set_, texts)))


def _whole(value: float) -> bool:
    return float(value).is_integer()


def _result(value: Result | None, say: Words) -> str:
    """Return a number with six decimals, or levels by their ids; a dash where there is none."""
    if isinstance(value, str):
        return value.replace("–", " – ")
    return "–" if value is None else say.number(value, 6)
