"""How alike two sentences are, and where they differ.

Two measures: `Weighing` tells whether two sentences speak of one matter, `resemblance` how much of their wording is the
same. Both count characters only, without marks; a figure counts as one character whatever it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from math import fsum, log

from engine.compare.models import Piece

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_MARKS = re.compile(r"[\W_]+")
_TOKENS = re.compile(rf"{_FIGURE.pattern}|.", re.DOTALL)
_GRAM = 2


def letters(text: str) -> str:
    """`text` without marks and blanks, every figure as 0."""
    return _MARKS.sub("", _FIGURE.sub("0", text))


def exact(text: str) -> str:
    """`text` without marks and blanks, its figures kept."""
    return _MARKS.sub("", text)


class Weighing:
    """Made of all sentences that are compared: what stands in few of them tells more of what one is about."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._known = {text: _grams(text) for text in texts}
        frequency = Counter(gram for grams in self._known.values() for gram in grams)
        count = len(self._known)
        self._rarity = {gram: log((1 + count) / (1 + times)) for gram, times in frequency.items()}
        self._rarest = log(1 + count)
        self._weights = {text: self._weight(grams) for text, grams in self._known.items()}

    def likeness(self, one: str, other: str) -> float:
        """How much of the shorter text is in the longer, 0 to 1."""
        (first, weight), (second, other_weight) = self._measured(one), self._measured(other)
        least = min(weight, other_weight)
        return round(self._weight(first & second) / least, 3) if least else 0.0

    def _measured(self, text: str) -> tuple[set[str], float]:
        """The character pairs of a text and their weight; a text of several sentences is measured when first asked."""
        if text not in self._known:
            self._known[text] = _grams(text)
            self._weights[text] = self._weight(self._known[text])
        return self._known[text], self._weights[text]

    def _weight(self, grams: set[str]) -> float:
        """Exact: the order of a set is no matter."""
        return fsum(self._rarity.get(gram, self._rarest) for gram in grams)


def _grams(text: str) -> set[str]:
    plain = letters(text)
    return {plain[at : at + _GRAM] for at in range(len(plain) - _GRAM + 1)}


def resemblance(one: str, other: str) -> tuple[float, int]:
    """Of two texts of `letters`: the share of characters that are the same in order, 0 to 1, and how many of one's are."""
    same = sum(
        block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    )
    total = len(one) + len(other)
    return (2 * same / total if total else 0.0), same


def pieces(one: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut into what they share and what they do not; a figure is never cut in two."""
    first, second = _TOKENS.findall(one), _TOKENS.findall(other)
    ones, others = [], []
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        same = tag == "equal"
        if b > a:
            ones.append(Piece(text="".join(first[a:b]), same=same))
        if d > c:
            others.append(Piece(text="".join(second[c:d]), same=same))
    return tuple(ones), tuple(others)
