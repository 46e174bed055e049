"""Facts that the document's build gives: which parts it has, and its dates."""

from __future__ import annotations

from datetime import date

from engine.documents.models import Document, Role
from engine.extraction.evidence import quote
from engine.extraction.models import Evidence, Fact

_PARTS: dict[Role, str] = {
    "achievements": "report.section_achievements",
    "problems": "problems.section_present",
    "plan": "plan.section_present",
    "first_responsibility": "report.section_first_responsibility",
}
_DATES = ("published_on", "signed_on", "submitted_on")
_LEAST = 20  # characters that a part must have to be one


def structure_facts(document: Document, labels: dict[str, str]) -> list[Fact]:
    """One fact for each part of an annual report, and one for each date known."""
    facts = [fact for fact in (_part(document, role, key, labels) for role, key in _PARTS.items()) if fact]
    if document.kind != "annual_report":
        facts = []
    return facts + [fact for name in _DATES if (fact := _date(document, name, labels))]


def _part(document: Document, role: Role, key: str, labels: dict[str, str]) -> Fact | None:
    spans = [
        s for s in document.roles if s.role == role and len(document.text[s.start : s.end].strip()) >= _LEAST
    ]
    if not spans:
        return None
    first = spans[0]
    line_end = document.text.find("\n", first.start, first.end)
    end = line_end if line_end > first.start else first.end
    evidence = quote(document, first.start, min(end, first.start + 60), first.start)
    return Fact(
        key=key,
        label=labels[key],
        value=True,
        year=document.report_year,
        evidence=(evidence,),
        why=(f"“{first.cue}”",),
    )


def _date(document: Document, name: str, labels: dict[str, str]) -> Fact | None:
    value: date | None = getattr(document, name)
    if value is None:
        return None
    key = f"report.{name}"
    given = name in document.provided
    place = None if given else _find_date(document, value)
    return Fact(
        key=key,
        label=labels[key],
        value=value,
        year=document.report_year,
        source="given" if given else "text" if place else "derived",
        evidence=(place,) if place else (),
        why=("由使用者提供",) if given else () if place else ("由上下文推得",),
    )


def _find_date(document: Document, value: date) -> Evidence | None:
    """The last line that prints the date in one of the usual ways."""
    spelled = (
        f"{value.year}年{value.month}月{value.day}日",
        f"{value.year}年{value.month:02}月{value.day:02}日",
        value.isoformat(),
        f"{value.year}/{value.month:02}/{value.day:02}",
        f"{value.year}.{value.month:02}.{value.day:02}",
        f"{value.year}.{value.month}.{value.day}",
        f"{value.month}月{value.day}日",
    )
    for text in spelled:
        at = document.text.rfind(text)
        if at >= 0:
            return quote(document, at, at + len(text), at)
    return None
