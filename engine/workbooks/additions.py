"""The sheet of added items into the items of a `Draft`.

In: a `Gatherer`. A row with the id of one above and nothing but a source is a further source of it. Out: entries of the draft.
"""

from __future__ import annotations

from typing import Any

from engine.errors import FazhiError
from engine.workbooks import forms
from engine.workbooks.gathering import MISSING, Data, Gatherer
from engine.workbooks.layout import LEVELS, layout, words
from engine.workbooks.opening import Cell, Cells
from engine.yamlio import Path_, parse_yaml

_SOURCE = ("document", "source_article", "quote", "from", "until")
_NEEDED = {
    "title": MISSING,
    "part": MISSING,
    "kind": "assertion",
    "severity": "minor",
    "remedy": MISSING,
    "materials": [MISSING],
    "holder": MISSING,
}  # and what stands there until it is filled in
_HOLLOW: Data = {"met": {"reported": [MISSING]}}
_ALL = ("province", "prefecture", "county")


class Additions:
    """Reads the items that an overlay adds."""

    def __init__(self, gatherer: Gatherer) -> None:
        self._at, self._reader, self._draft = gatherer, gatherer.reader, gatherer.draft
        self._grid = gatherer.grid

    def gather(self) -> None:
        """All added items, in their order."""
        found: dict[str, tuple[Data, Path_]] = {}
        for cells in self._grid.rows["added"]:
            if not self._reader.sound(cells):
                continue
            name = self._reader.code(cells["id"])
            if name is None:
                if cells["id"].value is None:
                    self._reader.wrong(cells["id"], "新增条目没有编号", "请补上，如 liaoning.hearing")
            elif name not in found:
                where: Path_ = ("items", len(found))
                found[name] = self._item(name, cells, where), where
            elif any(cell.value is not None for key, cell in cells.items() if key not in ("id", *_SOURCE)):
                mend = "请改其中一个；又一处依据另起一行时，只写编号和依据"
                self._reader.wrong(cells["id"], f"编号“{name}”重复", mend)
            else:
                data, where = found[name]
                place = (*where, "sources", len(data["sources"]))
                data["sources"].append(self._at.source(cells, place, _SOURCE))
        items = [data for data, _ in found.values()]
        self._draft.put(self._draft.data, ("items",), items, self._grid.heads["added"]["id"])

    def _item(self, name: str, cells: Cells, where: Path_) -> Data:
        reader, item = self._reader, dict[str, Any]()
        self._draft.mark(where, cells["id"])
        for column in _NEEDED:
            if cells[column].value is None:
                title = layout().added.columns[column].title
                reader.wrong(cells[column], f"“{name}”没有填“{title}”", "请补上")
        read = {
            "id": name,
            "title": reader.line(cells["title"]),
            "article": reader.whole(cells["article"]),
            "part": reader.code(cells["part"]),
            "kind": reader.choice(cells["kind"], words().item_kinds),
            "basis": reader.choice(cells["basis"], words().bases),
            "by": reader.day(cells["by"]),
            "severity": reader.choice(cells["severity"], words().severities),
            "weight": reader.number(cells["weight"]),
            "remedy": reader.text(cells["remedy"]),
            "materials": reader.lines(cells["materials"]),
            "holder": reader.text(cells["holder"]),
            "note": reader.text(cells["note"]),
            "values": self._yaml(cells["values"]),
            "examples": self._examples(cells["examples"]),
        }
        for field, value in read.items():
            missing = value is None or value == []
            self._draft.put(item, (*where, field), _NEEDED.get(field) if missing else value, cells[field])
        item["sources"] = [self._at.source(cells, (*where, "sources", 0), _SOURCE)]
        item["applies"] = self._scope(cells, (*where, "applies"))
        self._criterion(item, cells, (*where, "criterion"))
        return item

    def _scope(self, cells: Cells, where: Path_) -> Data:
        """The scope; levels that are not filled in are 否 where any is."""
        reader, scope = self._reader, dict[str, Any]()
        asked = {name: reader.yes(cells[name]) for name in LEVELS}
        said = any(value is not None for value in asked.values())
        scope["levels"] = [name for name in LEVELS if (asked[name] if said else name in _ALL)]
        kinds = reader.choices(cells["kinds"], words().kinds)
        if kinds is not None:
            scope["kinds"] = kinds
        for name in ("from_year", "to_year"):
            self._draft.put(scope, (*where, name), reader.whole(cells[name]), cells[name])
        self._draft.put(scope, (*where, "why"), reader.text(cells["why"]), cells["why"])
        self._draft.mark(where, cells["province"])
        return scope

    def _criterion(self, item: Data, cells: Cells, where: Path_) -> None:
        """The criterion, of fact keys or of YAML."""
        reader, keys = self._reader, ("met", "partly")
        common = {
            name: {"reported": reader.codes(cells[name])} for name in keys if cells[name].value is not None
        }
        full = cells["criterion"]
        if full.value is not None:
            if common:
                mend = "请只留一处：写了“判定标准”，就清空两列事实键"
                reader.wrong(full, "既写了事实键，又写了判定标准", mend)
            written = self._yaml(full)
            self._draft.put(item, where, _HOLLOW if written is None else written, full)
        elif "met" in common:
            item["criterion"] = common
            self._draft.mark(where, cells["met"])
            for name in common:
                self._draft.mark((*where, name), cells[name])
        else:
            mend = "请填“达标事实键”，或在“判定标准”里写达标的条件"
            reader.wrong(cells["met"], f"“{item['id']}”没有写怎样算达标", mend)
            self._draft.put(item, where, _HOLLOW, cells["met"])

    def _yaml(self, cell: Cell) -> Any:
        """The data of a cell with YAML."""
        text = self._reader.text(cell)
        if text is None:
            return None
        try:
            data, _ = parse_yaml(text, self._reader.path)
        except FazhiError as error:
            self._reader.wrong(cell, error.message, error.mend)
            return None
        if not isinstance(data, dict):
            self._reader.wrong(cell, "应为若干“键: 值”", "请写成 {met: {reported: [事实键]}}，冒号后空一格")
            return None
        return data

    def _examples(self, cell: Cell) -> list[Data]:
        found = []
        for line in self._reader.lines(cell):
            try:
                found.append(forms.example_from(line))
            except ValueError as error:
                self._reader.wrong(cell, f"{error.args[0]}（{line[:20]}）", error.args[1])
        return found
