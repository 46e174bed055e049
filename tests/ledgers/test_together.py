"""Files read together: their mappings, and the rows that stand in two of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.ledgers.fingerprints import KnownRows
from engine.ledgers.mapping import LedgerMap, load_map
from engine.ledgers.reading import read_tables
from tests.ledgers.making import Done, csv, kinds, only, training, workbook

_CASES = "案号,收到申请日期,结案方式\n"


def _all(*paths: Path) -> list[Done]:
    rows = KnownRows()
    return [
        Done(table, list(table.rows))
        for path in paths
        for table in read_tables(path, kinds(), LedgerMap(kinds(), root=paths[0].parent.parent), rows=rows)
    ]


def test_a_case_of_two_files_counts_once(tmp_path: Path) -> None:
    first = csv(tmp_path / "一局" / "复议.csv", _CASES + "示政复〔2024〕1号,2024-03-04,维持\n")
    other = csv(
        tmp_path / "二局" / "复议.csv",
        _CASES + "示政复〔2024〕2号,2024-03-04,维持\n示政复〔2024〕1号,2024-03-05,\n",
    )
    one, two = _all(first, other)
    assert (one.table.used, two.table.used, two.table.lost) == (1, 1, 1)
    assert two.at("A3") == ["与“一局/复议.csv 复议”第 2 行重复，没有重复计"]


def test_small_numbers_come_again_in_other_offices(tmp_path: Path) -> None:
    first = csv(tmp_path / "一局" / "复议.csv", _CASES + "1,2024-03-04,维持\n2,2024-03-05,维持\n")
    other = csv(tmp_path / "二局" / "复议.csv", _CASES + "1,2024-05-04,维持\n2,2024-03-05,维持\n")
    one, two = _all(first, other)
    assert one.table.used == 2 and [row.values["case_no"] for row in two.rows] == ["1"]


def test_a_small_number_twice_in_one_table_counts_once(tmp_path: Path) -> None:
    done = only(csv(tmp_path / "复议.csv", _CASES + "1,2024-03-04,维持\n1,2024-03-05,维持\n"))
    assert (done.table.used, done.table.lost) == (1, 1) and "第 2 行重复" in done.at("A3")[0]


def test_two_sheets_of_a_file(tmp_path: Path) -> None:
    head, row = ("案号", "收到申请日期", "结案方式"), ("示政复〔2024〕1号", "2024-03-04", "维持")
    path = workbook(tmp_path / "复议.xlsx", {"行政复议一": [head, row], "行政复议二": [head, row]})
    one, two = (Done(table, list(table.rows)) for table in read_tables(path, kinds()))
    assert one.table.used == 1 and two.table.used == 0 and "行政复议一" in two.at("A2")[0]


def test_monthly_sheets_without_a_date_are_kept(tmp_path: Path) -> None:
    head, row = ("姓名", "单位", "学时"), ("示例甲", "示例局", 10)
    path = workbook(tmp_path / "执法人员培训.xlsx", {"一月": [head, row], "二月": [head, row]})
    assert sum(len(list(table.rows)) for table in read_tables(path, kinds())) == 2


def test_files_of_one_name_have_each_their_mapping(tmp_path: Path) -> None:
    paths = [
        csv(tmp_path / office / "台账.csv", f"姓名,{header},学时\n示例甲,x,60\n")
        for office, header in (("一局", "单位"), ("二局", "部门"))
    ]
    known = LedgerMap(kinds(), root=tmp_path)
    for path in paths:
        only(path, known)
    assert "一局/台账.csv:" in known.text() and "二局/台账.csv:" in known.text()
    text = known.text().replace("部门: {列: 单位, 来自: 自动}", "部门: 不用")
    again = load_map(csv(tmp_path / "m.yaml", text), kinds(), tmp_path)
    letters = [dict(only(path, again).table.letters) for path in paths]
    assert "unit" in letters[0] and "unit" not in letters[1] and not again.changed


def test_a_bare_name_still_counts_for_a_file_below(tmp_path: Path) -> None:
    path = csv(tmp_path / "一局" / "台账.csv", "姓名,部门,学时\n示例甲,x,60\n")
    old = "台账.csv:\n  台账:\n    台账: 行政执法人员培训\n    列: {姓名: 姓名, 部门: 不用, 学时: 学时}\n"
    known = load_map(csv(tmp_path / "m.yaml", old), kinds(), tmp_path)
    assert "unit" not in only(path, known).table.letters and "一局" not in known.text()
    csv(tmp_path / "台账.csv", "姓名,部门,学时\n示例甲,x,60\n")
    assert "unit" in only(path, known).table.letters


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("99999999999999999999999", "太大，“学时”不会大于1000"),
        (1e22, "太大"),
        (5000, "“5000”太大"),
        (-3, "“-3”太小，“学时”不会小于0"),
        ("-3学时", "太小"),
    ],
)
def test_absurd_numbers_are_told_and_not_used(tmp_path: Path, hours: object, said: str) -> None:
    done = only(training(tmp_path / "a.xlsx", ("示例甲", None, "示例局", hours, "2024-03-05", "是")))
    assert said in done.at("D2")[0] and done.rows[0].values["hours"] is None
