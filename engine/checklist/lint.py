"""Remarks on a checklist that is valid and yet cannot mean what it says.

In: a loaded checklist. Out: one sentence for each oddity, naming item or entry. Errors are found in loading.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checklist.loading import LoadedChecklist
from engine.checklist.models import AllOf, AnyOf, Checklist, Condition, Item, Measured, Reported


def remarks(loaded: LoadedChecklist) -> list[str]:
    """The oddities of a checklist, in the order of its items."""
    checklist = loaded.checklist
    found = [*_years(checklist), *_unused(checklist)]
    for item in checklist.items:
        found += (f"{item.id}：{remark}" for remark in _of_item(item))
    return found


def _years(checklist: Checklist) -> Iterator[str]:
    if checklist.from_year > checklist.to_year:
        yield f"{checklist.id}：from_year 晚于 to_year，没有哪一年适用"


def _unused(checklist: Checklist) -> Iterator[str]:
    cited = {source.document for item in checklist.items for source in item.sources}
    yield from (
        f"{checklist.id}：documents 中的“{name}”无人引用" for name in checklist.documents if name not in cited
    )
    parts = {item.part for item in checklist.items}
    yield from (
        f"{checklist.id}：parts 中的“{part.id}”没有条目" for part in checklist.parts if part.id not in parts
    )


def _of_item(item: Item) -> Iterator[str]:
    criterion = item.criterion
    if criterion.met is None:
        yield "没有写达标的条件（met），永远不会达标"
    if criterion.lowered_by and criterion.met is None:
        yield "没有 met，lowered_by 不起作用"
    for condition in (criterion.not_met, criterion.met, criterion.partly, criterion.needs_review):
        for leaf in _leaves(condition):
            if isinstance(leaf, Reported) and leaf.number > len(set(leaf.reported)):
                yield f"要求写到 {leaf.number} 种，却只列了 {len(set(leaf.reported))} 种，永远不会成立"
    if criterion.met is not None and criterion.met == criterion.partly:
        yield "met 与 partly 相同，永远不会部分达标"
    met, partly = criterion.met, criterion.partly
    if _easier(met, partly):
        yield "达标的下限不高于部分达标的下限，永远不会部分达标"
    if item.basis == "benchmark" and not item.note:
        yield "考评参考值应在 note 里说明从何而来"
    verdicts = {example.verdict for example in item.examples}
    if "met" not in verdicts or len(verdicts) < 2:
        yield "examples 至少要有一个达标的片段和一个不是达标的片段"


def _easier(met: Condition | None, partly: Condition | None) -> bool:
    """Whether the same figure meets the item no later than it meets a part of it."""
    if not (isinstance(met, Measured) and isinstance(partly, Measured)) or met.value != partly.value:
        return False
    if met.at_least is None or partly.at_least is None or met.as_ != partly.as_:
        return False
    return met.at_least <= partly.at_least


def _leaves(condition: Condition | None) -> Iterator[Condition]:
    if isinstance(condition, AllOf):
        for part in condition.all:
            yield from _leaves(part)
    elif isinstance(condition, AnyOf):
        for part in condition.any:
            yield from _leaves(part)
    elif condition is not None:
        yield condition
