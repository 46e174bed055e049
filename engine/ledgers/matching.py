"""Headers matched to the columns of a kind by what they mean: equal, contained, alike.

In: the texts of a header row. Out: `Matched`: which column each header is, one to one; what could not be told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from engine.ledgers.declaration import LedgerKind
from engine.ledgers.models import Column
from engine.ledgers.words import words

_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|【[^【】]*】")
_SIGNS = re.compile(r"[^\w\u3400-\u9fff]|_")
_DATED = re.compile(r"(?:日期|时间|之日|期限|期至|有效期|起|止|日)(?:起|止)?$")
_TOLD, _EQUAL, _BARE = 200.0, 100.0, 96.0
_HALF, _ALIKE = 0.5, 0.75
_NEAR = 3.0
_LONGEST = 40
_PART = 3.0  # what a second header row alone is worth less


class Header(NamedTuple):
    """A header: its column from 0, as shown, and the texts that may name it, the best first."""

    at: int
    shown: str
    texts: tuple[str, ...]


class Doubt(NamedTuple):
    """A header that was not taken: the problem's name, the header, and what it fills in."""

    problem: str
    header: Header
    filled: Mapping[str, str]


class Matched(NamedTuple):
    """The headers of a row by the key of their column; `worth` counts how well they fit, 1 for an equal one."""

    columns: dict[str, Header]
    doubts: tuple[Doubt, ...]
    worth: float


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A header without blanks, signs and widths; 时间 is the same as 日期."""
    bare = _SIGNS.sub("", normalize("NFKC", text)).lower()
    for said, meant in words().same_in_headers.items():
        bare = bare.replace(said, meant)
    return bare


@lru_cache(maxsize=4096)
def without_remarks(text: str) -> str:
    """The same without what stands in brackets."""
    return plain(_REMARK.sub("", normalize("NFKC", text)))


class Matcher:
    """Matches headers to the columns of one kind. `told` are headers, plain, that a person has decided: key, or None for no
    column."""

    def __init__(self, kind: LedgerKind, told: Mapping[str, str | None] | None = None) -> None:
        self.kind, self.told = kind, told or {}
        self._names = [
            (column, tuple({plain(name) for name in (column.title, *column.aliases)}))
            for column in kind.columns
        ]
        self._equal = {name: column.key for column, names in self._names for name in names}
        self._equal |= {plain(column.title): column.key for column in kind.columns}
        self._cache: dict[tuple[str, ...], tuple[tuple[float, str], ...]] = {}

    def hits(self, headers: Sequence[Header]) -> int:
        """How many columns headers equal, at once."""
        found = set()
        for header in headers:
            for text in header.texts:
                name = self.told.get(plain(text)) or self._equal.get(plain(text))
                if name or (name := self._equal.get(without_remarks(text))):
                    found.add(name)
                    break
        return len(found)

    def match(self, headers: Sequence[Header]) -> Matched:
        """Each header to at most one column and each column to at most one header, the best fits first."""
        fits = {header: self._fits(header) for header in headers}
        ranked = sorted(
            ((-worth, header.at, key, header) for header, found in fits.items() for worth, key in found),
            key=lambda one: one[:3],
        )
        columns: dict[str, Header] = {}
        worths: dict[str, float] = {}
        doubts: dict[int, Doubt] = {}
        taken: set[int] = set()
        for negative, at, key, header in ranked:
            if at in taken or at in doubts:
                continue
            if key in columns:
                if -negative >= _BARE:
                    doubts[at] = self._double(header, columns[key], key)
                continue
            rivals = self._rivals(fits[header], -negative, key, columns)
            if rivals:
                filled = {"header": header.shown, "candidates": "、".join(map(self._title, (key, *rivals)))}
                doubts[at] = Doubt("ambiguous_column", header, filled)
                continue
            columns[key], worths[key] = header, min(-negative, _EQUAL)
            taken.add(at)
        return Matched(columns, tuple(doubts.values()), sum(worths.values()) / _EQUAL)

    def _double(self, header: Header, first: Header, key: str) -> Doubt:
        filled = {"header": header.shown, "other": first.shown, "column": self._title(key)}
        return Doubt("double_header", header, filled)

    def _title(self, key: str) -> str:
        return self.kind.column(key).title

    def _rivals(
        self, fits: Sequence[tuple[float, str]], worth: float, key: str, columns: Mapping[str, Header]
    ) -> list[str]:
        """Other columns that are still free and fit nearly as well, where nothing fits exactly."""
        if worth >= _BARE - _PART:
            return []
        return [
            other for near, other in fits if other != key and other not in columns and near >= worth - _NEAR
        ]

    def _fits(self, header: Header) -> tuple[tuple[float, str], ...]:
        """The columns that a header may be, each with how well it fits."""
        for text in header.texts:
            if plain(text) in self.told:
                key = self.told[plain(text)]
                return ((_TOLD, key),) if key else ()
        if header.texts not in self._cache:
            found = ((self._worth(header, column, names), column.key) for column, names in self._names)
            self._cache[header.texts] = tuple(one for one in found if one[0] > 0)
        return self._cache[header.texts]

    def _worth(self, header: Header, column: Column, names: tuple[str, ...]) -> float:
        best = 0.0
        for less, text in enumerate(header.texts):
            full, bare = plain(text), without_remarks(text)
            if not full or len(full) > _LONGEST:
                continue
            worth = _EQUAL if full in names else _BARE if bare in names else 0.0
            if not worth and less == 0 and _may_be(bare or full, column):
                worth = max(_likeness(bare or full, name) for name in names)
            best = max(best, worth - _PART * (less > 0))
        return best


def _may_be(text: str, column: Column) -> bool:
    """Whether a header that no name equals may be of this type: one of a date speaks of a date, one of 是否 asks."""
    if bool(_DATED.search(text)) != (column.type == "date"):
        return False
    return not text.startswith(words().asks) or column.type in ("yesno", "choice")


def _likeness(text: str, name: str) -> float:
    """Up to 90 where one holds the other, up to 60 where they are alike, else 0."""
    short, long = sorted((text, name), key=len)
    if len(short) < 2:
        return 0.0
    if short in long:
        share = len(short) / len(long)
        return 60 + 30 * share if share >= _HALF else 0.0
    if 2 * len(set(short) & set(long)) < len(short):
        return 0.0
    ratio = SequenceMatcher(None, text, name).ratio()
    return 60 * ratio if ratio >= _ALIKE else 0.0
