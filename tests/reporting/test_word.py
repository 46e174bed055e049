"""The Word gap report: layout of official documents, complete, harmless, and changed by a province without code."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.checklist.models import Verdict
from engine.errors import FazhiError
from engine.reporting.text import clean, quoted
from engine.reporting.texts import load_texts
from engine.reporting.view import view
from engine.reporting.word.layout import load_layout
from engine.reporting.writers import gap_docx, gap_html, gap_markdown
from engine.result import Result
from engine.rules.models import Ruling
from tests.reporting import factory
from tests.reporting.test_gap_report import NEEDED

FULL = gap_docx.render(factory.result())


def opened(data: bytes) -> Any:
    return Document(BytesIO(data))


def paragraphs(document: Any) -> list[Any]:
    return [p for p in document.paragraphs if p.text]


def text_of(data: bytes) -> str:
    """All words of the body, those of tables among them."""
    body = opened(data).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def headings(data: bytes, level: int = 1) -> list[str]:
    return [p.text for p in opened(data).paragraphs if p.style.name == f"Heading {level}"]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def own(folder: Path, text: str) -> Path:
    (folder / "gap-report.docx.yaml").write_text(text, encoding="utf-8")
    return folder


def refused(folder: Path) -> str:
    with pytest.raises(FazhiError) as caught:
        gap_docx.render(factory.result(), folder)
    return str(caught.value)


def detailed() -> Result:
    """A core gap, and a detail with sentences for and against it."""
    said, against = factory.quote("已经部署此事", 900), factory.quote("将要开展此事", 950)
    detail = factory.finding(
        2,
        "partly",
        "critical",
        title="逐句对照的细项",
        evidence=(said,),
        contrary=(against,),
        item={"detail": True},
    )
    return factory.result((factory.finding(1, "not_met", "critical", title="核心事项"), detail))


def test_page_and_margins_are_those_of_official_documents() -> None:
    first, *_ = opened(FULL).sections
    sizes = (
        first.page_width,
        first.page_height,
        first.top_margin,
        first.bottom_margin,
        first.left_margin,
        first.right_margin,
    )
    assert [round(size.mm) for size in sizes] == [210, 297, 37, 35, 28, 26]


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_fonts_and_sizes_are_those_of_official_documents(style: str, font: str, size: float) -> None:
    found = opened(FULL).styles[style]
    fonts = found.element.rPr.find(qn("w:rFonts"))
    assert (fonts.get(qn("w:eastAsia")), found.font.size.pt) == (font, size)
    assert fonts.get(qn("w:ascii")) == ("宋体" if style == "Footer" else "Times New Roman")


def test_body_text_has_22_lines_of_28_characters() -> None:
    document = opened(FULL)
    body, page = document.styles["Body Text"], document.sections[0]
    lines = (page.page_height - page.top_margin - page.bottom_margin) / body.paragraph_format.line_spacing
    spacing = int(body.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    points = body.font.size.pt + spacing
    signs = (page.page_width - page.left_margin - page.right_margin) / Pt(1) / points
    assert (int(lines), int(signs)) == (22, 28)
    indent = body.element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_runs_name_their_chinese_font_so_that_quotation_marks_are_set_in_it() -> None:
    runs = [run for p in paragraphs(opened(FULL)) for run in p.runs if run.text.strip()]
    assert {run._r.rPr.find(qn("w:rFonts")).get(qn("w:hint")) for run in runs} == {"eastAsia"}


def test_missing_fonts_have_others_to_stand_in() -> None:
    table = parts(FULL)["word/fontTable.xml"].decode()
    for font, instead in (("方正小标宋简体", "华文中宋"), ("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体")):
        assert f'w:name="{font}"><w:altName w:val="{instead},' in table


def test_page_numbers_stand_outside_on_odd_and_even_pages() -> None:
    document = opened(FULL)
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "— 1 —"
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert [one.text for one in paragraph._p.iter(qn("w:instrText"))] == [" PAGE "]


def test_tables_repeat_their_heading_and_part_no_row() -> None:
    for table in opened(FULL).element.body.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        look = table.tblPr.find(qn("w:tblLook"))
        if look.get(qn("w:firstRow")):
            assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        widths = [int(one.get(qn("w:w"))) for one in table.tblGrid]
        assert table.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        assert int(table.tblPr.find(qn("w:tblW")).get(qn("w:w"))) == sum(widths)


def test_the_ledger_lies_across_and_the_rest_upright() -> None:
    wide = [section.page_width > section.page_height for section in opened(FULL).sections]
    assert wide == [False, True, False]


def test_sections_come_in_order_with_numbers() -> None:
    assert headings(FULL) == [
        "一、总体情况",
        "二、差距与整改",
        "三、待人工核实",
        "四、数据核验",
        "五、整改台账",
        "六、已达标事项",
        "七、不适用事项",
        "八、提示与说明",
    ]
    assert headings(FULL, 2) == ["（一）关键事项（4项）", "（二）重要事项（2项）", "（三）一般事项（3项）"]


def test_the_report_says_all_that_a_gap_needs() -> None:
    text = text_of(FULL)
    assert [word for word in NEEDED.split() if word not in text] == []


def test_every_gap_and_every_quote_is_there() -> None:
    result = factory.result()
    text, shown = text_of(FULL), view(result, load_texts())
    for finding in (*shown["reviews"], *(f for group in shown["gaps"] for f in group["findings"])):
        assert f"{finding['number']}．{finding['title']}" in headings(FULL, 3)
        assert all(q["quote"][:8] in text for q in (*finding["evidence"], *finding["contrary"]))


def test_details_are_rows_of_a_table_with_their_quotes() -> None:
    data = gap_docx.render(detailed())
    assert headings(data, 3) == ["1．核心事项"]
    text = text_of(data)
    assert "以下1项为细项" in text
    for said in ("逐句对照的细项", "“已经部署此事”", "“将要开展此事”"):
        assert said in text


def test_the_ledger_is_the_same_in_word_page_and_markdown() -> None:
    titles = ["序号", "问题", "整改措施", "责任单位（建议）", "完成期限", "应备材料", "状态"]
    tables = opened(FULL).tables
    ledger = next(t for t in tables if [cell.text for cell in t.rows[0].cells] == titles)
    shown = view(factory.result(), load_texts())["actions"]
    assert [row.cells[0].text for row in ledger.rows[1:]] == [str(a["number"]) for a in shown]
    assert {a["state"] for a in shown} == {"待整改", "待核实"}
    for text in (gap_html.render(factory.result()).decode(), gap_markdown.render(factory.result()).decode()):
        assert "五、整改台账" in text
        assert all(title in text for title in titles)


def test_what_persons_said_is_told_and_a_waived_gap_is_marked_in_the_ledger() -> None:
    waiver = Ruling(
        item="cn.01.sample-1", kind="waiver", by="示例甲", reason="正在办理", until=date(2026, 3, 1)
    )
    result = factory.result((factory.finding(1, "not_met", "critical", rulings=(waiver,)),))
    text = text_of(gap_docx.render(result))
    assert "人的判断：豁免：示例甲；有效期至 2026年3月1日；理由：正在办理" in text
    assert "已豁免" in text
    assert "待整改" not in text


def test_a_review_is_told_also_where_it_leaves_no_gap() -> None:
    verdicts: tuple[Verdict, ...] = ("met", "not_applicable")
    result = factory.result(
        tuple(
            factory.finding(
                i,
                verdict,
                rulings=(
                    Ruling(
                        item=f"cn.0{i}.sample-{i}",
                        kind="review",
                        verdict=verdict,
                        by="示例甲",
                        reason=f"核对原件{i}",
                    ),
                ),
            )
            for i, verdict in enumerate(verdicts, 1)
        )
    )
    texts = (
        text_of(gap_docx.render(result)),
        *(one.render(result).decode() for one in (gap_html, gap_markdown)),
    )
    for text in texts:
        assert "核对原件1" in text and "核对原件2" in text


def test_texts_of_a_report_stay_text() -> None:
    text, files = text_of(FULL), parts(FULL)
    assert factory.EVIL_HTML in text
    assert factory.EVIL_TEMPLATE in text
    assert factory.EVIL_FORMULA in text
    assert clean(factory.EVIL_MARKDOWN) in text
    body = etree.fromstring(files["word/document.xml"])
    assert not list(body.iter(qn("w:instrText"), qn("w:hyperlink"), qn("w:object"), qn("w:drawing")))
    assert not any(b'TargetMode="External"' in data for name, data in files.items() if name.endswith(".rels"))


@settings(max_examples=12, deadline=None)
@given(st.text(max_size=60))
def test_any_text_makes_a_file_that_opens_and_says_it(said: str) -> None:
    found = factory.finding(
        1, "not_met", "critical", title=f"甲{said}乙", evidence=(factory.quote(f"丙{said}丁"),)
    )
    data = gap_docx.render(factory.result((found,)))
    assert headings(data, 3) == [f"1．{clean(f'甲{said}乙')}"]
    assert clean(quoted(f"丙{said}丁")) in text_of(data)


def test_the_same_input_gives_the_same_bytes_without_a_time() -> None:
    assert gap_docx.render(factory.result()) == FULL
    with zipfile.ZipFile(BytesIO(FULL)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2020, 1, 1, 0, 0, 0)}
    core = parts(FULL)["docProps/core.xml"].decode()
    assert "dcterms" not in core.split(">", 2)[2]
    assert "<dc:language>zh-CN<" in core
    assert "示例县人民政府2024年度法治政府建设年度报告差距报告" in core


def test_a_document_that_is_no_report_gives_the_reason_and_no_verdicts() -> None:
    data = gap_docx.render(factory.unusable())
    assert headings(data) == ["一、总体情况", "二、提示与说明"]
    assert "未核验" in text_of(data)
    assert "得分率" not in text_of(data)


def test_a_work_plan_is_said_to_prove_nothing() -> None:
    assert "不能证明已经做到" in text_of(gap_docx.render(factory.result(kind="work_plan")))
    assert "不能证明已经做到" not in text_of(FULL)


def test_a_province_changes_order_wording_and_layout(tmp_path: Path) -> None:
    data = gap_docx.render(
        factory.result(),
        own(
            tmp_path,
            """
            order: [opening, actions, gaps]
            page: {left: 30}
            styles:
              body: {font: 宋体, size: 14}
            title: 关于{issuer}{year?}报告的核验意见
            sections:
              opening: {title: 基本情况, intro: "共{items}项，得分率{rate}（上限{ceiling_rate}）。"}
              actions:
                title: 整改清单
                landscape: false
                tables:
                  actions:
                    columns:
                      - {title: 事项, width: 3, text: "{title}"}
                      - {title: 措施, width: 5, text: "{measure}"}
              gaps: {lines: [{label: 理由, text: "{reason}"}]}
            """.replace("\n            ", "\n"),
        ),
    )
    assert headings(data) == ["一、基本情况", "二、整改清单", "三、差距与整改"]
    text = text_of(data)
    assert text.startswith("关于示例县人民政府2024年度报告的核验意见")
    assert "共14项，得分率33.7%（上限79.1%）。" in text
    assert "理由：报告写明出庭应诉率为78.5%" in text
    assert "整改建议" not in text
    document = opened(data)
    assert round(document.sections[0].left_margin.mm) == 30
    assert document.styles["Body Text"].font.size.pt == 14
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["事项", "措施"]


def test_a_provinces_words_count_in_word_too(tmp_path: Path) -> None:
    (tmp_path / "texts.yaml").write_text(
        "phrases: {proved: 已得分}\nverdicts: {met: {label: 合格}}\n", "utf-8"
    )
    text = text_of(gap_docx.render(factory.result(), tmp_path))
    assert "已得分14.5分" in text
    assert "合格3项" in text


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("order: [overview, gasp]", 1, "“gasp”没有写明。是否想写“gaps”？"),
        ("title: 甲\norder: [gaps, gaps]", 2, "重复"),
        ("sections:\n  gap: {title: 甲}", 2, "“gap”不会出现。是否想写“gaps”？"),
        ("sections:\n  gaps: {titel: 甲}", 2, "没有“titel”这一项。是否想写“title”？"),
        ("sections:\n  gaps:\n    item: '{titel}'", 3, "没有“{titel}”这个名称。是否想写“title”？"),
        (
            "sections:\n  checks:\n    tables:\n      check: {caption: 甲}",
            4,
            "没有表“check”。是否想写“checks”？",
        ),
        ("sections:\n  overview:\n    intro: 得分率{rate}", 3, "没有写上限"),
        ("styles:\n  body: {size: 大}", 2, "“size”应为数字"),
        ("styles:\n  body: {size: 900}", 2, "“size”太大"),
        ("styles:\n  boddy: {font: 宋体, size: 12}", 2, "不在可选范围内。是否想写“body”？"),
        ("page:\n  left: 180", 1, "版心不足"),
        ("page_number: 第{pgae}页", 1, "没有“{pgae}”这个名称。是否想写“page”？"),
    ],
)
def test_a_mistake_in_the_layout_is_told_with_line_and_mend(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    message = refused(own(tmp_path, text))
    assert f"gap-report.docx.yaml:{line}:" in message
    assert said in message


@pytest.mark.parametrize("name", ["{reason.__class__}", "{reason!r}", "{0}", "{{7*7}}"])
def test_texts_of_the_layout_are_no_program(tmp_path: Path, name: str) -> None:
    folder = own(tmp_path, f"sections:\n  gaps:\n    item: '甲{name}乙'\n")
    try:
        data = gap_docx.render(factory.result(), folder)
    except FazhiError as error:
        assert "这个名称" in str(error)
    else:
        assert f"甲{name}乙" in text_of(data)


def test_an_empty_layout_changes_nothing(tmp_path: Path) -> None:
    assert gap_docx.render(factory.result(), own(tmp_path, "")) == FULL
    assert load_layout(tmp_path) == load_layout()
