"""Merged cells down a column: the value of the first one holds for the rows below it."""

from __future__ import annotations

from collections.abc import Iterable

from engine.ledgers.sources import Raw, RawRow
from engine.ledgers.sources.models import Area


class Carrier:
    """Fills the rows of a sheet, from its first to its last."""

    def __init__(self, merged: Iterable[Area]) -> None:
        areas = tuple(merged)
        self.spread = frozenset(
            area.top for area in areas if area.right > area.left and area.top == area.bottom
        )
        self._waiting = sorted((area for area in areas if area.bottom > area.top), reverse=True)
        self._open: dict[int, tuple[int, Raw]] = {}

    def fill(self, row: RawRow) -> frozenset[int]:
        """Puts carried values into the empty cells of `row`; gives the columns so filled."""
        if not self._waiting and not self._open:
            return frozenset()
        cells, number = row.cells, row.number
        filled = set()
        for at, (bottom, value) in list(self._open.items()):
            if number > bottom:
                del self._open[at]
            elif at >= len(cells) or cells[at] is None:
                cells.extend([None] * (at + 1 - len(cells)))
                cells[at] = value
                filled.add(at)
        while self._waiting and self._waiting[-1].top <= number:
            area = self._waiting.pop()
            if area.top == number and area.left < len(cells) and cells[area.left] is not None:
                self._open[area.left] = (area.bottom, cells[area.left])
        return frozenset(filled)
