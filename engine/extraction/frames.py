"""What the beginning of a sentence says for the clauses behind it: whose deeds, a norm, a draft.

A frame opens in a clause and holds for the clauses after it in the sentence, until one of them comes back: with a
subject of one's own, a result, a turn. The words are data (checklists/extraction/modality.yaml).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.extraction.cues import Cue, Frame, OtherBodies
from engine.extraction.layout import Clause, Layout

_LEAD_IN = r"\s*(?:其中|同时|此外|对此|为此|会后|随后|期间|而|但)?"


class Foreign:
    """Which clauses of a text tell of another body, by their own subject or by one carried over."""

    def __init__(self, text: str, layout: Layout, words: OtherBodies, bodies: re.Pattern[str], places: tuple[str, ...]):
        own = "|".join((*map(re.escape, places), *words.carried.own))
        self._text, self._layout, self._bodies = text, layout, bodies
        self._own, self._joint = re.compile(f"{_LEAD_IN}(?:{own})"), words.carried.joint
        self._single, self._back = words.carried.single, words.carried.back
        self._known: dict[int, dict[int, str]] = {}

    def body(self, clause: Clause) -> str | None:
        """The other body that a clause tells of."""
        if clause.sentence not in self._known:
            self._known[clause.sentence] = self._of_sentence(clause.sentence)
        return self._known[clause.sentence].get(clause.start)

    def _of_sentence(self, sentence: int) -> dict[int, str]:
        bodies: dict[int, str] = {}
        carried: str | None = None
        for clause in clauses_of(self._layout, sentence):
            words = self._text[clause.start : clause.end]
            found = self._bodies.match(words)
            if found and not _any(self._joint, words[found.end() :]):
                body = found[0].strip()
                carried = None if _any(self._single, words) else body
                bodies[clause.start] = body
            elif found or self._own.match(words) or (carried and _any(self._back, words)):
                carried = None
            elif carried:
                bodies[clause.start] = carried
        return bodies


class Held(NamedTuple):
    """The frame that holds for a clause, the word that opened it, and where its clause starts."""

    frame: Frame
    word: str
    start: int


class Frames:
    """Which clauses of a text stand in a frame."""

    def __init__(self, text: str, layout: Layout, frames: tuple[Frame, ...]) -> None:
        self._text, self._layout, self._frames = text, layout, frames
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
            elif now and _any(now.frame.back, words[i]):
                now = None
            if now:
                held[clause.start] = now
        return held

    def _opened(self, words: list[str], i: int, start: int) -> Held | None:
        for frame in self._frames:
            word = _any(frame.opens, words[i])
            if word and not any(_any(frame.unless, later) for later in words[i:]):
                return Held(frame, word, start)
        return None


def clauses_of(layout: Layout, sentence: int) -> list[Clause]:
    """The clauses of a sentence."""
    at = layout.index_at(layout.sentence_start[sentence])
    while layout.clauses[at].sentence < sentence:
        at += 1
    end = at
    while end < len(layout.clauses) and layout.clauses[end].sentence == sentence:
        end += 1
    return layout.clauses[at:end]


def _any(cues: tuple[Cue, ...], text: str) -> str | None:
    return next((word for cue in cues if (word := cue.find(text))), None)
