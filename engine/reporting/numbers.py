"""Numbers as offices print them."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from engine.extraction.checks.printed import show
from engine.extraction.models import Fact


def number(value: float) -> str:
    """A score, or what else was computed: at most two decimals, none where there are none: 5, 2.5, 95.24."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """A percentage with at most one decimal: 95.2%, 100%; what falls short of 100 never reads 100%."""
    return f"{_tenths(value)}".removesuffix(".0") + "%"


def fraction(value: float) -> float:
    """A percentage as a fraction that shows, as 0.0%, what `percent` shows: 95.238 is 0.952."""
    return float(_tenths(value) / 100)


def _tenths(value: float) -> Decimal:
    """One decimal, a half rounded up as spreadsheets do; digits beyond the ninth are an accident of binary."""
    shown = Decimal(repr(round(min(value, 99.9) if value < 100 else value, 9)))
    return shown.quantize(Decimal("0.1"), ROUND_HALF_UP)


def day(value: date) -> str:
    """2024年12月31日."""
    return f"{value.year}年{value.month}月{value.day}日"


def amount(fact: Fact, bounds: dict[str, str], periods: dict[str, str]) -> str:
    """A fact's value with bound, period and unit: 每人不少于60学时; a statement gives `bounds["stated"]`."""
    if isinstance(fact.value, bool):
        return bounds["stated"]
    if isinstance(fact.value, date):
        return day(fact.value)
    period = periods[fact.per] if fact.per else ""
    return f"{period}{bounds[fact.bound]}{show(fact.value)}{fact.unit or ''}"
