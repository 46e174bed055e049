"""What one figure alone shows: rates above 100 percent, units that cannot be, dates too early or too late."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from engine.extraction.checks.ground import Found, Ground
from engine.extraction.checks.printed import Amount, amount
from engine.extraction.models import Check, Evidence, Fact
from engine.extraction.patterns import either
from engine.extraction.relations import DateRelation, ImpossibleRelation, Relation

_LIMIT = re.compile(r"\+(\d+)-(\d{1,2})-(\d{1,2})")


class Where(NamedTuple):
    """A stretch of the text with a number."""

    at: int
    start: int
    end: int
    paragraph: int


def check_drafts(ground: Ground) -> Found:
    """Rates of the dictionary above 100 percent, and suspicious units."""
    readers: dict[str, Callable[[Ground, Relation], Found]] = {"percent": _percent, "unit": _unit}
    return [
        made
        for relation in ground.relations.checks
        if relation.kind in readers
        for made in readers[relation.kind](ground, relation)
    ]


def _percent(ground: Ground, relation: Relation) -> Found:
    found: Found = []
    for draft in ground.drafts:
        if draft.unit == "%" and draft.key.endswith(("_rate", "_share")) and draft.bound == "eq":
            value = float(draft.value) if isinstance(draft.value, int | float) else 0.0
            if value > 100:
                found.append(ground.make(relation, [draft], False, "x<=100", Amount(value), unit="%"))
    return found


def _unit(ground: Ground, relation: Relation) -> Found:
    found: Found = []
    for draft in ground.drafts:
        if draft.key in relation.parts and draft.unit in relation.suspicious:
            value = float(draft.value) if isinstance(draft.value, int | float) else 0.0
            found.append(
                ground.make(
                    relation, [draft], False, f"单位 {draft.unit}", Amount(value), unit=draft.unit or ""
                )
            )
    return found


def check_impossible(ground: Ground, taken: set[int]) -> Iterator[tuple[int, Check]]:
    """Rates and decreases above 100 percent, by their names; not for the offsets in `taken`."""
    for relation in ground.relations.impossible:
        for found in _named(relation.after).finditer(ground.text):
            value = float(found["number"])
            excused = ground.text.endswith(relation.not_, 0, found.start()) if relation.not_ else False
            if value > 100 and not excused and found.start("number") not in taken:
                made = _impossible(ground, relation, found, value)
                if made is not None:
                    yield made


@cache
def _named(rates: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{either(sorted(rates, key=len, reverse=True))})"
        r"(?:了|均|都|已|也|为|达到|达|高达|:)*(?P<number>\d{3,}(?:\.\d+)?)%"
    )


def _impossible(
    ground: Ground, relation: ImpossibleRelation, found: re.Match[str], value: float
) -> tuple[int, Check] | None:
    layout = ground.reading.layout
    clause = layout.clauses[layout.index_at(found.start("number"))]
    if any(word in ground.text[clause.start : found.start("number")] for word in relation.not_):
        return None
    place = Where(found.start("number"), clause.start, clause.end, clause.paragraph)
    claimed = amount(found["number"], value, "%")
    return ground.make(relation, [place], False, "x<=100", claimed, unit="%")


def check_dates(ground: Ground, facts: list[Fact]) -> list[Check]:
    """The dates of an annual report against its year, and against each other."""
    document = ground.reading.document
    if document.kind != "annual_report" or document.report_year is None:
        return []
    shown = {fact.key: fact.evidence for fact in facts}
    return [
        check
        for relation in ground.relations.dates
        if (check := _date(ground, relation, document.report_year, shown)) is not None
    ]


def _date(
    ground: Ground, relation: DateRelation, year: int, shown: dict[str, tuple[Evidence, ...]]
) -> Check | None:
    document, verdicts = ground.reading.document, ground.relations.verdicts
    value: date | None = getattr(document, relation.key)
    early = relation.not_before is not None
    spelled = relation.not_before or relation.not_after or ""
    limit = _day(spelled, year) or getattr(document, spelled, None)
    if value is None or limit is None:
        return None
    right = value >= limit if early else value <= limit
    other = shown.get(f"report.{spelled}", ())
    return Check(
        id=relation.id,
        consistent=right,
        formula=f"{value}{'>=' if early else '<='}{limit}",
        message=relation.message.format(a=_chinese(value), b=_chinese(limit), year=year)
        + (verdicts.consistent if right else verdicts.inconsistent),
        evidence=tuple(dict.fromkeys((*shown.get(f"report.{relation.key}", ()), *other))),
    )


def _day(spelled: str, year: int) -> date | None:
    found = _LIMIT.fullmatch(spelled)
    return date(year + int(found[1]), int(found[2]), int(found[3])) if found else None


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
