"""What every sheet of the scorecard is made from, and where the cells stand that formulas of other sheets read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from engine.checklist.models import Part, Verdict
from engine.reporting import sheets
from engine.reporting.formulas import put_formula, reference
from engine.reporting.scorecard.layout import Layout, Table
from engine.reporting.texts import Texts
from engine.reporting.view import VERDICTS, View
from engine.result import Result, Scorecard

Getter = Callable[[View], Any]
_EDIT = PatternFill("solid", start_color="FFF9DB")
_FIRST = 2
DAY = "yyyy-mm-dd"
_EARLIEST, _LATEST = "36526", "73415"  # 2000 to 2100, as Excel counts days


class Area(NamedTuple):
    """The rows of a table, by column key."""

    sheet: str
    columns: tuple[str, ...]
    first: int
    last: int

    def letter(self, key: str) -> str:
        """The column's letter."""
        return get_column_letter(self.columns.index(key) + 1)

    def here(self, key: str, row: int) -> str:
        """A cell of a row as another cell of this row names it: it moves along when rows are sorted."""
        return f"${self.letter(key)}{row}"

    def all(self, key: str) -> str:
        """The whole column."""
        letter = self.letter(key)
        return reference(self.sheet, f"${letter}${self.first}:${letter}${self.last}")

    def within(self, key: str) -> str:
        """The whole column, for conditions and lists of the sheet itself."""
        letter = self.letter(key)
        return f"{letter}{self.first}:{letter}{self.last}"


@dataclass(frozen=True)
class Frame:
    """The workbook in the making; `items` is where the items will stand."""

    book: Workbook
    result: Result
    shown: View
    texts: Texts
    layout: Layout
    items: Area

    @property
    def card(self) -> Scorecard | None:
        """The scorecard, where there is anything that has points."""
        return self.result.scorecard if self.result.findings else None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the checklist, and those that only items name."""
        known = [one.part for one in self.card.parts] if self.card else []
        names = {part.id for part in known}
        strange = dict.fromkeys(f.item.part for f in self.result.findings if f.item.part not in names)
        return (*known, *(Part(id=name, title=name) for name in strange))

    def verdict(self, verdict: Verdict) -> str:
        """A verdict with its symbol, which tells it in black and white too."""
        text = self.texts.verdicts[verdict]
        return f"{text.symbol} {text.label}"


def area(sheet: str, table: Table, rows: int) -> Area:
    """Where a table of so many rows stands."""
    return Area(sheet, tuple(table.columns), _FIRST, _FIRST + rows - 1)


def code_of(verdict: Verdict) -> int:
    """A verdict as the number that formulas use: its place in the list, from 1."""
    return VERDICTS.index(verdict) + 1


def drawn(
    frame: Frame,
    title: str,
    table: Table,
    values: Mapping[str, Getter],
    rows: Sequence[View],
    tones: Mapping[str, str] | None = None,
) -> Worksheet:
    """A sheet with `table`: a value for each column, those that may be filled in open and marked."""
    columns = [
        sheets.Column(column.title, column.width, values[key], (tones or {}).get(key), centred=column.centred)
        for key, column in table.columns.items()
    ]
    sheet = sheets.table_sheet(frame.book, title, columns, rows, frozen=table.frozen)
    for x, column in enumerate(table.columns.values(), 1):
        sheet.column_dimensions[get_column_letter(x)].hidden = column.hidden
        for y in range(_FIRST, _FIRST + len(rows)) if column.edit else ():
            cell_at(sheet, y, x).fill = _EDIT
            cell_at(sheet, y, x).protection = Protection(locked=False)
    if table.printed:
        sheet.print_area = f"A1:{get_column_letter(table.printed)}{_FIRST + max(len(rows), 1) - 1}"
    return sheet


def offer_days(sheet: Worksheet, cells: str, title: str, error: str) -> None:
    """Lets `cells` take dates alone, none before 2000; says `error` under `title` where something else is typed."""
    offer = DataValidation(type="date", operator="between", formula1=_EARLIEST, formula2=_LATEST)
    offer.allow_blank = offer.showErrorMessage = True
    offer.errorTitle, offer.error = title, error
    offer.add(cells)
    sheet.add_data_validation(offer)


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell that is no part of a merged one."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def relive(sheet: Worksheet, at: str, formula: str) -> None:
    """Makes a cell, drawn with its value, a formula that gives it."""
    cell = sheet[at]
    assert isinstance(cell, Cell)
    put_formula(cell, formula, "" if cell.value is None else cell.value)  # type: ignore[arg-type]
    cell.quotePrefix = False
