"""Worksheets with openpyxl: safe cells, plain styles that also read in black and white, A4 pages.

Text from documents is always stored as text, so that nothing in it runs as a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from rich.cells import cell_len

from engine.checklist.models import Verdict
from engine.reporting.packing import packed
from engine.reporting.text import RISKY, clean

LONGEST = 32767
# Points: a line of body text, and the tallest row that Excel allows.
LINE, TALLEST = 13.5, 409.0
_CUT = "…（过长，已截断）"

# The character set tells a program without these fonts that it must take another Chinese one.
_GB = 134
BODY = Font(name="宋体", size=10, charset=_GB)
BOLD = Font(name="黑体", size=10, bold=True, charset=_GB)
HEAD = Font(name="黑体", size=10, bold=True, color="FFFFFF", charset=_GB)
TITLE = Font(name="黑体", size=16, bold=True, charset=_GB)
HEAD_FILL = PatternFill("solid", start_color="1F3A5F")
_SIDE = Side(style="thin", color="A6A6A6")
BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
FILLS = {
    "met": "E3F1E5",
    "partly": "FFF3D1",
    "not_met": "F9D9D6",
    "no_evidence": "EDEDED",
    "needs_review": "DFEAF7",
    "yes": "E3F1E5",
    "no": "F9D9D6",
    "unknown": "DFEAF7",
    "critical": "F9D9D6",
    "major": "FFF3D1",
    "improved": "E3F1E5",
    "fell": "F9D9D6",
    "changed": "DFEAF7",
    "still": "F9D9D6",
    "unmentioned": "DFEAF7",
    "fulfilled": "E3F1E5",
    "similar": "FFF3D1",
    "unanswered": "EDEDED",
}
STRONG = ("not_met", "no", "critical")
PERCENT = "0.0%"


Styles = dict[tuple[str, str | None, bool], StyleArray]


@dataclass(frozen=True)
class Column:
    """A column: heading, width in characters, how a cell is made; `tone` names the key that shades it."""

    title: str
    width: float
    value: Callable[[dict[str, Any]], str | float | None]
    tone: str | None = None
    centred: bool = False
    form: str | None = None


def put(cell: Cell, value: str | float | None, font: Font = BODY) -> None:
    """Writes a number, at most four decimals, as a number and anything else as text, never as a formula."""
    risky = _write(cell, value)
    cell.font = font
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if risky:
        cell.quotePrefix = True


def _write(cell: Cell, value: str | float | None) -> bool:
    """The value alone; gives whether it is a text that a program might take for a formula."""
    if value is None or isinstance(value, int | float):
        cell.value = round(value, 4) if isinstance(value, float) else value
        return False
    text = _fitting("\n".join(map(clean, value.split("\n"))))
    cell.value = text
    cell.data_type = "s"
    return text.startswith(RISKY)


def shade(cell: Cell, tone: str) -> None:
    """A light ground for `tone`; the weightiest ones are bold too, so that the print shows them."""
    if tone in FILLS:
        cell.fill = PatternFill("solid", start_color=FILLS[tone])
    if tone in STRONG:
        cell.font = BOLD


def shade_where(sheet: Worksheet, cells: str, condition: str, fill: PatternFill, bold: bool = False) -> None:
    """Shades `cells` wherever the condition, a formula for their first one, holds."""
    font = Font(bold=True) if bold else None
    rule = FormulaRule(formula=[condition], fill=fill, font=font)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(cells, rule)


def shade_verdicts(sheet: Worksheet, cells: str, conditions: Mapping[Verdict, str]) -> None:
    """Shades `cells` by the verdict whose condition holds; their symbols tell it without colour."""
    for verdict, condition in conditions.items():
        if tone := FILLS.get(verdict):
            shade_where(sheet, cells, condition, solid(tone), verdict in STRONG)


def solid(tone: str) -> PatternFill:
    """A ground that cells and conditions take alike."""
    return PatternFill("solid", start_color=tone, end_color=tone)


def table(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[dict[str, Any]], top: int = 1) -> int:
    """A bordered table with its heading in row `top`; gives the last row."""
    heading(sheet, [column.title for column in columns], top)
    deepest = max(lines_of(column.title, column.width) for column in columns)
    sheet.row_dimensions[top].height = deepest * LINE + 6
    styles: Styles = {}
    for y, row in enumerate(rows, top + 1):
        for x, column in enumerate(columns, 1):
            _fill(_cell(sheet, y, x), column, row, styles)
        lines = max(lines_of(sheet.cell(y, x).value, column.width) for x, column in enumerate(columns, 1))
        sheet.row_dimensions[y].height = min(lines * LINE + 4, TALLEST)
    return top + len(rows)


def heading(sheet: Worksheet, titles: Sequence[str], row: int) -> None:
    """A heading row."""
    for x, title in enumerate(titles, 1):
        cell = _cell(sheet, row, x)
        put(cell, title, HEAD)
        cell.fill, cell.border = HEAD_FILL, BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def table_sheet(
    book: Workbook, title: str, columns: Sequence[Column], rows: Sequence[dict[str, Any]], frozen: int = 0
) -> Worksheet:
    """A sheet that is one table: heading and `frozen` columns stay in view, with filters over the rows."""
    sheet: Worksheet = book.create_sheet(title)
    last = table(sheet, columns, rows)
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    sheet.print_title_rows = "1:1"
    widths(sheet, [column.width for column in columns])
    page(sheet)
    return sheet


def widths(sheet: Worksheet, values: Sequence[float]) -> None:
    """Column widths, from the left."""
    for x, width in enumerate(values, 1):
        sheet.column_dimensions[get_column_letter(x)].width = width


def page(sheet: Worksheet) -> None:
    """A4 landscape, as wide as one page, with the sheet's name and page numbers below."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    # Inches; printers leave a quarter of an inch blank, and the footer needs its own room above that.
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.75
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart("&A"), right=_HeaderFooterPart("第 &P 页 共 &N 页")
    )


