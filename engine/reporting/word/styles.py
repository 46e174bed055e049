"""The declared styles and fonts as the style sheet and font table of a Word file."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from engine.reporting.word.layout import Layout, Style, StyleName

# The names under which Word knows headings and the like; the others are ours.
NAMES: dict[StyleName, str] = {
    "title": "Title",
    "subtitle": "Subtitle",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "body": "Body Text",
    "quote": "Quote",
    "caption": "caption",
    "table": "表格文字",
    "table_head": "表头",
    "page_number": "footer",
}
# The sides of paragraphs as Word calls them.
_ALIGN = {"left": "left", "center": "center", "right": "right", "both": "both"}
_KEPT = ("title", "subtitle", "heading1", "heading2", "heading3", "caption")
_LEVELS = {"heading1": 0, "heading2": 1, "heading3": 2}
_LANGUAGE = {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"}


def make(parent: Any, tag: str, text: str | None = None, **attributes: object) -> Any:
    """A new last child `w:tag` of `parent` with attributes of Word's name space."""
    child = etree.SubElement(parent, qn(f"w:{tag}"))
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), str(value))
    if text is not None:
        child.text = text
    return child


def run(parent: Any, text: str, style: Style | None = None, *, bold: bool = False) -> None:
    """A new run with `text` at the end of the paragraph `parent`; nothing where there is no text."""
    if not text:
        return
    one = make(parent, "r")
    if style or bold:
        properties = make(one, "rPr")
        if style:
            fonts(properties, style)
        if bold:
            make(properties, "b")
    make(one, "t", text).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def style_id(name: StyleName) -> str:
    """The id of a style in the file."""
    return f"fz{name.title().replace('_', '')}"


def style_sheet(layout: Layout) -> list[Any]:
    """What stands in the style sheet: defaults, the declared styles, a table with thin lines."""
    root = parse_xml(f"<w:styles {nsdecls('w')}/>")
    body = layout.styles["body"]
    defaults = make(make(make(root, "docDefaults"), "rPrDefault"), "rPr")
    _characters(defaults, body)
    make(defaults, "lang", **_LANGUAGE)
    _basic(root, "paragraph", "Normal", "Normal")
    _basic(root, "character", "DefaultParagraphFont", "Default Paragraph Font")
    _basic(root, "numbering", "NoList", "No List")
    _tables(root)
    for name, style in layout.styles.items():
        _declared(root, name, style)
    return list(root)


def font_table(layout: Layout) -> bytes:
    """The fonts that are used, each with those that may stand in for it."""
    root = parse_xml(f"<w:fonts {nsdecls('w')}/>")
    used = [font for style in layout.styles.values() for font in (style.font, style.latin)]
    for font in dict.fromkeys(used):
        one = make(root, "font", name=font)
        instead = layout.fonts.get(font, ())
        if instead:
            make(one, "altName", val=",".join(instead))
        make(one, "charset", val="86" if instead else "00")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def fonts(parent: Any, style: Style) -> Any:
    """The fonts of `style`; the hint sets quotation marks and dashes in the Chinese one."""
    names = {"ascii": style.latin, "hAnsi": style.latin, "eastAsia": style.font, "cs": style.latin}
    return make(parent, "rFonts", hint="eastAsia", **names)


def _basic(root: Any, kind: str, name: str, shown: str) -> Any:
    style = make(root, "style", type=kind, default="1", styleId=name)
    make(style, "name", val=shown)
    make(style, "qFormat")
    return style


def _tables(root: Any) -> None:
    plain = _basic(root, "table", "TableNormal", "Normal Table")
    properties = make(plain, "tblPr")
    make(properties, "tblInd", w=0, type="dxa")
    margins = make(properties, "tblCellMar")
    for side, width in (("top", 20), ("left", 70), ("bottom", 20), ("right", 70)):
        make(margins, side, w=width, type="dxa")
    grid = make(root, "style", type="table", styleId="fzGrid")
    make(grid, "name", val="Table Grid")
    make(grid, "basedOn", val="TableNormal")
    borders = make(make(grid, "tblPr"), "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        make(borders, side, val="single", sz=4, space=0, color="auto")


def _declared(root: Any, name: StyleName, style: Style) -> None:
    one = make(root, "style", type="paragraph", styleId=style_id(name))
    if NAMES[name] == name:
        one.set(qn("w:customStyle"), "1")
    make(one, "name", val=NAMES[name])
    make(one, "basedOn", val="Normal")
    make(one, "next", val=style_id(name if name in ("body", "quote", "table", "table_head") else "body"))
    make(one, "qFormat")
    _paragraph(make(one, "pPr"), name, style)
    _characters(make(one, "rPr"), style)


def _paragraph(properties: Any, name: StyleName, style: Style) -> None:
    if name in _KEPT:
        make(properties, "keepNext")
        make(properties, "keepLines")
    make(properties, "widowControl", val="1")
    make(properties, "snapToGrid", val="0")
    spacing = make(properties, "spacing", before=twentieths(style.before), after=twentieths(style.after))
    spacing.set(qn("w:line"), str(twentieths(style.line) if style.line else 240))
    spacing.set(qn("w:lineRule"), "exact" if style.line else "auto")
    make(
        properties, "ind",
        firstLineChars=round(style.indent * 100), firstLine=twentieths(style.indent * style.size),
        leftChars=round(style.left * 100), left=twentieths(style.left * style.size),
    )  # fmt: skip
    make(properties, "jc", val=_ALIGN[style.align])
    if name in _LEVELS:
        make(properties, "outlineLvl", val=_LEVELS[name])


def _characters(properties: Any, style: Style) -> None:
    fonts(properties, style)
    make(properties, "b", val=int(style.bold))
    make(properties, "color", val="000000")
    make(properties, "spacing", val=twentieths(style.spacing))
    make(properties, "kern", val=0)
    make(properties, "sz", val=round(style.size * 2))
    make(properties, "szCs", val=round(style.size * 2))


def twentieths(points: float) -> int:
    """Points in the unit of most lengths in a Word file."""
    return round(points * 20)
