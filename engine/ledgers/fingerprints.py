"""Which rows were there already, in twelve bytes a row and as much again for room: hashes, not values."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from hashlib import blake2b

_START = 1 << 10
_BETWEEN = "\x1f"


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
