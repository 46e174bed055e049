"""What is said of an error that nobody foresaw: one line, and how to see the rest."""

from __future__ import annotations

DEBUG = "FAZHI_DEBUG"


def unexpected(error: Exception) -> str:
    """One Chinese line for an error that is a defect of the program."""
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return f"程序出错（{what}）。请设环境变量 {DEBUG}=1 再运行一次，把全部显示发给维护者"
