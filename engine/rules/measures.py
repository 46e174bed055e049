"""What the conditions of a criterion read: one plain number each.

In: a leaf condition and its stance. Out: a `Reading`, the measure to take and the comparison that decides. A
measure is an extracted value, never a verdict; where the report gives none, it is absent and no comparison
holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from engine.checklist.models import Asked, Dated, Issued, Measured, Reported, Unreported
from engine.documents.models import Level
from engine.extraction.models import Modality, Per, Polarity
from engine.rules.kernel import Stance
from engine.rules.statements import DECIMALS, Figure, Number, Statements

Comparison = Literal[">=", ">", "<", "<="]
Leaf = Reported | Unreported | Measured | Dated | Issued | Asked
Side = Literal["lower", "upper"]


class Count(NamedTuple):
    """How many of the keys are stated so."""

    keys: tuple[str, ...]
    as_: tuple[Modality, ...]
    polarity: tuple[Polarity, ...]

    def take(self, statements: Statements) -> int:
        return sum(bool(statements.stated(key, self.as_, self.polarity)) for key in dict.fromkeys(self.keys))


class Extreme(NamedTuple):
    """The figure that decides when a limit on `side` must be proved."""

    key: str
    as_: tuple[Modality, ...]
    side: Side
    stance: Stance
    per: Per | None = None

    def take(self, statements: Statements) -> Number | None:
        return _extreme(statements.figures(self.key, self.as_, self.per), self.side, self.stance)


class Margin(NamedTuple):
    """By how much one figure exceeds another."""

    key: str
    other: str
    as_: tuple[Modality, ...]
    side: Side
    stance: Stance

    def take(self, statements: Statements) -> Number | None:
        ones, others = statements.comparable(self.key, self.other, self.as_)
        one = _extreme(ones, self.side, self.stance)
        other = _extreme(others, "upper" if self.side == "lower" else "lower", self.stance)
        return None if one is None or other is None else round(one - other, DECIMALS)


class Day(NamedTuple):
    """A date: years after the report year x 10000 + month x 100 + day. Next year's 1 April is 10401."""

    key: str
    pick: Literal["first", "last"]

    def take(self, statements: Statements) -> int | None:
        year, days = statements.report_year, [day for day, _ in statements.dates(self.key)]
        if year is None or not days:
            return None
        return day_number(min(days) if self.pick == "first" else max(days), year)


class OfLevel(NamedTuple):
    """1 where the issuer is of one of the levels, 0 where of another."""

    levels: tuple[Level, ...]

    def take(self, statements: Statements) -> int | None:
        return None if statements.level is None else int(statements.level in self.levels)


class Open(NamedTuple):
    """1: what a person decides stands in nobody's way."""

    def take(self, statements: Statements) -> int:
        return 1


Measure = Count | Extreme | Margin | Day | OfLevel | Open


class Reading(NamedTuple):
    """A measure, and what it must be."""

    measure: Measure
    comparison: Comparison
    threshold: Number


def reading(leaf: Leaf, stance: Stance) -> Reading:
    """What `leaf` reads and demands, in a condition of this stance."""
    match leaf:
        case Reported():
            return Reading(Count(leaf.reported, leaf.as_, leaf.polarity), ">=", leaf.number)
        case Unreported():
            return Reading(Count(leaf.unreported, leaf.as_, leaf.polarity), "<", 1)
        case Measured():
            return _measured(leaf, stance)
        case Dated():
            return _dated(leaf, stance)
        case Issued():
            return Reading(OfLevel(leaf.issuer), ">=", 1)
        case Asked():
            return Reading(Open(), ">=", 1)


def day_number(day: date, report_year: int) -> int:
    """`day` as `Day` counts."""
    return (day.year - report_year) * 10000 + day.month * 100 + day.day


def _measured(leaf: Measured, stance: Stance) -> Reading:
    limits: tuple[tuple[str, Comparison], ...] = (
        ("at_least", ">="), ("more_than", ">"), ("less_than", "<"), ("at_most", "<=")
    )  # fmt: skip
    for name, comparison in limits:
        if getattr(leaf, name) is not None:
            side: Side = "upper" if leaf.upper else "lower"
            return Reading(Extreme(leaf.value, leaf.as_, side, stance, leaf.per), comparison, leaf.limit)
    if leaf.more_than_value is not None:
        return Reading(Margin(leaf.value, leaf.more_than_value, leaf.as_, "lower", stance), ">", 0)
    assert leaf.at_most_value is not None
    return Reading(Margin(leaf.value, leaf.at_most_value, leaf.as_, "upper", stance), "<=", 0)


def _dated(leaf: Dated, stance: Stance) -> Reading:
    day = leaf.before or leaf.not_before or ""
    threshold = 10000 + int(day[:2]) * 100 + int(day[3:])
    worst_is_last = (leaf.before is not None) == (stance == "for")
    return Reading(
        Day(leaf.date, "last" if worst_is_last else "first"), "<" if leaf.before else ">=", threshold
    )


def _extreme(figures: Sequence[Figure], side: Side, stance: Stance) -> Number | None:
    """The figure to compare, or None where none proves a limit on `side`.

    For the body, every figure counts and the weakest decides; against it, the most adverse of those that
    prove.
    """
    proving = [f.value for f in figures if (f.proves_lower if side == "lower" else f.proves_upper)]
    if not proving:
        return None
    if stance == "for":
        values = [figure.value for figure in figures]
        return min(values) if side == "lower" else max(values)
    return max(proving) if side == "lower" else min(proving)
