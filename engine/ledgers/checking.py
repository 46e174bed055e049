"""A ledger checked row by row and counted into facts, in one pass.

In: a `Table`, the rules of its kind, the limits of a checklist, the day of the audit and the report year. Out: a `LedgerResult`.
Memory does not grow with the rows: of each rule only the first findings are kept, while the tallies count all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from engine.extraction.models import Fact
from engine.ledgers.calendar import FIRST_YEAR, LAST_YEAR
from engine.ledgers.conditions import CellTests, Values, empty
from engine.ledgers.counting import Measure, Rows, fact_of, measure_of
from engine.ledgers.findings import FINDINGS_LIMIT, Findings
from engine.ledgers.judging import Audit, RowJudge, Verdict, judge_of
from engine.ledgers.limits import Limits
from engine.ledgers.models import LedgerResult, Row, RuleTally, Table, Value
from engine.ledgers.needs import Missing, missing_of
from engine.ledgers.persons import PersonRule
from engine.ledgers.rulebook import Rulebook
from engine.ledgers.rules import KindRules, LedgerFact, RowRule
from engine.ledgers.texts import ledger_texts

# Prints a value of a column as it may be shown: (column key, value) -> text.
Masker = Callable[[str, Value], str]


class _Ready(NamedTuple):
    """A rule that judges row by row, ready to do so; `counts` by verdict."""

    rule: RowRule
    judge: RowJudge
    counts: list[int]


def check_table(
    table: Table,
    book: Rulebook,
    limits: Limits,
    *,
    on: date,
    year: int | None,
    masker: Masker,
    titles: Mapping[str, str] | None = None,
    digest: str = "",
) -> LedgerResult:
    """Everything that `table` gives. `on` is the day of the audit, `titles` the headings of the columns by key; rows whose
    dates are all of another year are neither checked nor counted, and without a `year` all are."""
    return _Check(table, book, limits, on=on, year=year, masker=masker, titles=titles or {}).run(digest)


class _Check:
    def __init__(
        self,
        table: Table,
        book: Rulebook,
        limits: Limits,
        *,
        on: date,
        year: int | None,
        masker: Masker,
        titles: Mapping[str, str],
    ) -> None:
        rules = book.rules
        self._table, self._book, self._rules, self._year, self._masker = table, book, rules, year, masker
        default = date(year, 12, 31) if year is not None else on
        self._audit = Audit(limits, on, default, rules.year, year, set())
        self._missing = missing_of(rules, table.letters, limits, titles)
        self._findings = Findings(table, rules.kind, limits, self._audit)
        active = [rule for rule in rules.rules if rule.id not in self._missing.rules]
        tests = self._tests = CellTests(year)
        judges = [(rule, judge_of(rule, self._audit, tests)) for rule in active if rule.total is None]
        self._ready = [_Ready(rule, judge, [0] * len(Verdict)) for rule, judge in judges]
        self._persons = {
            rule.id: PersonRule(rule, total, self._audit, tests, self._named)
            for rule in active
            if (total := rule.total) is not None
        }
        self._measures = _measures(rules, self._missing, tests, self._audit.unknown)
        # Rows of other years meet only what asks for every year.
        self._timeless = [ready for ready in self._ready if ready.rule.every_year]
        self._stock = [(fact, measure) for fact, measure in self._measures if fact.every_year]
        self._inside = self._every = Rows()

    def run(self, digest: str) -> LedgerResult:
        for row in self._table.rows:
            self._every = self._every.with_(row.number)
            if self._in_year(row.values):
                self._inside = self._inside.with_(row.number)
                self._take(row, self._ready, self._measures)
            else:
                self._take(row, self._timeless, self._stock)
        for persons in self._persons.values():
            persons.close(self._findings)
        return LedgerResult(
            kind=self._rules.kind,
            title=self._rules.title,
            file=self._table.file,
            sheet=self._table.sheet,
            digest=digest,
            used=self._table.used,
            lost=self._table.lost,
            facts=tuple(self._facts()),
            findings=self._findings.all(),
            tallies=tuple(self._tallies()),
            problems=tuple(self._table.problems),
            notices=tuple(self._notices()),
        )

    def _in_year(self, values: Values) -> bool:
        if self._year is None:
            return True
        given = (values.get(key) for key in self._rules.year)
        years = [year for value in given if (year := _year_of(value)) is not None]
        return not years or self._year in years

    def _take(self, row: Row, ready: list[_Ready], measures: list[tuple[LedgerFact, Measure]]) -> None:
        values, answers = row.values, self._tests.answers(row.values)
        verdicts: dict[str, Verdict] = {}
        for rule, judge, counts in ready:
            judged = judge(values, answers)
            verdict = judged.verdict
            counts[verdict] += 1
            verdicts[rule.id] = verdict
            if verdict is Verdict.SHORT:
                self._findings.add(rule, row, judged, self._named)
        if ready is self._ready:
            for persons in self._persons.values():
                persons.add(row, answers)
        for _, measure in measures:
            measure.add(values, answers, verdicts)

    def _named(self, values: Values) -> str:
        """What names a row, as it may be printed."""
        cells = ((key, values.get(key)) for key in self._rules.subject)
        return " ".join(self._masker(key, cell) for key, cell in cells if not empty(cell))

    def _facts(self) -> Iterator[Fact]:
        found = [(fact, measure.result()) for fact, measure in self._measures]
        for fact in self._rules.facts:
            if fact.totals is not None and (persons := self._persons.get(fact.totals.rule)) is not None:
                found.append((fact, persons.counted(fact.totals.take)))
        for fact, counted in found:
            rows = self._every if fact.every_year else self._inside
            if counted is not None and rows.used:
                name = self._book.names[fact.key]
                yield fact_of(fact, name, counted, rows, self._table, self._year)

    def _tallies(self) -> Iterator[RuleTally]:
        for rule, _, counts in self._ready:
            yield RuleTally(
                rule=rule.id,
                title=rule.title,
                checked=counts[Verdict.KEPT] + counts[Verdict.SHORT] + counts[Verdict.RUNNING],
                short=counts[Verdict.SHORT],
                undecided=counts[Verdict.UNDECIDED],
            )
        yield from (persons.tally() for persons in self._persons.values())

    def _notices(self) -> Iterator[str]:
        texts = ledger_texts().notices
        if self._year is None:
            yield texts["no_year"]
        if outside := self._every.used - self._inside.used:
            yield texts["outside"].format(rows=outside, year=self._year)
        yield from self._missing.notices
        for rule, _, counts in self._ready:
            if counts[Verdict.LAWLESS]:
                yield texts["lawless"].format(title=rule.title, rows=counts[Verdict.LAWLESS])
        for title, short in self._findings.capped():
            yield texts["capped"].format(title=title, short=short, limit=FINDINGS_LIMIT)
        if self._audit.unknown:
            years = "、".join(map(str, sorted(self._audit.unknown)))
            yield texts["unknown_years"].format(first=FIRST_YEAR, last=LAST_YEAR, years=years)


def _measures(
    rules: KindRules, missing: Missing, tests: CellTests, unknown: set[int]
) -> list[tuple[LedgerFact, Measure]]:
    """The facts that can be counted, with their measures."""
    facts = [fact for i, fact in enumerate(rules.facts) if i not in missing.facts]
    made = ((fact, measure_of(fact, tests, unknown)) for fact in facts)
    return [(fact, measure) for fact, measure in made if measure is not None]


def _year_of(value: Value) -> int | None:
    """The year of a date, or one that is written as a number."""
    if isinstance(value, date):
        return value.year
    return int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
