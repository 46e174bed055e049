"""Which stretch of a report is achievement, problem, plan: by headings, and by content where these are missing."""

from __future__ import annotations

import pytest

from engine.documents import document_from_text
from engine.documents.roles import roles_of_heading

TITLE = "兰考县2023年度法治政府建设情况报告\n"


def role(text: str, words: str) -> str:
    document = document_from_text(TITLE + text)
    span = document.role_at(document.text.index(words))
    assert span is not None
    return span.role


def test_the_spans_cover_the_text_without_gaps() -> None:
    document = document_from_text(
        TITLE
        + "一、成效\n好。\n二、存在问题及下一步打算\n仍存在短板。下一步，加强培训。\n兰考县人民政府\n2024年1月2日"
    )
    ends = [span.end for span in document.roles]
    assert [span.start for span in document.roles] == [0, *ends[:-1]]
    assert ends[-1] == len(document.text)
    assert [span.role for span in document.roles] == [
        "front",
        "achievements",
        "problems",
        "problems",
        "plan",
        "back",
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("存在的问题和不足", {"problems"}),
        ("2023年法治政府建设工作存在的主要问题", {"problems"}),
        ("主要不足及原因", {"problems"}),
        ("不足之处", {"problems"}),
        ("存在问题及下一步打算", {"problems", "plan"}),
        ("问题不足和2024年工作安排", {"problems", "plan"}),
        ("下一步工作", {"plan"}),
        ("2024年工作计划", {"plan"}),
        ("2024年法治政府建设的重点任务", {"plan"}),
        ("今后努力方向", {"plan"}),
        ("党政主要负责人履行推进法治建设第一责任人职责情况", {"first_responsibility"}),
        ("主要举措和成效", {"achievements"}),
        ("2023年工作开展情况", {"achievements"}),
        ("差距与不足", {"problems"}),
        ("亟待解决的问题", {"problems"}),
        ("需要改进的方面", {"problems"}),
        ("突出问题及成因", {"problems"}),
        ("推进法治政府建设中的不足和原因", {"problems"}),
        ("2023年推进法治政府建设主要举措、成效和不足", {"achievements"}),
        ("工作开展情况及存在的问题", {"achievements"}),
        ("工作展望", {"plan"}),
        ("县政府主要领导履职情况", {"first_responsibility"}),
        ("书记、镇长履行推进法治建设职责情况", {"first_responsibility"}),
        ("党政“一把手”推进法治建设第一责任落实", {"first_responsibility"}),
        ("统筹推进年度安排", set()),
        ("落实工作安排", set()),
        ("聚焦突出问题开展整治", set()),
        ("解决群众反映强烈的问题", set()),
        ("2023年度工作计划完成情况", {"achievements"}),
        ("健全行政执法工作体系", set()),
    ],
)
def test_headings(title: str, expected: set[str]) -> None:
    assert roles_of_heading(title, 2023) == expected


def test_headings_under_a_plan_stay_a_plan() -> None:
    text = "一、2024年工作安排\n（一）整改存在的问题\n开展整改。\n（二）压实第一责任人职责\n开展述法。\n"
    assert role(text, "开展整改") == role(text, "开展述法") == "plan"


def test_headings_under_a_mixed_one_are_told_apart() -> None:
    text = "一、存在问题和下一步打算\n（一）存在问题\n人手少。\n（二）下一步打算\n增人手。\n"
    assert (role(text, "人手少"), role(text, "增人手")) == ("problems", "plan")


def test_passages_without_headings() -> None:
    text = (
        "一、规范执法\n2023年，全县法治建设取得进展，但也存在一些不足，一是培训少；二是人手少。"
        "下一步，全县将加强培训。\n二、附带说明\n培训办了3次。\n"
    )
    assert role(text, "取得进展") == "achievements"
    assert role(text, "人手少") == "problems"
    assert role(text, "加强培训") == "plan"
    assert role(text, "办了3次") == "achievements"


def test_a_list_of_problems_ends_where_the_next_steps_begin() -> None:
    document = document_from_text(
        f"{TITLE}全县工作有进展，但仍存在一些不足：一是培训少；二是人手少。下一步，加强培训。\n"
    )
    few, training = document.text.index("人手少"), document.text.index("加强培训")
    assert [s.number for s in document.sections if s.start <= few < s.end][-1] == "二是"
    assert not [s for s in document.sections if s.start <= training < s.end]


@pytest.mark.parametrize(
    "sentence",
    [
        "专项检查中发现仍存在问题的企业12家，均已整改。",
        "全程跟踪，为下一步改革打好基础，办件100件。",
        "推动解决群众反映强烈的问题100件。",
        "2024年版清单编制完成，将事项100件纳入。",
        "化解矛盾时仍存在争议的问题，由专班研究。",
        "针对群众反映的问题，执法部门将其列入整治。",
        "虽受疫情影响，但仍完成培训3次，成效不减。",
        "紧盯安全生产领域存在的突出问题和不足开展攻坚。",
        "今后凡新建项目一律实行告知承诺。",
    ],
)
def test_sentences_that_open_no_passage(sentence: str) -> None:
    assert role(f"一、规范执法\n{sentence}办结100件。\n", "办结") == "achievements"


@pytest.mark.parametrize(
    "opening",
    [
        "下一步，",
        "今后，",
        "新的一年，",
        "2024年，全县将",
        "针对上述问题，下一步将",
        "下一阶段，我县将",
        "针对存在的问题，我镇将",
        "在今后的工作中，我局将",
        "后续，我局将",
        "新年度，我局将",
        "2024年是关键之年，我县将",
        "2024年工作安排：",
        "下一步工作打算\n",
        "我们将在今后的工作中",
    ],
)
def test_sentences_that_open_plans(opening: str) -> None:
    assert role(f"一、规范执法\n办结100件。{opening}开展培训。\n", "开展培训") == "plan"


def test_a_year_further_off_opens_no_plan() -> None:
    assert role("一、规范执法\n2023年，全县将执法重心下移，办结100件。\n", "办结") == "achievements"


def test_a_problem_inside_a_plan_ends_with_its_paragraph() -> None:
    text = "一、2024年工作计划\n当前仍存在短板。\n开展培训。\n"
    assert (role(text, "存在短板"), role(text, "开展培训")) == ("problems", "plan")


@pytest.mark.parametrize(
    "opening",
    [
        "一年来，我县法治政府建设虽取得一定成效，但执法规范化水平还不高，",
        "虽然取得了一些成绩，但与群众期待相比仍有距离，",
        "在肯定成绩的同时，我们也看到，",
        "工作中还面临一些困难和挑战，",
        "主要问题有：",
        "存在的不足\n",
    ],
)
def test_sentences_that_open_problems(opening: str) -> None:
    assert role(f"一、规范执法\n办结100件。{opening}人手少。\n", "人手少") == "problems" or "\n" in opening
    assert role(f"一、规范执法\n办结100件。\n{opening}人手少。\n", "人手少") == "problems"
