"""The evidence, sources and conventions behind an assessment, for ``--full``."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from fivec.model.assessment import Assessment
from fivec.model.case import Evidence, Source
from fivec.reports import View
from fivec.reports.screen import DIM, words


def evidence_section(one: Assessment, view: View) -> Iterator[RenderableType]:
    """Yield every row of evidence with its place, then the sources, coders and conventions."""
    say, case = view.words, one.case
    uses = _uses(one, view)
    sources = {source.id: source for source in case.sources}
    if case.evidence:
        yield Text(f"\n{say('evidence')}", "bold")
    for item in case.evidence:
        head = Text(overflow="fold")
        head.append(item.id, "bold")
        head.append(f"  {words(item.says.to(say.language)).plain}")
        yield Padding(head, (0, 0, 0, 2))
        facts = [_place(item, sources, view), *uses.get(item.id, ()), *_marks(item, view)]
        yield Padding(words(" · ".join(facts), DIM), (0, 0, 0, 4))
    if case.sources:
        yield Text(f"\n{say('sources')}", "bold")
    for source in case.sources:
        yield Padding(_source(source, view), (0, 0, 0, 2))
    if case.codings:
        yield Text(f"\n{say('coded-by')}", "bold")
    for coding in case.codings:
        facts = [coding.coder]
        if coding.coded_on:
            facts.append(say("coded-on", date=coding.coded_on))
        if coding.blind is not None:
            facts.append(say("blind" if coding.blind else "not-blind"))
        if coding.adjudicated:
            facts.append(say("adjudicated"))
        yield Padding(words(", ".join(facts)), (0, 0, 0, 2))
    yield Text(f"\n{say('conventions')}", "bold")
    yield Padding(words(_conventions(one, view)), (0, 0, 0, 2))


def _place(item: Evidence, sources: dict[str, Source], view: View) -> str:
    names = ", ".join(_name(sources[name], view) for name in item.sources)
    return f"{names}: {item.where}" if item.where else names


def _name(source: Source, view: View) -> str:
    return source.group.to(view.words.language) if source.group else source.id


def _marks(item: Evidence, view: View) -> list[str]:
    say = view.words
    marks = []
    if item.phase:
        marks.append(say(f"evidence.phase.{item.phase}"))
    if item.scope != "case":
        marks.append(say("by-other-evidence", scope=say(f"scope.{item.scope}")))
    if item.corroboration:
        marks.append(say(f"corroboration.{item.corroboration}"))
    if item.conclusion:
        marks.append(say("evidence.conclusion"))
    return marks


def _uses(one: Assessment, view: View) -> dict[str, list[str]]:
    """Return, by evidence, the phrases that say what it is used for."""
    say, case = view.words, one.case
    uses: dict[str, list[str]] = {}

    def use(ids: tuple[str, ...], phrase: str) -> None:
        for name in ids:
            uses.setdefault(name, []).append(phrase)

    for item in case.evidence:
        for bearing in item.bearings:
            use((item.id,), f"{say(f'evidence.{bearing.direction}')} {bearing.indicator}")
    for issue in case.issues:
        use(issue.evidence, f"{say('evidence.issue')} {issue.id}")
    if case.overall:
        use(case.overall.evidence, say("evidence.overall"))
    for attribution in case.attributions:
        group = attribution.group.to(say.language)
        use(attribution.evidence, say("evidence.attribution", group=group))
    if case.tracing:
        for test in case.tracing.tests:
            use(test.evidence, f"{say('evidence.test')} {test.id}")
    return uses


def _source(source: Source, view: View) -> Text:
    say = view.words
    text = Text(overflow="fold")
    text.append(source.id, "bold")
    facts = [one.to(say.language) for one in (source.citation, source.group) if one is not None]
    if source.cited_by:
        facts.append(say("cited-by", source=source.cited_by))
    if source.url:
        facts.append(source.url)
    text.append(f"  {words(', '.join(facts)).plain}")
    return text


def _conventions(one: Assessment, view: View) -> str:
    say, rubric = view.words, one.rubric
    levels = ", ".join(
        f"{level.label.to(say.language)} {say.number(level.value, 0)}" for level in rubric.levels
    )
    attained = ", ".join(
        f"{say(f'attained.{word}')} {say.number(value, 0)}"
        for word, value in rubric.attained.items()
    )
    return say(
        "conventions.text",
        levels=levels,
        indicators=say(f"aggregate.{rubric.indicators}"),
        capabilities=say(f"aggregate.{rubric.capacity}"),
        capacity=say.percent(rubric.minimum_coverage),
        attainment=say.percent(rubric.minimum_issue_coverage),
        attained=attained,
    )
