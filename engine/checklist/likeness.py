"""Items that are like an item of another checklist: `like: CHECKLIST/ITEM` takes over what they do not say themselves.

In: a file as written, and the items of the named checklists as written. Out: the file with those items completed.
An earlier period asks much the same of a report, by other texts: sources, dates and numbers are never taken over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.yamlio import Path_, suggest

TAKEN = (
    "title", "kind", "basis", "applies", "criterion", "severity", "remedy", "materials", "holder", "note", "examples",
)  # fmt: skip

Written = dict[str, Any]
Items = Mapping[str, Written]
Complain = Callable[[Path_, str, str | None], None]


def named_in(data: Any) -> Iterator[str]:
    """The checklists that a file's items name in `like`."""
    for _, item in items_of(data):
        if isinstance(item.get("like"), str):
            yield item["like"].partition("/")[0]


def completed(data: Any, checklists: Mapping[str, Items], complain: Complain) -> Any:
    """`data` with its items completed; an item that is not found is complained about."""
    if not any("like" in item for _, item in items_of(data)):
        return data
    places = {where[-1]: (where, item) for where, item in items_of(data)}
    items = [
        _completed(*places[i], checklists, complain) if i in places else item
        for i, item in enumerate(data["items"])
    ]
    return {**data, "items": items}


def items_of(data: Any) -> Iterator[tuple[Path_, Written]]:
    """The items of a file as written, also where the file is not valid."""
    items = data.get("items") if isinstance(data, dict) else None
    for i, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict):
            yield ("items", i), item


def _completed(where: Path_, item: Written, checklists: Mapping[str, Items], complain: Complain) -> Written:
    own = {name: value for name, value in item.items() if name != "like"}
    if "like" not in item:
        return own
    checklist, _, name = str(item["like"]).partition("/")
    known = checklists.get(checklist, {})
    if name not in known:
        mend = (
            suggest(name, sorted(known)) or "请写成“清单代号/条目编号”，如 outline-2021-2025/cn.11.procedure"
        )
        complain((*where, "like"), f"没有“{item['like']}”这个条目", mend)
        return own
    return {field: known[name][field] for field in TAKEN if field in known[name]} | own
