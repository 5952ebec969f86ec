"""Whether a coding is still what was sealed before the verdict was seen, in a sentence."""

from __future__ import annotations

from fivec.documents.clean import clean
from fivec.locale import Words
from fivec.model.seal import ChangedItems, SealedKind, SealFile, SealResult

# So many are named of each kind; and so much of a hash tells it from others, on a page.
_NAMED, _SHORT = 5, 12


def sealed_text(seal: SealResult, say: Words, *, whole: bool = False) -> str:
    """Return when it was sealed, under which hash, and what changed since; the ``whole`` hash."""
    hash_ = seal.sha256 if whole else seal.sha256[:_SHORT]
    key = "seal.sealed-on" if seal.date else "seal.sealed"
    date = say.date(seal.date) if seal.date else ""
    head = say(key, sha256=hash_, date=clean(date))
    if seal.state == "unchanged":
        return say("seal.unchanged", sealed=head)
    things = say.listed([_things(one, say) for one in seal.changed])
    return say("seal.changed", sealed=head, things=things)


# Of these there is one.
_SINGLE = frozenset({"case", "rubric", "overall", "tracing"})


def _things(one: ChangedItems, say: Words) -> str:
    text = _counted(one.what, one.count, say)
    if not one.ids or one.what in _SINGLE:
        return text
    names = ", ".join(map(clean, one.ids[:_NAMED]))
    more = ", …" if len(one.ids) > _NAMED else ""
    return f"{text} ({names}{more})"


def counted(seal: SealFile, say: Words) -> str:
    """Return how many things of each kind were sealed, as a list in a sentence."""
    return say.listed([_counted(kind, len(held), say) for kind, held in seal.items.items()])


def _counted(kind: SealedKind, count: int, say: Words) -> str:
    return say(f"seal.of.{kind}") if kind in _SINGLE else say(f"seal.of.{kind}", count=count)
