"""Several results in one workbook: a row for each report, and every item against every report.

In: results, and the reports that gave none with the reason why. Out: the bytes of an xlsx file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from engine.reporting import sheets
from engine.reporting.naming import Failure, name_of_report, reason_of
from engine.reporting.numbers import fraction
from engine.reporting.sheets import Column
from engine.reporting.texts import Texts, load_texts
from engine.reporting.view import VERDICTS, View, view
from engine.result import Result


def render_summary(
    results: Sequence[Result], templates: Path | None = None, failures: Sequence[Failure] = ()
) -> bytes:
    """The summary workbook. Raises `FazhiError` where a user's `texts.yaml` cannot be used."""
    texts = load_texts(templates)
    shown = [view(result, texts) for result in results]
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = [_report(one) for one in shown] + [_failed(failure, texts) for failure in failures]
    reports = [{"number": number, **row} for number, row in enumerate(rows, 1)]
    sheets.table_sheet(book, texts.sheets["summary"], _report_columns(texts), reports, frozen=3)
    scored = [one for one in shown if one["findings"]]
    if scored:
        sheets.table_sheet(
            book, texts.sheets["matrix"], _matrix_columns(scored, texts), _matrix(scored), frozen=2
        )
    return sheets.to_bytes(book)


def _report(shown: View) -> View:
    score = shown["score"] or {}
    critical = [f for group in shown["gaps"] if group["severity"] == "critical" for f in group["findings"]]
    scored = bool(score.get("possible"))
    return {
        "name": name_of_report(shown),
        "year": shown["report"]["year"],
        "path": shown["report"]["path"],
        **{key: score.get(key) for key in ("proved", "ceiling", "possible")},
        **{key: fraction(score[key]) if scored else None for key in ("rate", "ceiling_rate", "coverage")},
        "grade": score.get("grade") or shown["texts"]["not_scored"],
        "verdicts": {c["verdict"]: c["number"] for c in shown["counts"]} if shown["findings"] else {},
        "critical": "；".join(f["title"] for f in critical),
        "inconsistent": len(shown["inconsistent"]),
        "why": shown["message"],
    }


def _failed(failure: Failure, texts: Texts) -> View:
    """The row of a report that could not be used: its file and the reason, no figures."""
    path = failure[0]
    return {
        "name": path.name,
        "path": str(path),
        "grade": texts.phrases["not_scored"],
        "why": reason_of(failure),
        "verdicts": {},
    }


def _report_columns(texts: Texts) -> list[Column]:
    words, heads = texts.phrases, texts.heads
    return [
        Column(heads["number"], 6, _getter("number"), centred=True),
        Column(heads["issuer"], 22, _getter("name")),
        Column(heads["year"], 8, _getter("year"), centred=True),
        *(Column(words[key], 9, _getter(key), centred=True) for key in ("proved", "ceiling", "possible")),
        *(
            Column(words[key], 9, _getter(key), centred=True, form=sheets.PERCENT)
            for key in ("rate", "ceiling_rate", "coverage")
        ),
        Column(words["grade"], 9, _getter("grade"), centred=True),
        *(
            Column(f"{texts.verdicts[v].symbol} {texts.verdicts[v].label}", 9, _tally(v), centred=True)
            for v in VERDICTS
        ),
        Column(heads["inconsistent"], 8, _getter("inconsistent"), centred=True),
        Column(heads["critical"], 48, _getter("critical")),
        Column(heads["not_scored_why"], 30, _getter("why")),
        Column(heads["path"], 36, _getter("path")),
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


def _matrix_columns(scored: list[View], texts: Texts) -> list[Column]:
    names = [_short(shown) for shown in scored]
    heads = [
        f"{name}\n{shown['report']['path']}" if names.count(name) > 1 else name
        for name, shown in zip(names, scored, strict=True)
    ]
    return [
        Column(texts.heads["id"], 24, _getter("id")),
        Column(texts.heads["title"], 36, _getter("title")),
        *(Column(head, 15, _cell(index), centred=True) for index, head in enumerate(heads)),
    ]


def _getter(key: str) -> Callable[[View], Any]:
    return lambda row: row.get(key)


def _tally(verdict: str) -> Callable[[View], Any]:
    return lambda row: row["verdicts"].get(verdict)


def _cell(index: int) -> Callable[[View], Any]:
    return lambda row: row["cells"].get(index, "")


def _short(shown: View) -> str:
    year = shown["report"]["year"]
    return name_of_report(shown) + (f"\n{year}" if year else "")
