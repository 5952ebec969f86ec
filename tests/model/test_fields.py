"""What the kinds of field that files have take, and what they refuse."""

import pickle
from typing import Annotated, ClassVar

import msgspec
import pytest
from msgspec import Meta

from fivec.files.records import RECORDS
from fivec.files.schema import kinds
from fivec.files.yaml_reader import _TEXT_KEYS, _TEXT_LISTS, _TEXT_MAPS
from fivec.model.fields import (
    OR_NUMBER,
    ById,
    Id,
    Item,
    Likelihood,
    Maybe,
    Number,
    Percents,
    Texts,
    read,
)
from fivec.model.text import Text, plain


def test_a_type_is_no_text_which_would_be_compiled_whenever_fivec_starts():
    every = {kind for name in RECORDS for kind in kinds(name).values()}
    assert len(every) > 30
    annotations = [
        (kind.__name__, key)
        for kind in every
        if issubclass(kind, Item)
        for key, told in kind.__annotations__.items()
        if isinstance(told, str)
    ]
    assert annotations == []


class Thing(Item, frozen=True, kw_only=True):
    """A thing."""

    bare: ClassVar[str | None] = "size"
    size: Annotated[Number, Meta(description="How large.")]
    name: Maybe[Id] = None


class Things(ById[Thing]):
    """Things by id."""


class Shelf(Item, frozen=True, kw_only=True):
    """A shelf."""

    things: Things = Things()
    points: Texts = Texts()
    ends: Maybe[Percents] = None
    chances: Maybe[Likelihood] = None


def shelf(**given):
    return msgspec.convert(given, Shelf, dec_hook=read)


def test_a_bare_value_stands_for_the_whole_item():
    assert shelf(things={"a": 3}).things == {"a": Thing(size=3)}
    assert shelf(things={"a": {"size": 3, "name": "b"}}).things["a"].name == "b"


def test_a_note_and_private_keys_are_no_ids():
    assert shelf(things={"note": "why", "x_mine": [1], "a": 3}).things == {"a": Thing(size=3)}
    with pytest.raises(msgspec.ValidationError):
        shelf(things={"note": 3})


def test_what_may_be_left_out_may_not_be_null():
    assert shelf().ends is None
    for wrong in ({"ends": None}, {"things": None}, {"things": {"a": None}}):
        with pytest.raises(msgspec.ValidationError):
            shelf(**wrong)
    with pytest.raises(msgspec.ValidationError):
        shelf(things={"a": {"size": 3, "name": None}})


@pytest.mark.parametrize("wrong", ["", " ", {}, {"EN": "a"}, {"en": ""}, {"en": None}, 3, ["a"]])
def test_a_text_says_something_in_a_language(wrong):
    with pytest.raises(msgspec.ValidationError):
        shelf(points={"1": wrong})


def test_a_text_is_a_value_like_any_other():
    text = shelf(points={"1": {"en": "low", "nl": "laag"}}).points["1"]
    assert text == Text((("en", "low"), ("nl", "laag")))
    assert hash(text) == hash(pickle.loads(pickle.dumps(text)))  # noqa: S301 - made here
    assert (text.to("nl"), text.to("fr")) == ("laag", "low")
    assert plain("low") != "low"
    with pytest.raises(AttributeError):
        text.versions = ()


def test_a_figure_is_certain_or_has_two_ends():
    assert shelf(ends=25).ends == (25, 25)
    assert shelf(ends=[0, 75]).ends == (0, 75)
    for wrong in (101, -1, [1], [1, 2, 3], [0, 101], "25", True):
        with pytest.raises(msgspec.ValidationError):
            shelf(ends=wrong)
    for wrong in (0, 1, [0.2, 1]):
        with pytest.raises(msgspec.ValidationError):
            shelf(chances=wrong)


def test_an_id_ends_with_its_last_sign():
    for wrong in ("a\n", "", "-a", "a b", "é"):
        with pytest.raises(msgspec.ValidationError):
            shelf(things={"a": {"size": 1, "name": wrong}})


def keys_that_are_text(kind):
    """Yield the keys of a record under which a number is read as its own text."""
    parts = msgspec.json.schema_components([kind], schema_hook=lambda _: {"type": "object"})[1]
    for key, part in parts[kind.__name__]["properties"].items():
        if str({OR_NUMBER: True})[1:-1] in str(part):
            yield key


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_the_reader_reads_as_text_what_the_types_say_is_text(name):
    known = _TEXT_KEYS | _TEXT_LISTS | _TEXT_MAPS
    for kind in kinds(name).values():
        if issubclass(kind, Item):
            assert set(keys_that_are_text(kind)) <= known
