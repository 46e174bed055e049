"""Which body a report is of, and its level."""

from __future__ import annotations

import pytest

from tests.documents.build import BODY, read


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
