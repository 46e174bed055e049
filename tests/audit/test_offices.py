"""Offices that keep a ledger each: one figure of all of them, and their own rows below it."""

from __future__ import annotations

from pathlib import Path

from engine.audit.view import audit_view
from engine.audit.words import audit_texts
from engine.audit.workspace import opened
from engine.reporting.texts import load_texts
from tests.audit.conftest import of

_RATE = "litigation.head_appearance_rate"
_HEAD = "案号,原告,审级,开庭日期,负责人是否出庭\n"


def _offices(root: Path, *tables: str) -> None:
    for number, rows in enumerate(tables, 1):
        path = root / "台账" / f"{number}局" / "行政应诉.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(_HEAD + rows, "utf-8")


def test_a_rate_of_two_offices_and_its_verdict(small: Path) -> None:
    first = "（2024）示0001行初1号,示例甲,一审,2024-03-05,是\n"
    other = "（2024）示0002行初1号,示例乙,一审,2024-03-05,否\n（2024）示0002行初2号,示例乙,一审,,\n"
    _offices(small, first, other + first)
    audit = of(opened(small))
    (rate,) = (
        fact for fact in audit.result.extraction.facts if fact.key == _RATE and fact.source == "ledger"
    )
    assert (rate.value, rate.bound) == (50.0, "eq")
    assert [one.file for one in rate.evidence] == ["台账/1局/行政应诉.csv", "台账/2局/行政应诉.csv"]
    verdicts = {one.item.id: one.verdict for one in audit.result.findings}
    assert verdicts["cn.23.head-appearance"] == "not_met"
    told = [one.message for ledger in audit.ledgers for one in ledger.problems]
    assert told == ["与“1局/行政应诉.csv 行政应诉”第 2 行重复，没有重复计"]
    assert set((small / "台账对照.yaml").read_text("utf-8").split()) >= {
        "1局/行政应诉.csv:",
        "2局/行政应诉.csv:",
    }


def test_a_figure_names_every_table_it_rests_on(small: Path) -> None:
    rows = "（2024）示000{}行初1号,示例甲,一审,2024-03-05,是\n"
    _offices(small, rows.format(1), rows.format(2))
    shown = audit_view(of(opened(small)), load_texts(), audit_texts())
    (rate,) = (one for one in shown["counted"] if one["label"].startswith("行政机关负责人出庭应诉率"))
    assert rate["file"] == "台账/1局/行政应诉.csv、台账/2局/行政应诉.csv" and "2张表合计" in rate["quote"]
