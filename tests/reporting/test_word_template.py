"""A province's own Word file: filled with the report's texts as text, refused with one line where it may harm."""

import os
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from engine.errors import FazhiError
from engine.reporting import sandbox, templating
from engine.reporting.word import guard
from engine.reporting.writers import gap_docx
from tests.reporting import factory
from tests.reporting.test_word import opened, parts, text_of
from tools.make_word_template import TARGET, template

pytest.importorskip("docxtpl")


def saved(document: Any, folder: Path) -> Path:
    document.save(folder / "gap-report.docx")
    return folder


def written(folder: Path, *texts: str) -> Path:
    """A folder with a template of these paragraphs."""
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    return saved(document, folder)


def with_part(folder: Path, name: str, data: bytes) -> Path:
    """A folder with a harmless template to which a part is added, or of which one is replaced."""
    written(folder, "甲")
    files = parts((folder / "gap-report.docx").read_bytes()) | {name: data}
    with zipfile.ZipFile(folder / "gap-report.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in files.items():
            archive.writestr(part, content)
    return folder


def filled(folder: Path) -> bytes:
    return gap_docx.render(factory.result(), folder)


def refused(folder: Path) -> str:
    with pytest.raises(FazhiError) as caught:
        filled(folder)
    message = str(caught.value)
    assert "gap-report.docx" in message
    assert "\n" not in message
    return message


def test_the_shipped_example_is_current_and_works(tmp_path: Path) -> None:
    assert TARGET.read_bytes() == template()
    (tmp_path / "gap-report.docx").write_bytes(TARGET.read_bytes())
    data = filled(tmp_path)
    assert data == filled(tmp_path)
    text = text_of(data)
    assert text.startswith("关于示例县人民政府2024年度法治政府建设年度报告核验情况的反馈")
    assert "行政机关负责人出庭应诉率78.5%" in text
    assert "{" not in text.replace(factory.EVIL_TEMPLATE, "")
    assert factory.EVIL_HTML in text
    ledger = opened(data).tables[0]
    assert ledger.rows[1].cells[1].text == "行政机关负责人出庭应诉率（× 不达标）"
    assert len(ledger.rows) == 11


def test_the_provinces_own_layout_stays(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].footer.paragraphs[0].text = "{{ report.issuer }}"
    document.add_heading("{{ report.issuer }}{{ report.year }}", 1)
    data = filled(saved(document, tmp_path))
    assert [(p.text, p.style.name) for p in opened(data).paragraphs] == [("示例县人民政府2024", "Heading 1")]
    assert opened(data).sections[0].footer.paragraphs[0].text == "示例县人民政府"


def test_texts_of_a_report_stay_text(tmp_path: Path) -> None:
    data = filled(written(tmp_path, "{% for f in findings %}{{ f.title }}；{{ f.reason }}{% endfor %}"))
    text = text_of(data)
    for evil in (factory.EVIL_HTML, factory.EVIL_TEMPLATE, factory.EVIL_FORMULA):
        assert evil in text
    assert not list(opened(data).element.body.iter(qn("w:instrText")))


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["甲", "{{ report.isuer }}"], "是否想写“issuer”"),
        (["{{ issuer }}"], "“issuer”，在“{{ issuer }}”附近。是否想写“report.issuer”？"),
        (["{{ ''.__class__.__mro__ }}"], "不允许的操作"),
        (["{{ gaps.append(1) }}"], "不允许的操作"),
        (["{{ 'a' * 999999999 }}"], "不允许的操作"),
        (["{{ report.title|safe }}"], "语法有误"),
        (["{% include '/etc/passwd' %}"], "无法执行"),
        (["{% for f in gaps %}甲"], "语法有误"),
        (["{{ report.title"], "花括号没有配对（第1段"),
        (["甲 %}"], "花括号没有配对"),
        (["{% vm %}"], "不支持"),
        (["{%tr for f in gaps %}", "甲", "{%tr endfor %}"], ""),
        (["{{" + " " * 5_000 + "a }}"], "空格太多"),
        (["{{ " + "a~" * 5_000 + "a }}"], "太长"),
    ],
)
def test_a_mistake_is_told_in_one_line(tmp_path: Path, texts: list[str], said: str) -> None:
    assert said in refused(written(tmp_path, *texts))


def test_work_and_output_without_end_are_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "STEPS", 10_000)
    loop = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"
    assert "运行太久" in refused(written(tmp_path, loop))
    monkeypatch.setattr(templating, "LIMIT", 10_000)
    assert "过大" in refused(written(tmp_path, "{% for a in range(9000) %}字字字{% endfor %}"))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("word/vbaProject.bin", b"x", "宏"),
        ("word/embeddings/a.bin", b"x", "嵌入"),
        ("word/evil.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "实体"),
        ("word/evil.xml", b"<a>" + b" " * 30_000_000 + b"</a>", "大得异常"),
        ("word/document.xml", b"<a", "损坏"),
        ("word/document.xml", b"<a>" + b"." * 3_100_000 + b"</a>", "文字过多"),
    ],
)
def test_parts_that_may_harm_are_refused(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    assert said in refused(with_part(tmp_path, name, data))


@pytest.mark.parametrize("kind", [KIND.IMAGE, KIND.HYPERLINK, KIND.OLE_OBJECT])
def test_links_to_other_files_are_refused(tmp_path: Path, kind: str) -> None:
    document = Document()
    document.part.relate_to("file://evil.example/x", kind, is_external=True)
    assert "链接或嵌入了别的文件（file://evil.example/x）" in refused(saved(document, tmp_path))


@pytest.mark.parametrize("field", ["DDEAUTO c:\\\\x", "INCLUDETEXT http://evil.example", "{{ 'DDE' }}"])
def test_fields_that_fetch_or_run_are_refused(tmp_path: Path, field: str) -> None:
    document = Document()
    paragraph = document.add_paragraph()
    harmless, harmful = (
        ["begin", " PAGE ", "end"],
        ["begin", field[:3], field[3:], "end"],
    )  # as Word may part it
    for piece in harmless + harmful:
        run = parse_xml(f"<w:r {nsdecls('w')}><w:instrText/></w:r>")
        run[0].text = piece
        if piece in ("begin", "end"):
            run = parse_xml(f"<w:r {nsdecls('w')}><w:fldChar w:fldCharType='{piece}'/></w:r>")
        paragraph._p.append(run)
    assert "不允许的域" in refused(saved(document, tmp_path))


def test_what_is_no_word_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gap-report.docx").write_bytes(b"PK nothing")
    assert "不是 Word 文档" in refused(tmp_path)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "甲")
    (tmp_path / "gap-report.docx").write_bytes(buffer.getvalue())
    assert "不是 Word 文档" in refused(tmp_path)


def test_marks_in_attributes_are_refused(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("甲")._p.set(qn("w:rsidR"), "{{ 7 }}")
    assert "属性" in refused(saved(document, tmp_path))


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
def test_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gap-report.docx").symlink_to(TARGET)
    assert "符号链接" in refused(tmp_path)


def test_without_docxtpl_the_mend_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    assert "pip install docxtpl" in refused(written(tmp_path, "甲"))


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST", 1_000)
    assert "大得异常" in refused(written(tmp_path, "甲"))
