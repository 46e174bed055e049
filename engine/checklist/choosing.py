"""Which checklist a report is judged by, where the user named none.

In: the report's year, and the folders. Out: the id, and why in Chinese.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from engine.checklist.files import available
from engine.checklist.loading import load_checklist
from engine.errors import FazhiError


class Choice(NamedTuple):
    """A checklist's id and why it was chosen."""

    id: str
    why: str


class _Period(NamedTuple):
    id: str
    from_year: int
    to_year: int


def choose(report_year: int | None, folders: Iterable[Path]) -> Choice:
    """The checklist of the report's year; the nearest one where no period holds it.

    Raises `FazhiError` where the folders hold no checklist, or a broken one.
    """
    periods = sorted(_periods(folders), key=lambda period: period.from_year)
    if not periods:
        raise FazhiError("没有可用的清单", mend="请检查安装是否完整，或用 --checklists 写明文件夹")
    latest = periods[-1]
    if report_year is None:
        return Choice(latest.id, "没有认出报告年度，使用最新的全国清单")
    for period in reversed(periods):
        if period.from_year <= report_year <= period.to_year:
            return Choice(
                period.id, f"报告年度 {report_year} 在清单期间 {period.from_year}—{period.to_year} 之内"
            )
    nearest = latest if report_year > latest.to_year else periods[0]
    return Choice(nearest.id, f"没有 {report_year} 年度的清单，使用期间最近的一份")


def _periods(folders: Iterable[Path]) -> Iterable[_Period]:
    folders = tuple(folders)
    for name in available(folders):
        head = load_checklist(name, folders).checklist
        yield _Period(name, head.from_year, head.to_year)
