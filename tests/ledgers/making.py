"""Ledgers as offices keep them, made in code, and reading them to the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

from engine.ledgers.declaration import LedgerKind, load_kinds
from engine.ledgers.mapping import LedgerMap
from engine.ledgers.models import Problem, Row, Table
from engine.ledgers.reading import read_tables
from engine.resources import shipped

TRAINING = ("姓名", "身份证号", "单位", "学时", "培训日期", "考试是否合格")


@lru_cache(maxsize=1)
def kinds() -> dict[str, LedgerKind]:
    """The shipped kinds."""
    return load_kinds([shipped("checklists")])


class Done(NamedTuple):
    """A table walked to its end."""

    table: Table
    rows: list[Row]

    @property
    def problems(self) -> list[Problem]:
        return self.table.problems

    def at(self, cell: str) -> list[str]:
        """What is said of a cell."""
        return [one.message for one in self.problems if one.cell == cell]


def read(path: Path, mapping: LedgerMap | None = None) -> list[Done]:
    """All tables of a file."""
    return [Done(table, list(table.rows)) for table in read_tables(path, kinds(), mapping)]


def texts_of(done: Iterable[Done]) -> str:
    """All that is said of tables."""
    return "\n".join(f"{one.message} {one.mend}" for each in done for one in each.problems)


def csv(path: Path, text: str) -> Path:
    """A text table."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def only(path: Path, mapping: LedgerMap | None = None) -> Done:
    """The one table of a file."""
    (done,) = read(path, mapping)
    return done


def workbook(path: Path, sheets: dict[str, Iterable[Sequence[object]]], merged: Sequence[str] = ()) -> Path:
    """A workbook of sheets by name; `merged` are areas of the first one."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for area in merged:
        book.worksheets[0].merge_cells(area)
    book.save(path)
    return path


def training(path: Path, *rows: Sequence[object]) -> Path:
    """A workbook with a plain ledger of training."""
    return workbook(path, {"执法人员培训": [TRAINING, *rows]})
