"""The format of a share: what a state would have to give by its size, and what it gave.

The fields are the keys of the file; what a file may leave out has the value that stands for it.
The annotations are types and no text, which msgspec would compile each time fivec starts.
"""

from functools import cached_property
from typing import Annotated, Any, Literal

from msgspec import Meta

from fivec.model.case import Party
from fivec.model.document import WHOLE_FILE, FromFile, Origin, Place
from fivec.model.evidence import Source
from fivec.model.fields import Ends, Id, Item, Maybe, Number, Percents, Words
from fivec.model.lookup import by_id
from fivec.model.text import Text

ShareKind = Literal["share", "due", "burden", "contribution"]
# What a row says beside its sum, whatever its kind.
_ANY = ("id", "kind", "label", "years", "agreed", "variant_of", "printed", "caveats", "note")
# What each kind must say, and what it may.
ROW_KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "share": (("own_stock", "of_stock", "round_share"), _ANY),
    "due": (("share_row", "pools", "round_share"), _ANY),
    "burden": (("due_rows", "own_stock"), _ANY),
    "contribution": (("share_row", "round_share"), (*_ANY, "given_stock", "pools", "stated")),
}
# The figures that a source can print of each.
PRINTED: dict[str, tuple[str, ...]] = {
    "share": ("percent",),
    "due": ("amount",),
    "burden": ("percent", "amount"),
    "contribution": ("percent", "amount", "times"),
}
# Years that lie further apart than this are warned of.
YEARS_APART = 2

_Year = Annotated[int, Meta(ge=1, le=9999)]
_Decimals = Annotated[int, Meta(ge=0, le=12)]


class Amounts(Ends):
    """A number of 0 or more, or [low, high] where the source gives no single one."""

    limits = Annotated[float, Meta(ge=0, le=1000000000000000)]


class Stock(Item, frozen=True, kw_only=True):
    """What is counted or asked: of whom, what, how much of it, when, and by which source."""

    id: Annotated[Id, Meta(description="The name by which rows call it.")]
    who: Annotated[
        Text, Meta(description="Whose it is: a state, or an organisation's states together.")
    ]
    what: Annotated[Text, Meta(description="What is counted, such as active service members.")]
    value: Annotated[
        Amounts,
        Meta(
            description="How much, 0 or more, in the unit. [low, high] only for what was given,"
            " where the source has no single number."
        ),
    ]
    unit: Annotated[
        Text,
        Meta(description="In what it is counted. Figures of one sum must have the same unit."),
    ]
    year: Annotated[
        Maybe[_Year],
        Meta(description="The year that it is of. Leave it out where the source does not say."),
    ] = None
    excludes: Annotated[
        Maybe[Text], Meta(description="What is not counted, such as reserve forces.")
    ] = None
    source: Annotated[Id, Meta(description="The id of the source.")]
    where: Annotated[
        Maybe[Words], Meta(description="The place in the source: section, page, line or note.")
    ] = None


class Stated(Item, frozen=True, kw_only=True):
    """A share that the source states, where what it is a share of is not printed."""

    percent: Annotated[
        Percents, Meta(description="The share in percent, 0 to 100, or [low, high].")
    ]
    below: Annotated[
        bool,
        Meta(description="true: the source says no more than that it is less. Left out, false."),
    ] = False
    where: Annotated[Maybe[Words], Meta(description="The place in the source.")] = None


class PrintedFigure(Item, frozen=True, kw_only=True):
    """What the source prints for a row, in its own words, and as a figure to hold ours against."""

    says: Annotated[Text, Meta(description="What is printed, word for word.")]
    where: Annotated[
        Maybe[Words], Meta(description="The place in the source: section, page, line or note.")
    ] = None
    percent: Annotated[
        Maybe[Number], Meta(description="The printed share in percent: 2.5 for 2.5%.")
    ] = None
    amount: Annotated[
        Maybe[Number], Meta(description="The printed amount, in the unit of the row.")
    ] = None
    times: Annotated[
        Maybe[Number],
        Meta(description="Of a contribution: how many times the fair share it is said to be."),
    ] = None
    decimals: Annotated[
        Maybe[_Decimals],
        Meta(
            description="How many decimals the printed figure has. Left out, as many as are"
            " written here."
        ),
    ] = None
    reads: Annotated[
        Literal["rounded", "just-over", "above", "below"],
        Meta(
            description="How the words are read. rounded: the figure, rounded. just-over: above"
            " it by less than one in its last decimal. above and below: no more than that. Left"
            " out, rounded."
        ),
    ] = "rounded"

    @property
    def figures(self) -> dict[str, float]:
        """The figures that are printed, by what they are: ``percent``, ``amount``, ``times``."""
        given = {name: getattr(self, name) for name in ("percent", "amount", "times")}
        return {name: value for name, value in given.items() if value is not None}


