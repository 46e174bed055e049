"""Whether a Word template from outside is harmless, before anything reads it.

Refused with the mend: a file that is large or swells when unpacked, entities, macros, embedded objects, links to
other files, fields that fetch something, and template marks that are not closed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from engine.documents.archive import parse_xml, refuse_oversized
from engine.errors import FazhiError
from engine.reporting.text import cut

MOST = 20_000_000
# Of one part: the time that docxtpl takes grows faster than its size.
MOST_PART = 3_000_000
_LONGEST_MARK = 1_000
_SAVE = "请用 Word 或 WPS 打开后另存为 docx"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Kinds of relations that bring in programs or other documents.
_ACTIVE = re.compile(
    r"vbaProject|oleObject|/package$|control|activeX|aFChunk|subDocument|attachedTemplate|frame", re.I
)
# What a field may do: number pages and headings, list contents, tell of the document itself.
_FIELDS = (
    "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TOC", "PAGEREF", "REF", "STYLEREF", "SEQ", "TC",
    "HYPERLINK", "DATE", "TIME", "TITLE", "FILENAME", "SYMBOL", "EQ",
)  # fmt: skip
_XML = (".xml", ".rels")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".odttf")
_OPEN, _CLOSED = ("{{", "{%", "{#"), {"{{": "}}", "{%": "%}", "{#": "#}"}
# Marks of docxtpl that take time without limit on a file made for it.
_UNSUPPORTED = re.compile(r"\{%\s*(vm|hm)\b")
_MARK = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")


def refuse_harmful(path: Path) -> None:
    """Raises `FazhiError` for a template that is not a plain Word document with closed marks."""
    if not zipfile.is_zipfile(path):
        raise FazhiError("不是 Word 文档", path=path, mend=_SAVE)
    refuse_oversized(path, MOST, "请删去模板里的大图片，解压后不得超过 20 MB")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "word/document.xml" not in names or len(set(names)) != len(names):
            raise FazhiError("不是 Word 文档", path=path, mend=_SAVE)
        for name in names:
            if name.endswith(_XML):
                _part(name, archive.read(name), path)
            elif not name.lower().endswith(_PICTURES):
                raise FazhiError(
                    f"模板里有宏或嵌入的对象（{name[:60]}）",
                    path=path,
                    mend="请删去后另存为 docx（不是 docm）",
                )


def _part(name: str, data: bytes, path: Path) -> None:
    if name == "[Content_Types].xml" and b"macroEnabled" in data:
        raise FazhiError("模板里有宏", path=path, mend="请删去后另存为 docx（不是 docm）")
    if len(data) > MOST_PART:
        raise FazhiError("模板里的文字过多", path=path, mend="每部分不得超过 3 MB，请删去不用的内容")
    root = parse_xml(data, path)
    if name.endswith(".rels"):
        _relations(root, path)
    else:
        _fields(root, path)
        _marks(root, path)


def _relations(root: etree._Element, path: Path) -> None:
    for one in root.iter(_RELATION):
        if one.get("TargetMode") == "External" or _ACTIVE.search(one.get("Type", "")):
            target = one.get("Target", "")[:80]
            raise FazhiError(
                f"模板链接或嵌入了别的文件（{target}）",
                path=path,
                mend="请删去超链接、链接的图片和对象，并把所用文档模板改为 Normal",
            )


def _fields(root: etree._Element, path: Path) -> None:
    """Word runs fields when the file is opened; only the known ones, spelt out, are let through."""
    for said in (*_instructions(root), *(one.get(f"{_W}instr", "") for one in root.iter(f"{_W}fldSimple"))):
        word = (said.split() or [""])[0]
        if word.upper() not in _FIELDS or "{" in said:
            mend = "只可用页码、目录、题注一类的域；其余请选中后按 Ctrl+Shift+F9 变成文字"
            raise FazhiError(f"模板里有不允许的域“{cut(said.strip(), 30)}”", path=path, mend=mend)


def _instructions(root: etree._Element) -> Iterator[str]:
    """What each field of several runs says; fields within a field's instruction have their own."""
    open_fields: list[str] = []
    for one in root.iter(f"{_W}fldChar", f"{_W}instrText"):
        if one.tag == f"{_W}instrText":
            if not open_fields:
                yield one.text or ""
            else:
                open_fields[-1] += one.text or ""
        elif one.get(f"{_W}fldCharType") == "begin":
            open_fields.append("")
        elif one.get(f"{_W}fldCharType") == "end" and open_fields:
            yield open_fields.pop()
    yield from open_fields


def _marks(root: etree._Element, path: Path) -> None:
    """Each mark is closed in its paragraph, of bearable length, and stands in text."""
    for element in root.iter():
        if any(
            "{{" in value or "{%" in value or "{#" in value for value in map(str, element.attrib.values())
        ):
            raise FazhiError("模板的花括号写在属性里（如图片的替代文字）", path=path, mend="请写在正文里")
    for number, text in enumerate(_paragraphs(root), 1):
        opened: re.Match[str] | None = None
        if found := _UNSUPPORTED.search(text):
            mend = "不支持合并单元格的标记，请删去"
            raise FazhiError(f"模板用了“{found[0]} %}}”（第{number}段）", path=path, mend=mend)
        for mark in _MARK.finditer(text):
            if mark[0] in _OPEN and opened is None:
                opened = mark
            elif mark[0] in _OPEN or opened is None or mark[0] != _CLOSED[opened[0]]:
                raise _unclosed(text, number, path)
            elif _unwieldy(text[opened.start() : mark.end()]):
                raise FazhiError("模板的花括号里太长或空格太多", path=path, line=number, mend="请分成几段写")
            else:
                opened = None
        if opened:
            raise _unclosed(text, number, path)


def _unwieldy(mark: str) -> bool:
    return len(mark) > _LONGEST_MARK or bool(re.search(r"\s{20}", mark))


def _unclosed(text: str, number: int, path: Path) -> FazhiError:
    return FazhiError(
        f"花括号没有配对（第{number}段“{text.strip()[:40]}”）",
        path=path,
        mend="请在同一段里写全 {{ }} 或 {% %}",
    )


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """The text of each paragraph, as docxtpl will find it, then what stands outside of any."""
    for paragraph in root.iter(f"{_W}p"):
        yield "".join(map(str, paragraph.itertext()))
    outside = root.xpath("//text()[not(ancestor::w:p)]", namespaces={"w": _W.strip("{}")})
    yield "".join(map(str, outside if isinstance(outside, list) else []))
