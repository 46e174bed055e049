"""The facts that the rows of a ledger give, gathered in one pass.

In: the `LedgerFact`s of a kind, then each row with the verdicts of the rules. Out: `Fact`s, each with a quote that tells
what was counted and the cells it was counted in. A row with an empty cell that would decide is not counted, and the fact then
says so: its bound is `ge`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from engine.extraction.models import Bound, Evidence, Fact, Value
from engine.ledgers.conditions import Answer, Answers, CellTests, Values, figure
from engine.ledgers.judging import Verdict, counter
from engine.ledgers.models import Table
from engine.ledgers.rules import Distinct, LedgerFact, Share, Span, Summed, Where
from engine.ledgers.texts import ledger_texts, number
from engine.ledgers.totals import identity

Verdicts = Mapping[str, Verdict]
_Asked = Callable[[Answers, Verdicts], Answer]
_SOUND = (Verdict.KEPT, Verdict.APART)
_DECIDED = (Verdict.KEPT, Verdict.SHORT)


class FactName(NamedTuple):
    """What the dictionary says of a key."""

    label: str
    unit: str | None


class Counted(NamedTuple):
    """A value with what its quote tells: `part` of `whole` rows, `blank` more that did not tell."""

    shape: str
    value: Value
    part: int
    whole: int
    blank: int


class Measure(Protocol):
    """Takes row after row, and gives what came of it; None where nothing can be said."""

    def add(self, values: Values, answers: Answers, verdicts: Verdicts) -> None: ...

    def result(self) -> Counted | None: ...


def measure_of(fact: LedgerFact, tests: CellTests, unknown: set[int]) -> Measure | None:
    """The measure of a fact; None for `totals`, which come from a rule's own sums."""
    if fact.count is not None:
        return _Count(fact.count, tests)
    if (share := fact.share or fact.proved) is not None:
        return _Share(share, tests, proved=fact.proved is not None)
    if fact.span is not None:
        return _Span(fact.span, tests, unknown)
    if fact.distinct is not None:
        return _Distinct(fact.distinct, tests)
    return _Sum(fact.sum, tests) if fact.sum is not None else None


class Rows(NamedTuple):
    """The rows that were looked at: the first, the last and how many."""

    first: int = 0
    last: int = 0
    used: int = 0

    def with_(self, number: int) -> Rows:
        """These and another row."""
        return Rows(self.first or number, number, self.used + 1)

    def cells(self, table: Table) -> str:
        """All cells of these rows, such as 培训!A3:K50."""
        letters = sorted(table.letters.values(), key=lambda letter: (len(letter), letter))
        return f"{table.sheet}!{letters[0]}{self.first}:{letters[-1]}{self.last}"


def fact_of(
    fact: LedgerFact, name: FactName, counted: Counted, rows: Rows, table: Table, year: int | None
) -> Fact:
    """A fact with its evidence. One that left rows out is a lower bound."""
    texts = ledger_texts().quotes
    told = number(counted.value) if isinstance(counted.value, (int, float)) else str(counted.value)
    quote = texts[counted.shape].format(
        says=fact.says,
        value=told,
        unit=name.unit or "",
        part=counted.part,
        whole=counted.whole,
        rows=texts["all_rows" if fact.every_year else "rows"].format(
            first=rows.first, last=rows.last, used=rows.used
        ),
    )
    bound: Bound = "ge" if counted.blank and counted.shape in ("count", "share") else "eq"
    if counted.blank:
        quote += texts["blank"].format(blank=counted.blank)
    return Fact(
        key=fact.key,
        label=name.label,
        value=counted.value,
        unit=None if isinstance(counted.value, bool) else name.unit,
        bound=bound,
        year=year,
        source="ledger",
        evidence=(Evidence(quote=quote, start=0, end=0, file=table.file, cell=rows.cells(table)),),
    )


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


