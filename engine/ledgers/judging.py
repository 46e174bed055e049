"""The rules of a kind of ledger, compiled once into closures that judge a row.

In: a `RowRule`, the limits and the day of the audit. Out: a closure from the values of a row to a `Judged`. What falls short
carries what its sentence names; only numbers and dates do, never what a cell says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import IntEnum
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from engine.ledgers import calendar
from engine.ledgers.conditions import Answers, CellTests, Values, empty, figure
from engine.ledgers.limits import Bound, Limits
from engine.ledgers.models import Value
from engine.ledgers.rules import Amount, Days, Is, Lasts, Limit, RowRule, Valid, Within
from engine.ledgers.texts import ledger_texts, number
from engine.ledgers.totals import identity


class Verdict(IntEnum):
    """What a rule says of a row. A row that the rule is not about, or that no law was in force for, is `APART`."""

    APART = 0
    KEPT = 1
    SHORT = 2
    UNDECIDED = 3
    RUNNING = 4
    LAWLESS = 5


class Judged(NamedTuple):
    """A verdict; of a shortfall also the cells, the words of its sentence, by how much, and the limit."""

    verdict: Verdict
    keys: tuple[str, ...] = ()
    words: Mapping[str, str] = MappingProxyType({})
    by: float | None = None
    unit: str | None = None
    bound: Bound | None = None
    pending: bool = False


class Context(NamedTuple):
    """What all rows are judged by: the limits, the day of the audit, and the day whose law counts for a row without dates.

    `unknown` gathers the years whose working days are not known, `told` by rule who was told of that is told of once.
    """

    limits: Limits
    on: date
    default: date
    dated_by: tuple[str, ...]
    unknown: set[int]
    told: dict[str, set[bytes]]

    def day_of(self, values: Values) -> date:
        """The day whose law counts for a row: the first of its dates."""
        found = (value for key in self.dated_by if isinstance(value := values.get(key), date))
        return next(found, self.default)


_LONGEST = 36_500  # days

Judge = Callable[[Values], Judged]
RowJudge = Callable[[Values, Answers], Judged]

APART, KEPT, UNDECIDED = Judged(Verdict.APART), Judged(Verdict.KEPT), Judged(Verdict.UNDECIDED)
RUNNING, LAWLESS = Judged(Verdict.RUNNING), Judged(Verdict.LAWLESS)


def judge_of(rule: RowRule, context: Context, tests: CellTests) -> RowJudge:
    """The closure of a rule that judges rows one by one (all but `total`)."""
    when = tests.condition(rule.when)
    judge = _plain(rule, context)
    once, told = rule.once, context.told.setdefault(rule.id, set())
    sources, cited, day_of = rule.sources, context.limits.cited(rule.sources), context.day_of

    def judged(values: Values, answers: Answers) -> Judged:
        if when(answers) is not True:
            return APART
        if sources and cited(day_of(values)) is None:
            return LAWLESS
        found = judge(values)
        if once and found.verdict is Verdict.SHORT and (who := identity(values, once)) is not None:
            if who in told:
                return APART
            told.add(who)
        return found

    return judged


def _plain(rule: RowRule, context: Context) -> Judge:
    if rule.within is not None:
        return _limited(rule.within, context)
    if rule.lasts is not None:
        return _lasts(rule.lasts, context)
    if rule.order is not None:
        return _order(rule.order)
    if rule.is_ is not None:
        return _is(rule.is_)
    if rule.filled is not None:
        return _filled(rule.filled)
    if rule.valid is not None:
        return _valid(rule.valid, context.on)
    if rule.amount is not None:
        return _amount(rule.amount, context)
    raise ValueError(f"“{rule.id}”不是逐行判断的规则")


def _limited(within: Within, context: Context) -> Judge:
    """By the day that a row names as its last, else by the days that are allowed."""
    limit, due_key = within.limit, within.due
    by_days = _within(within, limit, context) if limit is not None else lambda values: UNDECIDED
    if due_key is None:
        return by_days
    by_due = _due(within, due_key, context)
    return lambda values: by_days(values) if empty(values.get(due_key)) else by_due(values)


def _within(within: Within, limit: Limit, context: Context) -> Judge:
    start_key, end_key = within.from_, within.to
    keys = (start_key, end_key)
    count, on, at = counter(within.days, context.unknown), context.on, context.limits.by_day(limit)
    more, again = _more(within, context.limits), within.restarted_by
    given = within.given

    def judge(values: Values) -> Judged:
        start, end = values.get(start_key), values.get(end_key)
        if not isinstance(start, date) or not _ended(values, end, within):
            return UNDECIDED
        restart = values.get(again) if again else None
        start = restart if isinstance(restart, date) else start
        bound = at(start)
        if bound is None:
            return LAWLESS
        until = end if isinstance(end, date) else on
        allowed = ((_days(values.get(given)) if given else 0) or bound.number) + more(values, start)
        taken = count(start, until)
        if taken <= allowed:
            if taken < 0 and until is end:
                return UNDECIDED  # the dates are the wrong way round
            return KEPT if until is end else RUNNING
        last = _last_day(start, allowed, within)
        if until <= last:
            return KEPT if until is end else RUNNING
        words = {"taken": number(taken), "limit": number(allowed), "by": number(taken - allowed)}
        words |= {"from": str(start), "to": str(until), "due": str(last), "on": str(on), "unit": bound.unit}
        by = float(taken - allowed)
        return Judged(Verdict.SHORT, keys, words, by, bound.unit, bound, pending=until is not end)

    return judge


def _more(within: Within, limits: Limits) -> Callable[[Values, date], float]:
    """The days that a row adds to its limit: those of an extension, as far as it may go, and those that do not count."""
    extended_by, extension, without = within.extended_by, within.extension, within.without
    most_on = limits.by_day(extension) if extension is not None else lambda day: None

    def more(values: Values, start: date) -> float:
        extended = _days(values.get(extended_by)) if extended_by else 0.0
        untold = not extended and within.extended is not None and values.get(within.extended) is True
        if (extended or untold) and (most := most_on(start)) is not None:
            extended = most.number if untold else min(extended, most.number)
        return extended + (_days(values.get(without)) if without else 0.0)

    return more


def _due(within: Within, due_key: str, context: Context) -> Judge:
    end_key, on, unit = within.to, context.on, ledger_texts().days
    keys = (due_key, end_key)

    def judge(values: Values) -> Judged:
        due, end = values.get(due_key), values.get(end_key)
        if not isinstance(due, date) or not _ended(values, end, within):
            return UNDECIDED
        last = calendar.next_working_day(due) if within.roll else due
        until = end if isinstance(end, date) else on
        if until <= last:
            return KEPT if until is end else RUNNING
        by = calendar.natural_days(due, until)
        words = {"due": str(last), "to": str(until), "on": str(on), "by": str(by), "taken": "", "limit": ""}
        words |= {"from": "", "unit": unit}
        return Judged(Verdict.SHORT, keys, words, float(by), unit, None, pending=until is not end)

    return judge


def _ended(values: Values, end: Value, within: Within) -> bool:
    """Whether it is known when it ended, or that it did not: a day, or nothing where no cell says that it is done."""
    if empty(end):
        return within.done is None or values.get(within.done) not in within.done_values
    return isinstance(end, date)


def _lasts(lasts: Lasts, context: Context) -> Judge:
    start_key, end_key, limit = lasts.from_, lasts.to, lasts.limit
    keys = (start_key, end_key)
    count = counter(lasts.days, context.unknown, both_ends=lasts.both_ends)
    at = context.limits.by_day(limit)

    def judge(values: Values) -> Judged:
        start, end = values.get(start_key), values.get(end_key)
        if not isinstance(start, date) or not isinstance(end, date) or end < start:
            return UNDECIDED
        bound = at(start)
        if bound is None:
            return LAWLESS
        taken = count(start, end)
        if taken >= bound.number:
            return KEPT
        by = bound.number - taken
        words = {"taken": number(taken), "limit": number(bound.number), "by": number(by)}
        words |= {"from": str(start), "to": str(end), "unit": bound.unit}
        return Judged(Verdict.SHORT, keys, words, float(by), bound.unit, bound)

    return judge


def _order(steps: dict[str, str]) -> Judge:
    def judge(values: Values) -> Judged:
        given = [(key, name, day) for key, name in steps.items() if isinstance(day := values.get(key), date)]
        for (key, name, day), (later_key, later, later_day) in pairwise(given):
            if later_day < day:
                words = {"earlier": name, "later": later, "earlier_on": str(day)}
                return Judged(Verdict.SHORT, (key, later_key), words | {"later_on": str(later_day)})
        return KEPT if len(given) > 1 else UNDECIDED

    return judge


def _is(wanted: Is) -> Judge:
    key, right = wanted.column, frozenset(wanted.values)
    short = Judged(Verdict.SHORT, (key,))
    when_empty = short if wanted.empty == "short" else UNDECIDED

    def judge(values: Values) -> Judged:
        value = values.get(key)
        if empty(value):
            return when_empty
        return KEPT if value in right else short

    return judge


def _filled(columns: tuple[str, ...]) -> Judge:
    def judge(values: Values) -> Judged:
        missing = tuple(key for key in columns if empty(values.get(key)))
        return Judged(Verdict.SHORT, missing) if missing else KEPT

    return judge


def _valid(valid: Valid, on: date) -> Judge:
    key, unit = valid.column, ledger_texts().days

    def judge(values: Values) -> Judged:
        until = values.get(key)
        if not isinstance(until, date):
            return UNDECIDED
        if until >= on:
            return KEPT
        by = (on - until).days
        words = {"until": str(until), "on": str(on), "by": str(by)}
        return Judged(Verdict.SHORT, (key,), words, float(by), unit)

    return judge


def _amount(amount: Amount, context: Context) -> Judge:
    key, sign = amount.column, 1 if amount.at_least else -1
    at = context.limits.by_day(amount.at_least or amount.at_most or Limit(benchmark=0))

    def judge(values: Values) -> Judged:
        value = figure(values.get(key))
        if value is None:
            return UNDECIDED
        bound = at(context.day_of(values))
        if bound is None:
            return LAWLESS
        by = sign * (bound.number - value)
        return KEPT if by <= 0 else beneath(value, by, bound, (key,))

    return judge


def beneath(value: float, by: float, bound: Bound, keys: tuple[str, ...], rows: int = 1) -> Judged:
    """A number, of so many rows, that misses its limit."""
    words = {
        "rows": number(rows),
        "value": number(value),
        "limit": number(bound.number),
        "by": number(by),
        "unit": bound.unit,
    }
    return Judged(Verdict.SHORT, keys, words, round(by, 4), bound.unit, bound)


def counter(days: Days, unknown: set[int], *, both_ends: bool = False) -> Callable[[date, date], int]:
    """Counts days from one date to another; years whose working days are not known go to `unknown`."""
    if days == "natural":
        extra = int(both_ends)
        return lambda start, end: calendar.natural_days(start, end) + extra

    def working(start: date, end: date) -> int:
        if not (calendar.known(start) and calendar.known(end)):
            unknown.update(day.year for day in (start, end) if not calendar.known(day))
        first = start - timedelta(days=1) if both_ends else start
        return calendar.working_days(first, end)

    return working


def _last_day(start: date, allowed: float, within: Within) -> date:
    """The last day on which it is still in time."""
    if within.days == "working":
        return calendar.add_working_days(start, int(allowed))
    last = start + timedelta(days=int(allowed))
    return calendar.next_working_day(last) if within.roll else last


def _days(value: Value) -> float:
    """The days that a cell names; 0 for none, and for what no period lasts."""
    days = figure(value)
    return days if days is not None and 0 < days < _LONGEST else 0.0
