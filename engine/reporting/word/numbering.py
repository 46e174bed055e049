"""The numbers before headings: 一、 and （一）, each level counted within the one above."""

from __future__ import annotations

from engine.documents.numbering import chinese


class Numbering:
    """Counts headings as they are written."""

    def __init__(self) -> None:
        self._counts = [0, 0]

    def next(self, level: int) -> str:
        """The number of the next heading of `level`, 1 or 2."""
        self._counts[level - 1] += 1
        if level == 1:
            self._counts[1] = 0
            return f"{chinese(self._counts[0])}、"
        return f"（{chinese(self._counts[1])}）"
