"""The shipped local checklists are sound, are found by themselves, and leave what the nation asks as it is.

Their quotes are checked in tests/test_quotes.py.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.checklist.comparing import is_off
from engine.checklist.dating import value_on
from engine.checklist.lint import lacks_examples, remarks
from engine.checklist.loading import LoadedChecklist
from engine.checklist.models import Checklist
from engine.checklist.overlay import LocalChecklist, LocalItem
from engine.documents.places import places
from engine.pipeline import (
    DEFAULT_CHECKLIST,
    Options,
    check_report,
    checklist_for,
    checklist_of,
    try_item_examples,
    try_own_indicators,
)
from tests.checklist.making import touched

ROOT = Path(__file__).resolve().parent.parent.parent
PROVINCES = ROOT / "checklists" / "provinces"
IDS = sorted(path.stem for path in PROVINCES.glob("*.yaml"))
SAMPLES = sorted((ROOT / "examples").glob("*.txt"))
each = pytest.mark.parametrize("name", IDS)

# A county, or a district, of each place; the reports are invented.
COUNTIES = {
    "chongqing": ("重庆市", "", "大足区"),
    "guangdong": ("广东省", "肇庆市", "德庆县"),
    "guangxi": ("广西壮族自治区", "南宁市", "宾阳县"),
    "guizhou": ("贵州省", "贵阳市", "息烽县"),
    "heilongjiang": ("黑龙江省", "哈尔滨市", "木兰县"),
    "henan": ("河南省", "郑州市", "中牟县"),
    "hunan": ("湖南省", "长沙市", "长沙县"),
    "jiangxi": ("江西省", "南昌市", "安义县"),
    "jilin": ("吉林省", "长春市", "农安县"),
    "liaoning": ("辽宁省", "朝阳市", "建平县"),
    "neimenggu": ("内蒙古自治区", "呼和浩特市", "武川县"),
    "ningxia": ("宁夏回族自治区", "银川市", "永宁县"),
    "qingdao": ("山东省", "青岛市", "崂山区"),
    "shaanxi": ("陕西省", "西安市", "周至县"),
    "shandong": ("山东省", "济南市", "商河县"),
    "shanghai": ("上海市", "", "崇明区"),
    "sichuan": ("四川省", "成都市", "大邑县"),
    "tianjin": ("天津市", "", "蓟州区"),
    "yunnan": ("云南省", "昆明市", "富民县"),
    "zhejiang": ("浙江省", "杭州市", "淳安县"),
}
REPORT = """\
{place}人民政府2024年法治政府建设年度报告

2024年，{county}人民政府扎实推进法治政府建设，现将有关情况报告如下。

一、主要举措和成效
组织开展行政执法案卷评查2次，评查案卷86份。行政执法人员人均培训45学时。

二、存在的问题
基层法治力量不足。

三、下一年度工作安排
将加强行政执法监督。

