"""Chinese numerals, years and dates as they are written in official documents."""

from __future__ import annotations

import re
from datetime import date

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "０": 0,
    "两": 2,
}
_ZEROS = "〇零○ＯO０"

YEAR = rf"(?:(?:19|20)\d\d|２０\d\d|[二][{_ZEROS}][{_ZEROS}一二三四五六七八九]{{2}})"
DATE = (
    rf"(?:{YEAR}\s{{0,2}}[年\-/.．]\s{{0,2}}\d{{1,2}}\s{{0,2}}[月\-/.．]\s{{0,2}}\d{{1,2}}(?!\d)(?:\s{{0,2}}日)?"
    rf"|{YEAR}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日)"
)
MONTH_DAY = r"(?:\d{1,2}\s{0,2}月\s{0,2}\d{1,2}\s{0,2}日)"

_DATE_PARTS = re.compile(
    rf"({YEAR})\D{{1,5}}?(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\D{{1,5}}?(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})"
)


def number(text: str) -> int:
    """The value of a small numeral: 十二, 二十一, 百零三, 2024, ２０２４, 二〇二四."""
    if text.isdigit() and text.isdecimal():
        return int(text)
    if not any(c in text for c in "十百"):
        return int("".join(str(_DIGITS[c]) if c in _DIGITS else c for c in text))
    hundreds, _, rest = text.rpartition("百")
    tens, mark, ones = rest.rpartition("十")
    value = 100 * (_DIGITS.get(hundreds[-1:], 1) if "百" in text else 0)
    value += 10 * (_DIGITS.get(tens[-1:], 1) if mark else 0)
    return value + _DIGITS.get(ones[-1:], 0)


def parse_date(text: str) -> date | None:
    """The first date in `text` (2025年1月20日, 2025-01-20, 二〇二五年一月二十日), or None."""
    found = _DATE_PARTS.search(text)
    if not found:
        return None
    try:
        return date(*(number(part) for part in found.groups()))
    except ValueError:
        return None


def parse_month_day(text: str, year: int) -> date | None:
    """The date 4月18日 names in `year`, or None."""
    found = re.search(r"(\d{1,2})\s{0,2}月\s{0,2}(\d{1,2})\s{0,2}日", text)
    try:
        return date(year, int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None
