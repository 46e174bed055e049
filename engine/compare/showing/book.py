"""What the workbooks of both kinds of comparison have alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from engine.reporting import sheets
from engine.reporting.numbers import fraction
from engine.reporting.sheets import Column
from engine.reporting.text import quoted
from engine.reporting.texts import Texts
from engine.reporting.view import View

_WIDE = 150


def key(name: str) -> Callable[[View], Any]:
    """The cell is the value of `name`."""
    return lambda row: row.get(name)


def said(quotes: Sequence[View]) -> str:
    """Quotes with their places, a line each."""
    return "\n".join(quoted(one["quote"]) + (f"（{one['place']}）" if one["place"] else "") for one in quotes)


def score_columns(texts: Texts) -> list[Column]:
    """Points, rate and ceiling, grade and coverage: a rate never without its ceiling."""
    words = texts.phrases
    numbers = [Column(words[name], 10, key(name), centred=True) for name in ("proved", "ceiling", "possible")]
    shares = [
        Column(words[name], 10, partial(share, name=name), centred=True, form=sheets.PERCENT)
        for name in ("rate", "ceiling_rate", "coverage")
    ]
    return [*numbers, *shares[:2], Column(words["grade"], 10, key("grade"), centred=True), shares[2]]


def share(score: View | None, name: str) -> float | None:
    """A percentage of a score as a fraction; None without a score, or where nothing could be reached."""
    return fraction(score[name]) if score and score["possible"] else None


def front(
    book: Workbook, texts: Texts, title: str, lines: Sequence[str], columns: int
) -> tuple[Worksheet, int]:
    """The first sheet with its title and a few lines; gives the next free row."""
    book.remove(book.worksheets[0])
    sheet: Worksheet = book.create_sheet(texts.compare.sheets["overview"])
    sheets.line(sheet, 1, title, columns, sheets.TITLE, _WIDE)
    row = 2
    for text in lines:
        sheets.line(sheet, row, text, columns, width=_WIDE)
        row += 1
    return sheet, row + 1


def notes_sheet(book: Workbook, texts: Texts, rows: Sequence[tuple[str, str]]) -> None:
    """The last sheet: what the words mean, what was left out."""
    heads = texts.compare.heads
    columns = [Column(heads["topic"], 30, key("title")), Column(heads["content"], 110, key("text"))]
    data = [{"title": title, "text": text} for title, text in rows if text]
    sheets.table_sheet(book, texts.compare.sheets["notes"], columns, data, frozen=1)
