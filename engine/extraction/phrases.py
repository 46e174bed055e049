"""The pattern language of the dictionary, compiled: `written` lines become `Phrase`s over one set of words.

In: indicators. Out: `PhraseBook`, which finds all words of all phrases in a text in one pass. Nothing of a pattern is
ever run as code or as a regular expression.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cache
from typing import Literal, NamedTuple

import ahocorasick

from engine.errors import FazhiError
from engine.extraction.dictionary import Indicator
from engine.extraction.normalise import plain

Reach = Literal["clause", "sentence", "context"]
_SIGILS: dict[str, Reach] = {"~": "sentence", "@": "context"}
_FRAMES = {"〔前〕": "before", "〔后〕": "after"}
_IGNORED = frozenset("“”\"' ")  # “马上办”事项 is found by 马上办事项
SPAN = 16  # how many characters 甲…乙 may hold between them


class Group(NamedTuple):
    """Alternatives of which one must be there (or may, when `optional`)."""

    words: tuple[int, ...]
    reach: Reach
    optional: bool


class Phrase(NamedTuple):
    """One line of `written`."""

    indicator: int
    groups: tuple[Group, ...]
    forbidden: tuple[str, ...]
    frame: str


class Word(NamedTuple):
    """A word to find: one piece of text, or pieces in order within a clause."""

    pieces: tuple[str, ...]

    @property
    def length(self) -> int:
        """Characters that a hit covers for sure."""
        return sum(len(piece) for piece in self.pieces)


class ParsedLine(NamedTuple):
    """A line of `written` before its words are numbered: (alternatives, reach, optional) for each group."""

    groups: tuple[tuple[tuple[Word, ...], Reach, bool], ...]
    forbidden: tuple[str, ...]
    frame: str


@cache
def parse_line(line: str) -> ParsedLine:
    """The groups of one line. Raises `FazhiError` (without a place) for a line that can never match."""
    groups: list[tuple[tuple[Word, ...], Reach, bool]] = []
    forbidden: list[str] = []
    frame = ""
    for token in line.split():
        if token in _FRAMES:
            frame = _FRAMES[token]
        elif token[0] == "-" and len(token) > 1:
            forbidden += [_word(word) for word in token[1:].split("|") if word]
        else:
            groups.append(_group(token, line))
    if not any(reach == "clause" and not optional for _, reach, optional in groups):
        raise FazhiError(f"写法“{line}”没有本分句里的词", mend="至少写一个不带 @、~、? 的词")
    return ParsedLine(tuple(groups), tuple(forbidden), frame)


def _group(token: str, line: str) -> tuple[tuple[Word, ...], Reach, bool]:
    optional = token.startswith("?")
    body = token[1:] if optional else token
    reach: Reach = _SIGILS.get(body[:1], "clause")
    body = body[1:] if body[:1] in _SIGILS else body
    words = tuple(
        Word(tuple(_word(piece) for piece in alternative.split("…") if _word(piece)))
        for alternative in body.split("|")
    )
    if not all(word.pieces for word in words):
        raise FazhiError(f"写法“{line}”里有空词“{token}”", mend="请删去多余的 | 或 …")
    return words, reach, optional


def _word(text: str) -> str:
    return "".join(c for c in plain(text) if c not in _IGNORED)


class PhraseBook:
    """All phrases of a dictionary and the automaton over their words."""

    def __init__(self, indicators: tuple[Indicator, ...]) -> None:
        self.words: list[Word] = []
        self.phrases: list[Phrase] = []
        self.by_trigger: dict[int, list[int]] = defaultdict(list)
        self._ids: dict[Word, int] = {}
        for number, indicator in enumerate(indicators):
            for line in indicator.written:
                self._add(number, line, indicator.not_)
        self.lengths = [word.length for word in self.words]
        self._pieces: dict[str, int] = {}
        for word in self.words:
            for piece in word.pieces:
                self._pieces.setdefault(piece, len(self._pieces))
        self.piece_ids = [tuple(self._pieces[piece] for piece in word.pieces) for word in self.words]
        self.words_ending: list[list[int]] = [[] for _ in self._pieces]
        for number, pieces in enumerate(self.piece_ids):
            self.words_ending[pieces[-1]].append(number)
        self._automaton = ahocorasick.Automaton()
        for piece, number in self._pieces.items():
            self._automaton.add_word(piece, (number, len(piece)))
        if self._pieces:
            self._automaton.make_automaton()

    def _add(self, number: int, line: str, forbidden: tuple[str, ...]) -> None:
        parsed = parse_line(line)
        groups = tuple(
            Group(tuple(self._word(word) for word in words), reach, optional)
            for words, reach, optional in parsed.groups
        )
        phrase = len(self.phrases)
        own = tuple(_word(word) for word in forbidden)
        self.phrases.append(Phrase(number, groups, own + parsed.forbidden, parsed.frame))
        triggers = [group for group in groups if group.reach == "clause" and not group.optional]
        rarest = max(triggers, key=lambda group: min(self.words[word].length for word in group.words))
        for word in rarest.words:
            self.by_trigger[word].append(phrase)

    def _word(self, word: Word) -> int:
        if word not in self._ids:
            self._ids[word] = len(self.words)
            self.words.append(word)
        return self._ids[word]

    def find(self, text: str) -> Hits:
        """All hits of all words in `text` (already in one spelling)."""
        spans: list[list[tuple[int, int]]] = [[] for _ in self._pieces]
        kept = [i for i, c in enumerate(text) if c not in _IGNORED]
        if self._pieces:
            for end, (number, length) in self._automaton.iter("".join([text[i] for i in kept])):
                spans[number].append((kept[end - length + 1], kept[end] + 1))
        return Hits(self, spans, text)


class Hits:
    """Where the words stand in one text."""

    def __init__(self, book: PhraseBook, pieces: list[list[tuple[int, int]]], text: str) -> None:
        self._book, self._pieces, self._text = book, pieces, text
        self._present: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._spans: dict[int, tuple[list[int], list[int]]] = {}

    def spans(self, word: int) -> tuple[list[int], list[int]]:
        """Starts and ends of a word's hits, both ascending."""
        known = self._spans.get(word)
        if known is None:
            known = self._spans[word] = self._find(word)
        return known

    def _find(self, word: int) -> tuple[list[int], list[int]]:
        first, *rest = self._book.piece_ids[word]
        spans = self._pieces[first]
        for number in rest:
            spans = self._followed(spans, self._pieces[number])
        return [a for a, _ in spans], [b for _, b in spans]

    def _followed(self, spans: list[tuple[int, int]], nexts: list[tuple[int, int]]) -> list[tuple[int, int]]:
        result = []
        for start, end in spans:
            i = bisect_left(nexts, (end, end))
            if i < len(nexts) and nexts[i][0] - end <= SPAN:
                between = self._text[end : nexts[i][0]]
                if not any(mark in between for mark in ",。;\n"):
                    result.append((start, nexts[i][1]))
        return result

    def present(self, words: tuple[int, ...]) -> tuple[int, ...]:
        """Those of the words that the text has at all."""
        known = self._present.get(words)
        if known is None:
            known = self._present[words] = tuple(word for word in words if self.spans(word)[0])
        return known

    def last_before(self, word: int, low: int, high: int) -> tuple[int, int] | None:
        """The last hit within [low, high)."""
        starts, ends = self.spans(word)
        i = bisect_right(ends, high) - 1
        return (starts[i], ends[i]) if i >= 0 and starts[i] >= low else None

    def first_after(self, word: int, low: int, high: int) -> tuple[int, int] | None:
        """The first hit within [low, high)."""
        starts, ends = self.spans(word)
        i = bisect_left(starts, low)
        return (starts[i], ends[i]) if i < len(starts) and ends[i] <= high else None

    def triggers(self) -> list[tuple[int, int]]:
        """(start, word) of every hit of a word that can start a phrase, in text order."""
        found: list[tuple[int, int]] = []
        for word in self._book.by_trigger:
            if self._pieces[self._book.piece_ids[word][-1]]:
                found += [(start, word) for start in self.spans(word)[0]]
        found.sort()
        return found
