"""Cases made up to be hard to draw: long labels, many rows, other scales."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from fivec.api import robustness
from fivec.documents.pictures.answers_chart import answers
from fivec.documents.pictures.grid_chart import grid
from fivec.documents.pictures.issues_chart import issues
from fivec.documents.pictures.picture import Picture
from fivec.documents.pictures.profile_chart import profile
from fivec.documents.pictures.scatter_chart import scatter
from fivec.documents.pictures.shares_chart import verdict_shares
from fivec.documents.pictures.walk_chart import walk
from fivec.locale import Words
from fivec.methods.theory import assess_theory
from fivec.model.assessment import Assessment, Batch
from fivec.model.text import plain
from fivec.model.theory import Arrow, Assumption, ChainNode, Plausibility, Theory
from fivec.model.theory_result import TheoryResult
from tests.conftest import assessed

LONG = (
    "Interdepartementale afstemming over de veiligheidsverantwoordelijkheden binnen "
    "samenwerkingsverbanden, crisisbeheersingsorganisaties en bondgenootschappelijke structuren"
)
EVIL = '=1+1 <script>x</script> | [bold]y[/] *z* $x$ \\alpha a_b & "q" 漢字 🙂'


def of_case(one: Assessment, say: Words) -> Iterator[Picture]:
    """Yield every picture that a case gives."""
    for draw in (profile, issues, answers, walk):
        picture = draw(one, say)
        if picture is not None:
            yield picture
    if one.verdict is not None:
        yield verdict_shares(one, robustness(one, draws=500), say)


def of_cases(cases: list[Assessment], say: Words) -> Iterator[Picture]:
    """Yield every picture that several cases give."""
    for draw in (grid, scatter):
        picture = draw(Batch(tuple(cases)), say)
        if picture is not None:
            yield picture


def theory(wide: int, deep: int, marks: int, *, label: str = LONG) -> TheoryResult:
    """Return a theory of so many boxes in a row, and rows, with so many assumptions an arrow."""
    rows = [[f"n{row}-{at}" for at in range(wide)] for row in range(deep)]
    links = [
        Arrow(start=start, end=end)
        for above, below in pairwise(rows)
        for start, end in (*zip(above, below, strict=True), (above[0], below[-1]))
    ]
    scale = tuple(Plausibility(id=f"p{n}", label=plain(f"{n} {label}")) for n in range(5))
    return assess_theory(
        Theory(
            id="made",
            title=plain(label),
            scale=scale,
            nodes=tuple(ChainNode(id=one, label=plain(label)) for row in rows for one in row),
            arrows=tuple(links),
            assumptions=tuple(
                Assumption(
                    id=f"assumption-{n}-{at}",
                    statement=plain(label),
                    link=link,
                    verdict=f"p{(n + at) % 5}",
                )
                for n, link in enumerate(links)
                for at in range(marks)
            ),
        )
    )


def rubric(capabilities: int, levels: int = 5, *, label: str = LONG) -> dict:
    """Return a rubric of so many capabilities and levels, the last capability not counted."""
    return {
        "format": "fivec/rubric@1",
        "id": "made",
        "version": 1,
        "title": "Made",
        "levels": [
            {"id": f"l{n}", "value": 100 * n / (levels - 1), "label": f"{n} {label}"}
            for n in range(levels)
        ],
        "capabilities": [
            {
                "id": f"c{n}",
                "label": f"{n} {label}",
                "weight": 0 if n == capabilities - 1 else 1,
                "indicators": [{"id": "i", "label": label}, {"id": "j", "label": label}],
            }
            for n in range(capabilities)
        ],
        "verdict": {
            "scale": [{"id": f"v{n}", "label": f"{n} {label}"} for n in range(levels)],
            "bands": {
                "attained": {"cuts": [100 * n / levels for n in range(1, levels)]},
                "excess": {"cuts": [40 * n / levels for n in range(1, levels)]},
                "tracing": {"cuts": [n / levels for n in range(1, levels)]},
            },
        },
    }  # fmt: skip


def issue(number: int, label: str) -> dict:
    """Return an issue on a scale, its marks now apart, now on one another."""
    low, high = -5 * number, 1000 * number + 7.5
    step = (high - low) / 10
    return {
        "id": f"i{number}",
        "label": f"{number} {label}",
        "scale": {"min": low, "max": high, "points": {f"{low:g}": label, f"{high:g}": label}},
        "position": high,
        "status_quo": low if number % 3 else high - step / 100,
        "outcome": low + step * (number % 11),
        "others": [
            {"actor": f"A{n}", "position": low + step * ((number * n) % 11)} for n in range(27)
        ],
    }


def case(
    *, name: str = "a", issues: int = 0, tests: int = 0, label: str = LONG, rated: int = 0
) -> dict:
    """Return a case with so many issues on a scale, tests, and capabilities rated."""
    made: dict = {
        "format": "fivec/case@1", "id": name, "title": label, "rubric": "made",
        "actor": {"id": "A", "label": label},
        "codings": [{
            "coder": "a",
            "ratings": {f"c{n}.i": {"level": "l1", "range": ["l0", "l1"]} for n in range(rated)},
        }],
        "sources": [{"id": "s", "kind": "study", "citation": label}],
        "evidence": [{
            "id": "e", "says": label, "source": "s", "scope": "case",
            "bears_on": {f"c{n}.i": "supports" for n in range(rated)},
        }] if rated else [],
        "issues": [issue(number, label) for number in range(1, issues + 1)],
        "attributions": [
            {"by": "external", "group": label, "level": "v1", "range": ["v0", "v1"]}
        ],
        "published": {"influence": ["v0", "v1"], "where": label},
    }  # fmt: skip
    if tests:
        results = ("found", "found", "absent", "not-sought")
        made["tracing"] = {
            "by": "coder",
            "hypotheses": [
                {"id": "h", "says": label, "kind": "contribution", "prior": 0.2},
                {"id": "r", "says": label, "kind": "rival", "prior": 0.5},
                {"id": "s", "says": label, "kind": "residual", "prior": 0.3},
            ],
            "tests": [
                {
                    "id": f"t{n}", "says": f"{n} {label}", "result": results[n % 4],
                    "likelihoods": {"h": [0.5, 0.95 - n / 50], "r": 0.05 + n / 20, "s": 0.5},
                }
                for n in range(tests)
            ],
        }  # fmt: skip
    return made


def made(folder: Path, of: dict, with_: dict) -> Assessment:
    """Write a case and its rubric, and assess it."""
    (folder / "made.yaml").write_text(json.dumps(with_, ensure_ascii=False), encoding="utf-8")
    path = folder / f"{of['id']}.case.yaml"
    path.write_text(json.dumps(of, ensure_ascii=False), encoding="utf-8")
    return assessed(path)
