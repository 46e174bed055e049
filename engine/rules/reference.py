"""The plain-Python kernel: criteria evaluated as they read, without compiling anything.

It is the witness of the other kernel, and so shares with it only the choice of facts that count
(`Statements`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

from engine.checklist.models import (
    AllOf,
    AnyOf,
    Asked,
    Checklist,
    Condition,
    Criterion,
    Dated,
    Issued,
    Item,
    Measured,
    Reported,
    Unreported,
)
from engine.rules.kernel import Firing, Outcome, Stance, when_met
from engine.rules.statements import Figure, Statements


class ReferenceKernel:
    """Evaluates each condition tree directly."""

    name = "reference"

    def fired(self, checklist: Checklist, items: Sequence[Item], statements: Statements) -> frozenset[Firing]:
        """Every outcome that holds for `items`."""
        return frozenset(
            (item.id, outcome) for item in items for outcome in _outcomes(item.criterion, statements)
        )


def holds(condition: Condition, stance: Stance, statements: Statements) -> bool:
    """Whether `condition` holds; `stance` tells whether it speaks for the body or against it."""
    match condition:
        case AllOf():
            return all(holds(part, stance, statements) for part in condition.all)
        case AnyOf():
            return any(holds(part, stance, statements) for part in condition.any)
        case Reported():
            stated = {
                key for key in condition.reported if statements.stated(key, condition.as_, condition.polarity)
            }
            return len(stated) >= condition.number
        case Unreported():
            return not any(
                statements.stated(key, condition.as_, condition.polarity) for key in condition.unreported
            )
        case Measured():
            return _measured(condition, stance, statements)
        case Dated():
            return _dated(condition, stance, statements)
        case Issued():
            return statements.level is not None and statements.level in condition.issuer
        case Asked():
            return True


def _outcomes(criterion: Criterion, statements: Statements) -> Iterator[Outcome]:
    if criterion.not_met and holds(criterion.not_met, "against", statements):
        yield "not_met"
    if criterion.met and holds(criterion.met, "for", statements):
        denied = any(statements.stated(key, ("problem",), ("no",)) for key in criterion.lowered_by)
        yield "lowered" if denied else when_met(criterion)
    if criterion.partly and holds(criterion.partly, "for", statements):
        yield "partly"
    if criterion.needs_review and holds(criterion.needs_review, "against", statements):
        yield "needs_review"


def _measured(condition: Measured, stance: Stance, statements: Statements) -> bool:
    other = condition.more_than_value or condition.at_most_value
    if other is not None:
        return _compared(condition, other, stance, statements)
    figures = statements.figures(condition.value, condition.as_, condition.per)
    proving = [figure for figure in figures if _proves(figure, upper=condition.upper)]
    if stance == "against":
        return any(_within(figure, condition) for figure in proving)
    return bool(proving) and all(_within(figure, condition) for figure in figures)


def _proves(figure: Figure, *, upper: bool) -> bool:
    return figure.bound == "eq" or figure.bound == ("le" if upper else "ge")


def _within(figure: Figure, condition: Measured) -> bool:
    if condition.at_least is not None:
        return figure.value >= condition.limit
    if condition.more_than is not None:
        return figure.value > condition.limit
    if condition.at_most is not None:
        return figure.value <= condition.limit
    return condition.less_than is not None and figure.value < condition.limit


def _compared(condition: Measured, other: str, stance: Stance, statements: Statements) -> bool:
    more = condition.more_than_value is not None
    ones, others = statements.comparable(condition.value, other, condition.as_)
    proving_ones = [one for one in ones if _proves(one, upper=not more)]
    proving_others = [one for one in others if _proves(one, upper=more)]
    if stance == "against":
        return any((a.value > b.value) == more for a, b in product(proving_ones, proving_others))
    return (
        bool(proving_ones)
        and bool(proving_others)
        and all((a.value > b.value) == more for a, b in product(ones, others))
    )


def _dated(condition: Dated, stance: Stance, statements: Statements) -> bool:
    year, days = statements.report_year, [day for day, _ in statements.dates(condition.date)]
    if year is None or not days:
        return False
    kept = [_keeps(day, condition, year + 1) for day in days]
    return all(kept) if stance == "for" else any(kept)


def _keeps(day: date, condition: Dated, year: int) -> bool:
    month, of_month = (int(part) for part in (condition.before or condition.not_before or "").split("-"))
    early = (day.year, day.month, day.day) < (year, month, of_month)
    return early if condition.before is not None else not early
