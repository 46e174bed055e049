"""A workbook from anyone into plain cells, with limits; nothing in it is evaluated and no link followed.

In: a path. Out: a `Grid`: the rows of each sheet by column, each cell with its place. Raises `FazhiErrors` for what is no such
workbook: another format, a password, a missing sheet or column, merged cells.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from engine.documents.archive import refuse_oversized
from engine.errors import FazhiError, FazhiErrors, why
from engine.near import nearest
from engine.workbooks.forms import tidy
from engine.workbooks.layout import TABLES, Table, layout

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LARGEST, _UNPACKED = 20_000_000, 10_000_000
_MOST_ROWS, _MOST_SLOTS = 5_000, 50
_MACROS = "vbaproject.bin"
_SAVE = "请用 Excel 或 WPS 打开后另存为 .xlsx"
_EXPORT = "请用 fazhi checklist export 重新导出，再把内容抄过去"


class Cell(NamedTuple):
    """What stands in a cell, and where. `kind` is f for a formula, e for an error value."""

    value: str | float | bool | date | None
    sheet: str
    at: str
    kind: str
    percent: bool = False

    def named(self, path: Path) -> str:
        """The cell as an error names it."""
        return f"{path}：{self.sheet}!{self.at}"


Cells = dict[str, Cell]


class Found(NamedTuple):
    """A table: its headings and rows by column, what is wrong with it, what was not read."""

    heads: Cells
    rows: list[Cells]
    errors: list[FazhiError]
    remarks: list[FazhiError]


class Grid(NamedTuple):
    """The rows with anything in them, by table; remarks on what is not read."""

    path: Path
    rows: dict[str, list[Cells]]
    heads: dict[str, Cells]
    slots: int
    remarks: list[FazhiError]


def opened(path: Path) -> Grid:
    """The cells of the workbook at `path`."""
    book = loaded(path)
    errors: list[FazhiError] = []
    grid = Grid(path, {}, {}, _slots(book), [])
    known = layout().titles
    for title in known[1:]:
        if title not in book.sheetnames:
            others = [name for name in book.sheetnames if name not in known]
            near = next((name for name in others if title in name), None) or nearest(title, others)
            mend = f"“{near}”是否就是这张表？请改回原名" if near else _EXPORT
            errors.append(FazhiError(f"缺少工作表“{title}”", path=path, mend=mend))
    for title in book.sheetnames:
        if title not in known:
            grid.remarks.append(FazhiError(f"工作表“{title}”没有读取", path=path))
    for name in ("head", *TABLES):
        table = layout().table(name)
        if table.title in book.sheetnames:
            sheet = book[table.title]
            if not isinstance(sheet, Worksheet):
                errors.append(FazhiError(f"“{table.title}”不是工作表", path=path, mend=_EXPORT))
                continue
            _read(sheet, name, table, grid, errors)
    if errors:
        raise FazhiErrors(errors)
    return grid


def loaded(path: Path, unpacked: int = _UNPACKED) -> Workbook:
    """The workbook at `path`, of at most so many bytes when unpacked. Raises `FazhiError` for anything else, macros too."""
    _refuse(path, unpacked)
    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(path, data_only=False, keep_links=False, rich_text=False)
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise FazhiError("文件损坏，打不开", path=path, mend=_SAVE) from error
    return book


def _refuse(path: Path, unpacked: int) -> None:
    """Raises `FazhiError` for what cannot be such a workbook."""
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else None
    except OSError as error:
        mend = f"请检查文件是否存在、可读（{why(error)}）"
        raise FazhiError("文件读不出", path=path, mend=mend) from error
    if data is None:
        raise FazhiError("工作簿过大", path=path, mend="不得超过 20 MB，请删去多余的内容")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise FazhiError("工作簿加了打开密码", path=path, mend="请去掉打开密码后另存")
        raise FazhiError("这是旧格式的 xls 文件", path=path, mend=_SAVE)
    if not data.startswith(b"PK"):
        raise FazhiError("这不是 Excel 工作簿", path=path, mend=_SAVE)
    refuse_oversized(path, unpacked, _SAVE)
    with ZipFile(path) as archive:
        if any(name.lower().endswith(_MACROS) for name in archive.namelist()):
            raise FazhiError("工作簿带有宏", path=path, mend="请另存为不带宏的 .xlsx")


def _slots(book: Any) -> int:
    """How many named values the sheet of items has columns for."""
    title = layout().items.title
    if title not in book.sheetnames or not isinstance(book[title], Worksheet):
        return 0
    pattern = re.compile(layout().items.columns["value"].title.replace("{n}", r"(\d{1,3})"))
    found = [match for cell in book[title][1] if (match := pattern.fullmatch(_bare(cell.value)))]
    return min(max((int(match[1]) for match in found), default=0), _MOST_SLOTS)


def _bare(title: object) -> str:
    return "".join(str(title if title is not None else "").split())


def _read(sheet: Worksheet, name: str, table: Table, grid: Grid, errors: list[FazhiError]) -> None:
    """The rows of one sheet into `grid`."""
    titles = {key: column.title for key, column in table.expanded(grid.slots).items()}
    found = table_in(sheet, titles, grid.path, _EXPORT)
    grid.heads[name], grid.rows[name] = found.heads, found.rows
    grid.remarks.extend(found.remarks)
    errors.extend(found.errors)


def table_in(
    sheet: Worksheet, titles: Mapping[str, str], path: Path, mend: str, optional: Collection[str] = ()
) -> Found:
    """The table of a sheet whose first row has the titles of its columns, which may stand in any order.

    `mend` is what to do where a column is missing; the cells of an `optional` one are empty then.
    """
    errors: list[FazhiError] = []
    written = {x: _bare(value) for (y, x), value in _values(sheet).items() if y == 1}
    own = {_bare(title) for title in titles.values()}
    at: dict[int, str] = {}
    absent: Cells = {}
    for key, title in titles.items():
        places = [x for x, other in written.items() if other == _bare(title)]
        if len(places) == 1:
            at[places[0]] = key
            continue
        if not places and key in optional:
            absent[key] = Cell(None, sheet.title, "1", "n")
            continue
        problem = f"缺少列“{title}”" if not places else f"列“{title}”出现了两次"
        near = None if places else nearest(title, {*written.values()} - own - {""})
        how = f"是否就是“{near}”一列？请改回原名" if near else mend
        errors.append(FazhiError(problem, path=f"{path}：{sheet.title}!1", mend=how))
    for area in sheet.merged_cells.ranges:
        where = f"{path}：{sheet.title}!{area.coord}"
        errors.append(FazhiError("单元格合并了", path=where, mend="请取消合并，在每一格里分别填写"))
    heads = {key: Cell(titles[key], sheet.title, f"{get_column_letter(x)}1", "s") for x, key in at.items()}
    remarks = _unread(sheet, written, own, path)
    return Found(heads, [absent | row for row in _rows(sheet, at, path, errors)], errors, remarks)


def _unread(sheet: Worksheet, written: dict[int, str], titles: set[str], path: Path) -> list[FazhiError]:
    """A remark on each column that nobody asks for."""
    return [
        FazhiError(f"列“{title}”没有读取", path=f"{path}：{sheet.title}!{get_column_letter(x)}1")
        for x, title in written.items()
        if title and title not in titles
    ]


def _values(sheet: Worksheet) -> dict[tuple[int, int], Any]:
    """The values that are there; asking for empty cells would make them."""
    return {place: cell.value for place, cell in sheet._cells.items() if cell.value is not None}


def _rows(sheet: Worksheet, at: dict[int, str], path: Path, errors: list[FazhiError]) -> list[Cells]:
    filled = sorted({y for (y, x) in _values(sheet) if y > 1 and x in at})
    if len(filled) > _MOST_ROWS:
        where = f"{path}：{sheet.title}"
        errors.append(FazhiError("行数太多", path=where, mend=f"一张表最多 {_MOST_ROWS} 行，请删去多余的行"))
        return []
    rows = []
    for y in filled:
        row = {key: _emptied(_cell(sheet, y, x)) for x, key in at.items()}
        if any(cell.value is not None for cell in row.values()):
            rows.append(row)
    return rows


def _emptied(cell: Cell) -> Cell:
    """Blanks and signs that cannot be seen are nothing."""
    return cell._replace(value=None) if isinstance(cell.value, str) and not tidy(cell.value) else cell


def _cell(sheet: Worksheet, y: int, x: int) -> Cell:
    place = f"{get_column_letter(x)}{y}"
    cell = sheet._cells.get((y, x))
    value: Any = cell.value if cell is not None else None
    kind = str(cell.data_type) if cell is not None else "n"
    if isinstance(value, datetime):
        value = value.date()
    elif value is not None and not isinstance(value, str | int | float | bool | date):
        kind = "e" if isinstance(value, time) else "f" if kind == "f" else "e"  # a time, an array formula …
        value = str(value)
    percent = cell is not None and "%" in str(cell.number_format)
    return Cell(value, sheet.title, place, kind, percent)
