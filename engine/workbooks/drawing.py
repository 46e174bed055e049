"""The workbook file: sheets, colours, locks, drop-down lists and notes.

In: `Filled`. Out: the bytes of an xlsx file, the same for the same content. Raises `FazhiError` for a text that no cell holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from engine.errors import FazhiError
from engine.reporting import sheets
from engine.workbooks.filling import Filled, Row, Value
from engine.workbooks.layout import TABLES, Column, Table, layout, words

_EDIT = PatternFill("solid", start_color="FFF9DB")
_FIXED = PatternFill("solid", start_color="F0F0F0")
_SPARE_HEIGHT = 18.0
_FIRST_DAY = date(1900, 3, 1)  # Excel's own calendar begins here to be right
_DAY = "yyyy-mm-dd"
_LONGEST_LIST = 255


def drawn(content: Filled) -> bytes:
    """The xlsx file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _guide(book.create_sheet(layout().guide.title))
    _table(book, "head", layout().head, content)
    for name in TABLES:
        _table(book, name, layout().table(name), content)
    book.properties.title = layout().guide.head
    return sheets.to_bytes(book)


def _guide(sheet: Worksheet) -> None:
    sheets.line(sheet, 1, layout().guide.head, 1, sheets.TITLE)
    for row, text in enumerate(layout().guide.lines, 3):
        sheets.line(sheet, row, text, 1, width=100)
    for row, (text, fill) in enumerate(
        ((layout().guide.edit, _EDIT), (layout().guide.locked, _FIXED)), 4 + len(layout().guide.lines)
    ):
        sheets.line(sheet, row, text, 1)
        sheet.cell(row, 1).fill = fill
        sheet.cell(row, 1).border = sheets.BORDER
    sheets.widths(sheet, [104])
    sheets.page(sheet)
    sheets.protect(sheet)


def _table(book: Workbook, name: str, table: Table, content: Filled) -> None:
    sheet: Worksheet = book.create_sheet(table.title)
    columns = table.expanded(content.slots)
    shown = list(columns.values())
    rows = content.rows[name]
    _heading(sheet, shown)
    for y, row in enumerate(rows, 2):
        _row(sheet, y, columns, row, _locked(name, y - 2))
    for y in range(len(rows) + 2, len(rows) + 2 + table.spare):
        _row(sheet, y, columns, {}, spare=True)
    last = len(rows) + 1 + table.spare
    for x, column in enumerate(shown, 1):
        _offer(sheet, column, f"{get_column_letter(x)}2:{get_column_letter(x)}{last}", content)
    sheet.freeze_panes = f"{get_column_letter(table.frozen + 1)}2"
    sheet.print_title_rows = "1:1"
    sheets.widths(sheet, [column.width for column in shown])
    sheets.page(sheet)
    if table.across > 1:
        sheet.page_setup.paperSize = 8
        sheet.page_setup.fitToWidth = table.across
        sheet.print_title_cols = f"A:{get_column_letter(table.frozen)}"
    sheet.print_area = f"A1:{get_column_letter(len(shown))}{max(len(rows) + 3, 6)}"
    sheets.protect(sheet)


def _locked(name: str, at: int) -> bool:
    """Whether the whole row is locked: some of the head are."""
    return name == "head" and list(layout().head.rows.values())[at].locked


def _heading(sheet: Worksheet, columns: Sequence[Column]) -> None:
    titles = [column.title.replace("（", "\n（") for column in columns]
    sheets.heading(sheet, titles, 1)
    deepest = max(sheets.lines_of(title, column.width) for title, column in zip(titles, columns, strict=True))
    sheet.row_dimensions[1].height = deepest * sheets.LINE + 8
    for x, column in enumerate(columns, 1):
        if column.help:
            note = Comment(column.help, "fazhi")
            note.width, note.height = 260, 34 + 17 * sheets.lines_of(column.help, 36)
            sheet.cell(1, x).comment = note


def _row(
    sheet: Worksheet, y: int, columns: dict[str, Column], row: Row, locked: bool = False, spare: bool = False
) -> None:
    for x, (name, column) in enumerate(columns.items(), 1):
        cell = sheet.cell(y, x)
        assert isinstance(cell, Cell)
        _put(cell, row.get(name), column)
        slot = re.fullmatch(r"value(\d+)", name)
        idle = slot is not None and not spare and row.get(f"value_name{slot[1]}") is None
        open_ = (column.edit or (spare and column.spare_edit)) and not (locked or idle)
        cell.border = sheets.BORDER
        cell.fill = _EDIT if open_ else _FIXED
        cell.protection = Protection(locked=not open_)
    deep = max(sheets.lines_of(row.get(name), column.width) for name, column in columns.items())
    height = deep * sheets.LINE + 6
    sheet.row_dimensions[y].height = min(max(height, _SPARE_HEIGHT), sheets.TALLEST)


def _put(cell: Cell, value: Value, column: Column) -> None:
    """A date or number as such, anything else as text, never as a formula, a number never rounded."""
    if isinstance(value, float) and float(f"{value:.15g}") != value:  # more digits than Excel keeps
        value = f"{Decimal(repr(value)):f}"
    if isinstance(value, str):
        if len(value.encode("utf-16-le", "ignore")) > 2 * sheets.LONGEST:
            where = f"{column.title}（{value[:20]}…）"
            raise FazhiError(f"文字太长，一个单元格放不下：{where}", mend="请直接改 YAML 文件")
        sheets.put(cell, value)
    else:
        sheets.put(cell, None)
        cell.value = value if not isinstance(value, date) or value >= _FIRST_DAY else value.isoformat()
    if column.form == "date":
        cell.number_format = _DAY
    horizontal = "center" if column.centred else None
    cell.alignment = Alignment(horizontal=horizontal, vertical="top", wrap_text=True)


def _offer(sheet: Worksheet, column: Column, cells: str, content: Filled) -> None:
    """A drop-down list for a column with choices; where others are free, they are not refused."""
    if column.choices is None:
        return
    names = _choices(column.choices, content)
    listed = '"' + ",".join(names) + '"'
    if column.choices == "documents":
        title = layout().documents.title
        listed = f"'{title}'!$A$2:$A${len(content.rows['documents']) + 1 + layout().documents.spare}"
    elif not names or len(listed) > _LONGEST_LIST:
        return
    offer = DataValidation(type="list", formula1=listed, allow_blank=True)
    offer.showErrorMessage = not column.free
    offer.errorTitle = layout().choice_title
    offer.error = layout().choice_error.format(names="、".join(names))[:220]
    offer.add(cells)
    sheet.add_data_validation(offer)


def _choices(name: str, content: Filled) -> Iterable[str]:
    if name == "documents":
        return ()
    if name == "parts":
        return content.parts
    labels: dict[str, str] = getattr(words(), name)
    if name == "kinds":
        first, second = list(labels.values())[:2]
        return (first, second, f"{first}、{second}")
    return labels.values()
