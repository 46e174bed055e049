"""Conditions on cells, compiled once into closures.

In: conditions as written. Out: closures from what a row answers to true, false, or None where a cell that decides is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from math import isfinite
from operator import itemgetter

from engine.ledgers.models import Value
from engine.ledgers.rules import CellTest, Columns, ColumnTest

Values = Mapping[str, Value]
Answer = bool | None
Answers = Sequence[Answer]
Condition = Callable[[Answers], Answer]
_CellAnswer = Callable[[Value], Answer]


def empty(value: Value) -> bool:
    return value is None or value == ""


def figure(value: Value) -> float | None:
    """The number in a cell; None for anything else, and for what is no finite number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        return None
    return value


def needed(columns: Columns) -> Iterator[str]:
    """The columns without which the conditions can never hold."""
    for key, test in columns.items():
        if not (isinstance(test, CellTest) and (test.not_ or test.filled is False)):
            yield key


class CellTests:
    """All tests of a kind on cells, each asked once a row however many conditions share it."""

    def __init__(self, year: int | None) -> None:
        self._year = year
        self._places: dict[tuple[str, ColumnTest], int] = {}
        self._tests: list[tuple[str, _CellAnswer]] = []

    def answers(self, values: Values) -> Answers:
        """What a row answers to the tests."""
        get = values.get
        return [test(get(key)) for key, test in self._tests]

    def condition(self, columns: Columns) -> Condition:
        """All of `columns`: false where one is, else None where one has no answer. Without a year `in_year` always holds."""
        places = [self._place(key, test) for key, test in columns.items()]
        if not places:
            return lambda answers: True
        if len(places) == 1:
            return itemgetter(places[0])
        pick = itemgetter(*places)

        def condition(answers: Answers) -> Answer:
            found = pick(answers)
            if False in found:
                return False
            return None if None in found else True

        return condition

    def _place(self, key: str, test: ColumnTest) -> int:
        place = self._places.setdefault((key, test), len(self._tests))
        if place == len(self._tests):
            self._tests.append((key, _test(test, self._year)))
        return place


def _test(test: ColumnTest, year: int | None) -> _CellAnswer:
    if isinstance(test, CellTest):
        return _of(test, year)
    wanted = frozenset(test) if isinstance(test, tuple) else frozenset((test,))
    return lambda value: None if empty(value) else value in wanted


def _of(test: CellTest, year: int | None) -> _CellAnswer:
    if test.filled is not None:
        filled = test.filled
        return lambda value: empty(value) != filled
    if test.not_:
        refused = frozenset(test.not_)
        return lambda value: value not in refused
    if test.in_year:
        return lambda value: (year is None or value.year == year) if isinstance(value, date) else None
    if test.at_least is not None:
        least = test.at_least
        return lambda value: None if (found := figure(value)) is None else found >= least
    limit = test.less_than or 0.0
    return lambda value: None if (found := figure(value)) is None else found < limit
