"""Builders of test files: Word documents with automatic numbering, and a report text of our own invention."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from engine.documents import Document, Given, document_from_text

REPORT = """清源县人民政府
关于2023年度法治政府建设情况的报告

省政府：
2023年，清源县坚持依法行政。现将有关情况报告如下：
一、主要举措和成效
（一）健全制度。清理规范性文件12件。
（二）规范执法。评查案卷40份。
二、存在的问题和不足
一是培训不够；二是力量不足。
三、下一年度工作安排
继续开展案卷评查。

清源县人民政府
2024年1月20日
"""

BODY = "一、主要举措和成效\n开展培训3次。\n二、存在的不足\n一是人少。\n三、下一步打算\n加强培训。\n"

_LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def read(text: str, **given: object) -> Document:
    """A text as it is read from a file, with what the user says about it."""
    return document_from_text(text, "报告.txt", Given.model_validate(given))


def numbered_docx(path: Path, paragraphs: list[tuple[str, int | None]]) -> docx.document.Document:
    """Save a document whose paragraphs (text, level or None) are numbered by Word itself; it is returned to add to."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(_LEVELS)
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for text, level in paragraphs:
        add(document, text, level)
    document.save(str(path))
    return document


def add(document: docx.document.Document, text: str, level: int | None = None) -> None:
    """One more paragraph, numbered at `level`."""
    paragraph = document.add_paragraph(text)
    if level is not None:
        number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(number))


def numbered(path: Path) -> Path:
    """Save a document with automatic numbers, tracked changes and a table; its path."""
    document = numbered_docx(
        path,
        [
            ("清源县2023年法治政府建设年度报告", None),
            ("工作成效", 0),
            ("健全制度", 1),
            ("规范执法", 1),
            ("评查案卷", 2),
            ("组织培训", 2),
            ("存在问题", 0),
            ("基层力量", 1),
        ],
    )
    paragraph = document.add_paragraph("培训3次。")
    paragraph._p.append(
        parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>删去的话</w:delText><w:t>旧</w:t></w:r></w:del>")
    )
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>新写的话。</w:t></w:r></w:ins>"))
    table = document.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("项目", "数量", "培训", "3次"), strict=True
    ):
        cell.text = text
    add(document, "表后的话。")
    document.save(str(path))
    return path
