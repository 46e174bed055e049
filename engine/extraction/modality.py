"""How a figure or a statement is meant: done, planned, required, a shortcoming, or background - and by which cue.

The words are data (checklists/extraction/modality); the order of the questions is code: kind of document, part of
the report, the clause's own words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from engine.documents.models import Document
from engine.extraction.cues import Cue, ModalityWords
from engine.extraction.foreign import Foreign, other_bodies, places_of
from engine.extraction.frames import Frames, any_cue
from engine.extraction.layout import Clause, Layout
from engine.extraction.models import Modality, Polarity
from engine.extraction.outline import Outline
from engine.extraction.patterns import any_of
from engine.extraction.scanning import Marks
from engine.extraction.slots import Slot
from engine.extraction.years import other_year, returns


class Decision(NamedTuple):
    """A modality, how far the statement goes, the year it is about (None: the report's), and why."""

    modality: Modality
    polarity: Polarity
    year: int | None
    why: str


_PRINTED_YEAR = re.compile(r"20\d{2}年")
_SINCE_YEAR = re.compile(r"20\d{2}")
_UP_TO_A_NUMBER = re.compile(r".*\d", re.DOTALL)
_LAST_YEAR = re.compile(
    r"(?:\A|[,。;:\n)])\s*(?P<word>上一?年度?|去年|历年来?|近[两二三四五六七八九十\d]年来?)"
    r"(?!度?(?:结转|底|末|以来|同期相比|(?:法治政府建设|法治建设|依法行政)[^,;。]{0,12}(?:报告|情况|总结)"
    r"|[^,;。]{2,16}(?:数据|情况)[^,;。]{0,24}(?:公开|公布|公示|发布|报送)))"
)
_NAMED_LAST_YEAR = re.compile(r"上一?年|去年|历年|近.年")
_COUNTED = re.compile(r"累计|(?<!20)(?<!\d)\d+余?(?![\d年月日])")
_STANDING = ("以上", "及以上")
_ROLE_NAMES = {"plan": "下一步安排", "problems": "存在不足"}
_REMARK = "只是议论或范围，不是做了的事"
_DONE = Decision("done", "yes", None, "在成效部分，无计划、要求或不足的字样")


_LATER = re.compile(
    r"(?<!\d)(?<!\d[-—~至])(20\d{2})年(?![版度]?(?:\d|[一二三四五六七八九十]+月|初|以[来后]|[-—~至]))"
)
_NEXT_CLAUSE = re.compile(r",?[^,;。\n]*")


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return any_of(words)


class ModalityReader:
    """Decides for one document."""

    def __init__(
        self, words: ModalityWords, document: Document, text: str, layout: Layout, outline: Outline
    ) -> None:
        self._words, self._document, self._text, self._outline = words, document, text, outline
        others = other_bodies(words.others, document)
        self._wholes = places_of(others.wholes, words.others.own, words.others.followed)
        self._places = Marks.of(_any_of(others.wholes), text)
        self._signs = words.signs.of(text, layout.sentence_start)
        self._cues = self._signs.marks
        self._years, self._last_years = Marks.of(_PRINTED_YEAR, text), Marks.of(_NAMED_LAST_YEAR, text)
        self._telling = Marks([*self._cues.spans, *self._years.spans, *self._last_years.spans])
        self._foreign = Foreign(text, layout, words.others, others, document)
        self._frames = Frames(text, layout, words.frames, self._signs, document.report_year)

    def of_number(self, clause: Clause, slot: Slot, sentence_start: int) -> Decision:
        """For a number of a clause."""
        low, number, end = clause.start, slot.number, clause.end
        placed = self._by_place(number)
        if placed is not None and placed.modality == "required":
            year = self._other_year(sentence_start, number)
            if year is not None and year < (self._document.report_year or 0):
                return Decision("background", "yes", year, f"所在句写的是{year}年")
            word = self._cue(self._words.planned.own, low, end)
            return (
                Decision("planned", "yes", None, f"{placed.why}，“{word}”说的是安排本身") if word else placed
            )
        if placed is not None and placed.modality != "problem":
            return placed
        year = self._other_year(sentence_start, number)
        if year is not None:
            return self._of_year(year, sentence_start, number)
        if word := self._surpassed(low, slot):
            return Decision("background", "yes", None, f"“{word}”所比的标准")
        if body := self._foreign.body(clause) or self._other_place(sentence_start, number):
            return Decision("background", "yes", None, f"说的是“{body}”，不是本单位")
        lead = low
        if slot.frame == "after" and (before := _UP_TO_A_NUMBER.match(self._text, low, number)):
            lead = before.end()
        cued = self._cues.touch(sentence_start, end)  # some cues count from the sentence's start
        word = self._cue(self._words.background.clause, lead, number) if cued else None
        word = word or (self._since(sentence_start, clause, number) if cued else None)
        if word := word or self._last_year(sentence_start, number):
            return Decision("background", "yes", None, f"“{word}”不是本年本单位的数")
        if not cued:
            return self._standing(slot, lead) or placed or _DONE
        if word := self._cue(self._words.problem.near, lead, number):
            return Decision("problem", "no", None, f"“{word}”是没有做到")
        if word := self._cue(self._words.required.near, lead, number):
            return Decision("required", "yes", None, f"“{word}”是要求，不是结果")
        required = self._words.required
        word = self._cue(required.clause, low, end) or self._cue(required.number, low, end)
        if word := word or self._cue(self._words.background.lead, sentence_start, number):
            return Decision("required", "yes", None, f"“{word}”是要求，不是结果")
        if standing := self._standing(slot, lead):
            return standing
        planned = self._words.planned
        # a norm holds for a whole list, a plan may be for its last member alone (废止11件、拟修改3件)
        parts = self._own_parts(low, slot, end)
        word = next((word for part in parts if (word := self._cue(planned.clause, *part))), None)
        if word := word or self._cue(planned.lead, sentence_start, number):
            return Decision("planned", "yes", None, f"“{word}”是计划")
        return self._number_framed(clause, sentence_start) or placed or _DONE

    def of_statement(
        self, start: int, clause: Clause, sentence: tuple[int, int], despite: tuple[str, ...] = ()
    ) -> Decision:
        """For a statement from `start` to the end of `clause`; `sentence` are the limits of its sentence.

        `despite`: the groups of `slight` that do not count.
        """
        end = clause.end
        placed = self._by_place(start)
        if placed is not None and placed.modality == "problem":
            return self._shortcoming(start, (end, sentence[1]), placed)
        if placed is not None:
            return placed
        if not self._telling.touch(*sentence):
            return self._of_other(clause) or self._by_form(clause) or _DONE
        year = self._other_year(sentence[0], end, adverbial=True)
        if year is not None:
            return self._of_year(year, sentence[0], end)
        if decision := self._of_other(clause):
            return decision
        if word := self._last_year(sentence[0], end) or self._counted_since(sentence[0], clause):
            return Decision("background", "yes", None, f"“{word}”不是本年做的事")
        if word := self._cue(self._words.background.remark, start, end):
            return Decision("background", "yes", None, f"“{word}”{_REMARK}")
        if decision := self._by_form(clause) or self._by_neighbours(clause, sentence):
            return decision
        if later := self._later_year(clause.start, end):
            return Decision("planned", "yes", None, f"“{later}”是计划")
        if framed := self._framed(clause, sentence, despite):
            return framed
        if not self._cues.touch(start, end):
            return _DONE
        if word := self._cue(self._words.required.clause, start, end):
            later = self._later_year(sentence[0], end)
            return Decision("planned" if later else "required", "yes", None, f"“{word}”是要求，不是结果")
        if word := self._cue(self._words.planned.clause, start, end):
            return Decision("planned", "yes", None, f"“{word}”是计划")
        for name, cues in self._words.slight.clause.items():
            if name not in despite and (word := self._cue(cues, clause.start, end)):
                return Decision("background", "yes", None, f"“{word}”还不是做了这件事")
        behind = self._next_end(clause, sentence)
        for name, cues in self._words.slight.follow.items():
            if name not in despite and (word := self._cue(cues, clause.start, behind)):
                return Decision("background", "yes", None, f"“{word}”还不是做了这件事")
        if word := self._cue(self._words.problem.no, start, end, turned_from=sentence[0]):
            return Decision("problem", "no", None, f"“{word}”是自认不足")
        if word := self._bare(clause, sentence[0]):
            return Decision("problem", "no", None, f"“{word}”是自认不足")
        if word := self._cue(self._words.problem.partial, clause.start, end):
            return Decision("problem", "partial", None, f"“{word}”是尚需改进")
        if word := self._cue(self._words.partial.clause, start, end):
            return Decision("done", "partial", None, f"“{word}”表示做了一部分")
        return _DONE

    def _of_other(self, clause: Clause) -> Decision | None:
        """For a clause that tells of another body."""
        body = self._foreign.body(clause)
        return Decision("background", "yes", None, f"说的是“{body}”，不是本单位") if body else None

    def _by_form(self, clause: Clause) -> Decision | None:
        """What the beginning of a clause, with its end, makes of it."""
        own = self._text[clause.start : clause.end].strip()
        if word := self._topic(own):
            return Decision("background", "yes", None, f"“{word}”{_REMARK}")
        for cue in self._words.required.starts:
            if word := cue.begins(own):
                return Decision("required", "yes", None, f"“{word}…”是要求，不是结果")
        return None

    def _by_neighbours(self, clause: Clause, sentence: tuple[int, int]) -> Decision | None:
        """What the words before a statement in its sentence, or the clause behind it, make of it."""
        if not self._cues.touch(*sentence):
            return None
        if word := self._cue(self._words.background.lead, sentence[0], clause.end):
            return Decision("background", "yes", None, f"“{word}”引的是法规、文件的规定")
        behind = self._next_end(clause, sentence)
        if word := self._cue(self._words.required.follow, clause.start, behind):
            return Decision("required", "yes", None, f"“{word}”是要求，不是结果")
        planned = self._words.planned
        if word := self._cue(planned.follow, clause.start, behind) or self._cue(
            planned.lead, sentence[0], clause.end
        ):
            return Decision("planned", "yes", None, f"“{word}”是计划")
        if word := self._cue(self._words.problem.follow, clause.start, behind):
            return Decision("problem", "no", None, f"“{word}”是没有做到")
        return None

    def _next_end(self, clause: Clause, sentence: tuple[int, int]) -> int:
        """Where the clause behind a clause ends, in its sentence."""
        found = _NEXT_CLAUSE.match(self._text, clause.end, sentence[1])
        return found.end() if found else clause.end

    def _framed(
        self, clause: Clause, sentence: tuple[int, int], despite: tuple[str, ...] = ()
    ) -> Decision | None:
        """What the words that opened a frame in the sentence make of a clause."""
        held = self._frames.of(clause) if self._cues.touch(sentence[0], clause.end) else None
        if held is None or held.frame.despite in despite:
            return None
        modality = held.frame.modality
        if modality == "required" and self._later_year(sentence[0], clause.end):
            modality = "planned"
        return Decision(modality, "yes", None, f"“{held.word}”{held.frame.because}")

    def _number_framed(self, clause: Clause, sentence_start: int) -> Decision | None:
        """The same for a number, but not for that of drafts; a norm counts only where it says how often."""
        held = self._frames.of(clause) if self._cues.touch(sentence_start, clause.end) else None
        if held is None or (held.frame.despite and held.start == clause.start):
            return None
        if held.frame.modality == "required" and self._text.find("每", clause.start, clause.end) < 0:
            return None
        return Decision(held.frame.modality, "yes", None, f"“{held.word}”{held.frame.because}")

    def _since(self, low: int, clause: Clause, number: int) -> str | None:
        """Since when a number has been counted, where that is before the report's year."""
        words = self._words.background
        word = self._cue(words.since, low, number)
        if word is None or any(state in self._text[clause.start : clause.end] for state in words.stock):
            return None
        year, since = self._document.report_year, _SINCE_YEAR.search(word)
        at = self._text.rfind(word, low, number) + len(word)
        if since and (year is None or int(since[0]) >= year):
            return None
        again = returns(self._text[low:number], at - low) or f"{year}年" in self._text[at:number]
        return None if again else word

    def _counted_since(self, low: int, clause: Clause) -> str | None:
        """The same of a statement that has such a number; what was set up since then still stands."""
        counted = self._cues.touch(low, clause.end) and _COUNTED.search(self._text, clause.start, clause.end)
        return self._since(low, clause, clause.end) if counted else None

    def _of_year(self, year: int, low: int, high: int) -> Decision:
        """For what is said of another year; a later one without a month is still to come."""
        later = self._later_year(low, high) is not None and year > (self._document.report_year or year)
        return Decision("planned" if later else "background", "yes", year, f"所在句写的是{year}年")

    def _later_year(self, low: int, high: int) -> str | None:
        """A year after the report's in a stretch, in a title or not, without a month (年度报告2025年1月公布)."""
        report_year = self._document.report_year
        if report_year is None or not self._years.touch(low, high):
            return None
        found = (match[0] for match in _LATER.finditer(self._text, low, high) if int(match[1]) > report_year)
        return next(found, None)

    def _own_parts(self, low: int, slot: Slot, end: int) -> tuple[tuple[int, int], ...]:
        """What of a clause may tell of one number in a list: not the members behind it (废止11件、拟修改3件)."""
        mark = self._text.find("、", slot.end, end)
        last = _UP_TO_A_NUMBER.match(self._text, mark, end) if mark >= 0 else None
        return ((low, end),) if last is None else ((low, mark), (last.end(), end))

    def _cue(self, cues: tuple[Cue, ...], low: int, high: int, turned_from: int | None = None) -> str | None:
        """The first word of the cues in a stretch; with `turned_from`, only where a turn (但, 仍) stands since there."""
        if not self._cues.touch(low, high):
            return None
        lead = "" if turned_from is None else self._text[turned_from:high]
        if turned_from is not None and not any(turn in lead for turn in self._words.problem.turn):
            return None
        return any_cue(cues, self._text[low:high], self._signs.near(low))

    def _standing(self, slot: Slot, lead: int) -> Decision | None:
        """For a number that each period must reach (每季度1次以上)."""
        standing = slot.per is not None and slot.bound == "ge" and slot.bound_word in _STANDING
        if standing and self._text.find("每", lead, slot.number) >= 0:
            return Decision("required", "yes", None, f"“每…{slot.bound_word}”是要求，不是结果")
        return None

    def _bare(self, clause: Clause, sentence_start: int) -> str | None:
        """The word of a shortcoming that a clause has or ends with (归档不规范), where nothing is said to mend it."""
        problem, own = self._words.problem, self._text[clause.start : clause.end].rstrip()
        word = self._cue(problem.plain, clause.start, clause.end)
        if word is None and own.endswith(problem.bare):
            word = next(word for word in problem.bare if own.endswith(word))
            own = self._text[sentence_start : clause.end]
        return None if word is None or any(mending in own for mending in problem.mended) else word

    def _shortcoming(self, start: int, ends: tuple[int, int], placed: Decision) -> Decision:
        """A statement of the part on shortcomings: by its own words, else by the rest of its sentence."""
        for end in ends:
            if word := self._cue(self._words.problem.no, start, end):
                return Decision("problem", "no", None, f"{placed.why}，“{word}”")
            if word := self._cue(self._words.problem.partial, start, end):
                return Decision("problem", "partial", None, f"{placed.why}，“{word}”")
        return placed

    def _by_place(self, offset: int) -> Decision | None:
        """What kind of document and part of the report settle; None in an achievements part."""
        kind = self._document.kind
        if kind == "work_plan":
            return Decision("required", "yes", None, "文种是工作安排，写的都是要求")
        if kind == "other":
            return Decision("background", "yes", None, "文种不是年度报告")
        span = self._outline.role(offset)
        if span is None or span.role not in _ROLE_NAMES:
            return None
        why = f"在{_ROLE_NAMES[span.role]}部分（“{span.cue}”）"
        if span.role == "plan":
            return Decision("planned", "yes", None, why)
        return Decision("problem", "partial", None, why)

    def _other_year(self, low: int, high: int, adverbial: bool = False) -> int | None:
        """The year that the words of a stretch speak of, where it is not the report's.

        `adverbial`: only a year that tells when, not one that belongs to a name (公开2023年度报告).
        """
        report_year = self._document.report_year
        if report_year is None or not self._years.touch(low, high):
            return None
        return other_year(self._text[low:high], report_year, adverbial)

    def _last_year(self, low: int, high: int) -> str | None:
        """A sentence that began with last year, and has not come back to this one."""
        if not self._last_years.touch(low, high):
            return None
        lead = self._text[low:high]
        found = list(_LAST_YEAR.finditer(lead))
        return found[-1]["word"] if found and not returns(lead, found[-1].end()) else None

    def _other_place(self, low: int, high: int) -> str | None:
        """The other place (全省) that the words before a number last spoke of."""
        if not self._places.touch(low, high):
            return None
        named = list(self._wholes.finditer(self._text[low:high]))
        return named[-1]["other"] if named else None

    def _topic(self, clause: str) -> str | None:
        topic = self._words.background.topic
        if topic is None or not (clause.startswith(topic.starts) and clause.endswith(topic.ends)):
            return None
        return next((word for word in topic.starts if clause.startswith(word)), None)

    def _surpassed(self, low: int, slot: Slot) -> str | None:
        """The word that makes the number a threshold: 超过80%的标准."""
        if not self._text.startswith(self._words.surpassed.after, slot.end, slot.end + 12):
            return None
        near = self._text[max(low, slot.number - 8) : slot.number].rstrip("了")
        return next((word for word in self._words.surpassed.before if near.endswith(word)), None)
