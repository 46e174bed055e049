"""The file of mappings: what was guessed is seen, what was corrected is kept and used."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import FazhiErrors
from engine.ledgers.mapping import LedgerMap, load_map
from tests.ledgers.making import Done, kinds, only, workbook

_ROWS = [("人员", "部门", "时数", "备注"), ("示例甲", "示例局", 60, "x"), ("示例乙", "示例局", 40, "y")]


def _ledger(folder: Path) -> Path:
    return workbook(folder / "一.xlsx", {"执法人员培训": _ROWS})


def _told(folder: Path, text: str) -> tuple[LedgerMap, Done]:
    path = folder / "台账对照.yaml"
    path.write_text(text, "utf-8")
    known = load_map(path, kinds())
    return known, only(_ledger(folder), known)


def test_what_was_guessed_is_written_and_read_again(tmp_path: Path) -> None:
    known = LedgerMap(kinds())
    before = only(_ledger(tmp_path), known)
    assert "部门: {列: 单位, 来自: 自动}" in known.text() and "备注: {列: 不用, 来自: 自动}" in known.text()
    again, after = _told(tmp_path, known.text())
    assert after.table.letters == before.table.letters and not again.changed
    assert again.text() == known.text()


def test_a_correction_is_used_and_comments_stay(tmp_path: Path) -> None:
    text = "# 我的备注\n一.xlsx:\n  执法人员培训:\n    台账: 行政执法人员培训 # 对\n    列:\n      人员: 姓名\n      时数: {列: hours, 来自: 人工}\n      部门: 不用\n"
    known, done = _told(tmp_path, text)
    assert dict(done.table.letters) == {"name": "A", "hours": "C"} and done.table.used == 2
    assert known.text().startswith(text.replace(" # 对", "  # 对")) or "# 我的备注" in known.text()
    assert "# 对" in known.text() and "备注: {列: 不用, 来自: 自动}" in known.text()


def test_a_sheet_that_is_not_wanted(tmp_path: Path) -> None:
    _, done = _told(tmp_path, "一.xlsx:\n  执法人员培训:\n    台账: 不用\n")
    assert done.table.kind == "" and "没有一张表" in done.problems[0].message


def test_an_unknown_sheet_is_listed_to_be_filled_in(tmp_path: Path) -> None:
    path = workbook(tmp_path / "一.xlsx", {"甲": [("某名", "某类"), ("x", "y")]})
    known = LedgerMap(kinds())
    only(path, known)
    text = (
        known.text()
        .replace("未认出", "行政执法人员培训")
        .replace("某名: {列: 不用, 来自: 自动}", "某名: 姓名")
    )
    (tmp_path / "m.yaml").write_text(text, "utf-8")
    assert only(path, load_map(tmp_path / "m.yaml", kinds())).rows[0].values["name"] == "x"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("    台账: 行政执法人员陪训", "没有“行政执法人员陪训”这种台账。是否想写“行政执法人员培训”？"),
        ("    台账: training\n    列: {时数: 学识}", "没有“学识”这一列"),
        ("    台帐: training", "不认识“台帐”。可写：台账"),
        ("    - x", "这里应当分项写"),
    ],
)
def test_a_wrong_entry_is_told_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "台账对照.yaml"
    path.write_text(f"一.xlsx:\n  执法人员培训:\n{line}\n", "utf-8")
    with pytest.raises(FazhiErrors) as raised:
        load_map(path, kinds())
    assert message in str(raised.value) and f"{path}:" in str(raised.value)
