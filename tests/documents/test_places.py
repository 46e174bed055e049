"""Which place a text is about, also where the table of places does not know it."""

from __future__ import annotations

import pytest

from tests.documents.build import BODY, read


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


def test_the_province_of_a_place_outside_the_table_is_the_only_one_named() -> None:
    title = "青禾县2023年度法治政府建设情况报告\n2023年，落实《江西省行政执法条例》。"
    assert read(title).region.province == "江西省"
    assert read(f"{title}学习《福建省行政执法条例》。").region.province is None


def test_an_unnamed_county_is_the_one_whose_documents_are_cited() -> None:
    text = f"2023年，我县推进法治政府建设，印发《兰考县政务公开办法》。\n{BODY}"
    assert (read(text).region.code, read(text).issuer) == ("410225", "兰考县人民政府")
    assert read(f"{text}学习《青禾县政务公开办法》。\n").region.code is None
    assert read(f"2023年，我县推进法治政府建设，印发《跨区域协作办法》。\n{BODY}").region.county is None
