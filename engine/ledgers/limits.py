"""The numbers that rows are compared with: dated values of a checklist, as its overlays left them.

In: a checklist, a limit as written and a day. Out: the number that counts on that day and the text that fixes it; a value
without a text is a benchmark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache, partial
from typing import Literal, NamedTuple

from engine.checklist.dating import in_force, value_on
from engine.checklist.models import Checklist, Source
from engine.ledgers.rules import Limit

Basis = Literal["law", "benchmark"]


class Bound(NamedTuple):
    """A number and what fixes it. `source` is empty where nothing does."""

    number: float
    unit: str
    basis: Basis
    source: str
    item: str | None


class Limits:
    """The limits of one checklist."""

    def __init__(self, checklist: Checklist) -> None:
        self._documents = checklist.documents
        self._items = {item.id: item for item in checklist.items}

    def known(self, limit: Limit) -> bool:
        """Whether the checklist has the value; an older one may not."""
        return limit.item is None or (limit.value or "") in self._values(limit.item)

    def by_day(self, limit: Limit) -> Callable[[date], Bound | None]:
        """What `limit` is on a day, looked up once a day; None where nothing is fixed for it."""
        return lru_cache(maxsize=None)(partial(self._resolved, limit))

    def cited(self, sources: tuple[Source, ...]) -> Callable[[date], str | None]:
        """The first of `sources` that is in force on a day, as text."""

        def current(day: date) -> str | None:
            return next((self._text(one) for one in sources if in_force(one, self._documents, day)), None)

        return lru_cache(maxsize=None)(current)

    def _values(self, item: str) -> Iterable[str]:
        return self._items[item].values if item in self._items else ()

    def _resolved(self, limit: Limit, day: date) -> Bound | None:
        if limit.benchmark is not None:
            return Bound(limit.benchmark, "", "benchmark", "", None)
        item = self._items.get(limit.item or "")
        value = item.values.get(limit.value or "") if item else None
        settled = value_on(value, day) if value else None
        if settled is None or value is None:
            return None
        entry = settled.entry
        if entry.source is None:
            return Bound(entry.value, value.unit or "", "benchmark", "", limit.item)
        if not in_force(entry.source, self._documents, day):
            return None
        return Bound(entry.value, value.unit or "", "law", self._text(entry.source), limit.item)

    def _text(self, source: Source) -> str:
        law = self._documents.get(source.document)
        return f"《{law.title if law else source.document}》{source.article}：{source.quote}"
