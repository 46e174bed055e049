"""How well a phrase fits a number: its words by length, by nearness, by what lies between.

A word counts by its length times the nearness of where it stands: the number's own stretch of the clause, elsewhere in
the clause, earlier in the sentence, earlier in the paragraph, a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from engine.extraction.nearby import Nearby
from engine.extraction.phrases import OPTIONAL, Group, Phrase
from engine.extraction.reading import Reading
from engine.extraction.slots import Slot

_OWN, _CLAUSE, _CARRIED = 1.0, 0.75, 0.55
_SENTENCE, _PARAGRAPH, _HEADING, _DECAY = 0.6, 0.4, 0.32, 0.93
_NEAR, _GAP_COST, _HOLE_COST, _MAX_GAP = 1.5, 0.12, 0.03, 22
_LOOSE = 3  # characters of an unknown noun beside the number that forbid borrowing words from elsewhere
_FRAMED = 0.4
HIGHEST = _NEAR + _FRAMED  # what a phrase can score besides its words
_FILLER = re.compile(
    r"共计|累计|合计|总计|分别|均|都|全部|全|共有|共|达到|达|为|约|已|了|有|计|等|各类|各种|各|总数|数量|数|的|是|其中|"
    r"在|至|到|较好|近|约|先后|目前|全年|年内|今年以来|今年|本年度|本年|全市|全区|全县|全省|全州|全旗|案件|案|[\s“”\"():、]"
)


def without_fillers(text: str) -> str:
    """The characters of `text` that say something."""
    return _FILLER.sub("", text)


def substance(text: str) -> int:
    """How many characters of `text` say something."""
    return len(without_fillers(text)) if text else 0


class Stretch(NamedTuple):
    """Where a slot's own words may stand: before it, after it, and the wider limits in its clause.

    `skip`: where another number begins that only says over how many bodies this one is spread (24个部门262项).
    """

    before: int
    start: int
    end: int
    after: int
    skip: int = 0


# Plain tuples, for there are many. A word as seen from a number: its weight there, where it stands, for an own word the
# gap to the number, and whether it lies in the clause behind the next number. A group: the same of its best word, but
# with the word's length at the end.
Sight = tuple[float, int, int, bool]
Place = tuple[float, int, int, int]


class Scene:
    """What weighing needs of a document."""

    def __init__(self, reading: Reading, lengths: list[int]) -> None:
        self.text, self.layout, self.hits = reading.text, reading.layout, reading.hits
        self.outline, self.lengths = reading.outline, lengths
        self._numbers = [slot.number for slot in reading.slots]
        self._ends = [slot.end for slot in reading.slots]

    def has_slot(self, low: int, high: int) -> bool:
        """Whether a whole number stands within [low, high)."""
        i = bisect_left(self._numbers, low)
        return i < len(self._ends) and self._ends[i] <= high

    def has_number(self, low: int, high: int) -> bool:
        """Whether a number begins within [low, high)."""
        i = bisect_left(self._numbers, low)
        return i < len(self._numbers) and self._numbers[i] < high


class View:
    """The words around one number, with `own` as the stretch that is its own."""

    def __init__(self, scene: Scene, nearby: Nearby, at: int, slot: Slot, own: Stretch) -> None:
        self.at, self.slot, self.own = at, slot, own
        self._words = nearby
        self._scene, self._clause = scene, scene.layout.clauses[self.at]
        self._sentence = scene.layout.sentence_start[self._clause.sentence]
        self._places: dict[int, Place | None] = {}
        self._near: dict[int, Sight] = {}
        text = scene.text
        self._beside = f"{text[own.before : own.start]} {text[slot.end : own.after]}"

    def score(self, phrase: Phrase, alone: bool = False) -> tuple[float, int] | None:
        """How well `phrase` fits and the earliest word it uses in the sentence, or None where it does not fit.

        `alone`: its words must all stand in the number's own stretch.
        """
        if not self._framed(phrase.frame) or not self._anchored(phrase, alone):
            return None
        own = self.own
        total, first, gap, borrowed, covered, earliest = 0.0, own.start, _MAX_GAP + 1, False, 0, own.start
        places = self._places
        for group in phrase.groups:
            place = places[group.number] if group.number in places else self._find(group)
            if place is None:
                if group.optional:
                    continue
                return None
            weight, start, distance, length = place
            total += length * weight * (OPTIONAL if group.optional else 1.0)
            if weight == _OWN:
                if distance < gap:
                    gap = distance
                if start < own.start:
                    covered += length
                    if start < earliest:
                        earliest = start
            elif weight < _CLAUSE and not group.optional:
                borrowed = True
            if self._sentence <= start < first:
                first = start
        if gap > _MAX_GAP or (borrowed and gap >= _LOOSE):
            return None
        beside = self._beside
        for word in phrase.forbidden:
            if word in beside:
                return None
        bonus = _FRAMED if phrase.frame else 0.0
        holes = max(0, own.start - earliest - covered - gap)
        return total + _NEAR - _GAP_COST * gap - _HOLE_COST * holes + bonus, first

    def _anchored(self, phrase: Phrase, alone: bool) -> bool:
        """Whether the groups that the clause must have are there, one (if `alone`, all) in the number's own stretch."""
        anchored, places = False, self._places
        for group in phrase.own:
            place = places[group.number] if group.number in places else self._find(group)
            if place is None:
                return False
            if place[0] == _OWN:
                anchored = True
            elif alone:
                return False
        return anchored

    def _framed(self, frame: str) -> bool:
        """Whether a phrase of this frame may take the number: 由〔前〕至〔后〕."""
        slot = self.slot.frame
        if frame == "before":
            return slot in ("before", "earlier")
        if slot == "before":
            return False
        return frame != "after" or slot == "after"

    def _find(self, group: Group) -> Place | None:
        """The best hit of a group."""
        bound, clause, near, lengths = (
            group.reach == "clause",
            self._words.clause,
            self._near,
            self._scene.lengths,
        )
        best: Place | None = None
        most = 0.0
        for word in group.within(self._words):
            sight: Sight | None = None
            if word in clause:
                sight = near[word] if word in near else self._in_clause(word)
            if sight is None or (sight[3] and bound):
                sight = None if bound else self._beyond(word, group.reach == "sentence")
            if sight is not None and sight[0] * lengths[word] > most:
                most = sight[0] * lengths[word]
                best = sight[0], sight[1], sight[2], lengths[word]
        self._places[group.number] = best
        return best

    def _in_clause(self, word: int) -> Sight | None:
        """The nearest hit in the clause: in the number's own stretch, before it, behind it."""
        hits = self._scene.hits
        hit = hits.first_in(word, self.at, self._clause.end)
        if hit is None:
            return None
        sight = self._weigh(*(self._nearest(word) if hits.several_in(word, self.at) else hit))
        self._near[word] = sight
        return sight

    def _nearest(self, word: int) -> tuple[int, int]:
        """Of several hits in the clause the one that counts most."""
        hits, own, clause = self._scene.hits, self.own, self._clause
        return (
            hits.last_before(word, own.before, own.start)
            or hits.first_after(word, self.slot.end, own.after)
            or self._around(word)
            or hits.last_before(word, clause.start, own.before)
            or hits.first_after(word, own.start, clause.end)
            or hits.first_after(word, clause.start, clause.end)
            or (clause.end, clause.end)
        )

    def _weigh(self, start: int, end: int) -> Sight:
        """What a hit in the clause counts for."""
        own, slot = self.own, self.slot
        beside = end <= own.start or start >= slot.end or (start < own.start and end > own.end)
        if beside and start >= own.before and end <= own.after:
            return _OWN, start, self._gap(start, end), False
        if end <= own.before:
            return (_CARRIED if self._scene.has_slot(end, own.before) else _CLAUSE), start, 0, False
        return _CLAUSE, start, 0, self._scene.has_number(slot.end, start)

    def _gap(self, start: int, end: int) -> int:
        """Characters between a word and the number that say something."""
        text, slot = self._scene.text, self.slot
        if start >= slot.number:
            return substance(text[slot.end : start])
        own = self.own
        return substance(text[end : own.skip if end <= own.skip else own.start])

    def _beyond(self, word: int, sentence_only: bool) -> Sight | None:
        """A hit before the clause: in the sentence, the paragraph, a heading."""
        hits, layout, clause = self._scene.hits, self._scene.layout, self._clause
        if hit := self._earlier(word, self._sentence, clause.start):
            return _SENTENCE * _DECAY ** (self.at - layout.index_at(hit[0])), hit[0], 0, False
        if hit := self._behind(word):
            return _HEADING, hit[0], 0, False
        if sentence_only:
            return None
        if hit := hits.last_before(word, layout.paragraph_start[clause.paragraph], self._sentence):
            return _PARAGRAPH * _DECAY ** (self.at - layout.index_at(hit[0])), hit[0], 0, False
        headings = self._scene.outline.headings(clause.start)
        for depth, (low, high) in enumerate(h for h in headings if h[1] <= clause.start):
            if hit := hits.last_before(word, low, high):
                return _HEADING * _DECAY**depth, hit[0], 0, False
        return None

    def _behind(self, word: int) -> tuple[int, int] | None:
        """A hit in the next clause of the sentence, where that has no number (审查文件8件,落实公平竞争审查制度)."""
        clauses = self._scene.layout.clauses
        if self.at + 1 == len(clauses) or clauses[self.at + 1].sentence != self._clause.sentence:
            return None
        low, high = clauses[self.at + 1].start, clauses[self.at + 1].end
        return None if self._scene.has_number(low, high) else self._scene.hits.first_after(word, low, high)

    def _around(self, word: int) -> tuple[int, int] | None:
        """A hit that begins before the number and ends behind it (听取…汇报)."""
        own = self.own
        hit = self._scene.hits.first_after(word, own.before, own.after)
        return hit if hit is not None and hit[0] < own.start and hit[1] > own.end else None

    def _earlier(self, word: int, low: int, high: int) -> tuple[int, int] | None:
        """The last hit before `high` in the sentence that is not in a clause of mere comparison."""
        layout = self._scene.layout
        while hit := self._scene.hits.last_before(word, low, high):
            clause = layout.clauses[layout.index_at(hit[0])]
            if not clause.compares:
                return hit
            high = clause.start
        return None
