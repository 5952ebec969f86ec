"""Bars from 0 to 100: three tones that differ in height too, and dashes where nothing is known."""

from __future__ import annotations

from collections.abc import Iterator

import htpy as h

from fivec.documents.blocks import Bar, BarKey
from fivec.locale import Words
from fivec.model.fields import Interval

_HEIGHT = 10
# Tone: its height. What is sure is highest, what is possible lowest.
_TONES = {"sure": 8, "coded": 5, "possible": 2}


def bar_beside(bar: Bar) -> h.Element:
    """Return a bar that stands beside its number, and so has nothing to say by itself."""
    return _drawn(bar, {"aria-hidden": "true"})


def bar_spoken(bar: Bar, say: Words) -> h.Element:
    """Return a bar that stands alone, with its figures for whoever cannot see it."""
    text = say("not-assessed") if bar.score is None else say.number(bar.score)
    if bar.interval is not None:
        text = f"{text} ({say.interval(*bar.interval)})"
    return _drawn(bar, {"role": "img", "aria-label": text})


def key(block: BarKey) -> h.Element:
    """Return what the tones mean."""
    tones = {"sure": block.sure, "coded": block.coded, "possible": block.possible}
    signs = (
        (h.svg(".sign", viewBox="0 0 16 10", aria_hidden="true")[_tone(tone, 0, 16)], text)
        for tone, text in tones.items()
    )
    return h.p(".key")[[h.span[sign, " ", text] for sign, text in signs]]


def _drawn(bar: Bar, heard: dict[str, str]) -> h.Element:
    known = bar.score is not None and bar.interval is not None
    parts = _known(bar.score or 0, bar.interval or (0, 0)) if known else _unknown()
    shape = {"viewBox": f"-1 0 102 {_HEIGHT}", "preserveAspectRatio": "none"}
    return h.svg(".bar", shape, heard)[list(parts)]


def _known(score: float, interval: Interval) -> Iterator[h.Element]:
    """Yield the ends of the scale, and each tone up to its own end."""
    middle = _HEIGHT / 2
    yield h.path(".axis", d=f"M0 {middle}H100M0 1V{_HEIGHT - 1}M100 1V{_HEIGHT - 1}")
    before = 0.0
    for tone, end in zip(_TONES, (interval[0], score, interval[1]), strict=True):
        if end > before:
            yield _tone(tone, before, end - before)
        before = end


def _unknown() -> Iterator[h.Element]:
    middle = _HEIGHT / 2
    yield h.path(".unknown", d=f"M0 {middle}H100")


def _tone(tone: str, start: float, length: float) -> h.Element:
    height = _TONES[tone]
    return h.rect(
        f".{tone}",
        x=_number(start),
        y=_number((_HEIGHT - height) / 2),
        width=_number(length),
        height=str(height),
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
