"""The sheets of a checklist workbook and their columns, as `checklists/texts/workbook.yaml` declares them."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from engine.model import Model
from engine.reporting.texts import load_texts
from engine.resources import shipped
from engine.yamlio import load_model

LEVELS = ("province", "prefecture", "county", "township", "department")
TABLES = ("items", "values", "added", "documents")


class Column(Model):
    """A column. `slot`: once for each named value that an item may have; `free`: the choices are only offered;
    `spare_edit`: only the spare rows at the end may be filled in."""

    title: str
    width: float
    help: str | None = None
    edit: bool = False
    spare_edit: bool = False
    choices: str | None = None
    free: bool = False
    form: Literal["text", "number", "year", "date"] = "text"
    centred: bool = False
    slot: bool = False


class Table(Model):
    """A sheet that is one table; `spare` empty rows at its end, `across` pages wide in print."""

    title: str
    columns: dict[str, Column]
    frozen: int = 1
    spare: int = 0
    across: int = 1

    def expanded(self, slots: int) -> dict[str, Column]:
        """The columns with those of named values once for each slot, as value1, value_name1 …"""
        found: dict[str, Column] = {}
        waiting = {name: column for name, column in self.columns.items() if column.slot}
        for name, column in self.columns.items():
            if not column.slot:
                found[name] = column
            elif name == next(iter(waiting)):
                for n in range(1, slots + 1):
                    for other, one in waiting.items():
                        found[f"{other}{n}"] = one.model_copy(update={"title": one.title.format(n=n)})
        return found


class HeadRow(Model):
    """A row of the sheet with the head of the overlay."""

    title: str
    help: str
    locked: bool = False


class Head(Table):
    """That sheet."""

    rows: dict[str, HeadRow]


class Guide(Model):
    """The sheet that says how to fill in the others."""

    title: str
    head: str
    edit: str
    locked: str
    lines: tuple[str, ...]


class Layout(Model):
    """All sheets and the few words that stand for something."""

    yes: str
    no: str
    yes_words: tuple[str, ...]
    no_words: tuple[str, ...]
    nothing: str
    unlimited: str
    kinds: dict[str, str]
    item_kinds: dict[str, str]
    spans: dict[str, str]
    entries: dict[str, str]
    choice_title: str
    choice_error: str
    guide: Guide
    head: Head
    items: Table
    values: Table
    added: Table
    documents: Table

    def table(self, name: str) -> Table:
        """One of `TABLES`."""
        found: Table = getattr(self, name)
        return found

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the sheets, in order."""
        return (self.guide.title, self.head.title, *(self.table(name).title for name in TABLES))


class Words(Model):
    """The Chinese words for the closed choices, value to word."""

    yes_no: dict[str, str]
    severities: dict[str, str]
    levels: dict[str, str]
    kinds: dict[str, str]
    bases: dict[str, str]
    verdicts: dict[str, str]
    item_kinds: dict[str, str]


@lru_cache(maxsize=1)
def layout() -> Layout:
    """The shipped layout."""
    return load_model(shipped("checklists") / "texts" / "workbook.yaml", Layout)


@lru_cache(maxsize=1)
def words() -> Words:
    """The words, those of all other outputs."""
    texts, own = load_texts(), layout()
    return Words(
        yes_no={"yes": own.yes, "no": own.no},
        severities=texts.severities,
        levels=texts.levels,
        kinds=own.kinds,
        bases=texts.bases,
        verdicts={name: verdict.label for name, verdict in texts.verdicts.items()},
        item_kinds=own.item_kinds,
    )
