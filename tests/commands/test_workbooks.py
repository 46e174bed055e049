"""`fazhi checklist export|import` from the outside."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli import main
from tests.workbooks import making

NATIONAL = "outline-2021-2025"


def run(*arguments: object) -> int:
    """The exit code of the program."""
    return main([str(argument) for argument in arguments])


def started(book: Path) -> None:
    """The shipped list with the beginning of an overlay."""
    assert run("checklist", "export", NATIONAL, "-o", book) == 0
    making.head(book, 代号="jilin", 名称="吉林省清单", 地区代码="220000", 地区名称="吉林省")
    making.fill(book, "地方文件", 2, {"代号": "jl-rules", "全称": "吉林省规定", "施行日期": "2022/5/1"})
    making.fill(book, "条目", "cn.32.study", {"程度（本地）": "关键"} | making.SOURCE)


def test_from_the_shipped_list_to_an_overlay_that_lint_accepts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, folder = tmp_path / "书.xlsx", tmp_path / "清单"
    started(book)
    assert run("checklist", "import", book, "-o", folder) == 0
    out, err = capsys.readouterr()
    assert "√ jilin：1 处改动，0 个新增条目" in out
    assert "jilin.yaml" in err and "提醒" not in err
    assert run("checklist", "lint", "jilin", "--checklists", folder) == 0
    assert run("checklist", "import", book, "-o", folder) == 0
    assert "没有改动" in capsys.readouterr().err


def test_a_mistake_ends_with_2_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, folder = tmp_path / "书.xlsx", tmp_path / "清单"
    started(book)
    making.fill(book, "条目", "cn.32.study", {"理由": None})
    assert run("checklist", "import", book, "-o", folder) == 2
    assert "条目!" in capsys.readouterr().err
    assert not folder.exists()


def test_what_the_call_gets_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("checklist", "export", NATIONAL, "-o", tmp_path / "a.xls") == 2
    assert ".xlsx 结尾" in capsys.readouterr().err
    assert run("checklist", "export", "outline-2021-2026", "-o", tmp_path / "a.xlsx") == 2
    assert "是否想写" in capsys.readouterr().err
    assert run("checklist", "import", tmp_path / "a.xlsx", "-o", tmp_path / "x") == 2
    assert not list(tmp_path.iterdir())


def test_the_shipped_list_is_locked_where_it_must_not_change(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    assert run("checklist", "export", NATIONAL, "-o", book) == 0
    page = load_workbook(book)["条目"]
    assert page.protection.sheet and not page.protection.password
    for title, open_ in (
        ("编号", False),
        ("整改建议（上级）", False),
        ("整改建议（本地）", True),
        ("理由", True),
    ):
        x = making.column(page, title)
        assert page.cell(2, x).protection.locked is not open_
    assert page.freeze_panes == "D2" and page.print_title_rows == "$1:$1"
    assert page.cell(1, making.column(page, "理由")).comment is not None
    assert any("关键,重要,一般" in str(one.formula1) for one in page.data_validations.dataValidation)


def test_no_workbook_program_is_loaded_for_other_verbs() -> None:
    code = "import engine.commands.checklist, sys; print('openpyxl' in sys.modules, 'ruamel.yaml' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "False"]
