"""数据核验 and 指标事实: what was recomputed, and every fact with its quote."""

from __future__ import annotations

from engine.reporting.scorecard.frame import Frame, Getter, drawn
from engine.reporting.scorecard.items import quotes
from engine.reporting.view import View

_CHECKS: dict[str, Getter] = {
    "consistency": lambda c: c["consistency_label"],
    "message": lambda c: c["message"],
    "claimed": lambda c: c["claimed"],
    "computed": lambda c: c["computed"],
    "formula": lambda c: c["formula"],
    "quotes": lambda c: quotes(c["evidence"]),
    "id": lambda c: c["id"],
}


def _value(row: View) -> float | None:
    """A figure as a number; dates and statements are told in words beside it."""
    value = row["value"]
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


_FACTS: dict[str, Getter] = {
    "label": lambda f: f["label"],
    "value": _value,
    "unit": lambda f: f["unit"],
    "text": lambda f: f["text"],
    "modality": lambda f: f["modality_label"],
    "year": lambda f: f["year"],
    "scope": lambda f: f["scope"],
    "source": lambda f: f["source_label"],
    "place": lambda f: f["place"],
    "quote": lambda f: f["quote"],
    "key": lambda f: f["key"],
}


def draw_checks(frame: Frame) -> None:
    """The relations between figures; what does not hold is shaded."""
    title, tones = frame.texts.sheets["checks"], {"consistency": "consistency"}
    drawn(frame, title, frame.layout.checks, _CHECKS, frame.shown["checks"], tones)


def draw_facts(frame: Frame) -> None:
    """The facts in text order."""
    drawn(frame, frame.texts.sheets["facts"], frame.layout.facts, _FACTS, frame.shown["facts"])