{county}人民政府
2025年2月10日
"""


def loaded(name: str) -> LoadedChecklist:
    return checklist_of(name, Options().folders)


def local(name: str) -> LocalChecklist:
    checklist = loaded(name).checklist
    assert isinstance(checklist, LocalChecklist)
    return checklist


def dated(name: str) -> Checklist:
    return checklist_for(name, Options().folders, 2024, True)


@each
def test_it_is_remarked_on_only_for_values_below_national_law(name: str) -> None:
    assert [remark for remark in remarks(loaded(name)) if "宽于国家规定" not in str(remark)] == []


@each
def test_examples_get_their_verdicts(name: str) -> None:
    found = loaded(name)
    assert try_item_examples(found, touched(found)) == []
    assert try_own_indicators(found) == []
    assert [item.id for item in found.checklist.items if lacks_examples(item)] == []


@pytest.mark.parametrize("own", [False, True], ids=["as shipped", "with the indicators of every place"])
def test_national_examples_get_their_verdicts_whatever_a_place_adds(own: bool) -> None:
    added = tuple(sorted({path for name in IDS for path in loaded(name).indicators}))
    assert try_item_examples(loaded(DEFAULT_CHECKLIST)._replace(indicators=added if own else ())) == []


@each
def test_its_place_is_one_of_the_divisions(name: str) -> None:
    place = local(name).region
    assert place is not None
    assert places().by_code[place.code].name == place.name


@each
def test_ids_are_its_own(name: str) -> None:
    found = loaded(name)
    overlay = found.layers[-1].overlay
    assert (found.checklist.id, found.path.stem, found.chain[-1]) == (name, name, DEFAULT_CHECKLIST)
    assert all(item.id.startswith(f"{name}.") for item in overlay.items)
    national = found.base
    assert national is not None
    assert {item.part for item in overlay.items} <= {part.id for part in national.parts}


def test_no_id_is_used_twice() -> None:
    added = [item.id for name in IDS for item in loaded(name).layers[-1].overlay.items]
    documents = [key for name in IDS for key in loaded(name).layers[-1].overlay.documents]
    assert len(set(added)) == len(added) > 60
    assert len(set(documents)) == len(documents)


def test_every_place_has_a_report_to_be_tried_with() -> None:
    assert sorted(COUNTIES) == IDS


@each
def test_a_report_of_the_place_gets_it_by_itself(name: str, tmp_path: Path) -> None:
    province, city, county = COUNTIES[name]
    known = {one.name for one in places().by_code.values()}
    assert {province, county} <= known and (not city or city in known)
    path = tmp_path / "报告.txt"
    path.write_text(REPORT.format(place=province + city + county, county=county), "utf-8")
    result = check_report(path, Options())
    assert result.checklist.id == name
    place = local(name).region
    assert place is not None and f"发文机关在{place.name}" in result.checklist.chosen
    verdicts = {finding.item.id: finding.verdict for finding in result.findings}
    assert verdicts["cn.34.training-60h"] == "not_met" and verdicts["cn.26.case-review"] == "met"


def test_hours_below_national_law_are_told_and_not_applied() -> None:
    item = next(item for item in dated("tianjin").items if item.id == "cn.34.training-60h")
    assert isinstance(item, LocalItem)
    assert [(one.local, one.national, one.unit) for one in item.refused] == [(40, 60, "学时")]


def test_days_longer_than_national_law_are_not_applied() -> None:
    item = next(item for item in dated("jiangxi").items if item.id == "cn.09.filed-in-time")
    settled = value_on(item.values["filing_days"], date(2024, 12, 31))
    assert settled is not None and settled.entry.value == 15
    assert [(one.local, one.national, one.unit) for one in settled.refused] == [(30, 15, "天")]
    assert item.applies is not None and "department" in item.applies.levels


def test_an_old_text_alone_changes_no_verdict() -> None:
    overlay = loaded("yunnan").layers[-1].overlay
    assert not overlay.items and [change.fields for change in overlay.changes] == [("note",)]


def test_comments_are_open_for_as_long_as_the_nation_asks() -> None:
    item = next(item for item in dated("hunan").items if item.id == "hunan.comment-days")
    assert [source.document for source in item.sources] == ["hunan-procedure", "decision-regulation"]
    assert "30" in str(item.criterion.met)


def test_a_city_has_what_its_province_asks() -> None:
    city, province = local("qingdao"), local("shandong")
    assert {item.id for item in province.items} < {item.id for item in city.items}


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_national_items_of_the_samples_keep_their_verdicts(path: Path) -> None:
    national = check_report(path, Options(checklist=DEFAULT_CHECKLIST))
    here = check_report(path, Options())
    assert here.checklist.id in IDS
    verdicts = {finding.item.id: finding.verdict for finding in here.findings}
    assert {one.item.id: one.verdict for one in national.findings}.items() <= verdicts.items()


@each
def test_nothing_the_nation_asks_is_left_out(name: str) -> None:
    assert not any(is_off(item) for item in local(name).items)
