"""The text cut into paragraphs, sentences and clauses, as plain offsets.

A clause ends at a comma, colon or the bracket of an insertion with figures; a sentence at 。；！？ or a heading's end;
a paragraph at a line's end or a heading. Commas inside numbers do not count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from engine.documents.models import Document, Section

# The marks first, so that a search passes over all else; a comma within a number, a colon before one,
# and a comma before a mere number (率偏低,仅61%) cut nothing.
_CUTS = re.compile(
    r"[\n。!?;,:](?:(?<=[\n。!?;])|(?<=:)(?!\d)|(?<=,)(?:(?<!\d,)|(?!\d{3}(?!\d)))(?!(?:仅|仅为|仅有|仅达|仅达到|只有|只达到)\d))"
)
_FULL_COMMA = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")  # never a thousands comma
_INSERTION = re.compile(r"\(([^()]*)\)")
_HAS_FIGURES = re.compile(r"[,:;]|其中|\d+(?:\.\d+)?[万亿]?余?[件次个人份项家名条]")
_BARE_COUNT = re.compile(
    r"[共计约]?[\d.,]+[万亿]?余?[一-龥]{1,2}\Z"
)  # 政务服务事项(1208项): no clause of its own
_COMPARES = (
    "超过",
    "高于",
    "多于",
    "远超",
    "低于",
    "少于",
    "与去年",
    "与上年",
    "较去年",
    "较上年",
    "同比",
    "占",
)
_SENTENCE_ENDS = ("。", ";", "!")  # a heading that is a whole sentence says something
_SENTENCE, _PARAGRAPH = 1, 2
_KINDS = {"\n": _PARAGRAPH, "。": _SENTENCE, "!": _SENTENCE, "?": _SENTENCE, ";": _SENTENCE}
# What no report writes is cut, so that the cost of reading grows with the length of the text and no faster.
_LONG_CLAUSE, _LONG_SENTENCE = 1000, 4000


class Clause(NamedTuple):
    """`text[start:end]` without its closing mark. `sentence` and `paragraph` are running numbers.

    `compares`: the clause only sets a figure against another (超过同期…), so what follows is not about its nouns.
    """

    start: int
    end: int
    sentence: int
    paragraph: int
    heading: bool
    compares: bool


class Layout:
    """Clauses in order, with the start of each sentence and paragraph."""

    def __init__(self, text: str, document: Document) -> None:
        sections = {section.start: section for section in document.sections}
        self.clauses: list[Clause] = []
        self.sentence_start: list[int] = [0]
        self.paragraph_start: list[int] = [0]
        last, heading_end, sentence, paragraph = 0, -1, 0, 0
        for at, width, kind in _cuts(text, document):
            if last in sections:
                heading_end = _heading_end(sections[last], text)
            if at > last and not text[last:at].isspace():
                compares = text.startswith(_COMPARES, last)
                self.clauses.append(Clause(last, at, sentence, paragraph, last < heading_end, compares))
            last = at + width
            if kind >= _SENTENCE or last - self.sentence_start[-1] > _LONG_SENTENCE:
                self.sentence_start.append(last)
                sentence += 1
            if kind == _PARAGRAPH:
                self.paragraph_start.append(last)
                paragraph += 1
        self.starts = [clause.start for clause in self.clauses] or [0]

    def index_at(self, offset: int) -> int:
        """The index of the clause at `offset`."""
        return max(0, bisect_right(self.starts, offset) - 1)


def _heading_end(section: Section, text: str) -> int:
    """Where a heading that states nothing ends; -1 for one that does."""
    alone = "\n" in text[section.start : section.body + 1] or not text[section.body : section.end].strip()
    stated = text[section.start : section.body].rstrip().endswith(_SENTENCE_ENDS)
    return section.body if alone and not stated else -1


def _cuts(text: str, document: Document) -> list[tuple[int, int, int]]:
    """(offset, width, kind) of every cut, in order; kind 0 clause, 1 sentence, 2 paragraph."""
    found = {match.start(): (1, _KINDS.get(match[0], 0)) for match in _CUTS.finditer(text)}
    for match in _FULL_COMMA.finditer(document.text):
        found.setdefault(match.start(), (1, 0))
    for match in _INSERTION.finditer(text):
        if _HAS_FIGURES.search(match[1]) and not _BARE_COUNT.match(match[1]):
            for at in (match.start(), match.end() - 1):
                found.setdefault(at, (1, 0))
    for section in document.sections:
        kind = _PARAGRAPH if section.rank < 5 else _SENTENCE
        if section.start > 0:
            found.setdefault(section.start, (0, kind))
    found[len(text)] = (0, _PARAGRAPH)
    return list(_without_long([(at, width, kind) for at, (width, kind) in sorted(found.items())]))


def _without_long(cuts: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """The cuts, with more where a clause would be too long."""
    last = 0
    for at, width, kind in cuts:
        while at - last > _LONG_CLAUSE:
            last += _LONG_CLAUSE
            yield last, 0, 0
        yield at, width, kind
        last = at + width
