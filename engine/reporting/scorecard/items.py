"""逐项评分: a row for each item; points follow the verdict that a reviewer picks."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from engine.documents.numbering import chinese
from engine.reporting import sheets
from engine.reporting.scorecard.frame import DAY, Area, Frame, Getter, code_of, drawn, offer_days, relive
from engine.reporting.scorecard.plan import Plan
from engine.reporting.text import quoted
from engine.reporting.view import VERDICTS, View
from engine.scoring import worth_of

_MISSING = PatternFill("lightUp", start_color="C00000", end_color="FFFFFF")


def draw_items(frame: Frame, plan: Plan | None) -> None:
    """The sheet; without a plan nothing has points and nothing is to be reviewed."""
    table = frame.layout.items
    sheet = drawn(
        frame, frame.items.sheet, table, _values(frame), frame.shown["findings"], {"severity": "severity"}
    )
    if not any(finding.rulings for finding in frame.result.findings):
        sheet.column_dimensions[frame.items.letter("rulings")].hidden = True
    if plan is None:
        return
    _formulas(sheet, frame, plan)
    _offer(sheet, frame, plan)
    colour(sheet, frame.items)
    for key in ("by", "why"):
        review, own = (frame.items.here(name, frame.items.first) for name in ("review", key))
        lacking = f'AND(TRIM({review})<>"",TRIM({own})="")'
        sheets.shade_where(sheet, frame.items.within(key), lacking, _MISSING)
    sheets.protect(sheet)


def _values(frame: Frame) -> dict[str, Getter]:
    parts = {part.id: part.title for part in frame.parts}
    return {
        "number": lambda f: f["number"],
        "article": lambda f: f"（{chinese(f['article'])}）" if f["article"] else "",
        "title": lambda f: f["title"],
        "machine": lambda f: frame.verdict(f["machine"]),
        "counted": lambda f: frame.verdict(f["verdict"]),
        "points": lambda f: f["points"],
        "possible": lambda f: f["possible"],
        "severity": lambda f: f["severity_label"],
        "review": lambda f: None,
        "by": lambda f: None,
        "on": lambda f: None,
        "why": lambda f: None,
        "reason": lambda f: f["reason"],
        "quotes": lambda f: quotes([*f["evidence"], *f["contrary"]]),
        "rulings": lambda f: "\n".join(ruling["line"] for ruling in f["rulings"]),
        "sources": sources,
        "marks": lambda f: marks(f, frame),
        "id": lambda f: f["id"],
        "part": lambda f: parts[f["part"]],
        "part_id": lambda f: f["part"],
        "base": lambda f: None,
        "code": lambda f: code_of(f["verdict"]),
    }


def quotes(found: Iterable[View]) -> str:
    """The quotes with their places, a line each; one that proves nothing says so before it."""
    return "\n".join(
        (f"〔{q['label']}〕" if q["label"] else "")
        + quoted(q["quote"])
        + (f"（{q['place']}）" if q["place"] else "")
        for q in found
    )


def sources(row: View) -> str:
    """The texts that ask for it, with their words, a line each."""
    return "\n".join(f"{s['document']}{s['article']}：{quoted(s['quote'])}" for s in row["sources"])


def marks(row: View, frame: Frame) -> str:
    """Whether it is a detail, what the requirement rests on, its flags, and whether its gap is waived."""
    detail = [frame.texts.side_by_side["detail"]] if row["detail"] else []
    waived = [frame.texts.rulings["waiver"]] if row["waived"] else []
    return "\n".join([*detail, row["basis_label"], *row["flags"], *waived])


def _formulas(sheet: Worksheet, frame: Frame, plan: Plan) -> None:
    """The same arithmetic as `engine.scoring`, in the same order, so that not even the last digit differs."""
    where, none = frame.items, code_of("not_applicable")
    for finding, (y, row) in zip(
        frame.result.findings, enumerate(frame.shown["findings"], where.first), strict=True
    ):
        sheet[where.here("base", y)].value = worth_of(finding.item, plan.rules)
        review, code, base = (where.here(key, y) for key in ("review", "code", "base"))
        now = code_of(row["verdict"])
        possible = f"{base}*{plan.factor(row['part'])}"
        share = f"INDEX({plan.shares},{code})"
        relive(
            sheet,
            where.here("code", y),
            f'=IF(TRIM({review})="",{now},IFERROR(MATCH(TRIM({review}),{plan.labels},0),{now}))',
        )
        relive(sheet, where.here("counted", y), f"=INDEX({plan.written},{code})")
        relive(
            sheet,
            where.here("points", y),
            f"=IF({code}={none},0,INT({possible}*{share}*10000+0.500001)/10000)",
        )
        relive(sheet, where.here("possible", y), f"=IF({code}={none},0,INT({possible}*10000+0.500001)/10000)")


def _offer(sheet: Worksheet, frame: Frame, plan: Plan) -> None:
    """The drop-down list of verdicts, and the day of the review as a date."""
    words = frame.layout.validation
    offer = DataValidation(type="list", formula1=plan.labels, allow_blank=True, showErrorMessage=True)
    offer.promptTitle, offer.prompt, offer.showInputMessage = (
        words["verdict_title"],
        words["verdict_prompt"],
        True,
    )
    offer.errorTitle, offer.error = words["verdict_title"], words["verdict_error"]
    offer.add(frame.items.within("review"))
    sheet.add_data_validation(offer)
    offer_days(sheet, frame.items.within("on"), words["on_title"], words["on_error"])
    for (cell,) in sheet[frame.items.within("on")]:
        cell.number_format = DAY


def colour(sheet: Worksheet, where: Area) -> None:
    """Shades the verdict that counts, whichever it comes to be; the symbol tells it without colour."""
    code = where.here("code", where.first)
    conditions = {verdict: f"{code}={code_of(verdict)}" for verdict in VERDICTS}
    sheets.shade_verdicts(sheet, where.within("counted"), conditions)
