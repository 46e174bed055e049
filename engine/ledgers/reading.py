"""Ledger files into tables: path -> `Table`s, whose rows come one at a time.

What cannot be read is never raised: it stands among the problems of a table, one without a kind where a file or a sheet is no
ledger at all, so that the good rows of everything else are used and what was not is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

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
    known, rows = mapping or LedgerMap(kinds), rows or KnownRows()
    name = known.name(path)
    try:
        sheets = sheets_of(path)
    except FazhiError as error:
        yield _nothing(path, "", [_told(path, "", error)])
        return
    matchers = {kind.id: Matcher(kind) for kind in kinds.values()}
    found = 0
    for sheet in sheets:
        entry = known.entry(name, sheet.name)
        if entry.unused or sheet.name == words().template.guide:
            continue
        if sheet.hidden:
            yield _nothing(path, sheet.name, [problem("hidden", str(path), sheet.name)])
            continue
        table = _table(path, sheet, _asked(matchers, kinds, entry), known, progress, rows)
        if table:
            found += 1
            yield table
    if not found:
        yield _nothing(path, "", [problem("nothing_read", str(path))])


def _asked(matchers: Mapping[str, Matcher], kinds: Mapping[str, LedgerKind], entry: Entry) -> list[Matcher]:
    """The kinds that a sheet may be: the one that people named, or any."""
    if entry.kind is None:
        return list(matchers.values())
    return [Matcher(kinds[entry.kind], entry.columns)]


def _table(
    path: Path,
    sheet: Sheet,
    matchers: Sequence[Matcher],
    known: LedgerMap,
    progress: Listener | None,
    before: KnownRows,
) -> Table | None:
    """The table of a sheet; None for an empty sheet."""
    rows, name = sheet.rows(), known.name(path)
    try:
        first = _first(rows)
    except FazhiError as error:
        return _nothing(path, sheet.name, [_told(path, sheet.name, error)])
    if not first:
        return None
    found = recognise(first, sheet.merged, matchers, sheet.name, path.stem)
    if not isinstance(found, Recognised):
        if found.headers:
            known.learn(name, sheet.name, None, found.headers, {})
        return _nothing(
            path, sheet.name, [problem(found.problem, str(path), sheet.name, filled=found.filled)]
        )
    known.learn(name, sheet.name, found.matcher.kind, found.place.headers, found.matched.columns)
    return _recognised(path, sheet, found, first, rows, progress, before, f"{name} {sheet.name}")


def _first(rows: Iterator[RawRow]) -> list[RawRow]:
    """The first rows that have anything in them."""
    first: list[RawRow] = []
    for row in rows:
        if any(cell is not None for cell in row.cells):
            first.append(row)
            if len(first) >= LOOKED_AT:
                break
    return first


def _recognised(
    path: Path,
    sheet: Sheet,
    found: Recognised,
    first: list[RawRow],
    rest: Iterator[RawRow],
    progress: Listener | None,
    before: KnownRows,
    shown: str,
) -> Table:
    problems = Problems(str(path), sheet.name)
    columns = found.matched.columns
    for doubt in found.matched.doubts:
        cell = f"{get_column_letter(doubt.header.at + 1)}{found.place.last}"
        problems.add(doubt.problem, cell, filled={**doubt.filled, "mapping": words().mapping.file})
    missing = [one for one in found.matcher.kind.columns if one.required and one.key not in columns]
    for column in missing:
        filled = {"column": column.title, "mapping": words().mapping.file}
        problems.add("missing_column", f"A{found.place.last}", True, filled)
    letters = letters_of(fields_of(found))
    table = Table(found.matcher.kind.id, str(path), sheet.name, letters, iter(()), problems.found)
    reader = RowReader(table, problems, sheet, found, not missing, before, shown)
    table.rows = reader.rows(first, rest, progress)
    return table


def _nothing(path: Path, sheet: str, problems: Iterable[Problem]) -> Table:
    return Table("", str(path), sheet, {}, iter(()), list(problems))


def _told(path: Path, sheet: str, error: FazhiError) -> Problem:
    return Problem(file=str(path), sheet=sheet, message=error.message, mend=error.mend or "", lost=True)
