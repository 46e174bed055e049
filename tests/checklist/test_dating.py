"""A report is judged by the law of its year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.checklist.dating import as_of, for_year
from engine.checklist.lint import remarks
from engine.checklist.loading import LoadedChecklist, load_checklist
from engine.checklist.models import Measured
from engine.errors import FazhiError
from tests.checklist.making import HEAD, ITEMS, write_checklist

DATED = ITEMS.replace("at_least: 10}", "at_least: cases}").replace(
    "    severity: critical",
    """\
    values:
      cases:
        label: 受理件数
        unit: 件
        dated:
          - {value: 10, until: 2023-12-31, source: {document: outline, article: 第一条, quote: 十件}}
          - {value: 20, from: 2024-01-01, source: {document: outline, article: 第二条, quote: 二十件}}
    severity: critical""",
)


def loaded(folder: Path, head: str = HEAD, items: str = DATED) -> LoadedChecklist:
    return load_checklist(str(write_checklist(folder, head, items)), [])


@pytest.mark.parametrize(("year", "limit", "article"), [(2022, 10, "第一条"), (2024, 20, "第二条")])
def test_the_value_of_the_year_counts_with_its_source(
    tmp_path: Path, year: int, limit: float, article: str
) -> None:
    item = for_year(loaded(tmp_path).checklist, year, by_name=False).items[0]
    assert isinstance(item.criterion.met, Measured)
    assert item.criterion.met.limit == limit
    assert item.sources[-1].article == article


def test_a_name_without_its_value_is_never_compared(tmp_path: Path) -> None:
    met = loaded(tmp_path).checklist.items[0].criterion.met
    assert isinstance(met, Measured)
    with pytest.raises(ValueError, match="cases"):
        _ = met.limit


def test_an_item_whose_law_is_not_yet_in_force_is_dormant(tmp_path: Path) -> None:
    head = HEAD.replace("{title: 示例纲要}", "{title: 示例纲要, in_force_from: 2023-05-01}")
    checklist = loaded(tmp_path, head).checklist
    assert as_of(checklist, date(2022, 12, 31)).dormant == {"sample.reconsideration", "sample.committee"}
    assert not as_of(checklist, date(2023, 12, 31)).dormant


def test_a_repealed_law_no_longer_counts(tmp_path: Path) -> None:
    head = HEAD.replace("{title: 示例纲要}", "{title: 示例纲要, in_force_until: 2022-12-31}")
    assert len(as_of(loaded(tmp_path, head).checklist, date(2023, 12, 31)).dormant) == 2


def test_a_named_checklist_is_applied_to_an_earlier_report_as_to_its_first_year(tmp_path: Path) -> None:
    head = HEAD.replace("{title: 示例纲要}", "{title: 示例纲要, in_force_from: 2021-01-01}")
    checklist = loaded(tmp_path, head).checklist
    assert for_year(checklist, 2019, by_name=True).on == date(2021, 12, 31)
    assert for_year(checklist, 2019, by_name=False).dormant


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("from: 2024-01-01", "from: 2024-03-01", "之间没有值"),
        ("from: 2024-01-01", "from: 2023-01-01", "有两个值"),
        ("from: 2024-01-01", "from: 2024-01-01, until: 2024-06-30", "起没有值"),
        ("at_least: cases", "at_least: 10", "没有用在判定标准里"),
    ],
)
def test_gaps_and_overlaps_of_dates_are_remarked_on(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert not remarks(loaded(tmp_path))
    assert any(said in str(remark) for remark in remarks(loaded(tmp_path, items=DATED.replace(old, new))))


def test_a_value_for_ledgers_has_no_part_in_a_verdict(tmp_path: Path) -> None:
    ledger = DATED.replace("at_least: cases", "at_least: 10").replace(
        "        dated:", "        ledger: true\n        dated:"
    )
    assert "ledger: true" in ledger
    late = ledger.replace("from: 2024-01-01", "from: 2029-01-01")
    checklist = loaded(tmp_path, items=late)
    assert not remarks(checklist) and not as_of(checklist.checklist, date(2023, 12, 31)).dormant
    with pytest.raises(FazhiError, match="没有“cases”这个数值名称"):
        loaded(tmp_path, items=ledger.replace("at_least: 10", "at_least: cases"))


def test_an_unknown_name_and_a_value_without_source_are_errors(tmp_path: Path) -> None:
    with pytest.raises(FazhiError, match="没有“case”这个数值名称。是否想写“cases”？"):
        loaded(tmp_path, items=DATED.replace("at_least: cases", "at_least: case"))
    with pytest.raises(FazhiError, match="每个值都须写 source"):
        loaded(
            tmp_path, items=DATED.replace(", source: {document: outline, article: 第二条, quote: 二十件}", "")
        )
