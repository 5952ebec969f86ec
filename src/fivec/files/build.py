"""A document that passed the schema and the references, as a Rubric or a Case."""

from __future__ import annotations

from typing import Any, cast

from fivec.model.case import (
    Attribution,
    Bearing,
    Case,
    Coding,
    Direction,
    Evidence,
    Hypothesis,
    Interval,
    Issue,
    Other,
    Overall,
    Party,
    Published,
    Rating,
    Scale,
    Source,
    Test,
    Tracing,
)
from fivec.model.document import Document
from fivec.model.rubric import (
    ATTAINED,
    Capability,
    ConfidenceRule,
    ConsistencyRule,
    EvidenceRule,
    Indicator,
    Level,
    Measure,
    Part,
    Rubric,
    ScaleItem,
    VerdictRule,
)
from fivec.model.text import Text, plain


def _text(value: Any) -> Text:
    return plain(value) if isinstance(value, str) else Text(tuple(value.items()))


def _maybe(value: Any) -> Text | None:
    return None if value is None else _text(value)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _ids(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _pair(value: Any) -> tuple[Any, Any] | None:
    return None if value is None else (value[0], value[1])


def _interval(value: float | list[float]) -> Interval:
    if isinstance(value, list):
        return float(value[0]), float(value[1])
    return float(value), float(value)


def _own(mapping: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return what a mapping of ids holds, without its note and its private keys."""
    return [(key, v) for key, v in mapping.items() if key != "note" and not key.startswith("x_")]


def build_rubric(document: Document) -> Rubric:
    """Return the rubric that a faultless document holds."""
    root = document.root
    source = root.get("source") or {}
    aggregation = root.get("aggregation") or {}
    return Rubric(
        id=root["id"],
        version=str(root["version"]),
        title=_text(root["title"]),
        citation=_maybe(source.get("citation")),
        where=source.get("where"),
        levels=tuple(_level(item) for item in root["levels"]),
        indicators=aggregation.get("indicators", "arithmetic"),
        capacity=aggregation.get("capabilities", "arithmetic"),
        minimum_coverage=float(aggregation.get("minimum_coverage", 0.5)),
        capabilities=tuple(
            Capability(
                id=item["id"],
                label=_text(item["label"]),
                question=_maybe(item.get("question")),
                weight=float(item.get("weight", 1)),
                indicators=tuple(_indicator(inner) for inner in item["indicators"]),
            )
            for item in root["capabilities"]
        ),
        verdict=_verdict(root["verdict"]) if "verdict" in root else None,
        file=document.file,
        sha256=document.sha256,
    )


def _level(item: dict[str, Any]) -> Level:
    rule = item.get("evidence") or {}
    return Level(
        id=item["id"],
        value=float(item["value"]),
        label=_text(item["label"]),
        rule=EvidenceRule(
            weakens=rule.get("weakens", 0),
            supports=rule.get("supports", 0),
            mostly=rule.get("mostly"),
            sources=rule.get("sources", 0),
            or_kind=rule.get("or_kind"),
            corroboration=rule.get("corroboration", False),
        ),
    )


def _indicator(item: dict[str, Any]) -> Indicator:
    measure = item.get("measure")
    return Indicator(
        id=item["id"],
        label=_text(item["label"]),
        question=_maybe(item.get("question")),
        weight=float(item.get("weight", 1)),
        essential=item.get("essential", False),
        parts=tuple(Part(part["id"], _text(part["label"])) for part in item.get("parts", ())),
        descriptors=tuple((id_, _text(says)) for id_, says in _own(item.get("descriptors", {}))),
        measure=None
        if measure is None
        else Measure(
            unit=_text(measure["unit"]),
            minimum=float(measure["min"]),
            maximum=float(measure["max"]),
            more_is_better=measure.get("direction", "more-is-better") == "more-is-better",
        ),
    )


def _verdict(rule: dict[str, Any]) -> VerdictRule:
    bands = rule.get("bands") or {}
    preference, tracing = bands.get("preference") or {}, bands.get("tracing") or {}
    zero, tie, gate = (rule.get(key) or {} for key in ("zero", "tie", "gate"))
    return VerdictRule(
        scale=tuple(ScaleItem(item["id"], _text(item["label"])) for item in rule["scale"]),
        attained={
            word: float(value) for word, value in _own(rule.get("attained") or dict(ATTAINED))
        },
        luck={word: _interval(value) for word, value in _own(rule.get("luck") or {})},
        likelihoods={word: float(value) for word, value in _own(rule.get("likelihoods") or {})},
        preference_cuts=tuple(map(float, preference.get("cuts", ()))),
        preference_edge=preference.get("edge", "lower"),
        tracing_cuts=tuple(map(float, tracing.get("cuts", ()))),
        tracing_edge=tracing.get("edge", "upper"),
        minimum_methods=rule.get("minimum_methods", 2),
        minimum_issue_coverage=float(rule.get("minimum_issue_coverage", 0.5)),
        zero_coverage=_number(zero.get("coverage")),
        tie_capacity=_number(tie.get("capacity")),
        tie_coverage=_number(tie.get("coverage")),
        gate_level=gate.get("level"),
        gate_needs_any=_ids(gate.get("needs_any")),
        self_cap=rule.get("self_cap"),
        uncorrected_cap=rule.get("uncorrected_cap"),
        max_spread=rule.get("max_spread"),
        decibel_cap=_number(rule.get("decibel_cap")),
        test_strength=_number(rule.get("test_strength")),
        confidence=_confidence(rule.get("confidence") or {}),
        consistency=_consistency(rule.get("consistency")),
    )


def _confidence(given: dict[str, Any]) -> ConfidenceRule:
    names = ("issue_coverage", "issues", "ratio", "spread", "high", "moderate")
    return ConfidenceRule(**{name: given[name] for name in names if name in given})


def _consistency(given: dict[str, Any] | None) -> ConsistencyRule:
    """Return the rule; where a rubric gives one, what it leaves out is not remarked upon."""
    if given is None:
        return ConsistencyRule()
    return ConsistencyRule(_number(given.get("low_capacity")), _number(given.get("high_capacity")))


def build_case(document: Document, rubric: Rubric) -> Case:
    """Return the case that a faultless document holds, read with its rubric."""
    root = document.root
    period = root.get("period") or {}
    actor, arena = root["actor"], root.get("arena")
    overall, published, tracing = (root.get(key) for key in ("overall", "published", "tracing"))
    return Case(
        id=root["id"],
        title=_text(root["title"]),
        rubric=root["rubric"],
        actor=_party(actor),
        arena=None if arena is None else _party(arena),
        text=_maybe(root.get("text")),
        period=(period.get("from"), period.get("to")),
        decision_rule=root.get("decision_rule", "unknown"),
        sources=tuple(_source(item) for item in root.get("sources", ())),
        evidence=tuple(_evidence(document, item) for item in root.get("evidence", ())),
        codings=tuple(_coding(document, item, rubric) for item in root.get("codings", ())),
        issues=tuple(_issue(document, item) for item in root.get("issues", ())),
        overall=None
        if overall is None
        else Overall(
            attained=overall["attained"],
            attained_range=_pair(overall.get("range")),
            alignment=overall.get("alignment", "unknown"),
            final=overall.get("stage") == "final",
            evidence=_ids(overall.get("evidence")),
            note=_maybe(overall.get("note")),
        ),
        attributions=tuple(_attribution(document, item) for item in root.get("attributions", ())),
        tracing=None if tracing is None else _tracing(document, tracing, rubric),
        published=None
        if published is None
        else Published(
            influence=_ids(published.get("influence")),
            capacity=_ids(published.get("capacity")),
            says=_maybe(published.get("says")),
            relative_to=published.get("relative_to"),
            source=published.get("source"),
            where=published.get("where"),
        ),
        file=document.file,
        sha256=document.sha256,
    )


def _party(value: Any) -> Party:
    return Party(value["id"], _text(value.get("label") or value["id"]))


def _source(item: dict[str, Any]) -> Source:
    return Source(
        id=item["id"],
        kind=item["kind"],
        citation=_maybe(item.get("citation")),
        group=_maybe(item.get("group")),
        url=item.get("url"),
        cited_by=item.get("cited_by"),
        classification=item.get("classification"),
    )


def _evidence(document: Document, item: dict[str, Any]) -> Evidence:
    return Evidence(
        id=item["id"],
        says=_text(item["says"]),
        sources=_ids(item["source"]),
        where=item.get("where"),
        phase=item.get("phase"),
        scope=item.get("scope", "case"),
        conclusion=item.get("conclusion", False),
        corroboration=item.get("corroboration"),
        bearings=tuple(
            Bearing(indicator, cast("Direction", value), ())
            if isinstance(value, str)
            else Bearing(indicator, value["direction"], _ids(value.get("parts")))
            for indicator, value in _own(item.get("bears_on", {}))
        ),
        place=document.place(item, "id"),
    )


def _coding(document: Document, item: dict[str, Any], rubric: Rubric) -> Coding:
    measured = {
        f"{capability.id}.{indicator.id}"
        for capability in rubric.capabilities
        for indicator in capability.indicators
        if indicator.measure
    }
    ratings = item["ratings"]
    return Coding(
        coder=item["coder"],
        coded_on=item.get("coded_on"),
        blind=item.get("blind"),
        adjudicated=item.get("adjudicated", False),
        ratings=tuple(
            _rating(document, ratings, indicator, rating, indicator in measured)
            for indicator, rating in _own(ratings)
        ),
    )


def _rating(
    document: Document, ratings: dict[str, Any], indicator: str, rating: Any, measured: bool
) -> Rating:
    whole = rating if isinstance(rating, dict) else {"level": rating}
    level, value = whole.get("level"), _number(whole.get("value"))
    low, high = _pair(whole.get("range")) or (None, None)
    if measured and low is not None and high is not None:
        low, high = float(low), float(high)
    assessed = level is not None or value is not None
    slot = "value" if "value" in whole else "level"
    return Rating(
        indicator=indicator,
        level=level,
        value=value,
        low=low,
        high=high,
        reason=None if assessed else whole.get("reason", "no-evidence"),
        place=document.place(rating, slot)
        if isinstance(rating, dict)
        else document.place(ratings, indicator),
    )


def _issue(document: Document, item: dict[str, Any]) -> Issue:
    scale = item.get("scale")
    return Issue(
        id=item["id"],
        label=_text(item["label"]),
        scale=None
        if scale is None
        else Scale(
            minimum=float(scale["min"]),
            maximum=float(scale["max"]),
            points=tuple((at, _text(says)) for at, says in _own(scale.get("points", {}))),
        ),
        salience=_number(item.get("salience")),
        power=float(item.get("power", 1)),
        position=_number(item.get("position")),
        status_quo=_number(item.get("status_quo")),
        outcome=_number(item.get("outcome")),
        shape=item.get("shape", "single-peaked"),
        others=tuple(
            Other(
                actor=other["actor"],
                position=float(other["position"]),
                salience=_number(other.get("salience")),
                power=float(other.get("power", 1)),
            )
            for other in item.get("others", ())
        ),
        wanted=_maybe(item.get("wanted")),
        was=_maybe(item.get("was")),
        got=_maybe(item.get("got")),
        attained=item.get("attained"),
        attained_range=_pair(item.get("range")),
        alignment=item.get("alignment", "unknown"),
        shared_with=_ids(item.get("shared_with")),
        fallback=item.get("role") == "fallback",
        part_of=item.get("part_of"),
        silent=item.get("silent"),
        evidence=_ids(item.get("evidence")),
        note=_maybe(item.get("note")),
        place=document.place(item, "id"),
    )


def _attribution(document: Document, item: dict[str, Any]) -> Attribution:
    return Attribution(
        by=item["by"],
        group=_text(item["group"]),
        level=item["level"],
        level_range=_pair(item.get("range")),
        weight=float(item.get("weight", 1)),
        issue=item.get("issue"),
        evidence=_ids(item.get("evidence")),
        place=document.place(item, "level"),
        partner=item.get("partner", False),
        blind=item.get("blind"),
    )


def _tracing(document: Document, item: dict[str, Any], rubric: Rubric) -> Tracing:
    words = rubric.verdict.likelihoods if rubric.verdict else {}
    return Tracing(
        by=item["by"],
        hypotheses=tuple(
            Hypothesis(one["id"], _text(one["says"]), one["kind"], _number(one.get("prior")))
            for one in item["hypotheses"]
        ),
        tests=tuple(
            Test(
                id=test["id"],
                says=_text(test["says"]),
                evidence=_ids(test.get("evidence")),
                result=test["result"],
                likelihoods=tuple(
                    (name, _interval(words[value] if isinstance(value, str) else value))
                    for name, value in _own(test["likelihoods"])
                ),
                cluster=test.get("cluster"),
                place=document.place(test, "id"),
            )
            for test in item["tests"]
        ),
    )
