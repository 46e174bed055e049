"""To whom an item applies, and what a finding says: reasons, sentences, flags, severity."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.checklist.models import Applies, Source
from engine.extraction.models import Check, Evidence, Fact
from engine.rules import Finding, judge

from .making import checklist, document, extraction, fact, item

DONE = {"reported": ("a.x",)}
FULL = {"value": "a.appearance_rate", "at_least": 100}


def only(facts: list[Fact], checks: tuple[Check, ...] = (), on: Any = None, **given: Any) -> Finding:
    return judge(on or document(), extraction(*facts, checks=checks), checklist(item(**given))).findings[0]


def test_findings_stand_in_checklist_order() -> None:
    items = [item(f"t.{name}", met=DONE) for name in ("c", "a", "b")]
    found = judge(document(), extraction(), checklist(*items)).findings
    assert [one.item.id for one in found] == ["t.c", "t.a", "t.b"]


def test_another_level_is_not_asked() -> None:
    found = only([fact("a.x")], on=document(level="township"), met=DONE)
    assert found.verdict == "not_applicable"
    assert found.reason == "本项适用于省级、市级、县级，发文机关为乡级。"


def test_an_unknown_level_is_asked_with_a_notice() -> None:
    judged = judge(document(level=None), extraction(fact("a.x")), checklist(item(met=DONE)))
    assert judged.findings[0].verdict == "met"
    assert any("层级" in notice for notice in judged.notices)


def test_another_kind_is_not_asked() -> None:
    plans = Applies(kinds=("work_plan",))
    assert only([fact("a.x")], met=DONE, applies=plans).verdict == "not_applicable"


@pytest.mark.parametrize(("year", "expected"), [(2022, "not_applicable"), (2023, "met"), (None, "met")])
def test_an_item_may_begin_later(year: int | None, expected: str) -> None:
    found = only([fact("a.x")], on=document(report_year=year), met=DONE, applies=Applies(from_year=2023))
    assert found.verdict == expected


OLDER = Source(document="older", article="第一条", quote="某项要求")
OUTLINE = Source(document="outline", article="（一）", quote="某项要求")


@pytest.mark.parametrize(
    ("year", "sources", "by_name", "expected"),
    [
        (2019, (OUTLINE,), False, "not_applicable"),
        (2019, (OUTLINE, OLDER), False, "met"),
        (2018, (OUTLINE, OLDER), False, "not_applicable"),
        (2019, (OUTLINE,), True, "met"),
        (2026, (OUTLINE,), False, "met"),
    ],
)
def test_periods(year: int, sources: tuple[Source, ...], by_name: bool, expected: str) -> None:
    one = item(met=DONE, sources=sources)
    judged = judge(document(report_year=year), extraction(fact("a.x")), checklist(one), by_name=by_name)
    assert judged.findings[0].verdict == expected
    assert any(str(year) in notice for notice in judged.notices)


def test_within_the_period_nothing_is_said() -> None:
    assert not any(
        "2021" in one for one in judge(document(), extraction(), checklist(item(met=DONE))).notices
    )


@pytest.mark.parametrize(
    ("year", "severity", "flagged"),
    [(2023, "major", True), (2024, "critical", False), (2025, "critical", False)],
)
def test_before_the_items_own_date_a_gap_weighs_less(year: int, severity: str, flagged: bool) -> None:
    found = only([], on=document(report_year=year), met=DONE, by=date(2024, 12, 31))
    assert (found.verdict, found.severity) == ("no_evidence", severity)
    assert ("未到期" in found.flags) is flagged


def test_before_the_items_own_date_a_met_stays_as_it_is() -> None:
    found = only([fact("a.x")], on=document(report_year=2022), met=DONE, by=date(2024, 12, 31))
    assert found.severity == "critical"
    assert set(found.flags) <= {"未经双核比对"}


def test_a_benchmark_says_so() -> None:
    assert "参考值" in only([], met=DONE, basis="benchmark").flags


@pytest.mark.parametrize("modality", ["done", "planned", "required"])
def test_in_a_work_plan_nothing_is_better_than_no_evidence(modality: str) -> None:
    planned = {"reported": ("a.x",), "as": ("planned", "required", "done")}
    facts = [fact("a.x", modality=modality, at=4)]
    judged = judge(
        document(kind="work_plan"), extraction(*facts), checklist(item(met=planned, not_met=planned))
    )
    found = judged.findings[0]
    assert found.verdict == "no_evidence"
    assert found.reason == "只作为计划部署，未见实际做到：“句4”。"
    assert [one.quote for one in found.contrary] == ["句4"]
    assert judged.kernels == ()


@pytest.mark.parametrize(
    ("modality", "begins"),
    [
        ("required", "报告只作为要求提出"),
        ("planned", "报告只作为计划部署"),
        ("problem", "报告只在不足中提到"),
        ("background", "报告只在背景叙述中提到"),
    ],
)
def test_no_evidence_says_how_the_matter_is_mentioned(modality: str, begins: str) -> None:
    found = only([fact("a.x", modality=modality, at=4)], met=DONE)
    assert found.verdict == "no_evidence"
    assert found.reason.startswith(begins)
    assert "句4" in found.reason
    assert [one.quote for one in found.contrary] == ["句4"]
    assert found.evidence == ()


def test_silence_names_what_was_looked_for() -> None:
    judged = judge(document(), extraction(), checklist(item(met=DONE)), labels={"a.x": "权责清单"})
    assert judged.findings[0].reason == "报告没有提到：权责清单。"


def test_a_vague_figure_is_named_as_such() -> None:
    found = only([fact("a.appearance_rate", 100, unit="%", bound="approx")], met=FULL)
    assert (
        found.reason
        == "报告写明：名称a.appearance_rate约100%，只是约数或上限，不能证明：名称a.appearance_rate不低于100%。"
    )


def test_a_met_quotes_its_sentences_in_text_order_without_repeats() -> None:
    both = {"reported": ("a.x", "a.y"), "number": 2}
    facts = [fact("a.x", at=30), fact("a.y", at=10), fact("a.x", at=10)]
    found = only(facts, met=both)
    assert [one.start for one in found.evidence] == [10, 30]
    assert found.facts == ("a.x", "a.y")
    assert found.reason == "报告写明：名称a.x、名称a.y。"


def test_at_most_six_sentences_are_quoted() -> None:
    assert len(only([fact("a.x", at=10 * n) for n in range(9)], met=DONE).evidence) == 6


def test_only_the_alternative_that_holds_is_quoted() -> None:
    either = {"any": [{"all": [DONE, {"reported": ("a.z",)}]}, {"reported": ("a.y",)}]}
    found = only([fact("a.x", at=1), fact("a.y", at=20)], met=either)
    assert [one.start for one in found.evidence] == [20]


def test_a_partly_says_what_is_lacking() -> None:
    both = {"reported": ("a.x", "a.y"), "number": 2}
    judged = judge(
        document(),
        extraction(fact("a.x")),
        checklist(item(met=both, partly=DONE)),
        labels={"a.y": "动态调整"},
    )
    found = judged.findings[0]
    assert found.verdict == "partly"
    assert found.reason == "报告写明：名称a.x。达标还缺：写明已做到“名称a.x”、“动态调整”全部。"


def test_marks_within_a_quote_go_one_level_down() -> None:
    evidence = Evidence(quote="推进“放管服”改革，落实‘双随机’", start=0, end=16)
    found = only([fact("a.x", modality="planned", evidence=(evidence,))], met=DONE)
    assert "：“推进‘放管服’改革，落实“双随机””。" in found.reason
    assert found.contrary[0].quote == evidence.quote


def check(consistent: bool | None, start: int = 0, **given: Any) -> Check:
    known = {"id": "a.appearance_rate", "formula": "90 / 100", "message": "报告称100%，计算为90%"}
    return Check(
        evidence=(Evidence(quote="q", start=start, end=start + 8),),
        consistent=consistent,
        **{**known, **given},
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (check(False), "needs_review"),
        (check(True), "met"),
        (check(None), "met"),
        (check(False, start=50), "met"),
        (check(False, id="other.rate", message="别的数对不上", formula="1 / 2"), "met"),
    ],
)
def test_a_met_on_a_figure_that_does_not_add_up_is_for_a_human(given: Check, expected: str) -> None:
    found = only([fact("a.appearance_rate", 100, unit="%")], checks=(given,), met=FULL)
    assert found.verdict == expected
    assert ("数字前后不一致" in found.flags) is (expected == "needs_review")
    assert ("计算为90%" in found.reason) is (expected == "needs_review")


def test_a_not_met_on_such_a_figure_stays_and_is_flagged() -> None:
    low = {"value": "a.appearance_rate", "less_than": 80}
    found = only([fact("a.appearance_rate", 70, unit="%")], checks=(check(False),), not_met=low)
    assert found.verdict == "not_met"
    assert "数字前后不一致" in found.flags
