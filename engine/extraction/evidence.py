"""Quotes: the clause that states a fact, with what it needs from before, at most 120 characters."""

from __future__ import annotations

from engine.documents.models import Document
from engine.extraction.models import Evidence

LIMIT = 120
_TRIM = " \t\n　,，、。;；:："


def quote(document: Document, start: int, end: int, wanted: int, limit: int = LIMIT) -> Evidence:
    """`start`..`end` as evidence, cut to `limit` characters around the offset `wanted`."""
    text = document.text
    if end - start > limit:
        start = max(start, min(wanted - limit // 2, end - limit))
        end = min(end, start + limit)
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    section = " > ".join(f"{s.number}{s.title}" for s in document.headings_at(start))
    return Evidence(
        quote=text[start:end], start=start, end=end, section=section, page=document.page_at(start)
    )


def quote_within(
    document: Document, far: int, near: int, end: int, wanted: int, limit: int = LIMIT
) -> Evidence:
    """From `far` where that fits into `limit`, else from `near`."""
    return quote(document, far if end - far <= limit else near, end, wanted, limit)
