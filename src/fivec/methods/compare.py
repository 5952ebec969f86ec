"""Two versions of a case against each other: what changed, and by how much.

A fact that one of the two does not hold is not compared, and is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from fivec.methods.snapshot import Judged, Version, VersionItem, snapshot
from fivec.model.assessment import Assessment, Failed
from fivec.model.comparison import Change, Share, VersionChange, VersionComparison
from fivec.model.text import Text, plain
from fivec.model.version import PARTS, Entry, Part, Several, Value

# What follows from another fact is not told where that one can be.
_FOLLOWS: dict[tuple[Part, str], str] = {
    ("rating", "score"): "rated",
    ("rating", "interval"): "range",
    ("test", "likelihood"): "likelihoods",
    ("test", "rival"): "likelihoods",
}
# What tells most of an item that came or went.
_TELLING = (
    "says", "label", "citation", "group", "level", "score", "attained", "attainment", "count",
)  # fmt: skip
_NOTHING: tuple[Value, ...] = (None, (), False)


def compare_versions(was: Judged, now: Assessment, *, tool: str, made_by: str) -> VersionChange:
    """Return what changed in a case; ``tool`` made what there is now, ``made_by`` what was.

    Swapped versions give the same changes the other way round.
    """
    changes, unsaid = compare_facts(snapshot(was, made_by), snapshot(now, tool))
    shares, rest = _shares(was, now)
    return VersionChange(was, now, changes, unsaid, shares, rest, _ends(was, now))


def _ends(was: Judged, now: Assessment) -> tuple[int, int] | None:
    """Return by how many levels each end of the verdict rose, as coded.

    ``None`` where one of them has none, or had it on another scale.
    """
    scale = now.rubric.verdict.levels if now.rubric.verdict else ()
    if was.verdict is None or now.verdict is None or not set(was.verdict.as_coded) <= set(scale):
        return None
    before, after = (
        [scale.index(end) for end in verdict.as_coded] for verdict in (was.verdict, now.verdict)
    )
    return after[0] - before[0], after[1] - before[1]


def compare_facts(
    before: Version, after: Version
) -> tuple[tuple[Change, ...], tuple[tuple[Part, str], ...]]:
    """Return the facts that changed, and those that one of the two does not hold."""
    changes: list[Change] = []
    unsaid: dict[tuple[Part, str], None] = {}
    before, after = _in_one_language(before, after)
    for part in PARTS:
        mine, yours = _of(before, part), _of(after, part)
        if part in before.silent or part in after.silent:
            if mine or yours:
                unsaid[part, ""] = None
            continue
        for one, other in _pairs(mine, yours):
            if one is None or other is None:
                changes += _whole(one, other)
                continue
            changes += _facts(one, other)
            unsaid.update(dict.fromkeys(_unsaid(one, other)))
    return tuple(changes), tuple(unsaid)


def _in_one_language(before: Version, after: Version) -> tuple[Version, Version]:
    """Return both versions with their texts in the language of the one that has no other.

    A kept result does not say in which language it is: it is the one in which most texts agree.
    """
    if before.one_language == after.one_language:
        return before, after
    kept, whole = (before, after) if before.one_language else (after, before)
    known = {(item.part, item.id, name): value for item, name, value in _texts(kept)}
    pairs = [
        (known[item.part, item.id, name].to(""), value)
        for item, name, value in _texts(whole)
        if (item.part, item.id, name) in known
    ]
    # A text that lacks a language stands for it in the file's first, which "" asks for.
    tags = ["", *dict.fromkeys(tag for _, value in pairs for tag, _ in value.versions)]
    best = max(tags, key=lambda tag: sum(was == value.to(tag) for was, value in pairs))
    translated = replace(
        whole,
        items=tuple(
            replace(item, facts=tuple((name, _told(value, best)) for name, value in item.facts))
            for item in whole.items
        ),
    )
    return (before, translated) if before.one_language else (translated, after)


def _texts(version: Version) -> Iterator[tuple[VersionItem, str, Text]]:
    for item in version.items:
        for name, value in item.facts:
            if isinstance(value, Text):
                yield item, name, value


def _told(value: Value, language: str) -> Value:
    return plain(value.to(language)) if isinstance(value, Text) else value


def _of(version: Version, part: Part) -> list[VersionItem]:
    return [item for item in version.items if item.part == part]


def _pairs(
    mine: list[VersionItem], yours: list[VersionItem]
) -> Iterator[tuple[VersionItem | None, VersionItem | None]]:
    """Yield the items of both by their names, then those that one of them alone has."""
    left = list(mine)
    added = []
    for other in yours:
        names = other.names | {other.id}
        one = next((item for item in left if names & (item.names | {item.id})), None)
        if one is None:
            added.append(other)
        else:
            left.remove(one)
            yield one, other
    yield from ((one, None) for one in left)
    yield from ((None, other) for other in added)


def _whole(one: VersionItem | None, other: VersionItem | None) -> Iterator[Change]:
    """Yield that an item came or went; one that says nothing has not."""
    item = one or other
    if item is None or (item.part == "rating" and dict(item.facts).get("score") is None):
        return
    facts = dict(item.facts)
    telling = next((facts[name] for name in _TELLING if facts.get(name) is not None), None)
    if one is None:
        yield Change(item.part, item.id, "", "added", None, telling)
    else:
        yield Change(item.part, item.id, "", "removed", telling, None)


def _facts(one: VersionItem, other: VersionItem) -> Iterator[Change]:
    after = dict(other.facts)
    both = {name for name, _ in one.facts if name in after}
    for name, value in one.facts:
        if name not in both or _FOLLOWS.get((one.part, name)) in both:
            continue
        if not _same(value, after[name]):
            yield Change(one.part, other.id, name, "changed", value, after[name])


def _unsaid(one: VersionItem, other: VersionItem) -> Iterator[tuple[Part, str]]:
    """Yield the facts that one of two items holds and the other does not."""
    mine, yours = dict(one.facts), dict(other.facts)
    both = mine.keys() & yours.keys()
    known = {base for (part, name), base in _FOLLOWS.items() if part == one.part and name in both}
    for name, value in (*mine.items(), *yours.items()):
        if name not in both | known and value not in _NOTHING:
            yield one.part, name


def _same(one: Value | Entry, other: Value | Entry) -> bool:
    """Whether two values are the same as results are written: numbers have twelve digits."""
    if isinstance(one, Entry) and isinstance(other, Entry):
        return one.name == other.name and _same(one.values, other.values)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, _ordered(one), _ordered(other)))
    if isinstance(one, int | float) and isinstance(other, int | float):
        return f"{one:.12g}" == f"{other:.12g}"
    return one == other


def _ordered(values: Several) -> Sequence[Value | Entry]:
    """Return entries by name: in which order a file lists them means nothing."""
    entries = sorted((one for one in values if isinstance(one, Entry)), key=lambda one: one.name)
    return entries if len(entries) == len(values) else values


def _shares(was: Judged, now: Assessment) -> tuple[tuple[Share, ...], float | None]:
    """Return what each capability brought to the change of the capacity, and what is left.

    A capability brings its own change times its share of the weight before. What is left is due to
    capabilities that came in or fell out. Only for a plain mean, and the same rubric.
    """
    before, after = was.capacity.score, now.capacity.score
    same_rubric = was.judged_by.sha256 == now.rubric.sha256
    if not same_rubric or now.rubric.aggregation.capabilities != "arithmetic":
        return (), None
    earlier = {one.id: one.score for one in was.capabilities if one.score is not None}
    counted = [one for one in now.capabilities if one.id in earlier]
    total = sum(one.weight for one in counted)
    shares = tuple(
        Share(one.id, one.weight / total * (one.score - earlier[one.id]))
        for one in counted
        if total and one.score is not None and not _same(earlier[one.id], one.score)
    )
    if not shares or before is None or after is None:
        return (), None
    return shares, after - before - sum(share.points for share in shares)


def compare_with(
    known: Iterable[Judged],
    now: Sequence[Assessment],
    failed: Sequence[Failed] = (),
    *,
    tool: str,
    made_by: str,
) -> VersionComparison:
    """Return what changed in each case since it was ``known``.

    ``tool`` made what there is now and ``made_by`` what is known. A case whose file could not be
    scored is neither there nor gone.
    """
    pairs, new, gone = matched(known, now)
    files = {one.name for one in failed}
    return VersionComparison(
        changes=tuple(compare_versions(was, one, tool=tool, made_by=made_by) for was, one in pairs),
        new=tuple(new),
        gone=tuple(one for one in gone if one.file not in files),
        failed=tuple(failed),
    )


def matched(
    known: Iterable[Judged], now: Iterable[Assessment]
) -> tuple[list[tuple[Judged, Assessment]], list[Assessment], list[Judged]]:
    """Return the cases of both times by id, those that are new and those that are gone.

    Of several earlier cases with one id the one from the same file is meant, else the first; the
    others are gone.
    """
    earlier = list(known)
    pairs, new, taken = [], [], set()
    for one in now:
        candidates = [item for item in earlier if item.id == one.id]
        if not candidates:
            new.append(one)
            continue
        before = next((item for item in candidates if item.file == one.file), candidates[0])
        taken.add(id(before))
        pairs.append((before, one))
    gone = [one for one in earlier if id(one) not in taken]
    return pairs, new, gone
