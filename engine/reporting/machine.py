"""What the machine formats share: a moment that is no clock's, a report's address, JSON as bytes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import PureWindowsPath
from typing import Any
from urllib.parse import quote

from engine.documents.models import Document
from engine.errors import FazhiError
from engine.reporting.text import clean

EPOCH = "SOURCE_DATE_EPOCH"
TOOL = "fazhi"
_UNDATED = date(2020, 1, 1)
_LAST_SECOND = 253402300799  # of the year 9999


def moment(documents: Iterable[Document] = ()) -> str:
    """The time for formats that ask for one (2025-03-15T00:00:00Z): `SOURCE_DATE_EPOCH`, else the latest day the reports name.

    Raises `FazhiError` where the variable holds no seconds.
    """
    given = os.environ.get(EPOCH)
    if given is not None:
        return _stamp(datetime.fromtimestamp(_seconds(given), UTC))
    return at_midnight(max(map(_day, documents), default=_UNDATED))


def at_midnight(day: date) -> str:
    """The day's beginning, as such a time."""
    return _stamp(datetime(day.year, day.month, day.day))


def _day(document: Document) -> date:
    known = (document.submitted_on, document.published_on, document.signed_on)
    days = [day for day in known if day is not None]
    if days:
        return max(days)
    return date(document.report_year + 1, 1, 1) if document.report_year else _UNDATED


def _seconds(given: str) -> int:
    if not (given.isascii() and given.isdigit() and int(given[:13]) <= _LAST_SECOND):
        raise FazhiError(
            f"环境变量 {EPOCH} 不是秒数：{given[:40]}", mend="请写自1970年起的秒数，或不设这个变量"
        )
    return int(given)


def _stamp(at: datetime) -> str:
    return f"{at.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def uri(path: str) -> str:
    """`path` as a URI reference: relative paths stay relative, absolute ones become file:."""
    if PureWindowsPath(path).drive:
        text = path.replace("\\", "/")
        return f"file:{'' if text.startswith('//') else '///'}{quote(text, safe='/:', errors='replace')}"
    text = quote(path, safe="/", errors="replace")
    return f"file://{text}" if path.startswith("/") else text


def dumped(data: Any) -> bytes:
    """`data` as UTF-8 JSON; characters that UTF-8 cannot carry stay as JSON escapes."""
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
    return (text + "\n").encode("utf-8", "backslashreplace")


def lines(*pieces: str) -> str:
    """The pieces that say something, a line each, without control characters."""
    return "\n".join(filter(None, map(clean, pieces)))
