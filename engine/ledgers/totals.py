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


class One(NamedTuple):
    """One person's sum, how many rows it has, the first of them, and its name as it may be printed."""

    total: float
    rows: int
    named: tuple[int, ...]
    subject: str


class Totals:
    """The sums of a `total` rule, gathered row by row."""

    def __init__(self, total: Total, name: Callable[[Values], str]) -> None:
        self._column, self._by, self._name = total.column, total.by, name
        self._ones: dict[bytes, One] = {}

    def add(self, row: Row) -> bool:
        """Takes a row; false where it does not tell whose it is, or has no number."""
        who, value = identity(row.values, self._by), figure(row.values.get(self._column))
        if who is None or value is None:
            return False
        one = self._ones.get(who)
        if one is None:
            self._ones[who] = One(value, 1, (row.number,), self._name(row.values))
        else:
            named = one.named if len(one.named) == MOST_CELLS else (*one.named, row.number)
            self._ones[who] = One(one.total + value, one.rows + 1, named, one.subject)
        return True

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
