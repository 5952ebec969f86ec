"""What the fields of a file are made of: the kinds that case, rubric and result share.

A record of the format is an :class:`Item`: its fields are the keys of the file, in the order in
which they are told. What a type cannot say of a file is said here: that a key may be left out and
not be null (``Maybe``), that a text may be in several languages (``Text``), that a mapping of ids
may hold a remark (``ById``), that a bare value stands for a whole item (``Item.bare``).
Annotations are types and no text here, which msgspec would compile each time fivec starts.
"""

import re
from functools import lru_cache
from types import GenericAlias, UnionType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeAlias, TypeVar, get_args

import msgspec
from msgspec import Meta

from fivec.model.text import Text, plain

T = TypeVar("T")

if TYPE_CHECKING:
    Maybe: TypeAlias = T | None
else:

    class Maybe:
        """A key that may be left out, and is then ``None``; null may not be written in its place.

        To a type checker it is ``Optional``; to msgspec the type itself, with ``None`` to start
        from.
        """

        def __class_getitem__(cls, kind: Any) -> Any:
            return kind


# How a language is written: en, nl, pt-BR.
LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_LANGUAGE = re.compile(LANGUAGE)
# A number may stand where these are asked for: it is read as its own text.
OR_NUMBER = "or-number"
_OR_NUMBER = {OR_NUMBER: True}
# The look ahead keeps out a line end behind the last sign, before which $ matches too.
Id = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*(?!\n)$", extra_json_schema=_OR_NUMBER)
]
# Words or a place: anything but blanks.
Words = Annotated[str, Meta(pattern=r"\S", extra_json_schema=_OR_NUMBER)]
# A year, a month or a day, as the longer names of months and the order of days differ by country.
DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?(?!\n)$"
Date = Annotated[str, Meta(pattern=DATE, extra_json_schema=_OR_NUMBER)]
# What a rubric or a case must know, which is looked up there and may be anything till then.
Name = Annotated[str, Meta(extra_json_schema=_OR_NUMBER)]
Word = Annotated[str, Meta(pattern=r"\S")]
Number = Annotated[float, Meta(ge=-1000000000000, le=1000000000000)]
Weight = Annotated[float, Meta(ge=0, le=1000000000000)]
# Scores and saliences run to 100, shares and probabilities to 1.
Percent = Annotated[float, Meta(ge=0, le=100)]
Share = Annotated[float, Meta(ge=0, le=1)]
# What was got, of all that was wished; and what it is more, or less, than something else was.
UpTo100 = Annotated[float, Meta(le=100)]
Balance = Annotated[float, Meta(ge=-100, le=100)]
Probability = Annotated[float, Meta(gt=0, lt=1)]
Ratio = Annotated[float, Meta(ge=0)]
Count = Annotated[int, Meta(ge=0)]
Cited = Annotated[tuple[Id, ...], Meta(description="The evidence rows behind it, by their ids.")]
# A low end and a high one.
Interval = tuple[float, float]
PercentEnds = tuple[Percent, Percent]
UpTo100Ends = tuple[UpTo100, UpTo100]
BalanceEnds = tuple[Balance, Balance]
ShareEnds = tuple[Share, Share]
RatioEnds = tuple[Ratio, Ratio]
# In a result: some ids, and the lowest and the highest of some levels.
Ids = tuple[str, ...]
Levels = tuple[str, str]
# What stands for a key that a result of an earlier fivec does not have.
UNSAID: Any = msgspec.UNSET


class Item(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, repr_omit_defaults=True
):
    """A mapping with known keys; keys that start with ``x_`` are the writer's own.

    ``bare`` names the key that a value stands for which is no mapping itself: ``high`` is
    ``{level: high}``.
    """

    bare: ClassVar[str | None] = None
    note: Annotated[
        Maybe[Text],
        Meta(description="A remark for whoever reads the file; never used in a figure."),
    ] = None


