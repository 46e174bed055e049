"""A report as the comparison names it."""

from __future__ import annotations

from engine.compare.grouping import Entry
from engine.compare.models import Report


def report(entry: Entry) -> Report:
    """Who, when, by which checklist, how many points."""
    result = entry.result
    card, document = result.scorecard, result.document
    assert card is not None  # grouping leaves out what was not scored
    return Report(
        path=document.path,
        place=entry.name,
        year=entry.year,
        level=document.level,
        code=document.region.code,
        checklist=result.checklist.id,
        checklist_title=result.checklist.title,
        content_hash=result.checklist.content_hash,
        profile=card.title or card.profile,
        score=card.total,
        parts=card.parts,
    )
