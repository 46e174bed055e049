"""Working days by the official calendar: make-up days, holidays, years that are not known, and the laws of counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ledgers import calendar
from engine.ledgers.calendar import add_working_days, is_working_day, natural_days, working_days

DAYS = st.dates(date(1995, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    "day", ["2024-02-04", "2024-02-18", "2024-04-28", "2024-09-29", "2024-10-12", "2023-01-28"]
)
def test_a_make_up_day_is_worked(day: str) -> None:
    assert is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    "day", ["2024-01-01", "2024-02-12", "2024-10-04", "2024-10-05", "2025-05-05", "2023-04-05"]
)
def test_a_holiday_is_not_worked(day: str) -> None:
    assert not is_working_day(date.fromisoformat(day))


def test_the_day_it_begins_is_not_counted() -> None:
    assert working_days(date(2024, 3, 4), date(2024, 3, 5)) == 1
    assert natural_days(date(2024, 3, 4), date(2024, 3, 5)) == 1
    assert working_days(date(2024, 3, 4), date(2024, 3, 4)) == 0


def test_over_the_national_day_of_2024() -> None:
    assert working_days(date(2024, 9, 30), date(2024, 10, 12)) == 5
    assert add_working_days(date(2024, 9, 30), 5) == date(2024, 10, 12)
    assert calendar.next_working_day(date(2024, 10, 5)) == date(2024, 10, 8)


def test_years_that_are_not_known_count_monday_to_friday() -> None:
    year = calendar.LAST_YEAR + 1
    assert not calendar.known(date(year, 1, 1))
    week = [date(year, 10, 1) + timedelta(days=n) for n in range(7)]
    assert sum(map(is_working_day, week)) == 5


@given(DAYS, st.integers(-600, 600))
def test_adding_and_counting_are_inverse(day: date, days: int) -> None:
    if days > 0:
        end = add_working_days(day, days)
        assert is_working_day(end) and working_days(day, end) == days
    elif days < 0:
        begin = add_working_days(day, days)
        last = day - timedelta(days=1)
        assert is_working_day(begin) and working_days(begin - timedelta(days=1), last) == -days
    else:
        assert add_working_days(day, 0) == day


@given(DAYS, DAYS, DAYS)
def test_counting_adds_up(one: date, other: date, third: date) -> None:
    assert working_days(one, other) + working_days(other, third) == working_days(one, third)
    assert working_days(one, other) == -working_days(other, one)


@given(DAYS)
def test_every_day_is_counted_once(day: date) -> None:
    assert working_days(day - timedelta(days=1), day) == is_working_day(day)
