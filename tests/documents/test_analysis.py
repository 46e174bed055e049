"""What a text says about itself: title, issuer, level, region, year, kind and dates."""

from __future__ import annotations

from datetime import date

import pytest

from engine.documents import Document, Given, document_from_text
from engine.errors import FazhiError
from tests.documents.build import REPORT


def read(text: str, **given: object) -> Document:
    return document_from_text(text, "报告.txt", Given.model_validate(given))


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


def test_a_place_name_is_told_apart_by_other_places_in_the_text() -> None:
    title = "鼓楼区2023年法治政府建设年度报告\n"
    assert (
        read(f"{title}中共南京市委、南京市人民政府：\n2023年，鼓楼区坚持依法行政。").region.city == "南京市"
    )
    assert read(f"福州市{title}2023年，坚持依法行政。").region.city == "福州市"
    unknown = read(f"{title}2023年，鼓楼区坚持依法行政。")
    assert (unknown.region.county, unknown.region.city, unknown.region.code) == ("鼓楼区", None, None)
    assert unknown.level == "county"
    assert any("鼓楼区" in notice and "--region" in notice for notice in unknown.notices)


def test_a_place_outside_the_table_is_named_and_not_guessed() -> None:
    document = read("洛阳市偃师区2022年度法治政府建设情况报告\n2022年，偃师区坚持依法行政。")
    assert (document.region.city, document.region.county, document.region.code) == (
        "洛阳市",
        "偃师区",
        "410300",
    )
    assert (document.level, document.issuer) == ("county", "偃师区人民政府")
    assert any("偃师区" in notice for notice in document.notices)


def test_a_district_outside_the_table_is_not_taken_for_the_city_above_it() -> None:
    document = read(
        "2009年，北京市崇文区人民政府坚持依法行政，推进法治政府建设。现报告如下：\n一、主要工作\n二、存在问题\n"
    )
    assert (document.region.county, document.level) == ("崇文区", "county")
    assert any("崇文区" in notice and "--region" in notice for notice in document.notices)


@pytest.mark.parametrize(
    "phrase", ["各县区政府", "委、市政府", "委市政府和县区政府", "所辖县区政府", "人民政府及各区政府"]
)
def test_the_districts_of_a_city_are_no_unknown_place(phrase: str) -> None:
    document = read(f"2023年，洛阳市{phrase}坚持依法行政，推进法治政府建设。\n一、主要工作\n二、存在问题\n")
    assert (document.region.code, document.level, document.notices) == ("410300", "prefecture", ())


@pytest.mark.parametrize(
    "bureau", ["国家税务总局丰县税务局", "国家税务总局兰考县税务局", "国家统计局丰县调查队"]
)
def test_a_bureau_of_the_state_is_where_the_place_in_its_name_is(bureau: str) -> None:
    document = read(f"{bureau}2023年度法治政府建设情况报告\n2023年，坚持依法行政。\n一、主要工作\n")
    assert document.region.code == ("410225" if "兰考" in bureau else "320321")
    assert document.level == "department"


def test_former_names_are_known() -> None:
    region = read("芜湖县2019年度法治政府建设情况报告\n2019年，芜湖县坚持依法行政。").region
    assert (region.city, region.county, region.code) == ("芜湖市", "芜湖县", "340221")


def test_a_development_zone_has_no_level_of_its_own() -> None:
    document = read("大连市高新区管委会2023年法治政府建设工作总结\n2023年，坚持依法行政。")
    assert document.level is None
    assert document.region.city == "大连市"
    assert any("--level" in notice for notice in document.notices)


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


def test_a_report_without_a_title_in_full_width_figures() -> None:
    document = read(
        "２０２４年，兰考县人民政府坚持依法行政，扎实推进法治政府建设。现将情况报告如下：\n"
        "一、主要做法\n１．抓学习。\n二、存在问题\n三、２０２５年工作计划\n兰考县人民政府\n２０２５年１月２０日\n"
    )
    assert (document.kind, document.report_year, document.issuer) == ("annual_report", 2024, "兰考县人民政府")
    assert (document.signed_on, document.region.code) == (date(2025, 1, 20), "410225")
    assert [s.title for s in document.sections if s.rank == 1] == ["主要做法", "存在问题", "2025年工作计划"]
    assert "１．抓学习" in document.text


BODY = "一、主要举措和成效\n开展培训3次。\n二、存在的不足\n一是人少。\n三、下一步打算\n加强培训。\n"


