"""Which rows were there already, in twelve bytes a row and as much again for room: hashes, not values."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

_START = 1 << 10
_BETWEEN = "\x1f"
_MOST = (1 << 32) - 1


class Fingerprints:
    """An open hash table of row numbers by an eight-byte hash; two different rows share one about once in 10^13 pairs."""

    def __init__(self) -> None:
        self._hashes = array("Q", bytes(8 * _START))
        self._rows = array("I", bytes(4 * _START))
        self._count = 0

    def first(self, values: Iterable[object], row: int) -> int | None:
        """The row that had the same values before, or None; then `row` is kept for them."""
        text = _BETWEEN.join(map(str, values)).encode("utf-8", "surrogatepass")
        digest = int.from_bytes(blake2b(text, digest_size=8).digest(), "little") or 1
        at = self._place(digest)
        if self._hashes[at]:
            return self._rows[at]
        self._hashes[at], self._rows[at] = digest, row
        self._count += 1
        if 2 * self._count > len(self._hashes):
            self._grow()
        return None

    def _place(self, digest: int) -> int:
        """Where a hash stands, or the free place where it belongs."""
        hashes, last = self._hashes, len(self._hashes) - 1
        at = digest & last
        while hashes[at] and hashes[at] != digest:
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        old = zip(self._hashes, self._rows, strict=True)
        size = 2 * len(self._hashes)
        self._hashes, self._rows = array("Q", bytes(8 * size)), array("I", bytes(4 * size))
        for digest, row in old:
            if digest:
                at = self._place(digest)
                self._hashes[at], self._rows[at] = digest, row


class Before(NamedTuple):
    """The row that was the same: what its table is called, whether it is the same table, and its number."""

    table: str
    same: bool
    row: int


class KnownRows:
    """The rows of all tables that are read one after another. A row of another table is the same where it says the same of the
    same kind."""

    def __init__(self) -> None:
        self._tables: list[str] = []
        self._starts: list[int] = []
        self._last = -1
        self._kinds: dict[str, Fingerprints] = {}

    @property
    def table(self) -> int:
        """The place of the table that is being read."""
        return len(self._tables)

    def enter(self, shown: str) -> None:
        """Another table, which is called `shown`, begins."""
        self._tables.append(shown)
        self._starts.append(self._last + 1)

    def first(self, kind: str, values: Iterable[object], row: int) -> Before | None:
        """The row that had the same values before, or None; then this one of the present table is kept for them."""
        seen = self._kinds.setdefault(kind, Fingerprints())
        self._last = place = min(self._starts[-1] + row, _MOST)
        before = seen.first(values, place)
        if before is None:
            return None
        at = bisect_right(self._starts, before) - 1
        return Before(self._tables[at], at == len(self._tables) - 1, before - self._starts[at])
