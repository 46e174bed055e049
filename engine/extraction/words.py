"""The words of all phrases, found in a text in one pass.

In: words, each one piece of text or pieces in order. Out: `Hits`: the words of each clause, and where each word stands.
Blanks and quotation marks in the text are passed over; offsets count in the text as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

import ahocorasick

from engine.text import is_plain, plain

_IGNORED = re.compile("[“”\"' ]")  # “马上办”事项 is found by 马上办事项
_BREAKS = frozenset(",。;\n")  # no pieces of one word on both sides
SPAN = 16  # how many characters 甲…乙 may hold between them

Span = tuple[int, int]
_START, _END = itemgetter(0), itemgetter(1)


def spelled(text: str) -> str:
    """A word of the dictionary as it is looked for."""
    return _IGNORED.sub("", plain(text))


def is_spelled(text: str) -> bool:
    """Whether words are written in `text` as they are looked for."""
    return is_plain(text) and _IGNORED.search(text) is None


class Word(NamedTuple):
    """A word to find: one piece of text, or pieces in order within a clause."""

    pieces: tuple[str, ...]

    @property
    def length(self) -> int:
        """Characters that a hit covers for sure."""
        return sum(map(len, self.pieces))


class Vocabulary:
    """Words by number, and the automaton that finds them all. Every piece is a word of its own."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        # by first piece: words of several, and their further pieces
        self.joined: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
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
                self.joined.setdefault(pieces[0], []).append((number, pieces[1:]))
            self._automaton = None
        return number

    def find(self, text: str, starts: list[int]) -> Hits:
        """All hits in `text` (already in one spelling), by word and by clause; `starts` are the clauses' starts."""
        squeezed = Squeezed(text)
        found = self._ready().iter(squeezed.text) if self._numbers else ()
        return Hits(self, squeezed, found, starts)

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
        self._dropped = [found.start() for found in _IGNORED.finditer(text)]
        lows, highs = (0, *(offset + 1 for offset in self._dropped)), (*self._dropped, len(text))
        self.text = "".join([text[low:high] for low, high in zip(lows, highs, strict=True)])
        # of each character of the squeezed text in the text
        self.offsets = list(chain.from_iterable(map(range, lows, highs)))

    def index(self, offset: int) -> int:
        """Where an offset of the text lies in the squeezed text."""
        return offset - bisect_left(self._dropped, offset)


