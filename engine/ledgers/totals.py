"""Sums of one person or body over all its rows.

What tells one from another is kept only as a digest, what names one only as it may be printed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import NamedTuple

from engine.ledgers.conditions import Values, empty, figure
from engine.ledgers.models import Row
from engine.ledgers.rules import Total

MOST_CELLS = 5  # of the rows of one person, so many are named
_ROWS = 32  # bits


class Place(NamedTuple):
    """A row of one of several tables."""

    table: int
    row: int


class One(NamedTuple):
    """One person's sum, how many rows it has, the first of them packed into a number each, and its name as it may be printed."""

    total: float
    rows: int
    packed: tuple[int, ...]
    subject: str

    @property
    def table(self) -> int:
        """The table of the first row."""
        return self.packed[0] >> _ROWS

    @property
    def named(self) -> tuple[Place, ...]:
        """The first rows."""
        return tuple(Place(*divmod(one, 1 << _ROWS)) for one in self.packed)


class Totals:
    """The sums of a `total` rule, gathered row by row."""

    def __init__(self, total: Total, name: Callable[[Values], str]) -> None:
        self._column, self._by, self._name = total.column, total.by, name
        self._ones: dict[bytes, One] = {}
        self._untold: set[bytes] = set()

    def add(self, row: Row, table: int) -> bool:
        """Takes a row of a table; false where it does not tell whose it is, or has no number."""
        who, value = identity(row.values, self._by), figure(row.values.get(self._column))
        if who is not None and value is None:
            self._untold.add(who)
        if who is None or value is None:
            return False
        one, place = self._ones.get(who), (table << _ROWS) + row.number
        if one is None:
            self._ones[who] = One(value, 1, (place,), self._name(row.values))
        else:
            packed = one.packed if len(one.packed) == MOST_CELLS else (*one.packed, place)
            self._ones[who] = One(one.total + value, one.rows + 1, packed, one.subject)
        return True

    def open(self, least: float) -> int:
        """How many have a row without a number, and without it less than `least`."""
        found = (self._ones.get(who) for who in self._untold)
        return sum(one is None or one.total < least for one in found)

    def untold(self) -> int:
        """How many have no row with a number."""
        return len(self._untold - self._ones.keys())

    def all(self) -> list[One]:
        """Every person, in the order of its first row."""
        return list(self._ones.values())


def identity(values: Values, by: tuple[tuple[str, ...], ...]) -> bytes | None:
    """A digest of the first group of columns that is filled; None where none is."""
    for columns in by:
        cells = [values.get(key) for key in columns]
        if not any(empty(cell) for cell in cells):
            text = "\x1f".join((*columns, *(str(cell).strip().upper() for cell in cells)))
            return hashlib.blake2b(text.encode("utf-8"), digest_size=16).digest()
    return None
