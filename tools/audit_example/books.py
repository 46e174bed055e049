"""Workbooks from rows: our templates filled in, and the ones that an office draws for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from engine.audit.ledgers import kinds_of, word_kinds
from engine.ledgers.templates import template_bytes
from engine.reporting.sheets import to_bytes

Cell = str | float | date | None
_SIDE = Side(style="thin", color="808080")
_GRID = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_TITLE = Font(name="方正小标宋简体", size=18)
_BODY = Font(name="仿宋", size=11)


class Drawn(NamedTuple):
    """A sheet of an office's own: lines above, header rows, rows, lines below; areas merged, hidden or not."""

    name: str
    above: Sequence[str]
    header: Sequence[Sequence[Cell]]
    rows: Sequence[Sequence[Cell]]
    below: Sequence[Sequence[Cell]] = ()
    merged: Sequence[str] = ()
    formats: Mapping[str, str] = {}
    hidden: bool = False


def filled(kind: str, rows: Sequence[Mapping[str, Cell]], *, examples: bool = False) -> bytes:
    """The template of a kind with rows by column key; with `examples` its two example rows are left in."""
    known = (word_kinds() | kinds_of())[kind]
    book = load_workbook(BytesIO(template_bytes(known)))
    sheet = book.worksheets[0]
    if not examples:
        sheet.delete_rows(2, 2)
    keys = [column.key for column in known.columns]
    for number, row in enumerate(rows, 1):
        unknown = row.keys() - set(keys)
        if unknown:
            raise KeyError(f"{kind}: {unknown}")
        sheet.append([number, *(row.get(key) for key in keys)])
        for cell in sheet[sheet.max_row]:
            cell.font, cell.border = _BODY, _GRID
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
    return to_bytes(book)


def drawn(*sheets: Drawn) -> bytes:
    """A workbook of an office's own."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for one in sheets:
        _draw(book.create_sheet(one.name), one)
    return to_bytes(book)


def _draw(sheet: Worksheet, one: Drawn) -> None:
    wide = max(map(len, one.header))
    for text in one.above:
        sheet.append([text])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=wide)
        first: Any = sheet.cell(sheet.max_row, 1)
        first.font = _TITLE if sheet.max_row == 1 else _BODY
        first.alignment = Alignment(horizontal="center" if sheet.max_row == 1 else "left")
    for cells in (*one.header, *one.rows):
        sheet.append(list(cells))
        for cell in sheet[sheet.max_row]:
            cell.border, cell.font = _GRID, _BODY
            cell.alignment = Alignment(vertical="center", wrap_text=True)
    for cells in one.below:
        sheet.append(list(cells))
    for area in one.merged:
        sheet.merge_cells(area)
    for place, form in one.formats.items():
        sheet[place].number_format = form
    for letter in "BCDEFGHIJKLMNO"[: wide - 1]:
        sheet.column_dimensions[letter].width = 14
    if one.hidden:
        sheet.sheet_state = "hidden"


def separated(rows: Sequence[Sequence[str]], encoding: str) -> bytes:
    """A file of separated values."""
    lines = (",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows)
    return ("\r\n".join(lines) + "\r\n").encode(encoding)
