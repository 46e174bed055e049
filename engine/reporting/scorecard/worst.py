"""The most severe gaps on 总览."""

from __future__ import annotations

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from engine.reporting import sheets
from engine.reporting.formulas import literal
from engine.reporting.scorecard.blocks import row
from engine.reporting.scorecard.frame import Frame, cell_at
from engine.reporting.text import cut
from engine.reporting.view import VERDICTS

_LAST = 12
_LONGEST = 160  # characters of a title or reason; the whole stands in the other sheets
_REASON_WIDTH, _TITLE_WIDTH = 108, 34


def draw_worst(sheet: Worksheet, frame: Frame, top: int) -> int:
    """Title, severity, verdict that counts and reason of each; gives the next free row."""
    words = frame.layout.overview
    worst = frame.shown["worst"]
    head = words["worst"] if worst else frame.shown["texts"]["no_gaps"]
    sheets.line(sheet, top, head, _LAST, sheets.BOLD)
    if not worst:
        return top + 1
    sheets.line(sheet, top + 1, words["worst_note"], _LAST)
    sheets.heading(sheet, [words[key] for key in ("title", "severity", "now", "reason")], top + 2)
    _across(sheet, top + 2)
    items = frame.items
    for y, gap in enumerate(worst, top + 3):
        title, reason = cut(f"{gap['number']}．{gap['title']}", _LONGEST), cut(gap["reason"], _LONGEST)
        # The item's own row: sorting the items does not lead astray, since the id is looked for.
        place = f"MATCH({literal(gap['id'])},{items.all('id')},0)"
        now = (f"=INDEX({items.all('counted')},{place})", frame.verdict(gap["verdict"]))
        row(sheet, y, [title, gap["severity_label"], now, reason])
        sheets.shade(cell_at(sheet, y, 2), gap["severity"])
        for x in (2, 3):
            cell_at(sheet, y, x).alignment = Alignment(horizontal="center", vertical="top", wrap_text=True)
        _across(sheet, y)
        lines = max(sheets.lines_of(title, _TITLE_WIDTH), sheets.lines_of(reason, _REASON_WIDTH))
        sheet.row_dimensions[y].height = lines * sheets.LINE + 4
    _colour(sheet, frame, f"C{top + 3}:C{top + 2 + len(worst)}", f"$C{top + 3}")
    return top + 3 + len(worst)


def _across(sheet: Worksheet, y: int) -> None:
    """The reason takes the columns from the fourth to the last."""
    for x in range(5, _LAST + 1):
        cell_at(sheet, y, x).border = sheets.BORDER
    sheet.merge_cells(start_row=y, start_column=4, end_row=y, end_column=_LAST)


def _colour(sheet: Worksheet, frame: Frame, cells: str, first: str) -> None:
    """Shades by the verdict that counts."""
    symbols = {v: frame.texts.verdicts[v].symbol for v in VERDICTS}
    conditions = {v: f"LEFT({first},{len(symbol)})={literal(symbol)}" for v, symbol in symbols.items()}
    sheets.shade_verdicts(sheet, cells, conditions)
