"""What a row of the sheet of items says otherwise than the parent.

In: an item of the parent, the cells of a row. Out: the fields that differ, with their values as data; mistakes stay with the reader.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from engine.checklist.models import Applies, Item
from engine.checklist.overlay import LocalItem
from engine.workbooks.forms import tidy
from engine.workbooks.layout import LEVELS, layout, words
from engine.workbooks.opening import Cell, Cells
from engine.workbooks.reading import Reader

_SCOPE = (*LEVELS, "kinds", "from_year", "to_year", "why")
_TEXTS = ("remedy", "holder", "note")


class Difference(NamedTuple):
    """A field that differs."""

    field: str
    value: Any
    cell: Cell


def differences(item: Item, cells: Cells, reader: Reader) -> tuple[list[Difference], bool]:
    """The fields that differ, and whether anything is filled in, be it the same."""
    off = reader.yes(cells["asked"])
    already = isinstance(item, LocalItem) and item.off is not None
    if off is True and already:
        reader.wrong(cells["asked"], "上级已定不考核，这里不能改回", "请清空；要改须先改上级清单")
    said: list[tuple[str, Any, Any, Cell]] = [
        ("off", off is False or None, already or None, cells["asked"]),
        (
            "severity",
            reader.choice(cells["severity"], words().severities),
            item.severity,
            cells["severity"],
        ),
        ("weight", _weight(cells["weight"], reader), item.weight, cells["weight"]),
    ]
    for name in _TEXTS:
        said.append((name, reader.text(cells[name]), tidy(getattr(item, name) or ""), cells[name]))
    materials = [tidy(one) for one in item.materials]
    said.append(("materials", reader.lines(cells["materials"]) or None, materials, cells["materials"]))
    found = [
        Difference(name, own, cell) for name, own, above, cell in said if own is not None and own != above
    ]
    if any(cells[name].value is not None for name in _SCOPE):
        found += _scope(item.applies, cells, reader)
    names = ("asked", "severity", "weight", *_TEXTS, "materials", *_SCOPE)
    return found, any(cells[name].value is not None for name in names)


def _weight(cell: Cell, reader: Reader) -> float | None:
    value = reader.number(cell)
    if value is not None and value <= 0:
        reader.wrong(cell, "分值应大于 0", "不计分的请在“本地考核”里选“否”")
        return None
    return value


def _scope(above: Applies, cells: Cells, reader: Reader) -> list[Difference]:
    """The scope where it differs in anything; what is left empty is the parent's."""
    asked = {name: reader.yes(cells[name]) for name in LEVELS}
    levels = [name for name in LEVELS if (name in above.levels if asked[name] is None else asked[name])]
    kinds = reader.choices(cells["kinds"], words().kinds)
    years = {name: _year(cells[name], getattr(above, name), reader) for name in ("from_year", "to_year")}
    why = reader.text(cells["why"])
    own: dict[str, Any] = {
        "levels": levels,
        "kinds": list(above.kinds) if kinds is None else kinds,
        **years,
        "why": (tidy(above.why) or None if above.why else None)
        if why is None
        else None
        if why == layout().nothing
        else why,
    }
    same = (
        set(levels) == set(above.levels)
        and set(own["kinds"] or ()) == set(above.kinds)
        and all(years[name] == getattr(above, name) for name in years)
        and (own["why"] or "") == tidy(above.why or "")
    )
    if same:
        return []
    first = next(cells[name] for name in _SCOPE if cells[name].value is not None)
    return [Difference("applies", {name: value for name, value in own.items() if value is not None}, first)]


def _year(cell: Cell, above: int | None, reader: Reader) -> int | None:
    if isinstance(cell.value, str) and cell.value.strip() == layout().unlimited:
        return None
    year = reader.whole(cell)
    return above if year is None else year
