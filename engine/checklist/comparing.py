"""Two checklists side by side: what one asks and the other does not, and what differs in what both ask.

In: two checklists, a day or none, and words for levels, verdicts and fact keys. Out: `Difference`s in the order of the
items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from engine.checklist.models import Checklist, Item, NamedValue
from engine.checklist.overlay import FIELDS, LocalItem

What = Literal["added", "removed", "off", "on", "changed"]
Show = Callable[[object], str]


class Difference(NamedTuple):
    """`field` is of the item, or values.NAME; `before` and `after` are as `show` writes them, and empty where nothing is."""

    what: What
    item: str
    title: str
    field: str = ""
    before: str = ""
    after: str = ""
    why: str = ""


def differences(one: Checklist, other: Checklist, show: Show) -> list[Difference]:
    """What `other` has otherwise than `one`. `show` writes a field's value in Chinese."""
    before = {item.id: item for item in one.items}
    after = {item.id: item for item in other.items}
    found = [Difference("removed", item.id, item.title) for item in one.items if item.id not in after]
    for item in other.items:
        if item.id not in before:
            found.append(Difference("added", item.id, item.title))
        else:
            found += _of_item(before[item.id], item, show)
    return found


def is_off(item: Item) -> bool:
    """Whether the place does not ask for an item."""
    return isinstance(item, LocalItem) and item.off is not None


def _of_item(one: Item, other: Item, show: Show) -> Iterator[Difference]:
    if is_off(one) != is_off(other):
        what: What = "off" if is_off(other) else "on"
        yield Difference(what, other.id, other.title, why=_why(other, "off"))
    for field in ("title", "basis", *FIELDS, "criterion"):
        before, after = getattr(one, field), getattr(other, field)
        if before != after:
            yield _changed(other, field, show(before), show(after))
    for name in dict.fromkeys((*one.values, *other.values)):
        before, after = _entries(one.values.get(name)), _entries(other.values.get(name))
        if before != after:
            yield _changed(other, f"values.{name}", before, after)


def _changed(item: Item, field: str, before: str, after: str) -> Difference:
    return Difference("changed", item.id, item.title, field, before, after, _why(item, field))


def _why(item: Item, field: str) -> str:
    if not isinstance(item, LocalItem):
        return ""
    origin = item.off if field == "off" else item.origins.get(field)
    return origin.reason if origin else ""


def _entries(value: NamedValue | None) -> str:
    """The entries of a value, an overlay's last ones where there are some: 60学时; 自2024-01-01起 80学时."""
    if value is None:
        return ""
    dated = value.overrides[-1].dated if value.overrides else value.dated
    said = []
    for entry in dated:
        period = f"自{entry.from_}起" if entry.from_ else ""
        period += f"至{entry.until}止" if entry.until else ""
        said.append(f"{period}{entry.value:g}{value.unit or ''}")
    return "；".join(said)
