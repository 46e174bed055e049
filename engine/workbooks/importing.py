"""A workbook into a checked overlay.

In: a path, the folders with checklists, the known fact keys. Out: `Imported`: the overlay and remarks. Raises `FazhiErrors` with every
mistake at once, each with sheet, cell and mend.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from engine.checklist.dating import value_on
from engine.checklist.files import available
from engine.checklist.lint import remarks
from engine.checklist.loading import LoadedChecklist, beneath, load_overlay
from engine.checklist.models import Checklist
from engine.checklist.overlay import Overlay
from engine.errors import FazhiError, FazhiErrors
from engine.reporting.files import safe_stem
from engine.workbooks import forms
from engine.workbooks.additions import Additions
from engine.workbooks.changes import Changes
from engine.workbooks.draft import Draft
from engine.workbooks.filling import state_of
from engine.workbooks.gathering import MISSING, Gatherer
from engine.workbooks.layout import layout
from engine.workbooks.opening import Cell, Cells, Grid, opened
from engine.workbooks.reading import Reader

_AGAIN = "请用 fazhi checklist export 重新导出，再把内容抄过去"


class Imported(NamedTuple):
    """What a workbook says."""

    overlay: Overlay
    remarks: list[FazhiError]


def imported(path: Path, folders: tuple[Path, ...], known_keys: Collection[str]) -> Imported:
    """The overlay in the workbook at `path`."""
    grid = opened(path)
    reader = Reader(path)
    head = _head(grid, reader)
    draft = Draft(path, head["id"])
    parent = _parent(draft, head["extends"], reader, folders)
    gatherer = Gatherer(grid, reader, draft)
    gatherer.head(head)
    _refuse_id(draft, head["id"], reader, folders)
    gatherer.documents()
    Changes(gatherer, parent).gather()
    Additions(gatherer).gather()
    loaded = _loaded(draft, reader, folders, known_keys)
    overlay = loaded.layers[-1].overlay
    said = [*grid.remarks, *reader.remarks]
    if head["parent_state"].value is not None and reader.line(head["parent_state"]) != state_of(parent):
        message = "导出之后上级清单有了变化"
        said.append(
            FazhiError(message, path=head["parent_state"].named(path), mend="请重新导出，对照新的内容")
        )
    said += draft.told(_weaker(loaded, overlay))
    said += (one for one in draft.told(remarks(loaded)) if _own(one, path))
    return Imported(overlay, said)


def _own(remark: FazhiError, path: Path) -> bool:
    """Whether a remark is on a cell that was filled in: of the parents' entries there is only the heading to point at."""
    place = str(remark.path)
    return place.startswith(f"{path}：") and re.search(r"![A-Z]+1$", place) is None


def _head(grid: Grid, reader: Reader) -> dict[str, Cell]:
    """The cells of the head, by row. Raises for a row that is gone and for formulas."""
    rows: dict[str, Cells] = {}
    for cells in grid.rows["head"]:
        if reader.sound(cells):
            rows.setdefault(reader.line(cells["entry"]) or "", cells)
    for row in layout().head.rows.values():
        if row.title not in rows:
            reader.wrong(grid.heads["head"]["entry"], f"缺少“{row.title}”一行", _AGAIN)
    if reader.errors:
        raise FazhiErrors(reader.errors)
    return {name: rows[row.title]["own"] for name, row in layout().head.rows.items()}


def _parent(draft: Draft, cell: Cell, reader: Reader, folders: tuple[Path, ...]) -> Checklist:
    """The checklist that is differed from."""
    names = reader.codes(cell)
    if not names:
        mend = "请写导出时的清单代号，如 outline-2021-2025"
        raise FazhiErrors([FazhiError("没有写上级清单", path=cell.named(draft.path), mend=mend)])
    draft.put(draft.data, ("extends",), names, cell)
    stub = Overlay(id="\0", version="", title="", extends=tuple(names))
    try:
        return beneath(stub, draft.source, folders)
    except FazhiErrors as error:
        raise FazhiErrors(draft.told(error.errors)) from error
    except FazhiError as error:
        raise FazhiErrors(draft.told([error])) from error


def _refuse_id(draft: Draft, cell: Cell, reader: Reader, folders: tuple[Path, ...]) -> None:
    """An id must be fit for a file's name, and no checklist's that is no overlay."""
    name = draft.data.get("id")
    if name is None:
        return
    if name != safe_stem(f"{name}.yaml") or name.startswith("."):
        reader.wrong(cell, f"代号“{name}”不能用作文件名", "请用小写字母、数字、短横")
    elif name == MISSING:
        return
    elif name in draft.data["extends"]:
        reader.wrong(cell, f"代号“{name}”就是上级清单", "请另起一个代号，如 liaoning")
    elif (known := available(folders).get(name)) and "\nextends:" not in known.read_text(
        "utf-8-sig", "replace"
    ):
        reader.wrong(cell, f"代号“{name}”已是一份全国清单", "请另起一个代号，如 liaoning")


def _loaded(
    draft: Draft, reader: Reader, folders: tuple[Path, ...], known_keys: Collection[str]
) -> LoadedChecklist:
    """The draft checked as a file is. Raises all mistakes, in the order of the sheets."""
    errors = reader.errors
    try:
        loaded = load_overlay([draft.source], folders, known_keys, (), [])
    except FazhiErrors as error:
        found = {str(one.path) for one in errors}
        errors += (one for one in draft.told(error.errors) if str(one.path) not in found)
    except FazhiError as error:
        errors += draft.told([error])
    if errors:
        order = {f"{draft.path}：{title}": n for n, title in enumerate(layout().titles)}
        raise FazhiErrors(sorted(errors, key=lambda one: order.get(str(one.path).rpartition("!")[0], 99)))
    return loaded


def _weaker(loaded: LoadedChecklist, overlay: Overlay) -> Iterator[FazhiError]:
    """Local values below national law; they are kept and never applied."""
    checklist, source = loaded.checklist, loaded.layers[-1].source
    items = {item.id: item for item in checklist.items}
    for i, change in enumerate(overlay.changes):
        for name in change.values:
            value = items[change.item].values[name]
            days = [date(year, 12, 31) for year in range(checklist.from_year, checklist.to_year + 1)][:50]
            for day in days:
                settled = value_on(value, day)
                low = [entry for by, entry in settled.refused if by == overlay.id] if settled else []
                if low:
                    unit = value.unit or ""
                    message = (
                        f"本地数值 {forms.number(low[0].value)}{unit} 比国家规定宽，{day.year} 年度不会采用"
                    )
                    yield source.error(("changes", i, "values", name), message, "请核对；国家规定见上级一列")
                    break
