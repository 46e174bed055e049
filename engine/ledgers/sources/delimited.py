"""Text tables (csv): their encoding, their separator, rows with quoted line breaks."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
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
_BROKEN = Unusable("csv_broken", "")


def delimited(path: Path) -> list[Sheet]:
    """The one table of a text file, named after it. Raises `FazhiError`."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    whole = len(sample) < _SAMPLE
    encoding, text = _encoding(sample if whole else sample[: sample.rfind(b"\n") + 1] or sample)
    return [Sheet(path.stem, partial(_rows, path, encoding, _separator(text)))]


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


def _rows(path: Path, encoding: str, separator: str) -> Iterator[RawRow]:
    """Rows counted as a spreadsheet program counts them: a quoted line break makes no new one."""
    size = max(1, path.stat().st_size)
    with path.open("rb") as bare, TextIOWrapper(bare, encoding, errors="replace", newline="") as file:
        reader = csv.reader(_without_nul(file), delimiter=separator)
        number = 0
        while True:
            number += 1
            try:
                fields = next(reader, None)
            except csv.Error:
                yield RawRow(number, [_BROKEN], 1.0)
                continue
            if fields is None:
                return
            share = bare.tell() / size
            yield RawRow(number, [_raw(field) for field in fields[:MOST_COLUMNS]], min(share, 1.0))


def _without_nul(file: Iterator[str]) -> Iterator[str]:
    return (line.replace("\x00", "") for line in file)


def _raw(field: str) -> Raw:
    if _MARK in field:
        return Unusable("garbled", field)
    return field or None
