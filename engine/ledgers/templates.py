"""A workbook to fill in for each kind of ledger: headers, formats, drop-down lists, two example rows, a page of help.

In: a `LedgerKind`. Out: the bytes of an xlsx file, the same for the same kind. What is read from it unfilled is no row at all.
"""

from __future__ import annotations

from datetime import date
from operator import itemgetter

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from rich.cells import cell_len

from engine.ledgers.declaration import LedgerKind
from engine.ledgers.models import Column
from engine.ledgers.values import reader
from engine.ledgers.words import words
from engine.reporting import sheets

_OPTIONAL = PatternFill("solid", start_color="6B7F99")
_EXAMPLE = PatternFill("solid", start_color="EDEDED")
_GREY = Font(name="宋体", size=10, italic=True, color="7F7F7F")
_FORMATS = {"date": "yyyy-mm-dd", "number": "General", "yesno": "General", "choice": "General"}
_TEXT = "@"
_NARROWEST, _WIDEST = 10.0, 26.0
_ONE_PAGE, _A3 = 12, 8
_LONGEST_LIST, _LONGEST_SHEET = 255, 31
_DAYS = (date(1950, 1, 1), date(2100, 12, 31))
_NOTHING = "/"
_LINE_WIDTHS = (24.0, 10.0, 46.0, 70.0)


def template_bytes(kind: LedgerKind) -> bytes:
    """The xlsx file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _table(book.create_sheet(kind.title[:_LONGEST_SHEET]), kind)
    _guide(book.create_sheet(words().template.guide), kind)
    book.properties.title = words().template.title.format(title=kind.title)
    return sheets.to_bytes(book)


def _table(sheet: Worksheet, kind: LedgerKind) -> None:
    said = words().template
    sheets.heading(sheet, [said.serial, *map(_heading, kind.columns)], 1)
    sheets.widths(sheet, [max(_NARROWEST, cell_len(said.mark) + 3), *map(_width, kind.columns)])
    sheet.row_dimensions[1].height = 3 * sheets.LINE + 6
    for x, column in enumerate(kind.columns, 2):
        _column(sheet, x, column)
    for y in (2, 3):
        sheet.row_dimensions[y].height = 2 * sheets.LINE + 4
        _put(sheet, y, 1, said.mark)
        for x, column in enumerate(kind.columns, 2):
            _put(sheet, y, x, _example(column, y - 2), _FORMATS.get(column.type, _TEXT))
    sheet.freeze_panes = "C2" if len(kind.columns) > 1 else "A2"
    sheet.print_title_rows = "1:1"
    sheets.page(sheet)
    if len(kind.columns) > _ONE_PAGE:
        sheet.page_setup.paperSize, sheet.page_setup.fitToWidth = _A3, 2
        sheet.print_title_cols = "A:B"


def _heading(column: Column) -> str:
    return f"{column.title}\n{words().template.required}" if column.required else column.title


def _width(column: Column) -> float:
    """Wide enough for the examples, and for the header in two lines."""
    longest = max((cell_len(one) for one in (*column.examples, *column.choices)), default=0)
    return min(max(_NARROWEST, longest + 3.0, cell_len(column.title) / 2 + 4), _WIDEST)


def _column(sheet: Worksheet, x: int, column: Column) -> None:
    """The look of a column's header and what its cells offer and take."""
    header = sheet.cell(1, x)
    letter = get_column_letter(x)
    if not column.required:
        header.fill = _OPTIONAL
    note = Comment("。".join(filter(None, (words().template.types[column.type], column.help))), "fazhi")
    note.width, note.height = 260, 40 + 17 * sheets.lines_of(note.text, 36)
    header.comment = note
    sheet.column_dimensions[letter].number_format = _FORMATS.get(column.type, _TEXT)
    offer = _offer(column)
    if offer is not None:
        offer.add(f"{letter}2:{letter}{words().template.spare + 1}")
        sheet.add_data_validation(offer)


def _offer(column: Column) -> DataValidation | None:
    """A warning for what does not fit; it can be overruled, since not every case fits a list."""
    said = words().template
    if column.type in ("choice", "yesno"):
        options = [*column.choices] if column.type == "choice" else [words().yes[0], words().no[0], _NOTHING]
        listed = '"' + ",".join(options) + '"'
        offer = DataValidation(type="list", formula1=listed) if len(listed) <= _LONGEST_LIST else None
        error = said.wrong_choice
    elif column.type == "date":
        first, last = (str((day - date(1899, 12, 30)).days) for day in _DAYS)
        offer = DataValidation(type="date", operator="between", formula1=first, formula2=last)
        error = said.wrong_date
    elif column.type == "number":
        offer = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
        error = said.wrong_number
    else:
        return None
    if offer is not None:
        offer.allow_blank, offer.showErrorMessage, offer.errorStyle = True, True, "warning"
        offer.errorTitle, offer.error = said.wrong_title, error
    return offer


def _example(column: Column, at: int) -> str | float | date | None:
    """The example as its cell holds it: a date as a date, a number as a number."""
    text = column.examples[at] if at < len(column.examples) else ""
    if column.type in ("date", "number") and text:
        value = reader(column)(text)
        return value if isinstance(value, float | date) else text
    return text or None


def _put(sheet: Worksheet, y: int, x: int, value: str | float | date | None, form: str = "General") -> None:
    cell = sheet.cell(y, x)
    assert isinstance(cell, Cell)
    if isinstance(value, date):
        cell.value, cell.font = value, _GREY
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    else:
        sheets.put(cell, value, _GREY)
    cell.number_format = form
    cell.fill, cell.border = _EXAMPLE, sheets.BORDER


def _guide(sheet: Worksheet, kind: LedgerKind) -> None:
    said = words().template
    last, width = len(said.head), sum(_LINE_WIDTHS)
    sheets.line(sheet, 1, said.title.format(title=kind.title), last, sheets.TITLE, width)
    y = 2
    for y, text in enumerate((kind.note, *said.lines), 2):
        sheets.line(sheet, y, text, last, width=width)
    keys = ("title", "needed", "how", "aliases")
    columns = [
        sheets.Column(title, wide, itemgetter(key))
        for title, wide, key in zip(said.head, _LINE_WIDTHS, keys, strict=True)
    ]
    sheets.table(sheet, columns, [_row(column) for column in kind.columns], y + 2)
    sheets.widths(sheet, _LINE_WIDTHS)
    sheets.page(sheet)


def _row(column: Column) -> dict[str, str]:
    """A line of the table of columns."""
    said = words().template
    how = [
        said.types[column.type],
        *([column.help] if column.help else []),
        *([said.masked] if column.private else []),
    ]
    needed = said.needed if column.required else said.optional
    return {
        "title": column.title,
        "needed": needed,
        "how": "；".join(how),
        "aliases": "、".join(column.aliases),
    }
