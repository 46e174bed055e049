"""Which texts are the annual report, which a plan, and which neither."""

from __future__ import annotations

import pytest

from tests.documents.build import BODY, read


def test_a_report_without_a_title_is_known_by_its_opening_and_headings() -> None:
    document = read(
        "在河南省委、省政府坚强领导下，2022年，兰考县坚持依法行政，扎实推进法治政府建设。\n"
        "一、主要做法\n（一）抓学习。\n二、存在不足\n三、今后努力方向\n"
    )
    assert (document.title, document.kind, document.report_year) == (None, "annual_report", 2022)
    assert (document.issuer, document.region.county) == ("兰考县人民政府", "兰考县")


@pytest.mark.parametrize(
    "text",
    [
        "兰考县召开法治政府建设推进会\n1月5日，会议强调依法行政。会议指出，下一步，要继续努力。",
        "第一章\n那是一个下雨的夜晚，他站在城区的路口。\n“一、二、三！”有人喊。下一步，他走向河边。",
        "兰考县2024年财政预算执行情况报告\n2024年，兰考县坚持依法行政。\n一、存在问题\n二、下一步打算",
    ],
)
def test_other_documents(text: str) -> None:
    assert read(text).kind == "other"


def test_an_untitled_plan_is_known_by_its_opening() -> None:
    document = read(
        "为推进法治政府建设，结合兰考县2024年实际，制定本工作要点。\n一、总体要求\n（一）加强学习。"
    )
    assert document.kind == "work_plan"
    assert [span.role for span in document.roles] == ["plan"]


@pytest.mark.parametrize(
    "text",
    [
        "2023年，我局推进依法行政。现将2023年政府信息公开工作年度报告公布如下：\n",
        "2023年，我县以法治政府建设为统领。现将2023年行政复议工作情况报告如下：\n",
        "2023年，我市创建法治政府建设示范市。现将全市行政执法工作情况报告如下：\n",
        "近日，记者获悉，2023年全县法治政府建设成效明显。\n",
        "《兰考县2023年法治政府建设年度报告》解读\n2023年，推进法治政府建设。\n",
        "兰考县法治政府建设督察反馈问题整改情况报告\n2023年，推进整改。\n",
    ],
)
def test_neighbours_of_the_annual_report(text: str) -> None:
    assert read(text + BODY).kind == "other"


def test_a_report_on_enforcement_and_law_based_government_is_one() -> None:
    assert read(f"2023年，深化依法行政。现将行政执法和法治政府建设工作情况报告如下：\n{BODY}").kind == (
        "annual_report"
    )


def test_an_excerpt_without_opening_is_known_by_headings_on_the_outline() -> None:
    parts = (
        "（一）坚持党的领导。学习3次。\n（二）规范行政执法行为。评查2次。\n（三）优化营商环境。走访5次。\n"
    )
    assert read(f"一、工作开展情况\n{parts}").kind == "annual_report"
    assert read("一、工作开展情况\n（一）规范行政执法行为。评查2次。\n").kind == "other"
