"""Word documents: paragraphs, tables and text boxes in the order of the body, with their automatic numbers.

Deleted text of tracked changes is left out, inserted text is read. A table row is a line, its cells
parted by tabs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from engine.documents.archive import parse_xml, read_part
from engine.documents.formats import Raw
from engine.documents.numbering import Numbering, W, attribute, integer
from engine.errors import FazhiError

EXTENSIONS = (".docx", ".docm", ".dotx")

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{_MC}Fallback", f"{W}instrText", f"{W}delText"}
)
_MARKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_PARAGRAPH, _TABLE, _ROW, _CELL, _BOX = (f"{W}{tag}" for tag in ("p", "tbl", "tr", "tc", "txbxContent"))


class StyleNumber(NamedTuple):
    """The numbering a paragraph style carries."""

    number_id: str
    level: int


def read(path: Path) -> Raw:
    """The text of a Word document. Raises `FazhiError`."""
    data = read_part(path, "word/document.xml")
    if data is None:
        raise FazhiError("不是 Word 文档", path=path, mend="请用 Word 或 WPS 另存为 docx")
    body = parse_xml(data, path).find(f"{W}body")
    if body is None:
        raise FazhiError("文件损坏，没有正文", path=path, mend="请用原软件打开后另存")
    reader = _Reader(
        Numbering(_optional(path, "word/numbering.xml")), _styles(_optional(path, "word/styles.xml"))
    )
    return Raw(text="\n".join(reader.lines(body)))


def _optional(path: Path, name: str) -> etree._Element | None:
    data = read_part(path, name)
    return parse_xml(data, path) if data else None


class _Reader:
    def __init__(self, numbering: Numbering, styles: dict[str, StyleNumber]) -> None:
        self._numbering, self._styles = numbering, styles

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """The lines of a body, cell or text box."""
        for block in _blocks(parent):
            if block.tag == _TABLE:
                for row in _inside(block, _ROW):
                    cells = (" ".join(self.lines(cell)) for cell in _inside(row, _CELL))
                    yield "\t".join(" ".join(cell.split("\n")).strip() for cell in cells)
                continue
            text = "".join(_runs(block))
            label = self._label(block) if text.strip() or not _is_deleted(block) else ""
            yield label + text if text.strip() else text
            for box in _boxes(block):
                yield from self.lines(box)

    def _label(self, paragraph: etree._Element) -> str:
        properties = paragraph.find(f"{W}pPr")
        own = properties.find(f"{W}numPr") if properties is not None else None
        style = self._styles.get(attribute(properties.find(f"{W}pStyle")) if properties is not None else "")
        if own is None and style is None:
            return ""
        number_id = attribute(own.find(f"{W}numId")) if own is not None else ""
        level = attribute(own.find(f"{W}ilvl")) if own is not None else ""
        number_id = number_id or (style.number_id if style else "")
        return self._numbering.label(number_id, integer(level, style.level if style else 0))


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, also those inside content controls and accepted insertions."""
    stack = list(reversed(list(parent)))
    while stack:
        element = stack.pop()
        if element.tag in (_PARAGRAPH, _TABLE):
            yield element
        elif element.tag not in _LEFT_OUT:
            stack.extend(reversed(list(element)))


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, not those of tables within."""
    stack = list(reversed(list(parent)))
    while stack:
        element = stack.pop()
        if element.tag == tag:
            yield element
        elif element.tag not in (_PARAGRAPH, _TABLE) and element.tag not in _LEFT_OUT:
            stack.extend(reversed(list(element)))


def _runs(paragraph: etree._Element) -> Iterator[str]:
    """The pieces of text of a paragraph, without those of text boxes in it."""
    stack = list(reversed(list(paragraph)))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}t":
            yield element.text or ""
        elif element.tag in _MARKS:
            if _break_kind(element) != "page":
                yield _MARKS[str(element.tag)]
        elif element.tag not in _LEFT_OUT and element.tag != _BOX:
            stack.extend(reversed(list(element)))


def _break_kind(element: etree._Element) -> str:
    """The kind of a break: page, column, or empty for a line's."""
    return element.get(f"{W}type", "")


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    stack = list(reversed(list(paragraph)))
    while stack:
        element = stack.pop()
        if element.tag == _BOX:
            yield element
        elif element.tag not in _LEFT_OUT:
            stack.extend(reversed(list(element)))


def _is_deleted(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _styles(root: etree._Element | None) -> dict[str, StyleNumber]:
    """The numbering of each paragraph style, inherited from the styles it is based on."""
    if root is None:
        return {}
    styles = {style.get(f"{W}styleId", ""): style for style in root.iterfind(f"{W}style")}
    found: dict[str, StyleNumber] = {}
    for name, style in styles.items():
        current: etree._Element | None = style
        number_id, level, seen = "", "", set[int]()
        while current is not None and id(current) not in seen and not number_id:
            seen.add(id(current))
            number_id = attribute(current.find(f"{W}pPr/{W}numPr/{W}numId"))
            level = level or attribute(current.find(f"{W}pPr/{W}numPr/{W}ilvl"))
            current = styles.get(attribute(current.find(f"{W}basedOn")))
        if number_id and number_id != "0":
            found[name] = StyleNumber(number_id, integer(level, 0))
    return found
