"""A place's checklist says only what differs; every change has its source, and none falls below national law."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.checklist.choosing import choose
from engine.checklist.comparing import is_off
from engine.checklist.dating import for_year
from engine.checklist.lint import remarks
from engine.checklist.loading import LoadedChecklist, load_checklist
from engine.checklist.models import Measured
from engine.checklist.overlay import LocalItem
from engine.documents.models import Level, Region
from engine.errors import FazhiError
from engine.pipeline import lexicon, try_item_examples, try_own_indicators
from tests.checklist.making import ITEMS, write_checklist

VALUED = ITEMS.replace("at_least: 10}", "at_least: cases}").replace(
    "    severity: critical",
    """\
    values:
      cases:
        label: 受理件数
        unit: 件
        dated: [{value: 10, source: {document: outline, article: 第一条, quote: 十件}}]
    severity: critical""",
)
PROVINCE = """\
id: province
version: "1"
title: 某省清单
extends: sample
region: {code: "370000", name: 山东省}
documents: {rule: {title: 某省条例}}
changes:
  - item: sample.reconsideration
    reason: 省条例要求更高
    sources: [{document: rule, article: 第二条, quote: 二十件}]
    values: {cases: {dated: [{value: 20}]}}
    severity: major
"""
CITY = """\
id: city
version: "1"
title: 某市清单
extends: province
region: {code: "370200", name: 青岛市}
documents: {order: {title: 某市规定}}
changes:
  - item: sample.reconsideration
    reason: 市规定
    sources: [{document: order, article: 第三条, quote: 十五件}]
    values: {cases: {dated: [{value: 15}]}}
  - item: sample.committee
    reason: 本市另行考核
    sources: [{document: order, article: 第四条, quote: 另行考核}]
    off: true
"""


def written(folder: Path, **overlays: str) -> Path:
    write_checklist(folder, items=VALUED)
    for name, text in overlays.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def loaded(folder: Path, name: str, **overlays: str) -> LoadedChecklist:
    return load_checklist(name, [written(folder, **overlays)])


def limit(found: LoadedChecklist) -> float:
    met = for_year(found.checklist, 2024, by_name=True).items[0].criterion.met
    assert isinstance(met, Measured)
    return met.limit


def test_a_change_replaces_what_it_names_and_keeps_where_it_is_from(tmp_path: Path) -> None:
    found = loaded(tmp_path, "province", province=PROVINCE)
    item = found.checklist.items[0]
    assert isinstance(item, LocalItem)
    assert (item.severity, item.title, limit(found)) == ("major", "受理行政复议", 20)
    assert (
        item.origins["severity"].by == "province" and item.origins["values.cases"].reason == "省条例要求更高"
    )
    assert found.chain == ("province", "sample")


def test_a_child_overrides_its_parent(tmp_path: Path) -> None:
    found = loaded(tmp_path, "city", province=PROVINCE, city=CITY)
    assert found.chain == ("city", "province", "sample")
    assert limit(found) == 15
    assert [is_off(item) for item in found.checklist.items] == [False, True]


@pytest.mark.parametrize("value", [5, 9.5])
def test_a_value_below_national_law_never_applies_and_is_told(tmp_path: Path, value: float) -> None:
    found = loaded(tmp_path, "province", province=PROVINCE.replace("value: 20", f"value: {value}"))
    assert limit(found) == 10
    item = for_year(found.checklist, 2024, by_name=True).items[0]
    assert isinstance(item, LocalItem)
    assert [(one.local, one.national) for one in item.refused] == [(value, 10)]
    assert any(
        "宽于国家规定" in str(remark) and "province.yaml:11:" in str(remark) for remark in remarks(found)
    )


def test_a_benchmark_may_be_set_to_anything(tmp_path: Path) -> None:
    written(tmp_path, province=PROVINCE.replace("value: 20", "value: 5"))
    benchmark = VALUED.replace("label: 受理件数", "label: 受理件数\n        basis: benchmark")
    write_checklist(tmp_path, items=benchmark)
    assert limit(load_checklist("province", [tmp_path])) == 5


OTHER = PROVINCE.replace("id: province", "id: other").replace("value: 20", "value: 30")
BOTH = CITY.replace("extends: province", "extends: [province, other]")


@pytest.mark.parametrize(
    ("overlays", "name", "said"),
    [
        ({"province": PROVINCE.replace("extends: sample", "extends: sampel")}, "province", "province.yaml:4:1：没有代号为“sampel”的上级清单。是否想写“sample”？"),
        ({"province": PROVINCE.replace("extends: sample", "extends: city"), "city": CITY}, "city", "清单互相沿用，成了一圈：city → province → city"),
        ({"province": PROVINCE.replace("sample.reconsideration", "sample.reconsidration")}, "province", "province.yaml:8:5：上级清单没有条目“sample.reconsidration”。是否想写“sample.reconsideration”？"),
        ({"province": PROVINCE.replace("{cases:", "{case:")}, "province", "province.yaml:11:14：“sample.reconsideration”没有数值“case”。是否想写“cases”？"),
        ({"province": PROVINCE.replace("document: rule", "document: rul")}, "province", "没有“rul”这个文件。是否想写“rule”？"),
        ({"province": PROVINCE.replace("    severity: major\n", "").replace("    values: {cases: {dated: [{value: 20}]}}\n", "")}, "province", "没有写改什么"),
        ({"province": PROVINCE.replace("370000", "37")}, "province", "六位区划代码"),
        ({"province": PROVINCE.replace("    sources: [{document: rule, article: 第二条, quote: 二十件}]\n", "")}, "province", "缺少必填项“sources”"),
        ({"province": PROVINCE, "other": OTHER, "city": BOTH.split("changes:")[0]}, "city", "同级，都改了“sample.reconsideration”的 values.cases"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_place_and_the_mend(
    tmp_path: Path, overlays: dict[str, str], name: str, said: str
) -> None:
    with pytest.raises(FazhiError) as caught:
        loaded(tmp_path, name, **overlays)
    assert said in str(caught.value)


def test_the_child_may_settle_what_two_parents_change(tmp_path: Path) -> None:
    settled = BOTH.replace(
        "    values: {cases: {dated: [{value: 15}]}}",
        "    values: {cases: {dated: [{value: 15}]}}\n    severity: minor",
    )
    assert limit(loaded(tmp_path, "city", province=PROVINCE, other=OTHER, city=settled)) == 15


SHANDONG, QINGDAO = (
    Region(province="山东省", code="370000"),
    Region(province="山东省", city="青岛市", code="370203"),
)


@pytest.mark.parametrize(
    ("region", "level", "chosen"),
    [
        (Region(), None, "sample"),
        (Region(province="河南省", code="410000"), "province", "sample"),
        (SHANDONG, "province", "province"),
        (Region(province="山东省"), None, "province"),
        (QINGDAO, "county", "city"),
    ],
)
def test_the_most_specific_one_is_found_by_itself(
    tmp_path: Path, region: Region, level: Level | None, chosen: str
) -> None:
    found = choose(2024, region, level, [written(tmp_path, province=PROVINCE, city=CITY)])
    assert found.id == chosen and found.why


def test_one_for_some_levels_goes_before_one_for_all(tmp_path: Path) -> None:
    bureaus = CITY.replace("id: city", "id: bureaus").replace(
        "documents:", "levels: [department]\ndocuments:"
    )
    folders = [written(tmp_path, province=PROVINCE, city=CITY, bureaus=bureaus)]
    assert choose(2024, QINGDAO, "department", folders).id == "bureaus"
    assert choose(2024, QINGDAO, "county", folders).id == "city"


LOCAL = """\
theme: 本地
indicators:
  - key: local.yards
    label: 法治小院
    unit: 个
    definition: 建成的法治小院数
    written: [法治小院]
    examples:
      - {text: 建成法治小院12个。, value: 12}
