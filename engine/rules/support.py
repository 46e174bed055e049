"""What carries a condition, what it lacks, and what the report says about it at all.

In: a condition with its stance, and the statements. Out: the facts that make it true, the part of it that
holds, the part that does not yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.checklist.models import (
    AllOf,
    AnyOf,
    Asked,
    Condition,
    Criterion,
    Dated,
    Issued,
    Measured,
    Reported,
    Unreported,
)
from engine.extraction.models import Fact
from engine.rules.kernel import Stance
from engine.rules.measures import Leaf
from engine.rules.reference import holds
from engine.rules.statements import Figure, Statements


def leaves(condition: Condition) -> Iterator[Leaf]:
    """The conditions without parts, in order."""
    match condition:
        case AllOf():
            for part in condition.all:
                yield from leaves(part)
        case AnyOf():
            for part in condition.any:
                yield from leaves(part)
        case _:
            yield condition


def keys_of(condition: Condition) -> tuple[str, ...]:
    """The fact keys that `condition` reads."""
    return tuple(dict.fromkeys(key for leaf in leaves(condition) for key in _leaf_keys(leaf)))


def keys_of_criterion(criterion: Criterion) -> tuple[str, ...]:
    """The fact keys of all conditions and shortcomings of `criterion`."""
    conditions = (criterion.met, criterion.partly, criterion.not_met, criterion.needs_review)
    keys = [key for condition in conditions if condition for key in keys_of(condition)]
    return tuple(dict.fromkeys([*keys, *criterion.lowered_by]))


def holding(condition: Condition, stance: Stance, statements: Statements) -> tuple[Leaf, ...]:
    """The leaves of the first alternative that holds; none where `condition` does not hold."""
    if not holds(condition, stance, statements):
        return ()
    match condition:
        case AllOf():
            return tuple(leaf for part in condition.all for leaf in holding(part, stance, statements))
        case AnyOf():
            first = next(part for part in condition.any if holds(part, stance, statements))
            return holding(first, stance, statements)
        case _:
            return (condition,)


def lacking(condition: Condition, stance: Stance, statements: Statements) -> Condition | None:
    """`condition` without what holds already; None where nothing is lacking."""
    if holds(condition, stance, statements):
        return None
    match condition:
        case AllOf():
            parts = [lacking(part, stance, statements) for part in condition.all]
            missing = tuple(part for part in parts if part is not None)
            return missing[0] if len(missing) == 1 else AllOf(all=missing)
        case AnyOf():
            parts = [lacking(part, stance, statements) for part in condition.any]
            missing = tuple(part for part in parts if part is not None)
            return missing[0] if len(missing) == 1 else AnyOf(any=missing)
        case _:
            return condition


def carrying(found: Iterable[Leaf], stance: Stance, statements: Statements) -> tuple[Fact, ...]:
    """The facts that make the leaves true, without duplicates; of several figures the deciding ones."""
    facts = {id(fact): fact for leaf in found for fact in _carrying(leaf, stance, statements)}
    return tuple(facts.values())


def _leaf_keys(leaf: Leaf) -> tuple[str, ...]:
    match leaf:
        case Reported():
            return leaf.reported
        case Unreported():
            return leaf.unreported
        case Measured():
            other = leaf.more_than_value or leaf.at_most_value
            return (leaf.value, other) if other else (leaf.value,)
        case Dated():
            return (leaf.date,)
        case Issued() | Asked():
            return ()


def _carrying(leaf: Leaf, stance: Stance, statements: Statements) -> list[Fact]:
    match leaf:
        case Reported():
            return [fact for key in leaf.reported for fact in statements.stated(key, leaf.as_, leaf.polarity)]
        case Measured():
            return _figures(leaf, stance, statements)
        case Dated():
            dated = statements.dates(leaf.date)
            worst_is_last = (leaf.before is not None) == (stance == "for")
            days = [day for day, _ in dated]
            decisive = (max(days) if worst_is_last else min(days)) if days else None
            return [fact for day, fact in dated if day == decisive]
        case _:
            return []


def _figures(leaf: Measured, stance: Stance, statements: Statements) -> list[Fact]:
    other = leaf.more_than_value or leaf.at_most_value
    if other is None:
        return _deciding(statements.figures(leaf.value, leaf.as_, leaf.per), leaf.upper, stance)
    ones, others = statements.comparable(leaf.value, other, leaf.as_)
    return _deciding(ones, leaf.upper, stance) + _deciding(others, not leaf.upper, stance)


def _deciding(figures: list[Figure], upper: bool, stance: Stance) -> list[Fact]:
    """The facts with the weakest figure of those that prove a limit."""
    proving = [figure for figure in figures if (figure.proves_upper if upper else figure.proves_lower)]
    if not proving:
        return []
    values = [figure.value for figure in proving]
    weakest = max(values) if upper == (stance == "for") else min(values)
    return [figure.fact for figure in proving if figure.value == weakest]
