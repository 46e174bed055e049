"""Workbooks (.xlsx) read as a stream: sheets, date formats, shared texts, merged cells.

In: a path. Out: `Sheet`s. Memory: the shared texts, and one row. Nothing is evaluated, no link followed, entities refused.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string as index

from engine.documents.archive import MAX_ENTRIES, declares, parse_xml, part_chunks, read_part
from engine.errors import FazhiError
from engine.ledgers.sources.cells import Formats, ended, forget, puller, rows_of
from engine.ledgers.sources.models import Area, RawRow, Sheet, refused
from engine.ledgers.sources.strings import Strings
from engine.ledgers.words import words

_MOST_PART = 3_000_000_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_MOST_MERGED = 200_000
_OVERLAP = 256
_PIECE = 1 << 16  # what is parsed at once is in memory as elements, tenfold
# Formats of Chinese, Japanese and Korean programs that are built in by number and written nowhere.
_DATES_BY_NUMBER = frozenset((*range(27, 37), *range(50, 59)))
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class Book(NamedTuple):
    """Where the parts are, and what numbers mean."""

    path: Path
    sheets: tuple[tuple[str, str, bool], ...]
    strings: str
    formats: Formats


def workbook(path: Path) -> list[Sheet]:
    """The worksheets, in the order of the tabs. Raises `FazhiError`."""
    try:
        book = _book(path)
    except (KeyError, ValueError, TypeError) as error:
        raise refused("damaged") from error
    strings = lru_cache(maxsize=1)(partial(_strings, path, book.strings))
    return [
        Sheet(name, partial(_rows, book, part, strings), () if hidden else _merged(path, part), hidden)
        for name, part, hidden in book.sheets
    ]


def _book(path: Path) -> Book:
    main = next(iter(_targets(path, "", "officeDocument").values()), "xl/workbook.xml")
    parts = _targets(path, main, "worksheet")
    root = _xml(path, main)
    sheets = []
    for sheet in root.iter("{*}sheet"):
        part = parts.get(sheet.get(_REL) or sheet.get(_REL_STRICT) or "")
        if part:  # a sheet of charts has another kind of part
            sheets.append((sheet.get("name") or "", part, sheet.get("state", "visible") != "visible"))
    since_1904 = any(one.get("date1904") in ("1", "true") for one in root.iter("{*}workbookPr"))
    strings = next(iter(_targets(path, main, "sharedStrings").values()), "")
    styles = next(iter(_targets(path, main, "styles").values()), "")
    return Book(path, tuple(sheets), strings, _formats(path, styles, since_1904))


def _xml(path: Path, name: str) -> etree._Element:
    data = read_part(path, name)
    if data is None:
        raise refused("damaged")
    return parse_xml(data, path)


def _targets(path: Path, part: str, kind: str) -> dict[str, str]:
    """The parts of a kind that a part refers to, by the name of the reference."""
    folder, name = posixpath.split(part)
    data = read_part(path, posixpath.join(folder, "_rels", f"{name}.rels"))
    if data is None:
        return {}
    found = {}
    for one in parse_xml(data, path):
        target = one.get("Target", "") if isinstance(one.tag, str) else ""
        if target and one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode") != "External":
            joined = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            found[one.get("Id", "")] = posixpath.normpath(joined)
    return found


def _formats(path: Path, styles: str, since_1904: bool) -> Formats:
    """The numbers of the styles that show a number as a date, and as a percentage."""
    data = read_part(path, styles) if styles else None
    if data is None:
        return Formats(frozenset(), frozenset(), since_1904)
    root = parse_xml(data, path)
    codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    dates, percents = set(), set()
    for block in root.iter("{*}cellXfs"):
        for at, style in enumerate(block.iterchildren("{*}xf")):
            number = style.get("numFmtId", "0")
            code = codes.get(number) or BUILTIN_FORMATS.get(int(number), "")
            if is_date_format(code) or (number not in codes and int(number) in _DATES_BY_NUMBER):
                dates.add(str(at))
            elif "%" in code:
                percents.add(str(at))
    return Formats(frozenset(dates), frozenset(percents), since_1904)


def _pieces(path: Path, part: str) -> Iterator[tuple[bytes, float]]:
    """A part piece by piece, with the share that is read by then. Raises `FazhiError`."""
    mend = words().problems["damaged"].mend
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > MAX_ENTRIES:
                raise refused("damaged")
            entry = archive.getinfo(part)
            done = 0
            for piece in part_chunks(archive, entry, path, _MOST_PART, mend):
                if declares(piece):
                    raise refused("damaged")
                for at in range(0, len(piece), _PIECE):
                    yield piece[at : at + _PIECE], min(1.0, (done + at) / max(1, entry.file_size))
                done += len(piece)
    except (
        zipfile.BadZipFile,
        EOFError,
        OSError,
        NotImplementedError,
        KeyError,
        ValueError,
        zlib.error,
    ) as error:
        raise refused("damaged") from error
    except RuntimeError as error:  # zipfile says so of an entry with a password
        raise refused("password") from error


def _strings(path: Path, part: str) -> Strings:
    """The shared texts, without the readings that may stand beside them."""
    found = Strings()
    if not part:
        return found
    parser = puller("{*}si")
    try:
        for piece, _ in _pieces(path, part):
            parser.feed(piece)
            for element in ended(parser):
                found.append(_text(element))
                forget(element)
    except etree.XMLSyntaxError as error:
        raise refused("damaged") from error
    return found


def _text(element: etree._Element) -> str:
    """The text of an entry: one piece, or several of different fonts with readings between."""
    if len(element) == 1 and not len(element[0]):
        return element[0].text or ""
    kept = (one for one in element if not str(one.tag).endswith("}rPh"))
    return "".join(text.text or "" for one in kept for text in one.iter("{*}t"))


def _rows(book: Book, part: str, strings: Callable[[], Strings]) -> Iterator[RawRow]:
    return rows_of(_pieces(book.path, part), strings(), book.formats)


def _merged(path: Path, part: str) -> tuple[Area, ...]:
    """The merged cells of a sheet, which stand behind its rows."""
    found: list[Area] = []
    tail = b""
    try:
        for piece, _ in _pieces(path, part):
            if b"mergeCell" in (joined := tail + piece):
                found += [_area(*match.groups()) for match in _MERGED.finditer(joined)]
            tail = piece[-_OVERLAP:]
            if len(found) > _MOST_MERGED:
                break
    except FazhiError:
        return ()  # reading the rows says so, and keeps the good ones
    return tuple(dict.fromkeys(found))


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Area:
    return Area(int(top), index(left.decode()) - 1, int(bottom), index(right.decode()) - 1)
