"""Names that a checklist uses and nobody declares, and items that stand twice.

In: the files of a checklist as written. Out: a `FazhiError` for each, with its place and the nearest right name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from engine.checklist.files import Source
from engine.checklist.likeness import items_of
from engine.checklist.models import LIMITS, is_name
from engine.errors import FazhiError
from engine.yamlio import Path_, suggest


def repeated(sources: list[Source]) -> Iterator[FazhiError]:
    seen: dict[str, str] = {}
    for source in sources:
        for where, item in items_of(source.data):
            name = item.get("id")
            if not isinstance(name, str):
                continue
            if name in seen:
                yield source.error(
                    (*where, "id"), f"条目编号“{name}”重复", f"已见于 {seen[name]}，请改其中一个"
                )
            line, _ = source.places.of((*where, "id"))
            seen.setdefault(name, f"{source.path}:{line}")


class _Declared(NamedTuple):
    """Names that may be used; None where they are not known, so that nothing is wrong."""

    what: str
    names: frozenset[str] | None
    mend: str


def dangling(
    sources: list[Source],
    known_keys: Collection[str] | None,
    declared: tuple[frozenset[str], frozenset[str]] | None = None,
) -> Iterator[FazhiError]:
    """Parts, documents and fact keys that items, profiles and changes name and nobody declares.

    `declared` are the parts and documents where the head file does not hold them all.
    """
    head = sources[0].data if sources and isinstance(sources[0].data, dict) else {}
    parts, documents = declared or (_ids(head.get("parts")), _ids(head.get("documents")))
    part = _Declared("部分", parts, "请用本清单 parts 里写明的代号")
    document = _Declared("文件", documents, "请先写进本清单的 documents")
    known = frozenset(known_keys) if known_keys is not None else None
    key = _Declared("事实键", known, "可用 fazhi indicators show 查看全部事实键")
    for source in sources:
        for where, item in items_of(source.data):
            own = frozenset(_comparable(item.get("values")))
            value = _Declared(
                "数值名称", own, "请先写进本条目的 values，只用来核对台账的（ledger: true）不算"
            )
            criterion = item.get("criterion"), (*where, "criterion")
            uses = [(part, ((*where, "part"), item.get("part")))]
            uses += [(document, use) for use in _cited(item, where)]
            uses += [(key, use) for use in fact_keys(*criterion)]
            uses += [(value, use) for use in _value_names(*criterion)]
            yield from _unknown(source, uses)
    if sources:
        cited = [use for name in ("profiles", "changes") for use in _cited(head.get(name), (name,))]
        yield from _unknown(sources[0], [(document, use) for use in cited])


def _unknown(source: Source, uses: list[tuple[_Declared, tuple[Path_, Any]]]) -> Iterator[FazhiError]:
    for declared, (place, name) in uses:
        if declared.names is not None and isinstance(name, str) and name not in declared.names:
            mend = suggest(name, sorted(declared.names)) or declared.mend
            yield source.error(place, f"没有“{name}”这个{declared.what}", mend)


def _ids(declared: Any) -> frozenset[str] | None:
    """The names that a map or a list of entries with an `id` declares."""
    if isinstance(declared, dict):
        return frozenset(declared)
    if isinstance(declared, list):
        return frozenset(str(entry.get("id")) for entry in declared if isinstance(entry, dict))
    return None


def _comparable(values: Any) -> Iterator[str]:
    """The names of the values that a criterion may compare with."""
    for name, value in values.items() if isinstance(values, dict) else ():
        if not (isinstance(value, dict) and value.get("ledger") is True):
            yield name


def _cited(entry: Any, where: Path_) -> Iterator[tuple[Path_, Any]]:
    """The documents that an entry as written cites, each with its place."""
    if isinstance(entry, list):
        for i, part in enumerate(entry):
            yield from _cited(part, (*where, i))
    elif isinstance(entry, dict):
        for name, part in entry.items():
            if name == "document":
                yield (*where, name), part
            elif name != "criterion":
                yield from _cited(part, (*where, name))


def _value_names(condition: Any, where: Path_) -> Iterator[tuple[Path_, Any]]:
    """The names of values that a criterion as written compares with, each with its place."""
    if isinstance(condition, list):
        for i, part in enumerate(condition):
            yield from _value_names(part, (*where, i))
    elif isinstance(condition, dict):
        for name, part in condition.items():
            if name in LIMITS and isinstance(part, str) and is_name(part):
                yield (*where, name), part
            else:
                yield from _value_names(part, (*where, name))


def fact_keys(condition: Any, where: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """The fact keys that a criterion as written names, each with its place."""
    if isinstance(condition, list):
        for i, part in enumerate(condition):
            yield from fact_keys(part, (*where, i))
    elif isinstance(condition, dict):
        for name, value in condition.items():
            if name in ("value", "date", "more_than_value", "at_most_value"):
                yield (*where, name), value
            elif name in ("reported", "unreported", "lowered_by") and isinstance(value, list):
                yield from (((*where, name, i), key) for i, key in enumerate(value))
            else:
                yield from fact_keys(value, (*where, name))
