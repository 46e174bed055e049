"""Workbooks from anyone: other formats, passwords, bombs, formulas, links, merged cells, missing sheets and columns."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from engine.errors import FazhiError
from tests.workbooks import making

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return making.write(tmp_path / "lists")


@pytest.fixture
def book(folder: Path, tmp_path: Path) -> Path:
    return making.started(folder, tmp_path / "book.xlsx")


def said(book: Path, folder: Path) -> str:
    with pytest.raises(FazhiError) as found:
        making.read(book, folder)
    return str(found.value)


def repacked(book: Path, **parts: bytes) -> None:
    """The workbook with a part more or another one; `__` stands for / and `_` for a dot."""
    named = {name.replace("__", "/").replace("_", "."): data for name, data in parts.items()}
    made = BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in named:
                new.writestr(entry, old.read(entry))
        for name, data in named.items():
            new.writestr(name, data)
    book.write_bytes(made.getvalue())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "这不是 Excel 工作簿"),
        ("代号,名称".encode("gbk"), "这不是 Excel 工作簿"),
        (OLE + b"\0" * 600, "这是旧格式的 xls 文件。请用 Excel 或 WPS 打开后另存为 .xlsx"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "工作簿加了打开密码"),
        (b"PK\x03\x04" + b"\0" * 50, "文件损坏"),
        (b"PK" + b" " * 20_000_001, "工作簿过大"),
    ],
)
def test_another_kind_of_file(data: bytes, message: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(data)
    assert message in said(path, folder)


def test_a_file_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    assert "文件读不出" in said(tmp_path / "no.xlsx", folder)


def test_a_zip_that_is_no_workbook(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.txt", "a")
    assert "文件损坏，打不开" in said(path, folder)


def test_a_bomb_is_not_unpacked(book: Path, folder: Path) -> None:
    repacked(book, xl__media__a_bin=b"\0" * 30_000_000)
    assert "解压后大得异常" in said(book, folder)


def test_entities_are_refused(book: Path, folder: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    repacked(book, xl__sharedStrings_xml=bomb)
    assert "实体声明" in said(book, folder)


def test_a_damaged_part(book: Path, folder: Path) -> None:
    repacked(book, xl__worksheets__sheet3_xml=b"<worksheet><sheetData><row")
    assert "文件损坏，打不开。请用 Excel 或 WPS 打开后另存为 .xlsx" in said(book, folder)


def test_another_workbook_lacks_all_sheets(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    Workbook().save(path)
    lines = said(path, folder).split("\n")
    assert len(lines) == 5
    assert "缺少工作表“基本信息”。请用 fazhi checklist export 重新导出" in lines[0]


def test_a_renamed_sheet_and_a_renamed_column(book: Path, folder: Path) -> None:
    made = load_workbook(book)
    made["新增条目"].title = "新增条目 (2)"
    made["条目"].cell(1, 1).value = "编码"
    made["数值"].delete_cols(3)
    made.save(book)
    text = said(book, folder)
    assert "缺少工作表“新增条目”。“新增条目 (2)”是否就是这张表？" in text
    assert "条目!1：缺少列“编号”" in text
    assert "数值!1：缺少列“本地数值”。是否就是“本地”一列" not in text and "缺少列“本地数值”" in text


def test_merged_cells(book: Path, folder: Path) -> None:
    made = load_workbook(book)
    made["条目"].merge_cells("A2:A3")
    made.save(book)
    assert "条目!A2:A3：单元格合并了。请取消合并" in said(book, folder)


def test_formulas_are_refused_wherever_they_stand(book: Path, folder: Path) -> None:
    made = load_workbook(book)
    made["条目"]["A2"] = "=HYPERLINK(A1)"
    made["基本信息"]["B3"] = "=[1]Sheet1!A1"
    made.save(book)
    assert "基本信息!B3：单元格里是公式" in said(book, folder)
    made = load_workbook(book)
    made["基本信息"]["B3"] = "名称"
    made["地方文件"]["B3"] = ArrayFormula("B3", "=A1:A2")
    made["地方文件"]["C3"] = "#REF!"
    made["地方文件"]["C3"].data_type = "e"
    made.save(book)
    text = said(book, folder)
    for place in (
        "条目!A2：单元格里是公式",
        "地方文件!B3：单元格里是公式",
        "地方文件!C3：单元格里的“#REF!”不能用",
    ):
        assert place in text


def test_a_cell_far_away_costs_nothing(book: Path, folder: Path) -> None:
    made = load_workbook(book)
    made["条目"]["XFD1048576"] = "远"
    made.save(book)
    assert making.read(book, folder).overlay.id == "jilin"


def test_too_many_rows(book: Path, folder: Path) -> None:
    made = load_workbook(book)
    for y in range(2, 5_100):
        made["数值"].cell(y, 1).value = "x"
    made.save(book)
    assert "数值：行数太多" in said(book, folder)


def test_what_is_not_read_is_told(book: Path, folder: Path) -> None:
    made = load_workbook(book)
    made.create_sheet("草稿")
    made["数值"].cell(1, 15).value = "备注"
    made.save(book)
    remarks = "\n".join(map(str, making.read(book, folder).remarks))
    assert "工作表“草稿”没有读取" in remarks and "数值!O1：列“备注”没有读取" in remarks


def test_rows_that_are_gone(book: Path, folder: Path) -> None:
    made = load_workbook(book)
    made["条目"].delete_rows(3)
    made.save(book)
    assert "缺少 1 个条目的行：cn.training" in said(book, folder)
    made["基本信息"].delete_rows(2)
    made.save(book)
    assert "缺少“代号”一行" in said(book, folder)


def test_no_text_becomes_a_formula(folder: Path, tmp_path: Path) -> None:
    text = making.LOCAL.replace("本省要求更高", '"=1+1"').replace("写明听证", '"@SUM(A1)"')
    (folder / "liaoning.yaml").write_text(text, "utf-8")
    book = making.export("liaoning", folder, tmp_path / "b.xlsx")
    risky = [
        cell
        for sheet in load_workbook(book)
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value)[:1] in "=+-@" and cell.value
    ]
    assert len(risky) >= 3
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in risky)
    assert making.overlay_of(making.load("liaoning", folder)).changes == tuple(
        sorted(making.read(book, folder).overlay.changes, key=lambda change: change.off, reverse=True)
    )
