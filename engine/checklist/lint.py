"""Remarks on a checklist that is valid and yet cannot mean what it says.

In: a loaded checklist. Out: a remark for each oddity, placed in its file. Errors are found in loading.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from engine.checklist.dating import as_of, value_on
from engine.checklist.loading import LoadedChecklist
from engine.checklist.models import (
    LIMITS,
    AllOf,
    AnyOf,
    Checklist,
    Condition,
    Item,
    Measured,
    NamedValue,
    Reported,
)
from engine.errors import FazhiError
from engine.yamlio import Path_

_Remark = tuple[Path_, str, str | None]
LEAST_EXAMPLES = 2


def remarks(loaded: LoadedChecklist) -> list[FazhiError]:
    """The oddities of a checklist, in the order of its items."""
    checklist = loaded.checklist
    found = [loaded.remark(None, *remark) for remark in (*_of_head(loaded), *_of_overlay(loaded))]
    never = _never_in_force(checklist)
    own = {item.id for item in loaded.layers[-1].overlay.items} if loaded.layers else None
    for item in checklist.items:
        if own is not None and item.id not in own:
            continue  # told of the parent
        if item.id in never:
            message = f"{item.id}：所引规定在清单期间内从未施行，永远不适用"
            found.append(loaded.remark(item.id, ("sources",), message, "请核对 sources 的文件和起止日期"))
        found += (
            loaded.remark(item.id, where, f"{item.id}：{message}", mend)
            for where, message, mend in _of_item(item, checklist)
        )
    return found


def _of_overlay(loaded: LoadedChecklist) -> Iterator[_Remark]:
    """Values of the last overlay that fall short of national law, on some day of theirs."""
    items = {item.id: item for item in loaded.checklist.items}
    for i, change in enumerate(loaded.layers[-1].overlay.changes if loaded.layers else ()):
        for name, other in change.values.items():
            value = items[change.item].values[name]
            days = {entry.from_ or date(loaded.checklist.from_year, 12, 31) for entry in other.dated}
            refused = [one for day in sorted(days) if (s := value_on(value, day)) for one in s.refused]
            for one in {one.local: one for one in refused if one.by == loaded.checklist.id}.values():
                unit = one.unit or ""
                message = f"{change.item}：{one.label} {one.local:g}{unit} 宽于国家规定的 {one.national:g}{unit}，不会采用"
                yield (
                    ("changes", i, "values", name),
                    message,
                    "请核对该地方规定是否已修改；只作参考的可以保留",
                )


def lacks_examples(item: Item) -> bool:
    """Whether an item shows too little of what it means: two passages, one of them not 达标."""
    return len(item.examples) < LEAST_EXAMPLES or all(example.verdict == "met" for example in item.examples)


def _of_head(loaded: LoadedChecklist) -> Iterator[_Remark]:
    """Entries that nobody uses; of an overlay only its own."""
    checklist = loaded.checklist
    if checklist.from_year > checklist.to_year:
        yield ("from_year",), "from_year 晚于 to_year，没有哪一年适用", "请对调或改正年份"
    cited = {source.document for item in checklist.items for source in item.sources}
    cited |= {source.document for profile in checklist.profiles for source in profile.sources}
    cited |= {
        entry.source.document
        for item in checklist.items
        for value in item.values.values()
        for entry in value.dated
        if entry.source
    }
    if loaded.layers:
        overlay = loaded.layers[-1].overlay
        cited |= {source.document for change in overlay.changes for source in change.sources}
        for name in overlay.documents:
            if name not in cited:
                yield ("documents", name), f"文件“{name}”无人引用", "请引用或删去"
        return
    for name in checklist.documents:
        if name not in cited:
            yield ("documents", name), f"文件“{name}”无人引用", "请引用或删去"
    parts = {item.part for item in checklist.items}
    for i, part in enumerate(checklist.parts):
        if part.id not in parts:
            yield ("parts", i), f"部分“{part.id}”没有条目", "请删去，或把条目归入这一部分"
    described = {profile.level for profile in checklist.profiles}
    used = {level for item in checklist.items for level in item.applies.levels}
    for level in sorted(used - described) if described else ():
        yield ("profiles",), f"profiles 没有说明层级“{level}”的要求和依据", "请补一项"


def _never_in_force(checklist: Checklist) -> frozenset[str]:
    """The items that are dormant at the end of every year of the period."""
    years = range(checklist.from_year, min(checklist.to_year, checklist.from_year + 50) + 1)
    dormant = [as_of(checklist, date(year, 12, 31)).dormant for year in years]
    return frozenset.intersection(*dormant) if dormant else frozenset()


def _of_item(item: Item, checklist: Checklist) -> Iterator[_Remark]:
    yield from _of_criterion(item)
    for name, value in item.values.items():
        yield from _of_value(name, value, item, checklist)
    applies = item.applies
    if applies.from_year and applies.to_year and applies.from_year > applies.to_year:
        yield ("applies",), "from_year 晚于 to_year，没有哪一年适用", "请对调或改正年份"
    if not applies.levels:
        yield ("applies", "levels"), "没有适用的层级，永远不适用", "请写明层级"
    figures = [value.basis for value in item.values.values()]
    if "benchmark" in (item.basis, *figures) and not item.note:
        yield (), "考评参考值应在 note 里说明从何而来", "请补 note"
    if lacks_examples(item):
        yield ("examples",), "examples 至少要有两个片段，其中一个不是达标", "请补片段和应得的结论"
    elif (
        all(example.verdict != "met" for example in item.examples)
        and item.criterion.met
        and not item.criterion.asked
    ):
        yield ("examples",), "examples 没有一个达标的片段", "请补一个"


def _of_criterion(item: Item) -> Iterator[_Remark]:
    criterion = item.criterion
    if criterion.asked:
        yield ("criterion", "met"), "met 里有由人判断的内容，只看文字不会达标", "能用事实键写的，请改写"
    if criterion.met is None:
        yield ("criterion",), "没有写达标的条件（met），永远不会达标", "请写 met"
    for name in ("not_met", "met", "partly", "needs_review"):
        for leaf in _leaves(getattr(criterion, name)):
            if isinstance(leaf, Reported) and leaf.number > len(set(leaf.reported)):
                message = f"要求写到 {leaf.number} 种，却只列了 {len(set(leaf.reported))} 种，永远不会成立"
                yield ("criterion", name), message, "请改 number，或补事实键"
    if criterion.met is not None and criterion.met == criterion.partly:
        yield ("criterion", "partly"), "met 与 partly 相同，永远不会部分达标", "请改其中一个"
    elif _implied(criterion.partly, criterion.met):
        yield (
            ("criterion", "partly"),
            "partly 成立时 met 必已成立，永远不会部分达标",
            "请放宽 partly，或收紧 met",
        )
    if _easier(criterion.met, criterion.partly):
        message = "达标的下限不高于部分达标的下限，永远不会部分达标"
        yield ("criterion", "partly"), message, "请对调两个下限"


def _of_value(name: str, value: NamedValue, item: Item, checklist: Checklist) -> Iterator[_Remark]:
    """A value that nothing compares with, and times in which it has none or two."""
    where = ("values", name)
    gaps = (
        not value.ledger
    )  # one of a ledger may begin and end with its law: other rows are not checked by it
    if not value.ledger and name not in _named(item):
        mend = "请在 criterion 中写这个名称，或写 ledger: true，或删去"
        yield where, f"数值“{name}”没有用在判定标准里", mend
    entries = sorted(value.dated, key=lambda entry: entry.from_ or date.min)
    day, free = date(checklist.from_year, 12, 31), date.min
    for entry in entries:
        begins = entry.from_ or date.min
        if gaps and begins > day:
            yield where, f"数值“{name}”在 {day.isoformat()} 至 {entry.from_} 之间没有值", "请补 from、until"
        if begins < free:
            yield where, f"数值“{name}”在 {entry.from_} 有两个值", "请改 from、until，使各时期不重叠"
        if entry.until is None:
            return
        free = entry.until + timedelta(days=1)
        day = max(day, free)
    if gaps and day <= date(checklist.to_year, 12, 31):
        yield where, f"数值“{name}”自 {day.isoformat()} 起没有值", "请补一段，或删去最后的 until"


def _named(item: Item) -> set[str]:
    criterion = item.criterion
    conditions = (criterion.not_met, criterion.met, criterion.partly, criterion.needs_review)
    measured = [leaf for one in conditions for leaf in _leaves(one) if isinstance(leaf, Measured)]
    return {limit for leaf in measured for name in LIMITS if isinstance(limit := getattr(leaf, name), str)}


def _implied(partly: Condition | None, met: Condition | None) -> bool:
    """Whether `met` holds whenever `partly` does: it asks for one of at least the same keys, as loosely."""
    if not (isinstance(met, Reported) and isinstance(partly, Reported)):
        return False
    return (
        set(partly.reported) <= set(met.reported)
        and set(partly.as_) <= set(met.as_)
        and set(partly.polarity) <= set(met.polarity)
        and partly.number >= met.number
    )


def _easier(met: Condition | None, partly: Condition | None) -> bool:
    """Whether the same figure meets the item no later than it meets a part of it."""
    if not (isinstance(met, Measured) and isinstance(partly, Measured)) or met.value != partly.value:
        return False
    ones, others = met.at_least, partly.at_least
    if isinstance(ones, str) or isinstance(others, str) or ones is None or others is None:
        return False
    return met.as_ == partly.as_ and ones <= others


def _leaves(condition: Condition | None) -> Iterator[Condition]:
    if isinstance(condition, AllOf):
        for part in condition.all:
            yield from _leaves(part)
    elif isinstance(condition, AnyOf):
        for part in condition.any:
            yield from _leaves(part)
    elif condition is not None:
        yield condition
