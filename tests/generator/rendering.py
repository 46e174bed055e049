"""A frame becomes text: choices are made, numbers drawn and written."""

from __future__ import annotations

import math
import random
import re

from engine.extraction.models import Bound, Modality
from tests.generator.frames import Choice, Frame, KeyFrames, Slot, Template, settings, units
from tests.generator.truth import Figure, Text
from tests.generator.writing import Written, write_amount, write_count, write_rate

_MONEY = {"万元", "亿元"}
_AMOUNTS: dict[str, tuple[float, float]] = {"亿元": (0.1, 9), "万元": (20, 9000)}
_NO_WORD_BEFORE = re.compile(r"[为达至到于低少过了的仅]$|分别.*$|、$|和$")
_BOUNDS: tuple[tuple[str, Bound], ...] = (("不低于", "ge"), ("不少于", "ge"))
_DEFAULT = KeyFrames(frames=())


class Rendering:
    """One frame being written: the text so far, and the last value for those that must not be above it."""

    def __init__(
        self, frame: Frame, modalities: tuple[Modality, ...], rng: random.Random, at_least: bool = False
    ) -> None:
        self.frame, self.modalities, self.rng, self.at_least = frame, modalities, rng, at_least
        self.result = Text("")
        self.last: float | None = None
        self._write(frame.template)
        self._above()

    def _above(self) -> None:
        """以上 after a number makes it a lower bound."""
        text, figures = self.result
        self.result = Text(
            text, tuple(f._replace(bound="ge") if text[f.end :].startswith("以上") else f for f in figures)
        )

    def _write(self, template: Template) -> None:
        for part in template:
            if isinstance(part, Choice):
                self._write(self.rng.choice(part.options))
            elif isinstance(part, Slot):
                self._number(part)
            else:
                self.result += part

    def _number(self, slot: Slot) -> None:
        unit = self.rng.choice(slot.units)
        key = slot.keys[0][0] if slot.keys else ""
        entry = settings().get(key, _DEFAULT)
        if self.at_least:
            self.result += "不少于"
        before = self.result.text
        ceiling = self.last if slot.falling else None
        written = self._written(key, entry, unit, ceiling, not _NO_WORD_BEFORE.search(before))
        self.last = written.value
        bound = next((b for words, b in _BOUNDS if before.endswith(words)), written.bound)
        start = len(before) + len(written.before)
        figure = Figure(
            keys=slot.keys,
            tolerated=slot.tolerated,
            value=written.value,
            unit=unit,
            bound=bound,
            start=start,
            modalities=entry.modality if entry.modality != ("done",) else self.modalities,
            end=start + len(written.number),
            kind=self.frame.kind if slot.keys else "no key",
            style=written.style,
            source=self.frame.source,
        )
        tail = "" if unit == "%" else unit
        self.result = Text(before + written.text + tail, (*self.result.figures, figure))

    def _written(self, key: str, entry: KeyFrames, unit: str, ceiling: float | None, free: bool) -> Written:
        rng, free = self.rng, free and not self.at_least
        low, high = entry.range or _usual_range(unit)
        if unit in _MONEY:
            if units().get(key) != unit:
                low, high = _AMOUNTS[unit]
            amount = round(_draw(low, high, ceiling, rng), 2 if unit == "亿元" else rng.choice((0, 1, 2)))
            return write_amount(amount, free, rng)
        if unit == "%":
            return write_rate(
                _rate(low, min(high, 99) if self.modalities == ("problem",) else high, rng), rng
            )
        if self.at_least:
            return write_count(round(_draw(1, 12, None, rng)), "any", False, rng)
        if unit in ("公里", "亩", "万人次", "个百分点"):
            return write_amount(round(_draw(1, 90, None, rng), 1), False, rng)
        return write_count(max(1, round(_draw(low, high, ceiling, rng))), entry.write, free, rng)


def render(
    frame: Frame, modalities: tuple[Modality, ...], rng: random.Random, at_least: bool = False
) -> Text:
    """The frame as text with its figures; `at_least` puts 不少于 before its number."""
    return Rendering(frame, modalities, rng, at_least).result


def _usual_range(unit: str) -> tuple[float, float]:
    return (38, 100) if unit == "%" else (2, 900)


def _draw(low: float, high: float, ceiling: float | None, rng: random.Random) -> float:
    """A value between the bounds, small ones as likely as large ones; not above `ceiling`."""
    if ceiling is not None:
        high, low = min(high, ceiling), min(low, ceiling)
    return math.exp(rng.uniform(math.log(low), math.log(max(low, high))))


def _rate(low: float, high: float, rng: random.Random) -> float:
    if high == 100 and rng.random() < 0.25:
        return 100
    return round(rng.uniform(low, high), rng.choice((0, 1, 1, 2)))
