"""Word documents: paragraphs, tables and text boxes in the order of the body, with their automatic numbers.

Deleted text of tracked changes and hidden text are left out, inserted text is read. A table row is a line,
its cells parted by tabs.
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


class Styles(NamedTuple):
    """What styles say, by their ids: the numbering they carry, and which ones hide their text."""

    numbers: dict[str, StyleNumber]
    hidden: frozenset[str]


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
    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self._numbering, self._styles = numbering, styles

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """The lines of a body, cell or text box."""
        for block in _blocks(parent):
            if block.tag == _TABLE:
                for row in _inside(block, _ROW):
                    cells = (" ".join(self.lines(cell)) for cell in _inside(row, _CELL))
                    yield "\t".join(" ".join(cell.split("\n")).strip() for cell in cells)
                continue
            text = "".join(_runs(block, self._styles.hidden))
            label = self._label(block) if text.strip() or not self._is_gone(block) else ""
            yield label + text if text.strip() else text
            for box in _boxes(block):
                yield from self.lines(box)

    def _label(self, paragraph: etree._Element) -> str:
        properties = paragraph.find(f"{W}pPr")
        own = properties.find(f"{W}numPr") if properties is not None else None
        style = self._styles.numbers.get(_style_name(properties))
        if own is None and style is None:
            return ""
        number_id = attribute(own.find(f"{W}numId")) if own is not None else ""
        level = attribute(own.find(f"{W}ilvl")) if own is not None else ""
        number_id = number_id or (style.number_id if style else "")
        return self._numbering.label(number_id, integer(level, style.level if style else 0))

    def _is_gone(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph's own mark is deleted or hidden."""
        properties = paragraph.find(f"{W}pPr")
        mark = properties.find(f"{W}rPr") if properties is not None else None
        deleted = mark is not None and mark.find(f"{W}del") is not None
        return deleted or _is_hidden(mark, self._styles.hidden, _style_name(properties))


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


def _runs(paragraph: etree._Element, hiding: frozenset[str]) -> Iterator[str]:
    """The pieces of text of a paragraph, without hidden ones and those of text boxes in it."""
    style = _style_name(paragraph.find(f"{W}pPr"))
    stack = list(reversed(list(paragraph)))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}t":
            yield element.text or ""
        elif element.tag in _MARKS:
            if _break_kind(element) != "page":
                yield _MARKS[str(element.tag)]
        elif element.tag == f"{W}r" and _is_hidden(element.find(f"{W}rPr"), hiding, style):
            continue
        elif element.tag not in _LEFT_OUT and element.tag != _BOX:
            stack.extend(reversed(list(element)))


def _is_hidden(properties: etree._Element | None, hiding: frozenset[str], paragraph_style: str) -> bool:
    """Whether a run of these properties is not shown: its own word counts before those of the styles."""
    if properties is None:
        return paragraph_style in hiding
    own = _hides(properties)
    if own is not None:
        return own
    return paragraph_style in hiding or attribute(properties.find(f"{W}rStyle")) in hiding


def _hides(properties: etree._Element | None) -> bool | None:
    """Whether run properties say hidden or shown; None when they say neither."""
    mark = properties.find(f"{W}vanish") if properties is not None else None
    return None if mark is None else attribute(mark) not in ("0", "false", "off")


def _style_name(properties: etree._Element | None) -> str:
    """The id of the style that paragraph properties name, or empty."""
    return attribute(properties.find(f"{W}pStyle")) if properties is not None else ""


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


def _styles(root: etree._Element | None) -> Styles:
    """What each style carries, inherited from the styles it is based on."""
    if root is None:
        return Styles({}, frozenset())
    styles = {style.get(f"{W}styleId", ""): style for style in root.iterfind(f"{W}style")}
    numbers: dict[str, StyleNumber] = {}
    hidden: set[str] = set()
    for name in styles:
        line = _ancestry(styles, name)
        if number := _style_number(line):
            numbers[name] = number
        if next((said for style in line if (said := _hides(style.find(f"{W}rPr"))) is not None), False):
            hidden.add(name)
    return Styles(numbers, frozenset(hidden))


def _ancestry(styles: dict[str, etree._Element], name: str) -> list[etree._Element]:
    """The style and those it is based on, nearest first; a circle ends where it closes."""
    line: dict[str, etree._Element] = {}
    while name in styles and name not in line:
        line[name] = styles[name]
        name = attribute(styles[name].find(f"{W}basedOn"))
    return list(line.values())


def _style_number(line: list[etree._Element]) -> StyleNumber | None:
    """The nearest numbering; a level may be said nearer than the list it belongs to."""
    level = ""
    for style in line:
        level = level or attribute(style.find(f"{W}pPr/{W}numPr/{W}ilvl"))
        if number_id := attribute(style.find(f"{W}pPr/{W}numPr/{W}numId")):
            return StyleNumber(number_id, integer(level, 0)) if number_id != "0" else None
    return None
