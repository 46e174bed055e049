"""The audit workbook: ledgers against rules, report against ledgers, materials, plan, questions, words, baseline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openpyxl import Workbook

from engine.audit.words import AuditTexts
from engine.reporting import sheets
from engine.reporting.sheets import Column
from engine.reporting.view import View

_AGREEMENT_TONES = {"agrees": "yes", "differs": "no", "unclear": "unknown"}
_PRESENCE_TONES = {"file": "yes", "ledger": "yes", "attested": "yes", "report": "major", "missing": "no"}
_TURN_TONES = {"new": "no", "fixed": "yes", "remaining": "major", "unchecked": "unknown"}


def rendered(shown: View, own: AuditTexts) -> bytes:
    """The xlsx file for an audit's view."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, frozen, rows in _tables(shown):
        sheets.table_sheet(book, own.sheets[name], _columns(name, own), rows, frozen=frozen)
    return sheets.to_bytes(book)


def _tables(shown: View) -> list[tuple[str, int, list[View]]]:
    """The sheets with their rows; the ones without rows are left out, but for those whose emptiness says something."""
    tables = [
        ("overview", 0, shown["overview"]),
        ("steps", 3, [row["finding"] | row for row in shown["steps"]]),
        ("rows", 2, shown["rows"]),
        ("tallies", 2, shown["tallies"]),
        ("counted", 2, shown["counted"]),
        ("differences", 2, [_toned(d, "agreement", _AGREEMENT_TONES) for d in shown["differences"]]),
        ("materials", 3, [_toned(m, "presence", _PRESENCE_TONES) for m in shown["materials"]]),
        ("questions", 2, [row["finding"] | row for row in shown["questions"]]),
        ("alone", 2, shown["alone"]),
        ("words", 2, shown["words"]),
        ("turned", 1, [_toned(t, "turn", _TURN_TONES) for t in shown["turned"]]),
        ("problems", 2, shown["problems"]),
    ]
    always = ("overview", "steps", "rows", "differences", "materials", "questions")
    return [table for table in tables if table[2] or table[0] in always]


def _toned(row: View, key: str, tones: dict[str, str]) -> View:
    return row | {"tone": tones[row[key]]}


def _joined(key: str) -> Callable[[View], str]:
    return lambda row: "\n".join(row[key])


def _quotes(key: str) -> Callable[[View], str]:
    return lambda row: "\n".join(f"{q['quote']}（{q['place']}）" for q in row[key])


def _verdict(row: View) -> str:
    return f"{row['symbol']} {row['verdict_label']}"


def _presence(row: View) -> str:
    return f"{row['presence_symbol']} {row['presence_label']}"


def _columns(name: str, own: AuditTexts) -> list[Column]:
    """The columns of a sheet: key of the heading, width, value."""
    made = []
    for heading, width, value, options in _SHEETS[name]:
        getter = value if callable(value) else _getter(value)
        made.append(Column(own.columns[heading], width, getter, **options))
    return made


def _getter(key: str) -> Callable[[View], Any]:
    return lambda row: row.get(key)


_MID: dict[str, Any] = {"centred": True}
_SHEETS: dict[str, list[tuple[str, float, Any, dict[str, Any]]]] = {
    "overview": [
        ("name", 20, "name", {}),
        ("value", 100, "value", {}),
    ],
    "steps": [
        ("number", 6, "number", _MID),
        ("item_id", 18, "id", {}),
        ("title", 26, "title", {}),
        ("verdict", 13, _verdict, {"tone": "verdict", "centred": True}),
        ("severity", 9, "severity_label", {"tone": "severity", "centred": True}),
        ("gain", 8, "gain", _MID),
        ("effort", 16, "effort_label", {}),
        ("why", 24, "why", {}),
        ("reason", 30, "reason", {}),
        ("remedy", 32, "remedy", {}),
        ("holder", 14, "holder", {}),
        ("deadline", 12, lambda row: "", {}),
        ("status", 10, lambda row: "", {}),
    ],
    "rows": [
        ("rule", 20, "title", {}),
        ("subject", 22, "subject", {}),
        ("severity", 9, "severity_label", {"tone": "severity", "centred": True}),
        ("message", 44, "message", {}),
        ("file", 22, "file", {}),
        ("cells", 16, "cells", {}),
        ("basis", 14, "basis_label", {}),
        ("source", 34, "source", {}),
        ("mend", 28, "mend", {}),
    ],
    "tallies": [
        ("ledger", 18, "ledger", {}),
        ("rule", 30, "title", {}),
        ("checked", 10, "checked", _MID),
        ("short", 10, "short", _MID),
        ("undecided", 12, "undecided", _MID),
        ("file", 28, "file", {}),
        ("sheet", 16, "sheet", {}),
    ],
    "counted": [
        ("ledger", 18, "ledger", {}),
        ("label", 30, "label", {}),
        ("text", 14, "text", _MID),
        ("quote", 60, "quote", {}),
        ("file", 28, "file", {}),
        ("cells", 20, "cell", {}),
    ],
    "differences": [
        ("label", 24, "label", {}),
        ("agreement", 10, "agreement_label", {"tone": "tone", "centred": True}),
        ("claimed", 12, "claimed", _MID),
        ("counted", 12, "counted", _MID),
        ("unit", 8, "unit", _MID),
        ("message", 40, "message", {}),
        ("report_text", 36, _quotes("claimed_evidence"), {}),
        ("ledger_text", 36, _quotes("counted_evidence"), {}),
    ],
    "materials": [
        ("item_number", 6, "item_number", _MID),
        ("item_id", 18, "id", {}),
        ("title", 30, "title", {}),
        ("material", 34, "name", {}),
        ("presence", 12, _presence, {"tone": "tone", "centred": True}),
        ("files", 40, _joined("files"), {}),
        ("verdict", 13, _verdict, {"tone": "verdict", "centred": True}),
        ("holder", 18, "holder", {}),
    ],
    "questions": [
        ("number", 6, "number", _MID),
        ("question", 50, "question", {}),
        ("places", 60, _joined("places"), {}),
        ("verdict", 13, _verdict, {"tone": "verdict", "centred": True}),
        ("answerer", 14, lambda row: "", {}),
    ],
    "alone": [
        ("number", 6, "number", _MID),
        ("title", 40, "title", {}),
        ("before", 16, "before", _MID),
        ("now", 16, "now", {"tone": "verdict", "centred": True}),
        ("grounds", 20, "grounds", {}),
    ],
    "words": [
        ("kind", 10, "kind_label", _MID),
        ("used", 10, "used_label", _MID),
        ("title", 32, "title", {}),
        ("line", 60, "line", {}),
        ("file", 30, "file", {}),
        ("digest", 40, "digest", {}),
    ],
    "turned": [
        ("turn", 10, "turn_label", {"tone": "tone", "centred": True}),
        ("title", 60, "title", {}),
        ("number_of", 8, "number", _MID),
        ("before", 16, "before", _MID),
        ("now", 16, "now", _MID),
    ],
    "problems": [
        ("file", 28, "file", {}),
        ("sheet", 16, "sheet", {}),
        ("cell", 10, "cell", _MID),
        ("message", 44, "message", {}),
        ("mend", 44, "mend", {}),
    ],
}
