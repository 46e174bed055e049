"""The grade on 评分口径: its bounds, what a bonus adds and what a veto bars."""

from __future__ import annotations

from typing import Literal

from openpyxl.worksheet.worksheet import Worksheet

from engine.checklist.models import Verdict
from engine.profile import Bonus, Veto
from engine.reporting import sheets
from engine.reporting.scorecard.blocks import Shown, block, row
from engine.reporting.scorecard.frame import Frame, cell_at, code_of
from engine.reporting.scorecard.plan import WHOLE, Extra, Plan
from engine.scoring import OPEN

_LAST = 18  # the column up to which a reason runs


def draw_grades(sheet: Worksheet, frame: Frame, plan: Plan) -> None:
    """The three blocks; those of bonus and veto only where the profile has any."""
    words = frame.layout.points
    block(sheet, words.grades, plan.grades)
    for rank, grade in enumerate(plan.rules.grades, 1):
        row(sheet, plan.grades + rank - 1, [grade.title, grade.at_least, rank])
    _grade(sheet, frame, plan)
    if plan.bonus:
        block(sheet, words.bonus, plan.bonus[0].row)
    for extra in plan.bonus:
        _bonus_row(sheet, frame, plan, extra)
    if plan.veto:
        block(sheet, words.veto, plan.veto[0].row)
    for extra in plan.veto:
        _veto_row(sheet, frame, plan, extra)


def _grade(sheet: Worksheet, frame: Frame, plan: Plan) -> None:
    """The grade that the rate earns, and the one that is given after vetoes."""
    card, words, whole = frame.card, frame.layout.points, plan.parts[WHOLE]
    assert card is not None
    first, last = plan.grades, plan.grades + len(plan.rules.grades) - 1
    earned = 1 + sum(grade.at_least > card.total.rate for grade in plan.rules.grades)
    rank = f"=SUMPRODUCT(--($B${first}:$B${last}>$N${whole}))+1"
    row(sheet, plan.earned, [words.earned, (rank, earned)])
    bars = f",$I${plan.veto[0].row}:$I${plan.veto[-1].row}" if plan.veto else ""
    given = f"INDEX($A${first}:$A${last},MAX($B${plan.earned}{bars}))"
    ungraded = f"$B${plan.final + 1}"
    formula = f"=IF($H${whole}=0,{ungraded},{given})" if card.graded else f"={ungraded}"
    row(sheet, plan.final, [words.final, (formula, card.total.grade)])
    row(sheet, plan.final + 1, [words.ungraded, plan.rules.ungraded])


def bonus_of(frame: Frame, plan: Plan, which: Literal["counted", "open"]) -> Shown:
    """The sum of the points on top: earned, or still to be had."""
    if not plan.bonus:
        return 0
    letter = {"counted": "F", "open": "G"}[which]
    total = sum(_bonus_points(frame, plan, extra)[which == "open"] for extra in plan.bonus)
    return f"=SUM(${letter}${plan.bonus[0].row}:${letter}${plan.bonus[-1].row})", total


def remarks(frame: Frame, plan: Plan) -> Shown:
    """The reasons of the bonuses and vetoes that count, one after the other."""
    card = frame.card
    assert card is not None
    pieces = []
    for extras, letter, why in ((plan.bonus, "F", "H"), (plan.veto, "F", "J")):
        for rule in dict.fromkeys(extra.rule for extra in extras):
            rows = [extra.row for extra in extras if extra.rule == rule]
            counted = f"SUM({plan.column(letter, rows[0], rows[-1])})>0"
            pieces.append(f'IF({counted},{plan.cell(why, rows[0])}&"；","")')
    if not pieces:
        return None
    return f"={'&'.join(pieces)}", "".join(f"{remark}；" for remark in card.total.remarks)


def _bonus_row(sheet: Worksheet, frame: Frame, plan: Plan, extra: Extra) -> None:
    rule: Bonus = plan.rules.bonus[extra.rule]
    y = extra.row
    open_ = tuple(verdict for verdict in OPEN if verdict not in rule.verdicts)
    counted, still = _bonus_points(frame, plan, extra)
    row(
        sheet,
        y,
        [
            *_item(frame, plan, extra),
            rule.points,
            (f"=IF({_is(y, rule.verdicts)},$E{y},0)", counted),
            (f"=IF({_is(y, open_)},$E{y},0)", still),
        ],
    )
    _why(sheet, y, 8, rule.why)


def _veto_row(sheet: Worksheet, frame: Frame, plan: Plan, extra: Extra) -> None:
    rule: Veto = plan.rules.veto[extra.rule]
    y, verdict = extra.row, _verdict(frame, extra)
    rank = [grade.title for grade in plan.rules.grades].index(rule.grade) + 1
    triggered = int(verdict in rule.verdicts)
    labels = "、".join(frame.texts.verdicts[one].label for one in rule.verdicts)
    row(
        sheet,
        y,
        [
            *_item(frame, plan, extra),
            labels,
            (f"=IF({_is(y, rule.verdicts)},1,0)", triggered),
            rule.grade,
            rank,
            (f"=$F{y}*$H{y}", triggered * rank),
        ],
    )
    _why(sheet, y, 10, rule.why)


def _item(frame: Frame, plan: Plan, extra: Extra) -> list[Shown]:
    """The item that a rule names, the verdict that counts for it, and that as a number; 0 where it is not asked."""
    y, verdict = extra.row, _verdict(frame, extra)
    titles = {finding.item.id: finding.item.title for finding in frame.result.findings}
    unknown = frame.layout.points.unknown
    found = f"IFERROR(INDEX({frame.items.all('code')},MATCH($B{y},{frame.items.all('id')},0)),0)"
    return [
        titles.get(extra.item, unknown),
        extra.item,
        (
            f'=IF($D{y}=0,"—",INDEX({plan.written},$D{y}))',
            frame.verdict(verdict) if verdict else "—",
        ),
        (f"={found}", code_of(verdict) if verdict else 0),
    ]


def _verdict(frame: Frame, extra: Extra) -> Verdict | None:
    return next((f.verdict for f in frame.result.findings if f.item.id == extra.item), None)


def _bonus_points(frame: Frame, plan: Plan, extra: Extra) -> tuple[float, float]:
    """Earned, and still to be had."""
    rule, verdict = plan.rules.bonus[extra.rule], _verdict(frame, extra)
    earned = verdict in rule.verdicts
    return (rule.points if earned else 0), (rule.points if verdict in OPEN and not earned else 0)


def _is(y: int, verdicts: tuple[Verdict, ...]) -> str:
    """Whether the row's item has one of these verdicts."""
    codes = sorted(code_of(verdict) for verdict in verdicts)
    return f"OR({','.join(f'$D{y}={code}' for code in codes)})" if codes else "FALSE"


def _why(sheet: Worksheet, y: int, column: int, why: str) -> None:
    sheets.put(cell_at(sheet, y, column), why)
    sheets.put(cell_at(sheet, y, column), why)
    sheet.merge_cells(start_row=y, start_column=column, end_row=y, end_column=_LAST)
