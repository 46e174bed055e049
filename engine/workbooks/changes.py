"""The sheets of items and values into the changes of a `Draft`.

In: a `Gatherer`, the parent. A cell that says what the parent says is no difference. A row of an item with a reason is a change, one
with a source alone a further source of the change above.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from engine.checklist.models import Checklist, Item
from engine.workbooks.differing import Difference, differences
from engine.workbooks.gathering import MISSING, SOURCE, Data, Gatherer
from engine.workbooks.opening import Cells
from engine.yamlio import Path_, suggest

_SLOT = re.compile(r"〔([^〔〕]+)〕\s*$")
_AGAIN = "请用 fazhi checklist export 重新导出，再把内容抄过去"
_DATED_SOURCE = ("document", "article", "quote", "source_from", "source_until")


class _Change(NamedTuple):
    """A change being put together."""

    data: Data
    where: Path_
    cells: Cells


class Changes:
    """Reads the changes of the parent's items."""

    def __init__(self, gatherer: Gatherer, parent: Checklist) -> None:
        self._at, self._reader, self._draft = gatherer, gatherer.reader, gatherer.draft
        self._grid = gatherer.grid
        self._items = {item.id: item for item in parent.items}
        self._found: list[Data] = []

    def gather(self) -> None:
        """All changes, in the order of the items."""
        rows, dated = self._rows(), self._dated()
        for name, cells in rows.items():
            self._item(self._items[name], cells, dated.get(name, []))
        self._draft.put(self._draft.data, ("changes",), self._found, self._grid.heads["items"]["id"])

    def _rows(self) -> dict[str, list[Cells]]:
        """The rows of the sheet of items, by item."""
        found: dict[str, list[Cells]] = {name: [] for name in self._items}
        seen = set()
        for cells in self._grid.rows["items"]:
            name = self._reader.code(cells["id"])
            seen.add(name)
            if not self._reader.sound(cells):
                continue
            if name in found:
                found[name].append(cells)
            elif name is not None:
                mend = suggest(name, sorted(found)) or "请改回导出时的编号；新增的要求填在“新增条目”"
                self._reader.wrong(cells["id"], f"上级清单没有条目“{name}”", mend)
            elif cells["id"].value is None:
                self._reader.wrong(cells["id"], "这一行没有编号", "请照抄所改条目的编号，或清空这一行")
        if gone := [name for name in found if name not in seen]:
            some = "、".join(gone[:3]) + ("等" if len(gone) > 3 else "")
            at = self._grid.heads["items"]["id"]
            self._reader.wrong(at, f"缺少 {len(gone)} 个条目的行：{some}", _AGAIN)
        return found

    def _dated(self) -> dict[str, list[Cells]]:
        """The rows of the sheet of values, by item."""
        found: dict[str, list[Cells]] = {}
        for cells in self._grid.rows["values"]:
            if not self._reader.sound(cells):
                continue
            item, name = self._reader.code(cells["item"]), self._reader.code(cells["name"])
            if item not in self._items:
                mend = (suggest(item, sorted(self._items)) if item else None) or "请照抄“条目”表的编号"
                self._reader.wrong(cells["item"], f"上级清单没有条目“{item or ''}”", mend)
            elif name not in self._items[item].values:
                known = "、".join(self._items[item].values) or "没有"
                self._reader.wrong(cells["name"], f"“{item}”没有数值“{name or ''}”", f"可填：{known}")
            else:
                found.setdefault(item, []).append(cells)
        return found

    def _item(self, item: Item, rows: list[Cells], dated: list[Cells]) -> None:
        """The changes of one item, with the rows of its dated values."""
        changes: list[_Change] = []
        for cells in rows:
            where: Path_ = ("changes", len(self._found) + len(changes))
            mistakes = len(self._reader.errors)
            found, said = differences(item, cells, self._reader)
            values, numbers = self._slots(item, cells, where)
            said = said or numbers
            if len(self._reader.errors) > mistakes:  # something was meant to be changed
                found = [*found, Difference("holder", MISSING, cells["id"])]
            if found or values or cells["reason"].value is not None:
                if said and not (found or values or dated):
                    self._reader.remark(cells["id"], "所填与上级清单相同，不算改动，没有写入")
                    continue
                change = self._change(item, cells, where, found)
                if values:
                    change.data["values"] = values
                changes.append(change)
            elif any(cells[name].value is not None for name in SOURCE):
                if changes:
                    self._cite(cells, changes[-1])
                elif not said:
                    mend = "请填要改的单元格和理由；没有改动的请清空依据"
                    self._reader.wrong(cells["document"], "写了依据，却没有改任何一格", mend)
        for n, cells in enumerate(dated):
            self._value(item, cells, changes, dated[:n])
        for change in changes:
            if not set(change.data) - {"item", "reason", "sources"}:
                mend = "请填要改的单元格，或清空理由和依据"
                self._reader.wrong(change.cells["reason"], "写了理由，却没有改任何一格", mend)
        self._found += (change.data for change in changes)

    def _change(self, item: Item, cells: Cells, where: Path_, found: list[Difference]) -> _Change:
        """A change with its reason, its first source and what it changes."""
        data: Data = {}
        put = self._draft.put
        put(data, (*where, "item"), item.id, cells["id"])
        self._draft.mark(where, cells["id"])
        if cells["reason"].value is None:
            mend = "请用一句话写明为什么与上级不同"
            self._reader.wrong(cells["reason"], f"改了“{item.id}”，没有写理由", mend)
        put(data, (*where, "reason"), self._reader.text(cells["reason"]) or MISSING, cells["reason"])
        for one in found:
            data[one.field] = one.value
            self._draft.mark((*where, one.field), one.cell)
        change = _Change(data, where, cells)
        self._cite(cells, change)
        return change

    def _cite(self, cells: Cells, change: _Change) -> None:
        """The source of a row into a change."""
        sources = change.data.setdefault("sources", [])
        where = (*change.where, "sources", len(sources))
        sources.append(self._at.source(cells, where, SOURCE))

    def _slots(self, item: Item, cells: Cells, where: Path_) -> tuple[Data, bool]:
        """The local numbers beside named values, and whether there is any, be it the parent's."""
        values: Data = {}
        said = False
        for n in range(1, self._grid.slots + 1):
            cell, label = cells[f"value{n}"], self._reader.line(cells[f"value_name{n}"])
            if cell.value is None:
                continue
            said = True
            code = _SLOT.search(label or "")
            name = code[1] if code else dict(enumerate(item.values, 1)).get(n, "")
            named = item.values.get(name)
            if named is None:
                mend = "请清空；数值填在写有名称的那一列右边"
                self._reader.wrong(cell, "这一条目没有这个数值", mend)
                continue
            number = self._reader.number(cell, named.unit)
            same = len(named.dated) == 1 and not named.overrides and named.dated[0].value == number
            if number is not None and not same:
                values[name] = {"dated": [{"value": number}]}
                self._draft.mark((*where, "values", name), cell)
        return values, said

    def _value(self, item: Item, cells: Cells, changes: list[_Change], above: list[Cells]) -> None:
        """A dated entry into the change that it belongs to; `above` are the rows that came before."""
        name, turn = str(self._reader.code(cells["name"])), self._reader.whole(cells["turn"]) or 1
        if not 1 <= turn <= len(changes):
            mend = "请改“第几处改动”" if changes else f"请在“条目”表“{item.id}”一行写明理由和依据"
            self._reader.wrong(cells["item"], "这个数值找不到所属的改动", mend)
            return
        change = changes[turn - 1]
        values = change.data.setdefault("values", {})
        if name in values and not any(self._reader.code(other["name"]) == name for other in above):
            mend = "同一数值只填一处：分时期的填“数值”表，“条目”表的本地数值空着"
            self._reader.wrong(cells["value"], "“条目”表里已经填了这个数值", mend)
            return
        dated: list[Any] = values.setdefault(name, {"dated": []})["dated"]
        where: Path_ = (*change.where, "values", name)
        place = (*where, "dated", len(dated))
        self._draft.mark(where, cells["item"])
        self._draft.mark(place, cells["value"])
        dated.append(self._entry(item, name, cells, place))

    def _entry(self, item: Item, name: str, cells: Cells, place: Path_) -> Data:
        entry: Data = {}
        number = self._reader.number(cells["value"], item.values[name].unit)
        if cells["value"].value is None:
            self._reader.wrong(cells["value"], "没有填本地数值", "请填数")
        self._draft.put(entry, (*place, "value"), 0 if number is None else number, cells["value"])
        for field in ("from", "until"):
            self._draft.put(entry, (*place, field), self._reader.day(cells[field]), cells[field])
        if any(cells[one].value is not None for one in _DATED_SOURCE):
            entry["source"] = self._at.source(cells, (*place, "source"), _DATED_SOURCE)
        return entry
