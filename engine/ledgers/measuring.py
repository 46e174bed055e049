"""Measures: what rows come to, gathered one by one.

In: rows with what they answer and the verdicts of the rules. Out: `Counted`s with their bounds. A measure may take the rows of
several tables; what it keeps does not grow with them, but for the digests of those that are told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from engine.extraction.models import Bound, Value
from engine.ledgers.conditions import Answer, Answers, CellTests, Condition, empty, figure
from engine.ledgers.judging import Verdict, counter
from engine.ledgers.models import Row
from engine.ledgers.rules import Distinct, LedgerFact, Share, Span, Summed, Where
from engine.ledgers.totals import identity

Verdicts = Mapping[str, Verdict]
_Asked = Callable[[Answers, Verdicts], Answer]
_Breaks = Callable[[Row, Answers, Verdicts], bool]
_SOUND = (Verdict.KEPT, Verdict.APART)
_DECIDED = (Verdict.KEPT, Verdict.SHORT)


class Counted(NamedTuple):
    """A value with what its quote tells: `part` of `whole` rows. `blank` more did not tell whether they belong to them and are
    left out; `open` of the `whole` did not tell whether they are of the `part`."""

    shape: str
    value: Value
    part: int
    whole: int
    blank: int
    bound: Bound = "eq"
    open: int = 0


class Measure(Protocol):
    """Takes row after row, and gives what came of it: nothing, a value, or two that bound it."""

    def add(self, row: Row, answers: Answers, verdicts: Verdicts) -> None: ...

    def results(self) -> tuple[Counted, ...]: ...


def measure_of(fact: LedgerFact, tests: CellTests, unknown: set[int]) -> Measure | None:
    """The measure of a fact; None for `totals`, which come from a rule's own sums."""
    if fact.count is not None:
        return _Count(fact.count, tests)
    if fact.share is not None:
        return _Share(fact.share, tests)
    if fact.proved is not None:
        return _Proved(fact.proved, tests)
    if fact.span is not None:
        return _Span(fact.span, tests, unknown)
    if fact.distinct is not None:
        return _Distinct(fact.distinct, tests)
    return _Sum(fact.sum, tests) if fact.sum is not None else None


def percent(part: int, whole: int) -> float:
    """To two decimals; 100 means all."""
    return 100.0 if part == whole else min(round(part / whole * 100, 2), 99.99)


def _asked(where: Where, tests: CellTests) -> _Asked:
    condition, kept, judged = tests.condition(where.columns), where.kept, where.judged
    unbroken = where.unbroken
    if not (kept or judged or unbroken):
        return lambda answers, _: condition(answers)

    def asked(answers: Answers, verdicts: Verdicts) -> Answer:
        answer = condition(answers)
        for rule in judged:
            if verdicts.get(rule) not in _DECIDED:
                return False
        for rule in kept:
            verdict = verdicts.get(rule)
            if verdict in (Verdict.UNDECIDED, Verdict.RUNNING):
                answer = None if answer is not False else False
            elif verdict is not Verdict.KEPT:
                return False
        for rule in unbroken:
            verdict = verdicts.get(rule)
            if verdict is Verdict.SHORT:
                return False
            if verdict not in _SOUND:
                answer = None if answer is not False else False
        return answer

    return asked


def _breaks(where: Where, tests: CellTests) -> _Breaks:
    """Whether a row says of itself that it is not so: a filled cell that is another, or a rule that it falls short of."""
    rules = (*where.kept, *where.unbroken)
    cells: list[tuple[str, Condition]] = [
        (key, tests.condition({key: test})) for key, test in where.columns.items()
    ]

    def breaks(row: Row, answers: Answers, verdicts: Verdicts) -> bool:
        if any(verdicts.get(rule) is Verdict.SHORT for rule in rules):
            return True
        return any(asked(answers) is False and not empty(row.values.get(key)) for key, asked in cells)

    return breaks


class _Count:
    def __init__(self, where: Where, tests: CellTests) -> None:
        self._asked = _asked(where, tests)
        self._found = self._others = self._blank = 0

    def add(self, row: Row, answers: Answers, verdicts: Verdicts) -> None:
        answer = self._asked(answers, verdicts)
        self._found += answer is True
        self._others += answer is False
        self._blank += answer is None

    def results(self) -> tuple[Counted, ...]:
        if not (self._found or self._others):
            return ()
        return (_counted("count", self._found, self._found, self._blank),)


def _counted(shape: str, value: float, rows: int, blank: int) -> Counted:
    """A number that rows only add to: a lower bound where some did not tell."""
    return Counted(shape, value, rows, rows, blank, "ge" if blank else "eq")


