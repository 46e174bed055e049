"""The columns and words of the scorecard workbook, as `checklists/texts/scorecard.yaml` declares them."""

from __future__ import annotations

from functools import lru_cache

from engine.model import Model
from engine.resources import shipped
from engine.yamlio import load_model


class Column(Model):
    """A column. `edit`: people may fill it in; `hidden`: only formulas read it; `optional`: older files lack it."""

    title: str
    width: float
    centred: bool = False
    edit: bool = False
    hidden: bool = False
    optional: bool = False


class Table(Model):
    """A sheet that is one table; `frozen` columns stay in view, the first `printed` columns are printed."""

    columns: dict[str, Column]
    frozen: int
    printed: int | None = None


class Points(Model):
    """The words of the sheet that shows how points are made, a heading and column titles for each block."""

    head: str
    intro: str
    verdicts: dict[str, str]
    parts: dict[str, str]
    parts_note: str
    grades: dict[str, str]
    earned: str
    final: str
    ungraded: str
    bonus: dict[str, str]
    veto: dict[str, str]
    unknown: str


class Layout(Model):
    """All sheets."""

    statuses: dict[str, str]
    items: Table
    gaps: Table
    checks: Table
    facts: Table
    notes: Table
    overview: dict[str, str]
    points: Points
    note_rows: dict[str, str]
    guide: dict[str, str]
    validation: dict[str, str]


@lru_cache(maxsize=1)
def layout() -> Layout:
    """The shipped layout."""
    return load_model(shipped("checklists") / "texts" / "scorecard.yaml", Layout)
