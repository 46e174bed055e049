"""A rule on the sums of persons: gathered row by row over all tables of a kind, judged when all rows are seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal

from engine.ledgers.conditions import Answers, CellTests, Values
from engine.ledgers.findings import Findings
from engine.ledgers.judging import Context, beneath
from engine.ledgers.measuring import Counted, percent
from engine.ledgers.models import Row, RuleTally
from engine.ledgers.rules import RowRule, Total
from engine.ledgers.totals import One, Totals


class PersonRule:
    """A `total` rule. `checked` and `short` of its tally count persons, `undecided` rows."""

    def __init__(
        self, rule: RowRule, total: Total, context: Context, tests: CellTests, named: Callable[[Values], str]
    ) -> None:
        self._rule, self._total = rule, total
        self._day = context.default
        self._bound = context.limits.by_day(total.at_least)(context.default)
        self._when = tests.condition(rule.when)
        self._totals = Totals(total, named)
        self._ones: list[One] = []
        self._checked, self._short, self._undecided = Counter[int](), Counter[int](), Counter[int]()

    def add(self, row: Row, answers: Answers, table: int) -> None:
        """Takes a row of the table of that place."""
        if self._when(answers) is True and not self._totals.add(row, table):
            self._undecided[table] += 1

    def close(self, findings: Sequence[Findings]) -> None:
        """Judges all sums; what falls short goes to the `findings` of the table of its first row."""
        self._ones = self._totals.all()
        if self._bound is None:
            return
        for one in self._ones:
            by, table = self._bound.number - one.total, one.table
            own = findings[table]
            self._checked[table] += 1
            self._short[table] += by > 0
            if by > 0 and own.admit(self._rule):
                judged = beneath(one.total, by, self._bound, (self._total.column,), one.rows)
                cells = tuple(
                    findings[place.table].cell(self._total.column, place.row, seen_from=own)
                    for place in one.named
                )
                own.put(self._rule, judged, cells, one.subject, self._day)

    def tally(self, table: int) -> RuleTally:
        """The persons whose first row is in the table of that place."""
        return RuleTally(
            rule=self._rule.id,
            title=self._rule.title,
            checked=self._checked[table],
            short=self._short[table],
            undecided=self._undecided[table],
        )

    def counted(self, take: Literal["average", "share"]) -> tuple[Counted, ...]:
        """The average of the sums, or the share that reaches the limit, in percent: bounds where some have no number."""
        if not self._ones or (take == "share" and self._bound is None):
            return ()
        people, blank = len(self._ones), self._undecided.total()
        if take == "average" or self._bound is None:
            average = round(sum(one.total for one in self._ones) / people, 2)
            return (Counted("totals", average, people, people, blank),)
        enough, open_ = self._enough(), self._totals.open(self._bound.number)
        whole = people + self._totals.untold()
        if not open_:
            return (Counted("totals", percent(enough, whole), enough, whole, blank),)
        most = enough + open_
        least = Counted("totals_least", percent(enough, whole), enough, whole, 0, "ge", open_)
        if most == whole:
            return (least,)
        return least, Counted("totals_most", percent(most, whole), most, whole, 0, "le", open_)

    def _enough(self) -> int:
        least = self._bound.number if self._bound else 0.0
        return sum(one.total >= least for one in self._ones)
