"""Write thousands of made-up cases, score them, and hold each against a second opinion of it.

    python -m tests.thorough.agree [NUMBER] [SEED]

A third with fallback aims counted. Every figure, level and state must be the same: to nine digits,
and to the letter. Prints what differs, and how often each answer came up.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from fivec.api import score_many
from tests.methods.any_case import of_seed
from tests.methods.judged import Judged
from tests.methods.second_opinion import judge
from tests.methods.test_second_opinion import differences_of

NUMBER = 6000
SHOWN = 20


def main() -> int:
    """Compare so many cases, and return in how many the two opinions differ."""
    number, seed = (int(one) for one in (*sys.argv[1:], NUMBER, 0)[:2])
    states: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        for fallback in (False, True):
            seeds = [at for at in range(seed, seed + number) if (at % 3 == 0) == fallback]
            folder = Path(name, str(fallback))
            folder.mkdir()
            for at in seeds:
                text = json.dumps(of_seed(at) | {"id": f"a{at}"})
                (folder / f"{at:012}.yaml").write_text(text, encoding="utf-8")
            scored = score_many(folder, fallback=fallback)
            for at, one in zip(seeds, scored, strict=True):
                mapping, verdict = of_seed(at), one.verdict
                assert verdict is not None
                ours = Judged(one.preference, one.attribution, one.tracing, verdict)
                states.update(f"{part} {answer.state}" for part, answer in verdict.parts.items())
                states[f"confidence {verdict.confidence}"] += 1
                differing = differences_of(mapping, ours, judge(mapping, fallback=fallback))
                wrong += bool(differing)
                if differing and wrong <= SHOWN:
                    print(f"seed {at}: {differing}")
    print(f"{number - wrong} of {number} cases agree")
    print("\n".join(f"{count:6} {state}" for state, count in sorted(states.items())))
    return wrong


if __name__ == "__main__":
    sys.exit(min(main(), 1))
