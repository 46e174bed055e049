"""Several results in one workbook: a row for each report, and every item against every report.

In: results. Out: the bytes of an xlsx file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from engine.reporting import sheets
from engine.reporting.numbers import percent
from engine.reporting.sheets import Column
from engine.reporting.texts import Texts, load_texts
from engine.reporting.view import VERDICTS, View, view
from engine.result import Result


def render_summary(results: Sequence[Result], templates: Path | None = None) -> bytes:
    """The summary workbook. Raises `FazhiError` where a user's `texts.yaml` cannot be used."""
    texts = load_texts(templates)
    shown = [view(result, texts) for result in results]
    book = Workbook()
    book.remove(book.worksheets[0])
    reports = [_report(index, one) for index, one in enumerate(shown, 1)]
    sheets.table_sheet(book, texts.sheets["summary"], _report_columns(texts), reports, frozen=3)
    scored = [one for one in shown if one["findings"]]
    if scored:
        sheets.table_sheet(book, texts.sheets["matrix"], _matrix_columns(scored), _matrix(scored), frozen=2)
    return sheets.to_bytes(book)


def name_of_report(shown: View) -> str:
    """The issuer, or else the file, of a shown report."""
    return str(shown["report"]["issuer"] or shown["report"]["file"])


def _report(index: int, shown: View) -> View:
    score = shown["score"] or {}
    critical = [f for group in shown["gaps"] if group["severity"] == "critical" for f in group["findings"]]
    scored = bool(score.get("possible"))
    return {
        "number": index,
        "name": name_of_report(shown),
        "year": shown["report"]["year"],
        "file": shown["report"]["file"],
        "proved": score.get("proved"),
        "ceiling": score.get("ceiling"),
        "possible": score.get("possible"),
        "rate": percent(score["rate"]) if scored else None,
        "ceiling_rate": percent(score["ceiling_rate"]) if scored else None,
        "grade": score.get("grade") or shown["texts"]["not_scored"],
        "coverage": percent(score["coverage"]) if scored else None,
        "verdicts": {c["verdict"]: c["number"] for c in shown["counts"]} if shown["findings"] else {},
        "critical": shown["message"] or "；".join(f["title"] for f in critical),
        "inconsistent": len(shown["inconsistent"]),
    }


def _report_columns(texts: Texts) -> list[Column]:
    words = texts.phrases
    return [
        Column("序号", 6, lambda r: r["number"], centred=True),
        Column("发文机关", 22, lambda r: r["name"]),
        Column("年度", 8, lambda r: r["year"], centred=True),
        *(
            Column(words[key], 9, _getter(key), centred=True, form="0.##")
            for key in ("proved", "ceiling", "possible")
        ),
        *(
            Column(words[key], 9, _getter(key), centred=True)
            for key in ("rate", "ceiling_rate", "grade", "coverage")
        ),
        *(
            Column(f"{texts.verdicts[v].symbol} {texts.verdicts[v].label}", 9, _tally(v), centred=True)
            for v in VERDICTS
        ),
        Column("数据不符", 8, lambda r: r["inconsistent"], centred=True),
        Column("关键差距", 48, lambda r: r["critical"]),
        Column("报告文件", 26, lambda r: r["file"]),
    ]


def _matrix(scored: list[View]) -> list[View]:
    """A row for each item, in the order of first appearance; `cells` holds a finding for each report."""
    rows: dict[str, View] = {}
    for index, shown in enumerate(scored):
        for finding in shown["findings"]:
            row = rows.setdefault(
                finding["id"], {"id": finding["id"], "title": finding["title"], "cells": {}}
            )
            row["cells"][index] = f"{finding['symbol']} {finding['verdict_label']}"
    return list(rows.values())


def _matrix_columns(scored: list[View]) -> list[Column]:
    return [
        Column("编号", 24, lambda r: r["id"]),
        Column("要求", 36, lambda r: r["title"]),
        *(Column(_short(shown), 15, _cell(index), centred=True) for index, shown in enumerate(scored)),
    ]


def _getter(key: str) -> Callable[[View], Any]:
    return lambda row: row[key]


def _tally(verdict: str) -> Callable[[View], Any]:
    return lambda row: row["verdicts"].get(verdict)


def _cell(index: int) -> Callable[[View], Any]:
    return lambda row: row["cells"].get(index, "")


def _short(shown: View) -> str:
    year = shown["report"]["year"]
    return name_of_report(shown) + (f"\n{year}" if year else "")
