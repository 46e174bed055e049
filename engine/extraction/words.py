"""The words of all phrases, found in a text in one pass.

In: words, each one piece of text or pieces in order. Out: `Hits`: the words of each clause, and where each word stands.
Blanks and quotation marks in the text are passed over; offsets count in the text as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, pairwise
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
        self.first: set[int] = set()  # pieces that words of several begin with
        self.second: dict[int, set[int]] = {}  # by these: the pieces that follow them
        self.joined: dict[
            int, list[tuple[int, int, tuple[str, ...]]]
        ] = {}  # second piece, word, all its pieces
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
                self.first.add(pieces[0])
                self.second.setdefault(pieces[0], set()).add(pieces[1])
                self.joined.setdefault(pieces[0], []).append((pieces[1], number, word.pieces))
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
        by_word: defaultdict[int, list[int]] = defaultdict(list)
        words, lasts = [], []
        for last, word in found:
            words.append(word)
            lasts.append(last)
            by_word[word].append(last + 1)
        cuts = [bisect_left(lasts, limit) for limit in self._limits]
        self.clauses = [set(words[low:high]) for low, high in pairwise((0, *cuts))]
        self._by_word = dict(by_word)  # where the hits of words of one piece end
        self._joined: dict[int, list[Span]] = {}  # the hits of words of several pieces
        self._join(vocabulary)

    def _join(self, vocabulary: Vocabulary) -> None:
        """Finds the words of several pieces, each in what lies between two breaks."""
        text, lows, second = self._squeezed.text, self._lows, vocabulary.second
        whole = [at for at, low in enumerate(lows) if not at or text[low - 1] in _BREAKS]
        for at, following in pairwise((*whole, len(lows))):
            here = self.clauses[at] if following == at + 1 else set().union(*self.clauses[at:following])
            for first in vocabulary.first & here:
                if not second[first].isdisjoint(here):
                    for other, word, pieces in vocabulary.joined[first]:
                        if other in here:
                            self._add_in_order(word, pieces, lows[at], self._limits[following - 1])

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

    def _add_in_order(self, word: int, pieces: tuple[str, ...], low: int, high: int) -> None:
        """The hits of a word of several pieces between two breaks: each piece followed by the next, and near."""
        text, offsets = self._squeezed.text, self._squeezed.offsets
        first = text.find(pieces[0], low, high)
        while first >= 0:
            end = self._followed(first + len(pieces[0]), pieces[1:])
            if end is not None:
                self._joined.setdefault(word, []).append((offsets[first], offsets[end - 1] + 1))
                self.clauses[bisect_left(self._lows, end, 1) - 1].add(word)
            first = text.find(pieces[0], first + 1, high)

    def _followed(self, end: int, pieces: tuple[str, ...]) -> int | None:
        """Where the last of the pieces ends, if they follow one another from `end` on."""
        for piece in pieces:
            start = self._squeezed.text.find(piece, end, end + SPAN + len(piece))
            if start < 0 or not self._near(end, start):
                return None
            end = start + len(piece)
        return end

    def _near(self, end: int, start: int) -> bool:
        """Whether what lies between two places of the squeezed text is short and within one clause."""
        offsets = self._squeezed.offsets
        between = self._squeezed.original[offsets[end - 1] + 1 : offsets[start]]
        return len(between) <= SPAN and _BREAKS.isdisjoint(between)
