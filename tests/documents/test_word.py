"""Word documents: automatic numbers, tracked changes, tables, hidden text."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from engine.documents import read_document
from engine.documents.numbering import chinese, spell
from tests.documents.build import add, numbered, numbered_docx


def test_a_word_document_with_automatic_numbers(tmp_path: Path) -> None:
    document = read_document(numbered(tmp_path / "a.docx"))
    assert document.text.splitlines() == [
        "清源县2023年法治政府建设年度报告",
        "一、工作成效",
        "（一）健全制度",
        "（二）规范执法",
        "1.评查案卷",
        "2.组织培训",
        "二、存在问题",
        "（一）基层力量",
        "培训3次。新写的话。",
        "项目\t数量",
        "培训\t3次",
        "表后的话。",
    ]
    assert [s.rank for s in document.sections] == [1, 2, 2, 3, 3, 1, 2]


def test_hidden_text_of_a_word_document_is_not_read(tmp_path: Path) -> None:
    document = numbered_docx(tmp_path / "a.docx", [("清源县2023年法治政府建设年度报告", None)])
    paragraph = document.add_paragraph("培训3次。")
    paragraph.add_run("藏起的话。").font.hidden = True
    paragraph.add_run("露出的话。").font.hidden = False
    character = document.styles.add_style("Covert", WD_STYLE_TYPE.CHARACTER)
    character.font.hidden = True
    paragraph.add_run("字符样式藏起的话。", style="Covert")
    note = document.styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    note.font.hidden = True
    document.styles.add_style("Remark", WD_STYLE_TYPE.PARAGRAPH).base_style = note
    document.add_paragraph("段落样式藏起的话。", style="Remark").add_run("仍显示的话。").font.hidden = False
    add(document, "", 0)
    add(document, "成效", 0)
    gone = document.paragraphs[-2]
    gone.add_run("整段藏起。").font.hidden = True
    gone._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {nsdecls('w')}><w:vanish/></w:rPr>"))
    document.save(str(tmp_path / "a.docx"))
    lines = read_document(tmp_path / "a.docx").text.split()
    assert lines == ["清源县2023年法治政府建设年度报告", "培训3次。露出的话。", "仍显示的话。", "一、成效"]


@pytest.mark.parametrize(
    ("value", "spelt"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (2003, "二千零三"),
    ],
)
def test_chinese_numbers(value: int, spelt: str) -> None:
    assert chinese(value) == spelt


def test_other_number_formats() -> None:
    formats_ = ("decimalEnclosedCircle", "upperRoman", "lowerLetter", "decimalZero", "ideographDigital")
    assert [spell(14, form) for form in formats_] == ["⑭", "XIV", "n", "14", "一四"]
