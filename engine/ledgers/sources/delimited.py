"""Text tables (csv): their encoding, their separator, rows with quoted line breaks, quotes that never end."""

from __future__ import annotations

import codecs
import csv
from collections import Counter, deque
from collections.abc import Iterator
from functools import partial
from io import TextIOWrapper
from pathlib import Path

from engine.documents.formats.txt import decode
from engine.ledgers.sources.models import MOST_COLUMNS, Raw, RawRow, Sheet, Unusable, refused

_SAMPLE = 200_000
_SEPARATORS = ",\t;|，"
_ENCODINGS = ("utf-8-sig", "utf-16", "utf-32", "gb18030", "utf-16-le", "utf-16-be", "big5")
_LINES = 30
_MARK = "\ufffd"
_BROKEN, _SWALLOWED = Unusable("csv_broken", "", True), Unusable("swallowed", "", True)
_FEWEST = 2  # fields of a line that may be a row


def delimited(path: Path) -> list[Sheet]:
    """The one table of a text file, named after it. Raises `FazhiError`."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    whole = len(sample) < _SAMPLE
    encoding, text = _encoding(sample if whole else sample[: sample.rfind(b"\n") + 1] or sample)
    separator = _separator(text)
    return [Sheet(path.stem, partial(_rows, path, encoding, separator, _usual(text, separator)))]


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


def _usual(text: str, separator: str) -> int:
    """How many fields most lines have."""
    counts = Counter(line.count(separator) + 1 for line in text.splitlines()[:_LINES] if separator in line)
    return max(counts, key=lambda fields: (counts[fields], fields), default=1)


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


def _rows(path: Path, encoding: str, separator: str, usual: int) -> Iterator[RawRow]:
    """Rows counted as a spreadsheet program counts them: a quoted line break makes no new one, but where a quote that never ends
    swallowed the rows below, these are read by themselves."""
    size = max(1, path.stat().st_size)
    with path.open("rb") as bare, TextIOWrapper(bare, encoding, errors="replace", newline="") as file:
        lines = _Lines(_without_nul(file))
        reader = csv.reader(lines, delimiter=separator)
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
            if broken := _broken(lines.taken, separator, usual, failed):
                if broken is _SWALLOWED:
                    lines.again()
                yield RawRow(number, [broken], share)
            else:
                yield RawRow(number, [_raw(field) for field in fields[:MOST_COLUMNS]], share)


def _broken(lines: list[str], separator: str, usual: int, failed: bool) -> Unusable | None:
    """What is wrong with the quotes of a row: lines of it are rows themselves, or they do not end."""
    if not failed and len(lines) < 2 and lines[0].count('"') % 2 == 0:
        return None
    try:
        (strict,) = [] if failed else csv.reader(lines, delimiter=separator, strict=True)
    except (csv.Error, ValueError):
        strict = []
    if len(strict) == usual:
        return None
    if any(_is_row(line, separator, usual) for line in lines[1:]):
        return _SWALLOWED
    return None if strict else _BROKEN


def _is_row(line: str, separator: str, usual: int) -> bool:
    """Whether a line within quotes is as long as the rows of the table are."""
    return (
        line.count('"') % 2 == 0
        and len(next(csv.reader([line], delimiter=separator), [])) == usual >= _FEWEST
    )


def _without_nul(file: Iterator[str]) -> Iterator[str]:
    return (line.replace("\x00", "") for line in file)


def _raw(field: str) -> Raw:
    if _MARK in field:
        return Unusable("garbled", field)
    return field or None
