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


_ABOUT: dict[str, Callable[[View], Cell]] = {
    "报告文件": lambda shown: shown["report"]["path"],
    "发文机关": lambda shown: shown["report"]["issuer"],
    "年度": lambda shown: shown["report"]["year"],
}
_COLUMNS: dict[str, Callable[[View], Cell]] = {
    "编号": lambda f: f["id"],
    "条款": lambda f: f["article"],
    "要求": lambda f: f["title"],
    "结论": lambda f: f["verdict_label"],
    "严重程度": lambda f: f["severity_label"],
    "得分": lambda f: f["points"],
    "满分": lambda f: f["possible"],
    "理由": lambda f: f["reason"],
    "报告原文": lambda f: "\n".join(map(cited, (*f["evidence"], *f["contrary"]))),
    "依据": lambda f: "、".join(f["grounds"]),
    "人的判断": lambda f: "\n".join(ruling["line"] for ruling in f["rulings"]),
    "标记": lambda f: "、".join(f["flags"]),
    "出处": lambda f: "\n".join(map(sourced, f["sources"])),
    "依据性质": lambda f: f["basis_label"],
    "整改建议": lambda f: f["remedy"],
    "应备材料": lambda f: "\n".join(f["materials"]),
    "细项": lambda f: "是" if f["detail"] else "",
}


def render(result: Result, templates: Path | None = None) -> bytes:
    """The table of one report."""
    return together([result], templates, False)


def together(outcomes: Sequence[Outcome], templates: Path | None, several: bool) -> bytes:
    """One table of all; a report without findings has one row, with the reason."""
    texts = load_texts(templates)
    table = StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow([*_ABOUT, *_COLUMNS])
    for outcome in outcomes:
        writer.writerows([_safe(cell) for cell in row] for row in _rows(outcome, texts))
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
    said: dict[str, Cell] = {"结论": texts.phrases["not_scored"], "理由": reason}
    return [*about, *(said.get(title) for title in _COLUMNS)]


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
