"""The rows of a worksheet's XML, one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from lxml import etree

from engine.ledgers.sources.models import MOST_COLUMNS, Percent, Raw, RawRow, Unusable, refused
from engine.ledgers.sources.strings import Strings

_DIGITS = "0123456789"
# Serial numbers count from 1899-12-30, but in the first two months of 1900 Excel is a day behind.
_EPOCH, _EPOCH_1904 = date(1899, 12, 30).toordinal(), date(1904, 1, 1).toordinal()
_EARLY, _LAST = 60, 2_958_465
_LONGEST_ROW = 64_000_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Formats(NamedTuple):
    """The numbers of the styles that show dates and percentages, and where dates are counted from."""

    dates: frozenset[str]
    percents: frozenset[str]
    since_1904: bool


def rows_of(pieces: Iterable[tuple[bytes, float]], strings: Strings, formats: Formats) -> Iterator[RawRow]:
    """The rows that the XML has. Raises `FazhiError` where it is broken, after the rows before that."""
    parser = puller("{*}row", "{*}sheetData")
    reader = _Reader(strings, formats)
    number = waiting = 0
    try:
        for piece, share in pieces:
            broken = _fed(parser, piece)
            waiting += len(piece)
            for element in ended(parser):
                if element.tag.endswith("}sheetData"):
                    return
                waiting = 0
                number = int(element.get("r") or number + 1)
                yield RawRow(number, reader.cells(element), share)
                forget(element)
            if broken:
                raise broken
            if waiting > _LONGEST_ROW:
                raise refused("damaged")
    except (etree.XMLSyntaxError, IndexError, ValueError) as error:
        raise refused("damaged_sheet", row=number + 1) from error


def _fed(parser: etree.XMLPullParser, piece: bytes) -> etree.XMLSyntaxError | None:
    """Feeds the parser; an error waits until what came before it has been given."""
    try:
        parser.feed(piece)
    except etree.XMLSyntaxError as error:
        return error
    return None


def puller(*tags: str) -> etree.XMLPullParser:
    """A parser that gives elements of those names as they end; entities stay as they are."""
    return etree.XMLPullParser(
        ("end",), tag=tags, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )


def ended(parser: etree.XMLPullParser) -> Iterator[etree._Element]:
    """The elements that have ended."""
    return (one for _, one in parser.read_events() if isinstance(one, etree._Element))


def forget(element: etree._Element) -> None:
    """Frees an element and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


class _Reader:
    def __init__(self, strings: Strings, formats: Formats) -> None:
        self._strings, self._formats = strings, formats
        self._places: dict[str, int] = {}

    def cells(self, row: etree._Element) -> list[Raw]:
        """The cells from column A to the last one there."""
        cells: list[Raw] = []
        for cell in row:
            ref = cell.get("r")
            at = self._place(ref.rstrip(_DIGITS)) if ref else len(cells)
            if at >= MOST_COLUMNS:
                break
            if at > len(cells):
                cells.extend([None] * (at - len(cells)))
            if at == len(cells):
                cells.append(self._value(cell))
        return cells

    def _place(self, letters: str) -> int:
        place = self._places.get(letters)
        if place is None:
            place = 0
            for letter in letters:
                place = 26 * place + ord(letter) - 64
            if not 0 < place <= 16384:
                raise ValueError(letters)
            self._places[letters] = place = place - 1
        return place

    def _value(self, cell: etree._Element) -> Raw:
        text: str | None = None
        formula = False
        for child in cell:
            name = child.tag[-2:]
            if name == "}v":
                text = child.text
            elif name == "is":
                text = child[0].text if len(child) == 1 and not len(child[0]) else _inline(child)
            elif name == "}f":
                formula = True
        kind = cell.get("t") or "n"
        if text is None:
            return Unusable("formula", "") if formula and kind == "n" else None
        if kind == "n":
            return self._number(text, cell.get("s"))
        if kind == "s":
            return _unescaped(self._strings[int(text)]) or None
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            return Unusable("error_value", text)
        return _unescaped(text) or None

    def _number(self, text: str, style: str | None) -> Raw:
        value = float(text)
        if not -1e300 < value < 1e300:
            return Unusable("error_value", text)
        if style in self._formats.dates:
            return self._day(value, text)
        return Percent(value) if style in self._formats.percents else value

    def _day(self, serial: float, text: str) -> Raw:
        """A time of the day alone is no date."""
        if not 1 <= serial <= _LAST:
            return text
        day = int(serial)
        if self._formats.since_1904:
            return date.fromordinal(min(_EPOCH_1904 + day, date.max.toordinal()))
        return date.fromordinal(_EPOCH + day + (day < _EARLY))


def _inline(child: etree._Element) -> str:
    return "".join(one.text or "" for one in child.iter("{*}t"))


def _unescaped(text: str) -> str:
    """Excel writes a character that XML has no place for as _x000D_."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
