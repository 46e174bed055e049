"""The table of administrative divisions: names and codes -> places.

Read from `checklists/regions.csv` (made by tools/make_regions.py). Former names are in it with the
date of the first table without them.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from engine.documents.models import Level, Region
from engine.documents.words import longest_first, words
from engine.errors import FazhiError
from engine.resources import shipped

FILE = "regions.csv"
_LEVELS: dict[str, Level] = {"province": "province", "prefecture": "prefecture", "county": "county"}
_SUFFIXES = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "特区",
    "省",
    "市",
    "县",
    "区",
    "州",
    "旗",
    "盟",
)
SUFFIX_CHARS = frozenset("省市县区州旗盟")


class Place(NamedTuple):
    """A row of the table; `until` is empty while the name is in force."""

    code: str
    name: str
    level: Level
    parent: str
    until: str


class Places:
    """The table with its indexes."""

    def __init__(self, rows: Iterable[Place], as_of: str) -> None:
        self.as_of = as_of
        self.by_code: dict[str, Place] = {}
        self.by_name: dict[str, list[Place]] = defaultdict(list)
        self.by_ethnic: dict[str, list[Place]] = defaultdict(list)
        self.by_short: dict[str, list[Place]] = defaultdict(list)
        for place in rows:
            if place.code not in self.by_code or not place.until:
                self.by_code[place.code] = place
            self.by_name[place.name].append(place)
            for short in short_names(place.name):
                index = self.by_ethnic if short[-1] == place.name[-1] else self.by_short
                index[short].append(place)
        self.longest = max((len(name) for name in self.by_name), default=0)

    def named(self, name: str) -> list[Place]:
        """Places of this full name or ethnic short form (恩施州); of one name under one parent the latest."""
        return self._latest(self.by_name.get(name) or self.by_ethnic.get(name, []))

    def short(self, name: str) -> list[Place]:
        """Places of this name without its suffix (北票, 内蒙古)."""
        return self._latest([place for place in self.by_short.get(name, []) if not place.until])

    def line(self, place: Place) -> list[Place]:
        """The place and what it belongs to, the highest last."""
        line = [place]
        while line[-1].parent and line[-1].parent in self.by_code:
            line.append(self.by_code[line[-1].parent])
        return line

    def region(self, place: Place) -> Region:
        """The region of which `place` is the lowest known part."""
        names = {part.level: part.name for part in self.line(place)}
        return Region(
            province=names.get("province"),
            city=names.get("prefecture"),
            county=names.get("county"),
            code=place.code,
        )

    @staticmethod
    def _latest(places: list[Place]) -> list[Place]:
        latest: dict[tuple[str, str], Place] = {}
        for place in sorted(places, key=lambda p: p.until or "9999"):
            latest[place.name, place.parent] = place
        return list(latest.values())


@cache
def places() -> Places:
    """The shipped table. Raises `FazhiError` when it is missing or damaged."""
    path = shipped("checklists") / FILE
    try:
        head, *body = path.read_text("utf-8").splitlines()
        rows = [
            Place(row["code"], row["name"], _LEVELS[row["level"]], row["parent"], row["valid_until"])
            for row in csv.DictReader(body)
        ]
    except (OSError, UnicodeDecodeError, KeyError, ValueError) as error:
        raise FazhiError("行政区划表读不出", path=path, mend="请用 tools/make_regions.py 重新生成") from error
    as_of = re.search(r"\d{4}-\d\d-\d\d", head)
    return Places(rows, as_of[0] if as_of else "")


def short_names(name: str) -> set[str]:
    """北票市 -> 北票; 恩施土家族苗族自治州 -> 恩施, 恩施州; names of one character are none."""
    suffix = next((s for s in _SUFFIXES if name.endswith(s)), "")
    stem = name.removesuffix(suffix)
    if not suffix.startswith("自治"):
        return {stem} - {name} if len(stem) > 1 else set()
    bare = _without_peoples(stem)
    return {form for form in (bare, bare + suffix[-1]) if len(form) > 1}


def _without_peoples(stem: str) -> str:
    peoples = _peoples()
    while (found := peoples.search(stem)) and found.start() > 1:
        stem = stem[: found.start()]
    return stem


@cache
def _peoples() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(longest_first(words().regions.ethnic))})$")
