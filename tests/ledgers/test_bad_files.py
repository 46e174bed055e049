"""What cannot be used is told with place and mend; the rest is used, and what was not is counted."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from engine.ledgers.mapping import LedgerMap
from engine.ledgers.problems import CAP
from tests.ledgers.making import TRAINING, Done, kinds, only, read, training, workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("密.xlsx", _OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("坏.xls", _OLE + b"\x00" * 600, "损坏"),
        ("坏.xlsx", b"PK\x03\x04" + b"\x00" * 100, "损坏"),
        ("空.xlsx", b"", "空的"),
        ("网页.xls", "<html><table><tr><td>姓名".encode(), "网页"),
        ("图.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "不是表格"),
        ("文.csv", bytes(range(128, 256)) * 9, "编码"),
    ],
)
def test_a_file_that_is_no_ledger_is_told(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = read(path)[0]
    assert done.table.kind == "" and done.rows == []
    assert message in done.problems[0].message and done.problems[0].mend and done.problems[0].lost


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "读不出" in read(tmp_path / "无.xlsx")[0].problems[0].message


def test_other_zip_files_are_told(tmp_path: Path) -> None:
    for name, mend in (("word/document.xml", "csv"), ("content.xml", "xlsx"), ("xl/workbook.bin", "xlsx")):
        path = tmp_path / "a.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", "<a/>")
            archive.writestr(name, "<a/>")
        assert mend in only(path).problems[0].mend


def _changed(path: Path, part: str, change: tuple[bytes, bytes]) -> Path:
    """The workbook with something in a part replaced."""
    with zipfile.ZipFile(path) as old:
        parts = {entry: old.read(entry) for entry in old.namelist()}
    parts[part] = parts[part].replace(*change)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def test_entities_are_refused(tmp_path: Path) -> None:
    path = training(tmp_path / "a.xlsx", ("示例甲",))
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet'
    done = only(_changed(path, "xl/worksheets/sheet1.xml", (b"<worksheet", bomb)))
    assert done.rows == [] and done.problems[0].lost


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = training(tmp_path / "a.xlsx", ("示例甲",))
    padding = b"<sheetData><!--" + b" " * 30_000_000 + b"-->"
    done = only(_changed(path, "xl/worksheets/sheet1.xml", (b"<sheetData>", padding)))
    assert done.rows == [] and "异常" in done.problems[0].message


def test_rows_before_the_damage_are_used(tmp_path: Path) -> None:
    path = training(tmp_path / "a.xlsx", *[(f"示例{i}", None, None, 60) for i in range(100)])
    done = only(_changed(path, "xl/worksheets/sheet1.xml", (b'<c r="A80"', b'<c r="A80" <')))
    assert done.table.used > 10 and "损坏" in done.problems[-1].message and done.problems[-1].lost


def test_a_far_cell_takes_no_memory(tmp_path: Path) -> None:
    path = training(tmp_path / "a.xlsx", ("示例甲", None, None, 60))
    done = only(
        _changed(
            path,
            "xl/worksheets/sheet1.xml",
            (b"</row></sheetData>", b'<c r="XFD3"><v>1</v></c></row></sheetData>'),
        )
    )
    assert done.table.used == 1


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """A ledger with one mistake of each sort."""
    path = tmp_path_factory.mktemp("bad") / "培训.xlsx"
    return only(
        training(
            path,
            ("示例甲", 110101199001011234, "示例局", "六十", "2024-02-30", "是"),
            ("示例乙", "1.10101E+17", "示例局", "约60", "3月5日", "也许"),
            (None, "000000190001010000", "示例局", "约60", "2024-03-05", "是"),
            ("示例丙", None, "=B1", "=1/0", "#REF!", True),
            ("示例丁", None, None, 60, "2024-03", None),
            ("示例丁", None, None, 70, "2024-03", None),
            ("示例戊", None, "示例局", 60, "下半年", "√"),
        )
    )


def test_every_mistake_is_told_at_its_cell(bad: Done) -> None:
    told = {
        "B2": "丢失", "E2": "2024-02-30", "B3": "丢失", "D3": "约60", "E3": "年份", "F3": "也*", "A4": "姓名", "D4": "约60", "C5": "公式",
        "D5": "公式", "E5": "#REF!", "E6": "没有写到日", "A7": "第 6 行重复", "E8": "下半年",
    }  # fmt: skip
    for cell, word in told.items():
        assert any(word in message for message in bad.at(cell)), cell
    assert all(one.mend and one.sheet == "执法人员培训" for one in bad.problems)


def test_good_rows_are_used_and_the_rest_counted(bad: Done) -> None:
    assert (bad.table.used, bad.table.lost) == (5, 2)
    assert {one.cell for one in bad.problems if one.lost} == {"A4", "A7"}
    assert bad.rows[0].values["hours"] == 60


def test_a_number_that_is_private_is_not_told(bad: Done) -> None:
    assert not any("110101" in one.message or "10101E" in one.message for one in bad.problems)


def test_a_missing_column_is_told_and_its_rows_counted(tmp_path: Path) -> None:
    rows = [("单位", "学时", "培训日期"), ("示例局", 60, "2024-03-05"), ("示例局", 40, "2024-03-06")]
    done = only(workbook(tmp_path / "a.xlsx", {"执法人员培训": rows}))
    assert "姓名" in done.problems[0].message and (done.table.used, done.table.lost) == (0, 2)


def test_the_same_mistake_many_times_is_counted(tmp_path: Path) -> None:
    path = training(tmp_path / "a.xlsx", *[(f"示例{i}", None, None, "很多") for i in range(200)])
    done = only(path)
    assert done.table.used == 200 and len(done.problems) == CAP + 1
    assert str(200 - CAP) in done.problems[-1].message


def test_two_headers_of_one_column_and_hidden_sheets(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = workbook(
        tmp_path / "a.xlsx",
        {"培训": [("姓名", "学时", "学时数", "单位"), ("示例甲", 60, 70, "x")], "藏": [TRAINING]},
    )
    book = load_workbook(path)
    book["藏"].sheet_state = "hidden"
    book.save(path)
    shown, hidden = read(path)
    assert "学时数" in shown.at("C1")[0] and shown.rows[0].values["hours"] == 60
    assert "隐藏" in hidden.problems[0].message


def test_a_broken_quote_does_not_end_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "执法人员培训.csv"
    lines = ["姓名,单位,学时", "示例甲,示例局,60", '示例乙,"示例局,60', *["示例丙,示例局,60" * 3] * 9000, ""]
    path.write_text("\n".join(lines), "utf-8")
    done = only(path)
    assert done.rows[0].values["name"] == "示例甲" and any("引号" in one.message for one in done.problems)


def test_persons_of_a_sheet_without_header_are_not_told(tmp_path: Path) -> None:
    rows = [("张三", "110101190001010000", 60), ("李四", "110101190001010001", 40)]
    known = LedgerMap(kinds())
    done = only(workbook(tmp_path / "a.xlsx", {"Sheet1": rows}), known)
    told = done.problems[0].message + known.text()
    assert "没有找到表头" in told and "张三" not in told and "110101" not in told
