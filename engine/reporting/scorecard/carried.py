"""The whole result within the workbook, on a sheet that is not shown, so that the reviewed file alone suffices.

Lines: a mark, the version of this form, the digest of the packed data, then the data in pieces that a cell holds. The digest tells
damage; it is no signature.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import ValidationError

from engine.model import Model
from engine.reporting import sheets
from engine.reporting.scorecard.frame import cell_at
from engine.result import Result

SHEET = "fazhi"
MARK = "fazhi-scorecard"
_FORM = "1"
_PIECE = 30_000  # a cell holds 32 767 characters
_LARGEST = 200_000_000
_LEVEL = 9


class Carried(Model):
    """A result, and by which words the workbook calls its sheets and the verdicts."""

    result: Result
    sheets: dict[str, str]
    verdicts: dict[str, str]


class Damaged(Exception):
    """The lines are not what was written; says why in Chinese."""


def lines_of(carried: Carried) -> list[str]:
    """The lines of the hidden sheet."""
    data = zlib.compress(carried.model_dump_json(by_alias=True).encode(), _LEVEL)
    text = base64.b64encode(data).decode("ascii")
    pieces = [text[i : i + _PIECE] for i in range(0, len(text), _PIECE)]
    return [MARK, _FORM, hashlib.sha256(data).hexdigest(), *pieces]


def carried_in(lines: Sequence[str]) -> Carried:
    """What such lines hold. Raises `Damaged`."""
    if len(lines) < 4 or lines[0] != MARK:
        raise Damaged("没有随附数据")
    if lines[1] != _FORM:
        raise Damaged("由另一版本的 fazhi 生成")
    try:
        data = base64.b64decode("".join(lines[3:]), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Damaged("随附数据损坏") from error
    if hashlib.sha256(data).hexdigest() != lines[2]:
        raise Damaged("随附数据被改动过")
    return _parsed(data)


def _parsed(data: bytes) -> Carried:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, _LARGEST)
    except zlib.error as error:
        raise Damaged("随附数据损坏") from error
    if unpacking.unconsumed_tail:
        raise Damaged("随附数据大得异常")
    try:
        return Carried.model_validate_json(text)
    except (ValidationError, ValueError, RecursionError) as error:
        raise Damaged("随附数据与本版本的 fazhi 不合") from error


def hide(book: Workbook, lines: Sequence[str]) -> None:
    """The hidden sheet."""
    sheet: Worksheet = book.create_sheet(SHEET)
    for y, line in enumerate(lines, 1):
        cell = cell_at(sheet, y, 1)
        cell.value = line
        cell.data_type = "s"
    sheet.sheet_state = "veryHidden"
    sheets.protect(sheet)
