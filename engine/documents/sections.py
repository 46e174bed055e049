"""Text -> sections: the headings 一、 (一) 1. (1) 一是, at line starts and inside long lines.

A mark counts at the start of a line, or inside a line when it follows the end of a sentence (or a heading
still without an end) and its number is the one expected there. Lists such as 一、二审, dates and decimals
are no headings.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from engine.documents.models import Section
from engine.documents.numerals import YEAR, number

_N = "[一二三四五六七八九十百]{1,4}"
_MARK = re.compile(
    rf"(?P<r1>{_N})[、.．](?!\d(?!\d{{3}}年))"
    rf"|[(（〔](?P<r2>{_N})[)）〕][、.．]?"
    rf"|(?<![\d.．])(?P<r3>\d{{1,2}})(?:[.．、](?!\d)|[.．、](?={YEAR}年))"
    r"|[(（](?P<r4>\d{1,2})[)）][、.．]?"
    r"|(?P<r5>[一二三四五六七八九十]{1,3})是"
)
_BREAK = re.compile(r"[。！？!?\n]")
_SOFT = re.compile(r"[,，;；:：\n]")
_RUN_ON = re.compile(rf"[^。！？\n]{{4,30}}?(?=(?<=[划算排路题足效施况法因向])(?:{YEAR}年|我[省市县区]))")
_APART = re.compile(
    r"[ 　]?[^\s　。，,；;]{2,30}(?=[ 　])"
)  # a heading parted from its text by a space alone
_SPACE = " \t　\xa0•·"
_ENDS = frozenset("。！？!?；;:：】]”」』")
_LIST_ENDS = frozenset("。！？!?；;:：,，")
_COUNTED = frozenset("审级类线季期产、至到或二三四五六七八九月号")
TITLE, SOFT_TITLE = 60, 40


class _Mark(NamedTuple):
    rank: int
    number: str
    value: int
    start: int
    end: int


def find_sections(text: str) -> tuple[Section, ...]:
    """The sections of `text` in order of their starts."""
    marks = _accepted(text)
    titles = [
        _title(text, mark, marks[i + 1].start if i + 1 < len(marks) else len(text))
        for i, mark in enumerate(marks)
    ]
    parents, ends = _nest(marks, len(text))
    return tuple(
        Section(
            rank=mark.rank,
            number=text[mark.start : mark.end],
            title=title,
            start=mark.start,
            body=body,
            end=_list_end(text, mark, end) if mark.rank == 5 else end,
            parent=parent,
        )
        for mark, (title, body), parent, end in zip(marks, titles, parents, ends, strict=True)
    )


def _accepted(text: str) -> list[_Mark]:
    marks: list[_Mark] = []
    last = [0] * 6
    for found in _MARK.finditer(text):
        rank = int((found.lastgroup or "r0")[1])
        value = number(found[found.lastgroup or 0])
        mark = _Mark(rank, found[0], value, found.start(), found.end())
        if not _is_heading(text, mark, marks[-1] if marks else None, last):
            continue
        marks.append(mark)
        last[rank] = value
        last[rank + 1 :] = [0] * (5 - rank)
    return marks


def _is_heading(text: str, mark: _Mark, before: _Mark | None, last: list[int]) -> bool:
    if mark.rank == 1 and _is_enumeration(text, mark):
        return False
    at = mark.start
    while at and at > mark.start - 40 and text[at - 1] in _SPACE:
        at -= 1
    previous = text[at - 1] if at else "\n"
    if previous == "\n":
        return True
    expected = mark.value == 1 or last[mark.rank] < mark.value <= last[mark.rank] + (
        2 if mark.rank == 1 else 1
    )
    if not expected or (mark.value > 1 and not last[mark.rank]):
        return False
    if previous in (_LIST_ENDS if mark.rank == 5 else _ENDS):
        return True
    return before is not None and mark.rank > before.rank and _is_open(text, before, mark.start)


def _is_enumeration(text: str, mark: _Mark) -> bool:
    """一、二审: a numeral that goes on counting and a counted noun after it."""
    following = re.compile(_N).match(text, mark.end)
    if not following:
        return False
    after = text[following.end() : following.end() + 1]
    return number(following[0]) == mark.value + 1 and (after in _COUNTED or after == "是")


def _is_open(text: str, before: _Mark, at: int) -> bool:
    """Whether the heading `before` has found no end up to `at`."""
    between = text[before.end : at] if at - before.end <= TITLE else "。"
    return 2 <= len(between.strip()) <= SOFT_TITLE and not re.search(r"[。！？!?\n,，;；]", between)


def _title(text: str, mark: _Mark, following: int) -> tuple[str, int]:
    """Title and where the body begins; a numbered sentence without a title is named by its first clause."""
    limit = min(following, mark.end + TITLE)
    end = _BREAK.search(text, mark.end, limit)
    if mark.rank < 5 and (run_on := _RUN_ON.match(text, mark.end, limit)):
        return run_on[0].strip(_SPACE), run_on.end()
    if mark.rank < 5 and (end or limit == following):
        stop = end.start() if end else limit
        if end and end[0] != "\n" and (apart := _APART.match(text, mark.end, stop)):
            return apart[0].strip(_SPACE), apart.end()
        return text[mark.end : stop].strip(_SPACE).rstrip(":："), end.end() if end else limit
    soft = _SOFT.search(text, mark.end, min(following, mark.end + SOFT_TITLE)) or end
    stop = soft.start() if soft else min(following, mark.end + SOFT_TITLE)
    if end:
        stop = min(stop, end.start())
    return text[mark.end : stop].strip(_SPACE), mark.end


def _nest(marks: list[_Mark], length: int) -> tuple[list[int | None], list[int]]:
    """Parents and ends. Where (一) starts anew and a gap follows the heading above, that one ends there."""
    gaps = _gaps(marks)
    parents: list[int | None] = []
    ends = [length] * len(marks)
    stack: list[int] = []
    for i, mark in enumerate(marks):
        while stack and marks[stack[-1]].rank >= mark.rank:
            closed = stack.pop()
            ends[closed] = mark.start
            restarted = mark.rank == 2 == marks[closed].rank and mark.value == 1
            if restarted and stack and stack[-1] in gaps:
                ends[stack.pop()] = mark.start
        parents.append(stack[-1] if stack else None)
        stack.append(i)
    return parents, ends


def _gaps(marks: list[_Mark]) -> set[int]:
    """Indexes of rank 1 headings after which a number is left out, or none follows."""
    tops = [i for i, mark in enumerate(marks) if mark.rank == 1]
    consecutive = {i for i, after in pairwise(tops) if marks[after].value == marks[i].value + 1}
    return set(tops) - consecutive


def _list_end(text: str, mark: _Mark, end: int) -> int:
    """A list inside a paragraph ends with it."""
    newline = text.find("\n", mark.end, end)
    return end if newline < 0 else newline
