"""Criteria compiled into flat rules.

In: a checklist. Out: a `Rulebook`: every condition tree as alternatives, each a flat list of comparisons of
numbered slots with thresholds, grouped so that no limit of durable-rules is reached. Refuses what no grouping
can fit.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from engine.checklist.models import AllOf, AnyOf, Checklist, Condition, Criterion, Item
from engine.errors import FazhiError
from engine.rules.kernel import STANCES, Outcome, Stance, no_shortcoming, shortcoming, when_met
from engine.rules.measures import Comparison, Measure, Reading, reading
from engine.rules.statements import DECIMALS, LARGEST, Number

# durable-rules fails at 65 rules met by one fact, hangs at 513 rules in a set, and refuses a fact of 255
# keys.
RULES_PER_FACT = 60
RULES_PER_SET = 400
SLOTS_PER_FACT = 230
# More alternatives than this in one item are a mistake in the checklist.
RULES_PER_ITEM = 600


@dataclass(frozen=True)
class Test:
    """One comparison. A slot without a value meets none."""

    slot: str
    comparison: Comparison
    threshold: Number


@dataclass(frozen=True)
class Rule:
    """One alternative of an outcome: all tests together."""

    outcome: Outcome
    tests: tuple[Test, ...]


@dataclass(frozen=True)
class Sheet:
    """Rules that one wide fact answers: what each slot holds, and the rules that read it."""

    id: str
    item: str
    slots: dict[str, Measure]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Rulebook:
    """A compiled checklist: sets of sheets, each fit for one ruleset. `name` holds a content hash."""

    name: str
    sets: tuple[tuple[Sheet, ...], ...]


def compile_checklist(checklist: Checklist) -> Rulebook:
    """The rulebook of `checklist`. Raises `FazhiError` for an item too large or a threshold out of range."""
    sheets = [sheet for item in checklist.items for sheet in _sheets(item)]
    slug = re.sub(r"[^a-z0-9-]+", "-", checklist.id.lower())
    digest = hashlib.sha256(repr(sheets).encode()).hexdigest()[:16]
    return Rulebook(f"{slug}-{digest}", tuple(_packed(sheets)))


def alternatives(condition: Condition, stance: Stance) -> Iterator[tuple[Reading, ...]]:
    """`condition` as alternatives, in the order they are written; each holds when all its readings do."""
    match condition:
        case AllOf():
            parts = [list(alternatives(part, stance)) for part in condition.all]
            for choice in product(*parts):
                yield tuple(dict.fromkeys(reading for part in choice for reading in part))
        case AnyOf():
            for part in condition.any:
                yield from alternatives(part, stance)
        case _:
            yield (reading(condition, stance),)


def _sheets(item: Item) -> Iterator[Sheet]:
    conditions = list(_conditions(item.criterion))
    number = sum(_size(condition) for _, condition in conditions)
    if number > RULES_PER_ITEM:
        raise _refused(
            item,
            f"判定标准展开后有 {number} 条规则，超过 {RULES_PER_ITEM} 条",
            "请减少 all 中并列的 any，或拆成几个条目",
        )
    slots: dict[Measure, str] = {}
    rules = [
        Rule(outcome, tuple(_test(item, one, slots) for one in readings))
        for outcome, condition in conditions
        for readings in alternatives(condition, STANCES[outcome])
    ]
    measures = {slot: measure for measure, slot in slots.items()}
    for count, group in enumerate(_grouped(item, rules)):
        used = {test.slot for rule in group for test in rule.tests}
        yield Sheet(
            id=f"{item.id}#{count}",
            item=item.id,
            slots={slot: measure for slot, measure in measures.items() if slot in used},
            rules=tuple(group),
        )


def _conditions(criterion: Criterion) -> Iterator[tuple[Outcome, Condition]]:
    if criterion.not_met:
        yield "not_met", criterion.not_met
    lowering, clear = shortcoming(criterion), no_shortcoming(criterion)
    if criterion.met and lowering and clear:
        yield when_met(criterion), AllOf(all=(criterion.met, clear))
        yield "lowered", AllOf(all=(criterion.met, lowering))
    elif criterion.met:
        yield when_met(criterion), criterion.met
    if criterion.partly:
        yield "partly", criterion.partly
    if criterion.needs_review:
        yield "needs_review", criterion.needs_review


def _size(condition: Condition) -> int:
    match condition:
        case AllOf():
            return math.prod(_size(part) for part in condition.all)
        case AnyOf():
            return sum(_size(part) for part in condition.any)
        case _:
            return 1


def _test(item: Item, one: Reading, slots: dict[Measure, str]) -> Test:
    threshold = one.threshold
    if not math.isfinite(threshold) or abs(threshold) > LARGEST or round(threshold, DECIMALS) != threshold:
        raise _refused(item, f"界限 {threshold} 不能比较", f"请写不超过一千万亿、至多 {DECIMALS} 位小数的数")
    slot = slots.setdefault(one.measure, f"s{len(slots)}")
    return Test(slot, one.comparison, threshold)


def _grouped(item: Item, rules: list[Rule]) -> Iterator[list[Rule]]:
    group: list[Rule] = []
    used: set[str] = set()
    for rule in rules:
        needed = {test.slot for test in rule.tests}
        if len(needed) > SLOTS_PER_FACT:
            raise _refused(
                item, f"一条规则同时要求 {len(needed)} 个条件，超过 {SLOTS_PER_FACT} 个", "请拆成几个条目"
            )
        if group and (len(group) == RULES_PER_FACT or len(used | needed) > SLOTS_PER_FACT):
            yield group
            group, used = [], set()
        group.append(rule)
        used |= needed
    if group:
        yield group


def _packed(sheets: list[Sheet]) -> Iterator[tuple[Sheet, ...]]:
    pack: list[Sheet] = []
    for sheet in sheets:
        if pack and sum(len(one.rules) for one in pack) + len(sheet.rules) > RULES_PER_SET:
            yield tuple(pack)
            pack = []
        pack.append(sheet)
    if pack:
        yield tuple(pack)


def _refused(item: Item, message: str, mend: str) -> FazhiError:
    return FazhiError(f"条目 {item.id} 的{message}", mend=mend)
