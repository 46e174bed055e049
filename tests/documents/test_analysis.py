"""What a text says about itself, as a whole, and what the user says instead."""

from __future__ import annotations

from datetime import date

import pytest

from engine.errors import FazhiError
from tests.documents.build import BODY, REPORT, read


def test_a_report_with_a_title_over_two_lines_and_a_signature() -> None:
    document = read(REPORT.replace("清源县", "涉县"))
    assert document.title == "涉县人民政府关于2023年度法治政府建设情况的报告"
    assert document.issuer == "涉县人民政府"
    assert (document.level, document.kind, document.report_year) == ("county", "annual_report", 2023)
    assert document.region.model_dump() == {
        "province": "河北省",
        "city": "邯郸市",
        "county": "涉县",
        "code": "130426",
    }
    assert document.signed_on == date(2024, 1, 20)
    assert document.published_on is None
    assert document.outline == "2021-2025"
    assert document.notices == ()


def test_the_text_is_kept_as_it_is_but_for_line_ends() -> None:
    assert read("一、甲\r\n　　乙 \r丙\x00丁\n").text == "一、甲\n　　乙 \n丙丁\n"


@pytest.mark.parametrize(
    ("title", "kind", "level", "place"),
    [
        ("北京市朝阳区2022年法治政府建设年度情况报告", "annual_report", "county", "110105"),
        ("上海市2021年法治政府建设情况报告", "annual_report", "province", "310000"),
        ("内蒙古自治区2023年度法治政府建设情况报告", "annual_report", "province", "150000"),
        ("恩施州2021年法治政府建设工作总结", "annual_report", "prefecture", "422800"),
        ("阿荣旗人民政府2021年依法行政工作情况报告", "annual_report", "county", "150721"),
        ("济源市2022年度法治政府建设情况报告", "annual_report", "county", "419001"),
        ("大理市海东镇人民政府2024年法治政府建设工作报告", "annual_report", "township", "532901"),
        ("沈阳市市场监督管理局2022年法治政府建设工作总结", "annual_report", "department", "210100"),
        ("辽宁省司法厅关于2019年度法治政府建设情况的报告", "annual_report", "department", "210000"),
        ("兰考县人民政府办公室关于公开2023年度法治政府建设情况的报告", "annual_report", "county", "410225"),
        (
            "中共兰考县委全面依法治县委员会办公室关于2023年度法治政府建设情况的报告",
            "annual_report",
            "county",
            "410225",
        ),
        ("兰考县2023年法治政府建设工作总结及2024年工作计划", "annual_report", "county", "410225"),
        ("兰考县法治政府建设2023年工作要点任务分工方案", "work_plan", "county", "410225"),
        ("兰考县人民政府关于加强法治政府建设的实施意见", "other", "county", "410225"),
        ("渭南市2024年法治政府建设工作要点", "work_plan", "prefecture", "610500"),
        ("关于印发《开封市2023年法治政府建设工作要点》的通知", "work_plan", "prefecture", "410200"),
        ("鹿邑县法治政府建设实施方案（2021—2025年）", "work_plan", "county", "411628"),
        (
            "洛阳市人民政府关于落实《2022年法治政府建设工作要点》情况的报告",
            "annual_report",
            "prefecture",
            "410300",
        ),
        ("朝阳县2023年政府信息公开工作年度报告", "other", "county", "211321"),
        ("朝阳县2024年政府工作报告", "other", "county", "211321"),
        ("朝阳县司法局局长示例甲2023年度述法报告", "other", "department", "211321"),
        ("朝阳县2023年普法工作总结", "other", "county", "211321"),
    ],
)
def test_titles(title: str, kind: str, level: str, place: str) -> None:
    document = read(f"{title}\n2023年，全面推进各项工作。\n一、工作情况\n开展培训3次。\n")
    assert document.title == title
    assert (document.kind, document.region.code) == (kind, place)
    if kind != "other":
        assert document.level == level


def test_a_report_in_one_line() -> None:
    document = read(
        "兰考县2023年法治政府建设工作报告 2023年，兰考县坚持依法行政。一、工作情况 办理案件3件。"
        "二、存在问题 人手少。三、下一步打算 加强培训。兰考县人民政府 2024年1月5日"
    )
    assert document.title == "兰考县2023年法治政府建设工作报告"
    assert [s.title for s in document.sections] == ["工作情况", "存在问题", "下一步打算"]
    assert [s.role for s in document.roles] == [
        "front",
        "achievements",
        "achievements",
        "problems",
        "plan",
        "back",
    ]
    assert document.signed_on == date(2024, 1, 5)