class ById(dict[str, T]):
    """What a file says by id, in its order; its note and its private keys are left out.

    A subclass says what it holds, as ``Texts`` does; of one that holds ``Kind | str`` a text is a
    word that stands for such a kind. ``names`` are the only ids that there may be, with what each
    says; all of them must be there in one that is ``full``.
    """

    names: ClassVar[dict[str, str]] = {}
    full: ClassVar[bool] = False
    held: ClassVar[Any]
    words: ClassVar[bool]
    _reader: ClassVar[Any]

    def __init_subclass__(cls) -> None:
        held = get_args(vars(cls)["__orig_bases__"][0])[0]
        cls.words = isinstance(held, UnionType)
        cls.held = get_args(held)[0] if cls.words else held
        # A type of its own: msgspec knows a record again, and would build any other type anew.
        items = GenericAlias(dict, (str, cls.held))
        cls._reader = msgspec.defstruct(cls.__name__, [("items", items)])

    @classmethod
    def read(cls, value: Any) -> Self:
        """Return what a plain mapping says. Raises ``ValueError`` for what is none."""
        given = own(value) if isinstance(value, dict) else None
        if (
            given is None
            or (cls.names and not cls.names.keys() >= set(given))
            or (cls.full and len(given) < len(cls.names))
        ):
            raise ValueError(value)
        if "note" in value:
            _text(value["note"])
        bare = getattr(cls.held, "bare", None)
        words: dict[str, Any] = {}
        items: dict[str, Any] = {}
        for key in given:
            item = value[key]
            if bare is not None and type(item) is str and not item.strip():
                raise ValueError(key)
            if cls.words and type(item) is str and item.strip():
                words[key] = item
            elif bare is not None and not isinstance(item, dict) and item is not None:
                items[key] = {bare: item}
            else:
                items[key] = item
        read_items = msgspec.convert({"items": items}, cls._reader, dec_hook=read).items
        return cls({key: words[key] if key in words else read_items[key] for key in given})


class Texts(ById[Text]):
    """Texts by id."""


class Probabilities(ById[Probability]):
    """Probabilities, above 0 and below 1, by a word for each."""


class Ends(tuple[float, float]):
    """A figure that may be uncertain, as its two ends: a number is both of them.

    ``limits`` is the type of an end. (A union of a number with limits and a list would do, but that
    one makes msgspec 0.22 crash.)
    """

    __slots__ = ()
    limits: ClassVar[Any]
    _reader: ClassVar[Any]

    def __init_subclass__(cls) -> None:
        pair = GenericAlias(tuple, (cls.limits, cls.limits))
        cls._reader = msgspec.defstruct(cls.__name__, [("ends", pair)])

    @classmethod
    def read(cls, value: Any) -> Self:
        """Return the ends of a number or a list of two. Raises ``ValueError`` for anything else."""
        given = value if type(value) is list else [value, value]
        return cls(msgspec.convert({"ends": given}, cls._reader).ends)


class Percents(Ends):
    """A number from 0 to 100, or [low, high]."""

    limits = Percent


class Likelihood(Ends):
    """A number between 0 and 1 (never exactly 0 or 1), or [low, high]."""

    limits = Probability


def is_private(key: str) -> bool:
    """Whether a key is the writer's own: kept in the file, never read."""
    return key.startswith("x_")


def own(mapping: dict[str, Any]) -> list[str]:
    """Return the keys of a mapping of ids, without its note and its private keys."""
    return [key for key in mapping if key != "note" and not is_private(key)]


def read(kind: Any, value: Any) -> Any:
    """Return a plain value as one of our own kinds; ``msgspec.convert`` calls it.

    Raises ``ValueError`` (``msgspec.ValidationError`` among them) for what is none.
    """
    return _text(value) if kind is Text else kind.read(value)


def read_one_language(kind: Any, value: Any) -> Text:
    """Return a text of a result, which is in one language, as ``read`` does one of a file."""
    if kind is not Text or type(value) is not str:
        raise ValueError(value)
    return plain(value)


@lru_cache
def _is_language(key: str) -> bool:
    return _LANGUAGE.fullmatch(key) is not None


def _text(value: Any) -> Text:
    if type(value) is str and value.strip():
        return plain(value)
    # A mapping of another type had keys of the writer's own, which are languages to no reader.
    if type(value) is not dict or not value:
        raise ValueError(value)
    for language, words in value.items():
        if not _is_language(language) or type(words) is not str or not words.strip():
            raise ValueError(value)
    return Text(tuple(value.items()))
