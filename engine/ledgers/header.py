"""Where the header of a sheet is, and which kind of ledger it heads.

In: the first rows of a sheet. Out: a `Recognised`, or the problems for which the sheet cannot be used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from engine.ledgers.matching import Header, Matched, Matcher, plain
from engine.ledgers.sources import RawRow
from engine.ledgers.sources.models import MOST_COLUMNS, Area
from engine.ledgers.values import tidy
from engine.ledgers.words import words

LOOKED_AT = 30
_LONGEST = 60
_NAMED_SHEET, _NAMED_TITLE, _NAMED_FILE = 3.0, 2.5, 2.0
_REQUIRED = 1.0
_LEAST, _LEAST_UNNAMED = 1, 3
_CLEARLY = 0.5
_MOST_TOLD = 12
_MOST_MERGED = 1000
_LONG_NUMBER = re.compile(r"\d{5}")


class Place(NamedTuple):
    """A row, or two, that may be the header; `last` is its last row in the sheet."""

    first: int
    last: int
    headers: tuple[Header, ...]


class Recognised(NamedTuple):
    """A sheet that is a ledger of the kind of `matcher`."""

    matcher: Matcher
    place: Place
    matched: Matched


class Unrecognised(NamedTuple):
    """A sheet that is not used: the problem's name, what it fills in, and the headers that were seen."""

    problem: str
    filled: Mapping[str, str]
    headers: tuple[Header, ...] = ()


def recognise(
    rows: Sequence[RawRow], merged: Iterable[Area], matchers: Sequence[Matcher], sheet: str, file: str
) -> Recognised | Unrecognised:
    """The kind and the header of a sheet, from its first rows."""
    grid = _grid(rows, merged)
    places = [place for at in range(len(rows)) for place in _places(grid, rows, at)]
    if not places:
        return Unrecognised("no_header", {})
    best = max(places, key=lambda place: (_hits(place, matchers), -place.first, place.first - place.last))
    above = "".join(text for row in rows if row.number < best.first for text in grid[row.number].values())
    named = _named(matchers, ((sheet, _NAMED_SHEET), (above, _NAMED_TITLE), (file, _NAMED_FILE)))
    ranked = sorted(
        (
            (_worth(matched, matcher, named), matcher, matched)
            for matcher in matchers
            for matched in (matcher.match(best.headers),)
        ),
        key=lambda one: -one[0],
    )
    worth, matcher, matched = ranked[0]
    if not _enough(matcher, matched, named):
        return _unknown(best)
    close = [one for other, one, _ in ranked if worth - other < _CLEARLY]
    if len(close) > 1:
        candidates = "、".join(one.kind.title for one in close)
        return Unrecognised(
            "ambiguous_kind", {"candidates": candidates, "mapping": words().mapping.file}, best.headers
        )
    return Recognised(matcher, best, matched)


def _unknown(place: Place) -> Unrecognised:
    """A sheet of no known kind. What looks like no header is not shown: where there is none, the row may be a person's."""
    signs = set(words().header_signs)
    seen = tuple(
        one for one in place.headers if signs & set(one.shown) and not _LONG_NUMBER.search(one.shown)
    )
    if not seen:
        return Unrecognised("no_header", {})
    told = "、".join(header.shown for header in seen[:_MOST_TOLD])
    return Unrecognised("unrecognised", {"seen": told, "mapping": words().mapping.file}, seen)


def _grid(rows: Sequence[RawRow], merged: Iterable[Area]) -> dict[int, dict[int, str]]:
    """The texts of rows by row and column, merged cells filled throughout."""
    grid = {
        row.number: {at: _shown(cell) for at, cell in enumerate(row.cells) if _shown(cell)} for row in rows
    }
    last = rows[-1].number if rows else 0
    for area in islice((area for area in merged if area.top <= last), _MOST_MERGED):
        text = grid.get(area.top, {}).get(area.left)
        if text:
            for row in range(area.top, min(area.bottom, area.top + LOOKED_AT) + 1):
                if row in grid:
                    for at in range(area.left, min(area.right, MOST_COLUMNS) + 1):
                        grid[row].setdefault(at, text)
    return grid


def _shown(cell: object) -> str:
    return "" if cell is None or isinstance(cell, tuple) else " ".join(tidy(cell).split())


def _places(grid: Mapping[int, Mapping[int, str]], rows: Sequence[RawRow], at: int) -> Iterable[Place]:
    """A row as a header, and together with the next one."""
    number = rows[at].number
    top = grid[number]
    if len(set(top.values())) < 2:
        return
    one = tuple(Header(x, text, (text,)) for x, text in sorted(top.items()) if len(text) <= _LONGEST)
    yield Place(number, number, one)
    if at + 1 < len(rows) and rows[at + 1].number == number + 1:
        below = grid[number + 1]
        both = tuple(_joined(x, top.get(x, ""), below.get(x, "")) for x in sorted(top.keys() | below.keys()))
        yield Place(number, number + 1, both)


def _joined(at: int, top: str, below: str) -> Header:
    if not top or not below or top == below:
        return Header(at, top or below, (top or below,))
    return Header(at, f"{top}/{below}", (top + below, below))


def _hits(place: Place, matchers: Sequence[Matcher]) -> int:
    return max((matcher.hits(place.headers) for matcher in matchers), default=0)


def _named(matchers: Sequence[Matcher], texts: Iterable[tuple[str, float]]) -> dict[str, float]:
    """What the name of the sheet, the title and the name of the file say for a kind: the longest name in each counts."""
    found: dict[str, float] = {}
    for text, worth in texts:
        held = [
            (len(name), matcher.kind.id)
            for matcher in matchers
            for name in (matcher.kind.title, *matcher.kind.names)
            if plain(name) in plain(text)
        ]
        longest = max((length for length, _ in held), default=0)
        for kind in {kind for length, kind in held if length == longest}:
            found[kind] = found.get(kind, 0.0) + worth
    return found


def _worth(matched: Matched, matcher: Matcher, named: Mapping[str, float]) -> float:
    required = sum(column.required and column.key in matched.columns for column in matcher.kind.columns)
    return matched.worth + _REQUIRED * required + named.get(matcher.kind.id, 0.0)


def _enough(matcher: Matcher, matched: Matched, named: Mapping[str, float]) -> bool:
    """Whether what was matched makes a ledger: little where its name says so, more where nothing does."""
    has_required = all(column.key in matched.columns for column in matcher.kind.columns if column.required)
    if matcher.kind.id in named or matcher.told:
        return len(matched.columns) >= _LEAST + (not has_required)
    return len(matched.columns) >= _LEAST_UNNAMED + 2 * (not has_required)
