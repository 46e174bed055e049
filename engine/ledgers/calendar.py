"""Days between dates: natural days, and working days by the official Chinese calendar with its make-up days.

The day on which a period begins is not counted: from Monday to Tuesday is one day. So the provincial rules of administrative
procedure say (《浙江省行政程序办法》第六十五条：期限开始时、日不计算在期限内; 宁夏, 山东, 辽宁, 湖南 likewise), and the national laws that
count in days refer to civil procedure for it.
The calendar knows the years that have been announced; in others Monday to Friday count, and who asks is told so.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

import chinese_calendar
from chinese_calendar.constants import holidays

FIRST_YEAR: int = min(holidays).year
LAST_YEAR: int = max(holidays).year
_FIRST = date(FIRST_YEAR, 1, 1).toordinal()
_LAST = date(LAST_YEAR, 12, 31).toordinal()


def is_working_day(day: date) -> bool:
    """Whether one works on `day`; in a year that is not known: Monday to Friday."""
    return _count(day.toordinal()) > _count(day.toordinal() - 1)


def known(day: date) -> bool:
    """Whether the official calendar of that year is known."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def working_days(start: date, end: date) -> int:
    """The working days after `start` up to and with `end`; negative where `end` comes first."""
    return _count(end.toordinal()) - _count(start.toordinal())


def natural_days(start: date, end: date) -> int:
    """The days after `start` up to and with `end`."""
    return end.toordinal() - start.toordinal()


def add_working_days(start: date, days: int) -> date:
    """The `days`-th working day after `start` (before it where negative); `start` itself for 0.

    Raises `OverflowError` beyond the calendar of Python.
    """
    if days == 0:
        return start
    wanted = _count(start.toordinal()) + days
    if days < 0:  # the last of the days before `start` on which that many are left, and one works
        wanted += not is_working_day(start)
    return date.fromordinal(_first_with(wanted, start.toordinal(), days))


def next_working_day(day: date) -> date:
    """`day`, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=1)
def _corrections() -> tuple[int, ...]:
    """For each day that is known, by how much the working days up to it differ from Mondays to Fridays."""
    days = (date.fromordinal(ordinal) for ordinal in range(_FIRST, _LAST + 1))
    return tuple(accumulate(chinese_calendar.is_workday(day) - (day.weekday() < 5) for day in days))


def _count(ordinal: int) -> int:
    """The working days since the first Monday of the calendar, up to and with a day."""
    weeks, rest = divmod(ordinal, 7)  # ordinal 1 is a Monday
    plain = weeks * 5 + min(rest, 5)
    if ordinal < _FIRST:
        return plain
    corrections = _corrections()
    return plain + corrections[min(ordinal, _LAST) - _FIRST]


def _first_with(wanted: int, around: int, days: int) -> int:
    """The first day up to which `wanted` working days have passed. No stretch has under two of them in twenty days."""
    reach = abs(days) * 10 + 30
    low, high = around - reach, around + reach
    while low < high:
        middle = (low + high) // 2
        if _count(middle) < wanted:
            low = middle + 1
        else:
            high = middle
    return low