class _Count:
    def __init__(self, where: Where, tests: CellTests) -> None:
        self._asked, self._found, self._blank = _asked(where, tests), 0, 0

    def add(self, values: Values, answers: Answers, verdicts: Verdicts) -> None:
        answer = self._asked(answers, verdicts)
        self._found += answer is True
        self._blank += answer is None

    def result(self) -> Counted:
        return Counted("count", self._found, self._found, self._found, self._blank)


class _Share:
    """Percent, or with `proved` a statement that holds where all rows do. An unanswered row counts as not so."""

    def __init__(self, share: Share, tests: CellTests, *, proved: bool) -> None:
        self._of, self._with, self._proved = _asked(share.of, tests), _asked(share.with_, tests), proved
        self._part = self._whole = self._blank = 0

    def add(self, values: Values, answers: Answers, verdicts: Verdicts) -> None:
        inside = self._of(answers, verdicts)
        if inside is not True:
            self._blank += inside is None
            return
        answer = self._with(answers, verdicts)
        self._whole += 1
        self._part += answer is True
        self._blank += answer is None

    def result(self) -> Counted | None:
        if not self._whole:
            return None
        if self._proved:
            proved = self._part == self._whole and not self._blank
            return Counted("proved", True, self._part, self._whole, 0) if proved else None
        return Counted("share", percent(self._part, self._whole), self._part, self._whole, self._blank)


class _Span:
    def __init__(self, span: Span, tests: CellTests, unknown: set[int]) -> None:
        self._span, self._asked = span, _asked(span.where, tests)
        self._count = counter(span.days, unknown, both_ends=span.both_ends)
        self._days: list[int] = []
        self._sum = self._rows = 0

    def add(self, values: Values, answers: Answers, verdicts: Verdicts) -> None:
        start, end = values.get(self._span.from_), values.get(self._span.to)
        if not isinstance(start, date) or not isinstance(end, date) or end < start:
            return
        if self._asked(answers, verdicts) is True:
            days = self._count(start, end)
            self._sum, self._rows = self._sum + days, self._rows + 1
            kept = [*self._days, days]
            self._days = [min(kept), max(kept)]

    def result(self) -> Counted | None:
        if not self._rows:
            return None
        least, most = self._days
        value = {"average": round(self._sum / self._rows, 1), "least": least, "most": most}[self._span.take]
        return Counted("number", value, self._rows, self._rows, 0)


class _Distinct:
    def __init__(self, distinct: Distinct, tests: CellTests) -> None:
        self._by, self._asked = distinct.by, _asked(distinct.where, tests)
        self._seen: set[bytes] = set()
        self._blank = 0

    def add(self, values: Values, answers: Answers, verdicts: Verdicts) -> None:
        answer = self._asked(answers, verdicts)
        who = identity(values, self._by) if answer is True else None
        if who is not None:
            self._seen.add(who)
        elif answer is not False:
            self._blank += 1

    def result(self) -> Counted:
        return Counted("count", len(self._seen), len(self._seen), len(self._seen), self._blank)


class _Sum:
    def __init__(self, summed: Summed, tests: CellTests) -> None:
        self._column, self._asked = summed.column, _asked(summed.where, tests)
        self._sum, self._rows, self._blank = 0.0, 0, 0

    def add(self, values: Values, answers: Answers, verdicts: Verdicts) -> None:
        answer, value = self._asked(answers, verdicts), figure(values.get(self._column))
        if answer is True and value is not None:
            self._sum, self._rows = self._sum + value, self._rows + 1
        elif answer is not False:
            self._blank += 1

    def result(self) -> Counted | None:
        return (
            Counted("number", round(self._sum, 4), self._rows, self._rows, self._blank)
            if self._rows
            else None
        )


def percent(part: int, whole: int) -> float:
    """To two decimals; 100 means all."""
    return 100.0 if part == whole else min(round(part / whole * 100, 2), 99.99)