class Hits:
    """Where the words stand in one text.

    In: the place of each hit's last character and its word, in order; the clauses' starts. `clauses` has, for each
    clause, the words that end in it.
    """

    def __init__(
        self, vocabulary: Vocabulary, squeezed: Squeezed, found: Iterable[tuple[int, int]], starts: list[int]
    ) -> None:
        self._squeezed, self._lengths = squeezed, vocabulary.lengths
        self._starts, self._lows = starts, [squeezed.index(start) for start in starts]
        self._limits = [*self._lows[1:], len(squeezed.text)]
        self.clauses: list[set[int]] = []
        self._by_word: dict[int, list[int]] = {}  # where the hits of words of one piece end
        self._sort(found)
        self._joined: dict[int, list[Span]] = {}  # the hits of words of several pieces
        for first in vocabulary.joined.keys() & self._by_word.keys():
            for word, further in vocabulary.joined[first]:
                if self._may_follow(first, further[0]):
                    self._add_in_order(word, first, further)

    def _sort(self, found: Iterable[tuple[int, int]]) -> None:
        """The hits by clause and by word."""
        by_word, words, ends = self._by_word, [], []
        for last, word in found:
            end = last + 1
            words.append(word)
            ends.append(end)
            if word in by_word:
                by_word[word].append(end)
            else:
                by_word[word] = [end]
        low = 0
        for limit in self._limits:
            high = bisect_right(ends, limit, low)
            self.clauses.append(set(words[low:high]))
            low = high

    def span(self, word: int, end: int) -> Span:
        """Where a hit of a word of one piece starts and ends in the text."""
        offsets = self._squeezed.offsets
        return offsets[end - self._lengths[word]], offsets[end - 1] + 1

    def last_before(self, word: int, low: int, high: int) -> Span | None:
        """The last hit within [low, high)."""
        if word in self._joined:
            spans = self._joined[word]
            i = bisect_right(spans, high, key=_END) - 1
            return spans[i] if i >= 0 and spans[i][0] >= low else None
        ends = self._by_word.get(word, ())
        i = bisect_right(ends, self._squeezed.index(high)) - 1
        if i < 0:
            return None
        span = self.span(word, ends[i])
        return span if span[0] >= low else None

    def first_after(self, word: int, low: int, high: int) -> Span | None:
        """The first hit within [low, high)."""
        if word in self._joined:
            spans = self._joined[word]
            i = bisect_left(spans, low, key=_START)
            return spans[i] if i < len(spans) and spans[i][1] <= high else None
        ends = self._by_word.get(word, ())
        i = bisect_left(ends, self._squeezed.index(low) + self._lengths[word])
        if i == len(ends):
            return None
        span = self.span(word, ends[i])
        return span if span[1] <= high else None

    def first_in(self, word: int, at: int, clause_end: int) -> Span | None:
        """The first hit in the clause of index `at`, which ends at `clause_end`."""
        ends = self._by_word.get(word)
        if ends is None:
            return self.first_after(word, self._starts[at], clause_end)
        length = self._lengths[word]
        i = bisect_left(ends, self._lows[at] + length) if len(ends) > 1 else 0
        if i == len(ends) or ends[i] - length < self._lows[at]:
            return None
        offsets = self._squeezed.offsets
        end = offsets[ends[i] - 1] + 1
        return (offsets[ends[i] - length], end) if end <= clause_end else None

    def several_in(self, word: int, at: int) -> bool:
        """Whether a word may have more than one hit in the clause of index `at`."""
        ends = self._by_word.get(word, ())
        return (
            len(ends) != 1 and bisect_right(ends, self._limits[at]) - bisect_right(ends, self._lows[at]) != 1
        )

    def _may_follow(self, piece: int, following: int) -> bool:
        """Whether of two pieces any hits may be near, by their first and last ones: most are not."""
        ends, later = self._by_word[piece], self._by_word.get(following)
        if later is None:
            return False
        length = self._lengths[following]
        return later[-1] - length >= ends[0] and later[0] - length <= ends[-1] + SPAN

    def _add_in_order(self, word: int, piece: int, further: tuple[int, ...]) -> None:
        """The hits of a word of several pieces: each followed by the next, near and in one clause."""
        hits = [(end, end) for end in self._by_word[piece]]
        for following in further:
            hits = self._followed(hits, following)
        if not hits:
            return
        offsets, length = self._squeezed.offsets, self._lengths[piece]
        self._joined[word] = [(offsets[first - length], offsets[end - 1] + 1) for first, end in hits]
        for _, end in hits:
            self.clauses[bisect_left(self._lows, end, 1) - 1].add(word)

    def _followed(self, hits: list[Span], piece: int) -> list[Span]:
        """Those of the hits, given by the ends of their first and last pieces, that the piece follows, up to its end."""
        ends, length = self._by_word.get(piece, []), self._lengths[piece]
        kept = []
        for first, end in hits:
            i = bisect_left(ends, end + length)
            if i < len(ends) and ends[i] - length - end <= SPAN and self._near(end, ends[i] - length):
                kept.append((first, ends[i]))
        return kept

    def _near(self, end: int, start: int) -> bool:
        """Whether what lies between two places of the squeezed text is short and within one clause."""
        offsets = self._squeezed.offsets
        between = self._squeezed.original[offsets[end - 1] + 1 : offsets[start]]
        return len(between) <= SPAN and _BREAKS.isdisjoint(between)
