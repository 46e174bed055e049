"""A checklist as plain data with labels: what `fazhi checklist show` and the pages of a checklist show.

In: a loaded checklist, the labels of fact keys, optionally a day. Out: dicts, lists and text.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.checklist.dating import as_of, in_force, stretches, value_on
from engine.checklist.loading import LoadedChecklist
from engine.checklist.models import Checklist, Item, NamedValue, Source
from engine.checklist.overlay import LocalItem, Origin
from engine.reporting.local_lists import field_name
from engine.reporting.numbers import day
from engine.reporting.texts import Texts
from engine.rules.criterion_text import Labels, describe_criterion, labels_of, number_text

View = dict[str, Any]


def checklist_view(loaded: LoadedChecklist, labels: Labels, texts: Texts, on: date | None = None) -> View:
    """The whole checklist, part by part; `on` leaves out what is not in force on that day."""
    checklist = loaded.checklist
    items = [item_view(item, checklist, labels, texts, on) for item in checklist.items]
    parts = [
        {"id": p.id, "title": p.title, "items": [i for i in items if i["part"] == p.id]}
        for p in checklist.parts
    ]
    return {
        "id": checklist.id,
        "title": checklist.title,
        "version": checklist.version,
        "years": f"{checklist.from_year}—{checklist.to_year}",
        "number": len(items),
        "parts": parts,
        "not_covered": list(checklist.not_covered),
        "documents": [
            {
                "title": law.title,
                "number": law.number,
                "period": _period(law.in_force_from, law.in_force_until, texts),
            }
            for law in checklist.documents.values()
        ],
        "profiles": [
            {
                "level": texts.levels[profile.level],
                "title": profile.title,
                "note": profile.note,
                "number": sum(profile.level in item.applies.levels for item in checklist.items),
                "sources": [_source(source, checklist, texts) for source in profile.sources],
            }
            for profile in checklist.profiles
        ],
    }


def item_view(item: Item, checklist: Checklist, labels: Labels, texts: Texts, on: date | None = None) -> View:
    """One item; its criterion as of `on`, or of the end of the checklist's period."""
    day_on = on or date(checklist.to_year, 12, 31)
    alone = as_of(checklist.model_copy(update={"items": (item,)}), day_on)
    criterion = {} if alone.dormant else describe_criterion(alone.items[0].criterion, labels)
    applies = item.applies
    return {
        "id": item.id,
        "title": item.title,
        "part": item.part,
        "article": item.article,
        "severity": texts.severities[item.severity],
        "basis": texts.bases[item.basis],
        "levels": "、".join(texts.levels[level] for level in applies.levels),
        "years": _years(applies.from_year, applies.to_year, texts),
        "why": applies.why,
        "by": day(item.by) if item.by else None,
        "not_due": item.by is not None and on is not None and on < item.by,
        "dormant": bool(alone.dormant),
        "sources": [
            _source(one, checklist, texts)
            for one in item.sources
            if on is None or in_force(one, checklist.documents, on)
        ],
        "values": [_value(value, checklist, texts, on) for value in item.values.values()],
        "criterion": [
            {"verdict": texts.verdicts[verdict].label, "text": text} for verdict, text in criterion.items()
        ],
        "origins": _origins(item, checklist, texts),
        "lowered_by": list(labels_of(item.criterion.lowered_by, labels)),
        "note": item.note,
        "remedy": item.remedy,
        "materials": list(item.materials),
        "holder": item.holder,
        "examples": [
            {"text": example.text, "verdict": texts.verdicts[example.verdict].label}
            for example in item.examples
        ],
    }


def _origins(item: Item, checklist: Checklist, texts: Texts) -> View:
    """For each field that an overlay set, or the whole item, where it comes from."""
    if not isinstance(item, LocalItem):
        return {}
    found = {field_name(name, texts): _origin(one, checklist, texts) for name, one in item.origins.items()}
    if item.off:
        found[field_name("off", texts)] = _origin(item.off, checklist, texts)
    if item.added_by:
        words, by = texts.differences, item.added_by
        found[words["whole"]] = {"by": by, "title": by, "reason": words["added_reason"], "sources": []}
    return found


def _origin(origin: Origin, checklist: Checklist, texts: Texts) -> View:
    sources = [_source(one, checklist, texts) for one in origin.sources]
    return {"by": origin.by, "title": origin.title, "reason": origin.reason, "sources": sources}


def _source(source: Source, checklist: Checklist, texts: Texts) -> View:
    return {
        "document": checklist.documents[source.document].title,
        "article": source.article,
        "quote": source.quote,
        "period": _period(source.from_, source.until, texts),
    }


def _value(value: NamedValue, checklist: Checklist, texts: Texts, on: date | None) -> View:
    """A named value on a day, or over all days; `by` is the overlay that set it."""
    settled = value_on(value, on) if on else None
    if settled:
        entries = [(settled.entry, settled.entry.from_, settled.entry.until, settled.by)]
    else:
        over_time = () if on else stretches(value)
        entries = [(s.settled.entry, s.begins, s.ends, s.settled.by) for s in over_time]
    return {
        "label": value.label,
        "basis": texts.bases[value.basis],
        "entries": [
            {
                "value": f"{number_text(entry.value)}{value.unit or ''}",
                "period": _period(begins, ends, texts),
                "source": _source(entry.source, checklist, texts) if entry.source else None,
                "by": by,
            }
            for entry, begins, ends, by in entries
        ],
    }


def _period(begins: date | None, ends: date | None, texts: Texts) -> str | None:
    """From a day, to a day, or both; None for neither."""
    said = [texts.spans["since"].format(day=day(begins))] if begins else []
    said += [texts.spans["until"].format(day=day(ends))] if ends else []
    return "，".join(said) or None


def _years(first: int | None, last: int | None, texts: Texts) -> str | None:
    """The same for report years."""
    if first and last:
        return texts.spans["years"].format(first=first, last=last)
    if first:
        return texts.spans["since_year"].format(year=first)
    return texts.spans["until_year"].format(year=last) if last else None
