"""What is compared with what, and what is said of the rest."""

from __future__ import annotations

import pytest

from engine.compare import compare
from engine.documents.models import Region
from engine.errors import FazhiError
from engine.result import Result
from tests.reporting import factory

FOUND = (factory.finding(1, "met"),)


def report(issuer: str | None, year: int | None, path: str = "", **given: object) -> Result:
    return factory.result(FOUND, issuer=issuer, report_year=year, path=path or f"{issuer}{year}.txt", **given)


def test_one_place_and_several_years_are_years() -> None:
    comparison = compare([report("甲县", 2024), report("甲县", 2022), report("甲县", 2023)])
    assert comparison.mode == "years"
    assert [one.year for one in comparison.years[0].reports] == [2022, 2023, 2024]


def test_several_places_and_one_year_are_places() -> None:
    comparison = compare([report("甲县", 2024), report("乙县", 2024)])
    assert (comparison.mode, comparison.places[0].year) == ("places", 2024)
    assert comparison.why == "2 个地方都是 2024 年度的报告，按同年各地比较"


MIXED = [report("甲县", 2023), report("甲县", 2024), report("乙县", 2024), report("丙县", 2022)]


def test_a_mixture_is_refused_with_the_way_out() -> None:
    with pytest.raises(FazhiError, match="--mode years"):
        compare(MIXED)


def test_a_mixture_is_grouped_as_asked_and_the_rest_named() -> None:
    years = compare(MIXED, "years")
    assert [one.place for one in years.years] == ["甲县"]
    assert [one.path for one in years.apart] == ["乙县2024.txt", "丙县2022.txt"]
    places = compare(MIXED, "places")
    assert [(one.year, len(one.reports)) for one in places.places] == [(2024, 2)]
    assert len(places.apart) == 2


def test_a_place_that_was_renamed_stays_one_by_its_code() -> None:
    region = Region(province="某省", city="某市", county="新名区", code="110101")
    old, new = report("旧名县人民政府", 2023, region=region), report("新名区人民政府", 2024, region=region)
    assert compare([old, new]).years[0].place == "新名区"


def test_two_departments_of_one_county_are_two_places() -> None:
    region = Region(county="某县", code="110101")
    one = report("某县公安局", 2024, region=region, level="department")
    other = report("某县教育局", 2024, region=region, level="department")
    assert compare([one, other]).mode == "places"


def test_places_of_one_name_are_told_apart_by_their_cities() -> None:
    regions = [Region(city=city, county="和平区", code=code) for city, code in (("甲市", "1"), ("乙市", "2"))]
    results = [report("和平区人民政府", 2024, f"{at}.txt", region=r) for at, r in enumerate(regions)]
    assert {one.place for one in compare(results).places[0].reports} == {"甲市和平区", "乙市和平区"}


def test_two_reports_of_one_place_and_year_are_refused() -> None:
    with pytest.raises(FazhiError, match=r"a\.txt、b\.txt"):
        compare([report("甲县", 2024, "a.txt"), report("甲县", 2024, "b.txt")])


def test_no_report_no_year_and_no_place_are_named() -> None:
    results = [
        report("甲县", 2023),
        report("甲县", 2024),
        factory.unusable(),
        report("甲县", None, "无年.txt"),
    ]
    comparison = compare(results)
    assert {one.path: one.reason[:4] for one in comparison.apart} == {
        "通知.txt": "不是年度",
        "无年.txt": "报告年度",
    }
    unnamed = compare([report("甲县", 2023), report(None, 2024, "无名.txt")])
    assert "无名.txt" in unnamed.notes[0]


def test_one_report_is_too_few() -> None:
    with pytest.raises(FazhiError, match="至少要有两份"):
        compare([report("甲县", 2024)])
