"""评分口径: every figure from the items to the grade, as formulas that a reader can follow."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from engine.reporting import sheets
from engine.reporting.formulas import Value
from engine.reporting.scorecard.blocks import Shown, block, row
from engine.reporting.scorecard.frame import Frame, cell_at, code_of
from engine.reporting.scorecard.grades import bonus_of, draw_grades
from engine.reporting.scorecard.plan import WHOLE, Plan
from engine.reporting.view import VERDICTS
from engine.result import Score
from engine.rules.models import Finding
from engine.scoring import OPEN, UNANSWERED, score, worth_of

_WIDTHS = [32, 24, 14, *[10] * 15]


def draw_points(frame: Frame, plan: Plan) -> None:
    """The sheet."""
    words = frame.layout.points
    sheet: Worksheet = frame.book.create_sheet(plan.sheet)
    last, width = len(_WIDTHS), sum(_WIDTHS)
    sheets.line(sheet, 1, words.head, last, sheets.TITLE, width)
    sheets.line(sheet, 2, words.intro, last, width=width)
    _verdicts(sheet, frame, plan)
    _parts(sheet, frame, plan)
    sheets.line(sheet, plan.note, words.parts_note, last, width=width)
    draw_grades(sheet, frame, plan)
    sheets.widths(sheet, _WIDTHS)
    sheets.page(sheet)
    sheets.protect(sheet)


def _verdicts(sheet: Worksheet, frame: Frame, plan: Plan) -> None:
    block(sheet, frame.layout.points.verdicts, plan.verdicts)
    codes = frame.items.all("code")
    for y, verdict in enumerate(VERDICTS, plan.verdicts):
        number = sum(finding.verdict == verdict for finding in frame.result.findings)
        counts = verdict != "not_applicable"
        row(
            sheet,
            y,
            [
                frame.texts.verdicts[verdict].label,
                frame.verdict(verdict),
                plan.rules.shares.get(verdict, 0) if counts else 0,
                int(verdict in OPEN),
                int(counts and verdict not in UNANSWERED),
                (f"=SUMPRODUCT(--({codes}={code_of(verdict)}))", number),
            ],
        )


def _parts(sheet: Worksheet, frame: Frame, plan: Plan) -> None:
    card = frame.card
    assert card is not None
    block(sheet, frame.layout.points.parts, min(plan.parts.values()))
    scores = {one.part.id: one.score for one in card.parts}
    for part in frame.parts:
        own = [finding for finding in frame.result.findings if finding.item.part == part.id]
        total = scores.get(part.id) or score(own, card.rules, [part]).parts[0].score
        _part(sheet, frame, plan, part.id, part.title, own, total)
    _part(sheet, frame, plan, WHOLE, frame.layout.overview["whole"], list(frame.result.findings), card.total)


def _part(
    sheet: Worksheet, frame: Frame, plan: Plan, part: str, title: str, own: list[Finding], total: Score
) -> None:
    """The row of one part, or of all: sums over its items, then what `engine.scoring` makes of them."""
    y = plan.parts[part]
    inputs = _inputs(frame, plan, part, own, y)
    raw = f"MIN(H{y},F{y}+G{y})"
    ceiling = 100 * total.ceiling / total.possible if total.possible else 0
    outputs: list[tuple[str, Value]] = [
        (f"=INT({raw}*100+0.500001)/100", total.proved),
        (f"=INT(MIN(H{y},{raw}+I{y}+J{y})*100+0.500001)/100", total.ceiling),
        (f"=INT(H{y}*100+0.500001)/100", total.possible),
        (f"=IF(H{y}=0,0,INT({raw}/H{y}*10000+0.000001)/100)", total.rate),
        (f"=IF(M{y}=0,0,100*L{y}/M{y})", ceiling),
        (f"=IF(Q{y}=0,0,INT(R{y}/Q{y}*10000+0.000001)/100)", total.coverage),
    ]
    row(sheet, y, [title, part, *inputs[:-2], *outputs, *inputs[-2:]])
    cell_at(sheet, y, 5).number_format = "0.0000"


def _inputs(frame: Frame, plan: Plan, part: str, own: list[Finding], y: int) -> list[Shown]:
    card, items = frame.card, frame.items
    assert card is not None
    mine = f"({items.all('part_id')}=$B{y})*" if part != WHOLE else "1*"
    code, points, possible = (items.all(key) for key in ("code", "points", "possible"))
    applies = [finding for finding in own if finding.verdict != "not_applicable"]
    counted = [(f, card.items[f.item.id]) for f in applies]
    fixed = card.rules.parts.get(part)
    base = sum(worth_of(f.item, card.rules) for f in applies)

    def having(codes: Sequence[int]) -> str:
        return "(" + "+".join(f"({code}={one})" for one in codes) + ")"

    unanswered = [code_of(v) for v in VERDICTS if v in UNANSWERED]
    none = code_of("not_applicable")
    open_ = having([code_of(v) for v in VERDICTS if v in OPEN])
    return [
        fixed,
        (f"=SUMPRODUCT({mine}({code}<>{none})*{items.all('base')})", base),
        (f'=IF(C{y}="",1,IF(D{y}=0,0,C{y}/D{y}))', (fixed / base if base else 0) if fixed else 1),
        (f"=SUMPRODUCT({mine}({code}<>{none})*{points})", sum(p.points for _, p in counted)),
        bonus_of(frame, plan, "counted") if part == WHOLE else 0,
        (f"=SUMPRODUCT({mine}({code}<>{none})*{possible})", sum(p.possible for _, p in counted)),
        (
            f"=SUMPRODUCT({mine}{open_}*({possible}-{points}))",
            sum(p.possible - p.points for f, p in counted if f.verdict in OPEN),
        ),
        bonus_of(frame, plan, "open") if part == WHOLE else 0,
        (f"=SUMPRODUCT({mine}({code}<>{none}))", len(applies)),
        (
            f"=SUMPRODUCT({mine}({code}<>{none})*(1-{having(unanswered)}))",
            sum(f.verdict not in UNANSWERED for f in applies),
        ),
    ]
