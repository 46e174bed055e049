"""Formulas with their values: a program that does not calculate shows them too.

`put_formula` writes a formula and remembers its value; `with_values` puts the values into a sheet's XML, where
openpyxl leaves them out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from weakref import WeakKeyDictionary

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell import Cell

Value = str | int | float | bool
Values = dict[str, Value]

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_known: WeakKeyDictionary[Workbook, dict[str, Values]] = WeakKeyDictionary()


def put_formula(cell: Cell, formula: str, value: Value) -> None:
    """The formula (with its =) into `cell`, with what it gives. It is ours: no text of a document is in it."""
    if not formula.startswith("=") or (isinstance(value, float) and not math.isfinite(value)):
        raise ValueError(f"no formula with a value: {formula}, {value}")
    cell.value = formula
    book = cell.parent.parent
    assert book is not None
    _known.setdefault(book, {}).setdefault(cell.parent.title, {})[cell.coordinate] = value


def values_of(book: Workbook) -> Mapping[str, Values]:
    """The remembered values by sheet and cell."""
    return _known.get(book, {})


def literal(text: str) -> str:
    """`text` as a literal within a formula, which takes 255 characters at most."""
    return '"' + text[:255].replace('"', '""') + '"'


def reference(sheet: str, cells: str) -> str:
    """Cells of another sheet."""
    return "'" + sheet.replace("'", "''") + f"'!{cells}"


def with_values(part: bytes, values: Values) -> bytes:
    """A sheet's XML with the value of each formula: text as t="str", truth as t="b", numbers without a type."""
    root = etree.fromstring(part)
    for cell in root.iter(f"{{{_NAMESPACE}}}c"):
        if cell.find(f"{{{_NAMESPACE}}}f") is not None:
            _fill(cell, values[str(cell.get("r"))])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fill(cell: etree._Element, value: Value) -> None:
    shown = cell.find(f"{{{_NAMESPACE}}}v")
    if shown is None:
        shown = etree.SubElement(cell, f"{{{_NAMESPACE}}}v")
    cell.attrib.pop("t", "")
    if isinstance(value, bool):
        cell.set("t", "b")
        shown.text = str(int(value))
    elif isinstance(value, str):
        cell.set("t", "str")
        shown.text = value
    else:
        shown.text = repr(value)
