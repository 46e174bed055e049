"""Headings in the shapes that reports have them, and what only looks like one."""

from __future__ import annotations

import pytest

from engine.documents.sections import find_sections


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(s.rank, s.number, s.title) for s in find_sections(text)]


def test_ranks_titles_and_parents() -> None:
    text = "一、工作情况\n（一）健全制度。清理文件3件。\n1.开展清理\n（1）公布结果\n二、存在问题：\n"
    sections = find_sections(text)
    assert [(s.rank, s.title, s.parent) for s in sections] == [
        (1, "工作情况", None),
        (2, "健全制度", 0),
        (3, "开展清理", 1),
        (4, "公布结果", 2),
        (1, "存在问题", None),
    ]
    assert text[sections[1].body : sections[1].end].startswith("清理文件3件。")
    assert sections[0].end == sections[4].start == text.index("二、")


def test_half_width_brackets_and_one_long_line() -> None:
    text = "全县坚持依法行政。一、工作情况(一)健全制度。清理文件3件。(二)规范执法。二、存在不足一是培训少;二是人手少。"
    assert outline(text) == [
        (1, "一、", "工作情况"),
        (2, "(一)", "健全制度"),
        (2, "(二)", "规范执法"),
        (1, "二、", "存在不足"),
        (5, "一是", "培训少"),
        (5, "二是", "人手少"),
    ]


def test_a_list_inside_a_paragraph_ends_with_it() -> None:
    text = "（一）完善制度。一是建队伍；二是建机制。\n各部门照此办理。\n"
    last = find_sections(text)[-1]
    assert text[last.start : last.end] == "二是建机制。"


@pytest.mark.parametrize(
    "text",
    [
        "一、二审行政诉讼案件共12件。",
        "第一、坚持党的领导。",
        "全年拨付资金1.5亿元，12.4国家宪法日。",
        "3.5亿元已拨付。",
        "2023.1.5印发。",
        "依据条例第二十五条(一)的规定办理。",
        "统一是关键，唯一是目标。",
        "围绕一、三产业融合。",
        "十余人参加，二三十件。",
    ],
)
def test_what_is_no_heading(text: str) -> None:
    assert outline(text) == []


def test_a_heading_may_begin_with_a_year() -> None:
    assert outline("1.2023年工作回顾\n一、2024年工作安排\n") == [
        (3, "1.", "2023年工作回顾"),
        (1, "一、", "2024年工作安排"),
    ]


def test_running_numbers_are_kept_under_their_headings() -> None:
    sections = find_sections("一、甲方面\n（一）子。\n（二）丑。\n二、乙方面\n（三）寅。\n")
    assert [s.parent for s in sections] == [None, 0, 0, None, 3]


def test_numbers_that_start_anew_before_a_gap_tell_of_a_missing_heading() -> None:
    sections = find_sections("一、甲方面\n（一）子。\n（二）丑。\n（一）寅。\n三、丙方面\n")
    assert [s.parent for s in sections] == [None, 0, 0, None, None]
    assert sections[0].end == sections[3].start


def test_offsets_never_leave_the_text() -> None:
    text = "一、" * 50 + "（一）" * 50 + "1." * 50
    assert all(
        0 <= s.start <= s.body <= len(text) and s.start <= s.end <= len(text) for s in find_sections(text)
    )
