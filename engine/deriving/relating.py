"""Which items of the national checklist a task sharpens.

In: what a task demands, and the national checklist as of the plan's year. Out: the items, the nearest first: those that measure
one of its figures, then the one that reads most of its keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from engine.checklist.models import Checklist, Item, Measured
from engine.deriving.demands import Demanded, Figure
from engine.rules.support import keys_of_criterion, leaves


class Looser(NamedTuple):
    """A figure of the plan below what a national item asks."""

    figure: Figure
    item: Item
    national: float


class National:
    """The national checklist by fact keys; made once for a plan."""

    def __init__(self, checklist: Checklist) -> None:
        self._items = checklist.items
        self._keys = [frozenset(keys_of_criterion(item.criterion)) for item in checklist.items]
        self._measuring: dict[str, Item] = {}
        self._limits: dict[tuple[str, str], float] = {}
        for item in checklist.items:
            for leaf in leaves(item.criterion.met) if item.criterion.met else ():
                if isinstance(leaf, Measured):
                    self._measuring.setdefault(leaf.value, item)
                    if isinstance(leaf.at_least, float):
                        self._limits[item.id, leaf.value] = leaf.at_least

    def related(self, demanded: Demanded) -> tuple[Item, ...]:
        """The items that a task sharpens."""
        keys = {figure.key for figure in demanded.figures} | {measure.key for measure in demanded.measures}
        measuring = [self._measuring.get(figure.key) for figure in demanded.figures]
        found = [item for item in (*measuring, self._nearest(keys)) if item]
        return tuple({item.id: item for item in found}.values())

    def looser(self, demanded: Demanded, items: Iterable[Item]) -> tuple[Looser, ...]:
        """Where the plan asks less than the items that it sharpens."""
        found = []
        for item in items:
            for figure in demanded.figures:
                limit = self._limits.get((item.id, figure.key))
                if limit is not None and figure.comparison == "at_least" and figure.number < limit:
                    found.append(Looser(figure, item, limit))
        return tuple(found)

    def _nearest(self, keys: set[str]) -> Item | None:
        """The item that shares most keys; of equal ones the one that reads fewest others."""
        shared = [
            (-len(own & keys), len(own - keys), i)
            for i, own in enumerate(self._keys)
            if not own.isdisjoint(keys)
        ]
        return self._items[min(shared)[2]] if shared else None
