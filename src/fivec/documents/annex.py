"""The annex, for who wants to check: files, rubrics, findings, sources, and the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fivec.documents import wording as w
from fivec.documents.blocks import Block, Facts, Heading, Items, Line, Run, run, strong
from fivec.documents.chapter import Chapter
from fivec.documents.findings import in_words, waived_in_words
from fivec.documents.front import front_lines, made_with
from fivec.documents.phrases import items, joined
from fivec.documents.sources import bibliography, marks, uses


def annex(cases: Sequence[Chapter]) -> Iterator[Block]:
    """Yield what cases were made of, once for all of them."""
    say, edition = cases[0].say, cases[0].edition
    yield Heading(2, say("annex"), "annex")
    yield Facts(tuple((name, tuple(map(run, lines))) for name, lines in made_of(cases)))
    if any(of.one.findings for of in cases):
        yield Heading(3, say("column.findings"), "findings")
        yield Items(tuple(findings_of(cases)))
    if any(of.one.waived for of in cases):
        yield Heading(3, say("waived"), "waived")
        yield Items(tuple(waived_of(cases)))
    yield from conventions(cases)
    if sources := bibliography((of.one.case for of in cases), say):
        yield Heading(3, say("sources"), "sources")
        yield items(sources)
    if edition.full:
        for of in cases:
            yield from evidence(of, alone=len(cases) == 1)


def conventions(cases: Sequence[Chapter]) -> Iterator[Block]:
    """Yield the numbers by which cases were judged that are nobody's but fivec's, by rubric."""
    say = cases[0].say
    rubrics = {of.one.rubric.sha256: of.one.rubric for of in cases}
    for rubric in rubrics.values():
        title = say("conventions")
        if len(rubrics) > 1:
            title = say.labelled(title, rubric.title.to(say.language))
        yield Heading(3, title, "conventions")
        yield items(w.conventions(rubric, say))


def made_of(cases: Sequence[Chapter]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the rubrics, who coded and which files, and with what all of it was made."""
    say, edition = cases[0].say, cases[0].edition
    rubrics = (line for of in cases for line in front_lines(of.one, edition, "rubric"))
    yield say("about.rubric"), list(dict.fromkeys(rubrics))
    yield say("about.scope"), front_lines(cases[0].one, edition, "scope")
    if len(cases) == 1:
        for name in ("coders", "files"):
            yield say(f"about.{name}"), front_lines(cases[0].one, edition, name)
    else:
        for of in cases:
            file, *_ = front_lines(of.one, edition, "files")
            yield of.title, [*front_lines(of.one, edition, "coders"), file]
        files = (front_lines(of.one, edition, "files")[1] for of in cases)
        yield say("about.files"), list(dict.fromkeys(files))
    yield say("about.tool"), [made_with(edition)]


def findings_of(cases: Sequence[Chapter]) -> Iterator[Line]:
    """Yield what there is to say of cases, with which case it is where there are several."""
    for of in cases:
        for one in of.one.findings:
            named = [strong(of.title)] if len(cases) > 1 else []
            yield joined(*named, run(in_words(one, of.say)))


def waived_of(cases: Sequence[Chapter]) -> Iterator[Line]:
    """Yield what cases let stand, a line each with its reason."""
    for of in cases:
        for one in of.one.waived:
            named = [strong(of.title)] if len(cases) > 1 else []
            yield joined(*named, run(waived_in_words(one, of.say)))


def evidence(of: Chapter, *, alone: bool) -> Iterator[Block]:
    """Yield every row of evidence: what it says, where, and what it is used for."""
    say, one = of.say, of.one
    if not one.case.evidence:
        return
    lines = []
    withheld = one.case.withheld
    for item in one.case.evidence:
        if item.id in withheld:
            continue
        facts = [of.place(item), *uses(item, one.case, say, one.rubric), *marks(item, say)]
        text = joined(run(item.id, "code"), run(item.says.to(say.language)))
        lines.append((*text, Run("\n"), *run(" · ".join(facts))))
    if withheld:
        lines.append(run(say("withheld.rows", count=len(withheld))))
    title = say("evidence") if alone else say.labelled(say("evidence"), of.title)
    yield Heading(3, title, f"{one.case.id}-evidence")
    yield Items(tuple(lines))
