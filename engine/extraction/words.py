"""The words of all phrases, found in a text in one pass.

In: words, each one piece of text or pieces in order. Out: `Hits`: the words of each clause, and where each word stands.
Blanks and quotation marks in the text are passed over; offsets count in the text as it is.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import Any, NamedTuple

import ahocorasick

from engine.text import plain

_IGNORED = re.compile("[“”\"' ]")  # “马上办”事项 is found by 马上办事项
_BREAKS = frozenset(",。;\n")  # no pieces of one word on both sides
SPAN = 16  # how many characters 甲…乙 may hold between them

Spans = tuple[list[int], list[int]]


def spelled(text: str) -> str:
    """A word of the dictionary as it is looked for."""
    return _IGNORED.sub("", plain(text))


class Word(NamedTuple):
    """A word to find: one piece of text, or pieces in order within a clause."""

    pieces: tuple[str, ...]

    @property
    def length(self) -> int:
        """Characters that a hit covers for sure."""
        return sum(len(piece) for piece in self.pieces)


class Vocabulary:
    """Words by number, and the automaton that finds them all. Every piece is a word of its own."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.pieces: dict[int, tuple[int, ...]] = {}
        self._numbers: dict[Word, int] = {}
        self._automaton: Any = None

    @property
    def spellings(self) -> list[str]:
        """Every piece of text that is looked for."""
        return [word.pieces[0] for word in self._numbers if len(word.pieces) == 1]

    def add(self, word: Word) -> int:
        """The number of a word, new or known."""
        number = self._numbers.get(word)
        if number is None:
            pieces = tuple(self.add(Word((p,))) for p in word.pieces) if len(word.pieces) > 1 else ()
            number = self._numbers[word] = len(self.lengths)
            self.lengths.append(word.length)
            if pieces:
                self.pieces[number] = pieces
            self._automaton = None
        return number

    def find(self, text: str, starts: list[int]) -> Hits:
        """All hits in `text` (already in one spelling), by word and by clause; `starts` are the clauses' starts."""
        squeezed = Squeezed(text)
        limits = [*(squeezed.index(start) for start in starts[1:]), len(text) + 1]
        clauses: list[set[int]] = [set() for _ in starts]
        ends: dict[int, list[int]] = defaultdict(list)
        limit = 0
        words = clauses[0]
        for end, number in self._ready().iter(squeezed.text) if self._numbers else ():
            if end >= limit:
                at = bisect_right(limits, end)
                limit, words = limits[at], clauses[at]
            words.add(number)
            ends[number].append(end)
        return Hits(self, squeezed, dict(ends), clauses, starts)

    def _ready(self) -> Any:
        if self._automaton is None:
            self._automaton = ahocorasick.Automaton()
            for piece in self.spellings:
                self._automaton.add_word(piece, self._numbers[Word((piece,))])
            self._automaton.make_automaton()
        return self._automaton


class Squeezed:
    """A text without the characters that words pass over, and the way back."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.text = _IGNORED.sub("", text)
        self._dropped = [found.start() for found in _IGNORED.finditer(text)]
        self.offsets = array("I")  # of each character of the squeezed text in the text
        last = 0
        for offset in (*self._dropped, len(text)):
            self.offsets.extend(range(last, offset))
            last = offset + 1

    def index(self, offset: int) -> int:
        """Where an offset of the text lies in the squeezed text."""
        return offset - bisect_left(self._dropped, offset)


class Hits:
    """Where the words stand in one text.

    `clauses` has, for each clause, the words that end in it; `present` all words of the text.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        squeezed: Squeezed,
        ends: dict[int, list[int]],
        clauses: list[set[int]],
        starts: list[int],
    ) -> None:
        self.clauses, self.present = clauses, set(ends)
        self._lengths, self._squeezed, self._ends = vocabulary.lengths, squeezed, ends
        self._spans: dict[int, Spans] = {}
        for word, pieces in vocabulary.pieces.items():
            if self.present.issuperset(pieces):
                self._add_in_order(word, pieces, starts)

    def spans(self, word: int) -> Spans:
        """Starts and ends of a word's hits, both ascending."""
        known = self._spans.get(word)
        if known is None:
            offsets, back = self._squeezed.offsets, self._lengths[word] - 1
            ends = self._ends.get(word, ())
            known = [offsets[end - back] for end in ends], [offsets[end] + 1 for end in ends]
            self._spans[word] = known
        return known

    def last_before(self, word: int, low: int, high: int) -> tuple[int, int] | None:
        """The last hit within [low, high)."""
        starts, ends = self._spans.get(word) or self.spans(word)
        i = bisect_right(ends, high) - 1
        return (starts[i], ends[i]) if i >= 0 and starts[i] >= low else None

    def first_after(self, word: int, low: int, high: int) -> tuple[int, int] | None:
        """The first hit within [low, high)."""
        starts, ends = self._spans.get(word) or self.spans(word)
        i = bisect_left(starts, low)
        return (starts[i], ends[i]) if i < len(starts) and ends[i] <= high else None

    def _add_in_order(self, word: int, pieces: tuple[int, ...], clauses: list[int]) -> None:
        """The hits of a word of several pieces: each followed by the next, near and in one clause."""
        starts, ends = self.spans(pieces[0])
        for piece in pieces[1:]:
            starts, ends = self._followed(starts, ends, self.spans(piece))
        if starts:
            self._spans[word] = starts, ends
            self.present.add(word)
            for end in ends:
                self.clauses[bisect_right(clauses, end - 1) - 1].add(word)

    def _followed(self, starts: list[int], ends: list[int], nexts: Spans) -> Spans:
        kept: Spans = ([], [])
        for start, end in zip(starts, ends, strict=True):
            i = bisect_left(nexts[0], end)
            if i < len(nexts[0]) and nexts[0][i] - end <= SPAN:
                between = self._squeezed.original[end : nexts[0][i]]
                if _BREAKS.isdisjoint(between):
                    kept[0].append(start)
                    kept[1].append(nexts[1][i])
        return kept
