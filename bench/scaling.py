"""What reading facts costs, against the length of the text and the size of the dictionary.

The unit is one pass of one counting expression over the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bench.timing import best, row
from engine.documents import document_from_text, read_document
from engine.documents.models import Document
from engine.extraction import Lexicon, extract
from engine.extraction.choose import Chooser
from engine.extraction.dictionary import Indicator
from engine.extraction.reading import Reading
from engine.pipeline import lexicon
from engine.text import plain

LENGTHS = (1, 3, 10, 30, 100)
SIZES = (50, 100, 250, 500, 1000)
_SIGNS = "~@?-|…〔〕 前后"


def lines(report: Path) -> Iterator[str]:
    """Two tables: by length of the text, by size of the dictionary."""
    document = read_document(report)
    yield from _by_length(document)
    yield ""
    yield from _by_size(document)


def _by_length(document: Document) -> Iterator[str]:
    yield f"正文长度（{len(document.text)} 字的 1 至 {LENGTHS[-1]} 倍）；以一遍 \\d+(?:\\.\\d+)?件 为 1"
    for times in LENGTHS:
        longer = document_from_text("\n".join([document.text] * times))
        yield from _rows(f"{times} 倍", longer, lexicon())


def _by_size(document: Document) -> Iterator[str]:
    everything = lexicon().indicators
    yield f"词典大小（词典原有 {len(everything)} 个指标；不足的换字补上）；以一遍 \\d+(?:\\.\\d+)?件 为 1"
    for size in (*SIZES, len(everything), 2 * len(everything)):
        yield from _rows(f"{size} 个指标", document, lexicon().with_indicators(_taken(everything, size)))


def _rows(name: str, document: Document, known: Lexicon) -> Iterator[str]:
    text = plain(document.text)
    unit = best(lambda: re.findall(r"\d+(?:\.\d+)?件", text))
    extract(document, known)
    yield row(f"{name}：找数字、找词、选指标", best(lambda: _choose(document, known)), unit)
    yield row(f"{name}：全部事实和核验", best(lambda: extract(document, known)), unit)


def _choose(document: Document, known: Lexicon) -> None:
    Chooser(Reading(document, known)).choose()


def _taken(indicators: tuple[Indicator, ...], size: int) -> tuple[Indicator, ...]:
    """Indicators evenly taken, or all of them and further ones in other words."""
    if size <= len(indicators):
        return tuple(indicators[i * len(indicators) // size] for i in range(size))
    more = tuple(_reworded(indicator, number) for number, indicator in enumerate(indicators))
    return (*indicators, *more[: size - len(indicators)])


def _reworded(indicator: Indicator, number: int) -> Indicator:
    """The same indicator about other things: every character of its words is shifted."""
    written = tuple(_shifted(line) for line in indicator.written)
    return indicator.model_copy(update={"key": f"{indicator.key}.other{number}", "written": written})


def _shifted(line: str) -> str:
    return "".join(c if c in _SIGNS or c.isascii() else chr(ord(c) + 7) for c in line)