class ShareCaveat(Item, frozen=True, kw_only=True):
    """What must be kept in mind with a figure."""

    says: Annotated[Text, Meta(description="What to keep in mind, in your own words.")]
    where: Annotated[Maybe[Words], Meta(description="The place in the source.")] = None


class ShareSum(Item, frozen=True, kw_only=True):
    """A sum, by its kind."""

    id: Annotated[Id, Meta(description="The name of the row.")]
    label: Annotated[Text, Meta(description="What the row is about, in a few words.")]
    kind: Annotated[
        ShareKind,
        Meta(
            description="share: own_stock over of_stock. due: the share times the pools. burden:"
            " the dues over own_stock. contribution: what was given, as a share of the"
            " pools, against the fair share."
        ),
    ]
    own_stock: Annotated[Maybe[Id], Meta(description="The actor's own stock, by its id.")] = None
    of_stock: Annotated[Maybe[Id], Meta(description="The stock of all together, by its id.")] = None
    share_row: Annotated[
        Maybe[Id],
        Meta(description="The row of kind share whose share is due, or is measured against."),
    ] = None
    pools: Annotated[
        tuple[Id, ...], Meta(description="What is asked of all together, by ids; added up.")
    ] = ()
    due_rows: Annotated[
        tuple[Id, ...], Meta(description="The rows of kind due that are added up, by their ids.")
    ] = ()
    given_stock: Annotated[
        Maybe[Id], Meta(description="The stock that the actor gave, by its id.")
    ] = None
    stated: Annotated[
        Maybe[Stated],
        Meta(
            description="Of a contribution whose pool is not printed: the share that the source"
            " states."
        ),
    ] = None
    round_share: Annotated[
        Maybe[_Decimals | None],
        Meta(
            description="To how many decimals of a percentage the source rounded the fair share"
            " that it used here: 0 for 1%, 1 for 2.5%; null: it did not round. A burden takes"
            " that of its dues."
        ),
    ] = None
    years: Annotated[
        Maybe[tuple[_Year, _Year]],
        Meta(
            description="The first and the last year to which the figure is applied, such as"
            " [2018, 2022]. A warning is given where a stock is of another time."
        ),
    ] = None
    agreed: Annotated[
        Maybe[bool],
        Meta(
            description="Whether the members agreed on this measure. false: it is the evaluator's"
            " own. Leave it out where the source does not say."
        ),
    ] = None
    variant_of: Annotated[
        Maybe[Id],
        Meta(
            description="The row that this is another reading of, which the source does not make."
        ),
    ] = None
    printed: Annotated[
        Maybe[PrintedFigure],
        Meta(description="What the source prints for it; left out where it prints nothing."),
    ] = None
    caveats: Annotated[
        tuple[ShareCaveat, ...], Meta(description="What must be kept in mind with this row.")
    ] = ()


class FairShareFile(Item, frozen=True, kw_only=True):
    """A fair share: sizes, what is asked, and what follows. It measures contribution alone."""

    format: Annotated[
        Literal["fivec/share@1"],
        Meta(description="What kind of file this is: always fivec/share@1."),
    ]
    id: Annotated[Id, Meta(description="A short name for the file.")]
    title: Annotated[Text, Meta(description="The title of the document made of it.")]
    actor: Annotated[Party, Meta(description="The state whose share it is.")]
    sources: Annotated[
        tuple[Source, ...], Meta(min_length=1, description="Where the figures come from.")
    ]
    stocks: Annotated[
        tuple[Stock, ...],
        Meta(min_length=1, description="Sizes and gifts: the actor's own, and of all together."),
    ]
    pools: Annotated[
        tuple[Stock, ...], Meta(description="What is asked of all together, a pool an item.")
    ] = ()
    rows: Annotated[
        tuple[ShareSum, ...],
        Meta(min_length=1, description="The sums, in the order of the source."),
    ]
    caveats: Annotated[
        tuple[ShareCaveat, ...], Meta(description="What must be kept in mind with all of it.")
    ] = ()


class FairShare(FairShareFile, FromFile, frozen=True, kw_only=True, dict=True):
    """A share as it was read."""

    format: Literal["fivec/share@1"] = "fivec/share@1"
    origin: Origin = Origin()

    @cached_property
    def sources_by_id(self) -> dict[str, Source]:
        """The sources by their ids."""
        return by_id(self.sources)

    @cached_property
    def stocks_by_id(self) -> dict[str, Stock]:
        """The stocks and pools by their ids."""
        return by_id((*self.stocks, *self.pools))

    @cached_property
    def rows_by_id(self) -> dict[str, ShareSum]:
        """The rows by their ids."""
        return by_id(self.rows)

    def place(self, *path: Any) -> Place:
        """Return where in its file a thing stands: ``("rows", 3, "years")``, or the whole file."""
        return self.origin.places.get(path, WHOLE_FILE)
