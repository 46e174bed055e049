"""The old workbook format (.xls, .et): at most 65,536 rows a sheet, so it is read as a whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from io import BytesIO
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from engine.ledgers.sources.models import MOST_COLUMNS, Area, Raw, RawRow, Sheet, refused

_MOST = 60_000_000
_PANIC = "PanicException"


def old_workbook(path: Path) -> list[Sheet]:
    """The worksheets. Raises `FazhiError`."""
    if path.stat().st_size > _MOST:
        raise refused("too_large", size=path.stat().st_size // 1_000_000, most=_MOST // 1_000_000)
    try:
        with _quietly():
            found = _opened(path)
    except PasswordError as error:
        raise refused("password") from error
    except (CalamineError, OSError, ValueError) as error:
        raise refused("damaged") from error
    except BaseException as error:  # a damaged file makes the reader panic, which is no Exception
        if type(error).__name__ != _PANIC:
            raise
        raise refused("damaged") from error
    return [
        Sheet(sheet.name, partial(_rows, sheet), _merged(sheet), visible != SheetVisibleEnum.Visible)
        for visible, sheet in found
    ]


def _opened(path: Path) -> list[tuple[SheetVisibleEnum, CalamineSheet]]:
    book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
    return [
        (about.visible, book.get_sheet_by_name(about.name))
        for about in book.sheets_metadata
        if about.typ == SheetTypeEnum.WorkSheet
    ]


@contextmanager
def _quietly() -> Iterator[None]:
    """Without the report of a panic, which goes past Python to standard error."""
    try:
        kept = os.dup(2)
    except OSError:  # there is none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _rows(sheet: CalamineSheet) -> Iterator[RawRow]:
    """Rows above the first filled one are given as empty, columns before it are not."""
    left = [None] * sheet.start[1] if sheet.start else []
    total = max(1, sheet.total_height)
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield RawRow(number, [*left, *map(_raw, cells)][:MOST_COLUMNS], number / total)


def _raw(value: object) -> Raw:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return value or None
    return value if isinstance(value, bool | int | float | date) else str(value)


def _merged(sheet: CalamineSheet) -> tuple[Area, ...]:
    return tuple(
        Area(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
