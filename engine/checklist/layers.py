"""Overlays in a chain: what two of them may not both change, and what a change names that is not there.

In: the overlays from the national checklist down, and that checklist. Out: a `FazhiError` for each mistake, with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engine.checklist.files import Source
from engine.checklist.models import Checklist, Item
from engine.checklist.overlay import Overlay
from engine.errors import FazhiError
from engine.yamlio import Path_, suggest


class Layer(NamedTuple):
    """An overlay and its head file."""

    overlay: Overlay
    source: Source


def declared_by(layers: Sequence[Layer], base: Checklist) -> tuple[frozenset[str], frozenset[str]]:
    """The parts and documents that items of the last layer may name."""
    parts = {part.id for part in base.parts} | {part.id for layer in layers for part in layer.overlay.parts}
    documents = set(base.documents) | {name for layer in layers for name in layer.overlay.documents}
    return frozenset(parts), frozenset(documents)


def misfits(layers: Sequence[Layer], base: Checklist) -> Iterator[FazhiError]:
    """Changes of the last layer that name an item or a value which the layers below do not have, and changes made twice."""
    items: dict[str, Item] = {item.id: item for item in base.items}
    for layer in layers[:-1]:
        items |= {item.id: item for item in layer.overlay.items}
    overlay, source = layers[-1]
    made: dict[tuple[str, str], int] = {}
    for i, change in enumerate(overlay.changes):
        where: Path_ = ("changes", i)
        if change.item not in items:
            mend = suggest(change.item, sorted(items)) or "用 fazhi checklist show 查看上级清单的条目编号"
            yield source.error((*where, "item"), f"上级清单没有条目“{change.item}”", mend)
            continue
        values = items[change.item].values
        for name in change.values:
            if name not in values:
                mend = suggest(name, sorted(values)) or f"可改的数值：{'、'.join(values) or '没有'}"
                yield source.error((*where, "values", name), f"“{change.item}”没有数值“{name}”", mend)
        for field in change.fields:
            if (first := made.setdefault((change.item, field), i)) != i:
                line, _ = source.places.of(("changes", first))
                yield source.error(
                    where, f"“{change.item}”的 {field} 改了两次", f"已见于第 {line} 行，请合并"
                )


def conflicts(layers: Sequence[Layer]) -> Iterator[FazhiError]:
    """The same field of an item changed by two overlays of one level, neither of which extends the other."""
    above = _ancestors(layers)
    by_field: dict[tuple[str, str], list[Layer]] = {}
    for layer in layers:
        for change in layer.overlay.changes:
            for field in change.fields:
                by_field.setdefault((change.item, field), []).append(layer)
    last = layers[-1]
    for (item, field), changing in by_field.items():
        for i, one in enumerate(changing):
            for other in changing[i + 1 :]:
                if _equal(one, other, above) and not _settled(last, item, field):
                    message = f"{one.overlay.id} 和 {other.overlay.id} 同级，都改了“{item}”的 {field}"
                    mend = f"请在本清单的 changes 里写明“{item}”的 {field}，或只沿用其中一个"
                    yield last.source.error(("extends",), message, mend)


def _ancestors(layers: Sequence[Layer]) -> dict[str, set[str]]:
    """The overlays that each rests on, directly or not."""
    found: dict[str, set[str]] = {}
    for layer in layers:
        direct = set(layer.overlay.extends)
        found[layer.overlay.id] = direct.union(*(found.get(name, set()) for name in direct))
    return found


def _equal(one: Layer, other: Layer, above: dict[str, set[str]]) -> bool:
    ids = one.overlay.id, other.overlay.id
    related = ids[0] == ids[1] or ids[0] in above[ids[1]] or ids[1] in above[ids[0]]
    return not related and one.overlay.rank == other.overlay.rank


def _settled(last: Layer, item: str, field: str) -> bool:
    return any(change.item == item and field in change.fields for change in last.overlay.changes)
