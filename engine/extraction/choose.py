"""One indicator for each slot: every phrase that fits competes, the best wins, a tie is left unmapped.

A word counts by its length times the nearness of where it stands: the slot's own stretch of the clause, elsewhere in
the clause, earlier in the sentence, earlier in the paragraph, a heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from engine.extraction.dictionary import Indicator
from engine.extraction.layout import Clause, Layout
from engine.extraction.phrases import Group, Hits, Phrase, PhraseBook
from engine.extraction.slots import Slot

_OWN, _CLAUSE, _CARRIED = 1.0, 0.75, 0.55
_SENTENCE, _PARAGRAPH, _HEADING, _DECAY = 0.6, 0.4, 0.32, 0.93
_NEAR, _GAP_COST, _HOLE_COST, _MAX_GAP = 1.5, 0.12, 0.03, 22
_LOOSE = 3  # characters of an unknown noun beside the number that forbid borrowing words from elsewhere
_TIE = 0.05
_EXACT_UNIT = 0.35  # the unit as declared, against one of its class
_FILLER = re.compile(
    r"共计|累计|合计|总计|分别|均|都|全部|全|共有|共|达到|达|为|约|已|了|有|计|等|各类|各种|各|总数|数量|数|的|是|其中|"
    r"在|至|到|较好|近|约|先后|目前|全年|年内|今年以来|今年|本年度|本年|全市|全区|全县|全省|全州|全旗|案件|案|[\s“”\"():、]"
)
_LIST = re.compile(r"、|以及|及(?!时|其|格)|和(?!谐|解)|与")
_ALL = re.compile(r"(?:均|都|全部|皆|同为|双双|一律)[^、,]{0,6}\Z")
_EACH = re.compile(r"每(?:季度?|半年|年|个?月)")
_RATE_END = re.compile(r"(?:率|度|比例|比)\Z")


class Stretch(NamedTuple):
    """Where a slot's own words may stand: before it, after it, and the wider limits in its clause."""

    before: int
    start: int
    end: int
    after: int


class Match(NamedTuple):
    """A chosen phrase: what it scored and the earliest word it used in the same sentence."""

    score: float
    indicator: int
    first: int
    slot: Slot
    stretch: Stretch
    shared: bool = False