@pytest.mark.parametrize(
    ("opening", "level", "issuer"),
    [
        ("2023年，我局在县委、县政府领导下推进法治政府建设，服务我县发展。", "department", None),
        ("2023年，枫林县教育局认真推进法治政府建设。", "department", "枫林县教育局"),
        ("2023年以来，枫林县水利局党组高度重视法治政府建设。", "department", "枫林县水利局"),
        ("今年以来，柳桥镇党委、政府高度重视法治政府建设。", "township", "柳桥镇人民政府"),
        ("2023年，北门街道深入推进依法行政。", "township", "北门街道办事处"),
        ("2023年，白塔街党工委、办事处深入推进依法行政。", "township", "白塔街道办事处"),
        ("2023年，青禾县深入推进法治政府建设。", "county", "青禾县人民政府"),
        ("2023年，临河州党委、政府深入推进法治政府建设。", "prefecture", "临河州人民政府"),
        ("现将省政府2023年度法治政府建设情况报告如下。", "province", "省政府"),
        ("2023年，我县推进法治政府建设。", "county", None),
        ("2023年，全县法治政府建设工作在市委、市政府坚强领导下稳步推进。", "county", None),
        ("2023年，我县深入推进法治政府建设，县司法局认真履行职责。", "county", None),
        ("2023年，青禾县深入推进法治政府建设，县司法局认真履行职责。", "county", "青禾县人民政府"),
        ("2023年，我市推进法治政府建设。", None, None),
        ("2023年，我市在省委、省政府领导下推进法治政府建设。", "prefecture", None),
        ("2023年，枫林经济开发区管委会深入推进法治政府建设。", None, None),
        ("2023年，局机关各科室服务我县发展，推进依法行政。", None, None),
    ],
)
def test_the_body_of_an_untitled_report_is_the_subject_of_its_opening(
    opening: str, level: str | None, issuer: str | None
) -> None:
    document = read(f"{opening}\n{BODY}")
    assert (document.kind, document.level, document.issuer) == ("annual_report", level, issuer)


def test_an_addressee_before_an_untitled_report_is_not_its_body() -> None:
    document = read(f"开封市人民政府、中共兰考县委：\n2023年，兰考县推进法治政府建设。\n{BODY}")
    assert (document.level, document.region.county) == ("county", "兰考县")


@pytest.mark.parametrize(
    ("receiver", "text", "level"),
    [
        ("省人民政府：\n", "我市推进法治建设。", "prefecture"),
        ("海州市人民政府：\n", "我市推进法治建设。", "county"),
        ("", "我市督导各县区12次，6个县（市、区）通过验收。", "prefecture"),
        ("", "在省委、省政府和市委领导下，我市推进法治建设。", "prefecture"),
        ("", "14个镇、3个街道建成站点，各镇配备人员。" + "我市推进法治建设。" * 200, "county"),
        ("", "我市推进法治建设。", None),
    ],
)
def test_a_city_outside_the_table_is_placed_by_its_receivers_and_divisions(
    receiver: str, text: str, level: str | None
) -> None:
    document = read(f"枫林市人民政府关于2023年度法治政府建设情况的报告\n{receiver}2023年，{text}\n{BODY}")
    assert document.level == level
    assert (document.region.city, document.region.county) == {
        "prefecture": ("枫林市", None),
        "county": (None, "枫林市"),
        None: (None, None),
    }[level]


@pytest.mark.parametrize(
    ("title", "level", "issuer"),
    [
        ("中共枫林县水利局党组关于2023年度法治政府建设情况的报告", "department", "中共枫林县水利局党组"),
        ("枫林县柳桥镇2023年度法治政府建设工作报告", "township", "枫林县柳桥镇人民政府"),
        ("水利局2023年法治政府建设工作总结", "department", "水利局"),
        ("枫林县卫健委2023年法治政府建设工作总结", "department", "枫林县卫健委"),
    ],
)
def test_titles_of_bodies(title: str, level: str, issuer: str) -> None:
    document = read(f"{title}\n2023年，推进法治建设。\n{BODY}")
    assert (document.level, document.issuer) == (level, issuer)
    assert document.region.county == ("枫林县" if "枫林" in title else None)


@pytest.mark.parametrize(
    ("source", "level", "issuer"),
    [
        ("枫林县应急管理局", "department", "枫林县应急管理局"),
        ("枫林县司法局", "county", "枫林县司法局"),
    ],
)
def test_an_office_that_publishes_its_own_report(source: str, level: str, issuer: str) -> None:
    document = read(f"2023年度法治政府建设情况报告\n来源：{source}\n2023年，推进法治建设。\n{BODY}")
    assert (document.level, document.issuer) == (level, issuer)


def test_a_short_source_is_no_issuer_where_the_title_names_the_place() -> None:
    document = read(f"兰考县2023年法治政府建设报告\n文章来源：司法局\n2023年，推进法治建设。\n{BODY}")
    assert document.issuer == "兰考县人民政府"


def test_the_province_of_a_place_outside_the_table_is_the_only_one_named() -> None:
    title = "青禾县2023年度法治政府建设情况报告\n2023年，落实《江西省行政执法条例》。"
    assert read(title).region.province == "江西省"
    assert read(f"{title}学习《福建省行政执法条例》。").region.province is None


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


def test_a_title_printed_twice_ends_where_the_second_ends() -> None:
    title = "中共兰考县委 兰考县人民政府\n关于2023年法治政府建设情况的报告\n"
    text = f"{title}发布时间：2024-03-05\n{title}市委、市政府：\n2023年，我县推进法治建设。\n{BODY}"
    document = read(text)
    assert document.roles[0].end == text.index("2023年，") - 1 or text[
        document.roles[0].end :
    ].lstrip().startswith("2023年，")


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


def test_an_unnamed_county_is_the_one_whose_documents_are_cited() -> None:
    text = f"2023年，我县推进法治政府建设，印发《兰考县政务公开办法》。\n{BODY}"
    assert (read(text).region.code, read(text).issuer) == ("410225", "兰考县人民政府")
    assert read(f"{text}学习《青禾县政务公开办法》。\n").region.code is None
    assert read(f"2023年，我县推进法治政府建设，印发《跨区域协作办法》。\n{BODY}").region.county is None
