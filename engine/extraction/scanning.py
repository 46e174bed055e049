"""Searches for many words and expressions at once: an expression only where a piece of text stands that it needs.

What every match must contain is told from the expression itself; the words and pieces are found in one pass.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Any

import ahocorasick

try:  # what a pattern must contain can be told from how `re` reads it; without that, every place is searched
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    _parser = None

_MOST = 400  # pieces for one expression
_ANYWHERE = frozenset({""})
_NO_WIDTH = ("ASSERT", "ASSERT_NOT", "AT")
_REPEATED = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


class Signs:
    """Finds words and expressions, these only in sentences that have what they need."""

    def __init__(self, words: Iterable[str], patterns: Iterable[str]) -> None:
        self._patterns = [re.compile(pattern) for pattern in patterns]
        self._words = frozenset(words)
        self._needed_by: dict[str, list[int]] = {word: [] for word in self._words}
        for number, pattern in enumerate(self._patterns):
            for piece in literals(pattern.pattern):
                self._needed_by.setdefault(piece, []).append(number)
        self._automaton: Any = ahocorasick.Automaton()
        for piece in self._needed_by.keys() - _ANYWHERE:
            self._automaton.add_word(piece, piece)
        self._automaton.make_automaton()

    def of(self, text: str, starts: list[int]) -> Found:
        """Where they stand in a text; `starts` are its sentences', for no match is sought beyond one."""
        hits: list[tuple[int, str]] = list(self._automaton.iter(text)) if len(self._automaton) else []
        spans = {(last + 1 - len(piece), last + 1) for last, piece in hits if piece in self._words}
        tried = {(bisect_right(starts, last), p) for last, piece in hits for p in self._needed_by[piece]}
        ends = [*starts[1:], len(text)]
        tried |= {(at + 1, number) for number in self._needed_by.get("", ()) for at in range(len(starts))}
        for sentence, number in tried:
            found = self._patterns[number].finditer(text, starts[sentence - 1], ends[sentence - 1])
            spans.update([match.span() for match in found])
        return Found(Marks(spans), hits, starts, _ANYWHERE.intersection(self._needed_by))

    @property
    def pieces(self) -> list[str]:
        """What is looked for in every text; the empty one where an expression needs nothing that can be told."""
        return list(self._needed_by)


class Found:
    """Where words and expressions stand in one text (`marks`), and what they need."""

    def __init__(
        self, marks: Marks, hits: list[tuple[int, str]], starts: list[int], everywhere: frozenset[str]
    ) -> None:
        self.marks = marks
        self._hits, self._starts, self._everywhere = hits, starts, everywhere
        self._known: dict[int, frozenset[str]] = {}

    def near(self, offset: int) -> frozenset[str]:
        """The pieces that stand in the sentence of an offset."""
        at = bisect_right(self._starts, offset)
        if at not in self._known:
            first = bisect_left(self._hits, (self._starts[at - 1],))
            end = bisect_left(self._hits, (self._starts[at],)) if at < len(self._starts) else None
            self._known[at] = self._everywhere.union([piece for _, piece in self._hits[first:end]])
        return self._known[at]


class Marks:
    """What some spans of a text cover together, to know at once where none is."""

    def __init__(self, found: Iterable[tuple[int, int]]) -> None:
        self.spans: list[tuple[int, int]] = []
        for low, high in sorted(found):
            if self.spans and low < self.spans[-1][1]:
                low, high = self.spans[-1][0], max(high, self.spans.pop()[1])
            self.spans.append((low, high))
        self._starts, self._ends = [low for low, _ in self.spans], [high for _, high in self.spans]

    @classmethod
    def of(cls, pattern: re.Pattern[str], text: str) -> Marks:
        """Where an expression stands."""
        return cls(found.span() for found in pattern.finditer(text))

    def touch(self, low: int, high: int) -> bool:
        """Whether a match overlaps [low, high)."""
        i = bisect_right(self._ends, low)
        return i < len(self._ends) and self._starts[i] < high


def literals(pattern: str) -> frozenset[str]:
    """Pieces of text of which every match contains one; where that cannot be told, the empty one."""
    parsed = _parser.parse(pattern) if _parser else None
    told = parsed is not None and not parsed.state.flags & re.IGNORECASE
    return frozenset(_within(parsed) if told else ()) or _ANYWHERE


def _within(items: Any) -> set[str]:
    """The best such pieces for a parsed sequence, of as many neighbours as can be spelled out: long ones, or none."""
    best: set[str] = set()
    run = {""}
    for code, argument in items:
        texts = _texts(str(code), argument)
        if texts and len(run) * len(texts) <= _MOST:
            # what need not be there makes the first of a run no surer
            run = _one_of_each(run, texts) if run != {""} or "" not in texts else run
        else:
            best = max(best, run, _inside(str(code), argument), key=_sureness)
            run = {""} if not texts or "" in texts else texts
    return max(best, run, key=_sureness)


def _sureness(pieces: set[str]) -> tuple[int, int]:
    return min(map(len, pieces), default=0), -len(pieces)


def _one_of_each(texts: set[str], others: set[str]) -> set[str]:
    return {text + other for text in texts for other in others}


def _inside(code: str, argument: Any) -> set[str]:
    """The pieces for an item that cannot be spelled out; none where it need not be there."""
    match code, argument:
        case "SUBPATTERN", (*_, 0, 0, items):
            return _within(items)
        case "BRANCH", (_, branches):
            found = [_within(branch) for branch in branches]
            return set().union(*found) if all(found) else set()
        case repeat, (least, _, items) if repeat in _REPEATED and least:
            return _within(items)
    return set()


def _texts(code: str, argument: Any) -> set[str]:
    """All texts that an item matches, where they are few; else none."""
    match code, argument:
        case "LITERAL", int(character):
            return {chr(character)}
        case "IN", list(members) if all(str(kind) == "LITERAL" for kind, _ in members):
            return {chr(character) for _, character in members}
        case "SUBPATTERN", (*_, 0, 0, items):
            return _all_texts(items)
        case "BRANCH", (_, branches):
            found = [_all_texts(branch) for branch in branches]
            return set().union(*found) if all(found) else set()
        case repeat, (0, most, items) if repeat in _REPEATED and str(most) == "1":
            texts = _all_texts(items)
            return texts | {""} if texts else texts
    return {""} if code in _NO_WIDTH else set()


def _all_texts(items: Any) -> set[str]:
    """The same of a parsed sequence."""
    texts = {""}
    for code, argument in items:
        texts = _one_of_each(texts, _texts(str(code), argument))
        if len(texts) > _MOST:
            return set()
    return texts
