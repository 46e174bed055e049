"""Whether an item is asked of a document at all.

In: an item, the document, the checklist as of the report's year. Out: the reason why not, or None; and notices about what is not known. An unknown level or year never exempts.
"""

from __future__ import annotations

from engine.checklist.dating import DatedChecklist
from engine.checklist.models import Checklist, Item
from engine.checklist.overlay import LocalItem
from engine.documents.models import Document
from engine.rules.criterion_text import levels_text
from engine.rules.texts import rule_texts


def exemption(item: Item, document: Document, checklist: DatedChecklist) -> str | None:
    """Why `item` is not asked of `document`, in Chinese; None where it is asked."""
    reasons, applies, year = rule_texts().reasons, item.applies, document.report_year
    if isinstance(item, LocalItem) and item.off:
        return reasons["off"].format(title=item.off.title, reason=item.off.reason)
    if document.kind not in applies.kinds:
        return reasons["wrong_kind"]
    if document.level is not None and document.level not in applies.levels:
        said = reasons["wrong_level"].format(
            levels=levels_text(applies.levels), level=levels_text([document.level])
        )
        return said + (applies.why or "")
    if year is not None and applies.from_year is not None and year < applies.from_year:
        return reasons["too_early"].format(year=applies.from_year)
    if year is not None and applies.to_year is not None and year > applies.to_year:
        return reasons["too_late"].format(year=applies.to_year)
    if item.id in checklist.dormant:
        before = year is not None and year < checklist.from_year
        return reasons["outside_period" if before else "not_in_force"].format(year=checklist.from_year)
    return None


def scope_notices(document: Document, checklist: Checklist, *, by_name: bool) -> tuple[str, ...]:
    """Notices about an unknown level or year, and about a year outside the checklist's period."""
    notices, year = rule_texts().notices, document.report_year
    said = [] if document.level is not None else [notices["level_unknown"]]
    if year is None:
        said.append(notices["year_unknown"])
    elif not checklist.from_year <= year <= checklist.to_year:
        kind = "named" if by_name else "earlier" if year < checklist.from_year else "later"
        said.append(
            notices[f"period_{kind}"].format(
                year=year, title=checklist.title, from_year=checklist.from_year, to_year=checklist.to_year
            )
        )
    return tuple(said)
