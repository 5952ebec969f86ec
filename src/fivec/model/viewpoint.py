"""The same negotiation, seen by another of its actors."""

from __future__ import annotations

from msgspec.structs import replace

from fivec.model.case import Case, Party
from fivec.model.document import Origin
from fivec.model.evidence import Bearings, Evidence
from fivec.model.positions import Issue, Other


def actors(case: Case) -> tuple[str, ...]:
    """Return whose case it may be made: the actor, and all that have a position on an issue."""
    others = (one.actor for issue in case.issues for one in issue.others)
    return tuple(dict.fromkeys((case.actor.id, *others)))


def seen_by(case: Case, actor: str) -> Case:
    """Return the case as another of its ``actors`` has it.

    Positions, saliences and powers change places. What is said of the first actor alone falls
    away: ratings, what groups and traces tell, what sources conclude, what a whole text gave. Of
    the evidence stay the rows that issues rest on. Where the other took no part, the issue counts
    nowhere: it has a salience of 0 then, or, in a case without saliences, a position that is not
    known.
    """
    if actor == case.actor.id:
        return case
    saliences = any(issue.salience is not None for issue in case.issues)
    issues = tuple(_issue(issue, case.actor, actor, saliences) for issue in case.issues)
    cited = {name for issue in issues for name in issue.evidence}
    rows = [(at, _plain(one)) for at, one in enumerate(case.evidence) if one.id in cited]
    return replace(
        case,
        actor=_party(case, actor),
        evidence=tuple(row for _, row in rows),
        codings=(),
        issues=issues,
        overall=None,
        attributions=(),
        tracing=None,
        published=(),
        waived=(),
        origin=_origin(case, [at for at, _ in rows]),
    )


def _party(case: Case, actor: str) -> Party:
    others = (one for issue in case.issues for one in issue.others if one.actor == actor)
    return Party(id=actor, label=next((one.label for one in others if one.label), None))


def _issue(issue: Issue, before: Party, actor: str, saliences: bool) -> Issue:
    others = [one for one in issue.others if one.actor != actor]
    if issue.position is not None:
        others.append(
            Other(
                actor=before.id,
                label=before.label,
                position=issue.position,
                salience=issue.salience,
                power=issue.power,
            )
        )
    own = next((one for one in issue.others if one.actor == actor), None)
    kept = Issue(
        id=issue.id,
        label=issue.label,
        note=issue.note,
        scale=issue.scale,
        status_quo=issue.status_quo,
        outcome=issue.outcome,
        was=issue.was,
        got=issue.got,
        part_of=issue.part_of,
        evidence=issue.evidence,
        others=tuple(others),
    )
    if own is None:
        unknown = "both" if issue.outcome is None else "position"
        return replace(kept, salience=0 if saliences else None, silent=unknown)
    silent = None if issue.outcome is not None else "outcome"
    return replace(
        kept, position=own.position, salience=own.salience, power=own.power, silent=silent
    )


def _plain(row: Evidence) -> Evidence:
    """Return a row that bears on no capability: whose it bears on is the first actor's."""
    return replace(row, bears_on=Bearings())


def _origin(case: Case, rows: list[int]) -> Origin:
    """Return where things stand in the file, of what is kept."""
    places = {path: place for path, place in case.origin.places.items() if path[0] == "issues"}
    places |= {
        ("evidence", now): case.origin.places[("evidence", at)]
        for now, at in enumerate(rows)
        if ("evidence", at) in case.origin.places
    }
    return replace(case.origin, places=places)
