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
_ISSUED = re.compile(rf"({MONTH_DAY})[,，]?[^。\n]{{0,12}}?(?:制定|印发|出台)")
_YEAR = re.compile(rf"(?<![\d—–\-~～至到])({YEAR})年")


def labelled(
    lines: Sequence[Line], labels: tuple[str, ...], start: str = r"(?:^|(?<=[\s　【\[(（|]))"
) -> date | None:
    """The first date after one of `labels`; a label and its date may stand on two lines."""
    pattern = any_of(labels, before=start, after=rf"{_GAP}(?=({DATE})|\Z)")
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        if len(line.text) > 200:
            continue
        for found in pattern.finditer(line.text):
            text = found[1] or (
                following.text[:20] if following and _UNDER_TITLE.match(following.text) else ""
            )
            if day := parse_date(text):
                return day
    return None


def published(lines: Sequence[Line]) -> date | None:
    """The day a page says it was published; a plain 时间：/日期： counts when nothing clearer is there."""
    known = words().dates
    return labelled(lines, known.published) or labelled(
        lines, known.published_plain, r"(?:^|(?<=[\s　【\[|]))"
    )


def source(lines: Sequence[Line]) -> str:
    """The body after 来源：/发布机构：, or empty."""
    pattern = any_of(
        words().dates.source,
        before=r"(?:^|(?<=[\s　【\[|]))",
        after=r"[\s　]{0,3}[:：][\s　]{0,4}([一-龥]{2,30})",
    )
    return next(
        (found[1] for line in lines if len(line.text) <= 200 and (found := pattern.search(line.text))), ""
    )


def under_title(lines: Sequence[Line], start: int, end: int) -> date | None:
    """A date that stands alone on a line of the head, between `start` and `end`."""
    for above, line in pairwise(lines):
        labelled_above = above.text.endswith((":", "："))
        if start <= line.start < end and not labelled_above and (found := _UNDER_TITLE.match(line.text)):
            return parse_date(found[1])
    return None


def issued_in_opening(text: str) -> str:
    """The month and day of 4月18日,制定印发了…, or empty."""
    found = _ISSUED.search(text)
    return found[1] if found else ""


def first_year(text: str) -> int | None:
    """The first year named in `text` outside of 《》, document numbers and ranges such as 2021—2025年."""
    bare = re.sub(r"《[^》]{0,80}》|[〔\[（(]\d{4}[〕\]）)]", "", text)
    found = _YEAR.search(bare)
    return number(found[1]) if found else None
