"""What falls short, as findings: the first of each rule, and how many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from engine.ledgers.conditions import Values
from engine.ledgers.judging import Context, Judged
from engine.ledgers.limits import Basis
from engine.ledgers.models import Row, RowFinding, Table
from engine.ledgers.rules import RowRule
from engine.ledgers.texts import ledger_texts

FINDINGS_LIMIT = 200  # of each rule, so many findings are kept


class Findings:
    """Gathers findings, at most `FINDINGS_LIMIT` of a rule."""

    def __init__(self, table: Table, kind: str, context: Context) -> None:
        self._table, self._kind, self._context = table, kind, context
        self._kept: dict[str, list[RowFinding]] = {}
        self._short: dict[str, tuple[str, int]] = {}

    def add(self, rule: RowRule, row: Row, judged: Judged, named: Callable[[Values], str]) -> None:
        """A row that falls short; `named` tells what it is called."""
        if self.admit(rule):
            keys = [key for key in judged.keys if key in self._table.letters] or [*self._table.letters][:1]
            cells = tuple(self.cell(key, row.number) for key in keys)
            self.put(rule, judged, cells, named(row.values), self._context.day_of(row.values))

    def put(self, rule: RowRule, judged: Judged, cells: tuple[str, ...], subject: str, day: date) -> None:
        """A finding of a rule. `day` is that whose law counts."""
        source, basis = self._source(rule, judged, day)
        text = rule.pending if judged.pending and rule.pending else rule.message
        finding = RowFinding(
            rule=rule.id,
            title=rule.title,
            kind=self._kind,
            file=self._table.file,
            sheet=self._table.sheet,
            cells=cells,
            subject=subject,
            message=text.format(**judged.words),
            basis=basis,
            source=source,
            severity=rule.severity,
            mend=rule.mend,
            item=rule.item or (judged.bound.item if judged.bound else None),
            by=judged.by,
            unit=judged.unit,
        )
        self._kept.setdefault(rule.id, []).append(finding)

    def cell(self, key: str, number: int, seen_from: Findings | None = None) -> str:
        """The cell of a column in a row; with its file where it is `seen_from` another table."""
        cell = self._table.cell(Row(number, {}), key)
        return cell if seen_from in (None, self) else f"{self._table.file} {cell}"

    def admit(self, rule: RowRule) -> bool:
        """Counts a shortfall of a rule, and tells whether it is still kept as a finding."""
        _, short = self._short.get(rule.id, (rule.title, 0))
        self._short[rule.id] = rule.title, short + 1
        return short < FINDINGS_LIMIT

    def all(self) -> tuple[RowFinding, ...]:
        """The findings, rule by rule, in the order of the rows."""
        return tuple(finding for found in self._kept.values() for finding in found)

    def capped(self) -> Iterator[tuple[str, int]]:
        """The rules, by title, of which there are more than are kept."""
        return ((title, short) for title, short in self._short.values() if short > FINDINGS_LIMIT)

    def _source(self, rule: RowRule, judged: Judged, day: date) -> tuple[str, Basis]:
        if judged.bound is not None and judged.bound.source:
            return judged.bound.source, "law"
        if judged.bound is None and (cited := self._context.limits.cited(rule.sources)(day)):
            return cited, "law"
        texts = ledger_texts()
        return f"{texts.benchmark}。{rule.note}" if rule.note else texts.benchmark, "benchmark"
