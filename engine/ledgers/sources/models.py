"""What every way to read gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from engine.errors import FazhiError
from engine.ledgers.words import words

MOST_BYTES = 300_000_000
MOST_ROWS = 1_000_000
MOST_COLUMNS = 500


class Unusable(NamedTuple):
    """What a cell has instead of a value: `formula` without a result, `error_value` such as #REF!, `garbled` text; with `whole_row`
    nothing of its row can be read."""

    problem: str
    text: str
    whole_row: bool = False


class Percent(float):
    """A number in a cell of percent format: 0.6 for 60%."""


Raw = str | float | bool | date | Unusable | None


class RawRow(NamedTuple):
    """A row: its number in the sheet from 1, its cells from column A, and how much of the sheet is read by then (0 to 1)."""

    number: int
    cells: list[Raw]
    share: float


class Area(NamedTuple):
    """Merged cells: rows from 1, columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """A sheet of a file. `rows` starts anew at each call; what is broken on the way is raised as `FazhiError`."""

    name: str
    rows: Callable[[], Iterator[RawRow]]
    merged: tuple[Area, ...] = ()
    hidden: bool = False


def refused(name: str, **filled: object) -> FazhiError:
    """The error of that name in the words of the room."""
    said = words().problems[name]
    return FazhiError(said.message.format(**filled), mend=said.mend.format(**filled))
