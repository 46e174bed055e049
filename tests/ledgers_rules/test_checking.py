"""One pass over a ledger: findings with cells and masked subjects, tallies, notices, and facts with evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from time import perf_counter
from typing import Any

import pytest

from engine.ledgers.models import LedgerResult, Row, Table, Value
from tests.ledgers_rules import check, checked


def fact(result: LedgerResult, key: str) -> Any:
    return next((one for one in result.facts if one.key == key), None)


def case(number: int, **values: Value) -> dict[str, Value]:
    row: dict[str, Value] = {
        "case_no": f"行初{number}号",
        "instance": "一审",
        "hearing_on": date(2024, 4, 10),
    }
    return row | values


def test_a_finding_names_its_cells_and_masks_its_subject() -> None:
    rows: list[dict[str, Value]] = [
        {"name": "示例甲", "unit": "示例局", "hours": 40.0},
        {"name": "示例乙", "unit": "示例局", "hours": 60.0},
        {"name": "示例甲", "unit": "示例局", "hours": 12.0},
    ]
    result = check("training", rows)
    (found,) = result.findings
    assert found.cells == ("台账!C3", "台账!C5") and found.file == "台账.xlsx"
    assert found.subject == "示* 示例局" and "示例甲" not in found.model_dump_json()
    assert (found.by, found.unit, found.basis, found.item) == (8, "学时", "law", "cn.34.training-60h")
    assert "不少于60学时" in found.source


def test_persons_are_told_apart_by_the_surest_column() -> None:
    rows: list[dict[str, Value]] = [
        {"name": "示例甲", "id_number": "1", "unit": "甲局", "hours": 60.0},
        {"name": "示例甲", "id_number": "2", "unit": "甲局", "hours": 30.0},
        {"name": "示例甲", "id_number": "2", "unit": "乙局", "hours": 30.0},
    ]
    result = check("training", rows)
    assert fact(result, "enforcement.trained_people").value == 2
    assert fact(result, "enforcement.training_hours_per_person").value == 60
    assert not result.findings


def test_a_fact_tells_what_was_counted_and_where() -> None:
    rows = [case(n, head_appeared=n != 1) for n in range(1, 5)]
    rate = fact(check("litigation", rows), "litigation.head_appearance_rate")
    assert (rate.value, rate.unit, rate.bound, rate.source, rate.year) == (75.0, "%", "eq", "ledger", 2024)
    (evidence,) = rate.evidence
    assert (evidence.file, evidence.cell, evidence.start) == ("台账.xlsx", "台账!A3:D6", 0)
    assert "3／4" in evidence.quote and "第3至6行" in evidence.quote


def test_an_empty_cell_makes_a_fact_a_lower_bound() -> None:
    rows = [case(1, head_appeared=True), case(2, head_appeared=None), case(3, head_appeared=True)]
    result = check("litigation", rows)
    rate = fact(result, "litigation.head_appearance_rate")
    assert (rate.value, rate.bound) == (66.67, "ge") and "1行未填" in rate.evidence[0].quote
    assert fact(result, "litigation.head_appearance_full") is None
    tally = next(one for one in result.tallies if one.rule == "head")
    assert (tally.checked, tally.short, tally.undecided) == (2, 0, 1)


def test_a_row_outside_the_whole_opens_no_bound() -> None:
    rows = [case(1, head_appeared=True), case(2, head_appeared=False), case(3, hearing_on=None)]
    rate = fact(check("litigation", rows), "litigation.head_appearance_rate")
    assert (rate.value, rate.bound) == (50.0, "eq") and "另有1行未填" in rate.evidence[0].quote


def test_a_share_that_cannot_reach_all_tells_its_most() -> None:
    rows: list[dict[str, Value]] = [
        {"title": f"事项{n}", "discussed_on": date(2024, 5, 1), "review_done": done}
        for n, done in enumerate((True, True, False, None))
    ]
    rows.append({"title": "未讨论", "discussed_on": None, "review_done": None})
    result = check("decisions", rows)
    found = [(one.value, one.bound) for one in result.facts if one.key == "decision.legal_review_rate"]
    assert found == [(50.0, "ge"), (75.0, "le")]


def test_a_column_that_is_empty_throughout_answers_nothing() -> None:
    rows = [case(n, head_is_chief=None, head_appeared=True, outcome=None) for n in range(3)]
    result = check("litigation", rows)
    assert fact(result, "litigation.chief_appeared") is None and fact(result, "litigation.lost") is None
    assert fact(result, "litigation.heard").value == 3


def test_a_subject_holds_nothing_private_of_its_row() -> None:
    row = case(1, head_appeared=False) | {"case_no": "示例甲诉某局案", "plaintiff": "示例甲"}
    (found,) = check("litigation", [row]).findings
    assert found.subject == "示*诉某局案"


def test_a_statement_is_proved_by_every_row_and_disproved_by_one() -> None:
    full = check("litigation", [case(1, head_appeared=True), case(2, head_appeared=True)])
    assert fact(full, "litigation.head_appearance_full").polarity == "yes"
    some = check("litigation", [case(1, head_appeared=True), case(2, head_appeared=False)])
    against = fact(some, "litigation.head_appearance_full")
    assert (against.value, against.modality, against.polarity) == (True, "problem", "no")
    assert "2行中有1行不符合" in against.evidence[0].quote
    blank = check("litigation", [case(1, head_appeared=True), case(2, head_appeared=None)])
    assert fact(blank, "litigation.head_appearance_full") is None


def test_nothing_lost_is_told_as_none() -> None:
    result = check("litigation", [case(1, outcome="胜诉", judgment_on=date(2024, 5, 1))])
    assert fact(result, "litigation.lost").value == 0


def test_rows_of_another_year_are_told_and_left_out() -> None:
    rows = [case(1, head_appeared=False), case(2, head_appeared=False, hearing_on=date(2023, 4, 10))]
    result = check("litigation", rows)
    assert len(result.findings) == 1 and fact(result, "litigation.heard").value == 1
    assert any("1行" in notice and "2024" in notice for notice in result.notices)
    assert len(check("litigation", rows, year=None).findings) == 2


def test_what_is_asked_of_every_year_is_asked_of_old_rows() -> None:
    old: dict[str, Value] = {"title": "旧办法", "status": "有效", "issued_on": date(2019, 5, 1)}
    rows = [old | {"valid_until": date(2024, 5, 1)}, old | {"title": "新办法", "issued_on": date(2024, 5, 1)}]
    result = check("normative_documents", rows)
    assert [one.rule for one in result.findings if one.rule == "validity"] == ["validity"]
    assert fact(result, "normative_document.in_force").value == 2
    assert fact(result, "normative_document.issued").value == 1


def test_a_statement_of_several_rules_needs_each_row_by_its_own() -> None:
    def said(**other: Value) -> str | None:
        row: dict[str, Value] = {"decision_no": "1", "category": "处罚", "decided_on": date(2024, 3, 4)}
        rows = [row | {"published_on": date(2024, 3, 6)}, row | {"category": "强制"} | other]
        found = fact(check("penalties_publicity", rows), "enforcement.published_in_time")
        return str(found.polarity) if found else None

    assert said(published_on=date(2024, 3, 29)) == said(exempt_reason="依法不公开") == "yes"
    assert said(published_on=date(2024, 6, 3)) == "no" and said(published=True) is None


def test_a_case_of_two_years_is_counted_where_it_belongs() -> None:
    row: dict[str, Value] = {
        "case_no": "1",
        "received_on": date(2023, 12, 1),
        "admitted_on": date(2023, 12, 5),
    }
    row |= {"decided_on": date(2024, 1, 20), "outcome": "维持"}
    result = check("reconsideration", [row])
    assert fact(result, "reconsideration.received").value == 0
    assert fact(result, "reconsideration.closed").value == 1


def test_a_missing_column_is_told_and_gives_no_fact() -> None:
    result = check("litigation", [{"case_no": "1", "hearing_on": date(2024, 4, 10)}])
    assert fact(result, "litigation.head_appearance_rate") is None
    assert fact(result, "litigation.lost") is None
    assert "head" not in [tally.rule for tally in result.tallies]
    assert any("head_appeared" in notice and "负责人出庭应诉" in notice for notice in result.notices)


def test_of_many_findings_the_first_are_kept_and_all_counted() -> None:
    result = check("litigation", [case(n, head_appeared=False) for n in range(450)])
    assert len(result.findings) == 200
    assert next(one for one in result.tallies if one.rule == "head").short == 450
    assert any("450" in notice and "200" in notice for notice in result.notices)


def test_a_pending_row_is_running_until_its_day_and_overdue_after() -> None:
    row: dict[str, Value] = {"request_no": "1", "received_on": date(2024, 12, 2), "replied_on": None}
    assert not check("disclosure", [row], on=date(2024, 12, 30)).findings
    (found,) = check("disclosure", [row], on=date(2024, 12, 31)).findings
    assert "没有答复" in found.message and found.by == 1
    running = check("disclosure", [row], on=date(2024, 12, 30))
    assert fact(running, "disclosure.reply_rate") is None


def test_years_beyond_the_calendar_are_told() -> None:
    row: dict[str, Value] = {
        "request_no": "1",
        "received_on": date(2031, 9, 1),
        "replied_on": date(2031, 9, 10),
    }
    assert any("2031" in notice for notice in check("disclosure", [row], year=2031).notices)


def test_dates_the_wrong_way_round_are_no_deadline_kept() -> None:
    row: dict[str, Value] = {
        "request_no": "1",
        "received_on": date(2024, 9, 1),
        "replied_on": date(2024, 3, 10),
    }
    result = check("disclosure", [row])
    assert [one.rule for one in result.findings] == ["dates"]
    assert next(one for one in result.tallies if one.rule == "reply").undecided == 1


@pytest.mark.parametrize("days", [float("nan"), float("inf"), -5.0, 1e12, True, "很多"])
def test_days_that_no_period_lasts_are_none(days: Value) -> None:
    row: dict[str, Value] = {
        "request_no": "1",
        "received_on": date(2024, 3, 4),
        "replied_on": date(2024, 4, 9),
    }
    result = check("disclosure", [row | {"extension_days": days, "consulted_days": days}])
    assert "reply" in [one.rule for one in result.findings]


def test_an_empty_ledger_gives_nothing() -> None:
    result = check("litigation", [], columns=["case_no"])
    assert not result.facts and not result.findings


@pytest.mark.parametrize("kind", ["training", "decisions", "disclosure"])
def test_the_same_ledger_gives_the_same_result(kind: str) -> None:
    rows: list[dict[str, Value]] = [{"name": "示例甲", "title": "事项", "request_no": "1", "hours": 1.0}] * 3
    assert check(kind, rows) == check(kind, rows)


def test_many_rows_take_little_time() -> None:
    def rows() -> Iterator[Row]:
        for n in range(20_000):
            received = date(2024, 1 + n % 12, 1 + n % 28)
            values: dict[str, Value] = {"case_no": f"{n}", "received_on": received, "admitted_on": received}
            yield Row(n, values | {"decided_on": date(2024, 12, 31), "outcome": "维持", "published": True})

    keys = ("case_no", "received_on", "admitted_on", "decided_on", "outcome", "published")
    letters = {key: letter for key, letter in zip(keys, "ABCDEF", strict=True)}
    big = Table("reconsideration", "大.xlsx", "表", letters, rows())
    began = perf_counter()
    (result,) = checked([big])
    assert perf_counter() - began < 6
    assert fact(result, "reconsideration.closed").value == 20_000
