"""A workbook's file: the values of its formulas in it, and the same bytes whenever it is made."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from openpyxl import Workbook

from engine.reporting.formulas import values_of, with_values

_STAMP = (2020, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_UNIX = 3


def packed(book: Workbook) -> bytes:
    """The xlsx file, without the moment at which it was made."""
    buffer = BytesIO()
    book.save(buffer)
    known = values_of(book)
    values = {sheet.path.lstrip("/"): known[sheet.title] for sheet in book.worksheets if sheet.title in known}
    made = BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _MOMENT.sub(rb"\g<1>2020-01-01T00:00:00Z\g<3>", part)
            if entry.filename in values:
                part = with_values(part, values[entry.filename])
            info = zipfile.ZipInfo(entry.filename, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = _UNIX  # else the system's own
            new.writestr(info, part)
    return made.getvalue()
