"""What a clause says for the clauses behind it in its sentence: that they are a norm, or only a draft.

A frame opens in a clause and holds until a later one comes back: with a result, a subject of one's own, a turn. The words are data (checklists/extraction/modality).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.extraction.cues import Cue, Frame, FrameWords
from engine.extraction.layout import Clause, Layout
from engine.extraction.scanning import Found

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


class Held(NamedTuple):
    """The frame that holds for a clause, the word that opened it, and where its clause starts."""

    frame: Frame
    word: str
    start: int


class Frames:
    """Which clauses of a text stand in a frame."""

    def __init__(self, text: str, layout: Layout, words: FrameWords, signs: Found, year: int | None) -> None:
        self._text, self._layout, self._words = text, layout, words
        self._signs, self._year = signs, year
        self._known: dict[int, dict[int, Held]] = {}

    def of(self, clause: Clause) -> Held | None:
        """What holds for a clause."""
        if clause.sentence not in self._known:
            self._known[clause.sentence] = self._of_sentence(clause.sentence)
        return self._known[clause.sentence].get(clause.start)

    def _of_sentence(self, sentence: int) -> dict[int, Held]:
        held: dict[int, Held] = {}
        clauses = clauses_of(self._layout, sentence)
        words = [self._text[clause.start : clause.end] for clause in clauses]
        now: Held | None = None
        for i, clause in enumerate(clauses):
            opened = self._opened(words, i, clause.start)
            if opened:
                now = opened
            elif now and any_cue(now.frame.back or self._words.results, words[i]):
                now = None
            if now and not (opened and now.frame.behind):
                held[clause.start] = now
        return held

    def _opened(self, words: list[str], i: int, start: int) -> Held | None:
        signs = self._signs.near(start)
        for frame in self._words.frames:
            word = any_cue(frame.opens, words[i], signs)
            if word and frame.later and not self._named_later(words[:i]):
                continue
            if word and not any(any_cue(frame.unless, later) for later in words[i:]):
                return Held(frame, word, start)
        return None

    def _named_later(self, words: list[str]) -> bool:
        return self._year is not None and any(
            int(year) > self._year for clause in words for year in _YEAR.findall(clause)
        )


def clauses_of(layout: Layout, sentence: int) -> list[Clause]:
    """The clauses of a sentence."""
    at = layout.index_at(layout.sentence_start[sentence])
    while layout.clauses[at].sentence < sentence:
        at += 1
    end = at
    while end < len(layout.clauses) and layout.clauses[end].sentence == sentence:
        end += 1
    return layout.clauses[at:end]


def any_cue(cues: tuple[Cue, ...], text: str, signs: frozenset[str] | None = None) -> str | None:
    """The first word of the cues in a text; `signs`: those that stand in it, where that is known."""
    for cue in cues:
        if (signs is None or not cue.needs.isdisjoint(signs)) and (word := cue.find(text)):
            return word
    return None
