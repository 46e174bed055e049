"""The words in and around a clause, so that phrases which lack one are passed over before anything is measured."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from engine.extraction.layout import Clause, Layout
from engine.extraction.outline import Heading, Outline
from engine.extraction.words import Hits


class Nearby(NamedTuple):
    """The words of a clause, of its sentence, of its paragraph, and of the headings above. A word is known by where it
    ends, so a set may have a word too many, never one too few."""

    clause: set[int]
    sentence: set[int]
    paragraph: set[int]
    headings: set[int]


class Surroundings:
    """Made once for a document; each set is made when it is first asked for."""

    def __init__(self, layout: Layout, hits: Hits, outline: Outline) -> None:
        self._layout, self._clauses, self._outline = layout, hits.clauses, outline
        self._sentences: dict[int, tuple[set[int], set[int], set[int]]] = {}
        self._paragraphs: dict[int, set[int]] = {}
        self._headings: dict[tuple[Heading, ...], set[int]] = {}

    def of(self, at: int) -> Nearby:
        """The words around the clause of index `at`."""
        number = self._layout.clauses[at].sentence
        around = self._sentences.get(number)
        if around is None:
            around = self._sentences[number] = self._around(self._layout.clauses[at])
        return Nearby(self._clauses[at], *around)

    def _around(self, clause: Clause) -> tuple[set[int], set[int], set[int]]:
        """The words of the sentence, the paragraph, and the headings, which are the same for a whole sentence."""
        if clause.paragraph not in self._paragraphs:
            self._paragraphs[clause.paragraph] = self._between(self._layout.paragraph_start, clause.paragraph)
        above = self._outline.headings(clause.start)
        if above not in self._headings:
            self._headings[above] = set().union(*(self._words(low, high) for low, high in above))
        sentence = self._between(self._layout.sentence_start, clause.sentence)
        return sentence, self._paragraphs[clause.paragraph], self._headings[above]

    def _between(self, starts: list[int], number: int) -> set[int]:
        """The words from the start of that number to the next."""
        end = starts[number + 1] if number + 1 < len(starts) else self._layout.clauses[-1].end
        return self._words(starts[number], end)

    def _words(self, low: int, high: int) -> set[int]:
        first, end = self._layout.index_at(low), bisect_left(self._layout.starts, high)
        return set().union(*self._clauses[first:end]) if end - first != 1 else self._clauses[first]
