"""Ledgers of one kind checked row by row and counted into facts, in one pass.

In: the `Table`s of a kind one after another, its rules, the limits of a checklist, the day of the audit and the report year. Out: a
`LedgerResult` for each table. Shares, averages and persons are those of all tables together: such facts stand in the result of the
first table that they rest on, with the cells of each. Memory does not grow with the rows, but for a digest of each person: of
each rule only the first findings are kept, while the tallies count all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from engine.extraction.models import Fact
from engine.ledgers.calendar import FIRST_YEAR, LAST_YEAR
from engine.ledgers.conditions import CellTests, Values, empty
from engine.ledgers.counting import Counting, Rows, Seen
from engine.ledgers.findings import FINDINGS_LIMIT, Findings
from engine.ledgers.judging import Context, RowJudge, Verdict, judge_of
from engine.ledgers.limits import Limits
from engine.ledgers.masking import Mask, scrubbed
from engine.ledgers.measuring import Measure
from engine.ledgers.models import LedgerResult, Row, RuleTally, Table, Value
from engine.ledgers.needs import missing_of
from engine.ledgers.persons import PersonRule
from engine.ledgers.rulebook import Rulebook
from engine.ledgers.rules import RowRule
from engine.ledgers.texts import ledger_texts


class _Ready(NamedTuple):
    """A rule that judges row by row, ready to do so; `counts` by verdict."""

    rule: RowRule
    judge: RowJudge
    counts: list[int]


class Checker:
    """Checks the tables of one kind. `on` is the day of the audit, `titles` the headings of the columns by key; rows whose dates
    are all of another year are neither checked nor counted, and without a `year` all are."""

    def __init__(
        self,
        book: Rulebook,
        limits: Limits,
        *,
        on: date,
        year: int | None,
        masker: Mask,
        titles: Mapping[str, str] | None = None,
    ) -> None:
        self.book, self.rules, self.year = book, book.rules, year
        self.titles, self._masker = titles or {}, masker
        default = date(year, 12, 31) if year is not None else on
        self.context = Context(limits, on, default, book.rules.year, set(), {})
        self.tests = CellTests(year)
        self.persons = {
            rule.id: PersonRule(rule, total, self.context, self.tests, self.named)
            for rule in book.rules.rules
            if (total := rule.total) is not None
        }
        self.counting = Counting(book.rules, self.tests, self.context.unknown)
        self._sheets: list[_Sheet] = []

    def check(self, table: Table, digest: str = "") -> None:
        """Reads a table to its end. `digest` is its file's."""
        sheet = _Sheet(self, table, digest, len(self._sheets))
        self._sheets.append(sheet)
        sheet.run()

    def results(self) -> tuple[LedgerResult, ...]:
        """What each table gives, in their order, when all were checked."""
        findings = [sheet.findings for sheet in self._sheets]
        for persons in self.persons.values():
            persons.close(findings)
        facts = tuple(self.counting.facts(self.book.names, self.persons, self.year))
        apart = self.counting.apart()
        first = next((sheet for sheet in self._sheets if sheet.used), None)
        return tuple(
            sheet.result(
                tuple(fact for table, fact in facts if table is sheet.table), apart if sheet is first else []
            )
            for sheet in self._sheets
        )

    def in_year(self, values: Values) -> bool:
        """Whether a row is one of the year: a date of it is, or it has none."""
        if self.year is None:
            return True
        given = (values.get(key) for key in self.rules.year)
        years = [year for value in given if (year := _year_of(value)) is not None]
        return not years or self.year in years

    def named(self, values: Values) -> str:
        """What names a row, as it may be printed: nothing private of the row stands in it."""
        cells = ((key, values.get(key)) for key in self.rules.subject)
        shown = " ".join(self._masker(key, cell) for key, cell in cells if not empty(cell))
        return scrubbed(shown, values, self._masker)


