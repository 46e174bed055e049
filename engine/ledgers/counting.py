"""The facts that the rows of all tables of one kind of ledger give, gathered in one pass.

In: the `LedgerFact`s of a kind, then each row with the verdicts of the rules. Out: at most one `Fact` of a key, each with a
quote that tells what was counted and, for each table, the cells it was counted in; two where a share is only known to lie between
a least (`ge`) and a most (`le`). Documented in docs/ledgers.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from engine.extraction.models import Bound, Evidence, Fact
from engine.ledgers.conditions import Answers, CellTests, Values, empty
from engine.ledgers.measuring import Counted, Measure, Verdicts, measure_of
from engine.ledgers.models import Row, Table
from engine.ledgers.needs import asked_of
from engine.ledgers.persons import PersonRule
from engine.ledgers.rules import KindRules, LedgerFact
from engine.ledgers.texts import ledger_texts, number


class FactName(NamedTuple):
    """What the dictionary says of a key."""

    label: str
    unit: str | None


class Rows(NamedTuple):
    """The rows of a table that were looked at: the first, the last and how many."""

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


class Seen(NamedTuple):
    """A table whose rows were counted: those of the year, and all; the facts (by place) that it has no columns for."""

    table: Table
    inside: Rows
    every: Rows
    lacking: frozenset[int]

    def rows(self, fact: LedgerFact) -> Rows:
        """The rows that a fact is about."""
        return self.every if fact.every_year else self.inside


class Counting:
    """The measures of a kind. Tables are counted one after another: `open`, `active`, `add` for each row, `close`."""

    def __init__(self, rules: KindRules, tests: CellTests, unknown: set[int]) -> None:
        self._rules = rules
        made = [(i, measure_of(fact, tests, unknown)) for i, fact in enumerate(rules.facts)]
        self._measures = {i: measure for i, measure in made if measure is not None}
        asked = {i: asked_of(fact, rules) for i, fact in enumerate(rules.facts)}
        self._asked = asked
        keys = {key for named in asked.values() for key in named}
        # Columns that no row has filled so far, in the year and at all.
        self._unfilled, self._never = set(keys), set(keys)
        self._watched: list[str] = []
        self._tables: list[Seen] = []

    def open(self, table: Table) -> None:
        """The rows of a table follow."""
        self._watched = [key for key in self._unfilled | self._never if key in table.letters]

    def active(self, lacking: frozenset[int], *, every_year: bool) -> list[Measure]:
        """The measures that rows of a table go to; those of another year only to what asks for every year."""
        facts = self._rules.facts
        return [
            measure
            for i, measure in self._measures.items()
            if i not in lacking and (facts[i].every_year or not every_year)
        ]

    def add(
        self, measures: list[Measure], row: Row, answers: Answers, verdicts: Verdicts, *, inside: bool
    ) -> None:
        """Takes a row."""
        if self._watched:
            self._watch(row.values, inside)
        for measure in measures:
            measure.add(row, answers, verdicts)

    def _watch(self, values: Values, inside: bool) -> None:
        filled = {key for key in self._watched if not empty(values.get(key))}
        if filled:
            self._never -= filled
            self._unfilled -= filled if inside else set()
            self._watched = [key for key in self._watched if key in self._unfilled or key in self._never]

    def close(self, seen: Seen) -> None:
        """A table has ended."""
        self._tables.append(seen)

    def apart(self) -> list[str]:
        """What cannot be said of all tables, as some have no columns for it."""
        return [fact.says for i, fact in enumerate(self._rules.facts) if self._partly(i) and not _adds(fact)]

    def facts(
        self, names: Mapping[str, FactName], persons: Mapping[str, PersonRule], year: int | None
    ) -> Iterator[tuple[Table, Fact]]:
        """The facts of all tables together, each with the first table that it rests on."""
        for i, fact in enumerate(self._rules.facts):
            tables = [one for one in self._tables if i not in one.lacking and one.rows(fact).used]
            partly = self._partly(i)
            if not tables or self._asked[i] & self._empty(fact) or (partly and not _adds(fact)):
                continue
            for counted in self._counted(i, fact, persons):
                made = _fact(fact, names[fact.key], counted, tables, year, partly=partly)
                yield tables[0].table, made

    def _counted(self, i: int, fact: LedgerFact, persons: Mapping[str, PersonRule]) -> tuple[Counted, ...]:
        if fact.totals is None:
            return self._measures[i].results()
        rule = persons.get(fact.totals.rule)
        return rule.counted(fact.totals.take) if rule else ()

    def _empty(self, fact: LedgerFact) -> set[str]:
        return self._never if fact.every_year else self._unfilled

    def _partly(self, i: int) -> bool:
        """Whether some tables with rows have the columns of a fact, and others do not."""
        fact = self._rules.facts[i]
        return len({i in one.lacking for one in self._tables if one.rows(fact).used}) > 1


def _adds(fact: LedgerFact) -> bool:
    """Whether more rows can only add to a fact, so that some of them give a lower bound."""
    return fact.count is not None or fact.sum is not None or fact.distinct is not None


def _fact(
    fact: LedgerFact, name: FactName, counted: Counted, tables: list[Seen], year: int | None, *, partly: bool
) -> Fact:
    disproved = counted.shape == "disproved"
    bound: Bound = "ge" if partly and counted.bound == "eq" else counted.bound
    return Fact(
        key=fact.key,
        label=name.label,
        value=counted.value,
        unit=None if isinstance(counted.value, bool) else name.unit,
        bound=bound,
        year=year,
        modality="problem" if disproved else "done",
        polarity="no" if disproved else "yes",
        source="ledger",
        evidence=tuple(_evidence(fact, name, counted, tables)),
    )


def _evidence(fact: LedgerFact, name: FactName, counted: Counted, tables: list[Seen]) -> Iterator[Evidence]:
    """What was counted, in the first table; of the others which rows."""
    texts = ledger_texts().quotes
    told = number(counted.value) if isinstance(counted.value, (int, float)) else str(counted.value)
    for at, one in enumerate(tables):
        rows = one.rows(fact)
        quote = texts["all_rows" if fact.every_year else "rows"].format(
            first=rows.first, last=rows.last, used=rows.used
        )
        if not at:
            says = {"says": fact.says, "value": told, "unit": name.unit or "", "rows": quote}
            quote = texts[counted.shape].format(
                **says, part=counted.part, whole=counted.whole, open=counted.open
            )
            if counted.blank:
                quote += texts["blank"].format(blank=counted.blank)
            if len(tables) > 1:
                quote += texts["together"].format(tables=len(tables))
        yield Evidence(quote=quote, start=0, end=0, file=one.table.file, cell=rows.cells(one.table))
