"""A report, a checklist of two items, and a way to run the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from cli import main
from tests.checklist.making import write_checklist

REPORT = """\
示例县人民政府2024年法治政府建设年度报告

2024年,示例县人民政府扎实推进法治政府建设,现将有关情况报告如下。

一、主要举措和成效
(一)化解行政争议。成立行政复议委员会,全年收到行政复议申请21件,受理行政复议申请12件,审结11件。

二、存在的问题
基层法治力量不足。

三、下一年度工作安排
将继续加强行政复议规范化建设。

示例县人民政府
2025年2月10日
"""


class Ran(NamedTuple):
    """What one run left: its exit code and the two streams."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs `fazhi` in this process."""

    def run_(*arguments: str | Path) -> Ran:
        code = main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Ran(code, out.decode("utf-8"), err.decode("utf-8"))

    return run_


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report file."""
    path = tmp_path / "示例县.txt"
    path.write_bytes(REPORT.encode())
    return path


@pytest.fixture
def own(tmp_path: Path) -> tuple[str, ...]:
    """The options that choose a checklist of two items."""
    folder = tmp_path / "lists"
    write_checklist(folder)
    return ("--checklist", "sample", "--checklists", str(folder))
