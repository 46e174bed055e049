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

MOST = 20_000_000
# Of a part that is filled: what docxtpl makes of it grows faster than its size.
MOST_FILLED = 3_000_000
_LONGEST_MARK = 1_000
_SAVE = "请用 Word 或 WPS 打开后另存为 docx"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Kinds of relations that bring in programs or other documents.
_ACTIVE = re.compile(
    r"vbaProject|oleObject|/package$|control|activeX|aFChunk|subDocument|attachedTemplate|frame", re.I
)
_FETCHING = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|EMBED|DATABASE|RD|MACROBUTTON|GOTOBUTTON|AUTOTEXT|ADDIN)\b",
    re.I,
)
_FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml\Z")
_OPEN, _CLOSED = ("{{", "{%", "{#"), {"{{": "}}", "{%": "%}", "{#": "#}"}
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
            if name.endswith(".bin") or "macroEnabled" in name:
                raise FazhiError("模板里有宏或嵌入的对象", path=path, mend="请删去后另存为 docx（不是 docm）")
            if name.endswith((".xml", ".rels")):
                _part(name, archive.read(name), path)


def _part(name: str, data: bytes, path: Path) -> None:
    if name == "[Content_Types].xml" and b"macroEnabled" in data:
        raise FazhiError("模板里有宏", path=path, mend="请删去后另存为 docx（不是 docm）")
    if _FILLED.match(name) and len(data) > MOST_FILLED:
        raise FazhiError("模板里的文字过多", path=path, mend="每部分不得超过 3 MB，请删去不用的内容")
    root = parse_xml(data, path)
    if name.endswith(".rels"):
        _relations(root, path)
    elif name.startswith("word/"):
        _fields(root, path)
        if _FILLED.match(name):
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
    """Word runs fields when the file is opened; what they say may be spread over several runs."""
    simple = " ".join(str(one.get(f"{_W}instr", "")) for one in root.iter(f"{_W}fldSimple"))
    said = "".join(one.text or "" for one in root.iter(f"{_W}instrText")) + " " + simple
    found = _FETCHING.search(said)
    if found or "{" in said:
        raise FazhiError(
            f"模板里有不允许的域“{found[0] if found else '{'}”", path=path, mend="只可用页码、目录一类的域"
        )


def _marks(root: etree._Element, path: Path) -> None:
    """Each mark is closed in its paragraph, of bearable length, and stands in text."""
    for element in root.iter():
        if any(
            "{{" in value or "{%" in value or "{#" in value for value in map(str, element.attrib.values())
        ):
            raise FazhiError("模板的花括号写在属性里（如图片的替代文字）", path=path, mend="请写在正文里")
    for number, text in enumerate(_paragraphs(root), 1):
        opened: re.Match[str] | None = None
        for mark in _MARK.finditer(text):
            if mark[0] in _OPEN and opened is None:
                opened = mark
            elif mark[0] in _OPEN or opened is None or mark[0] != _CLOSED[opened[0]]:
                raise _unclosed(text, number, path)
            elif mark.end() - opened.start() > _LONGEST_MARK or re.search(r"\s{20}", text):
                raise FazhiError("模板的花括号里太长或空格太多", path=path, line=number, mend="请分成几段写")
            else:
                opened = None
        if opened:
            raise _unclosed(text, number, path)


def _unclosed(text: str, number: int, path: Path) -> FazhiError:
    return FazhiError(
        f"花括号没有配对（第{number}段“{text.strip()[:40]}”）",
        path=path,
        mend="请在同一段里写全 {{ }} 或 {% %}",
    )


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """The text of each paragraph, as docxtpl will find it."""
    for paragraph in root.iter(f"{_W}p"):
        yield "".join(one.text or "" for one in paragraph.iter(f"{_W}t"))
