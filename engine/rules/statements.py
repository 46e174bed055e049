"""The facts of one document, as criteria ask for them.

In: a `Document` and its `Extraction`. Out: for a key, the facts that count. Which facts count is decided
here, once; comparing them is left to the kernels.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeGuard

from engine.documents.models import Document
from engine.extraction.models import Bound, Extraction, Fact, Modality, Per, Polarity
from engine.rules.texts import rule_texts

Number = int | float

# Finer differences come from division, not from a report; and durable-rules cannot read an exponent.
DECIMALS = 4
# Above this a double no longer holds whole numbers with their decimals; no report needs more.
LARGEST = 1e15

# 每季度一次 is not a yearly figure; extraction derives yearly ones where the text allows it.
_YEARLY: tuple[Per | None, ...] = (None, "year", "person")


class Figure(NamedTuple):
    """A number that a fact states, to four decimals."""

    value: Number
    bound: Bound
    fact: Fact

    @property
    def proves_lower(self) -> bool:
        """Whether the true figure is known to be no less. 近百 and 约60 prove nothing."""
        return self.bound in ("eq", "ge")

    @property
    def proves_upper(self) -> bool:
        """Whether the true figure is known to be no more."""
        return self.bound in ("eq", "le")


class Statements:
    """Facts by key, with the report year and the level of the body that reports."""

    def __init__(self, document: Document, extraction: Extraction) -> None:
        self.report_year = document.report_year
        self.level = document.level
        self._by_key: dict[str, list[Fact]] = defaultdict(list)
        for fact in extraction.facts:
            self._by_key[fact.key].append(fact)

    def about(self, keys: Iterable[str]) -> list[Fact]:
        """Every fact with one of `keys`, key by key."""
        return [fact for key in dict.fromkeys(keys) for fact in self._by_key.get(key, ())]

    def stated(self, key: str, as_: Sequence[Modality], polarity: Sequence[Polarity]) -> list[Fact]:
        """Facts that state `key` in one of the modalities and to one of the extents."""
        return [
            fact for fact in self._by_key.get(key, ()) if fact.modality in as_ and fact.polarity in polarity
        ]

    def figures(self, key: str, as_: Sequence[Modality], per: Per | None = None) -> list[Figure]:
        """Figures of the report year, yearly ones or those of a frequency; of the body's own scope where there are any,
        else all."""
        found = self._figures(key, as_, _YEARLY if per is None else (per,))
        return [figure for figure in found if figure.fact.scope is None] or found

    def comparable(self, key: str, other: str, as_: Sequence[Modality]) -> tuple[list[Figure], list[Figure]]:
        """Figures of two keys that may be compared: both of the own scope, else of a shared one."""
        ones, others = self._figures(key, as_), self._figures(other, as_)
        shared = {_level(one.fact) for one in ones} & {_level(one.fact) for one in others}
        scopes = {None} if None in shared else shared
        return [one for one in ones if _level(one.fact) in scopes], [
            one for one in others if _level(one.fact) in scopes
        ]

    def dates(self, key: str) -> list[tuple[date, Fact]]:
        """Dates given as done."""
        return [
            (fact.value, fact)
            for fact in self._by_key.get(key, ())
            if fact.modality == "done" and isinstance(fact.value, date)
        ]

    def _figures(
        self, key: str, as_: Sequence[Modality], pers: Sequence[Per | None] = _YEARLY
    ) -> list[Figure]:
        return [
            Figure(round(fact.value, DECIMALS), fact.bound, fact)
            for fact in self._by_key.get(key, ())
            if fact.modality in as_
            and fact.per in pers
            and self._of_report_year(fact)
            and is_number(fact.value)
        ]

    def _of_report_year(self, fact: Fact) -> bool:
        return fact.year is None or self.report_year is None or fact.year == self.report_year


def is_number(value: object) -> TypeGuard[Number]:
    """Whether `value` is a number that can be compared: no truth value, finite, of a sane size."""
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
        and abs(value) <= LARGEST
    )


def _level(fact: Fact) -> str | None:
    """The part of the body that a figure is about; 市本级 and 本级 are one."""
    own = rule_texts().own_level
    return own if fact.scope is not None and fact.scope.endswith(own) else fact.scope