extend:
  - key: reconsideration.accepted
    written: [接案 复议]
    examples:
      - {text: 全年复议接案16件。, value: 16}
"""
YARDS = """\
indicators: [own/local.yaml]
items:
  - id: local.yards
    title: 法治小院
    part: disputes
    kind: quantity
    sources: [{document: rule, article: 第五条, quote: 建设法治小院}]
    criterion: {met: {value: local.yards, at_least: 10}}
    severity: minor
    remedy: 写明个数
    materials: [名单]
    holder: 司法局
    examples:
      - {text: 建成法治小院12个。, verdict: met}
      - {text: 建成法治小院3个。, verdict: no_evidence}
"""


KNOWN = "{key: reconsideration.closed, label: 结案, definition: 结案, written: [结案], examples: [{text: 结案1件。, value: 1}]}"


def with_indicators(folder: Path, local: str = LOCAL) -> LoadedChecklist:
    (folder / "own").mkdir()
    (folder / "own" / "local.yaml").write_text(local, "utf-8")
    written(folder, province=PROVINCE + YARDS)
    return load_checklist("province", [folder], lexicon().labels)


def test_a_place_may_add_and_extend_indicators(tmp_path: Path) -> None:
    found = with_indicators(tmp_path)
    assert try_item_examples(found) == []
    assert try_own_indicators(found) == []


def test_an_example_that_is_not_read_is_noticed(tmp_path: Path) -> None:
    found = with_indicators(tmp_path, LOCAL.replace("written: [接案 复议]", "written: [接到 复议]"))
    assert [miss.key for miss in try_own_indicators(found)] == ["reconsideration.accepted"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("indicators:\n", f"indicators:\n  - {KNOWN}\n", "指标“reconsideration.closed”已有"),
        (
            "key: reconsideration.accepted",
            "key: reconsideration.acepted",
            "是否想写“reconsideration.accepted”？",
        ),
        ("written: [法治小院]", "written: ['@法治小院']", "没有本分句里的词"),
    ],
)
def test_mistakes_in_own_indicators_are_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(FazhiError, match=said):
        try_own_indicators(with_indicators(tmp_path, LOCAL.replace(old, new)))
