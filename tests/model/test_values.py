"""A record as values: what is written of it is all of it, in its order."""

import math
from typing import ClassVar

import pytest
from msgspec import Struct, field

from fivec.files.records import converted
from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Batch
from fivec.model.text import Text
from fivec.model.values import values
from fivec.render.machine.as_json import result
from tests.conftest import ROOT, assessed

CASES = [
    path
    for folder in (ROOT / "cases", ROOT / "tests" / "examples" / "right")
    for path in sorted(folder.glob("*.yaml"))
    if "fivec/case@" in path.read_text(encoding="utf-8")
]


class Inner(Struct):
    """What another record holds."""

    says: Text | None
    score: float | None


class Outer(Struct):
    """A record with a field of every sort."""

    second: float
    first: tuple[Inner, ...]
    kind: str | None = field(name="class")
    at: float | None = None
    by: dict[str, float] = {}
    hidden: int = 1

    exact: ClassVar[frozenset[str]] = frozenset({"at"})
    unwritten: ClassVar[frozenset[str]] = frozenset({"hidden"})


SAYS = Text((("nl", "Ja"), ("en", "Yes")))


def test_every_field_is_written_under_its_key_in_its_order():
    record = Outer(1 / 3, (Inner(SAYS, None), Inner(None, -0.0)), None)
    assert list(values(record)) == ["second", "first", "class", "at", "by"]
    assert values(record, "en") == {
        "second": 0.333333333333,
        "first": [{"says": "Yes", "score": None}, {"says": None, "score": 0}],
        "class": None,
        "at": None,
        "by": {},
    }


def test_a_text_that_lacks_a_language_is_in_its_first():
    assert values(SAYS, "fr") == "Ja"


def test_a_place_on_a_scale_keeps_every_digit_and_other_numbers_twelve():
    written = values(Outer(1234567890123.25, (), "x", 1234567890123.25, {"a": 2 / 3}))
    assert written["at"] == 1234567890123.25
    assert written["second"] == 1234567890120
    assert written["by"] == {"a": 0.666666666667}
    assert isinstance(values(Outer(0, (), None, 5.0))["at"], int)


@pytest.mark.parametrize("endless", [math.inf, -math.inf, math.nan])
def test_a_number_that_json_does_not_have_is_written_as_nothing_else(endless):
    with pytest.raises(ValueError, match=r"inf|nan"):
        values(Outer(endless, (), None))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_written_is_the_record_and_reads_back_into_it(path, language):
    root = result(Batch((assessed(path),)), words(language))
    assert values(converted(root, "assessment")) == root
