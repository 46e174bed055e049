"""Dates as cells hold them: date cells, serial numbers, and the many ways of writing one.

In: a cell. Out: a date, or a `Mistake` that names what is wrong; a cell of two dates gives the first and says so.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from math import isfinite
from typing import NamedTuple
from unicodedata import normalize

from engine.documents.numerals import parse_date

_FIRST, _LAST = 1950, 2100
_SERIALS = range(18264, 73415)  # 1950 to 2100, counted from 1899-12-30
_EPOCH = date(1899, 12, 30)
_TIME = r"(?:[\sT]*\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?[分秒Z]?)?"
_NUMBERS = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
_DAY = re.compile(rf"{_NUMBERS}{_TIME}")
_COMPACT = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}}){_TIME}")
_CHINESE = re.compile(
    r"[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_NO_YEAR = re.compile(r"\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?")
_NO_DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?(?:份|[上中下]旬|底|初)?|\d{4}\s*年?|\d{1,2}月")
_SECOND = r"(?:(\d{4})\s*[-/.年]\s*)?(?:(\d{1,2})\s*[-/.月]\s*)?(\d{1,2})\s*[日号]?"
_TWO = re.compile(rf"{_NUMBERS}\s*(?:至|到|-+|~|—+|、|,|，|;|；|\s)\s*{_SECOND}")


class Mistake(NamedTuple):
    """What is wrong with a cell: the problem's name, a date that may be used all the same, and the second of two."""

    problem: str
    value: date | None = None
    second: date | None = None


def day(cell: object) -> date | Mistake:
    """The date in a cell that is not empty."""
    if isinstance(cell, date):
        return _sensible(cell)
    if isinstance(cell, int | float):
        return Mistake("bad_date") if isinstance(cell, bool) else _of_number(cell)
    return _of_text(normalize("NFKC", str(cell)).strip())


def _sensible(found: date) -> date | Mistake:
    return found if _FIRST <= found.year <= _LAST else Mistake("odd_year")


def _of_number(value: float) -> date | Mistake:
    """A serial number, or 20240305 typed as a number."""
    if not isfinite(value):
        return Mistake("bad_date")
    if int(value) in _SERIALS:
        return _EPOCH + timedelta(days=int(value))
    if float(value).is_integer() and 19_000_101 <= value <= 21_001_231:
        return _of_text(str(int(value)))
    return Mistake("date_no_day" if value in range(_FIRST, _LAST) else "bad_date")


def _of_text(text: str) -> date | Mistake:
    found = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return _real(*map(int, found.groups()))
    if _CHINESE.fullmatch(text):
        written = parse_date(text)
        return _sensible(written) if written else Mistake("impossible_date")
    if text.isdecimal() and len(text) == 5 and int(text) in _SERIALS:
        return _EPOCH + timedelta(days=int(text))
    if two := _TWO.fullmatch(text):
        return _of_two(two)
    if _NO_DAY.fullmatch(text):
        return Mistake("date_no_day")
    return Mistake("date_no_year" if _NO_YEAR.fullmatch(text) else "bad_date")


def _of_two(two: re.Match[str]) -> Mistake:
    """The first of two dates, with the second: 2024.3.1-2024.4.1, 2024年3月1日至4月1日, 2024.3.1-31."""
    first = _real(*map(int, two.groups()[:3]))
    if isinstance(first, Mistake):
        return first
    year, month, number = (int(part) if part else None for part in two.groups()[3:])
    second = _real(year or first.year, month or first.month, number or 0)
    return Mistake("two_dates", first, None if isinstance(second, Mistake) else second)


def _real(year: int, month: int, number: int) -> date | Mistake:
    try:
        return _sensible(date(year, month, number))
    except ValueError:
        return Mistake("impossible_date")
