"""What could not be used, and what is said of an error that nobody foresaw: one line, and how to see the rest."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from engine.errors import FazhiError

DEBUG = "FAZHI_DEBUG"


class Failure(NamedTuple):
    """A report, or an argument that should name some, that could not be used, and why."""

    path: Path
    error: FazhiError


def unexpected(error: Exception) -> str:
    """One Chinese line for an error that is a defect of the program."""
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return f"程序出错（{what}）。请设环境变量 {DEBUG}=1 再运行一次，把全部显示发给维护者"
