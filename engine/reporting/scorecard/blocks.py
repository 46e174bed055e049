"""Small tables below each other on one sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from engine.reporting import sheets
from engine.reporting.formulas import Value, put_formula
from engine.reporting.scorecard.frame import cell_at

# A value, or a formula with its value.
Shown = Value | None | tuple[str, Value]


def block(sheet: Worksheet, words: Mapping[str, str], first: int) -> None:
    """The heading of a block and the titles of its columns, above its first row."""
    title, *columns = words.values()
    sheets.put(cell_at(sheet, first - 2, 1), title, sheets.BOLD)
    sheets.heading(sheet, columns, first - 1)
    sheet.row_dimensions[first - 1].height = 2 * sheets.LINE + 6


def row(sheet: Worksheet, y: int, values: Sequence[Shown], left: int = 1) -> None:
    """Bordered cells from column `left` on."""
    for x, value in enumerate(values, left):
        cell = cell_at(sheet, y, x)
        show(sheet, y, x, value)
        cell.border = sheets.BORDER
        if not isinstance(value[1] if isinstance(value, tuple) else value, str):
            cell.alignment = Alignment(horizontal="center", vertical="top")


def show(sheet: Worksheet, y: int, x: int, value: Shown) -> None:
    """A value or a formula in a cell."""
    cell = cell_at(sheet, y, x)
    sheets.put(cell, value[1] if isinstance(value, tuple) else value)
    if isinstance(value, float):
        cell.value = value  # not rounded: formulas reckon with it
    if isinstance(value, tuple):
        put_formula(cell, *value)
        cell.quotePrefix = False
