"""One place over the years: the story that two invented reports tell."""

from __future__ import annotations

import pytest

from engine.compare import compare
from engine.compare.models import Pair, PlanAnswer, Shortcoming
from tests.compare.making import both_years, checked, pair_of, text_of


@pytest.fixture(scope="module")
def pair() -> Pair:
    return both_years().years[0].pairs[0]


def shortcoming(pair: Pair, words: str) -> Shortcoming:
    return next(one for one in pair.shortcomings if words in one.quote.quote)


def plan(pair: Pair, words: str) -> PlanAnswer:
    return next(one for one in pair.plans if words in one.quote.quote)


def test_reports_stand_in_the_order_of_their_years() -> None:
    years = both_years().years[0]
    assert [report.year for report in years.reports] == [2023, 2024]
    assert both_years().why == "示例县人民政府有 2023、2024 年度的报告，按历年比较"


def test_items_tell_what_improved_and_what_fell_with_both_quotes(pair: Pair) -> None:
    changes = {one.item: one for one in pair.items}
    committee = changes["cn.22.committee"]
    assert (committee.before.verdict, committee.after.verdict) == ("no_evidence", "met")
    assert committee.change == "improved"
    assert committee.after.evidence[0].quote == "成立行政复议委员会"
    procedure = changes["cn.11.procedure"]
    assert procedure.change == "fell"
    assert "公众参与" in procedure.before.evidence[0].quote
    assert sum(pair.counts.values()) == len(pair.items)


def test_core_items_come_before_details(pair: Pair) -> None:
    details = [one.detail for one in pair.items]
    assert details == sorted(details)


def test_figures_have_both_values_and_their_change() -> None:
    rows = {row.key: row for row in both_years().years[0].figures}
    rate = rows["litigation.head_appearance_rate"]
    assert [figure.value for figure in rate.figures if figure] == [85, 92]
    assert rate.changes[0] and (rate.changes[0].difference, rate.changes[0].relative) == (7, None)
    trained = rows["enforcement.trained_people"].changes[0]
    assert trained and (trained.difference, trained.relative) == (84, 20)
    members = rows["reconsideration.committee_members"]
    assert (members.figures[0], members.changes[0]) == (None, None)


def test_claimed_growth_is_held_against_last_years_figure(pair: Pair) -> None:
    growth = {one.key: one for one in pair.rechecks if one.kind == "growth"}
    assert growth["enforcement.trained_people"].consistent
    wrong = growth["reconsideration.accepted"]
    assert (wrong.consistent, wrong.claimed, wrong.computed) == (False, 60, 50)
    assert "为增加50%" in wrong.message


def test_last_years_figure_restated_otherwise_is_told(pair: Pair) -> None:
    (restated,) = [one for one in pair.rechecks if one.kind == "restated"]
    assert (restated.consistent, restated.claimed, restated.computed) == (False, 110, 100)
    assert restated.before[0].quote == "评查行政执法案卷100份"


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("受理行政复议案件75件,同比增加25件", True),
        ("受理行政复议案件75件,比上年减少25件", False),
        ("受理行政复议案件75件,比2023年增长50%", True),
        ("受理行政复议案件75件,上年50件", True),
        ("受理行政复议案件75件,较去年的55件增长", False),
    ],
)
def test_last_year_is_told_in_many_ways(words: str, right: bool) -> None:
    after = text_of(2024).replace("受理行政复议案件75件,同比增长60%", words)
    checks = pair_of(text_of(2023), after).rechecks
    assert [one.consistent for one in checks if one.key == "reconsideration.accepted"] == [right]


@pytest.mark.parametrize(("points", "right"), [(7, True), (9, False)])
def test_rates_grow_by_points(points: int, right: bool) -> None:
    after = text_of(2024).replace("出庭应诉率92%", f"出庭应诉率92%,同比提高{points}个百分点")
    checks = pair_of(text_of(2023), after).rechecks
    assert [one.consistent for one in checks if one.unit == "个百分点"] == [right]


def test_growth_within_rounding_agrees() -> None:
    before = text_of(2023).replace("420人次", "300人次")
    for claimed, right in (("增长68%", True), ("增长67.9%", False), ("下降68%", False)):
        after = text_of(2024).replace("同比增长20%", f"同比{claimed}")
        checks = pair_of(before, after).rechecks
        assert [one.consistent for one in checks if one.key == "enforcement.trained_people"] == [right]


def test_shortcomings_still_named(pair: Pair) -> None:
    for words in ("三项制度", "基层法治力量"):
        found = shortcoming(pair, words)
        assert (found.state, found.by, found.sure) == ("still", ("key", "text"), True)
        assert words in found.answers[0].quote
    assert [one.quote for one in pair.new_shortcomings] == ["三是行政执法监督手段单一"]


