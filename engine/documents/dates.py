"""Labelled dates of pages, and dates under the title: published, signed, submitted, and the source line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from engine.documents.lines import Line
from engine.documents.numerals import DATE, MONTH_DAY, YEAR, number, parse_date
from engine.documents.words import any_of, words

_GAP = r"[\s　]{0,4}[\]】]?[\s　]{0,4}[:：]?[\s　]{0,6}"
_UNDER_TITLE = re.compile(rf"[(（]?\s*({DATE})\s*[)）]?\Z")
_ISO_DAY = rf"{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
_BYLINE = re.compile(
    rf"(?:(?:^|[\s　])[一-龥]{{2,20}}[\s　]{{1,4}}|[告结点况][\s　]{{0,4}})({_ISO_DAY})(?:[\s　]{{1,4}}\d{{1,2}}:\d\d(?::\d\d)?)?\Z"
    rf"|^({DATE})[\s　]{{1,4}}\d{{1,2}}:\d\d(?::\d\d)?(?=\Z|[\s　])"
)
_ISSUED = re.compile(rf"({MONTH_DAY})[,，]?[^。\n]{{0,12}}?(?:制定|印发|出台)")
_YEAR = re.compile(rf"(?<![\d—–\-~～至到])({YEAR})年(?!结转|版|底?以?前)")
_STATED = re.compile(rf"(?:于|在|^|(?<=[,，。;；\n]))({DATE})(?!日?\s{{0,2}}[前止])")
_OF_YEAR = re.compile(rf"({YEAR})年(?:度)?[^\d，,。;；]{{0,12}}(?:报告|情况)")
_AROUND = 80
_LABELS = 200  # characters of a line that may be labels of a page


def labelled(
    lines: Sequence[Line], labels: tuple[str, ...], start: str = r"(?:^|(?<=[\s　【\[(（|告结点况]))"
) -> date | None:
    """The first date after one of `labels`; a label and its date may stand on two lines."""
    pattern = any_of(labels, before=start, after=rf"{_GAP}(?=({DATE})|\Z)")
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        for found in pattern.finditer(_meta(line)):
            text = found[1] or (
                following.text[:20] if following and _UNDER_TITLE.match(following.text) else ""
            )
            if day := parse_date(text):
                return day
    return None


def _meta(line: Line) -> str:
    """What of a line may be labels of a page: the whole of a short one, the beginning of a document in one line."""
    return line.text if len(line.text) <= _LABELS else line.text[:_LABELS] if line.start == 0 else ""


def published(lines: Sequence[Line]) -> date | None:
    """The day a page says it was published; a plain 时间：/日期： counts when nothing clearer is there."""
    known = words().dates
    return (
        labelled(lines, known.published)
        or labelled(lines, known.published_plain, r"(?:^|(?<=[\s　【\[|告结点况]))")
        or next((parse_date(found[1] or found[2]) for line in lines if (found := byline(line.text))), None)
    )


def byline(text: str) -> re.Match[str] | None:
    """A line of a page with a body or a title and the day it was put up (省政府办公厅 2022-03-15)."""
    return _BYLINE.search(text) if len(text) <= 100 else None


def source(lines: Sequence[Line]) -> str:
    """The body after 来源：/发布机构：, or empty."""
    pattern = any_of(
        words().dates.source,
        before=r"(?:^|(?<=[\s　【\[|]))",
        after=r"[\s　]{0,3}[:：][\s　]{0,4}([一-龥]{2,30})",
    )
    return next((found[1] for line in lines if (found := pattern.search(_meta(line)))), "")


def under_title(lines: Sequence[Line], start: int, end: int) -> date | None:
    """A date that stands alone on a line of the head, between `start` and `end`."""
    for above, line in pairwise(lines):
        labelled_above = above.text.endswith((":", "："))
        if start <= line.start < end and not labelled_above and (found := _UNDER_TITLE.match(line.text)):
            return parse_date(found[1])
    return None


def before_issued(lines: Sequence[Line], start: int) -> date | None:
    """The first date that stands alone on a line after `start`: that of a covering notice (…的通知)."""
    return next(
        (
            parse_date(found[1])
            for line in lines
            if line.start >= start and (found := _UNDER_TITLE.match(line.text))
        ),
        None,
    )


def issued_in_opening(text: str) -> str:
    """The month and day of 4月18日,制定印发了…, or empty."""
    found = _ISSUED.search(text)
    return found[1] if found else ""


def first_year(text: str) -> int | None:
    """The first year named in `text` outside of 《》, document numbers and ranges such as 2021—2025年."""
    bare = re.sub(r"《[^》]{0,80}》|[〔\[（(]\d{4}[〕\]）)]", "", text)
    found = _YEAR.search(bare)
    return number(found[1]) if found else None


def stated(text: str, what: tuple[str, ...], year: int | None) -> date | None:
    """The day on which a sentence says that the report of `year` was published or submitted; None for none.

    The day must lie in the year after the one reported on, and a report named with its year be that of `year`.
    """
    rules = words().dates.statements
    if year is None:
        return None
    for found in _STATED.finditer(text):
        start = max(text.rfind(c, max(0, found.start() - _AROUND), found.start()) for c in "。;；\n") + 1
        stop = min(
            (at for c in "。;；\n" if (at := text.find(c, found.end(), found.end() + _AROUND)) >= 0),
            default=0,
        )
        sentence = text[start : stop or found.end() + _AROUND]
        after = text[found.end() : found.end() + _AROUND]
        day = parse_date(found[1])
        if not day or day.year != year + 1 or any_of(rules.never).search(sentence):
            continue
        named = {number(y) for y in _OF_YEAR.findall(sentence)}
        acted = any_of(what).search(after.split("。")[0]) and any_of(rules.report).search(sentence)
        if acted and (not named or named == {year}):
            return day
    return None
