"""Conditions on cells, compiled once into closures.

In: conditions as written. Out: closures from the values of a row to true, false, or None where a cell that decides is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from engine.ledgers.models import Value
from engine.ledgers.rules import CellTest, Columns, ColumnTest

Values = Mapping[str, Value]
Answer = bool | None
Condition = Callable[[Values], Answer]
_CellAnswer = Callable[[Value], Answer]


def empty(value: Value) -> bool:
    return value is None or value == ""


def needed(columns: Columns) -> Iterator[str]:
    """The columns without which the conditions can never hold."""
    for key, test in columns.items():
        if not (isinstance(test, CellTest) and (test.not_ or test.filled is False)):
            yield key


def compiled(columns: Columns, year: int | None) -> Condition:
    """All of `columns`: false where one is, else None where one has no answer. Without a year `in_year` always holds."""
    tests = [(key, _test(test, year)) for key, test in columns.items()]

    def condition(values: Values) -> Answer:
        answer: Answer = True
        for key, test in tests:
            one = test(values.get(key))
            if one is False:
                return False
            if one is None:
                answer = None
        return answer

    return condition


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
        return lambda value: value >= least if isinstance(value, float) else None
    limit = test.less_than or 0.0
    return lambda value: value < limit if isinstance(value, float) else None
