"""What stands in each cell of a checklist workbook.

In: a loaded checklist; a national one begins an overlay. Out: `Filled`, the rows of each sheet by column, the same for the
same checklist.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from engine.checklist.loading import LoadedChecklist
from engine.checklist.models import Applies, Checklist, DatedValue, Item, Source
from engine.checklist.overlay import Change, LocalItem, Overlay, apply
from engine.workbooks import forms
from engine.workbooks.forms import number, tidy
from engine.workbooks.layout import LEVELS, layout, words

Value = str | float | date | None
Row = dict[str, Value]


class Filled(NamedTuple):
    """The rows by table, how many named values an item may have, the parts and documents that may be named."""

    rows: dict[str, list[Row]]
    slots: int
    parts: tuple[str, ...]
    documents: tuple[str, ...]


def filled(loaded: LoadedChecklist) -> Filled:
    """The content of the workbook for a checklist."""
    parent, overlay = parent_of(loaded), loaded.layers[-1].overlay if loaded.layers else None
    changes = overlay.changes if overlay else ()
    slots = max((len(item.values) for item in parent.items), default=0)
    rows = {
        "head": list(_head(loaded, parent, overlay)),
        "items": [row for item in parent.items for row in _item_rows(item, parent, changes)],
        "values": [row for item in parent.items for row in _value_rows(item, changes)],
        "added": [row for item in (overlay.items if overlay else ()) for row in _added(item)],
        "documents": [
            _tidied({"id": name, **{field: getattr(document, field) for field in DOCUMENT}})
            for name, document in (overlay.documents if overlay else {}).items()
        ],
    }
    parts = tuple(part.id for part in loaded.checklist.parts)
    return Filled(rows, slots, parts, tuple(loaded.checklist.documents))


DOCUMENT = ("title", "number", "in_force_from", "in_force_until", "note")


def parent_of(loaded: LoadedChecklist) -> Checklist:
    """The checklist that an overlay's changes are laid over; a national one is its own."""
    checklist = loaded.base or loaded.checklist
    for layer in loaded.layers[:-1]:
        checklist = apply(checklist, layer.overlay)
    return checklist


def _head(loaded: LoadedChecklist, parent: Checklist, overlay: Overlay | None) -> Iterator[Row]:
    region = overlay.region if overlay else None
    own: dict[str, Value] = {
        "id": overlay.id if overlay else None,
        "title": overlay.title if overlay else None,
        "version": overlay.version if overlay else "1.0",
        "extends": "、".join(overlay.extends if overlay else (parent.id,)),
        "parent_state": state_of(parent),
        "region_code": region.code if region else None,
        "region_name": region.name if region else None,
        "levels": forms.joined(overlay.levels, words().levels) if overlay else None,
        "scoring": overlay.scoring if overlay else None,
        "parts": forms.parts_text(overlay.parts) if overlay else None,
        "not_covered": "\n".join(overlay.not_covered) if overlay else None,
        "indicators": "\n".join(overlay.indicators) if overlay else None,
    }
    above: dict[str, Value] = {
        "title": parent.title,
        "version": parent.version,
        "extends": "、".join(loaded.chain[1:] if overlay else (parent.id,)),
        "scoring": parent.scoring,
        "parts": forms.parts_text(parent.parts),
        "not_covered": "\n".join(parent.not_covered),
    }
    for name, row in layout().head.rows.items():
        yield _tidied({"entry": row.title, "own": own[name], "parent": above.get(name), "help": row.help})


def state_of(parent: Checklist) -> str:
    """The version of the parent and twelve digits that change with it."""
    return f"{parent.version}（{sha256(parent.model_dump_json().encode()).hexdigest()[:12]}）"


def _item_rows(item: Item, parent: Checklist, changes: Iterable[Change]) -> Iterator[Row]:
    """A row for the item with its first change, and one for each further source and change."""
    fixed = _fixed(item, parent)
    own = [change for change in changes if change.item == item.id]
    if not own:
        yield fixed
    for change in own:
        first, *others = change.sources
        yield _tidied(fixed | _changed(item, change) | _source(first))
        for source in others:
            yield _tidied(fixed | _source(source))


