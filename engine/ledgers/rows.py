"""The rows of a recognised sheet, read one by one: values, and a problem for each cell that has none.

In: raw rows and the header. Out: `Row`s, while the table's counts and problems grow. Memory: one row, twelve bytes (and as much
again for room) for each row that was used, and at most fifty problems of a sort.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from engine.errors import FazhiError
from engine.ledgers.carrying import Carrier
from engine.ledgers.fingerprints import Before, KnownRows
from engine.ledgers.header import Recognised
from engine.ledgers.masking import Masker, pairs
from engine.ledgers.matching import Header
from engine.ledgers.models import Column, Problem, Row, Table, Value
from engine.ledgers.problems import Problems
from engine.ledgers.skipping import Skipper
from engine.ledgers.sources import Raw, RawRow, Sheet, Unusable
from engine.ledgers.sources.models import MOST_ROWS
from engine.ledgers.texts import number as number_text
from engine.ledgers.values import Mistake, Reader, reader, tidy
from engine.ledgers.words import words

_EVERY = 1000
_MASKER = Masker()
# 示政复〔2024〕12号: a year, a number, and the office.
_FULL_NUMBER = re.compile(r"(?=.*[\u3400-\u9fff])(?=.*\d{4}\D+\d)")


class Progress(NamedTuple):
    """How far reading has come: the rows of this sheet so far, and the share of it from 0 to 1."""

    file: str
    sheet: str
    rows: int
    share: float


Listener = Callable[[Progress], None]


class Field(NamedTuple):
    """A column that the sheet has: where from 0, its letter, how its cells are read; what its numbers are multiplied by where
    the header counts in 万; `until` is the key that the second of two dates in a cell goes to."""

    column: Column
    at: int
    letter: str
    read: Reader
    scale: float = 1.0
    until: str | None = None


def fields_of(found: Recognised) -> tuple[Field, ...]:
    """The columns that the sheet has, in its order."""
    kind, headers = found.matcher.kind, found.matched.columns
    return tuple(
        _field(kind.column(key), header, kind.spans.get(key) if kind.spans.get(key) not in headers else None)
        for key, header in sorted(headers.items(), key=lambda one: one[1].at)
    )


def _field(column: Column, header: Header, until: str | None) -> Field:
    scale = 1.0
    if column.type == "number" and column.unit:
        large = words().large.items()
        scale = next((one for sign, one in large if f"{sign}{column.unit}" in header.shown), scale)
    return Field(column, header.at, get_column_letter(header.at + 1), reader(column), scale, until)


def letters_of(fields: Sequence[Field]) -> dict[str, str]:
    """The letter of each key; two where a cell holds both ends of a span."""
    return {
        key: field.letter for field in fields for key in (field.column.key, field.until) if key is not None
    }


def _sure(told: Sequence[Value]) -> bool:
    """Whether a day is among the values, or a number that names its office."""
    if any(isinstance(one, date) for one in told):
        return True
    return any(isinstance(one, str) and _FULL_NUMBER.match(one) for one in told)


class RowReader:
    """Reads the rows of one table. `usable` is false where a required column is missing: then rows are only counted."""

    def __init__(
        self,
        table: Table,
        problems: Problems,
        sheet: Sheet,
        found: Recognised,
        usable: bool,
        known: KnownRows,
        shown: str,
    ) -> None:
        self.table, self._problems, self._usable = table, problems, usable
        self._known, self._shown_as = known, shown
        self._carrier = Carrier(sheet.merged)
        self._last = found.place.last
        self._fields = fields_of(found)
        headers = {header.at: header.texts[-1] for header in found.place.headers}
        self._required = tuple(field for field in self._fields if field.column.required)
        required = {field.at for field in self._required}
        self._skipper = Skipper(headers, self._last, required, self._carrier.spread)
        kind = found.matcher.kind
        self._kind = kind
        self._identity = tuple(field for field in self._fields if field.column.key in kind.identity)
        self._plan = tuple((field.column.key, field.at, field.read, field) for field in self._fields)
        self._by_key = {field.column.key: field for field in self._fields}
        self._none: dict[str, Value] = dict.fromkeys(letters_of(self._fields))

    def rows(
        self, first: Sequence[RawRow], rest: Iterator[RawRow], listener: Listener | None
    ) -> Iterator[Row]:
        """The rows that can be used; what breaks on the way ends them and is told."""
        table, count = self.table, 0
        self._known.enter(self._shown_as)
        try:
            for raw in chain(first, rest):
                count += 1
                if count > MOST_ROWS:
                    self._problems.add("too_many_rows", lost=True, filled={"most": MOST_ROWS})
                    break
                if listener and not count % _EVERY:
                    listener(Progress(table.file, table.sheet, count, raw.share))
                row = self._row(raw)
                if row:
                    table.used += 1
                    yield row
        except FazhiError as error:
            broken = Problem(
                file=table.file, sheet=table.sheet, message=error.message, mend=error.mend or "", lost=True
            )
            table.problems.append(broken)
        if listener:
            listener(Progress(table.file, table.sheet, count, 1.0))
        self._problems.close()

    def _row(self, raw: RawRow) -> Row | None:
        number, cells = raw.number, raw.cells
        if broken := next(
            (cell for cell in cells[:1] if isinstance(cell, Unusable) and cell.whole_row), None
        ):
            if number > self._last:
                self._problems.add(broken.problem, f"A{number}", True)
                self.table.lost += 1
            return None
        carried = self._carrier.fill(raw)
        if number <= self._last or self._is_blank(cells, carried) or self._skipper.skips(number, cells):
            return None
        values = self._values(number, cells) if self._usable else None
        if values is None:
            self.table.lost += 1
            return None
        return Row(number, values) if values and self._is_new(number, values, carried) else None

    def _is_blank(self, cells: Sequence[Raw], carried: frozenset[int]) -> bool:
        """Whether no column has a value of its own in this row."""
        there = len(cells)
        for field in self._fields:
            at = field.at
            if at < there and cells[at] is not None and at not in carried:
                return False
        return True

    def _values(self, number: int, cells: Sequence[Raw]) -> dict[str, Value] | None:
        """The values of a row by key; none at all where only signs for nothing stand; None where a required one is missing."""
        values = self._none.copy()
        there = len(cells)
        filled = False
        mistaken: dict[str, Mistake] = {}
        for key, at, read, field in self._plan:
            value = read(cells[at]) if at < there else None
            if value is None:
                continue
            filled = True
            if type(value) is Mistake:
                mistaken[key] = value
                values[key] = value.value
            elif field.scale != 1 and isinstance(value, float) and not isinstance(cells[at], str):
                values[key] = value * field.scale
            else:
                values[key] = value  # type: ignore[assignment]
        if not filled:
            return {}
        if mistaken:
            self._take(number, mistaken, values)
        for field in self._required:
            if values[field.column.key] is None:
                if field.column.key not in mistaken:
                    named = {"column": field.column.title}
                    self._problems.add("missing_value", f"{field.letter}{number}", True, named)
                return None
        return values

    def _take(self, number: int, mistaken: Mapping[str, Mistake], values: dict[str, Value]) -> None:
        """Tells the mistakes of a row, and takes what can be used all the same; nothing private of the row is told."""
        written = values | {key: mistake.text for key, mistake in mistaken.items()}
        private = list(pairs(written, self._shown))
        for key, mistake in mistaken.items():
            field = self._by_key[key]
            if field.until and mistake.second:
                values[field.until] = mistake.second
                continue
            column = field.column
            hide = column.private and mistake.text
            text = words().private_value if hide else _MASKER.quoted(mistake.text, private)
            lost = column.required and mistake.value is None
            filled: dict[str, str | int] = {
                "value": text,
                "choices": "、".join(column.choices),
                "column": column.title,
            }
            filled |= {"least": number_text(column.at_least or 0), "most": number_text(column.at_most or 0)}
            self._problems.add(mistake.problem, f"{field.letter}{number}", lost, filled)

    def _shown(self, key: str, value: Value) -> str:
        column = self._by_key[key].column if key in self._by_key else None
        return tidy(value) if column is None else _MASKER.value(column, value)

    def _is_new(self, number: int, values: dict[str, Value], carried: frozenset[int]) -> bool:
        """Whether a row is counted: not when it is there twice, nor when it goes on with the case above it."""
        named = [field for field in self._identity if values[field.column.key] is not None]
        if carried and named and all(field.at in carried for field in named):
            self._problems.add("continuation", f"{named[0].letter}{number}")
            return False
        first = self._before(number, values, bool(named))
        if first is not None:
            name = "duplicate" if first.same else "duplicate_elsewhere"
            letter = (named or self._fields)[0].letter
            self._problems.add(name, f"{letter}{number}", True, {"row": first.row, "other": first.table})
            self.table.lost += 1
        return first is None

    def _before(self, number: int, values: Mapping[str, Value], named: bool) -> Before | None:
        """The row that was the same. Small numbers come again in other offices: of other tables it must then be of the same day."""
        kind, here = self._kind, self._known.table
        if not named:
            return self._known.first(kind.id, [*values.values(), here], number)
        told = [values.get(key) for key in kind.identity]
        if _sure(told):
            return self._known.first(kind.id, told, number)
        found = self._known.first(kind.id, [*told, here], number)
        dates = (values.get(key) for key in kind.years)
        day = next((one for one in dates if isinstance(one, date)), None)
        return self._known.first(kind.id, [*told, day], number) if found is None and day else found
