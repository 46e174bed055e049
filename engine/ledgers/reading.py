"""Ledger files into tables: path -> `Table`s, whose rows come one at a time.

What cannot be read is never raised: it stands among the problems of a table, one without a kind where a file or a sheet is no
ledger at all, so that the good rows of everything else are used and what was not is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from openpyxl.utils import get_column_letter

from engine.errors import FazhiError
from engine.ledgers.declaration import LedgerKind
from engine.ledgers.fingerprints import KnownRows
from engine.ledgers.header import LOOKED_AT, Recognised, recognise
from engine.ledgers.mapping import Entry, LedgerMap
from engine.ledgers.matching import Matcher
from engine.ledgers.models import Problem, Table
from engine.ledgers.problems import Problems, problem
from engine.ledgers.rows import Listener, RowReader, fields_of, letters_of
from engine.ledgers.sources import RawRow, Sheet, sheets_of
from engine.ledgers.words import words


def read_tables(
    path: Path,
    kinds: Mapping[str, LedgerKind],
    mapping: LedgerMap | None = None,
    progress: Listener | None = None,
    rows: KnownRows | None = None,
) -> Iterator[Table]:
    """The tables of a file, in the order of its sheets. `mapping` says what people decided, and learns what was guessed; `rows`
    are those of the files read before, so that none counts twice.

    A table whose `kind` is empty has no rows: its problems say why the file or the sheet is not used.
    """
    yield from _File(path, kinds, mapping or LedgerMap(kinds), progress, rows or KnownRows()).tables()


class _File:
    """A ledger file on its way into tables."""

    def __init__(
        self,
        path: Path,
        kinds: Mapping[str, LedgerKind],
        mapping: LedgerMap,
        progress: Listener | None,
        known: KnownRows,
    ) -> None:
        self._path, self._kinds, self._mapping = path, kinds, mapping
        self._progress, self._known = progress, known
        self._name = mapping.name(path)
        self._matchers = [Matcher(kind) for kind in kinds.values()]

    def tables(self) -> Iterator[Table]:
        """The tables in the order of the sheets; at least one, that says why, where none can be used."""
        try:
            sheets = sheets_of(self._path)
        except FazhiError as error:
            yield self._unreadable("", error)
            return
        found = 0
        for sheet in sheets:
            entry = self._mapping.entry(self._name, sheet.name)
            if entry.unused or sheet.name == words().template.guide:
                continue
            if sheet.hidden:
                yield self._unused(sheet.name, "hidden")
                continue
            table = self._table(sheet, self._asked(entry))
            if table:
                found += 1
                yield table
        if not found:
            yield self._unused("", "nothing_read")

    def _asked(self, entry: Entry) -> list[Matcher]:
        """The kinds that a sheet may be: the one that people named, or any."""
        if entry.kind is None:
            return self._matchers
        return [Matcher(self._kinds[entry.kind], entry.columns)]

    def _table(self, sheet: Sheet, matchers: Sequence[Matcher]) -> Table | None:
        """The table of a sheet; None for an empty sheet."""
        rows = sheet.rows()
        try:
            first = _first(rows)
        except FazhiError as error:
            return self._unreadable(sheet.name, error)
        if not first:
            return None
        found = recognise(first, sheet.merged, matchers, sheet.name, self._path.stem)
        if not isinstance(found, Recognised):
            if found.headers:
                self._mapping.learn(self._name, sheet.name, None, found.headers, {})
            return self._unused(sheet.name, found.problem, found.filled)
        headers, columns = found.place.headers, found.matched.columns
        self._mapping.learn(self._name, sheet.name, found.matcher.kind, headers, columns)
        return self._recognised(sheet, found, first, rows)

    def _recognised(
        self, sheet: Sheet, found: Recognised, first: list[RawRow], rest: Iterator[RawRow]
    ) -> Table:
        problems = Problems(str(self._path), sheet.name)
        columns, file = found.matched.columns, words().mapping.file
        for doubt in found.matched.doubts:
            cell = f"{get_column_letter(doubt.header.at + 1)}{found.place.last}"
            problems.add(doubt.problem, cell, filled={**doubt.filled, "mapping": file})
        missing = [one for one in found.matcher.kind.columns if one.required and one.key not in columns]
        for column in missing:
            filled = {"column": column.title, "mapping": file}
            problems.add("missing_column", f"A{found.place.last}", True, filled)
        letters = letters_of(fields_of(found))
        table = Table(found.matcher.kind.id, str(self._path), sheet.name, letters, iter(()), problems.found)
        shown = f"{self._name} {sheet.name}"
        reader = RowReader(table, problems, sheet, found, not missing, self._known, shown)
        table.rows = reader.rows(first, rest, self._progress)
        return table

    def _unused(self, sheet: str, why: str, filled: Mapping[str, str] = MappingProxyType({})) -> Table:
        """What stands for a file or a sheet that is no ledger."""
        return self._nothing(sheet, problem(why, str(self._path), sheet, filled=filled))

    def _unreadable(self, sheet: str, error: FazhiError) -> Table:
        told = Problem(
            file=str(self._path), sheet=sheet, message=error.message, mend=error.mend or "", lost=True
        )
        return self._nothing(sheet, told)

    def _nothing(self, sheet: str, told: Problem) -> Table:
        return Table("", str(self._path), sheet, {}, iter(()), [told])


def _first(rows: Iterator[RawRow]) -> list[RawRow]:
    """The first rows that have anything in them."""
    first: list[RawRow] = []
    for row in rows:
        if any(cell is not None for cell in row.cells):
            first.append(row)
            if len(first) >= LOOKED_AT:
                break
    return first
