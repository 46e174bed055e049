"""An empty Word document of the declared page and styles, with page numbers; and a document's file.

What python-docx's own template brings along (foreign styles, a thumbnail, times) is taken out.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from engine.reporting.stable import stable
from engine.reporting.word.layout import Layout, Page
from engine.reporting.word.styles import font_table, make, run, style_id, style_sheet, twentieths

_FOREIGN = ("thumbnail", "customXml", "stylesWithEffects", "numbering", "theme", "webSettings")
_SETTINGS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("zoom", {"percent": 100}),
    ("evenAndOddHeaders", {}),
    ("characterSpacingControl", {"val": "compressPunctuation"}),
)
_WORD = "http://schemas.microsoft.com/office/word"


def new_document(layout: Layout, title: str) -> Any:
    """An empty document, its first section upright."""
    document = Document()
    for holder in (document.part, document.part.package):
        for key in [key for key, one in holder.rels.items() if one.reltype.rpartition("/")[2] in _FOREIGN]:
            del holder.rels[key]
    _replace(document.styles.element, style_sheet(layout))
    _replace(document.settings.element, _settings())
    for one in document.part.rels.values():
        if one.reltype.endswith("/fontTable"):
            one.target_part._blob = font_table(layout)
    _name(document, title)
    section = document.sections[0]
    _set_up(section, layout.page, landscape=False)
    _number(section.footer, layout, right=True)
    _number(section.even_page_footer, layout, right=False)
    return document


def turn(document: Any, page: Page, *, landscape: bool) -> None:
    """A new section on a new page, upright or across; page numbers run on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _set_up(section, page, landscape=landscape)


def to_bytes(document: Any) -> bytes:
    """The document's file, the same bytes for the same document."""
    buffer = BytesIO()
    document.save(buffer)
    return stable(buffer.getvalue())


def _replace(element: Any, children: list[Any]) -> None:
    for old in list(element):
        element.remove(old)
    element.extend(children)


def _settings() -> list[Any]:
    root = parse_xml(f"<w:settings {nsdecls('w')}/>")
    for tag, attributes in _SETTINGS:
        make(root, tag, **attributes)
    compat = make(root, "compat")
    make(compat, "compatSetting", name="compatibilityMode", uri=_WORD, val=15)
    make(root, "themeFontLang", val="en-US", eastAsia="zh-CN")
    return list(root)


def _name(document: Any, title: str) -> None:
    """The title as the file's property; no author and no time."""
    properties = document.core_properties
    _replace(properties._element, [])
    properties.title = title
    properties.language = "zh-CN"


def _set_up(section: Any, page: Page, *, landscape: bool) -> None:
    """Paper and margins; across, the upright page is turned so that its left edge is on top."""
    width, height = Mm(page.width), Mm(page.height)
    top, right, bottom, left = Mm(page.top), Mm(page.right), Mm(page.bottom), Mm(page.left)
    if landscape:
        width, height = height, width
        top, right, bottom, left = left, top, right, bottom
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.header_distance = Mm(15)
    section.footer_distance = min(Mm(page.footer), int(bottom * 0.7))
    section.gutter = 0


def _number(footer: Any, layout: Layout, *, right: bool) -> None:
    """The page number: at the right on odd pages, at the left on even ones, as far in as the style says."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]._p
    for child in list(paragraph):
        paragraph.remove(child)
    style = layout.styles["page_number"]
    properties = make(paragraph, "pPr")
    make(properties, "pStyle", val=style_id("page_number"))
    if right:
        inset: dict[str, Any] = {"leftChars": 0, "left": 0, "rightChars": round(style.left * 100)}
        make(properties, "ind", **inset, right=twentieths(style.left * style.size))
    make(properties, "jc", val="right" if right else "left")
    before, _, after = layout.page_number.partition("{page}")
    run(paragraph, before)
    for piece in ("begin", " PAGE ", "separate", "1", "end"):
        one = make(paragraph, "r")
        if piece == " PAGE ":
            make(one, "instrText", piece)
        elif piece == "1":
            make(one, "t", piece)
        else:
            make(one, "fldChar", fldCharType=piece)
    run(paragraph, after)
