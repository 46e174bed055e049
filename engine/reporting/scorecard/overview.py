"""总览: the score as a whole and by part, the verdicts, the worst gaps; every figure follows 逐项评分."""

from __future__ import annotations

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from engine.reporting import sheets
from engine.reporting.formulas import literal
from engine.reporting.numbers import fraction
from engine.reporting.scorecard.blocks import Shown, row, show
from engine.reporting.scorecard.chart import draw_chart
from engine.reporting.scorecard.frame import Frame, cell_at, code_of
from engine.reporting.scorecard.grades import remarks
from engine.reporting.scorecard.plan import WHOLE, Plan
from engine.reporting.scorecard.worst import draw_worst
from engine.reporting.view import VERDICTS
from engine.result import Score

WIDTHS = [34, 12, 12, 12, 12, 12, 12, 11, 12, 12, 12, 13]
LAST, WIDE = len(WIDTHS), sum(WIDTHS)
_BIG = Font(name="黑体", size=14, bold=True, charset=134)
_COUNTED = tuple(verdict for verdict in VERDICTS if verdict != "not_applicable")
_SIDE = 8  # the first column beside the chart


def draw_overview(sheet: Worksheet, frame: Frame, plan: Plan | None) -> None:
    """The sheet, which comes first."""
    top = _head(sheet, frame)
    if plan is not None:
        top = _figures(sheet, frame, plan, top)
        first = top + 2  # below the titles and the whole
        top = _parts(sheet, frame, plan, top)
        top = draw_worst(sheet, frame, top) + 1
        sheet.row_breaks.append(Break(id=top - 1))
        draw_chart(sheet, frame, f"A{top + 1}", first)
        _verdicts(sheet, frame, plan, top + 1)
    sheets.widths(sheet, WIDTHS)
    sheets.page(sheet)
    sheets.protect(sheet)


def _head(sheet: Worksheet, frame: Frame) -> int:
    """Whose report, and against what; gives the next free row."""
    shown = frame.shown
    report, texts = shown["report"], shown["texts"]
    name = f"{report['issuer'] or texts['unknown_issuer']}{report['kind_label']}{texts['scorecard']}"
    sheets.line(sheet, 1, name, LAST, sheets.TITLE, WIDE)
    year = f"{report['year']}年度" if report["year"] else texts["unknown_year"]
    checklist = f"{shown['checklist']['title']}（{shown['checklist']['version']}版）"
    sheets.line(sheet, 2, f"{year}　{report['file']}　核验依据：{checklist}", LAST, width=WIDE)
    note = shown["message"] or (texts["plan_note"] if report["kind"] == "work_plan" else "")
    if not note:
        return 4
    sheets.line(sheet, 4, note, LAST, sheets.BOLD, WIDE)
    return 6


def _figures(sheet: Worksheet, frame: Frame, plan: Plan, top: int) -> int:
    """The score in large figures, and below it what was changed; gives the next free row."""
    words, card, y = frame.layout.overview, frame.card, plan.parts[WHOLE]
    assert card is not None
    total = card.total
    keys = ("proved", "ceiling", "possible", "rate", "ceiling_rate", "coverage", "grade", "bonus")
    names = [words[key] for key in keys if key != "bonus" or plan.bonus]
    values: list[Shown] = [
        *_points(plan, y, total),
        *_shares(plan, y, total),
        (f"={plan.cell('B', plan.final)}", total.grade),
        (f"={plan.cell('G', y)}", total.bonus),
    ]
    sheets.heading(sheet, names, top)
    row(sheet, top + 1, values[: len(names)])
    for x in range(1, len(names) + 1):
        cell = cell_at(sheet, top + 1, x)
        cell.font, cell.alignment = _BIG, Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.number_format = sheets.PERCENT if 4 <= x <= 6 else "General"
    sheet.row_dimensions[top + 1].height = 40 if len(total.grade) > 4 else 26
    told = [remarks(frame, plan), _pending(frame)]
    for text in told:
        if text is None:
            continue
        top += 1
        sheets.line(sheet, top + 1, "", LAST, width=WIDE)
        show(sheet, top + 1, 1, text)
    return top + 3


def _points(plan: Plan, y: int, total: Score) -> list[Shown]:
    values = (total.proved, total.ceiling, total.possible)
    return [
        (f"={plan.cell(letter, y)}", value) for letter, value in zip(("K", "L", "M"), values, strict=True)
    ]


def _shares(plan: Plan, y: int, total: Score) -> list[Shown]:
    """Percentages as fractions; what falls short of the whole never reads 100%."""
    ceiling = 100 * total.ceiling / total.possible if total.possible else 0
    values = (total.rate, ceiling, total.coverage)
    found: list[Shown] = []
    for letter, value in zip(("N", "O", "P"), values, strict=True):
        cell = plan.cell(letter, y)
        short = f"ROUND(IF({cell}<100,MIN({cell},99.9),{cell})/100,4)"
        formula = f'=IF({plan.cell("M", y)}=0,"—",{short})'
        found.append((formula, fraction(value) if total.possible else "—"))
    return found


