"""Tables of ledgers made by hand, and the shipped rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from openpyxl.utils import get_column_letter

from engine.checklist.loading import load_checklist
from engine.checklist.models import Checklist
from engine.ledgers.checking import Checker
from engine.ledgers.limits import Limits
from engine.ledgers.models import LedgerResult, Row, Table, Value
from engine.ledgers.rulebook import Rulebook, load_rulebook, rule_files
from engine.pipeline import lexicon

ROOT = Path(__file__).resolve().parent.parent.parent
LEDGERS = ROOT / "checklists" / "ledgers"
NATIONAL = ROOT / "checklists" / "national"
ON = date(2025, 1, 15)
FILES = rule_files(LEDGERS)


@lru_cache
def national() -> Checklist:
    return load_checklist("outline-2021-2025", [NATIONAL]).checklist


@lru_cache
def limits() -> Limits:
    return Limits(national())


@lru_cache
def book(kind: str) -> Rulebook:
    return load_rulebook(LEDGERS / kind / "rules.yaml", lexicon().indicators, national())


def value_of(written: str | bool) -> Value:
    """A cell as an example writes it: a date, a number, yes or no, or text."""
    if isinstance(written, bool):
        return written
    for read in (date.fromisoformat, float):
        try:
            return read(written)
        except ValueError:
            continue
    return written or None


def table(kind: str, rows: Iterable[Mapping[str, Value]], columns: Iterable[str] | None = None) -> Table:
    """A table with these rows from line 3 on; its columns are those of the rows where none are given."""
    rows = list(rows)
    keys = list(columns) if columns is not None else list(dict.fromkeys(key for row in rows for key in row))
    letters = {key: get_column_letter(i) for i, key in enumerate(keys, 1)}
    numbered = (Row(number, values) for number, values in enumerate(rows, 3))
    return Table(kind, "台账.xlsx", "台账", letters, numbered, used=len(rows))


def masked(key: str, value: Value) -> str:
    """A masker that lets nothing through but what is no name."""
    text = str(value)
    return text[:1] + "*" if key in ("name", "applicant", "plaintiff", "party") else text


def check(
    kind: str,
    rows: Iterable[Mapping[str, Value]],
    *,
    on: date = ON,
    year: int | None = 2024,
    by: Limits | None = None,
    columns: Iterable[str] | None = None,
) -> LedgerResult:
    return checked([table(kind, rows, columns)], on=on, year=year, by=by)[0]


def checked(
    tables: Iterable[Table], *, on: date = ON, year: int | None = 2024, by: Limits | None = None
) -> tuple[LedgerResult, ...]:
    """What tables of one kind give together, a result for each."""
    tables = list(tables)
    checker = Checker(book(tables[0].kind), by or limits(), on=on, year=year, masker=masked)
    for one in tables:
        checker.check(one)
    return checker.results()


def columns_of(kind: str) -> list[str]:
    """The columns that the examples of a kind use."""
    examples = (example for rule in book(kind).rules.rules for example in rule.examples)
    return list(dict.fromkeys(key for example in examples for row in example.rows for key in row))


def read(rows: Iterable[Mapping[str, str | bool]]) -> list[dict[str, Value]]:
    """Rows as examples write them, with their values."""
    return [{key: value_of(cell) for key, cell in row.items()} for row in rows]
