"""One indicator for each slot: every phrase that fits competes, the best wins, a tie is left unmapped.

In: a document made ready for reading. Out: `Match`es in text order.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import NamedTuple

from engine.extraction.layout import Clause
from engine.extraction.phrases import Phrase
from engine.extraction.reading import Reading
from engine.extraction.slots import Slot
from engine.extraction.weighing import HIGHEST, Scene, Stretch, View, substance, without_fillers

_TIE = 0.05
_EXACT_UNIT = 0.35  # the unit as declared, against one of its class
_BESIDES = HIGHEST + _EXACT_UNIT + 1e-6
_MOST = attrgetter("most")
_LIST = re.compile(
    r"、(?!(?<=[国省市州县区旗乡]、)[市州县区旗乡镇])|以及|及(?!时|其|格)|和(?!谐|解)|与|(?<=”)(?=“)"
)
_MAY_LIST = re.compile(r"[、以及和与“]")  # far quicker to miss
_ALL = re.compile(r"(?:(?:均|都|全部|皆|同为|双双|一律)[^、,]{0,6}|各(?:为|有|达|办理|办结|受理)?)\Z")
_BOTH = re.compile(r"[一-龥]{2}并(?=[一-龥]{2}[^并、,]*\Z)")  # 受理并审结: two deeds
_LEVEL = re.compile(  # one level or one year of the whole
    r"其中[,:]?(?:[省市州盟县区旗局委厅]{1,2}本级|[省市州县区旗](?:人民)?政府(?:规范性)?文件|20\d\d年(?!以来|至|底)|今年|本年|当年|年内)"
)
_NOUN = 8  # characters of a noun between two numbers
_EACH = re.compile(r"每(?:季度?|半年|年|个?月)")
_APART = 2  # clauses between a figure and what it is compared with
_OTHERWISE = re.compile(
    r"(?:其中)?(?:[省市州县区旗局]|[市县区]政府)本级\(?"
    r"|(?:我[省市县区州旗局]|全[市县区州旗]|本[市县区局])?(?:目前|现|年末|年底)?(?:已达到?|实际达到?|实达|实际完成)"
    r"|\(?\s*(?:较|比|高于|低于|超过|多于|少于|优于)?(?:20\d\d年|上年|去年|上一?年度|全[国省市区]平均)(?:同期|水平|值)?[的为是:]?\(?"
)
_THIS_YEAR = re.compile(
    r"其中,?(?:20\d\d年|今年|本年|当年|年内)"
)  # a share of years is this year's own figure
_RATE_END = re.compile(r"(?:率|度|比例|比)\Z")


class Match(NamedTuple):
    """A chosen phrase: the indicator, the slot, the clause's index and the earliest word used in the sentence.

    `shared`: the slot's number has several subjects.
    """

    indicator: int
    first: int
    slot: Slot
    stretch: Stretch
    clause: int
    shared: bool = False


class Chooser:
    """Chooses for the slots of one text."""

    def __init__(self, reading: Reading) -> None:
        lexicon = reading.lexicon
        self.text, self.layout, self.hits, self.slots = (
            reading.text,
            reading.layout,
            reading.hits,
            reading.slots,
        )
        self.surroundings = reading.surroundings
        self.book, self.accepts, self.own_units = lexicon.quantity_book, lexicon.accepts, lexicon.own_units
        self.bodies, self.body_units = lexicon.bodies, lexicon.body_units
        self.bodies_before, self.counting = lexicon.bodies_before, lexicon.counts_bodies
        self.scene = Scene(reading, self.book.lengths)

    def choose(self) -> list[Match]:
        """The matches of all slots, in text order; a number with several subjects has several."""
        by_clause: dict[int, list[Slot]] = {}
        for slot in self.slots:
            by_clause.setdefault(self.layout.index_at(slot.number), []).append(slot)
        matches: list[Match] = []
        for at, slots in by_clause.items():
            if self.book.starts_in(self.hits.clauses[at]):
                matches += self._clause(at, slots)
        return self._with_compared(self._without_shares(matches))

    def _with_compared(self, matches: list[Match]) -> list[Match]:
        """With the figures that only tell what the one before was in another year or place (2023年为80件), or has become
        since (升至98%)."""
        taken: dict[int, list[Match]] = {}
        for match in matches:
            taken.setdefault(match.slot.number, []).append(match)
        last: Match | None = None
        result: list[Match] = []
        for before, slot in zip([None, *self.slots], self.slots, strict=False):
            at = self.layout.index_at(slot.number)
            if slot.number in taken:
                result += taken[slot.number]
                last = result[-1]
            elif last is not None and (
                self._compares(at, slot, last) or (before is last.slot and self._became(slot, last))
            ):
                result.append(last._replace(slot=slot, clause=at, shared=False))
        return result

    def _compares(self, at: int, slot: Slot, last: Match) -> bool:
        clauses, text, other = self.layout.clauses, self.text, last.slot
        same = text[slot.unit_start : slot.unit_end] == text[other.unit_start : other.unit_end]
        near = clauses[at].sentence == clauses[last.clause].sentence and at - last.clause <= _APART
        low = other.end if at == last.clause else clauses[at].start
        return same and near and _OTHERWISE.fullmatch(text, low, slot.start) is not None

    def _became(self, slot: Slot, last: Match) -> bool:
        """Whether a number is what the one before it became."""
        unit = self.text[slot.unit_start : slot.unit_end] or "%"
        paired = slot.frame == "after" and last.slot.frame in ("before", "earlier")
        return paired and unit in self.accepts[last.indicator]

    def _without_shares(self, matches: list[Match]) -> list[Match]:
        """Without the sub-counts after 其中 that would repeat the key of their own total, but for those of one level."""
        totals: set[tuple[int, int]] = set()
        kept = []
        for match, following in zip(matches, [*matches[1:], None], strict=False):
            sentence = self.layout.clauses[match.clause].sentence
            mark = self.text.rfind("其中", self.layout.sentence_start[sentence], match.slot.number)
            shares = mark >= 0 and _THIS_YEAR.match(self.text, mark) is None
            repeats = shares and (sentence, match.indicator) in totals
            if repeats and not (_LEVEL.match(self.text, mark) and self._last(match, following)):
                continue
            if not shares:
                totals.add((sentence, match.indicator))
            kept.append(match)
        return kept

    def _last(self, match: Match, following: Match | None) -> bool:
        """Whether no figure that might be meant of the whole follows in the sentence."""
        clauses = self.layout.clauses
        return following is None or clauses[following.clause].sentence != clauses[match.clause].sentence

    def _clause(self, at: int, slots: list[Slot]) -> list[Match]:
        clause, nearby = self.layout.clauses[at], self.surroundings.of(at)
        possible = self.book.possible(nearby)
        if not possible:
            return []
        phrases = [self.book.phrases[number] for number in sorted(possible)]
        phrases.sort(key=_MOST, reverse=True)
        paired = self._respectively(clause, slots)
        stretches = self._stretches(clause, slots)
        fitting: dict[tuple[str, bool], list[Phrase]] = {}
        result: list[Match] = []
        for i, (slot, own) in enumerate(zip(slots, stretches, strict=True)):
            unit = self.text[slot.unit_start : slot.unit_end] or "%"
            # 4个县 counts no cases: only what is counted in such a unit can mean bodies
            case = unit, (exact := self._counts_bodies(slot))
            if case not in fitting:
                fits = [p for p in phrases if unit in self.accepts[p.indicator]]
                fitting[case] = [p for p in fits if self.counting[p.indicator]] if exact else fits
            if fitting[case]:
                low = slots[i - 1].end if i else clause.start
                fits = fitting[case]
                subjects = [paired[i]] if paired else self._subjects(low, slot, own)
                if subjects == [own] and (deeds := self._deeds(slot, own)):
                    subjects, fits = deeds, [p for p in fits if unit in self.own_units[p.indicator]] or fits
                view = View(self.scene, nearby, at, slot, own)
                views = [view if s == own else View(self.scene, nearby, at, slot, s) for s in subjects]
                result += self._slot(views, view, fits, unit, paired is not None)
        return result

    def _slot(
        self, views: list[View], own: View, phrases: list[Phrase], unit: str, paired: bool
    ) -> list[Match]:
        """The matches of one number: the best for each of its subjects, or the best of all."""
        listed = len(views) > 1
        pick = self._member if paired or listed else self._best
        found = [match for view in views if (match := pick(view, phrases, unit)) is not None]
        once = {match.indicator: match for match in found}
        if (listed and len(once) < 2) or not found:
            single = self._best(own, phrases, unit)
            return [single] if single is not None else found[:1]
        return [match._replace(shared=True) for match in once.values()] if len(once) > 1 else found

    def _member(self, view: View, phrases: list[Phrase], unit: str) -> Match | None:
        """The best phrase of a list member: by its own words alone, else with what the others lend."""
        return self._best(view, phrases, unit, alone=True) or self._best(view, phrases, unit)

    def _best(self, view: View, phrases: list[Phrase], unit: str, alone: bool = False) -> Match | None:
        """The phrase that scores highest, of equal ones the first in the dictionary, unless one of another indicator
        comes near. `phrases` stand by what they can score at most: those that cannot even come near are not weighed."""
        best: Match | None = None
        chosen = 0
        highest = second = 0.0
        for phrase in phrases:
            if best is not None and phrase.most + _BESIDES < highest - _TIE:
                break
            scored = view.score(phrase, alone)
            if scored is None:
                continue
            score, first = scored
            score += _EXACT_UNIT if unit in self.own_units[phrase.indicator] else 0.0
            same = best is not None and best.indicator == phrase.indicator
            if best is None or score > highest or (same and score == highest and phrase.number < chosen):
                if best is not None and not same:
                    second = max(second, highest)
                chosen, highest = phrase.number, score
                best = Match(phrase.indicator, first, view.slot, view.own, view.at)
            elif not same:
                second = max(second, score)
        return None if best is None or highest - second < _TIE else best

    def _stretches(self, clause: Clause, slots: list[Slot]) -> list[Stretch]:
        """For each slot the words between the neighbouring numbers or list marks; where there are none, those of the
        number before."""
        text = self.text
        stretches: list[Stretch] = []
        for i, slot in enumerate(slots):
            if slot.frame == "after" and i:
                pair = stretches[-1]
                stretches.append(Stretch(pair.before, pair.start, slot.end, slot.end))
                continue
            low = slots[i - 1].end if i else clause.start
            high = slots[i + 1].start if i + 1 < len(slots) else clause.end
            mark, next_mark = text.rfind("、", low, slot.start), text.find("、", slot.end, high)
            before = mark + 1 if mark >= 0 else low
            after = next_mark if next_mark >= 0 else high
            spread = i > 0 and self._spread(slots[i - 1], before, slot)
            if i and (
                spread or not (substance(text[before : slot.start]) or substance(text[slot.end : after]))
            ):
                before = stretches[-1].before
            skip = slots[i - 1].start if spread else 0
            stretches.append(Stretch(before, slot.start, slot.end, after, skip))
        return stretches

    def _spread(self, other: Slot, before: int, slot: Slot) -> bool:
        """Whether the number before only says over how many bodies this one is spread (24个部门262项)."""
        return before == other.end and slot.start - before <= _NOUN and self._counts_bodies(other)

    def _counts_bodies(self, slot: Slot) -> bool:
        """Whether a number counts places or offices (4个县, 部门34个)."""
        text = self.text
        if text[slot.unit_start : slot.unit_end] not in self.body_units:
            return False
        return text.endswith(self.bodies_before, 0, slot.start) or bool(
            self.bodies.match(text, slot.unit_end)
        )

    def _subjects(self, low: int, slot: Slot, own: Stretch) -> list[Stretch]:
        """One stretch for each subject that shares the number (A率、B率和C率均为…), or just the slot's own."""
        parts = self._listed(low, slot.start)
        if len(parts) < 2:
            return [own]
        texts = [self.text[a:b] for a, b in parts]
        shared = (
            _ALL.search(self.text, low, slot.start) is not None
            or all(_RATE_END.search(without_fillers(text)) for text in texts)
            or sum(_EACH.search(text) is not None for text in texts) > 1
        )
        if not shared:
            return [own]
        return [Stretch(a, b, slot.end, own.after if b == slot.start else slot.end) for a, b in parts]

    def _deeds(self, slot: Slot, own: Stretch) -> list[Stretch]:
        """One stretch for each of two deeds done to the same number (受理并审结57件), or none."""
        both = _BOTH.search(self.text, own.before, slot.start)
        if both is None:
            return []
        first = Stretch(own.before, both.end() - 1, slot.end, slot.end)
        return [first, Stretch(both.end(), slot.start, slot.end, own.after)]

    def _respectively(self, clause: Clause, slots: list[Slot]) -> list[Stretch] | None:
        """The subjects of A、B分别为1件、2件, in order, or None where their number differs."""
        mark = self.text.find("分别", clause.start, slots[0].start) if len(slots) > 1 else -1
        if mark < 0:
            return None
        parts = self._listed(clause.start, mark)
        extra = len(parts) - len(slots)
        if extra > 0 and all(_RATE_END.search(without_fillers(self.text[a:b])) for a, b in parts[extra:]):
            # 建议和提案满意率和基本满意率分别为: what stands before the first rate belongs to it
            parts = [(parts[0][0], parts[extra][1]), *parts[extra + 1 :]]
        if len(parts) != len(slots):
            return None
        return [Stretch(a, b, s.end, s.end) for (a, b), s in zip(parts, slots, strict=True)]

    def _listed(self, low: int, high: int) -> list[tuple[int, int]]:
        """What stands between the list marks of a stretch."""
        if not _MAY_LIST.search(self.text, low, high):
            return [(low, high)] if high > low else []
        marks = [found.span() for found in _LIST.finditer(self.text, low, high)]
        cuts, ends = [low, *(b for _, b in marks)], [*(a for a, _ in marks), high]
        return [(a, b) for a, b in zip(cuts, ends, strict=True) if b > a]
