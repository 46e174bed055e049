"""Which parts of a plan are its tasks, and who is responsible, in plans of different shapes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from engine.deriving.tasks import find_tasks
from engine.deriving.units import find_units, holder_of
from engine.text import plain
from tests.deriving.deriving import plan, weinan
from tests.deriving.plans import ALL, CITY, COUNTY, DEPARTMENT, PLAIN, TABLE


def told(text: str) -> list[tuple[str, str, str | None]]:
    return [(task.number, task.title, holder_of(task.named)) for task in find_tasks(plan(text))]


def test_third_level_with_units_and_deadlines() -> None:
    assert told(COUNTY) == [
        ("二、(一)1", "加强领导干部学法用法", "县司法局、县委组织部"),
        ("二、(一)2", "加强执法人员培训", "县司法局,各行政执法单位"),
        ("二、(二)1", "开展案卷评查", "县司法局"),
        ("二、(二)2", "落实三项制度", "各行政执法单位"),
    ]


def test_units_behind_a_list_are_those_of_all_of_it() -> None:
    assert told(CITY) == [
        ("一", "健全依法决策机制", "牵头：市政府办公室；配合：市司法局、市财政局"),
        ("二", "加强行政复议应诉", "市司法局"),
        ("三", "深化政务公开", "市政府办公室"),
    ]


def test_a_flat_list_with_brackets() -> None:
    assert told(DEPARTMENT) == [
        ("1", "举办法治专题讲座2期", "局办公室牵头,法治科配合"),
        ("2", "全面落实行政执法三项制度", "执法监督科"),
        ("3", "办好群众身边的小事,改善办公环境", None),
        ("4", "司法建议、检察建议按期办复率100%", "复议应诉科"),
    ]


@pytest.mark.parametrize("bar", ["\t", " | ", "｜"])
def test_rows_of_a_table(bar: str) -> None:
    text = TABLE.replace("\t", bar)
    assert told(text) == [
        ("1", "规范重大行政决策", "牵头：市司法局；配合：市直各部门"),
        ("2", "发挥法律顾问作用", "市司法局"),
        ("3", "加强执法培训", "牵头：各执法部门；配合：市司法局"),
    ]
    assert [task.group for task in find_tasks(plan(text))] == ["决策", "决策", "执法"]


def test_without_units_the_level_below_the_first() -> None:
    assert [number for number, _, holder in told(PLAIN) if holder is None] == [
        "一、(一)", "一、(二)", "二、(一)", "二、(二)",
    ]  # fmt: skip


def test_lines_without_numbers_that_name_units() -> None:
    text = "南渡县2024年法治政府建设工作要点\n\n开展法治专题讲座2期。（责任单位：县司法局）\n加强普法宣传。（责任单位：县教育局）\n"
    assert told(text) == [
        ("第1项", "开展法治专题讲座2期", "县司法局"),
        ("第2项", "加强普法宣传", "县教育局"),
    ]


def test_the_real_plan() -> None:
    document, _, _ = weinan()
    tasks = find_tasks(document)
    assert len(tasks) == 25
    assert all(holder_of(task.named) for task in tasks)
    assert len({task.group for task in tasks}) == 8


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_tasks_do_not_overlap(text: str) -> None:
    tasks = find_tasks(plan(text))
    assert all(task.start <= task.body <= task.end for task in tasks)
    assert all(one.end <= other.start for one, other in pairwise(tasks))


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("做好。[责任单位:市委编办、各县(市、区)政府按职责分工分别负责]", "市委编办、各县(市、区)政府"),
        ("做好。（牵头单位：市司法局；配合单位：市公安局）", "牵头：市司法局；配合：市公安局"),
        ("做好。\n牵头部门：市司法局\n协办单位：各县区\n完成时限：6月底前", "牵头：市司法局；配合：各县区"),
        ("做好。【责任单位】市司法局，各镇", "市司法局,各镇"),
        ("做好。〔市司法局负责〕", "市司法局"),
        ("做好（市司法局牵头，市公安局配合）", "市司法局牵头,市公安局配合"),
        ("执法监督由市司法局牵头负责，各县区落实", "市司法局"),
        ("由市司法局、市公安局共同负责。", "市司法局、市公安局"),
        ("明确责任单位，压实工作责任。", None),
        ("做好（2024年3月）各项工作。", None),
    ],
)
def test_ways_of_naming_units(text: str, holder: str | None) -> None:
    text = plain(text)
    assert holder_of(find_units(text, 0, len(text))) == holder
