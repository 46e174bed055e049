"""How the Word report looks and reads: `gap-report.docx.yaml` of the templates, a province's changes laid over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from engine.errors import FazhiError, FazhiErrors
from engine.model import Model
from engine.reporting.declared import Declared, load_declared
from engine.reporting.word import fields
from engine.reporting.word.wording import names_in
from engine.yamlio import suggest

NAME = "gap-report.docx.yaml"

Millimetres = Annotated[float, Field(ge=0, le=600)]
Points = Annotated[float, Field(ge=0, le=200)]
Size = Annotated[float, Field(ge=5, le=72)]
Align = Literal["left", "center", "right", "both"]
StyleName = Literal[
    "title", "subtitle", "heading1", "heading2", "heading3", "body", "quote", "caption", "table", "table_head", "page_number",
]  # fmt: skip
Path_ = tuple[str | int, ...]


class Page(Model):
    """Paper and margins in millimetres; `footer` is from the paper's edge to the page number."""

    width: Millimetres
    height: Millimetres
    top: Millimetres
    bottom: Millimetres
    left: Millimetres
    right: Millimetres
    footer: Millimetres


class Style(Model):
    """A kind of paragraph: sizes and spaces in points, indents in characters; `line` None is single spacing."""

    font: str
    latin: str = "Times New Roman"
    size: Size
    line: Points | None = None
    align: Align = "left"
    indent: Annotated[float, Field(ge=0, le=20)] = 0
    left: Annotated[float, Field(ge=0, le=20)] = 0
    before: Points = 0
    after: Points = 0
    spacing: Annotated[float, Field(ge=-5, le=20)] = 0
    bold: bool = False


class Line(Model):
    """A labelled text; it does not appear where its names have nothing to say."""

    label: str = ""
    text: str
    style: StyleName = "body"


class Column(Model):
    """A column of a table; widths count in proportion to each other."""

    title: str
    text: str
    width: Annotated[float, Field(gt=0, le=1000)]
    align: Align = "left"


class Table(Model):
    """A table of `columns`, a row for each of what it lists, or of fixed `rows` with a label each."""

    caption: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[Line, ...] = ()


class Section(Model):
    """A part of the report. `empty` is said where it has nothing to list, `more` before the table of details."""

    title: str
    intro: str = ""
    empty: str = ""
    group: str = ""
    item: str = ""
    lines: tuple[Line, ...] = ()
    more: str = ""
    landscape: bool = False
    tables: dict[str, Table] = Field(default_factory=dict)


class Layout(Model):
    """All that is declared of the Word report."""

    page: Page
    page_number: str
    fonts: dict[str, tuple[str, ...]]
    styles: dict[StyleName, Style]
    title: str
    subtitle: str
    order: tuple[str, ...]
    sections: dict[str, Section]


def load_layout(templates: Path | None = None) -> Layout:
    """The shipped layout, overlaid with that of the folder `templates`.

    Raises `FazhiErrors` with the line of each mistake: an unknown section, table or name, a rate without its ceiling,
    margins that leave no room.
    """
    declared = load_declared(NAME, Layout, templates)
    mistakes = [_mistake(declared, *found) for found in (*_sections(declared.value), *_texts(declared.value))]
    if mistakes:
        raise FazhiErrors(mistakes)
    return declared.value


def _mistake(declared: Declared[Layout], where: Path_, message: str, mend: str) -> FazhiError:
    line, column = declared.places.of(where)
    return FazhiError(message, path=declared.path, line=line, column=column, mend=mend)


def _sections(layout: Layout) -> Iterator[tuple[Path_, str, str]]:
    """Mistakes in the order, in the sections' names and tables, and on the page."""
    known = [*fields.TABLES, *layout.sections]
    for index, name in enumerate(layout.order):
        if name not in layout.sections:
            mend = suggest(name, known) or "请在 sections 里写明它的 title 和 intro"
            yield ("order", index), f"order 里的“{name}”没有写明", mend
        elif name in layout.order[:index]:
            yield ("order", index), f"order 里的“{name}”重复", "请删去一个"
    for name, section in layout.sections.items():
        if name not in fields.TABLES and name not in layout.order:
            mend = suggest(name, list(fields.TABLES)) or "请把它写进 order"
            yield ("sections", name), f"“{name}”不会出现", mend
        for table in section.tables:
            ours = fields.TABLES.get(name, {})
            if table not in ours:
                mend = suggest(table, list(ours)) or f"可用：{'、'.join(ours) or '无'}"
                yield ("sections", name, "tables", table), f"“{name}”里没有表“{table}”", mend
    page = layout.page
    if page.width - page.left - page.right < 60 or page.height - page.top - page.bottom < 60:
        yield ("page",), "页边距太大，版心不足 60 毫米", "请改小 top、bottom、left、right"


def _texts(layout: Layout) -> Iterator[tuple[Path_, str, str]]:
    """Names in texts that nothing stands for, and rates told without their ceiling."""
    yield from _wrong(("title",), layout.title, fields.REPORT)
    yield from _wrong(("subtitle",), layout.subtitle, fields.REPORT)
    yield from _wrong(("page_number",), layout.page_number, ("page",), whole=False)
    for name, section in layout.sections.items():
        where: Path_ = ("sections", name)
        rows = fields.SECTIONS.get(name, {})
        for part, known in (("title", {}), ("intro", {}), ("empty", {}), ("group", fields.GROUP), ("more", fields.GROUP), ("item", rows)):  # fmt: skip
            yield from _wrong((*where, part), getattr(section, part), known)
        for index, line in enumerate(section.lines):
            yield from _wrong((*where, "lines", index), f"{line.label}{line.text}", rows)
        for table_name, table in section.tables.items():
            inner = fields.TABLES.get(name, {}).get(table_name, {})
            yield from _table((*where, "tables", table_name), table, inner)


def _table(where: Path_, table: Table, known: fields.Makers) -> Iterator[tuple[Path_, str, str]]:
    yield from _wrong((*where, "caption"), table.caption, fields.GROUP)
    for index, row in enumerate(table.rows):
        yield from _wrong((*where, "rows", index), f"{row.label}{row.text}", known)
    for index, column in enumerate(table.columns):
        yield from _wrong((*where, "columns", index), column.title + column.text, known, rate=False)
    told = {name for column in table.columns for name in names_in(column.text)}
    if "rate" in told and not told & fields.CEILINGS:
        yield where, "列出得分率而没有列出上限", "请加上 {ceiling} 或 {ceiling_rate}"


def _wrong(
    where: Path_, text: str, known: fields.Known, *, whole: bool = True, rate: bool = True
) -> Iterator[tuple[Path_, str, str]]:
    """Mistakes of one text that may use the names `known` and, where it is `whole`, those of the whole report."""
    names = [*known, *fields.REPORT] if whole else list(known)
    for name in names_in(text):
        if name not in names:
            yield (
                where,
                f"没有“{{{name}}}”这个名称",
                suggest(name, names) or "可用的名称见 docs/templates.md",
            )
    if rate and "rate" in names_in(text) and not fields.CEILINGS & set(names_in(text)):
        yield where, "写得分率而没有写上限", "请加上 {ceiling} 或 {ceiling_rate}"