class _Share:
    """Percent. Rows that may not be among the whole are left out; those among it that do not tell make a least and a most."""

    def __init__(self, share: Share, tests: CellTests) -> None:
        self._of, self._with = _asked(share.of, tests), _asked(share.with_, tests)
        self._part = self._whole = self._open = self._blank = 0

    def add(self, row: Row, answers: Answers, verdicts: Verdicts) -> None:
        inside = self._of(answers, verdicts)
        if inside is not True:
            self._blank += inside is None
            return
        answer = self._with(answers, verdicts)
        self._whole += 1
        self._part += answer is True
        self._open += answer is None

    def results(self) -> tuple[Counted, ...]:
        part, whole, open_, most = self._part, self._whole, self._open, self._part + self._open
        if open_ == whole:
            return ()
        if not open_:
            return (Counted("share", percent(part, whole), part, whole, self._blank),)
        least = Counted("share_least", percent(part, whole), part, whole, self._blank, "ge", open_)
        if most == whole:
            return (least,)
        return least, Counted("share_most", percent(most, whole), most, whole, self._blank, "le", open_)


class _Proved:
    """A statement: true where every row is so, a shortcoming where one says that it is not, else nothing."""

    def __init__(self, share: Share, tests: CellTests) -> None:
        self._of, self._with = _asked(share.of, tests), _asked(share.with_, tests)
        self._breaks = _breaks(share.with_, tests)
        self._part = self._whole = self._short = self._blank = 0

    def add(self, row: Row, answers: Answers, verdicts: Verdicts) -> None:
        inside = self._of(answers, verdicts)
        if inside is not True:
            self._blank += inside is None
            return
        self._whole += 1
        if self._with(answers, verdicts) is True:
            self._part += 1
        else:
            self._short += self._breaks(row, answers, verdicts)

    def results(self) -> tuple[Counted, ...]:
        if self._short:
            return (Counted("disproved", True, self._short, self._whole, self._blank),)
        if self._whole and self._part == self._whole:
            return (Counted("proved", True, self._part, self._whole, self._blank),)
        return ()


class _Span:
    def __init__(self, span: Span, tests: CellTests, unknown: set[int]) -> None:
        self._span, self._asked = span, _asked(span.where, tests)
        self._count = counter(span.days, unknown, both_ends=span.both_ends)
        self._days: list[int] = []
        self._sum = self._rows = 0

    def add(self, row: Row, answers: Answers, verdicts: Verdicts) -> None:
        start, end = row.values.get(self._span.from_), row.values.get(self._span.to)
        if not isinstance(start, date) or not isinstance(end, date) or end < start:
            return
        if self._asked(answers, verdicts) is True:
            days = self._count(start, end)
            self._sum, self._rows = self._sum + days, self._rows + 1
            kept = [*self._days, days]
            self._days = [min(kept), max(kept)]

    def results(self) -> tuple[Counted, ...]:
        if not self._rows:
            return ()
        least, most = self._days
        value = {"average": round(self._sum / self._rows, 1), "least": least, "most": most}[self._span.take]
        return (Counted("number", value, self._rows, self._rows, 0),)


class _Distinct:
    def __init__(self, distinct: Distinct, tests: CellTests) -> None:
        self._by, self._asked = distinct.by, _asked(distinct.where, tests)
        self._seen: set[bytes] = set()
        self._others = self._blank = 0

    def add(self, row: Row, answers: Answers, verdicts: Verdicts) -> None:
        answer = self._asked(answers, verdicts)
        who = identity(row.values, self._by) if answer is True else None
        if who is not None:
            self._seen.add(who)
        elif answer is False:
            self._others += 1
        else:
            self._blank += 1

    def results(self) -> tuple[Counted, ...]:
        found = len(self._seen)
        return (_counted("count", found, found, self._blank),) if found or self._others else ()


class _Sum:
    def __init__(self, summed: Summed, tests: CellTests) -> None:
        self._column, self._asked = summed.column, _asked(summed.where, tests)
        self._sum, self._rows, self._blank = 0.0, 0, 0

    def add(self, row: Row, answers: Answers, verdicts: Verdicts) -> None:
        answer, value = self._asked(answers, verdicts), figure(row.values.get(self._column))
        if answer is True and value is not None:
            self._sum, self._rows = self._sum + value, self._rows + 1
        elif answer is not False:
            self._blank += 1

    def results(self) -> tuple[Counted, ...]:
        return (_counted("number", round(self._sum, 4), self._rows, self._blank),) if self._rows else ()
