"""When a report was signed, published and submitted."""

from __future__ import annotations

from datetime import date

import pytest

from tests.documents.build import BODY, read


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("二〇二五年一月二十日", date(2025, 1, 20)),
        ("2025 年 1 月 20 日", date(2025, 1, 20)),
        ("二○二五年十二月三十一日", date(2025, 12, 31)),
        ("1月20日", date(2025, 1, 20)),
        ("2025年13月40日", None),
    ],
)
def test_dates_of_signatures(printed: str, expected: date | None) -> None:
    text = f"兰考县2024年度法治政府建设情况报告\n2024年，兰考县坚持依法行政。\n一、工作情况\n无。\n兰考县人民政府\n{printed}\n"
    assert read(text).signed_on == expected


def test_a_date_under_the_title() -> None:
    text = (
        "兰考县2024年度法治政府建设情况报告\n（2025年1月15日）\n2024年，兰考县坚持依法行政。\n一、工作情况\n"
    )
    document = read(text)
    assert document.signed_on == date(2025, 1, 15)
    assert document.role_at(text.index("2024年，")).role == "achievements"  # type: ignore[union-attr]


def test_dates_and_source_of_a_saved_page() -> None:
    text = (
        "首页 > 政务公开 > 正文\n兰考县2024年度法治政府建设情况报告\n"
        "成文日期：2025-01-15 发布日期：2025-03-02 09:10 来源：兰考县司法局 【字体：大 中 小】\n"
        "2024年，全县坚持依法行政。\n一、工作情况\n"
    )
    document = read(text)
    assert document.title == "兰考县2024年度法治政府建设情况报告"
    assert (document.signed_on, document.published_on) == (date(2025, 1, 15), date(2025, 3, 2))
    assert (document.issuer, document.level) == ("兰考县司法局", "county")


def test_a_label_and_its_date_on_two_lines() -> None:
    head = "兰考县2024年度法治政府建设情况报告\n发布日期：\n2025-03-02\n来源：\n兰考县人民政府\n"
    document = read(f"{head}2024年，全县坚持依法行政。\n一、工作情况\n")
    assert (document.signed_on, document.published_on) == (None, date(2025, 3, 2))


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("兰考县2023年度法治政府建设情况报告 发布时间：2024-03-05 来源：兰考县司法局\n", date(2024, 3, 5)),
        ("兰考县2023年度法治政府建设情况报告发布日期：2024-03-05\n", date(2024, 3, 5)),
        ("兰考县2023年度法治政府建设情况报告\n县司法局 2024-03-05\n", date(2024, 3, 5)),
        ("兰考县2023年度法治政府建设情况报告\n2024年03月05日 16:20 来源：县司法局\n", date(2024, 3, 5)),
        ("兰考县政府 无障碍 简体|繁体\n兰考县2023年度法治政府建设情况报告\n", None),
    ],
)
def test_page_lines_around_the_title(head: str, published: date | None) -> None:
    document = read(f"{head}2023年，我县推进法治建设。\n{BODY}")
    assert (document.title, document.published_on) == ("兰考县2023年度法治政府建设情况报告", published)


def test_the_date_of_a_covering_notice() -> None:
    document = read(
        "兰考县人民政府办公室关于印发兰考县2023年度法治政府建设工作安排的通知\n各乡镇人民政府：\n"
        "现印发给你们，请认真贯彻执行。\n2023年7月10日\n兰考县2023年度法治政府建设工作安排\n一、加强学习\n"
    )
    assert (document.kind, document.signed_on) == ("work_plan", date(2023, 7, 10))


@pytest.mark.parametrize(
    ("sentence", "published", "submitted"),
    [
        ("本报告已于2024年3月12日在县政府门户网站公开。", date(2024, 3, 12), None),
        ("2023年度法治政府建设情况报告于2024年2月19日书面报送市委、市政府。", None, date(2024, 2, 19)),
        ("县政府于2024年2月19日向市政府书面报告法治政府建设情况。", None, date(2024, 2, 19)),
        ("2022年度法治政府建设情况报告于2023年3月20日在门户网站公开。", None, None),
        ("2022年度法治政府建设情况报告于2024年3月20日在门户网站公开。", None, None),
        ("法治政府建设年度报告将于2024年3月20日公开。", None, None),
        ("督促各部门于2024年2月19日将年度报告报送县委依法治县办。", None, None),
        ("法治政府建设年度报告于2024年3月1日前报送市政府。", None, None),
        ("于2024年2月19日召开会议审议法治政府建设年度报告，报送市政府。", None, None),
        ("政府信息公开年度报告于2024年1月20日在网站公开。", None, None),
    ],
)
def test_dates_that_a_sentence_states(sentence: str, published: date | None, submitted: date | None) -> None:
    text = f"兰考县2023年度法治政府建设情况报告\n2023年，推进法治建设。\n一、主要举措\n{sentence}\n"
    document = read(text)
    assert (document.published_on, document.submitted_on) == (published, submitted)
    planned = read(f"兰考县2023年度法治政府建设情况报告\n2023年，推进。\n一、下一步打算\n{sentence}\n")
    assert (planned.published_on, planned.submitted_on) == (None, None)
