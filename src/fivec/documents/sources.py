"""Evidence and sources in words: where a row stands, what it is used for, and how one is cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from fivec.documents.clean import clean
from fivec.locale import Words
from fivec.model.attribution import Attribution
from fivec.model.case import Case, Use
from fivec.model.evidence import Bearing, Evidence, Source
from fivec.model.positions import Issue, Overall
from fivec.model.rubric import Rubric
from fivec.model.text import Text
from fivec.model.tracing import Test


def cited(source: Source, say: Words) -> str:
    """Return a source as a note cites it; what was read as background is not named."""
    if source.use == "background":
        return say("source.background")
    known = source.citation or source.group
    return known.to(say.language) if known else source.id


def section(where: str) -> str:
    """Return a place without the lines of a text version: its chapter, section, page and note.

    >>> section("§5.1.2, l. 2286, fn 215; l. 2291-2292")
    '§5.1.2, fn 215'
    """
    parts = []
    for part in where.split(";"):
        bits = (bit.strip() for bit in part.split(","))
        parts.append(", ".join(bit for bit in bits if bit and not _LINES.fullmatch(bit)))
    return "; ".join(filter(None, dict.fromkeys(parts)))


def located(where: str | None, say: Words, *, lines: bool = True) -> str:
    """Return a place with the signs for note and chapter that a language has.

    Without ``lines`` it has none of those of a text version.
    """
    known = where or ""
    return _SIGN.sub(lambda sign: say(_SIGNS[sign[1]]), known if lines else section(known))


_SIGNS = {"Annex": "where.annex", "ch.": "where.chapter", "fn": "where.note", "l.": "where.line"}
_SIGN = re.compile(r"\b(Annex\b|ch\.|fn\b|l\.)(?= ?\d)")
_LINES = re.compile(r"(?:ll?|rr?|lines?|regels?)\.? ?\d+(?: ?[-–] ?\d+)?", re.IGNORECASE)


def without_lines(text: str) -> str:
    """Return a sentence without what stands in brackets, where that is nothing but lines."""
    return re.sub(r" ?\(([^()]*)\)", lambda match: match[0] if section(match[1]) else "", text)


def only_host(case: Case) -> Source | None:
    """Return the document in which all evidence of a case stands, if it is one to be named."""
    known = case.sources_by_id
    hosts = {known[name].cited_by or name for item in case.evidence for name in item.sources}
    host = known.get(hosts.pop()) if len(hosts) == 1 else None
    return None if host is None or host.use == "background" else host


def place(
    item: Evidence, case: Case, say: Words, *, lines: bool = True, host_known: bool = False
) -> str:
    """Return where a row of evidence stands, and what it rests on there.

    The place is one in the document at hand: where that cites others, they are named after it.
    Without ``lines`` it has none of those of a text version; with ``host_known`` the document is
    named only where no place in it is.
    """
    sources = case.sources_by_id
    named = [sources[name] for name in item.sources]
    hosts = list(dict.fromkeys(one.cited_by or one.id for one in named))
    named_all = all(one.use == "cited" for one in named)
    known = located(item.where, say, lines=lines) if named_all else ""
    where = f": {known}" if known else ""
    host_known = host_known and bool(known)
    behind = [cited(one, say) for one in named if one.cited_by]
    if len(hosts) > 1 or not behind:
        each = dict.fromkeys(cited(one, say) for one in named)
        return known if host_known else ", ".join(each) + where
    host = cited(sources[hosts[0]], say) if hosts[0] in sources else hosts[0]
    text = known if host_known else f"{host}{where}"
    return f"{text} ({say('cited-there', sources=say.apart(behind))})"


def marks(item: Evidence, say: Words) -> list[str]:
    """Return what is to be known of a row of evidence, a phrase each."""
    lines = []
    if item.phase:
        lines.append(say(f"evidence.phase.{item.phase}"))
    if item.scope != "case":
        lines.append(say("by-other-evidence", scope=say(f"scope.{item.scope}")))
    if item.corroboration:
        lines.append(say(f"corroboration.{item.corroboration}"))
    if item.conclusion:
        lines.append(say("evidence.conclusion"))
    return lines


def uses(item: Evidence, case: Case, say: Words, rubric: Rubric | None = None) -> list[str]:
    """Return the phrases that say what a row of evidence is used for, with a rubric in labels."""
    return [_use(one, say, rubric) for one in case.uses.get(item.id, ())]


def _use(use: Use, say: Words, rubric: Rubric | None) -> str:
    def named(id_: str, label: Text | None) -> str:
        return clean(label.to(say.language)).removesuffix(".") if label and rubric else id_

    match use.of:
        case Bearing(direction=direction):
            label = rubric.indicators_by_name[use.indicator].label if rubric else None
            return f"{say(f'evidence.{direction}')} {named(use.indicator, label)}"
        case Issue(id=id_, label=label):
            return f"{say('evidence.issue')} {named(id_, label)}"
        case Attribution(group=group):
            return say("evidence.attribution", group=group.to(say.language))
        case Test(id=id_, says=says):
            return f"{say('evidence.test')} {named(id_, says)}"
        case Overall():
            return say("evidence.overall")


class Citing(Protocol):
    """What has sources: a case, or another file of an evaluation."""

    @property
    def sources(self) -> Sequence[Source]:
        """The sources, in the order of the file."""
        ...

    @property
    def sources_by_id(self) -> Mapping[str, Source]:
        """The sources by their ids."""
        ...


def bibliography(cases: Iterable[Citing], say: Words) -> list[str]:
    """Return the sources of cases and other files in full, each once, and what each cites.

    Last comes how many there are besides, which are not named.
    """
    cites: dict[str, dict[str, None]] = {}
    unnamed = {"left-out": 0, "background": 0}
    for case in cases:
        known = {one.id: one for one in case.sources if one.use == "cited"}
        public = isinstance(case, Case) and case.left_out is not None
        unnamed["left-out" if public else "background"] += len(case.sources) - len(known)
        for one in known.values():
            host = known.get(one.cited_by or "")
            if host is None or host.cited_by in known:
                cites.setdefault(", ".join(source_facts(one, say, host)), {})
            else:
                behind = cites.setdefault(", ".join(source_facts(host, say, None)), {})
                behind[", ".join(source_facts(one, say, None))] = None
    return [
        *(
            f"{first} ({say('cited-there', sources=say.apart(behind))})" if behind else first
            for first, behind in cites.items()
        ),
        *(say(f"sources.{name}", count=count) for name, count in unnamed.items() if count),
    ]


def source_facts(source: Source, say: Words, host: Source | None) -> list[str]:
    """Return citation, group, by which source it is cited, and address; of background nothing."""
    if source.use == "background":
        return [cited(source, say)]
    lines = [one.to(say.language) for one in (source.citation, source.group) if one is not None]
    if host is not None:
        lines.append(say("cited-by", source=cited(host, say)))
    if source.url:
        lines.append(source.url)
    return lines
