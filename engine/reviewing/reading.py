"""The cells that people may fill in, as rulings and as an action plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from engine.errors import FazhiError, FazhiErrors
from engine.near import nearest
from engine.reporting.scorecard.carried import SHEET, Carried, Damaged, carried_in
from engine.reporting.scorecard.layout import Table, layout
from engine.result import Action
from engine.rules.models import Ruling
from engine.workbooks.opening import Cell, Cells, Found, loaded, table_in
from engine.workbooks.reading import Reader

_UNPACKED = 80_000_000  # thousands of facts and a long report
_AGAIN = "请用 fazhi check 重新生成评分表，再把复核内容抄过去"
_NAMED = 5


class Read(NamedTuple):
    """What stands in the workbook."""

    carried: Carried
    rulings: tuple[Ruling, ...]
    actions: tuple[Action, ...]
    remarks: list[FazhiError]


def read(path: Path) -> Read:
    """The workbook at `path`. Raises `FazhiErrors`."""
    book = loaded(path, _UNPACKED)
    carried = _carried(book, path)
    if not carried.result.findings:
        raise FazhiError("这份评分表没有条目，无从复核", path=path, mend="请先用 fazhi check 检查年度报告")
    reader = Reader(path)
    items = _table(book, carried.sheets["items"], layout().items, path)
    gaps = _table(book, carried.sheets["gaps"], layout().gaps, path)
    if errors := [*items.errors, *gaps.errors]:
        raise FazhiErrors(errors)
    known = [finding.item.id for finding in carried.result.findings]
    _refuse_missing(list(_ids(items.rows, reader, known)), known, carried.sheets["items"], reader)
    rulings = tuple(_rulings(items.rows, reader, carried))
    actions = tuple(_actions(gaps.rows, reader, carried, known))
    if reader.errors:
        raise FazhiErrors(reader.errors)
    return Read(carried, rulings, actions, reader.remarks)


def _carried(book: Workbook, path: Path) -> Carried:
    sheet = book[SHEET] if SHEET in book.sheetnames else None
    if not isinstance(sheet, Worksheet):
        raise FazhiError("这不是 fazhi 生成的评分表，或随附数据已被删去", path=path, mend=_AGAIN)
    lines = [str(value) for (value,) in sheet.iter_rows(max_col=1, values_only=True) if value is not None]
    try:
        return carried_in(lines)
    except Damaged as error:
        raise FazhiError(f"评分表不能读回：{error}", path=path, mend=_AGAIN) from error


def _table(book: Workbook, title: str, table: Table, path: Path) -> Found:
    sheet = book[title] if title in book.sheetnames else None
    if not isinstance(sheet, Worksheet):
        near = nearest(title, book.sheetnames)
        mend = f"“{near}”是否就是这张表？请改回原名" if near else _AGAIN
        return Found({}, [], [FazhiError(f"缺少工作表“{title}”", path=path, mend=mend)], [])
    titles = {key: column.title for key, column in table.columns.items()}
    optional = {key for key, column in table.columns.items() if column.optional}
    return table_in(sheet, titles, path, _AGAIN, optional)


def _ids(rows: list[Cells], reader: Reader, known: list[str]) -> Iterator[str]:
    """The item of each row; one that is unknown or there twice is a mistake."""
    taken: set[str] = set()
    for row in rows:
        item = reader.line(row["id"]) or ""
        if item in taken:
            reader.wrong(row["id"], f"编号“{item}”出现了两次", "每个条目只能有一行，请删去多出的一行")
        elif item not in known:
            near = nearest(item, known)
            mend = f"是否就是“{near}”？请改回" if near else "“编号”不能改动，请撤销改动"
            reader.wrong(row["id"], f"编号“{item}”不在这份评分表里", mend)
        taken.add(item)
        yield item


def _refuse_missing(found: list[str], known: list[str], title: str, reader: Reader) -> None:
    """Rows that are gone are a mistake; those whose id was changed were told already."""
    missing = [item for item in known if item not in found]
    strange = sum(item not in known for item in found)
    if len(missing) > strange:
        names = "、".join(missing[:_NAMED]) + ("等" if len(missing) > _NAMED else "")
        where = f"{reader.path}：{title}"
        reader.errors.append(
            FazhiError(f"缺少 {len(missing)} 个条目（{names}）", path=where, mend="请恢复删去的行")
        )


def _rulings(rows: list[Cells], reader: Reader, carried: Carried) -> Iterator[Ruling]:
    """The verdicts that reviewers picked; one without a name or a reason is a mistake, a day may be left out."""
    for row in rows:
        cells = {key: row[key] for key in ("review", "by", "on", "why")}
        if not reader.sound(cells):
            continue
        verdict = reader.choice(_unmarked(row["review"]), carried.verdicts)
        by, on, why = reader.line(row["by"]), reader.day(row["on"]), reader.text(row["why"])
        if row["review"].value is None:
            if why or on:
                named = row["why" if why else "on"]
                what = layout().items.columns["why" if why else "on"].title
                reader.remark(named, f"写了{what}而没有选复核结论，没有采用", "如需改判，请选复核结论")
            continue
        if not by:
            reader.wrong(row["by"], "有复核结论而没有写复核人", "请写复核人姓名，或清空复核结论")
        if not why:
            reader.wrong(row["why"], "有复核结论而没有写复核理由", "请写理由，或清空复核结论")
        if verdict and by and why:
            item = reader.line(row["id"]) or ""
            made = {"item": item, "kind": "review", "verdict": verdict, "by": by, "on": on, "reason": why}
            yield Ruling.model_validate(made)


def _unmarked(cell: Cell) -> Cell:
    """A verdict copied from “采用结论” has its symbol before it."""
    symbol, _, word = str(cell.value or "").strip().partition(" ")
    return cell._replace(value=word) if word and not symbol.isalnum() and len(symbol) == 1 else cell


def _actions(rows: list[Cells], reader: Reader, carried: Carried, known: list[str]) -> Iterator[Action]:
    """What was filled in, and what was planned earlier for items that stand there no longer."""
    holders = {finding.item.id: finding.item.holder for finding in carried.result.findings}
    found = list(_ids(rows, reader, known))
    yield from (action for action in carried.result.actions if action.item not in found)
    for item, row in zip(found, rows, strict=True):
        if not reader.sound({key: row[key] for key in ("unit", "due", "status", "note")}):
            continue
        unit = reader.line(row["unit"]) or ""
        made = {
            "item": item,
            "unit": None if unit == reader.line(row["unit"]._replace(value=holders.get(item))) else unit,
            "due": reader.day(row["due"]),
            "status": reader.choice(row["status"], layout().statuses) or "open",
            "note": reader.text(row["note"]) or "",
        }
        action = Action.model_validate(made)
        if action != Action(item=item):
            yield action