def test_a_report_without_a_title_in_full_width_figures() -> None:
    document = read(
        "２０２４年，兰考县人民政府坚持依法行政，扎实推进法治政府建设。现将情况报告如下：\n"
        "一、主要做法\n１．抓学习。\n二、存在问题\n三、２０２５年工作计划\n兰考县人民政府\n２０２５年１月２０日\n"
    )
    assert (document.kind, document.report_year, document.issuer) == ("annual_report", 2024, "兰考县人民政府")
    assert (document.signed_on, document.region.code) == (date(2025, 1, 20), "410225")
    assert [s.title for s in document.sections if s.rank == 1] == ["主要做法", "存在问题", "2025年工作计划"]
    assert "１．抓学习" in document.text


def test_the_year_of_a_report_without_one_is_the_year_before_its_signature() -> None:
    text = "兰考县法治政府建设情况报告\n兰考县坚持依法行政。\n一、工作情况\n无。\n兰考县人民政府\n2021年1月20日\n"
    assert (read(text).report_year, read(text).outline) == (2020, "2015-2020")


def test_what_the_user_gives_overrides_and_is_listed() -> None:
    document = read(
        REPORT, year=2022, region="211381", level="prefecture", kind="work_plan", published_on="2024-02-01"
    )
    assert (document.report_year, document.region.county, document.level) == (2022, "北票市", "prefecture")
    assert (document.kind, document.published_on) == ("work_plan", date(2024, 2, 1))
    assert set(document.provided) == {"report_year", "region", "level", "kind", "published_on"}


@pytest.mark.parametrize(
    ("given", "report", "user"),
    [
        ({"year": 2022}, "2023年", "2022年"),
        ({"region": "辽宁省朝阳市北票市"}, "河北省邯郸市涉县", "辽宁省朝阳市北票市"),
    ],
)
def test_what_the_report_prints_otherwise_than_the_user_says_comes_first(
    given: dict[str, object], report: str, user: str
) -> None:
    notice = read(REPORT.replace("清源县", "涉县"), **given).notices[0]
    assert "与报告所写不一致" in notice and report in notice and user in notice


@pytest.mark.parametrize(
    "given", [{"year": 2023, "region": "130426"}, {"region": "河北省"}, {"level": "county"}]
)
def test_what_agrees_with_the_report_is_no_notice(given: dict[str, object]) -> None:
    assert read(REPORT.replace("清源县", "涉县"), **given).notices == ()


@pytest.mark.parametrize(
    ("day", "taken"),
    [
        ("2020-01-01", False),
        ("2023-11-30", False),
        ("2023-12-01", True),
        ("2025-12-31", True),
        ("2030-01-01", False),
    ],
)
@pytest.mark.parametrize("name", ["published_on", "submitted_on"])
def test_a_day_on_which_no_report_of_the_year_can_be_out_is_not_taken(
    name: str, day: str, taken: bool
) -> None:
    document = read(REPORT, **{name: day})
    assert (getattr(document, name) == date.fromisoformat(day)) is taken
    assert (name in document.provided) is taken
    assert any("没有采用" in notice for notice in document.notices) is not taken


@pytest.mark.parametrize("name", ["辽宁省朝阳市北票市", "朝阳市北票市", "北票市", "北票", "211381"])
def test_given_regions(name: str) -> None:
    assert read("无。", region=name).region.code == "211381"


@pytest.mark.parametrize("name", ["鼓楼区", "中原国", "999999", ""])
def test_given_regions_that_are_none(name: str) -> None:
    with pytest.raises(FazhiError) as caught:
        read("无。", region=name or " ")
    assert caught.value.mend


def test_what_a_report_lacks_is_said() -> None:
    notices = " ".join(read("法治政府建设情况报告\n坚持依法行政。\n一、工作情况\n").notices)
    assert all(option in notices for option in ("--year", "--region", "--level"))


def test_a_title_printed_twice_ends_where_the_second_ends() -> None:
    title = "中共兰考县委 兰考县人民政府\n关于2023年法治政府建设情况的报告\n"
    text = f"{title}发布时间：2024-03-05\n{title}市委、市政府：\n2023年，我县推进法治建设。\n{BODY}"
    document = read(text)
    assert document.roles[0].end == text.index("2023年，") - 1 or text[
        document.roles[0].end :
    ].lstrip().startswith("2023年，")
