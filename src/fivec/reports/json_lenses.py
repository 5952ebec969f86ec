"""The verdict as values of the JSON contract."""

from __future__ import annotations

from typing import Any

from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.values import number
from fivec.reports import reasoning
from fivec.reports.wording import capital


def verdict(one: Assessment, words: Words) -> dict[str, Any] | None:
    """Return the verdict and the way to it, in sentences too."""
    found = one.verdict
    if found is None:
        return None
    published = one.case.published
    return {
        "influence": found.influence,
        "confidence": found.confidence,
        "points": list(found.points),
        "median": number(found.median),
        "lenses": [
            {
                "id": lens.id,
                "level": lens.level,
                "score": number(lens.score),
                "used": lens.used,
                "basis": lens.basis,
                "why": lens.why,
            }
            for lens in found.lenses
        ],
        "because": [
            reasoning.sentence(one, said, words) for said in (*found.because, *found.notes)
        ],
        "flip": [
            {
                "kind": flip.kind,
                "code": flip.step.code,
                "becomes": flip.becomes,
                "says": capital(reasoning.flip_sentence(one, flip, words)),
                "size": number(flip.size),
                "facts": {
                    name: value if isinstance(value, str) else number(value)
                    for name, value in flip.step.facts
                },
            }
            for flip in found.flips
        ],
        "published": published
        and {
            "influence": list(published.influence),
            "capacity": list(published.capacity),
            "says": published.says.to(words.language) if published.says else None,
            "relative_to": published.relative_to,
            "source": published.source,
            "where": published.where,
        },
        "agrees": found.agrees,
    }