@dataclass(frozen=True)
class Chooser:
    """Chooses for the slots of one text."""

    text: str
    layout: Layout
    slots: list[Slot]
    hits: Hits
    book: PhraseBook
    indicators: tuple[Indicator, ...]
    accepts: list[frozenset[str]]
    own_units: list[frozenset[str]]
    headings: list[tuple[tuple[int, int], ...]]

    def choose(self) -> list[Match]:
        """The matches of all slots, in text order; a number with several subjects has several."""
        by_clause: dict[int, list[int]] = {}
        for number, slot in enumerate(self.slots):
            by_clause.setdefault(self.layout.index_at(slot.number), []).append(number)
        triggers: dict[int, list[tuple[int, int]]] = {}
        for start, word in self.hits.triggers():
            triggers.setdefault(self.layout.index_at(start), []).append((start, word))
        matches: list[Match] = []
        for at, numbers in by_clause.items():
            phrases = sorted({p for _, word in triggers.get(at, []) for p in self.book.by_trigger[word]})
            if phrases:
                matches += self._clause(self.layout.clauses[at], at, numbers, phrases)
        return self._without_shares(matches)

    def _without_shares(self, matches: list[Match]) -> list[Match]:
        """Without the sub-counts after 其中 that would repeat the key of their own total."""
        totals: set[tuple[int, int]] = set()
        kept = []
        for match in matches:
            clause = self.layout.clauses[self.layout.index_at(match.slot.number)]
            start = self.layout.sentence_start[clause.sentence]
            shares = self.text.find("其中", start, match.slot.number) >= 0
            if shares and (clause.sentence, match.indicator) in totals:
                continue
            if not shares:
                totals.add((clause.sentence, match.indicator))
            kept.append(match)
        return kept

    def _clause(self, clause: Clause, at: int, numbers: list[int], phrases: list[int]) -> list[Match]:
        slots = [self.slots[n] for n in numbers]
        paired = self._respectively(clause, slots)
        result: list[Match] = []
        for i, slot in enumerate(slots):
            own = self._stretch(clause, slots, i)
            subjects = [paired[i]] if paired else self._subjects(clause, slot, own)
            pick = self._member if paired or len(subjects) > 1 else self._best
            found = [m for s in subjects if (m := pick(clause, at, slot, s, phrases)) is not None]
            keys = {match.indicator for match in found}
            if (len(subjects) > 1 and len(keys) < 2) or not found:
                single = self._best(clause, at, slot, own, phrases)
                found = [single] if single is not None else found[:1]
            once = {match.indicator: match for match in found}
            result += [match._replace(shared=len(once) > 1) for match in once.values()]
        return result

    def _stretch(self, clause: Clause, slots: list[Slot], i: int) -> Stretch:
        """The words between the neighbouring numbers or list marks; where there are none, those of the number before."""
        slot = slots[i]
        if slot.frame == "after" and i:
            pair = self._stretch(clause, slots, i - 1)
            return Stretch(pair.before, pair.start, slot.end, slot.end)
        low = slots[i - 1].end if i else clause.start
        high = slots[i + 1].start if i + 1 < len(slots) else clause.end
        mark = self.text.rfind("、", low, slot.start)
        before = mark + 1 if mark >= 0 else low
        next_mark = self.text.find("、", slot.end, high)
        after = next_mark if next_mark >= 0 else high
        own = self.text[before : slot.start]
        behind = self.text[slot.end : after]
        if i and not _FILLER.sub("", own) and not _FILLER.sub("", behind):
            return Stretch(self._stretch(clause, slots, i - 1).before, slot.start, slot.end, after)
        return Stretch(before, slot.start, slot.end, after)

    def _subjects(self, clause: Clause, slot: Slot, own: Stretch) -> list[Stretch]:
        """One stretch for each subject that shares the number (A率、B率和C率均为…), or just the slot's own."""
        low = max([clause.start, *(s.end for s in self.slots if clause.start <= s.number < slot.number)])
        lead = self.text[low : slot.start]
        cuts = [low, *(low + m.end() for m in _LIST.finditer(lead)), slot.start]
        ends = [*(low + m.start() for m in _LIST.finditer(lead)), slot.start]
        parts = [(a, b) for a, b in zip(cuts, ends, strict=False) if b > a]
        if len(parts) < 2:
            return [own]
        texts = [_FILLER.sub("", self.text[a:b]) for a, b in parts]
        shared = (
            _ALL.search(lead) is not None
            or all(_RATE_END.search(t) for t in texts)
            or sum(_EACH.search(self.text[a:b]) is not None for a, b in parts) > 1
        )
        if not shared:
            return [own]
        return [Stretch(a, b, slot.end, own.after if b == slot.start else slot.end) for a, b in parts]

    def _respectively(self, clause: Clause, slots: list[Slot]) -> list[Stretch] | None:
        """The subjects of A、B分别为1件、2件, in order, or None where their number differs."""
        mark = self.text.find("分别", clause.start, slots[0].start)
        if mark < 0 or len(slots) < 2:
            return None
        cuts = [
            clause.start,
            *(clause.start + m.end() for m in _LIST.finditer(self.text[clause.start : mark])),
        ]
        ends = [*(clause.start + m.start() for m in _LIST.finditer(self.text[clause.start : mark])), mark]
        parts = [(a, b) for a, b in zip(cuts, ends, strict=True) if b > a]
        if len(parts) != len(slots):
            return None
        return [Stretch(a, b, s.end, s.end) for (a, b), s in zip(parts, slots, strict=True)]

    def _member(self, clause: Clause, at: int, slot: Slot, own: Stretch, phrases: list[int]) -> Match | None:
        """The best phrase of a list member: by its own words alone, else with what the others lend."""
        return self._best(clause, at, slot, own, phrases, alone=True) or self._best(
            clause, at, slot, own, phrases
        )

    def _best(
        self, clause: Clause, at: int, slot: Slot, own: Stretch, phrases: list[int], alone: bool = False
    ) -> Match | None:
        unit = self.text[slot.unit_start : slot.unit_end] or "%"
        best: Match | None = None
        second = 0.0
        for number in phrases:
            phrase = self.book.phrases[number]
            if unit not in self.accepts[phrase.indicator]:
                continue
            scored = self._score(clause, at, slot, own, phrase, alone)
            if scored is None:
                continue
            score, first = scored
            score += _EXACT_UNIT if unit in self.own_units[phrase.indicator] else 0.0
            if best is None or score > best.score:
                if best is not None and best.indicator != phrase.indicator:
                    second = max(second, best.score)
                best = Match(score, phrase.indicator, first, slot, own)
            elif phrase.indicator != best.indicator:
                second = max(second, score)
        return None if best is None or best.score - second < _TIE else best

    def _score(
        self, clause: Clause, at: int, slot: Slot, own: Stretch, phrase: Phrase, alone: bool = False
    ) -> tuple[float, int] | None:
        if (slot.frame == "before" and phrase.frame != "before") or phrase.frame == "before" != slot.frame:
            return None
        if phrase.frame == "after" and slot.frame != "after":
            return None
        nearby = f"{self.text[own.before : own.start]} {self.text[slot.end : own.after]}"
        if any(word in nearby for word in phrase.forbidden):
            return None
        total, first, gap, borrowed, anchored = 0.0, own.start, _MAX_GAP + 1, False, False
        covered, earliest = 0, own.start
        for group in phrase.groups:
            place = self._place(clause, at, slot, own, group)
            if place is None:
                if group.optional:
                    continue
                return None
            weight, start, end, length = place
            if alone and group.reach == "clause" and not group.optional and weight != _OWN:
                return None
            total += length * weight * (0.5 if group.optional else 1.0)
            if weight == _OWN:
                anchored = anchored or (group.reach == "clause" and not group.optional)
                gap = min(gap, self._gap(slot, own, start, end))
                if start < own.start:
                    covered, earliest = covered + length, min(earliest, start)
            elif weight < _CLAUSE:
                borrowed = borrowed or not group.optional
            if start >= self.layout.sentence_start[clause.sentence]:
                first = min(first, start)
        if not anchored or gap > _MAX_GAP or (borrowed and gap >= _LOOSE):
            return None
        bonus = 0.4 if phrase.frame else 0.0
        holes = max(0, own.start - earliest - covered - gap)
        return total + _NEAR - _GAP_COST * gap - _HOLE_COST * holes + bonus, first

    def _gap(self, slot: Slot, own: Stretch, start: int, end: int) -> int:
        """Characters between a word and the number that say something (fillers do not)."""
        between = self.text[end : own.start] if start < slot.number else self.text[slot.end : start]
        return len(_FILLER.sub("", between))

    def _place(
        self, clause: Clause, at: int, slot: Slot, own: Stretch, group: Group
    ) -> tuple[float, int, int, int] | None:
        """Weight, start, end and length of the best hit of a group, or None."""
        best: tuple[float, int, int, int] | None = None
        for word in self.hits.present(group.words):
            length = self.book.lengths[word]
            found = self._reach(clause, at, slot, own, group, word)
            if found is not None and (best is None or found[0] * length > best[0] * best[3]):
                best = (*found, length)
        return best

    def _reach(
        self, clause: Clause, at: int, slot: Slot, own: Stretch, group: Group, word: int
    ) -> tuple[float, int, int] | None:
        hits = self.hits
        if hit := (
            hits.last_before(word, own.before, own.start)
            or hits.first_after(word, slot.end, own.after)
            or self._around(word, own)
        ):
            return _OWN, *hit
        if hit := hits.last_before(word, clause.start, own.before):
            crossed = any(s.number >= hit[1] and s.end <= own.before for s in self.slots)
            return (_CARRIED if crossed else _CLAUSE), *hit
        if hit := hits.first_after(word, own.start, clause.end) or hits.first_after(
            word, clause.start, clause.end
        ):
            crossed = any(slot.end <= s.number < hit[0] for s in self.slots)
            return None if crossed and group.reach == "clause" else (_CLAUSE, *hit)
        if group.reach == "clause":
            return None
        start = self.layout.sentence_start[clause.sentence]
        if hit := self._earlier(word, start, clause.start):
            return _SENTENCE * _DECAY ** (at - self.layout.index_at(hit[0])), *hit
        if group.reach == "sentence":
            return None
        if hit := hits.last_before(word, self.layout.paragraph_start[clause.paragraph], start):
            return _PARAGRAPH * _DECAY ** (at - self.layout.index_at(hit[0])), *hit
        for depth, (low, high) in enumerate(self.headings[at]):
            if hit := hits.last_before(word, low, high):
                return _HEADING * _DECAY**depth, *hit
        return None

    def _around(self, word: int, own: Stretch) -> tuple[int, int] | None:
        """A hit that begins before the number and ends behind it (听取…汇报)."""
        hit = self.hits.first_after(word, own.before, own.after)
        return hit if hit is not None and hit[0] < own.start and hit[1] > own.end else None

    def _earlier(self, word: int, low: int, high: int) -> tuple[int, int] | None:
        """The last hit before `high` in the sentence that is not in a clause of mere comparison."""
        while hit := self.hits.last_before(word, low, high):
            clause = self.layout.clauses[self.layout.index_at(hit[0])]
            if not clause.compares:
                return hit
            high = clause.start
        return None
