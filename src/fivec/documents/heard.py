"""Who was heard: what groups inside and outside say of the influence."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents.blocks import Block, Line, Row, Table, run
from fivec.documents.chapter import Chapter, note
from fivec.documents.clean import clean
from fivec.documents.phrases import items
from fivec.documents.reasoning import level
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.attribution import Attribution


def heard(of: Chapter) -> Iterator[Block]:
    """Yield the groups with what each says, and how they compare."""
    say, one = of.say, of.one
    if one.attribution is None:
        return
    yield of.heading("heading.heard")
    counts = [group.counted for group in one.attribution.groups]
    rows = [
        Row((_group(of, group, counted), run(say(f"side.{group.by}")),
             run(group_level(one, group, say))))
        for group, counted in zip(one.case.attributions, counts, strict=True)
    ]  # fmt: skip
    yield Table(
        caption=say("caption.section", what=say("attribution.title"), case=of.title),
        heads=tuple(say(f"column.{name}") for name in ("group", "side", "level")),
        rows=tuple(rows),
    )
    if lines := list(attribution_lines(one, say)):
        yield items(lines)


def _group(of: Chapter, group: Attribution, counted: bool) -> Line:
    say = of.say
    name = clean(group.group.to(say.language))
    if group.issue is not None:
        label = of.one.case.issues_by_id[group.issue].label
        name += f" ({say('attribution.issue', issue=clean(label.to(say.language)))})"
    if group.weight != 1:
        name += f" ({say('rubric.weight', value=say.exact(group.weight))})"
    if not counted:
        name += f" ({say('attribution.uncounted')})"
    return (*run(name), *note(of.proofs(group.evidence)))


def group_level(one: Assessment, group: Attribution, say: Words) -> str:
    """Return the level a group gives, with the range the coder allows."""
    text = level(one, group.level, say)
    if group.range is None or group.range[0] == group.range[1]:
        return text
    low, high = (say.lowered(level(one, end, say)) for end in group.range)
    return f"{text} ({say('from-to', low=low, high=high)})"


def attribution_lines(one: Assessment, say: Words) -> Iterator[str]:
    """Yield how the sides compare, and how far the outsiders agree."""
    lens = one.attribution
    if lens is None:
        return
    for name, side in (("self", lens.sides.own), ("external", lens.sides.external)):
        if side is None:
            continue
        if side.lower != side.upper:
            medians = {key: say.lowered(level(one, getattr(side, key), say)) for key in _MEDIANS}
            yield say("attribution.medians", side=say(f"side.{name}"), **medians)
    outside = lens.sides.external
    if outside and outside.agreement is not None and outside.pairwise is not None:
        value, pairwise = say.number(outside.agreement, 2), say.number(outside.pairwise, 2)
        yield say("attribution.agreement", value=value, pairwise=pairwise)
    if lens.gap is not None:
        which = "same" if lens.gap == 0 else "above" if lens.gap > 0 else "below"
        yield say(f"attribution.gap.{which}", count=abs(lens.gap))


_MEDIANS = ("lower", "upper")
