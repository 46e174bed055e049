"""Quotes: the clause that states a fact, with what it needs from before, at most 120 characters."""

from __future__ import annotations

from engine.documents.models import Document
from engine.extraction.models import Evidence
from engine.extraction.outline import Outline
from engine.model import made

LIMIT = 120
_TRIM = " \t\n　,，、。;；:："


class Quoter:
    """Quotes one document; the same stretch is always the same `Evidence`."""

    def __init__(self, document: Document, outline: Outline | None = None) -> None:
        self._text, self._outline = document.text, outline or Outline(document)
        self._known: dict[tuple[int, int], Evidence] = {}

    def quote(self, start: int, end: int, wanted: int, limit: int = LIMIT) -> Evidence:
        """`start`..`end` as evidence, cut to `limit` characters around the offset `wanted`."""
        if end - start > limit:
            start = max(start, min(wanted - limit // 2, end - limit))
            end = min(end, start + limit)
        known = self._known.get((start, end))
        if known is None:
            known = self._known[start, end] = self._quote(start, end)
        return known

    def within(self, far: int, near: int, end: int, wanted: int, limit: int = LIMIT) -> Evidence:
        """From `far` where that fits into `limit`, else from `near`."""
        return self.quote(far if end - far <= limit else near, end, wanted, limit)

    def _quote(self, start: int, end: int) -> Evidence:
        quote = self._text[start:end].lstrip(_TRIM)
        start = end - len(quote)
        quote = quote.rstrip(_TRIM)
        end = start + len(quote)
        section, page = self._outline.path(start), self._outline.page(start)
        fields = {"quote": quote, "start": start, "end": end, "section": section, "page": page}
        return made(Evidence, fields | {"file": None, "cell": None})
