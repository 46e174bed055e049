"""Which items of the national checklist a task sharpens.

In: what a task demands, and the national checklist as of the plan's year. Out: the items, the nearest first: those that measure
one of its figures, then the one that reads most of its keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from engine.checklist.models import Checklist, Condition, Item, Measured
from engine.deriving.demands import Demanded, Figure
from engine.rules.support import keys_of_criterion, leaves


class Looser(NamedTuple):
    """A figure of the plan below what a national item asks."""

    figure: Figure
    item: Item
    national: float


def related(demanded: Demanded, national: Checklist) -> tuple[Item, ...]:
    """The items that a task sharpens."""
    measuring = [_measuring(figure.key, national) for figure in demanded.figures]
    keys = {figure.key for figure in demanded.figures} | {measure.key for measure in demanded.measures}
    found = [item for item in (*measuring, _nearest(keys, national)) if item]
    return tuple({item.id: item for item in found}.values())


def looser(demanded: Demanded, items: Iterable[Item]) -> tuple[Looser, ...]:
    """Where the plan asks less than the national items that it sharpens."""
    found = []
    for item in items:
        limits = {leaf.value: leaf.at_least for leaf in _measured(item.criterion.met)}
        for figure in demanded.figures:
            limit = limits.get(figure.key)
            if isinstance(limit, float) and figure.comparison == "at_least" and figure.number < limit:
                found.append(Looser(figure, item, limit))
    return tuple(found)


def _measuring(key: str, national: Checklist) -> Item | None:
    return next(
        (item for item in national.items if any(m.value == key for m in _measured(item.criterion.met))), None
    )


def _measured(condition: Condition | None) -> list[Measured]:
    return [leaf for leaf in leaves(condition) if isinstance(leaf, Measured)] if condition else []


def _nearest(keys: set[str], national: Checklist) -> Item | None:
    """The item that shares most keys; of equal ones the one that reads fewest others."""
    shared = []
    for i, item in enumerate(national.items):
        own = set(keys_of_criterion(item.criterion))
        if own & keys:
            shared.append((-len(own & keys), len(own - keys), i))
    return national.items[min(shared)[2]] if shared else None
