"""问题清单与整改: the gaps as a plan of action that people fill in."""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from engine.reporting import sheets
from engine.reporting.formulas import literal
from engine.reporting.scorecard.frame import (
    DAY,
    Area,
    Frame,
    Getter,
    area,
    cell_at,
    code_of,
    drawn,
    offer_days,
    relive,
)
from engine.reporting.scorecard.items import colour, sources
from engine.reporting.scorecard.plan import Plan
from engine.reporting.view import View
from engine.result import ActionStatus

_DONE, _STOPPED = sheets.solid("E3F1E5"), sheets.solid("EDEDED")


def draw_gaps(frame: Frame, plan: Plan | None) -> None:
    """The sheet."""
    rows = gap_rows(frame.shown)
    title, table = frame.texts.sheets["gaps"], frame.layout.gaps
    sheet = drawn(frame, title, table, _values(frame), rows, {"severity": "severity"})
    if plan is None or not rows:
        return
    where = area(title, table, len(rows))
    _formulas(sheet, frame, plan, where)
    _offer(sheet, frame, where)
    colour(sheet, where)
    sheets.protect(sheet)


def gap_rows(shown: View) -> list[View]:
    """Gaps, the most severe first, what needs a person's eye, and what else people planned something for."""
    gaps: list[View] = [f for group in shown["gaps"] for f in group["findings"]] + shown["reviews"]
    there = {f["id"] for f in gaps}
    return gaps + [f for f in shown["findings"] if f["action"] and f["id"] not in there]


def _values(frame: Frame) -> dict[str, Getter]:
    return {
        "number": lambda f: f["number"],
        "severity": lambda f: f["severity_label"],
        "title": lambda f: f["title"],
        "counted": lambda f: frame.verdict(f["verdict"]),
        "missing": lambda f: round(f["possible"] - f["points"], 4),
        "reason": lambda f: f["reason"],
        "remedy": lambda f: f["remedy"],
        "materials": lambda f: "\n".join(f["materials"]),
        "unit": lambda f: f["action"]["unit"] if f["action"] else f["holder"],
        "due": lambda f: None,
        "status": lambda f: frame.layout.statuses[_status(f)],
        "note": lambda f: f["action"]["note"] if f["action"] else None,
        "sources": sources,
        "id": lambda f: f["id"],
        "code": lambda f: code_of(f["verdict"]),
    }


def _status(row: View) -> ActionStatus:
    status: ActionStatus = row["action"]["status"] if row["action"] else "open"
    return status


def _formulas(sheet: Worksheet, frame: Frame, plan: Plan, where: Area) -> None:
    items = frame.items
    for y, row in enumerate(gap_rows(frame.shown), where.first):
        place = f"MATCH({where.here('id', y)},{items.all('id')},0)"
        code = f"=INDEX({items.all('code')},{place})"
        missing = f"=ROUND(INDEX({items.all('possible')},{place})-INDEX({items.all('points')},{place}),4)"
        relive(sheet, where.here("code", y), code)
        relive(sheet, where.here("counted", y), f"=INDEX({plan.written},{where.here('code', y)})")
        relive(sheet, where.here("missing", y), missing)
        due = cell_at(sheet, y, where.columns.index("due") + 1)
        due.number_format = DAY
        due.value = row["action"]["due"] if row["action"] else None


def _offer(sheet: Worksheet, frame: Frame, where: Area) -> None:
    """Drop-down list and dates; shades what is done and what rests."""
    words, statuses = frame.layout.validation, frame.layout.statuses
    status = DataValidation(type="list", formula1=f'"{",".join(statuses.values())}"', allow_blank=True)
    status.error = words["status_error"]
    status.showErrorMessage = True
    status.add(where.within("status"))
    sheet.add_data_validation(status)
    offer_days(sheet, where.within("due"), words["due_title"], words["due_error"])
    own = where.here("status", where.first)
    sheets.shade_where(sheet, where.within("status"), f"{own}={literal(statuses['done'])}", _DONE, bold=True)
    sheets.shade_where(sheet, where.within("status"), f"{own}={literal(statuses['paused'])}", _STOPPED)