def line(sheet: Worksheet, row: int, text: str, last: int, font: Font = BODY, width: float = 100) -> None:
    """A text across the columns up to `last`; `width` is theirs together, in characters."""
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
    put(_cell(sheet, row, 1), text, font)
    sheet.row_dimensions[row].height = lines_of(text, width) * float(font.size or 10) * 1.4 + 4


def to_bytes(book: Workbook) -> bytes:
    """The workbook's file, the same for the same content."""
    return packed(book)


def protect(sheet: Worksheet) -> None:
    """Protection without a password: against slips, not against intent. Sizes, filters and copying stay free."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.formatCells = False
    sheet.protection.autoFilter = sheet.protection.sort = False


def _fill(cell: Cell, column: Column, row: dict[str, Any], styles: Styles) -> None:
    """Value and style; cells that look alike share one style, which openpyxl is slow to make."""
    risky = _write(cell, column.value(row))
    look = (column.title, row[column.tone] if column.tone else None, risky)
    if look in styles:
        cell._style = copy(styles[look])  # type: ignore[attr-defined]
        return
    put(cell, column.value(row))
    cell.border = BORDER
    if column.centred:
        cell.alignment = Alignment(horizontal="center", vertical="top", wrap_text=True)
    if column.form:
        cell.number_format = column.form
    if column.tone:
        shade(cell, row[column.tone])
    styles[look] = cell._style  # type: ignore[attr-defined]


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def lines_of(value: object, width: float) -> int:
    """How many lines `value` takes in a column; set because not every program fits rows by itself."""
    paragraphs = str(value if value is not None else "").split("\n")
    return sum(max(1, ceil(cell_len(paragraph) / (width - 1))) for paragraph in paragraphs)


def _fitting(text: str) -> str:
    """`text` within Excel's limit, which counts UTF-16 units."""
    units = text.encode("utf-16-le", "ignore")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT
