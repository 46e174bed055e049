"""The head lines -> the title, and where the body begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from engine.documents.dates import byline
from engine.documents.lines import Line
from engine.documents.models import Section
from engine.documents.numerals import DATE, YEAR
from engine.documents.organs import is_organ
from engine.documents.words import any_of, words

_LONGEST = 80
_SENTENCE = re.compile(r"[。！？；!?;]")
_DATE_ONLY = re.compile(rf"[(（]?\s*{DATE}\s*[)）]?\Z")
_OPENS_TEXT = re.compile(rf"{YEAR}年|如下|[。；;]")
_GLUED = re.compile(
    rf"([^。，；,;:：]{{6,60}}?(?:报告|总结|要点|计划|安排|情况(?!的?(?:报告|总结|汇报)))[)）]?)[\s　]{{0,6}}(?=(?:[(（【\[]?{DATE}|[【\[]|[一-龥]{{2,6}}[:：])[^。；;]{{0,90}}\Z)"
)
_RECEIVERS = re.compile(
    r"(?:[^，。,;；]{0,24}(?:委|政府|局|厅|办|办公室|委员会|人大|政协|常委会)[、和,，]?)+[:：]\Z"
)
_PIECE = re.compile(r"[^ 　\t]+")
_HEAD = 200  # characters of a long line in which its title may begin
_LABELLED = re.compile(r"[^，。,]{0,8}[:：]")
_INLINE = re.compile(
    rf"[^。！？；，,：:\n]{{6,50}}?(?=[ 　\t]+|(?<=报告|总结|要点){YEAR}年|(?<=报告|总结|要点)今年)"
)


class Title(NamedTuple):
    """A title as printed (lines joined), and the end of its last line."""

    text: str
    end: int


def find_title(lines: Sequence[Line], sections: Sequence[Section]) -> Title | None:
    """The title among the head lines before the first heading, or None."""
    first = next((s.start for s in sections if s.rank <= 2), None)
    usable = [line for line in lines if first is None or line.start < first]
    best: tuple[int, Title] | None = None
    for i in range(len(usable)):
        for count in (3, 2, 1):
            if candidate := _joined(usable[i : i + count], count):
                score = _score(candidate.text)
                if score and (best is None or score > best[0]):
                    best = score, candidate
    for line in usable:
        found = _GLUED.match(line.text)
        score = _score(found[1]) if found and not _LABELLED.match(line.text) else 0
        if found and score and (best is None or score > best[0]):
            best = score, Title(found[1], line.end)
    if best:
        return best[1]
    return _inline(lines[0]) or _plain(usable) if lines else None


def _joined(lines: Sequence[Line], count: int) -> Title | None:
    """`count` lines as one title, where they can be one."""
    if len(lines) < count or not all(_may_be_part(line.text) for line in lines):
        return None
    for above, below in pairwise(lines):
        if not _continues(above.text, below.text):
            return None
    parts = [line.text for line in lines]
    joiner = " " if count > 1 and all(is_organ(part) for part in parts[:2]) else ""
    text = parts[0] + joiner + "".join(parts[1:]) if count > 1 else parts[0]
    return Title(text, lines[-1].end) if len(text) <= _LONGEST else None


def _may_be_part(text: str) -> bool:
    if len(text) > 60 or _SENTENCE.search(text) or text.endswith((":", "：", ",", "，")):
        return False
    return (
        not _DATE_ONLY.match(text)
        and not _LABELLED.match(text)
        and not any_of(words().furniture.head).search(text)
    )


def _continues(above: str, below: str) -> bool:
    """Whether a line goes on in the next: bodies before 关于…, or a title broken before its last words."""
    if is_organ(above):
        return below.startswith("关于") or is_organ(below) or bool(re.match(rf"{YEAR}年", below))
    if _score(below) and _score(below) >= _score(above + below):
        return False
    return not _ends_like_title(above) and _ends_like_title(below) and not below.startswith("关于")


def _ends_like_title(text: str) -> bool:
    kinds = words().kinds
    bare = (
        any_of(kinds.suffixes, after=r"\Z")
        .sub("", re.sub(r"[》”\"」]?[(（][^()（）]*[)）]\Z", "", text))
        .rstrip("》")
    )
    return bool(any_of((*kinds.work_plan, *kinds.annual_report), after=r"\Z").search(bare))


def _score(text: str) -> int:
    """How much `text` is like a title of an official document; 0 when it is none."""
    if not _ends_like_title(text) or len(text) < 6:
        return 0
    topic = 8 if any_of(words().kinds.topics).search(text) else 0
    dated = 2 if re.search(rf"{YEAR}年", text) else 0
    named = 2 if re.match(r"[^关0-9]{2,30}?(?:省|市|县|区|州|旗|盟|镇|乡|街道|局|厅|委|府|办)", text) else 0
    return 1 + topic + dated + named


def _inline(line: Line) -> Title | None:
    """A title that opens a long line, behind nothing but what a page prints above it."""
    if len(line.text) <= 60:
        return None
    for piece in _PIECE.finditer(line.text, 0, _HEAD):
        found = _INLINE.match(line.text, piece.start())
        if found and _score(found[0]):
            return Title(found[0], line.start + found.end())
        if _SENTENCE.search(piece[0]):
            break
    return None


def _plain(lines: Sequence[Line]) -> Title | None:
    """The first line that could be a headline of any kind."""
    for line in lines[:8]:
        if 6 <= len(line.text) <= 50 and _may_be_part(line.text) and not is_organ(line.text):
            return Title(line.text, line.end)
        if len(line.text) > 60:
            return None
    return None


def body_start(lines: Sequence[Line], title: Title | None, sections: Sequence[Section]) -> int:
    """Where the body begins: after the title (printed again or not), date, source and addressee lines.

    Without a title, after an addressee that opens the text.
    """
    if title is None:
        return lines[0].end if lines and _names_receivers(lines[0].text) else 0
    bare = _squeezed(title.text)
    first = sections[0].start if sections else None
    end = title.end
    for line in lines:
        if line.start < title.end:
            continue
        if first is not None and line.start >= first:
            break
        again = len(line.text) > 5 and _squeezed(line.text) in bare
        if not (again or _is_addressee(line.text) or is_furniture(line.text)):
            break
        end = line.end
    return end


def _is_addressee(text: str) -> bool:
    return len(text) <= 60 and text.endswith((":", "：")) and not _OPENS_TEXT.search(text)


def is_furniture(text: str) -> bool:
    """Whether a head line is a date, a label, a source or a body's name, and no text."""
    if len(text) > 150 or _SENTENCE.search(text):
        return False
    labelled = any_of(
        (*words().dates.published, *words().dates.published_plain, *words().dates.source), after=r"\s*[:：]"
    )
    return bool(
        _DATE_ONLY.match(text)
        or byline(text)
        or labelled.search(text)
        or is_organ(text)
        or any_of(words().furniture.head).search(text)
    )


def addressee(lines: Sequence[Line], title: Title | None) -> str:
    """The line that names the receivers (中共某市委、某市人民政府：), without its colon; empty for none."""
    after = [line.text for line in lines if title is None or line.start >= title.end]
    return next((t.rstrip(":：") for t in after[: 12 if title else 1] if _names_receivers(t)), "")


def _names_receivers(text: str) -> bool:
    return _is_addressee(text) and bool(_RECEIVERS.match(text))


def _squeezed(text: str) -> str:
    return re.sub(r"[\s　]", "", text)
