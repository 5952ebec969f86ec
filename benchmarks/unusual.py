"""How unusual an excess is: that of real actors in DEU III, and how far luck alone reaches.

    python benchmarks/unusual.py [TABLE]

TABLE is the table of DEU III, else the file that FIVEC_DEU names; it is not shipped. Run it with
the interpreter of an environment in which fivec is installed. Prints the quantiles that ship in
``fivec.methods.calibration``, on scales and with the same issues in words, beside those; then the
share of actors over each cut of the excess, real ones and such as cannot have had influence, for
whom the outcome is what the others alone would have made of it, and as wrong as the model is.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from fivec.files.deu import countable, read_deu
from fivec.files.load import load_rubric
from fivec.methods.calibration import (
    BENCHMARKED,
    BY_LUCK,
    IN_WORDS,
    ON_SCALES,
    SHARES_BY_LUCK,
)
from fivec.methods.excess import compromise, contested_span, excess, luck_of
from fivec.methods.scale import loss
from fivec.model.negotiation import Controversy, Stance
from fivec.model.rubric import Rubric

NEAR, SEED, DRAWS = 10, 1, 20
Row = list[tuple[Controversy, Stance, list[Stance]]]
Values = np.ndarray[Any, np.dtype[np.float64]]


def sides(issue: Controversy) -> Iterator[tuple[Stance, list[Stance]]]:
    """Yield who cares for an issue, with the others who do."""
    some = [one for one in issue.stances if one.salience > 0]
    for own in some:
        yield own, [one for one in some if one is not own]


def alone(others: Sequence[Stance]) -> float:
    """Return what the others alone would have decided."""
    return compromise([(one.position, one.salience) for one in others])


def alignment(own: Stance, others: Sequence[Stance]) -> str:
    """Return in a word where an actor stood among the others."""
    whole = sum(one.salience for one in others)
    ahead = sum(one.salience for one in others if one.position - own.position > NEAR) / whole
    behind = sum(one.salience for one in others if own.position - one.position > NEAR) / whole
    near = sum(one.salience for one in others if abs(one.position - own.position) <= NEAR) / whole
    if near >= 0.5:
        return "majority"
    if min(ahead, behind) >= 0.2:
        return "middle"
    return "minority" if near >= 0.1 else "outlier"


def actors(data: bytes, exactly: int | None = None) -> tuple[list[Controversy], list[Row]]:
    """Return the issues that count, and those of each actor of each proposal of three or more.

    Or of those actors that take part in ``exactly`` so many of a proposal.
    """
    table, faults = read_deu(data, "table")
    if table is None:
        sys.exit(f"{faults[0].code} in line {faults[0].line}")
    issues = [one for one in table.issues if countable(one)]
    text = io.StringIO(data.decode("utf-8"), newline="")
    proposal = {row["isnr"]: row["prnr"] for row in csv.DictReader(text, delimiter="\t")}
    of = defaultdict(list)
    for issue in issues:
        of[proposal[issue.id]].append(issue)
    rows = defaultdict(list)
    for name, some in of.items():
        for issue in some if exactly or len(some) >= BENCHMARKED else ():
            for own, others in sides(issue):
                rows[name, own.actor].append((issue, own, others))
    if exactly:
        return issues, [row for row in rows.values() if len(row) == exactly]
    return issues, [row for row in rows.values() if len(row) >= BENCHMARKED]


def on_a_scale(
    issue: Controversy, own: Stance, others: Sequence[Stance], *, wide: bool = False
) -> float:
    """Return an excess; where ``wide``, what was contested reaches to the outcome, as published."""
    reaching = [issue.outcome] if wide else []
    lost = loss(own.position, issue.outcome)
    span = contested_span(own.position, [*(one.position for one in others), *reaching], lost)
    return excess(loss(own.position, alone(others)), lost, span)


def in_words(issue: Controversy, own: Stance, others: Sequence[Stance], rubric: Rubric) -> float:
    """Return an excess of the nearest word for what was attained, and of the table of luck."""
    word = 25 * int((100 - loss(own.position, issue.outcome)) / 25 + 0.5)
    return word - luck_of(alignment(own, others), rubric)[1]


def means(rows: Sequence[Row], of: Callable[[Controversy, Stance, list[Stance]], float]) -> Values:
    """Return the mean of each actor, by its saliences."""
    values = [
        np.average([of(*one) for one in row], weights=[own.salience for _, own, _ in row])
        for row in rows
    ]
    return np.round(values, 9)


def by_luck(issues: Sequence[Controversy], rows: Sequence[Row]) -> Values:
    """Return the excess of actors without influence, so many draws of each."""
    errors = [issue.outcome - alone(issue.stances) for issue in issues]
    random = np.random.default_rng(SEED)
    drawn: list[float] = []
    for row in rows:
        wishes = np.array([own.position for _, own, _ in row])
        anyway = np.array([alone(others) for _, _, others in row])
        spans = np.array([contested_span(own.position, [one.position for one in others], 0)
                          for _, own, others in row])  # fmt: skip
        weights = np.array([own.salience for _, own, _ in row])
        made = np.clip(anyway + random.choice(errors, (DRAWS, len(row))), 0, 100)
        lost = np.abs(made - wishes)
        length = np.maximum(spans, lost)
        gained = np.abs(anyway - wishes) - lost
        each = 100 * np.divide(gained, length, out=np.zeros_like(lost), where=length > 0)
        drawn += list(each @ weights / weights.sum())
    return np.round(drawn, 9)


def quantiles(values: Values) -> tuple[float, ...]:
    """Return the quantiles 0, 5, … 100 %, with one decimal."""
    return tuple(np.percentile(values, range(0, 101, 5)).round(1).tolist())


def over(values: Values) -> list[float]:
    """Return the share over each of the cuts that luck is told by."""
    return [float(np.mean(values > cut)) for cut in BY_LUCK]


def main() -> None:
    """Make the tables again, and print them beside what ships."""
    table = Path(sys.argv[1] if len(sys.argv) == 2 else os.environ.get("FIVEC_DEU", ""))
    if not table.is_file():
        sys.exit(__doc__)
    rubric = load_rubric(str(Path(__file__).parents[1] / "rubrics" / "iob-5c.yaml"))[0]
    issues, rows = actors(table.read_bytes())
    print(f"{len(rows)} actors, each in one proposal of {BENCHMARKED} issues or more")
    scales = means(rows, lambda *one: on_a_scale(*one, wide=True))
    words = means(rows, lambda *one: in_words(*one, rubric))
    for name, values, shipped in (
        ("on scales", scales, ON_SCALES),
        ("in words", words, IN_WORDS),
    ):
        made = quantiles(values)
        print(f"{name}: {'the same as ships' if made == shipped else f'ships {shipped}'}\n  {made}")
    luck = by_luck(issues, rows)
    print(f"share over {BY_LUCK}")
    for name, values in (("real, on scales", scales), ("real, in words", words), ("luck", luck)):
        print(f"{name:16}", *(f"{share:7.4f}" for share in over(values)))
    print(f"{'luck, as ships':16}", *(f"{share:7.4f}" for share in SHARES_BY_LUCK))


if __name__ == "__main__":
    main()