def _pending(frame: Frame) -> Shown:
    """How many verdicts are changed in this workbook, and how many of them lack a name or a reason."""
    words, items = frame.layout.overview, frame.items
    review, by, why = (items.all(key) for key in ("review", "by", "why"))
    changed = f'SUMPRODUCT(--(TRIM({review})<>""))'
    lacking = f'SUMPRODUCT((TRIM({review})<>"")*((TRIM({by})="")+(TRIM({why})="")>0))'
    told = f"{literal(words['some_pending'])}&{changed}&{literal(words['incomplete'])}&{lacking}"
    return f"=IF({changed}=0,{literal(words['no_pending'])},{told})", words["no_pending"]


def _parts(sheet: Worksheet, frame: Frame, plan: Plan, top: int) -> int:
    """The score by part, the whole first; gives the next free row."""
    card, words = frame.card, frame.layout.overview
    assert card is not None
    keys = ("part", "proved", "ceiling", "possible", "rate", "ceiling_rate", "coverage")
    sheets.heading(sheet, [*(words[key] for key in keys), *(frame.verdict(v) for v in _COUNTED)], top)
    sheet.row_dimensions[top].height = 2 * sheets.LINE + 6
    scores = {WHOLE: card.total, **{one.part.id: one.score for one in card.parts}}
    names = {WHOLE: words["whole"], **{part.id: part.title for part in frame.parts}}
    for y, (part, total) in enumerate(scores.items(), top + 1):
        source = plan.parts[part]
        tallies: list[Shown] = [
            _tally(frame, plan, part, code_of(v), total.verdicts.get(v, 0)) for v in _COUNTED
        ]
        row(sheet, y, [names[part], *_points(plan, source, total), *_shares(plan, source, total), *tallies])
        cell_at(sheet, y, 1).alignment = Alignment(vertical="center", wrap_text=True)
        for x in range(2, LAST + 1):
            cell = cell_at(sheet, y, x)
            cell.alignment = Alignment(horizontal="center", vertical="center")
            cell.number_format = sheets.PERCENT if 5 <= x <= 7 else "General"
        sheet.row_dimensions[y].height = sheets.lines_of(names[part], WIDTHS[0]) * sheets.LINE + 4
    for x in range(1, LAST + 1):
        cell_at(sheet, top + 1, x).font = sheets.BOLD
    return top + len(scores) + 2


def _tally(frame: Frame, plan: Plan, part: str, code: int, number: int) -> Shown:
    """How many items of a part have a verdict."""
    mine = f"({frame.items.all('part_id')}={plan.cell('B', plan.parts[part])})*" if part else "1*"
    return f"=SUMPRODUCT({mine}({frame.items.all('code')}={code}))", number


def _verdicts(sheet: Worksheet, frame: Frame, plan: Plan, top: int) -> None:
    """Beside the chart: how many items have each verdict, by the program and now; and what persons said."""
    words, findings = frame.layout.overview, frame.shown["findings"]
    _side(sheet, top, [words["verdict"], words["by_machine"], words["counted"]])
    for y, verdict in enumerate(VERDICTS, top + 1):
        own = sum(f["machine"] == verdict for f in findings)
        now = sum(f["verdict"] == verdict for f in findings)
        _side(
            sheet, y, [frame.verdict(verdict), own, (f"={plan.cell('F', plan.verdicts + y - top - 1)}", now)]
        )
        sheets.shade(cell_at(sheet, y, _SIDE), verdict)
    y = top + len(VERDICTS) + 2
    _side(sheet, y, [words["by_person"], words["number"]])
    for kind, label in frame.texts.rulings.items():
        y += 1
        rulings = [r for f in findings for r in f["rulings"] if r["kind"] == kind and r["counts"]]
        _side(sheet, y, [label, len(rulings)])
    review = frame.items.all("review")
    _side(sheet, y + 1, [words["pending"], (f'=SUMPRODUCT(--(TRIM({review})<>""))', 0)])


def _side(sheet: Worksheet, y: int, values: list[Shown]) -> None:
    """A row beside the chart; its first cell takes two columns."""
    head = all(isinstance(value, str) for value in values)
    for x, value in zip((_SIDE, _SIDE + 2, _SIDE + 3), values, strict=False):
        row(sheet, y, [value], x)
        cell = cell_at(sheet, y, x)
        cell.alignment = Alignment(
            horizontal="left" if x == _SIDE else "center", vertical="center", wrap_text=True
        )
        if head:
            cell.font, cell.fill = sheets.HEAD, sheets.HEAD_FILL
    cell_at(sheet, y, _SIDE + 1).border = sheets.BORDER
    sheet.merge_cells(start_row=y, start_column=_SIDE, end_row=y, end_column=_SIDE + 1)
    if head:
        sheet.row_dimensions[y].height = 2 * sheets.LINE + 4
