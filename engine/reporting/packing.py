"""A workbook's file: the values of its formulas in it, and the same bytes whenever it is made."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

from engine.reporting.formulas import values_of, with_values
from engine.reporting.stable import stable


def packed(book: Workbook) -> bytes:
    """The xlsx file, without the moment at which it was made."""
    buffer = BytesIO()
    book.save(buffer)
    known = values_of(book)
    values = {sheet.path.lstrip("/"): known[sheet.title] for sheet in book.worksheets if sheet.title in known}

    def filled(name: str, part: bytes) -> bytes:
        return with_values(part, values[name]) if name in values else part

    return stable(buffer.getvalue(), filled)
