"""What is wrong in a workbook is told with sheet, cell and mend, all at once; and what is only written otherwise is taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from engine.errors import FazhiError
from tests.workbooks import making

COURT, TRAINING = "cn.court", "cn.training"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return making.write(tmp_path / "lists")


@pytest.fixture
def book(folder: Path, tmp_path: Path) -> Path:
    return making.started(folder, tmp_path / "book.xlsx")


def said(book: Path, folder: Path) -> list[str]:
    """The mistakes, without the path of the workbook."""
    with pytest.raises(FazhiError) as found:
        making.read(book, folder)
    return str(found.value).replace(f"{book}：", "").split("\n")


def row_of(book: Path, name: str) -> int:
    """The row of an item."""
    return [cell.value for cell in load_workbook(book)["条目"]["A"]].index(name) + 1


def test_all_mistakes_are_told_at_once(book: Path, folder: Path) -> None:
    making.fill(
        book, "条目", TRAINING, {"程度（本地）": "特别重要", "分值（本地）": "两分", "起始年度": "去年"}
    )
    making.fill(book, "条目", COURT, {"责任单位（本地）": "法院"})
    making.fill(book, "地方文件", 3, {"代号": "x", "施行日期": "前年"})
    lines = said(book, folder)
    text = "\n".join(lines)
    assert len(lines) >= 6
    assert "条目!I3：“特别重要”不在可选范围内。可选：关键、重要、一般" in lines
    assert "条目!K3：“两分”不是数。请只填数，如 60" in lines
    assert "“去年”不是数" in text
    assert "改了“cn.court”，没有写理由。请用一句话写明为什么与上级不同" in text
    assert "没有填“依据文件代号”" in text
    assert "地方文件!D3：“前年”不是日期。请写成 2024-03-01 或 2024年3月1日" in lines
    assert "地方文件!B3：文件没有全称。请补上" in lines


def changed(**values: Any) -> dict[str, Any]:
    """A complete change of an item."""
    return {"程度（本地）": "重要"} | making.SOURCE | values


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (changed(理由=None), "没有写理由"),
        (changed(原文=None), "没有填“原文”"),
        (changed(原文="长" * 161), "“原文”太长。不得超过 160 字"),
        (changed(依据文件代号="jl-rule"), "没有“jl-rule”这个文件。是否想写“jl-rules”？"),
        (changed(县级="不知道"), "“不知道”看不懂。请填“是”或“否”"),
        (changed(适用文种="年报"), "不在可选范围内"),
        (changed() | {"分值（本地）": -1}, "分值应大于 0"),
        (changed() | {"数值1（本地）": 70}, "这一条目没有这个数值"),
        (changed() | {"责任单位（本地）": "=1+1"}, "单元格里是公式"),
        (changed() | {"起始年度": 2022.5}, "不是整数"),
        (changed() | {"施行自": "2024年2月30日"}, "不是日期"),
        ({"理由": "更严"}, "写了理由，却没有改任何一格"),
        ({"依据文件代号": "jl-rules", "条款": "一", "原文": "二"}, "写了依据，却没有改任何一格"),
    ],
)
def test_a_mistake_in_a_row(book: Path, folder: Path, values: Mapping[str, Any], message: str) -> None:
    making.fill(book, "条目", TRAINING, values)
    lines = said(book, folder)
    assert message in "\n".join(lines)
    assert all("!" in line.split("：")[0] for line in lines)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"编号": "cn.nope"}, "新增的要求填在“新增条目”"),
        ({"理由": "为何"}, "这一行没有编号"),
    ],
)
def test_a_mistake_in_a_spare_row(book: Path, folder: Path, values: Mapping[str, Any], message: str) -> None:
    making.fill(book, "条目", 6, values)
    assert message in said(book, folder)[0]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"代号": None}, "没有填“代号”"),
        ({"代号": "../x"}, "不能用的符号"),
        ({"代号": "con"}, "不能用作文件名"),
        ({"代号": "national"}, "就是上级清单"),
        ({"代号": "吉林 省"}, "不能用的符号"),
        ({"地区代码": "22"}, "不是六位数字"),
        ({"地区代码": None}, "没有填“地区代码”"),
        ({"上级清单": "nationel"}, "是否想写“national”"),
        ({"增加的部分": "local"}, "后面没有名称"),
        ({"只用于哪些层级": "镇级"}, "不在可选范围内"),
    ],
)
def test_a_mistake_in_the_head(book: Path, folder: Path, values: dict[str, Any], message: str) -> None:
    making.head(book, **values)
    assert message in "\n".join(said(book, folder))


ADDED = {
    "编号": "jilin.hearing",
    "要求": "听证",
    "部分": "people",
    "类型": "陈述",
    "程度": "一般",
    "达标事实键": "training.held",
    "整改建议": "写明",
    "应备材料": "笔录",
    "责任单位": "司法厅",
    "依据文件代号": "jl-rules",
    "条款": "第一条",
    "原文": "应当听证",
}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"编号": "jilin"}, "请写成用点隔开的两段以上"),
        ({"编号": "cn.court"}, "条目编号“cn.court”重复"),
        ({"要求": None}, "没有填“要求”"),
        ({"部分": "peaple"}, "是否想写“people”？"),
        ({"类型": "别的"}, "不在可选范围内"),
        ({"达标事实键": "training.hold"}, "是否想写“training.held”？"),
        ({"达标事实键": None}, "没有写怎样算达标"),
        ({"判定标准": "{met: {reported: [training.held]}}"}, "既写了事实键，又写了判定标准"),
        ({"达标事实键": None, "判定标准": "{met: {reported: [training.held]}"}, "花括号没有配对"),
        ({"达标事实键": None, "判定标准": "{met: {reporte: [training.held]}}"}, "是否想写“reported”？"),
        ({"达标事实键": None, "判定标准": "&a [*a, *a]"}, "不支持 YAML 锚点"),
        ({"示例": "没有箭头"}, "示例里没有“→”"),
        ({"示例": "片段 → 合格"}, "示例的结论看不懂"),
        ({"示例": "片段 → 达标〔火星〕"}, "“火星”看不懂"),
        ({"分值": 0}, "“分值”太小"),
    ],
)
def test_a_mistake_in_an_added_item(book: Path, folder: Path, values: dict[str, Any], message: str) -> None:
    making.fill(book, "新增条目", 2, ADDED | values)
    lines = said(book, folder)
    assert message in "\n".join(lines)
    assert all(line.startswith("新增条目!") for line in lines)


def test_added_items_may_have_several_sources_and_no_id_twice(book: Path, folder: Path) -> None:
    making.fill(book, "新增条目", 2, ADDED)
    second = {"编号": "jilin.hearing", "依据文件代号": "jl-rules", "条款": "第二条", "原文": "也应当"}
    making.fill(book, "新增条目", 3, second)
    (item,) = making.read(book, folder).overlay.items
    assert [source.article for source in item.sources] == ["第一条", "第二条"]
    making.fill(book, "新增条目", 3, ADDED)
    assert "编号“jilin.hearing”重复" in said(book, folder)[0]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"条目编号": "cn.courts", "数值代号": "rate", "本地数值": 70}, "是否想写“cn.court”？"),
        ({"条目编号": "cn.court", "数值代号": "rat", "本地数值": 70}, "可填：rate、hours"),
        ({"条目编号": "cn.court", "数值代号": "rate", "本地数值": 70}, "请在“条目”表“cn.court”一行写明理由"),
        ({"条目编号": "cn.court", "数值代号": "rate", "本地数值": 70, "第几处改动": 3}, "找不到所属的改动"),
    ],
)
def test_a_mistake_among_the_dated_values(
    book: Path, folder: Path, values: dict[str, Any], message: str
) -> None:
    making.fill(book, "数值", 2, values)
    assert message in said(book, folder)[0]


def test_a_value_stands_in_one_place(book: Path, folder: Path) -> None:
    making.fill(book, "条目", COURT, {"数值1（本地）": 80} | making.SOURCE)
    making.fill(book, "数值", 2, {"条目编号": COURT, "数值代号": "rate", "本地数值": 70})
    assert "“条目”表里已经填了这个数值" in said(book, folder)[0]


def test_a_weaker_value_is_a_reminder(book: Path, folder: Path) -> None:
    making.fill(book, "条目", COURT, {"数值1（本地）": 50, "数值2（本地）": 10} | making.SOURCE)
    found = making.read(book, folder)
    (remark,) = found.remarks
    assert "条目!" in str(remark) and "本地数值 50% 比国家规定宽，2021 年度不会采用" in str(remark)
    assert set(found.overlay.changes[0].values) == {"rate", "hours"}


def test_what_the_parent_says_is_no_difference(book: Path, folder: Path) -> None:
    same = {"程度（本地）": "一般", "整改建议（本地）": " =写明培训 ", "分值（本地）": "2", "市级": "否"}
    making.fill(book, "条目", TRAINING, same | {"适用说明": "县级以上", "应备材料（本地）": "培训记录\n"})
    making.fill(book, "条目", COURT, {"数值1（本地）": 60} | making.SOURCE)
    found = making.read(book, folder)
    assert found.overlay.changes == ()
    assert "所填与上级清单相同" in str(found.remarks[0])


@pytest.mark.parametrize(
    "written",
    [
        datetime(2024, 3, 1),
        date(2024, 3, 1),
        "2024-03-01",
        "2024/3/1",
        "2024.3.1",
        " 2024年3月1日 ",
        "２０２４年３月１日",
        "二〇二四年三月一日",
        "20240301",
    ],
)
def test_dates_are_taken_as_people_write_them(book: Path, folder: Path, written: object) -> None:
    making.fill(book, "条目", TRAINING, changed(施行自=written))
    assert making.read(book, folder).overlay.changes[0].sources[0].from_ == date(2024, 3, 1)


@pytest.mark.parametrize("written", [70, 70.0, "70", " ７０ ", "70%", "70％", "70.0"])
def test_numbers_are_taken_as_people_write_them(book: Path, folder: Path, written: object) -> None:
    making.fill(book, "条目", COURT, {"数值1（本地）": written} | making.SOURCE)
    assert making.read(book, folder).overlay.changes[0].values["rate"].dated[0].value == 70


def test_a_typed_percentage_is_what_it_shows(book: Path, folder: Path) -> None:
    making.fill(book, "条目", COURT, {"数值1（本地）": 0.7} | making.SOURCE)
    made = load_workbook(book)
    page = made["条目"]
    place = page.cell(row_of(book, COURT), making.column(page, "数值1（本地）"))
    place.number_format = "0%"
    made.save(book)
    assert making.read(book, folder).overlay.changes[0].values["rate"].dated[0].value == 70
    making.fill(book, "条目", COURT, {"分值（本地）": 2})
    made = load_workbook(book)
    page = made["条目"]
    page.cell(row_of(book, COURT), making.column(page, "分值（本地）")).number_format = "0.0%"
    made.save(book)
    assert "单元格是百分比格式" in said(book, folder)[0]


def test_words_and_blanks_are_taken_loosely(book: Path, folder: Path) -> None:
    values = {
        "程度（本地）": " 重要 ",
        "省级": "√",
        "市级": True,
        "县级": "×",
        "适用文种": "年度报告，工作计划",
    }
    making.fill(book, "条目", TRAINING, values | making.SOURCE | {"依据文件代号": " ｊｌ-rules "})
    (change,) = making.read(book, folder).overlay.changes
    assert change.applies is not None
    assert change.applies.levels == ("province", "prefecture")
    assert change.applies.kinds == ("annual_report", "work_plan")


def test_a_second_source_and_a_second_change_stand_below(book: Path, folder: Path) -> None:
    making.fill(book, "条目", TRAINING, changed())
    second = {"依据文件代号": "jl-rules", "条款": "第二条", "原文": "也"}
    making.fill(book, "条目", 4, {"编号": TRAINING} | second)
    making.fill(book, "条目", 5, {"编号": TRAINING, "责任单位（本地）": "法院"} | making.SOURCE)
    making.fill(book, "条目", 6, {"编号": COURT, "数值2（本地）": 70} | making.SOURCE)
    court, *changes = making.read(book, folder).overlay.changes
    expected = [(2, ("severity",)), (1, ("holder",))]
    assert [(len(change.sources), change.fields) for change in changes] == expected
    assert court.fields == ("values.hours",)


def test_the_rest_is_checked_though_something_is_missing(book: Path, folder: Path) -> None:
    making.fill(
        book, "新增条目", 2, ADDED | {"要求": None, "类型": "别的", "达标事实键": None, "部分": "peaple"}
    )
    making.fill(book, "条目", TRAINING, changed(理由=None, 依据文件代号="nope") | {"分值（本地）": "多"})
    lines = said(book, folder)
    assert [line.split("：")[0] for line in lines if line.startswith("新增条目")] == [
        "新增条目!B2", "新增条目!D2", "新增条目!S2", "新增条目!C2",
    ]  # fmt: skip
    assert "没有“nope”这个文件" in "\n".join(lines)
    assert "？" not in "\n".join(line for line in lines if "是否想写" not in line)


def test_a_parent_that_changed_since_is_told(book: Path, folder: Path) -> None:
    path = folder / "national.yaml"
    path.write_text(path.read_text("utf-8").replace("写明出庭率", "写清出庭率"), "utf-8")
    assert "导出之后上级清单有了变化" in str(making.read(book, folder).remarks[0])
