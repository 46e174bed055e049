"""The findings as one CSV table, for any spreadsheet: UTF-8 with a mark that tells Excel so.

A text that a spreadsheet would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from engine.reporting.machine import lines
from engine.reporting.naming import reason_of
from engine.reporting.text import RISKY, cited, sourced
from engine.reporting.texts import Texts, load_texts
from engine.reporting.view import View, view
from engine.reporting.writers import Outcome, Writer
from engine.result import Result

Cell = str | int | float | None


# By the key of their heading.
_ABOUT: dict[str, Callable[[View], Cell]] = {
    "path": lambda shown: shown["report"]["path"],
    "issuer": lambda shown: shown["report"]["issuer"],
    "year": lambda shown: shown["report"]["year"],
}
_COLUMNS: dict[str, Callable[[View], Cell]] = {
    "id": lambda f: f["id"],
    "article": lambda f: f["article"],
    "title": lambda f: f["title"],
    "verdict": lambda f: f["verdict_label"],
    "severity": lambda f: f["severity_label"],
    "points": lambda f: f["points"],
    "possible": lambda f: f["possible"],
    "reason": lambda f: f["reason"],
    "quotes": lambda f: "\n".join(map(cited, (*f["evidence"], *f["contrary"]))),
    "grounds": lambda f: "、".join(f["grounds"]),
    "rulings": lambda f: "\n".join(ruling["line"] for ruling in f["rulings"]),
    "flags": lambda f: "、".join(f["flags"]),
    "sources": lambda f: "\n".join(map(sourced, f["sources"])),
    "basis": lambda f: f["basis_label"],
    "remedy": lambda f: f["remedy"],
    "materials": lambda f: "\n".join(f["materials"]),
    "detail": lambda f: f["detail"],
}


def render(result: Result, templates: Path | None = None) -> bytes:
    """The table of one report."""
    return together([result], templates, False)


def together(outcomes: Sequence[Outcome], templates: Path | None, several: bool) -> bytes:
    """One table of all; a report without findings has one row, with the reason."""
    texts = load_texts(templates)
    table = StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow([texts.heads[key] for key in (*_ABOUT, *_COLUMNS)])
    for outcome in outcomes:
        writer.writerows([_safe(_said(cell, texts)) for cell in row] for row in _rows(outcome, texts))
    return table.getvalue().encode("utf-8-sig")


def _rows(outcome: Outcome, texts: Texts) -> Iterator[list[Cell]]:
    if not isinstance(outcome, Result):
        yield _unusable([str(outcome[0]), None, None], reason_of(outcome), texts)
        return
    shown = view(outcome, texts)
    about = [cell(shown) for cell in _ABOUT.values()]
    if not shown["findings"]:
        yield _unusable(about, shown["message"] or "", texts)
    for finding in shown["findings"]:
        yield [*about, *(cell(finding) for cell in _COLUMNS.values())]


def _unusable(about: list[Cell], reason: str, texts: Texts) -> list[Cell]:
    said: dict[str, Cell] = {"verdict": texts.phrases["not_scored"], "reason": reason}
    return [*about, *(said.get(key) for key in _COLUMNS)]


def _said(cell: Cell, texts: Texts) -> Cell:
    """Whether something is so, in a word or none."""
    if isinstance(cell, bool):
        return texts.heads["yes"] if cell else ""
    return cell


def _safe(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = lines(*cell.split("\n"))
    return f"'{text}" if text.startswith(RISKY) else text


WRITER = Writer(
    "结果",
    ".csv",
    render,
    "csv",
    "条目表，Excel、WPS 可直接打开",
    usual=False,
    text=True,
    together=together,
)
