"""How a figure or a statement is meant: done, planned, required, a shortcoming, or background - and by which cue.

The words are data (checklists/extraction/modality.yaml); the order of the questions is code: kind of document, part of
the report, the clause's own words.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from pydantic import Field

from engine.documents.models import Document
from engine.extraction.layout import Clause
from engine.extraction.models import Modality, Polarity
from engine.extraction.slots import Slot
from engine.model import Model


class Cue(Model):
    """Words that tell, unless they stand within one of the phrases of `except`."""

    words: tuple[str, ...]
    except_: tuple[str, ...] = Field((), alias="except")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        excepted = sorted(self.except_, key=len, reverse=True)
        words = sorted(self.words, key=len, reverse=True)
        return re.compile(
            "|".join([*(f"(?:{re.escape(e)})" for e in excepted), *(f"({re.escape(w)})" for w in words)])
        )

    def find(self, text: str) -> str | None:
        """The first word found."""
        for found in self._pattern.finditer(text):
            if found.lastindex:
                return found[0]
        return None

    def begins(self, text: str) -> str | None:
        """The word that `text` begins with."""
        found = self._pattern.match(text)
        return found[0] if found and found.lastindex else None


class Topic(Model):
    """A clause that only names what it is about: how it begins and ends."""

    starts: tuple[str, ...]
    ends: tuple[str, ...]


class Others(Model):
    """Other bodies and places, for issuers of one level."""

    bodies: tuple[str, ...]
    wholes: tuple[str, ...]


class OtherBodies(Model):
    """Who is another body, by the issuer's level; `own` are words for the issuer's own place."""

    all: Others
    prefecture: Others
    county: Others
    own: tuple[str, ...]


class Cues(Model):
    """Cues by how much of the text they look at; `own`: what a plan says of itself;
    `remark`: what makes a statement a mere remark; `starts`: how a clause begins; `topic`: a clause of mere scope."""

    near: tuple[Cue, ...] = ()
    clause: tuple[Cue, ...] = ()
    own: tuple[Cue, ...] = ()
    remark: tuple[Cue, ...] = ()
    starts: tuple[Cue, ...] = ()
    topic: Topic | None = None


class Surpassed(Model):
    """A threshold that a result is compared with: a word before the number and one behind it."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class Problem(Model):
    """Words of shortcomings, by how far they go, and the words that turn a sentence of achievements into one."""

    near: tuple[Cue, ...]
    no: tuple[Cue, ...]
    partial: tuple[Cue, ...]
    turn: tuple[str, ...]


class ModalityWords(Model):
    """checklists/extraction/modality.yaml."""

    required: Cues
    planned: Cues
    background: Cues
    surpassed: Surpassed
    problem: Problem
    partial: tuple[Cue, ...]
    others: OtherBodies


class Decision(NamedTuple):
    """A modality, how far the statement goes, the year it is about (None: the report's), and why."""

    modality: Modality
    polarity: Polarity
    year: int | None
    why: str


_YEAR = re.compile(r"(?<!\d)(20\d{2})年(?!版)")
_AFTER_A_NUMBER = re.compile(r".*\d", re.DOTALL)
_COMPARED = "[在居列名于是为入成超占]"  # 位居全省第三 speaks of no other place
_LAST_YEAR = re.compile(r"(?:\A|[,。;:\n)])\s*(?P<word>上一?年度?|去年)(?!结转|底|末)")
_STANDING = ("以上", "及以上")
_ADVERBIAL = re.compile(r"(?:\A|[,。;:、\n().]|[于在从自比较至到])\s*\Z")
_THIS_YEAR = re.compile(r"今年|本年|(?<!年)全年|一年来|年内|截至目前|目前")
_ROLE_NAMES = {"plan": "下一步安排", "problems": "存在不足"}


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in words)


def _others(words: OtherBodies, document: Document) -> Others:
    """The bodies and places that are not the issuer's, by its level; a county-level city calls itself 市."""
    used = [words.all] if document.level in ("province", "prefecture", "county") else []
    if document.level in ("prefecture", "county"):
        used.append(words.prefecture)
    if document.level == "county" and not (document.region.county or "").endswith("市"):
        used.append(words.county)
    return Others(
        bodies=tuple(body for group in used for body in group.bodies),
        wholes=tuple(whole for group in used for whole in group.wholes),
    )


