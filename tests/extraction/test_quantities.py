"""Which figure belongs to which indicator: scope, lists, shared numbers, pairs."""

from __future__ import annotations

import pytest

from tests.extraction.reading import fact, figures, read


def test_subjects_are_carried_through_a_sentence() -> None:
    text = "收到行政复议申请210件,受理198件,审结176件,其中调解结案61件,纠错9件。"
    assert figures(read(text)) == {
        "reconsideration.received": 210,
        "reconsideration.accepted": 198,
        "reconsideration.closed": 176,
        "reconsideration.mediated": 61,
        "reconsideration.corrected": 9,
    }


def test_a_comparison_does_not_change_the_subject() -> None:
    text = "受理行政复议案件198件,超过同期行政诉讼案件数量,审结176件。"
    assert figures(read(text))["reconsideration.closed"] == 176


def test_one_number_for_several_rates() -> None:
    found = figures(read("人大代表建议和政协提案办结率、满意率均为100%。"))
    assert found["proposal.completion_rate"] == found["proposal.satisfaction_rate"] == 100


def test_numbers_in_the_order_of_their_subjects() -> None:
    found = figures(read("全年办理人大代表建议、政协提案分别为62件、71件。"))
    assert (found["npc_proposal.handled"], found["cppcc_proposal.handled"]) == (62, 71)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "建议和提案办理满意率和基本满意率分别为83%和12%。",
            {"proposal.satisfaction_rate": 83, "proposal.basic_satisfaction_rate": 12},
        ),
        ("“网上办”“马上办”占比分别为95%、43%。", {"service.online_rate": 95, "service.instant_rate": 43}),
    ],
)
def test_rates_in_the_order_of_their_names(text: str, expected: dict[str, int]) -> None:
    assert figures(read(text)) == expected


def test_each_subject_keeps_its_own_frequency() -> None:
    read_ = read("县委常委会每半年、县政府常务会每季度至少听取1次法治建设工作汇报。")
    assert fact(read_, "leadership.party_committee_hearings").per == "half"
    assert fact(read_, "leadership.standing_meeting_hearings").per == "quarter"


def test_before_and_after() -> None:
    found = figures(read("政务服务事项平均承诺时限由12天压缩至4天。"))
    assert (found["service.average_days_before"], found["service.average_days_after"]) == (12, 4)


@pytest.mark.parametrize(
    "text",
    [
        "推进行政复议规范化建设。受理群众来信198件。",
        "全年受理各类事项198件。",
    ],
)
def test_an_unknown_noun_is_left_unmapped(text: str) -> None:
    assert "reconsideration.accepted" not in figures(read(text))


def test_two_facts_about_one_number_only_where_it_has_two_subjects() -> None:
    found = [f for f in read("审查行政规范性文件35件。").facts if f.unit]
    assert len(found) == 1


def test_quotes_are_exact_short_and_hold_the_number() -> None:
    text = "一、主要举措\n" + "加强统筹," * 60 + "受理行政复议案件198件," + "持续用力," * 60 + "取得实效。"
    found = fact(read(text), "reconsideration.accepted").evidence[0]
    assert text[found.start : found.end] == found.quote
    assert "198件" in found.quote and len(found.quote) <= 120


def test_a_mere_number_belongs_to_the_clause_before() -> None:
    assert figures(read("行政复议调解率偏低,仅61.4%。", "problems")) == {
        "reconsideration.mediation_rate": 61.4
    }
