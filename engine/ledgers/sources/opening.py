"""The way to read a file, by what is in it, whatever its extension says. Raises `FazhiError` for what cannot be read."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from engine.errors import why
from engine.ledgers.sources.models import MOST_BYTES, Sheet, refused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype|html|head|meta|table|body|workbook|\?mso)\b", re.IGNORECASE
)
_NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf")
_HEAD = 4096


def sheets_of(path: Path) -> list[Sheet]:
    """The sheets of a file, in its order."""
    head = _head(path)
    if head.startswith(b"PK"):
        return _of_zip(path)
    if head.startswith(_OLE):
        return _of_ole(path)
    if _HTML.match(head.lstrip(b"\xef\xbb\xbf")):
        raise refused("html_as_xls")
    if head.startswith(_NO_TABLES):
        raise refused("not_table")
    from engine.ledgers.sources.delimited import delimited

    return delimited(path)


def _head(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise refused("unreadable", why=why(error)) from error
    if not head:
        raise refused("empty_file")
    if size > MOST_BYTES:
        raise refused("too_large", size=size // 1_000_000, most=MOST_BYTES // 1_000_000)
    return head


def _of_zip(path: Path) -> list[Sheet]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist()[:5000])
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise refused("damaged") from error
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise refused("other_format")
    if "[Content_Types].xml" not in names or any(name.startswith("word/") for name in names):
        raise refused("not_table")
    from engine.ledgers.sources.xlsx import workbook

    return workbook(path)


def _of_ole(path: Path) -> list[Sheet]:
    """The old workbook format; a new workbook with a password hides in such a container too."""
    with path.open("rb") as file:
        tail = b""
        while chunk := file.read(1 << 20):
            if _ENCRYPTED in tail + chunk:
                raise refused("password")
            tail = chunk[-64:]
    from engine.ledgers.sources.xls import old_workbook

    return old_workbook(path)
