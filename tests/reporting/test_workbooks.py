"""The workbooks: every figure where a reader looks for it, and no text of a report that runs as a formula."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from engine.reporting import sheets
from engine.reporting.summary import render_summary
from engine.reporting.writers import scorecard_xlsx
from engine.result import Result
from tests.reporting import factory


def book(result: Result | None = None) -> Workbook:
    """As a program shows it that does not calculate."""
    return load_workbook(BytesIO(scorecard_xlsx.render(result or factory.result())), data_only=True)


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of a sheet that is one table, by heading."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_every_question_has_its_sheet() -> None:
    shown = [sheet.title for sheet in book() if sheet.sheet_state == "visible"]
    assert shown == ["总览", "逐项评分", "问题清单与整改", "数据核验", "指标事实", "说明", "评分口径"]


def test_every_item_has_its_row() -> None:
    rows = table(book()["逐项评分"])
    assert len(rows) == len(factory.result().findings)
    first = rows[0]
    assert first["程序结论"] == first["采用结论"] == "× 不达标"
    assert (first["得分"], first["满分"], first["严重程度"]) == (0, 5, "关键")
    assert first["报告原文和所在处"] == "“行政机关负责人出庭应诉率78.5%”（一、主要举措和成效，第2页）"
    assert first["依据性质和标记"] == "考评参考值（非法定）\n参考值"
    assert first["出处和要求原文"].startswith("《法治政府建设实施纲要（2021－2025年）》（十五）：“")
    assert rows[2]["得分"] == 2.5
    assert rows[5]["报告原文和所在处"].startswith("〔仅属计划〕“下一步")


def test_gaps_come_with_remedy_materials_and_holder_the_most_severe_first() -> None:
    rows = table(book()["问题清单与整改"])
    assert [row["严重程度"] for row in rows] == ["关键"] * 4 + ["重要"] * 2 + ["一般"] * 3 + ["关键"]
    assert rows[-1]["采用结论"] == "? 待人工核实"
    assert rows[0]["应备材料"] == "制度文件\n年度统计表"
    assert rows[0]["责任单位"] == "司法行政机关"
    assert rows[0]["尚差分值"] == 5


def test_facts_and_checks_are_numbers() -> None:
    made = book()
    facts = {row["指标代号"]: row for row in table(made["指标事实"])}
    assert facts["litigation.head_appearance_rate"]["数值"] == 78.5
    assert facts["enforcement.training_hours_per_person"]["读作"] == "每人不少于60学时"
    assert facts["report.signed_on"]["读作"] == "2025年2月20日"
    checks = table(made["数据核验"])
    assert (checks[0]["结果"], checks[0]["报告所称"], checks[0]["重新计算"]) == ("不符", 100, 95.24)


def test_numbers_show_as_numbers_do_and_percentages_sort() -> None:
    for made in (book(), load_workbook(BytesIO(render_summary([factory.result(), factory.unusable()])))):
        cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row]
        assert {cell.number_format for cell in cells} <= {"General", "0.0%", "0.0000", "yyyy-mm-dd"}
        shares = [cell.value for cell in cells if cell.number_format == "0.0%" and cell.value is not None]
        assert shares
        assert all((isinstance(share, int | float) and 0 <= share <= 1) or share == "—" for share in shares)
    head = next(row for row in book()["总览"].iter_rows() if row[0].value == "合计")
    assert [cell.value for cell in head[1:7]] == [14.5, 34, 43, 0.337, 0.791, 0.692]


def test_a_figure_has_no_more_decimals_than_a_reader_wants() -> None:
    made = Workbook()
    sheets.put(made.worksheets[0].cell(1, 1), 0.1 + 0.2)  # type: ignore[arg-type]
    assert made.worksheets[0].cell(1, 1).value == 0.3


def test_the_footer_has_its_own_room() -> None:
    for sheet in book():
        margins = sheet.page_margins
        assert margins.footer >= 0.25
        assert margins.bottom - margins.footer >= 0.4


def test_the_overview_never_shows_the_rate_without_the_ceiling() -> None:
    rows = [row for row in book()["总览"].iter_rows(values_only=True) if any(row)]
    heads = [row for row in rows if "得分率" in row]
    assert len(heads) == 2
    assert all("上限得分率" in row for row in heads)
    figures = dict(zip(heads[0], rows[rows.index(heads[0]) + 1], strict=True))
    assert (figures["得分率"], figures["上限得分率"], figures["等次"]) == (0.337, 0.791, "基本达标")
    assert ("1．行政机关负责人出庭应诉率", "关键", "× 不达标") in [row[:3] for row in rows]


def test_the_notes_name_the_checklist_and_its_hash() -> None:
    notes = {row["事项"]: row["内容"] for row in table(book()["说明"])}
    assert notes["清单校验值"] == "0123456789abcdef" * 4
    assert notes["清单版本"] == "1.0.0"
    assert "提示 1" in notes
    assert notes["由使用者提供"] == "公开日期"


def test_no_text_of_a_report_is_a_formula() -> None:
    made = load_workbook(BytesIO(scorecard_xlsx.render(factory.result())))
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n", "f"}
    risky = [
        cell for cell in cells if cell.data_type != "f" and str(cell.value).startswith(("=", "+", "-", "@"))
    ]
    assert len(risky) >= 6
    assert all(cell.quotePrefix for cell in risky)
    texts = (factory.EVIL_FORMULA, factory.EVIL_HTML, "SUM(A1)")
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert not any(text in formula for text in texts for formula in formulas)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@A1", "#N/A", "#REF!", "\t=1", "\r=1", "2024-01-01", "12%"]
)
def test_text_stays_text(text: str) -> None:
    made = Workbook()
    sheets.put(made.worksheets[0].cell(1, 1), text)  # type: ignore[arg-type]
    read = load_workbook(BytesIO(sheets.to_bytes(made))).worksheets[0].cell(1, 1)
    assert read.data_type == "s"
    assert read.value == text.strip()


def test_control_characters_go_and_the_length_keeps_to_the_limit() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    sheets.put(sheet.cell(1, 1), "甲\x00\x0b\x1f\ud800\ufffe乙\n丙")  # type: ignore[arg-type]
    sheets.put(sheet.cell(2, 1), "𠀀" * 20_000)  # type: ignore[arg-type]
    read = load_workbook(BytesIO(sheets.to_bytes(made))).worksheets[0]
    assert read.cell(1, 1).value == "甲 乙\n丙"
    long = str(read.cell(2, 1).value)
    assert len(long.encode("utf-16-le")) // 2 <= 32767
    assert long.endswith("已截断）")


@pytest.mark.parametrize("name", ["逐项评分", "问题清单与整改", "数据核验", "指标事实"])
def test_tables_stay_usable_when_long_and_when_printed(name: str) -> None:
    sheet = book()[name]
    assert str(sheet.freeze_panes).endswith("2")
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.page_setup.fitToHeight == 0
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} <= {"宋体", "黑体"}


def test_a_document_that_is_no_report_gives_a_workbook_that_says_why() -> None:
    lines = [str(cell.value) for row in book(factory.unusable())["总览"].iter_rows() for cell in row]
    assert any("未核验" in line for line in lines)


def test_the_summary_sets_the_reports_side_by_side() -> None:
    results = [
        factory.result(),
        factory.unusable(),
        factory.result(factory.findings(), issuer="示例市司法局"),
    ]
    made = load_workbook(BytesIO(render_summary(results)))
    reports = table(made["汇总"])
    assert [row["发文机关"] for row in reports] == ["示例县人民政府", "通知.txt", "示例市司法局"]
    assert (reports[0]["已证得分"], reports[0]["得分上限"], reports[0]["满分"]) == (14.5, 34, 43)
    assert reports[0]["× 不达标"] == 3
    assert reports[1]["等次"] == "未评分"
    assert "未核验" in reports[1]["未评分原因"]
    matrix = table(made["逐项对照"])
    row = next(row for row in matrix if row["编号"] == "cn.20.sample-20")
    assert row["示例县人民政府\n2024"] == "△ 部分达标"
    assert not row["示例市司法局\n2024"]


def test_the_summary_lists_what_could_not_be_used() -> None:
    failures = [(Path("乙/报告.pdf"), "乙/报告.pdf：文件损坏，打不开。请重新下载"), (Path("丙.doc"), "=1+1")]
    made = load_workbook(BytesIO(render_summary([factory.result()], failures=failures)))
    rows = table(made["汇总"])
    assert [row["序号"] for row in rows] == [1, 2, 3]
    assert (rows[1]["发文机关"], rows[1]["报告文件"]) == ("报告.pdf", "乙/报告.pdf")
    assert (rows[1]["未评分原因"], rows[1]["等次"]) == ("文件损坏，打不开。请重新下载", "未评分")
    assert rows[1]["已证得分"] is None
    assert rows[1]["× 不达标"] is None
    assert rows[2]["未评分原因"] == "=1+1"
    assert {cell.data_type for row in made["汇总"].iter_rows() for cell in row} == {"s", "n"}
    assert table(load_workbook(BytesIO(render_summary([], failures=failures)))["汇总"])[0]["序号"] == 1


def test_reports_of_one_name_are_told_apart_by_their_paths() -> None:
    results = [factory.result(path="甲/报告.docx"), factory.result(path="乙/报告.docx")]
    made = load_workbook(BytesIO(render_summary(results)))
    assert [row["报告文件"] for row in table(made["汇总"])] == ["甲/报告.docx", "乙/报告.docx"]
    heads = [cell.value for cell in made["逐项对照"][1]][1:-1]
    assert heads == ["示例县人民政府\n2024\n甲/报告.docx", "示例县人民政府\n2024\n乙/报告.docx"]
