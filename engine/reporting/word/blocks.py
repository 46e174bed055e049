"""Headings, paragraphs and tables at the end of a Word document, in its declared styles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal

from docx.oxml.ns import qn

from engine.reporting.word.layout import Column, Layout, StyleName
from engine.reporting.word.numbering import Numbering
from engine.reporting.word.page import turn
from engine.reporting.word.styles import make, run, style_id

# In a millimetre.
_TWIPS, _POINTS = 1440 / 25.4, 72 / 25.4
_HEADINGS: tuple[StyleName, ...] = ("heading1", "heading2", "heading3")
Cell = list[str]


class Body:
    """The document while it is written, from top to bottom."""

    def __init__(self, document: Any, layout: Layout) -> None:
        self.document, self.layout = document, layout
        self._numbering = Numbering()
        self._across = False

    def start(self, *, landscape: bool) -> None:
        """Turns the page for what follows, where it has to be turned."""
        if landscape != self._across:
            turn(self.document, self.layout.page, landscape=landscape)
            self._across = landscape

    def title(self, text: str) -> None:
        """The title, parted where `text` has line ends unless it fits on one line."""
        page, style = self.layout.page, self.layout.styles["title"]
        room = (page.width - page.left - page.right) * _POINTS
        alone = text.replace("\n", "")
        lines = [alone] if len(alone) * style.size <= room else text.split("\n")
        paragraph = self._paragraph("title")
        for index, line in enumerate(lines):
            if index:
                make(make(paragraph, "r"), "br")
            run(paragraph, line, style)

    def heading(self, level: Literal[1, 2, 3], text: str) -> None:
        """A heading that the navigation pane shows: numbered at levels 1 and 2, as it is at level 3."""
        numbered = f"{self._numbering.next(level)}{text}" if level < 3 else text
        self.paragraph(numbered, _HEADINGS[level - 1])

    def paragraph(self, text: str, style: StyleName = "body", label: str = "") -> None:
        """A paragraph, after its bold label."""
        paragraph = self._paragraph(style)
        run(paragraph, label, self.layout.styles["body"], bold=True)
        run(paragraph, text, self.layout.styles[style])

    def table(self, columns: Sequence[Column], titles: Sequence[str], rows: Sequence[Sequence[Cell]], caption: str) -> None:  # fmt: skip
        """A table with a heading that is repeated on each page; no row is parted. Cells are lists of paragraphs."""
        widths = self._widths([column.width for column in columns])
        table = self._table(widths, caption, first_column=False)
        self._row(table, widths, [[title] for title in titles], ["table_head"] * len(columns), head=True)
        for row in rows:
            self._row(table, widths, row, ["table"] * len(columns), [column.align for column in columns])
        self._after()

    def pairs(self, rows: Sequence[tuple[str, Cell]], caption: str) -> None:
        """A table of labels and texts; the first column is its heading."""
        widths = self._widths([28, 128])
        table = self._table(widths, caption, first_column=True)
        for label, cell in rows:
            self._row(table, widths, [[label], cell], ["table_head", "table"])
        self._after()

    def _paragraph(self, style: StyleName) -> Any:
        paragraph = self._add("p")
        make(make(paragraph, "pPr"), "pStyle", val=style_id(style))
        return paragraph

    def _add(self, tag: str) -> Any:
        """A new element before the properties of the last section."""
        body = self.document.element.body
        element = make(body, tag)
        body.insert(len(body) - 2, element)
        return element

    def _widths(self, shares: Sequence[float]) -> list[int]:
        """The widths of columns in twips, which fill the page between its margins."""
        page = self.layout.page
        room = page.height - page.top - page.bottom if self._across else page.width - page.left - page.right
        edges = [round(_TWIPS * room * sum(shares[:i]) / sum(shares)) for i in range(len(shares) + 1)]
        return [right - left for left, right in pairwise(edges)]

    def _table(self, widths: Sequence[int], caption: str, *, first_column: bool) -> Any:
        if caption:
            self.paragraph(caption, "caption")
        table = self._add("tbl")
        properties = make(table, "tblPr")
        make(properties, "tblStyle", val="fzGrid")
        make(properties, "tblW", w=sum(widths), type="dxa")
        make(properties, "jc", val="center")
        make(properties, "tblLayout", type="fixed")
        look = make(properties, "tblLook", val="0000", lastRow=0, lastColumn=0, noHBand=1, noVBand=1)
        look.set(qn("w:firstColumn" if first_column else "w:firstRow"), "1")
        if caption:
            make(properties, "tblCaption", val=caption)
        grid = make(table, "tblGrid")
        for width in widths:
            make(grid, "gridCol", w=width)
        return table

    def _row(self, table: Any, widths: Sequence[int], cells: Sequence[Cell], styles: Sequence[StyleName],
             aligns: Sequence[str] = (), *, head: bool = False) -> None:  # fmt: skip
        row = make(table, "tr")
        properties = make(row, "trPr")
        make(properties, "cantSplit")
        if head:
            make(properties, "tblHeader")
        for index, (width, cell, style) in enumerate(zip(widths, cells, styles, strict=True)):
            one = make(row, "tc")
            place = make(one, "tcPr")
            make(place, "tcW", w=width, type="dxa")
            make(place, "vAlign", val="center" if style == "table_head" else "top")
            for text in cell or [""]:
                paragraph = make(one, "p")
                marks = make(paragraph, "pPr")
                make(marks, "pStyle", val=style_id(style))
                if aligns and aligns[index] != "left":
                    make(marks, "jc", val=aligns[index])
                run(paragraph, text, self.layout.styles[style])

    def _after(self) -> None:
        """A small gap: two tables that touch would become one."""
        self._paragraph("table")
