"""What stands around a text: running heads and feet, and lines made from a page's own data."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from engine.documents import Document, read_document
from engine.documents.formats.pdf import Row, _without_furniture
from tests.documents.build import REPORT
from tests.documents.test_reading import needs_office


def rows(*lines: tuple[str, float], page: int = 0) -> list[Row]:
    """Printed lines of one size, each with its distance from the top of an A4 page."""
    return [
        Row(text, 90, 90 + 12.0 * len(text), 14, page, top, 842 - top - 14, 505 - 12.0 * len(text))
        for text, top in lines
    ]


BODY = [
    ("一、工作成效", 160.0),
    ("健全制度，清理文件12件。", 180.0),
    ("二、存在问题", 200.0),
    ("人手不足。", 220.0),
]


def kept(*pages: list[Row]) -> list[str]:
    return [row.text for page in _without_furniture(pages) for row in page]


def test_a_single_page_has_a_head_and_a_foot_by_their_places() -> None:
    title = ("清源县2023年法治政府建设年度报告", 140.0)
    page = rows(("内部资料", 40.0), title, *BODY, ("清源县政府办存档", 800.0), ("— 1 —", 815.0))
    assert kept(page) == [title[0], *(text for text, _ in BODY)]


@pytest.mark.parametrize("first", ["清源县人民政府", "清源县2023年法治政府建设年度报告", "一、总体情况"])
def test_a_title_a_body_and_a_heading_high_on_the_page_are_no_heads(first: str) -> None:
    assert kept(rows((first, 45.0), *BODY))[0] == first


def test_a_body_above_its_own_name_is_a_head() -> None:
    page = rows(
        ("清源县人民政府", 40.0), ("清源县人民政府", 120.0), ("关于2023年度法治政府建设的报告", 140.0), *BODY
    )
    assert kept(page)[:2] == ["清源县人民政府", "关于2023年度法治政府建设的报告"]


@pytest.mark.parametrize("last", ["2024年1月20日", "清源县人民政府", "特此报告。"])
def test_the_end_of_a_text_low_on_the_page_is_no_foot(last: str) -> None:
    assert kept(rows(*BODY, (last, 800.0)))[-1] == last


def test_lines_at_the_edges_of_several_pages_are_kept_unless_they_come_back() -> None:
    first = rows(("内部资料", 40.0), *BODY, page=0)
    second = rows(("内部资料", 40.0), *BODY, page=1)
    other = rows(("工作计划", 40.0), *BODY, page=1)
    assert "内部资料" not in kept(first, second)
    assert {"内部资料", "工作计划"} <= set(kept(first, other))


@needs_office
@pytest.mark.parametrize(("format", "margins"), [("pdf", (25, 13)), ("pdf", (37, 15)), ("html", (25, 13))])
def test_the_head_of_a_document_on_one_page(tmp_path: Path, format: str, margins: tuple[int, int]) -> None:
    source = docx.Document()
    section = source.sections[0]
    section.top_margin, section.header_distance = (Mm(size) for size in margins)
    section.header.paragraphs[0].text = "页眉内容"
    section.footer.paragraphs[0].text = "页脚内容"
    for line in REPORT.splitlines():
        source.add_paragraph(line)
    source.save(str(tmp_path / "a.docx"))
    document = converted(tmp_path / "a.docx", format)
    assert document.title == "清源县人民政府关于2023年度法治政府建设情况的报告"
    assert document.issuer == "清源县人民政府"
    assert "页眉" not in document.text and "页脚" not in document.text
    assert document.text.split()[0] == "清源县人民政府" and document.text.split()[-1] == "2024年1月20日"


def converted(path: Path, format: str) -> Document:
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command: list[str | Path] = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        format,
        "--outdir",
        path.parent,
        path,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    made = path.with_suffix(f".{format}")
    if not made.is_file():
        pytest.skip("LibreOffice without Writer")
    return read_document(made)


META = '<meta name="PubDate" content="2024-03-01 08:30"><meta name="ContentSource" content="清源县司法局">'


@pytest.mark.parametrize(
    ("own", "times"),
    [("<p>发布日期：2024-03-01</p>", 0), ("<p>时间：2024-03-01</p>", 0), ("<p>发布时间：</p>", 1)],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_date_in_the_head_of_a_page_is_told_only_once(
    tmp_path: Path, own: str, times: int, above: bool
) -> None:
    article = "".join(f"<p>{line}</p>" for line in REPORT.splitlines())
    body = own + article if above else article + own
    path = tmp_path / "a.html"
    path.write_text(f"<html><head>{META}</head><body><div>{body}</div></body></html>", encoding="utf-8")
    document = read_document(path)
    assert document.text.count("2024-03-01 08:30") == times
    assert document.text.count("来源：清源县司法局") == 1
    assert str(document.published_on) == "2024-03-01"