def _fixed(item: Item, parent: Checklist) -> Row:
    """What the parent says of an item."""
    parts = {part.id: part.title for part in parent.parts}
    row: Row = {
        "id": item.id,
        "part": parts[item.part],
        "title": item.title,
        "source": "\n".join(_cited(source, parent) for source in item.sources),
        "basis": words().bases[item.basis],
        "asked_parent": layout().no if isinstance(item, LocalItem) and item.off else layout().yes,
        "severity_parent": words().severities[item.severity],
        "weight_parent": number(item.weight) if item.weight is not None else None,
        "applies_parent": forms.scope_text(item.applies),
        "remedy_parent": item.remedy,
        "materials_parent": "\n".join(item.materials),
        "holder_parent": item.holder,
        "note_parent": item.note,
    }
    for n, (name, value) in enumerate(item.values.items(), 1):
        row[f"value_name{n}"] = f"{value.label}〔{name}〕"
        row[f"value_parent{n}"] = forms.value_text(value)
    return _tidied(row)


def _cited(source: Source, parent: Checklist) -> str:
    return f"《{parent.documents[source.document].title}》{source.article}：{source.quote}"


def _changed(item: Item, change: Change) -> Row:
    row: Row = {
        "reason": change.reason,
        "asked": layout().no if change.off else None,
        "severity": words().severities[change.severity] if change.severity else None,
        "weight": number(change.weight) if change.weight is not None else None,
        "remedy": change.remedy,
        "materials": "\n".join(change.materials) if change.materials else None,
        "holder": change.holder,
        "note": change.note,
    }
    if change.applies:
        row |= _scope(change.applies, layout().unlimited, layout().nothing)
    for n, name in enumerate(item.values, 1):
        if name in change.values and (plain := _undated(change.values[name].dated)) is not None:
            row[f"value{n}"] = number(plain)
    return row


def _undated(entries: Sequence[DatedValue]) -> float | None:
    """The one number that needs no row of its own."""
    first = entries[0]
    return first.value if list(entries) == [DatedValue(value=first.value)] else None


def _scope(applies: Applies, unlimited: str | None, nothing: str | None) -> Row:
    row: Row = {name: words().yes_no["yes" if name in applies.levels else "no"] for name in LEVELS}
    return row | {
        "kinds": forms.kinds_text(applies),
        "from_year": applies.from_year or unlimited,
        "to_year": applies.to_year or unlimited,
        "why": applies.why or nothing,
    }


def _source(source: Source, article: str = "article") -> Row:
    return {
        "document": source.document,
        article: source.article,
        "quote": source.quote,
        "from": source.from_,
        "until": source.until,
    }


def _value_rows(item: Item, changes: Iterable[Change]) -> Iterator[Row]:
    own = [change for change in changes if change.item == item.id]
    for turn, change in enumerate(own, 1):
        for name, other in change.values.items():
            if _undated(other.dated) is not None:
                continue
            for entry in other.dated:
                row: Row = {"item": item.id, "name": name, "value": number(entry.value)}
                row |= {"from": entry.from_, "until": entry.until, "turn": turn if len(own) > 1 else None}
                if source := entry.source:
                    row |= {"document": source.document, "article": source.article, "quote": source.quote}
                    row |= {"source_from": source.from_, "source_until": source.until}
                yield _tidied(row)


def _added(item: Item) -> Iterator[Row]:
    """A row for an added item, and one for each further source."""
    first, *others = item.sources
    row: Row = {
        "id": item.id,
        "title": item.title,
        "part": item.part,
        "kind": words().item_kinds[item.kind],
        "basis": words().bases[item.basis],
        "severity": words().severities[item.severity],
        "weight": number(item.weight) if item.weight is not None else None,
        "article": item.article,
        "by": item.by,
        "remedy": item.remedy,
        "materials": "\n".join(item.materials),
        "holder": item.holder,
        "note": item.note,
        "examples": forms.examples_text(item.examples),
        "values": forms.yaml_text(item.values) if item.values else None,
    }
    common = forms.common_form(item.criterion)
    if common:
        row |= {"met": common[0], "partly": common[1]}
    else:
        row["criterion"] = forms.yaml_text(item.criterion)
    yield _tidied(row | _scope(item.applies, None, None) | _source(first, "source_article"))
    for source in others:
        yield _tidied(_source(source, "source_article") | {"id": item.id})


def _tidied(row: Row) -> Row:
    return {name: (tidy(one) or None) if isinstance(one, str) else one for name, one in row.items()}
