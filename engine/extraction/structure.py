"""Facts that the document's build gives: which parts it has, and its dates."""

from __future__ import annotations

import re
from datetime import date

from engine.documents.models import Document, Role, RoleSpan
from engine.documents.numerals import DATE, parse_date
from engine.extraction.evidence import Quoter
from engine.extraction.models import Evidence, Fact
from engine.text import half_width

_PARTS: dict[Role, str] = {
    "achievements": "report.section_achievements",
    "problems": "problems.section_present",
    "plan": "plan.section_present",
    "first_responsibility": "report.section_first_responsibility",
}
_DATES = ("published_on", "signed_on", "submitted_on")
_DAY = re.compile(DATE)
_LEAST_DONE = 3
_LEAST = 20  # characters that a part must have to be one
_LEAST_OF: dict[Role, int] = {"first_responsibility": 60}  # one sentence on the duty is no part of the report


def structure_facts(
    document: Document, labels: dict[str, str], read: list[Fact], quoter: Quoter
) -> list[Fact]:
    """One fact for each part of an annual report, and one for each date known.

    `read` are the facts of the text: without a heading, only what is reported as done makes achievements.
    """
    parts = (_part(document, role, labels[key], key, read, quoter) for role, key in _PARTS.items())
    facts = [fact for fact in parts if fact]
    if document.kind != "annual_report":
        facts = []
    return facts + [fact for name in _DATES if (fact := _date(document, name, labels, quoter))]


def _part(
    document: Document, role: Role, label: str, key: str, read: list[Fact], quoter: Quoter
) -> Fact | None:
    least = _LEAST_OF.get(role, _LEAST)
    spans = [
        s for s in document.roles if s.role == role and len(document.text[s.start : s.end].strip()) >= least
    ]
    headed = [s for s in spans if s.cue]
    if headed:
        evidence, why = _opening(document, headed[0], quoter), f"“{headed[0].cue}”"
    elif spans and role == "achievements":
        done = [f for f in read if f.modality == "done" and f.evidence]
        if len(done) < _LEAST_DONE:
            return None
        evidence, why = done[0].evidence[0], "没有标题，据已做的事认定"
    else:
        return None
    return Fact(key=key, label=label, value=True, year=document.report_year, evidence=(evidence,), why=(why,))


def _opening(document: Document, span: RoleSpan, quoter: Quoter) -> Evidence:
    line_end = document.text.find("\n", span.start, span.end)
    end = line_end if line_end > span.start else span.end
    return quoter.quote(span.start, min(end, span.start + 60), span.start)


def _date(document: Document, name: str, labels: dict[str, str], quoter: Quoter) -> Fact | None:
    value: date | None = getattr(document, name)
    if value is None:
        return None
    key = f"report.{name}"
    given = name in document.provided
    place = None if given else _find_date(document, value, quoter)
    return Fact(
        key=key,
        label=labels[key],
        value=value,
        year=document.report_year,
        source="given" if given else "text" if place else "derived",
        evidence=(place,) if place else (),
        why=("由使用者提供",) if given else () if place else ("由上下文推得",),
    )


def _find_date(document: Document, value: date, quoter: Quoter) -> Evidence | None:
    """The last place that prints the date, with its year or without."""
    text = half_width(document.text)
    printed = [found for found in _DAY.finditer(text) if parse_date(found[0]) == value]
    if printed:
        return quoter.quote(printed[-1].start(), printed[-1].end(), printed[-1].start())
    short = f"{value.month}月{value.day}日"
    at = text.rfind(short)
    return quoter.quote(at, at + len(short), at) if at >= 0 else None
