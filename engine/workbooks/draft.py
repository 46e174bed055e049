"""Data on its way from cells to a model: what a YAML file would hold, and from which cell each entry comes.

It stands where a file's `Source` stands, so that all that is checked of files is checked of workbooks; what is then said of a
line is said of a cell, with the column's name in the place of the entry's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from engine.checklist.files import Source
from engine.errors import FazhiError
from engine.workbooks.layout import layout
from engine.workbooks.opening import Cell
from engine.yamlio import Path_, Place, Places

_NAMED = re.compile(r"“([a-z_]+)”")
_FIELDS = {
    "quote": ("items", "quote"),
    "article": ("items", "article"),
    "document": ("items", "document"),
    "reason": ("items", "reason"),
    "weight": ("added", "weight"),
    "materials": ("added", "materials"),
    "remedy": ("added", "remedy"),
    "holder": ("added", "holder"),
    "criterion": ("added", "criterion"),
    "severity": ("added", "severity"),
    "kind": ("added", "kind"),
    "part": ("added", "part"),
    "by": ("added", "by"),
    "examples": ("added", "examples"),
    "values": ("added", "values"),
}


class Draft:
    """The data of an overlay and the cells of its entries. A place's "line" is an index of `cells`."""

    def __init__(self, path: Path, first: Cell) -> None:
        self.path = path
        self.data: dict[str, Any] = {}
        self.cells: list[Cell] = [first]
        self._places = Places()
        self._places.values[()] = (0, 1)

    def put(self, into: dict[str, Any], where: Path_, value: Any, cell: Cell) -> None:
        """Enters `value` under the last step of `where`; nothing where there is none."""
        if value is None or value == []:
            return
        into[str(where[-1])] = value
        self.mark(where, cell)

    def mark(self, where: Path_, cell: Cell) -> None:
        """Says from which cell an entry comes."""
        self._places.values[where] = self._place(cell)

    def _place(self, cell: Cell) -> Place:
        self.cells.append(cell)
        return len(self.cells) - 1, 1

    @property
    def source(self) -> Source:
        """The data as that of a file."""
        return Source(self.path, self.data, self._places)

    def told(self, errors: Iterable[FazhiError]) -> list[FazhiError]:
        """Mistakes as the reader of a workbook understands them; those of other files as they are."""
        return [self._told(error) for error in errors]

    def _told(self, error: FazhiError) -> FazhiError:
        if error.path != self.path or error.line is None:
            return error
        cell = self.cells[error.line] if error.line < len(self.cells) else self.cells[0]
        mend = _NAMED.sub(_column, error.mend) if error.mend else None
        return FazhiError(_NAMED.sub(_column, error.message), path=cell.named(self.path), mend=mend)


def _column(match: re.Match[str]) -> str:
    """The name of a column for that of an entry."""
    name = match[1]
    if name in layout().entries:
        return f"“{layout().entries[name]}”"
    if name in _FIELDS:
        table, column = _FIELDS[name]
        return f"“{layout().table(table).columns[column].title}”"
    return match[0]
