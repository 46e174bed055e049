"""Searches for many expressions at once, looking only where one of them can begin.

A search of `re` tries every alternative at every character; most of a text begins none of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from engine.extraction.patterns import either

try:  # what a pattern may begin with can be told from how `re` reads it; without that, every place is tried
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    _parser = None

_EDGE = re.compile(r"\(\?<!\[\^((?:[^\]\\^]|\\.)+)\]\)")  # only behind one of these signs, or at the start
_SKIPPED = ("ASSERT", "ASSERT_NOT", "AT")
_REPEATED = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_NOWHERE = "(?!)()"
Span = tuple[int, int]


class Marks:
    """Where something stands in a text, to know at once where it does not."""

    def __init__(self, found: Iterable[tuple[int, int]]) -> None:
        spans = list(found)
        self._starts, self._ends = [a for a, _ in spans], [b for _, b in spans]

    @classmethod
    def of(cls, pattern: re.Pattern[str], text: str) -> Marks:
        """Where an expression stands."""
        return cls(found.span() for found in pattern.finditer(text))

    def touch(self, low: int, high: int) -> bool:
        """Whether a match overlaps [low, high)."""
        i = bisect_right(self._ends, low)
        return i < len(self._ends) and self._starts[i] < high


class Scanner:
    """Finds what `"|".join((any_of(words).pattern, *patterns))` finds, no more and no less."""

    def __init__(self, words: tuple[str, ...], patterns: tuple[str, ...]) -> None:
        compiled = [re.compile(pattern) for pattern in patterns]
        firsts = [first_characters(pattern) for pattern in patterns]
        known = sorted(set().union(*firsts))
        self._inside = {c: [p for p, some in zip(compiled, firsts, strict=True) if c in some] for c in known}
        self._at_edge = {
            c: [p for p, some in zip(compiled, firsts, strict=True) if c in some or not some] for c in known
        }
        self._only_at_edge = [p for p, some in zip(compiled, firsts, strict=True) if not some]
        self._places = re.compile("|".join(_places(words, [p.pattern for p in self._only_at_edge], known)))

    def spans(self, text: str) -> list[Span]:
        """Where they stand, in order and none within another."""
        free, spans = 0, []
        for place in self._places.finditer(text):
            at = place.start()
            if at < free:
                continue
            kind = place.lastindex
            if kind == 1:
                free = place.end(1)
                spans.append((at, free))
                continue
            first = text[at]
            for pattern in self._at_edge.get(first, self._only_at_edge) if kind else self._inside[first]:
                found = pattern.match(text, at)
                if found is not None:
                    free = found.end()
                    spans.append((at, free))
                    break
        return spans


def _places(words: tuple[str, ...], edged: list[str], known: list[str]) -> list[str]:
    """A place where one may stand: a word, as group 1; an edge, as group 2; a character that a pattern begins with."""
    spelled = either(sorted(words, key=len, reverse=True))
    heads = "".join(map(re.escape, sorted({word[0] for word in words})))
    edges = "".join(map(_edge, edged))
    return [
        rf"(?=[{heads}])(?=({spelled}))[\s\S]" if words else _NOWHERE,
        rf"(?<![^{edges}])([\s\S])" if edges else _NOWHERE,
        *([f"[{''.join(map(re.escape, known))}]"] if known else ()),
    ]


def _edge(pattern: str) -> str:
    """The signs behind which alone an expression matches, as members of a class; all characters where it does not say."""
    found = _EDGE.match(pattern)
    if found is None or _parser is None:
        return r"\s\S"
    of_all = str(_parser.parse(pattern)[0][0]) == "ASSERT_NOT"  # and not of one alternative only
    return found[1] if of_all else r"\s\S"


def first_characters(pattern: str) -> frozenset[str]:
    """The characters that a match can begin with; none where they cannot be told."""
    if _parser is None:
        return frozenset()
    firsts, rest = _firsts(_parser.parse(pattern))
    return frozenset() if rest or firsts is None else frozenset(firsts)


def _firsts(items: Any) -> tuple[set[str] | None, bool]:
    """The first characters of a parsed sequence (None: any), and whether it may be empty."""
    firsts: set[str] = set()
    for code, argument in items:
        if str(code) in _SKIPPED:
            continue
        found, empty = _first(str(code), argument)
        if found is None:
            return None, False
        firsts |= found
        if not empty:
            return firsts, False
    return firsts, True


def _first(code: str, argument: Any) -> tuple[set[str] | None, bool]:
    """The same of one item."""
    match code, argument:
        case "LITERAL", int(character):
            return {chr(character)}, False
        case "IN", list(members) if all(str(kind) == "LITERAL" for kind, _ in members):
            return {chr(character) for _, character in members}, False
        case "SUBPATTERN", (*_, 0, 0, items):
            return _firsts(items)
        case "BRANCH", (_, branches):
            found = [_firsts(branch) for branch in branches]
            known = [firsts for firsts, _ in found if firsts is not None]
            return set().union(*known) if len(known) == len(found) else None, any(empty for _, empty in found)
        case repeat, (least, _, items) if repeat in _REPEATED:
            firsts, empty = _firsts(items)
            return firsts, empty or least == 0
    return None, False