def _first(cues: tuple[Cue, ...], text: str) -> str | None:
    for cue in cues:
        word = cue.find(text)
        if word:
            return word
    return None


class ModalityReader:
    """Decides for one document."""

    def __init__(self, words: ModalityWords, document: Document, text: str) -> None:
        self._words, self._document, self._text = words, document, text
        self._others = _others(words.others, document)
        own = [rf"(?<!{_COMPARED})(?P<own>{_either(words.others.own)})"] if self._others.wholes else []
        wholes = _either(self._others.wholes)
        self._wholes = (
            re.compile("|".join([rf"(?<!{_COMPARED})(?P<other>{wholes})", *own])) if wholes else None
        )

    def of_number(self, clause: Clause, slot: Slot, sentence_start: int) -> Decision:
        """For a number of a clause."""
        text, number, end = self._text, slot.number, slot.end
        placed = self._by_place(number)
        lead, behind = text[clause.start : number], text[end : end + 12]
        if placed is not None and placed.modality == "required":
            year = self._other_year(text[sentence_start:number])
            if year is not None and year < (self._document.report_year or 0):
                return Decision("background", "yes", year, f"所在句写的是{year}年")
            word = _first(self._words.planned.own, text[clause.start : clause.end])
            return (
                Decision("planned", "yes", None, f"{placed.why}，“{word}”说的是安排本身") if word else placed
            )
        if placed is not None and placed.modality != "problem":
            return placed
        year = self._other_year(text[sentence_start:number])
        if year is not None:
            return Decision("background", "yes", year, f"所在句写的是{year}年")
        if word := self._surpassed(lead, behind):
            return Decision("background", "yes", None, f"“{word}”所比的标准")
        whole = text[clause.start : clause.end]
        if body := self._other_body(clause) or self._other_place(text[sentence_start:number]):
            return Decision("background", "yes", None, f"说的是“{body}”，不是本单位")
        if slot.frame == "after":
            lead = _AFTER_A_NUMBER.sub("", lead)
        if word := _first(self._words.background.clause, lead) or self._last_year(
            text[sentence_start:number]
        ):
            return Decision("background", "yes", None, f"“{word}”不是本年本单位的数")
        if word := _first(self._words.problem.near, lead):
            return Decision("problem", "no", None, f"“{word}”是没有做到")
        if word := _first(self._words.required.near, lead) or _first(self._words.required.clause, whole):
            return Decision("required", "yes", None, f"“{word}”是要求，不是结果")
        if slot.bound == "ge" and slot.bound_word in _STANDING and "每" in lead and slot.per is not None:
            return Decision("required", "yes", None, f"“每…{slot.bound_word}”是要求，不是结果")
        if word := _first(self._words.planned.clause, whole):
            return Decision("planned", "yes", None, f"“{word}”是计划")
        if placed is not None:
            return placed
        return Decision("done", "yes", None, "在成效部分，无计划、要求或不足的字样")

    def of_statement(self, start: int, end: int, clause: Clause, sentence: tuple[int, int]) -> Decision:
        """For a statement within `start`..`end`; `sentence` are the limits of its sentence."""
        text = self._text[start:end]
        placed = self._by_place(start)
        if placed is not None and placed.modality == "problem":
            return self._shortcoming(text, self._text[start : sentence[1]], placed)
        if placed is not None:
            return placed
        year = self._other_year(self._text[sentence[0] : end], adverbial=True)
        if year is not None:
            return Decision("background", "yes", year, f"所在句写的是{year}年")
        own = self._text[clause.start : clause.end].strip()
        if body := self._other_body(clause):
            return Decision("background", "yes", None, f"说的是“{body}”，不是本单位")
        if word := _first(self._words.background.remark, text) or self._topic(own):
            return Decision("background", "yes", None, f"“{word}”只是议论或范围，不是做了的事")
        if word := next((w for cue in self._words.required.starts if (w := cue.begins(own))), None):
            return Decision("required", "yes", None, f"“{word}…”是要求，不是结果")
        if word := _first(self._words.required.clause, text):
            return Decision("required", "yes", None, f"“{word}”是要求，不是结果")
        if word := _first(self._words.planned.clause, text):
            return Decision("planned", "yes", None, f"“{word}”是计划")
        before = self._text[sentence[0] : end]
        if any(turn in before for turn in self._words.problem.turn):
            if word := _first(self._words.problem.no, text):
                return Decision("problem", "no", None, f"“{word}”是自认不足")
        if word := _first(self._words.problem.partial, own):
            return Decision("problem", "partial", None, f"“{word}”是尚需改进")
        if word := _first(self._words.partial, text):
            return Decision("done", "partial", None, f"“{word}”表示做了一部分")
        return Decision("done", "yes", None, "在成效部分，无计划、要求或不足的字样")

    def _shortcoming(self, text: str, rest: str, placed: Decision) -> Decision:
        for part in (text, rest):
            if word := _first(self._words.problem.no, part):
                return Decision("problem", "no", None, f"{placed.why}，“{word}”")
            if word := _first(self._words.problem.partial, part):
                return Decision("problem", "partial", None, f"{placed.why}，“{word}”")
        return placed

    def _by_place(self, offset: int) -> Decision | None:
        """What kind of document and part of the report settle; None in an achievements part."""
        kind = self._document.kind
        if kind == "work_plan":
            return Decision("required", "yes", None, "文种是工作安排，写的都是要求")
        if kind == "other":
            return Decision("background", "yes", None, "文种不是年度报告")
        span = self._document.role_at(offset)
        if span is not None and span.role == "plan":
            return Decision("planned", "yes", None, f"在{_ROLE_NAMES['plan']}部分（“{span.cue}”）")
        if span is not None and span.role == "problems":
            return Decision("problem", "partial", None, f"在{_ROLE_NAMES['problems']}部分（“{span.cue}”）")
        return None

    def _other_year(self, lead: str, adverbial: bool = False) -> int | None:
        """The year that the words before speak of, where it is not the report's.

        `adverbial`: only a year that tells when, not one that belongs to a name (公开2023年度报告).
        """
        report_year = self._document.report_year
        years = list(_YEAR.finditer(lead))
        if report_year is None or not years:
            return None
        last = years[-1]
        if int(last[1]) == report_year or _THIS_YEAR.search(lead, last.end()):
            return None
        if adverbial and not _ADVERBIAL.search(lead[: last.start()]):
            return None
        title = lead.rfind("《", 0, last.start()) > lead.rfind("》", 0, last.start())
        behind = lead[last.end() : last.end() + 1]
        return None if title or behind in ("以", "-", "至", "底", "末") else int(last[1])

    def _last_year(self, lead: str) -> str | None:
        """A sentence that began with last year, and has not come back to this one."""
        found = list(_LAST_YEAR.finditer(lead))
        return found[-1]["word"] if found and not _THIS_YEAR.search(lead, found[-1].end()) else None

    def _other_body(self, clause: Clause) -> str | None:
        """The other body that a clause begins with."""
        text = self._text[clause.start : clause.end].lstrip()
        return next((body for body in self._others.bodies if text.startswith(body)), None)

    def _other_place(self, lead: str) -> str | None:
        """The other place (全省) that the words before a number last spoke of."""
        named = list(self._wholes.finditer(lead)) if self._wholes is not None else []
        return named[-1]["other"] if named else None

    def _topic(self, clause: str) -> str | None:
        topic = self._words.background.topic
        if topic is None or not clause.endswith(topic.ends):
            return None
        return next((word for word in topic.starts if clause.startswith(word)), None)

    def _surpassed(self, lead: str, behind: str) -> str | None:
        near = lead[-8:]
        word = next((w for w in self._words.surpassed.before if near.rstrip("了").endswith(w)), None)
        return word if word and any(behind.startswith(w) for w in self._words.surpassed.after) else None
