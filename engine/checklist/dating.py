"""A checklist as of a day: the sources in force on it, and for named thresholds the value of that time.

In: a checklist and a day. Out: a `DatedChecklist`, whose criteria hold numbers only. A report is judged by the
law at the end of its year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from engine.checklist.models import (
    LIMITS,
    AllOf,
    AnyOf,
    Checklist,
    Condition,
    Criterion,
    DatedValue,
    Item,
    LegalDocument,
    Measured,
    NamedValue,
    Source,
)
from engine.checklist.overlay import LocalItem, Refused

_CONDITIONS = ("not_met", "met", "partly", "needs_review")


class DatedChecklist(Checklist):
    """A checklist on the day `on`. `dormant` are the items of which nothing is in force on it."""

    on: date
    dormant: frozenset[str] = frozenset()


def for_year(checklist: Checklist, report_year: int | None, *, by_name: bool) -> DatedChecklist:
    """`checklist` as of the end of the report's year, or as it is where it has a day already.

    One that the user named is applied whatever its period: to an earlier report as to one of its first year.
    """
    if isinstance(checklist, DatedChecklist):
        return checklist
    year = report_year if report_year is not None else checklist.to_year
    return as_of(checklist, date(max(year, checklist.from_year) if by_name else year, 12, 31))


def as_of(checklist: Checklist, on: date) -> DatedChecklist:
    """`checklist` on a day."""
    dated = [(item, _dated(item, checklist.documents, on)) for item in checklist.items]
    fields = {name: getattr(checklist, name) for name in Checklist.model_fields if name != "items"}
    return DatedChecklist(
        **fields,
        items=tuple(now or item for item, now in dated),
        on=on,
        dormant=frozenset(item.id for item, now in dated if now is None),
    )


def in_force(source: Source, documents: Mapping[str, LegalDocument], on: date) -> bool:
    """Whether `source` is law on a day."""
    law = documents.get(source.document)
    begins = source.from_ or (law.in_force_from if law else None)
    ends = source.until or (law.in_force_until if law else None)
    return _covers(begins, ends, on)


class Settled(NamedTuple):
    """What a named value is on a day: the entry that counts, the overlay that set it (None: the national checklist), and
    the overlays' entries that fall short of national law and so never apply."""

    entry: DatedValue
    by: str | None
    refused: tuple[Refused, ...]


def value_on(value: NamedValue, on: date) -> Settled | None:
    """What `value` is on a day; None where nothing is fixed for it."""
    national = _entry(value.dated, on)
    settled, by = national, None
    refused = []
    for override in value.overrides:
        entry = _entry(override.dated, on)
        if entry is None:
            continue
        if national is not None and value.basis == "law" and _weaker(entry, national, value.stricter):
            refused.append(
                Refused(
                    by=override.by,
                    label=value.label,
                    local=entry.value,
                    national=national.value,
                    unit=value.unit,
                )
            )
        else:
            settled, by = entry, override.by
    return Settled(settled, by, tuple(refused)) if settled is not None else None


class Stretch(NamedTuple):
    """What a named value is from a day on, to a day; None for always."""

    begins: date | None
    ends: date | None
    settled: Settled


def stretches(value: NamedValue) -> tuple[Stretch, ...]:
    """What `value` is over time, overlays included; days for which nothing is fixed are left out."""
    entries = [*value.dated, *(entry for override in value.overrides for entry in override.dated)]
    turns = {entry.from_ for entry in entries if entry.from_}
    turns |= {entry.until + timedelta(1) for entry in entries if entry.until and entry.until < date.max}
    found: list[Stretch] = []
    for begins, next_ in pairwise((None, *sorted(turns), None)):
        ends = next_ - timedelta(1) if next_ else None
        settled = value_on(value, begins or ends or date.max)
        last = found[-1] if found else None
        if settled and last and begins and last.ends == begins - timedelta(1) and last.settled == settled:
            found[-1] = last._replace(ends=ends)
        elif settled:
            found.append(Stretch(begins, ends, settled))
    return tuple(found)


def _entry(dated: Sequence[DatedValue], on: date) -> DatedValue | None:
    return next((entry for entry in dated if _covers(entry.from_, entry.until, on)), None)


def _weaker(entry: DatedValue, national: DatedValue, stricter: str) -> bool:
    return entry.value < national.value if stricter == "higher" else entry.value > national.value


def _covers(begins: date | None, ends: date | None, on: date) -> bool:
    return (begins is None or begins <= on) and (ends is None or on <= ends)


def _dated(item: Item, documents: Mapping[str, LegalDocument], on: date) -> Item | None:
    """`item` on a day; None where none of its sources is in force, or a value that it compares with is not."""
    sources = tuple(source for source in item.sources if in_force(source, documents, on))
    values = {name: value_on(value, on) for name, value in item.values.items() if not value.ledger}
    given = {name: settled.entry for name, settled in values.items() if settled is not None}
    if not sources or len(given) < len(values):
        return None
    if sources == item.sources and not values:
        return item
    refused = tuple(one for settled in values.values() if settled for one in settled.refused)
    told = {"refused": refused} if isinstance(item, LocalItem) else {}
    fixing = (entry.source for entry in given.values() if entry.source is not None)
    return item.model_copy(
        update={
            "sources": tuple(dict.fromkeys((*sources, *fixing))),
            "criterion": _filled(item.criterion, {name: entry.value for name, entry in given.items()}),
            **told,
        }
    )


def _filled(criterion: Criterion, values: Mapping[str, float]) -> Criterion:
    conditions = {name: getattr(criterion, name) for name in _CONDITIONS}
    return criterion.model_copy(
        update={name: _with(condition, values) for name, condition in conditions.items() if condition}
    )


def _with(condition: Condition, values: Mapping[str, float]) -> Condition:
    """`condition` with numbers in the place of names."""
    match condition:
        case AllOf():
            return condition.model_copy(update={"all": tuple(_with(part, values) for part in condition.all)})
        case AnyOf():
            return condition.model_copy(update={"any": tuple(_with(part, values) for part in condition.any)})
        case Measured():
            limits = {name: getattr(condition, name) for name in LIMITS}
            named = {name: values[limit] for name, limit in limits.items() if isinstance(limit, str)}
            return condition.model_copy(update=named) if named else condition
        case _:
            return condition
