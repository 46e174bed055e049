"""The scorecard workbook: a sheet for each question that a reader asks, a module for each sheet.

In: a `Result` and the `Texts`. Out: the bytes of an xlsx file whose figures are formulas, with their values in it, that follow
the verdicts a reviewer picks. `engine.reviewing` reads it back.
"""

from __future__ import annotations

from openpyxl import Workbook

from engine.reporting import sheets
from engine.reporting.scorecard.carried import Carried, hide, lines_of
from engine.reporting.scorecard.evidence import draw_checks, draw_facts
from engine.reporting.scorecard.frame import Frame, area
from engine.reporting.scorecard.gaps import draw_gaps
from engine.reporting.scorecard.items import draw_items
from engine.reporting.scorecard.layout import layout
from engine.reporting.scorecard.notes import draw_notes
from engine.reporting.scorecard.overview import draw_overview
from engine.reporting.scorecard.plan import planned
from engine.reporting.scorecard.points import draw_points
from engine.reporting.texts import Texts
from engine.reporting.view import VERDICTS, view
from engine.result import Result


def scorecard(result: Result, texts: Texts) -> bytes:
    """The xlsx file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    items = area(texts.sheets["items"], layout().items, len(result.findings))
    frame = Frame(book, result, view(result, texts), texts, layout(), items)
    plan = planned(frame)
    labels: dict[str, str] = {verdict: texts.verdicts[verdict].label for verdict in VERDICTS}
    lines = lines_of(Carried(result=result, sheets=texts.sheets, verdicts=labels))
    overview = book.create_sheet(texts.sheets["overview"])
    draw_items(frame, plan)
    draw_gaps(frame, plan)
    draw_checks(frame)
    draw_facts(frame)
    draw_notes(frame, lines[2])
    if plan is not None:
        draw_points(frame, plan)
    draw_overview(overview, frame, plan)
    hide(book, lines)
    return sheets.to_bytes(book)
