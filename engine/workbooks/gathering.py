"""The sheets with the head of the overlay and its documents, and sources wherever they stand, into a `Draft`.

In: a `Grid`, a `Reader`. Out: entries of the draft; mistakes stay with the reader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.workbooks import forms
from engine.workbooks.draft import Draft
from engine.workbooks.filling import DOCUMENT
from engine.workbooks.layout import layout, words
from engine.workbooks.opening import Cell, Cells, Grid
from engine.workbooks.reading import Reader
from engine.yamlio import Path_

Data = dict[str, Any]
MISSING = "？"  # in the place of what is wrong already, so that the rest can be checked too
SOURCE = ("document", "article", "quote", "from", "until")
_REGION = re.compile(r"\d{6}")


class Gatherer:
    """Reads the sheets of one workbook into one draft."""

    def __init__(self, grid: Grid, reader: Reader, draft: Draft) -> None:
        self.grid, self.reader, self.draft = grid, reader, draft

    def head(self, cells: Mapping[str, Cell]) -> None:
        """The head: everything but the parents, which are known already."""
        data, reader, put = self.draft.data, self.reader, self.draft.put
        put(data, ("id",), reader.code(cells["id"]), cells["id"])
        for name in ("title", "version"):
            put(data, (name,), reader.line(cells[name]), cells[name])
        for name in ("id", "title", "version"):
            if cells[name].value is None:
                reader.wrong(cells[name], f"没有填“{layout().head.rows[name].title}”", "请补上")
            data.setdefault(name, MISSING)
        self._region(cells["region_code"], cells["region_name"])
        levels = reader.choices(cells["levels"], words().levels)
        put(data, ("levels",), levels, cells["levels"])
        put(data, ("scoring",), reader.code(cells["scoring"]), cells["scoring"])
        put(data, ("parts",), [forms.parts_from(one) for one in reader.lines(cells["parts"])], cells["parts"])
        for part in data.get("parts", ()):
            if not part["title"]:
                mend = "一行一个，代号和名称之间空一格，如：local 本省特有要求"
                reader.wrong(cells["parts"], f"“{part['id']}”后面没有名称", mend)
        for name in ("not_covered", "indicators"):
            put(data, (name,), reader.lines(cells[name]), cells[name])

    def _region(self, code: Cell, name: Cell) -> None:
        if code.value is None and name.value is None:
            return
        region: Data = {}
        number = self.reader.code(code)
        if number is not None and not _REGION.fullmatch(number):
            self.reader.wrong(code, f"地区代码“{number}”不是六位数字", "请填六位行政区划代码，如 210000")
        rows = layout().head.rows
        for cell, row in ((code, rows["region_code"]), (name, rows["region_name"])):
            if cell.value is None:
                self.reader.wrong(cell, f"没有填“{row.title}”", "地区代码和地区名称须同时填写，或同时空着")
        number = number if number and _REGION.fullmatch(number) else "000000"
        self.draft.put(region, ("region", "code"), number, code)
        self.draft.put(region, ("region", "name"), self.reader.line(name) or MISSING, name)
        self.draft.put(self.draft.data, ("region",), region, code)

    def documents(self) -> None:
        """The local documents."""
        found: Data = {}
        for cells in self.grid.rows["documents"]:
            if not self.reader.sound(cells):
                continue
            name = self.reader.code(cells["id"])
            if name is None:
                if cells["id"].value is None:
                    self.reader.wrong(cells["id"], "文件没有代号", "请补上，如 liaoning-rules-2022")
                continue
            if name in found:
                self.reader.wrong(cells["id"], f"文件代号“{name}”重复", "请改其中一个")
                continue
            entry: Data = {}
            where = ("documents", name)
            for field in DOCUMENT:
                read = self.reader.day if field.startswith("in_force") else self.reader.line
                self.draft.put(entry, (*where, field), read(cells[field]), cells[field])
            if cells["title"].value is None:
                self.reader.wrong(cells["title"], "文件没有全称", "请补上")
                entry["title"] = MISSING
            found[name] = entry
            self.draft.mark(where, cells["id"])
        self.draft.put(self.draft.data, ("documents",), found or None, self.grid.heads["documents"]["id"])

    def source(self, cells: Cells, where: Path_, names: tuple[str, ...]) -> Data:
        """A source; the first three of its cells must all be filled in."""
        source: Data = {}
        for name, column in zip(names, SOURCE[:3], strict=False):
            if cells[name].value is None:
                title = layout().items.columns[column].title
                self.reader.wrong(cells[name], f"没有填“{title}”", "依据须写明文件代号、条款和逐字原文")
        reads = (self.reader.code, self.reader.line, self.reader.text, self.reader.day, self.reader.day)
        for field, name, read in zip(SOURCE, names, reads, strict=True):
            self.draft.put(source, (*where, field), read(cells[name]), cells[name])
        for field, name in zip(SOURCE[:3], names[:3], strict=True):
            if field not in source:
                self.draft.put(source, (*where, field), MISSING, cells[name])
        self.draft.mark(where, cells[names[0]])
        return source
