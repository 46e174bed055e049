"""Figures as printed stand for what was rounded or cut to their last digit: arithmetic with that in mind.

A count without decimals is exact; a rate, an amount of money and a figure in 万 or 亿 are known to one in their last
printed digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

_EPS = 1e-9
_SCALES = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2, "十": 10.0}
_PRINTED = re.compile(r"[\d,]+(?:\.(\d+))?\s*(?:余|多)?\s*(万亿|亿|万|千|百|十)?")
_SPELLED = re.compile(r"点([〇零一二三四五六七八九]+)")
MONEY = {"亿元": 10_000.0, "万元": 1.0, "元": 1e-4}


class Amount(NamedTuple):
    """A value and one in its last printed digit; 0 for an exact count."""

    value: float
    step: float = 0.0


class Span(NamedTuple):
    """What a printed figure may stand for, both ends included."""

    low: float
    high: float

    def plus(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def minus(self, other: Span) -> Span:
        return Span(self.low - other.high, self.high - other.low)

    def share_of(self, other: Span) -> Span:
        """In percent; of figures that are not negative."""
        low = max(other.low, 1e-12)
        return Span(self.low / max(other.high, low) * 100, self.high / low * 100)


def amount(printed: str, value: float, unit: str) -> Amount:
    """The amount that `printed` (the digits, without the unit) gives, money in 万元."""
    money = MONEY.get(unit, 1.0)
    found = _PRINTED.match(printed)
    if found is None:
        spelled = _SPELLED.search(printed)
        return Amount(value * money, 10.0 ** -len(spelled[1]) * money if spelled else float(unit == "%"))
    digits, scale = len(found[1] or ""), _SCALES.get(found[2] or "", 1.0)
    exact = not digits and scale == 1.0 and unit not in MONEY and unit != "%"
    return Amount(value * money, 0.0 if exact else 10.0**-digits * scale * money)


def rounded(amount_: Amount) -> Span:
    """What a rounded figure may stand for."""
    return Span(amount_.value - amount_.step / 2, amount_.value + amount_.step / 2)


def cut(amount_: Amount) -> Span:
    """What a truncated figure may stand for."""
    return Span(amount_.value, amount_.value + amount_.step)


def agrees(claimed: Amount, *computed: Span) -> bool:
    """Whether one of `computed`, rounded or cut to the digits of `claimed`, may be `claimed`."""
    near, below = rounded(claimed), cut(claimed)
    return any(
        (near.low - _near(claimed) <= span.high and span.low <= near.high + _near(claimed))
        or (below.low - _near(claimed) <= span.high and span.low < below.high - _near(claimed))
        for span in computed
    )


def _near(claimed: Amount) -> float:
    return _EPS * max(1.0, abs(claimed.value))


def total(amounts: Iterable[Amount]) -> tuple[Span, Span]:
    """The sum, its parts taken as rounded and as cut."""
    near = below = Span(0.0, 0.0)
    for one in amounts:
        near, below = near.plus(rounded(one)), below.plus(cut(one))
    return near, below


def difference(a: Amount, b: Amount) -> tuple[Span, Span]:
    """a - b, taken as rounded and as cut."""
    return rounded(a).minus(rounded(b)), cut(a).minus(cut(b))


def share(a: Amount, b: Amount) -> tuple[Span, Span]:
    """a / b in percent, taken as rounded and as cut."""
    return rounded(a).share_of(rounded(b)), cut(a).share_of(cut(b))


def change(a: Amount, b: Amount) -> tuple[Span, Span]:
    """(b - a) / a in percent, taken as rounded and as cut: the growth from `a` to `b`."""
    near, below = share(b, a)
    return Span(near.low - 100, near.high - 100), Span(below.low - 100, below.high - 100)


def surely_more(spans: tuple[Span, Span], limit: Amount) -> bool:
    """Whether a computed figure is more than `limit` however both were printed."""
    top = max(rounded(limit).high, cut(limit).high)
    return all(span.low > top + _near(limit) for span in spans)


def show(value: float | None) -> str:
    """A figure as it was written, with all its decimals: 10.364; those beyond the sixth are an accident of binary."""
    if value is None:
        return ""
    text = f"{Decimal(repr(round(float(value), 6))):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