class _Sheet:
    """One table on its way through a checker."""

    def __init__(self, checker: Checker, table: Table, digest: str, place: int) -> None:
        self._checker, self.table, self._digest, self._place = checker, table, digest, place
        rules, context = checker.rules, checker.context
        self._missing = missing_of(rules, table.letters, context.limits, checker.titles)
        self.findings = Findings(table, rules.kind, context)
        active = [rule for rule in rules.rules if rule.id not in self._missing.rules]
        judges = [(rule, judge_of(rule, context, checker.tests)) for rule in active if rule.total is None]
        self._ready = [_Ready(rule, judge, [0] * len(Verdict)) for rule, judge in judges]
        self._persons = {rule.id: checker.persons[rule.id] for rule in active if rule.total is not None}
        counting, lacking = checker.counting, self._missing.facts
        self._measures = counting.active(lacking, every_year=False)
        # Rows of other years meet only what asks for every year.
        self._timeless = [ready for ready in self._ready if ready.rule.every_year]
        self._stock = counting.active(lacking, every_year=True)
        self._inside = self._every = Rows()

    @property
    def used(self) -> int:
        """How many rows there were."""
        return self._every.used

    def run(self) -> None:
        """Walks the rows."""
        self._checker.counting.open(self.table)
        for row in self.table.rows:
            self._every = self._every.with_(row.number)
            if self._checker.in_year(row.values):
                self._inside = self._inside.with_(row.number)
                self._take(row, self._ready, self._measures, inside=True)
            else:
                self._take(row, self._timeless, self._stock, inside=False)
        seen = Seen(self.table, self._inside, self._every, self._missing.facts)
        self._checker.counting.close(seen)

    def _take(self, row: Row, ready: list[_Ready], measures: list[Measure], *, inside: bool) -> None:
        values, answers = row.values, self._checker.tests.answers(row.values)
        verdicts: dict[str, Verdict] = {}
        for rule, judge, counts in ready:
            judged = judge(values, answers)
            verdict = judged.verdict
            counts[verdict] += 1
            verdicts[rule.id] = verdict
            if verdict is Verdict.SHORT:
                self.findings.add(rule, row, judged, self._checker.named)
        if inside:
            for persons in self._persons.values():
                persons.add(row, answers, self._place)
        self._checker.counting.add(measures, row, answers, verdicts, inside=inside)

    def result(self, facts: tuple[Fact, ...], apart: list[str]) -> LedgerResult:
        """What the table gives, with the facts of all tables that stand here."""
        table, rules = self.table, self._checker.rules
        return LedgerResult(
            kind=rules.kind,
            title=rules.title,
            file=table.file,
            sheet=table.sheet,
            digest=self._digest,
            used=table.used,
            lost=table.lost,
            facts=facts,
            findings=self.findings.all(),
            tallies=tuple(self._tallies()),
            problems=tuple(table.problems),
            notices=tuple(self._notices(apart)),
        )

    def _tallies(self) -> Iterator[RuleTally]:
        for rule, _, counts in self._ready:
            yield RuleTally(
                rule=rule.id,
                title=rule.title,
                checked=counts[Verdict.KEPT] + counts[Verdict.SHORT] + counts[Verdict.RUNNING],
                short=counts[Verdict.SHORT],
                undecided=counts[Verdict.UNDECIDED],
            )
        yield from (persons.tally(self._place) for persons in self._persons.values())

    def _notices(self, apart: list[str]) -> Iterator[str]:
        texts, year = ledger_texts().notices, self._checker.year
        if year is None:
            yield texts["no_year"]
        if outside := self._every.used - self._inside.used:
            yield texts["outside"].format(rows=outside, year=year)
        yield from self._missing.notices
        if apart:
            yield texts["apart"].format(facts="；".join(apart))
        for rule, _, counts in self._ready:
            if counts[Verdict.LAWLESS]:
                yield texts["lawless"].format(title=rule.title, rows=counts[Verdict.LAWLESS])
        for title, short in self.findings.capped():
            yield texts["capped"].format(title=title, short=short, limit=FINDINGS_LIMIT)
        if unknown := self._checker.context.unknown:
            years = "、".join(map(str, sorted(unknown)))
            yield texts["unknown_years"].format(first=FIRST_YEAR, last=LAST_YEAR, years=years)


def _year_of(value: Value) -> int | None:
    """The year of a date, or one that is written as a number."""
    if isinstance(value, date):
        return value.year
    return int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
