"""Rows that are not data: totals, notes below, headers printed again, example rows of a template."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from engine.ledgers.matching import plain
from engine.ledgers.values import tidy
from engine.ledgers.words import words

_FEW = 3
_SENTENCE = 12
_NUMBERED = 2


class Skipper:
    """Tells rows that are not data. `headers` are the header's texts by column and `last` its last row, `required` the
    columns that must be filled, `spread` the rows merged over several columns."""

    def __init__(
        self, headers: Mapping[int, str], last: int, required: Collection[int], spread: Collection[int]
    ) -> None:
        self._numbered = last + _NUMBERED
        self._headers = {at: plain(text) for at, text in headers.items()}
        self._required, self._spread = required, spread

    def skips(self, number: int, cells: Sequence[object]) -> bool:
        """Whether a row that is not blank is no data."""
        if number <= self._numbered and _numbers(cells):
            return True
        at = next((at for at, cell in enumerate(cells) if cell is not None and cell != ""), None)
        first = cells[at] if at is not None else None
        if not isinstance(first, str):
            return first is not None and number in self._spread and self._alone(cells)
        text = tidy(first)
        if plain(text) in _totals() or text.startswith(words().example_mark) or _footer().match(text):
            return True
        if _note().match(text) and sum(cell is not None for cell in cells) <= _FEW:
            return True
        if self._headers.get(at or 0) == plain(text) and self._repeats(cells):
            return True
        return self._alone(cells) and (
            number in self._spread or (len(text) >= _SENTENCE and at not in self._required)
        )

    def _alone(self, cells: Sequence[object]) -> bool:
        return sum(cell is not None and cell != "" for cell in cells) == 1

    def _repeats(self, cells: Sequence[object]) -> bool:
        """Whether the header stands here again, as on every printed page."""
        same = sum(
            at < len(cells) and isinstance(cells[at], str) and plain(str(cells[at])) == text
            for at, text in self._headers.items()
        )
        return same > 1 and 2 * same > len(self._headers)


def _numbers(cells: Sequence[object]) -> bool:
    """Whether the columns are numbered here, as below the headers of statistics: 1, 2, 3 or (1), (2), (3), after 甲, 乙."""
    shown = [tidy(cell).strip("()（）[] ") for cell in cells if cell is not None]
    counted = [text for text in shown if text and text not in words().numbered_stems]
    return len(counted) >= _FEW and counted == [str(at) for at in range(1, len(counted) + 1)]


@lru_cache(maxsize=1)
def _totals() -> frozenset[str]:
    return frozenset(map(plain, words().totals))


@lru_cache(maxsize=1)
def _note() -> re.Pattern[str]:
    starts = "|".join(map(re.escape, words().note_starts))
    return re.compile(rf"[(（*※【]?\s*(?:{starts})\s*(?:\Z|[:：.、)）】]|[0-9一])")


@lru_cache(maxsize=1)
def _footer() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, words().footers))
    return re.compile(rf"(?:{labels})\s*(?:[(（][^)）]{{0,10}}[)）])?\s*[:：]")
