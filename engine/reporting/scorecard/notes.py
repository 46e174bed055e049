"""说明: which checklist and which rules, how points come about, how to review."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from engine import __version__
from engine.reporting import sheets
from engine.reporting.scorecard.frame import Frame


def draw_notes(frame: Frame, digest: str) -> None:
    """The sheet; `digest` is of the data that the workbook carries."""
    rows = [{"title": title, "text": str(text)} for title, text in _rows(frame, digest) if text]
    sheet: Worksheet = frame.book.create_sheet(frame.texts.sheets["notes"])
    columns = frame.layout.notes.columns
    sheets.table(
        sheet,
        [sheets.Column(column.title, column.width, itemgetter(key)) for key, column in columns.items()],
        rows,
    )
    sheets.widths(sheet, [column.width for column in columns.values()])
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheets.page(sheet)


def _rows(frame: Frame, digest: str) -> list[tuple[str, Any]]:
    shown, texts, names = frame.shown, frame.texts, frame.layout.note_rows
    report, checklist, phrases = shown["report"], shown["checklist"], shown["texts"]
    dates = ("signed_on", "published_on", "submitted_on")
    told = ("points_note", "score_note", "coverage_note", "grade_note")
    return [
        *((names[name], report[name]) for name in ("file", "title", "issuer", "level", "region")),
        *((texts.provided[name], report[name]) for name in dates),
        (names["provided"], "、".join(report["provided"])),
        (names["checklist"], checklist["title"]),
        (names["chain"], names["chain_joint"].join(checklist["chain"])),
        (names["version"], checklist["version"]),
        (names["hash"], checklist["hash"]),
        (names["chosen"], checklist["chosen"]),
        (names["profile"], shown["profile"]),
        (names["program"], f"fazhi {__version__}"),
        (names["digest"], digest),
        *((names[name], phrases[name]) for name in told),
        *((names[name], text) for name, text in frame.layout.guide.items() if shown["findings"]),
        *((f"{v['symbol']} {v['label']}", v["meaning"]) for v in shown["verdicts"]),
        *((f"{names['flag']}{f['flag']}", f["meaning"]) for f in shown["flags_used"]),
        *((f"{names['notice']} {i}", notice) for i, notice in enumerate(shown["notices"], 1)),
        (names["scope_note"], phrases["scope_note"]),
    ]
