"""The text cut into paragraphs, sentences and clauses, as plain offsets.

A clause ends at a comma, colon or the bracket of an insertion with figures; a sentence at 。；！？ or a heading's end;
a paragraph at a line's end or a heading. Commas inside numbers do not count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from engine.documents.models import Document

_CUTS = re.compile(r"\n|[。!?;]|(?<!\d),|(?<=\d),(?!\d{3}(?!\d))|:(?!\d)")
_FULL_COMMA = re.compile("，")  # never a thousands comma
_INSERTION = re.compile(r"\(([^()]*)\)")
_HAS_FIGURES = re.compile(r"[,:;]|其中|\d+(?:\.\d+)?[件次个人份项家名条]")
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
        cuts = _cuts(text, document)
        lines = {section.start: section for section in document.sections}
        self.clauses: list[Clause] = []
        self.sentence_start: list[int] = [0]
        self.paragraph_start: list[int] = [0]
        last, heading_end = 0, -1
        for at, width, kind in cuts:
            section = lines.get(last)
            if section is not None:
                title = text[section.start : section.body].rstrip()
                bare = (
                    "\n" in text[section.start : section.body + 1]
                    or not text[section.body : section.end].strip()
                )
                bare = bare and not title.endswith(_SENTENCE_ENDS)
                heading_end = section.body if bare else -1
            if text[last:at].strip():
                sentence, paragraph = len(self.sentence_start) - 1, len(self.paragraph_start) - 1
                compares = text.startswith(_COMPARES, last)
                self.clauses.append(Clause(last, at, sentence, paragraph, last < heading_end, compares))
            last = at + width
            if kind >= _SENTENCE:
                self.sentence_start.append(last)
            if kind == _PARAGRAPH:
                self.paragraph_start.append(last)
        self.starts = [clause.start for clause in self.clauses] or [0]

    def index_at(self, offset: int) -> int:
        """The index of the clause at `offset`."""
        return max(0, bisect_right(self.starts, offset) - 1)


def _cuts(text: str, document: Document) -> list[tuple[int, int, int]]:
    """(offset, width, kind) of every cut, in order; kind 0 clause, 1 sentence, 2 paragraph."""
    found: dict[int, tuple[int, int]] = {}
    for match in _CUTS.finditer(text):
        kind = _PARAGRAPH if match[0] == "\n" else _SENTENCE if match[0] in "。!?;" else 0
        found[match.start()] = (1, kind)
    for match in _FULL_COMMA.finditer(document.text):
        found.setdefault(match.start(), (1, 0))
    for match in _INSERTION.finditer(text):
        if _HAS_FIGURES.search(match[1]):
            for at in (match.start(), match.end() - 1):
                found.setdefault(at, (1, 0))
    for section in document.sections:
        kind = _PARAGRAPH if section.rank < 5 else _SENTENCE
        if section.start > 0:
            found.setdefault(section.start, (0, kind))
    found[len(text)] = (0, _PARAGRAPH)
    return [(at, width, kind) for at, (width, kind) in sorted(found.items())]
