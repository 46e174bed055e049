"""Which reports are compared with which: one place over the years, or different places in one year.

In: results and the user's word. Out: groups of results and why they were made. Refused, as `FazhiError`: fewer than
two reports that can be compared, a mixture that leaves open what is meant, two reports of one place and year.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import groupby, pairwise
from pathlib import PurePath
from typing import NamedTuple

from engine.compare.models import Apart, Mode
from engine.compare.settings import settings
from engine.errors import FazhiError
from engine.result import Result

Place = tuple[str, str]  # the level where a code names the place, and the code or the issuer
_BY_CODE = ("province", "prefecture", "county")
_MEND = "请用 --mode years 按地方分组历年比较，或用 --mode places 按年度分组各地比较"
_MOST_NAMED = 6


class Entry(NamedTuple):
    """A report that takes part. `place` tells places apart and is None where none is known; `name` is for the reader."""

    result: Result
    place: Place | None
    name: str
    year: int


class Grouping(NamedTuple):
    """The groups, each of two entries or more; those of one place stand in the order of their years."""

    mode: Mode
    why: str
    groups: list[list[Entry]]
    apart: list[Apart]
    notes: list[str]


def group(results: Sequence[Result], asked: Mode | None) -> Grouping:
    """The groups to compare, as `asked` or as the reports suggest."""
    entries, apart = _taken(results)
    if len(entries) < 2:
        raise _too_few(apart)
    mode, notes = asked or _suggested(entries), list[str]()
    if mode == "years":
        entries = _placed(entries, apart, notes)
        found = _split(entries, lambda entry: entry.place or ("", ""))
    else:
        found = _split(entries, lambda entry: entry.year)
    _refuse_twice(found)
    apart += [_alone(one[0], mode) for one in found if len(one) == 1]
    groups = [one for one in found if len(one) > 1]
    if not groups:
        raise _too_few(apart)
    return Grouping(mode, _why(mode, groups, asked), groups, apart, notes)


def _taken(results: Sequence[Result]) -> tuple[list[Entry], list[Apart]]:
    """What can be compared, and what not."""
    entries, apart = [], []
    for result in results:
        document = result.document
        if document.kind != "annual_report" or result.scorecard is None:
            apart.append(Apart(path=document.path, reason=settings().say("not_report")))
        elif document.report_year is None:
            apart.append(Apart(path=document.path, reason=settings().say("no_year")))
        else:
            entries.append(Entry(result, _place(result), _name(result), document.report_year))
    return _told_apart(entries), apart


def _place(result: Result) -> Place | None:
    """By code, so that a place that was renamed stays one; bodies that share a code are told apart by name."""
    document = result.document
    if document.region.code and document.level in _BY_CODE:
        return document.level, document.region.code
    return ("", document.issuer) if document.issuer else None


def _name(result: Result) -> str:
    """The place where a code names it, else the issuer, else the file."""
    document = result.document
    region = document.region
    if region.code and document.level in _BY_CODE:
        return region.county or region.city or region.province or region.code
    return document.issuer or PurePath(document.path.replace("\\", "/")).stem


def _told_apart(entries: list[Entry]) -> list[Entry]:
    """Places of one name with the city, or else the file, that tells them apart."""
    places: dict[str, set[Place | None]] = {}
    for entry in entries:
        places.setdefault(entry.name, set()).add(entry.place)
    return [
        entry._replace(name=f"{_above(entry.result)}{entry.name}") if len(places[entry.name]) > 1 else entry
        for entry in entries
    ]


def _above(result: Result) -> str:
    region = result.document.region
    return region.city or region.province or PurePath(result.document.path.replace("\\", "/")).stem


def _suggested(entries: list[Entry]) -> Mode:
    years = {entry.year for entry in entries}
    places = {entry.place for entry in entries if entry.place}
    if len(years) == 1:
        return "places"
    if len(places) <= 1:
        return "years"
    named = [f"{entry.name}{entry.year}年度" for entry in entries]
    said = "、".join(named[:_MOST_NAMED]) + ("等" if len(named) > _MOST_NAMED else "")
    raise FazhiError(settings().errors["mixed"].format(groups=said), mend=_MEND)


def _placed(entries: list[Entry], apart: list[Apart], notes: list[str]) -> list[Entry]:
    """Reports that name no place are taken to be of the only one that is named; of several, they stand apart."""
    known = {entry.place: entry.name for entry in entries if entry.place}
    if len(known) > 1:
        lost = [entry for entry in entries if entry.place is None]
        reason = settings().say("no_place")
        apart += [Apart(path=entry.result.document.path, reason=reason) for entry in lost]
        return [entry for entry in entries if entry.place]
    place, name = next(iter(known.items()), (None, entries[0].name))
    for entry in entries:
        if known and entry.place is None:
            notes.append(settings().say("taken_same", file=entry.result.document.path, place=name))
    return [entry._replace(place=place, name=entry.name if entry.place else name) for entry in entries]


def _split(entries: list[Entry], key: Callable[[Entry], Hashable]) -> list[list[Entry]]:
    """The entries by `key`, in the order of their first; the years of a group in order."""
    order = {value: at for at, value in enumerate(dict.fromkeys(map(key, entries)))}
    several = sorted(entries, key=lambda entry: (order[key(entry)], entry.year))
    return [list(one) for _, one in groupby(several, key=key)]


def _refuse_twice(groups: list[list[Entry]]) -> None:
    for one in groups:
        ordered = sorted(one, key=lambda entry: (entry.place or ("", ""), entry.year))
        for first, second in pairwise(ordered):
            if first.place is not None and (first.place, first.year) == (second.place, second.year):
                paths = {"one": first.result.document.path, "other": second.result.document.path}
                mend = "请只留下要比较的一份"
                raise FazhiError(settings().say("twice", **paths), mend=mend)


def _alone(entry: Entry, mode: Mode) -> Apart:
    reason = settings().say(f"alone_{mode}", place=entry.name, year=entry.year)
    return Apart(path=entry.result.document.path, reason=reason)


def _too_few(apart: list[Apart]) -> FazhiError:
    why = "；".join(f"{one.path}：{one.reason}" for one in apart[:_MOST_NAMED])
    return FazhiError(settings().errors["too_few"], mend=why or "请给出两份或更多报告，或放有报告的文件夹")


def _why(mode: Mode, groups: list[list[Entry]], asked: Mode | None) -> str:
    if asked:
        return settings().say(f"why_{mode}_asked")
    first = groups[0]
    if mode == "places":
        return settings().say("why_places", count=len(first), year=first[0].year)
    years = "、".join(str(entry.year) for entry in first)
    return settings().say("why_years", place=first[-1].name, years=years)
