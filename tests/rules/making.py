"""Small documents, facts and checklists for the tests of the rules room."""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.checklist.models import Checklist, Criterion, Item, LegalDocument, Part, Source
from engine.documents.models import Document
from engine.extraction.models import Check, Evidence, Extraction, Fact

YEAR = 2024


def document(**given: Any) -> Document:
    """A county's annual report of 2024, unless told otherwise."""
    known = {"path": "x.txt", "format": "txt", "text": "", "kind": "annual_report"}
    return Document(**{**known, "level": "county", "report_year": YEAR, **given})


def fact(key: str, value: Any = True, at: int = 0, **given: Any) -> Fact:
    """A fact whose sentence stands at `at` and reads 句<at>."""
    quote = f"句{at}"
    evidence = given.pop("evidence", (Evidence(quote=quote, start=at, end=at + len(quote)),))
    return Fact(key=key, label=f"名称{key}", value=value, evidence=evidence, **given)


def item(id: str = "t.one", **given: Any) -> Item:
    """An item of the checklist; `met`, `partly`, `not_met`, `needs_review`, `lowered_by` make its criterion."""
    names = ("met", "partly", "not_met", "needs_review", "lowered_by")
    criterion = Criterion.model_validate({name: given.pop(name) for name in names if name in given})
    known: dict[str, Any] = {
        "title": "某项要求",
        "part": "p",
        "kind": "assertion",
        "sources": (Source(document="outline", article="（一）", quote="某项要求"),),
        "severity": "critical",
        "remedy": "补上",
        "materials": ("材料",),
        "holder": "司法局",
    }
    return Item(id=id, criterion=criterion, **{**known, **given})


def checklist(*items: Item, **given: Any) -> Checklist:
    """A checklist for 2021 to 2025 of one outline and one older law."""
    known: dict[str, Any] = {
        "id": "test",
        "version": "1",
        "title": "试用清单",
        "from_year": 2021,
        "to_year": 2025,
        "documents": {
            "outline": LegalDocument(
                title="某纲要", number="某发〔2021〕1号", in_force_from=date(2021, 8, 2)
            ),
            "older": LegalDocument(title="某条例", in_force_from=date(2019, 5, 6)),
        },
        "parts": (Part(id="p", title="某部分"),),
    }
    return Checklist(items=items, **{**known, **given})


def extraction(*facts: Fact, checks: tuple[Check, ...] = ()) -> Extraction:
    return Extraction(facts=facts, checks=checks)
