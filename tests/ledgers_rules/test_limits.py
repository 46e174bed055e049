"""Deadlines come from the dated values of the checklist: by the law of the day, and as a province changes them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from engine.checklist.dating import as_of
from engine.checklist.loading import load_checklist
from engine.ledgers.limits import Limits
from engine.ledgers.models import Value
from engine.ledgers.rules import Limit
from tests.ledgers_rules import NATIONAL, check, limits, national

TRIAL = Limit(item="cn.22.time-limits", value="trial_days")
SUMMARY = Limit(item="cn.22.time-limits", value="summary_days")


def test_the_law_of_the_day_counts() -> None:
    before, after = limits().by_day(TRIAL)(date(2023, 6, 1)), limits().by_day(TRIAL)(date(2024, 6, 1))
    assert before and after and before.number == after.number == 60
    assert "2017年修正" in before.source and "第三十一条" in before.source
    assert "2023年修订" in after.source and "第六十二条" in after.source
    assert limits().by_day(SUMMARY)(date(2023, 12, 31)) is None


def test_a_finding_cites_the_law_of_its_row() -> None:
    rows: list[dict[str, Value]] = [
        {"case_no": "1号", "admitted_on": date(2023, 3, 1), "decided_on": date(2023, 8, 1)},
        {"case_no": "2号", "admitted_on": date(2024, 3, 1), "decided_on": date(2024, 8, 1)},
    ]
    found = [one for one in check("reconsideration", rows, year=None).findings if one.rule == "decision"]
    assert [("2017" in one.source, "2023年修订" in one.source) for one in found] == [
        (True, False),
        (False, True),
    ]
    assert all(one.basis == "law" and one.item == "cn.22.time-limits" for one in found)


def test_rows_of_a_time_without_that_law_are_told() -> None:
    rows: list[dict[str, Value]] = [
        {
            "case_no": "1号",
            "procedure": "简易",
            "admitted_on": date(2023, 3, 1),
            "decided_on": date(2023, 5, 1),
        }
    ]
    result = check("reconsideration", rows, year=2023)
    assert not [one for one in result.findings if one.rule == "summary-decision"]
    assert any("简易程序" in notice and "1行" in notice for notice in result.notices)


OVERLAY = """\
id: trial-province
version: "1"
title: 某省清单
extends: outline-2021-2025
documents:
  some-rule: {title: 某省政府信息公开规定, in_force_from: 2024-01-01}
changes:
  - item: cn.27.reply-deadline
    reason: 省里规定15个工作日
    sources: [{document: some-rule, article: 第八条, quote: 应当自收到申请之日起15个工作日内予以答复}]
    values: {reply_days: {dated: [{value: 15, from: 2024-01-01}]}, extension_days: {dated: [{value: 30}]}}
    examples:
      - {text: 政府信息公开申请按期答复率100%。, verdict: met}
      - {text: 加强政府信息公开。, verdict: no_evidence}
"""


def overlaid(folder: Path) -> Limits:
    path = folder / "trial-province.yaml"
    path.write_text(OVERLAY, encoding="utf-8")
    return Limits(load_checklist(str(path), [folder, NATIONAL]).checklist)


def test_a_province_changes_a_deadline_and_the_check_follows(tmp_path: Path) -> None:
    row: dict[str, Value] = {
        "request_no": "1",
        "received_on": date(2024, 3, 4),
        "replied_on": date(2024, 3, 28),
    }
    local = check("disclosure", [row], by=overlaid(tmp_path))
    assert not check("disclosure", [row]).findings
    assert [one.rule for one in local.findings] == ["reply"]
    assert "某省政府信息公开规定" in local.findings[0].source and local.findings[0].by == 3


def test_a_province_cannot_widen_a_national_deadline(tmp_path: Path) -> None:
    row: dict[str, Value] = {"request_no": "1", "received_on": date(2024, 3, 4), "extension_days": 25.0}
    result = check("disclosure", [row], by=overlaid(tmp_path))
    assert [one.rule for one in result.findings if one.rule == "extension"] == ["extension"]


def test_values_for_ledgers_decide_no_item() -> None:
    before = as_of(national(), date(2021, 12, 31))
    assert "cn.22.time-limits" not in before.dormant  # though `summary_days` begins in 2024
    item = next(item for item in before.items if item.id == "cn.22.time-limits")
    assert item.values["summary_days"].ledger


@given(
    start=st.dates(date(2022, 1, 1), date(2025, 6, 1)),
    days=st.integers(0, 200),
    more=st.integers(0, 200),
    extended=st.one_of(st.none(), st.integers(0, 60)),
)
def test_a_later_end_never_makes_it_better(start: date, days: int, more: int, extended: int | None) -> None:
    def short(kind: str, first: str, last: str, end: date) -> float:
        row: dict[str, Value] = {"case_no": "1", "request_no": "1", first: start, last: end}
        row |= (
            {"extended_days": float(extended), "extension_days": float(extended)}
            if extended is not None
            else {}
        )
        found = check(kind, [row], year=None, on=date(2026, 6, 1)).findings
        return max((one.by or 0 for one in found if one.rule in ("decision", "reply")), default=0)

    early, late = start + timedelta(days=days), start + timedelta(days=days + more)
    for kind, first, last in (
        ("reconsideration", "admitted_on", "decided_on"),
        ("disclosure", "received_on", "replied_on"),
    ):
        assert short(kind, first, last, early) <= short(kind, first, last, late)
