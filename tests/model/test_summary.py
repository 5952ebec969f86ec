"""What many cases come to together."""

from msgspec.structs import replace

from fivec.model.assessment import Batch, Failed
from fivec.model.summary import Spread


def test_a_spread_is_of_what_is_known():
    assert Spread.of([50.0, None, 20.0, 30.0, 20.0]) == Spread(30.0, 20.0, 50.0)
    assert Spread.of([None]) is None
    assert Spread.of([]) is None


def test_a_summary_counts_the_verdicts_of_the_cases(kompas, concept):
    untold = replace(kompas.verdict, as_coded=("none", "decisive"), confidence=None)
    silent = replace(kompas, verdict=untold, preference=None)
    batch = Batch((kompas, Failed("f", ()), concept, kompas, silent, replace(kompas, verdict=None)))
    found = batch.summary
    assert (found.cases, found.failed) == (5, 1)
    assert found.verdicts == {"none–reasonable": 1, "reasonable–considerable": 2}
    assert next(iter(found.verdicts)) == "none–reasonable"
    assert found.capacity == Spread.of([kompas.capacity.score] * 4 + [concept.capacity.score])
    assert found.attainment.max == max(kompas.attainment, concept.attainment)


def test_the_summary_of_no_case_is_empty():
    found = Batch((Failed("f", ()),)).summary
    assert (found.cases, found.failed, found.verdicts) == (0, 1, {})
    assert found.capacity is found.attainment is None