def test_silence_is_never_told_as_solved(pair: Pair) -> None:
    found = shortcoming(pair, "数字法治政府")
    assert (found.state, found.answers) == ("unmentioned", ())


def test_a_done_fact_of_the_same_matter_answers_a_shortcoming() -> None:
    after = text_of(2024).replace("(五)强化监督。", "(五)强化监督。推进行政复议规范化建设。")
    found = shortcoming(pair_of(text_of(2023), after), "行政复议规范化")
    assert (found.state, found.by, found.sure) == ("done", ("key",), False)
    assert "规范化" in found.answers[0].quote


def test_plans_are_held_against_what_was_done(pair: Pair) -> None:
    files = plan(pair, "案卷150份")
    assert files.state == "fulfilled"
    assert [(p.planned, p.done, p.reached) for p in files.points if p.planned] == [(150, 160, "yes")]
    lectures = plan(pair, "讲座40场")
    assert lectures.state == "partly"
    assert [(p.planned, p.done, p.reached) for p in lectures.points if p.planned] == [(40, 30, "partial")]
    assert plan(pair, "行政复议委员会").state == "fulfilled"
    inspection = plan(pair, "督察")
    assert (inspection.state, inspection.again, inspection.answers) == ("unanswered", True, ())


def test_what_was_done_before_already_is_no_proof_of_a_plan() -> None:
    before = text_of(2023).replace("(二)举办法治讲座40场", "(二)组织开展普法宣传")
    assert plan(pair_of(before, text_of(2024)), "组织开展普法宣传").notes


def test_a_gap_of_years_is_told_and_growth_not_computed_over_it() -> None:
    older = text_of(2023).replace("2024年", "2023年").replace("2023年法治", "2022年法治")
    older = older.replace("2023年,示例县", "2022年,示例县")
    pair = pair_of(older, text_of(2024))
    assert "缺 2023 年度的报告" in pair.notes[0]
    assert not [one for one in pair.rechecks if one.kind == "growth"]


def test_other_checklists_are_told_and_only_common_items_compared() -> None:
    earlier = text_of(2023).replace("2024年", "2021年").replace("2023年", "2020年")
    later = text_of(2024).replace("2025年", "2022年").replace("2024年", "2021年")
    one, other = checked(earlier, "a.txt"), checked(later, "b.txt")
    pair = compare([one, other]).years[0].pairs[0]
    common = {f.item.id for f in one.findings} & {f.item.id for f in other.findings}
    assert {item.item for item in pair.items} == common
    assert any("清单不同" in note for note in pair.notes)
    assert any("只在 2020 年度清单里的条目" in note for note in pair.notes)


def test_three_years_are_a_chain_of_pairs() -> None:
    later = text_of(2024).replace("2025年", "2026年").replace("2024年", "2025年").replace("2023年", "2024年")
    texts = (text_of(2023), text_of(2024), later)
    years = compare([checked(text, f"{at}.txt") for at, text in enumerate(texts)]).years[0]
    assert [(pair.before, pair.after) for pair in years.pairs] == [(0, 1), (1, 2)]
    assert all(len(row.figures) == 3 and len(row.changes) == 2 for row in years.figures)
    assert years.pairs[1].counts["same"] + years.pairs[1].counts["incomparable"] == len(years.pairs[1].items)


def test_a_heading_and_what_stands_under_it_are_one_matter() -> None:
    matters = "二、存在的问题\n一是行政执法质量仍需提升。个别部门落实行政执法“三项制度”还不到位。二是基层法治力量薄弱。部分乡镇司法所人员不足。\n"
    plans = "三、2024年工作计划\n(一)持续推进严格规范公正文明执法。\n加大行政执法监督力度,规范涉企行政执法检查。\n(二)举办法治讲座40场。\n建成行政复议委员会,聘请专家委员参与案件审理。\n"
    before = text_of(2023).split("二、存在的问题")[0] + matters + plans
    pair = pair_of(before, text_of(2024))
    told = [one.quote.quote for one in pair.shortcomings]
    assert len(told) == 2
    assert told[0] == "一是行政执法质量仍需提升。个别部门落实行政执法“三项制度”还不到位"
    heads = [one.quote.quote.split("。")[0] for one in pair.plans]
    assert heads == [
        "(一)持续推进严格规范公正文明执法",
        "(二)举办法治讲座40场",
        "建成行政复议委员会,聘请专家委员参与案件审理",
    ]
