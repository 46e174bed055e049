"""Which checklist a report is judged by, where the user named none: that of its year, and for its place and level the
most specific that is there.

In: what is known of the report, and the folders. Out: the id, and why in Chinese. Only head files are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from engine.checklist.files import available, read_head
from engine.checklist.overlay import Overlay, Place
from engine.documents.models import Level, Region
from engine.errors import FazhiError
from engine.model import Model
from engine.resources import shipped
from engine.yamlio import load_model


class Choice(NamedTuple):
    """A checklist's id and why it was chosen."""

    id: str
    why: str


class Reasons(Model):
    """Why a checklist was chosen. Braces hold what is filled in."""

    given: str
    place: str
    equals: str
    no_year: str
    within: str
    nearest: str


@lru_cache(maxsize=1)
def reasons() -> Reasons:
    """The shipped texts. Raises `FazhiError` where the file is damaged."""
    return load_model(shipped("checklists") / "texts" / "choosing.yaml", Reasons)


class Period(NamedTuple):
    """A national checklist and the report years that it is for."""

    id: str
    from_year: int
    to_year: int


def choose(report_year: int | None, region: Region, level: Level | None, folders: Iterable[Path]) -> Choice:
    """The checklist for a report. Raises `FazhiError` where the folders hold none, or a broken head file."""
    periods, overlays = _heads(folders)
    national = _of_year(report_year, periods)
    known = {one.id: one for one in overlays}
    fitting = [one for one in overlays if _root(one, known) == national.id and _covers(one, region, level)]
    if not fitting:
        return national
    best = max(fitting, key=lambda one: one.rank)
    assert best.region is not None
    why = reasons().place.format(place=best.region.name, national=national.why)
    equals = [one.id for one in fitting if one.rank == best.rank and one is not best]
    return Choice(best.id, why + (reasons().equals.format(others="、".join(equals)) if equals else ""))


def _heads(folders: Iterable[Path]) -> tuple[list[Period], list[Overlay]]:
    """The national checklists by year, and the overlays; of an earlier folder first."""
    periods, overlays = [], []
    for path in available(folders).values():
        head = read_head(path)
        if isinstance(head, Overlay):
            overlays.append(head)
        elif head is not None:
            periods.append(Period(*head))
    return sorted(periods, key=lambda period: period.from_year), overlays


def _of_year(report_year: int | None, periods: Sequence[Period]) -> Choice:
    """The national checklist whose period holds the year; the nearest where none does."""
    if not periods:
        raise FazhiError("没有可用的清单", mend="请检查安装是否完整，或用 --checklists 写明文件夹")
    latest = periods[-1]
    if report_year is None:
        return Choice(latest.id, reasons().no_year)
    for period in reversed(periods):
        if period.from_year <= report_year <= period.to_year:
            first, last = period.from_year, period.to_year
            return Choice(period.id, reasons().within.format(year=report_year, first=first, last=last))
    nearest = latest if report_year > latest.to_year else periods[0]
    return Choice(nearest.id, reasons().nearest.format(year=report_year))


def _root(overlay: Overlay, known: Mapping[str, Overlay]) -> str:
    """The national checklist below an overlay; a circle ends at what is no overlay or was met before."""
    name, seen = overlay.extends[0], {overlay.id}
    while name in known and name not in seen:
        seen.add(name)
        name = known[name].extends[0]
    return name


def _covers(overlay: Overlay, region: Region, level: Level | None) -> bool:
    if overlay.region is None or (overlay.levels and level not in overlay.levels):
        return False
    return _within(region, overlay.region)


def _within(region: Region, place: Place) -> bool:
    """Whether a report's region lies in a place, by code or, where it has none, by name."""
    significant = place.code[: 2 * place.rank]
    if region.code:
        return region.code.startswith(significant)
    return place.name in (region.province, region.city, region.county)
