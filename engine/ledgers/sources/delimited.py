"""Text tables (csv): their encoding, their separator, rows with quoted line breaks, quotes that never end."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple

from engine.documents.formats.txt import decode
from engine.ledgers.sources.models import MOST_COLUMNS, Raw, RawRow, Sheet, Unusable, refused

_SAMPLE = 200_000
_SEPARATORS = ",\t;|，"
_ENCODINGS = ("utf-8-sig", "utf-16", "utf-32", "gb18030", "utf-16-le", "utf-16-be", "big5")
_LINES = 30
_MARK = "\ufffd"
_BROKEN, _SWALLOWED = Unusable("csv_broken", "", True), Unusable("swallowed", "", True)


def delimited(path: Path) -> list[Sheet]:
    """The one table of a text file, named after it. Raises `FazhiError`."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    whole = len(sample) < _SAMPLE
    encoding, text = _encoding(sample if whole else sample[: sample.rfind(b"\n") + 1] or sample)
    return [Sheet(path.stem, partial(_rows, path, encoding, _usual(text, _separator(text))))]


def _encoding(sample: bytes) -> tuple[str, str]:
    """The encoding and the text it gives, of those that offices use."""
    text = decode(sample)
    if text is None and b"\n" in sample:  # a sample that was cut within a character, or one bad line
        sample = sample[: sample.rfind(b"\n", 0, len(sample) // 2) + 1]
        text = decode(sample)
    if text is None or "\x00" in text:
        raise refused("encoding")
    for name in _ENCODINGS:
        try:
            found = sample.decode(name)
        except UnicodeDecodeError:
            continue
        if found.removeprefix(codecs.BOM_UTF8.decode()) == text:
            return name, text
    raise refused("encoding")


def _separator(text: str) -> str:
    """The separator that divides most lines into the most common number of fields above one."""
    lines = text.splitlines()[:_LINES]

    def worth(separator: str) -> tuple[int, int]:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
        return max(((times * fields, times) for fields, times in counts.items()), default=(0, 0))

    try:
        return max(_SEPARATORS, key=worth)
    except csv.Error:
        return ","


class _Usual(NamedTuple):
    """How rows look: `line` matches one that stands on a line of its own, with so many `fields`; so many do the `least` rows of
    several lines have."""

    separator: str
    line: re.Pattern[str]
    fields: int
    least: int

    def is_row(self, line: str) -> bool:
        """Whether a line within quotes looks like a row."""
        return self.line.fullmatch(line.rstrip("\r\n")) is not None and self.width(line) == self.fields > 1

    def width(self, line: str) -> int:
        """How many fields a line has."""
        return len(next(csv.reader([line], delimiter=self.separator), []))


def _usual(text: str, separator: str) -> _Usual:
    """How the first rows look."""
    sign = re.escape(separator)
    field = rf'(?:[^"{sign}]*|"(?:[^"]|"")*")'
    lines = text.splitlines(keepends=True)[:_LINES]
    usual = _Usual(separator, re.compile(rf"{field}(?:{sign}{field})*"), 1, 1)
    whole = Counter(
        usual.width(line) for line in lines if separator in line and usual.line.fullmatch(line.rstrip("\r\n"))
    )
    read: Counter[int] = Counter()
    with suppress(csv.Error):
        for row in csv.reader(lines, delimiter=separator, strict=True):
            read[len(row)] += 1
    fields = max(whole, key=lambda width: whole[width], default=1)
    return usual._replace(
        fields=fields, least=min(fields, max(read, key=lambda width: read[width], default=fields))
    )


class _Lines:
    """The lines of a file; those that the last row `taken` can be given once more."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._again = lines, deque[str]()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        return line

    def again(self) -> None:
        """All but the first line of the row are lines of their own."""
        self._again.extendleft(reversed(self.taken[1:]))


def _rows(path: Path, encoding: str, usual: _Usual) -> Iterator[RawRow]:
    """Rows counted as a spreadsheet program counts them: a quoted line break makes no new one, but where a quote that never ends
    swallowed the rows below, these are read by themselves."""
    size = max(1, path.stat().st_size)
    with path.open("rb") as bare, TextIOWrapper(bare, encoding, errors="replace", newline="") as file:
        lines = _Lines(_without_nul(file))
        reader = csv.reader(lines, delimiter=usual.separator)
        number = 0
        while True:
            number += 1
            lines.taken = []
            share = min(bare.tell() / size, 1.0)
            failed = False
            try:
                fields = next(reader, None)
            except csv.Error:
                fields, failed = [], True
            if fields is None:
                return
            plain = not failed and len(lines.taken) == 1 and '"' not in lines.taken[0]
            if broken := None if plain else _broken(lines.taken, usual, failed):
                if broken is _SWALLOWED:
                    lines.again()
                yield RawRow(number, [broken], share)
            else:
                yield RawRow(number, [_raw(field) for field in fields[:MOST_COLUMNS]], share)


def _broken(lines: list[str], usual: _Usual, failed: bool) -> Unusable | None:
    """What is wrong with the quotes of a row: lines of it are rows themselves, or they do not end."""
    if not failed and len(lines) < 2 and lines[0].count('"') % 2 == 0:
        return None
    try:
        (strict,) = [] if failed else csv.reader(lines, delimiter=usual.separator, strict=True)
    except (csv.Error, ValueError):
        strict = []
    if len(strict) >= usual.least:
        return None
    if any(map(usual.is_row, lines[1:])) or (failed and len(lines) > 1):
        return _SWALLOWED
    return None if strict else _BROKEN


def _without_nul(file: Iterator[str]) -> Iterator[str]:
    return (line.replace("\x00", "") for line in file)


def _raw(field: str) -> Raw:
    if _MARK in field:
        return Unusable("garbled", field)
    return field or None
