"""Sizes at which durable-rules fails, hangs or crashes, and that the compiler keeps away from them."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from engine.errors import FazhiError
from engine.rules.kernel import Firing
from engine.rules.reference import ReferenceKernel
from engine.rules.rulebook import RULES_PER_FACT, RULES_PER_SET, SLOTS_PER_FACT, compile_checklist
from engine.rules.statements import Statements

from .making import checklist, document, extraction, fact, item

pytest.importorskip("durable.engine", reason="durable-rules 未安装")

from engine.rules.durable import DurableKernel, _handed


def both(items: list[Any], facts: list[Any]) -> frozenset[Firing]:
    """What fires, which must be the same for both kernels."""
    made, statements = checklist(*items), Statements(document(), extraction(*facts))
    durable = DurableKernel().fired(made, made.items, statements)
    assert durable == ReferenceKernel().fired(made, made.items, statements)
    return durable


def thresholds(number: int) -> dict[str, Any]:
    return {"any": [{"value": "a.n", "at_least": limit} for limit in range(number)]}


@pytest.mark.parametrize("number", [1, 60, 61, 64, 65, 200, 600])
def test_many_alternatives_met_by_one_fact(number: int) -> None:
    assert both([item(met=thresholds(number))], [fact("a.n", 1000)]) == {("t.one", "met")}


@pytest.mark.parametrize("number", [256, 257, 300])
def test_many_alternatives_that_are_alike(number: int) -> None:
    same = {"any": [{"value": "a.n", "at_least": 1}] * number}
    assert both([item(met=same)], [fact("a.n", 1)]) == {("t.one", "met")}


@pytest.mark.parametrize("number", [511, 512, 513, 1200])
def test_many_rules_in_a_checklist(number: int) -> None:
    items = [item(f"t.i{n}", met={"value": "a.n", "at_least": n % 7}) for n in range(number)]
    assert len(both(items, [fact("a.n", 3)])) == sum(n % 7 <= 3 for n in range(number))


@pytest.mark.parametrize("number", [SLOTS_PER_FACT, SLOTS_PER_FACT + 1, 500])
def test_many_different_figures_in_one_item(number: int) -> None:
    some = {"any": [{"value": f"a.n{n}", "at_least": 1} for n in range(number)]}
    assert both([item(met=some)], [fact(f"a.n{number - 1}", 1)]) == {("t.one", "met")}


def test_many_facts_with_one_key() -> None:
    facts = [fact("a.n", 5 + n, at=n) for n in range(3000)]
    assert both(
        [item(met={"value": "a.n", "at_least": 5}, not_met={"value": "a.n", "at_least": 3004})], facts
    ) == {
        ("t.one", "met"),
        ("t.one", "not_met"),
    }


def test_sets_and_sheets_stay_within_their_sizes() -> None:
    book = compile_checklist(checklist(*(item(f"t.i{n}", met=thresholds(130)) for n in range(9))))
    assert sum(len(sheet.rules) for sheets in book.sets for sheet in sheets) == 9 * 130
    assert all(sum(len(sheet.rules) for sheet in sheets) <= RULES_PER_SET for sheets in book.sets)
    assert all(len(sheet.rules) <= RULES_PER_FACT for sheets in book.sets for sheet in sheets)


def test_an_item_that_explodes_is_refused() -> None:
    pairs = [{"any": [{"reported": (f"a.x{n}",)}, {"reported": (f"a.y{n}",)}]} for n in range(40)]
    with pytest.raises(FazhiError, match=r"t\.one.*1099511627776 条规则"):
        compile_checklist(checklist(item(met={"all": pairs})))


def test_a_rule_with_too_many_conditions_is_refused() -> None:
    every = {"all": [{"value": f"a.n{n}", "at_least": 1} for n in range(SLOTS_PER_FACT + 1)]}
    with pytest.raises(FazhiError, match="同时要求 231 个条件"):
        compile_checklist(checklist(item(met=every)))


@pytest.mark.parametrize("threshold", [float("inf"), float("nan"), 2e15, 0.00001])
def test_a_threshold_that_cannot_be_compared_is_refused(threshold: float) -> None:
    with pytest.raises(FazhiError, match="不能比较"):
        compile_checklist(checklist(item(met={"value": "a.n", "at_least": threshold})))


@pytest.mark.parametrize("value", ["0.99", True, float("nan"), float("inf"), 1e22, None])
def test_only_plain_numbers_are_handed_over(value: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        _handed(value)


@pytest.mark.parametrize("value", [1e-9, -1e-9, 0.0001, 1e15, -1e15, 33.333333333333336, 0, -0.0])
def test_numbers_at_the_edges_are_read_alike(value: float) -> None:
    tests: dict[str, Any] = {
        "met": {"value": "a.n", "at_least": 0},
        "not_met": {"value": "a.n", "less_than": 0.0001},
    }
    both([item(**tests)], [fact("a.n", value)])
    pair = {"value": "a.n", "more_than_value": "a.m"}
    both([item(met=pair)], [fact("a.n", value), fact("a.m", -1e15, at=9)])


def test_a_report_that_meets_nothing_is_no_trouble() -> None:
    made = checklist(item(met={"value": "a.never", "at_least": 1}))
    kernel = DurableKernel()
    for _ in range(50):
        assert kernel.fired(made, made.items, Statements(document(), extraction())) == frozenset()


def test_reports_do_not_mix_and_no_thread_is_left() -> None:
    made = checklist(item("t.a", met={"reported": ("a.x",)}), item("t.b", met={"reported": ("a.y",)}))
    kernel, before = DurableKernel(), threading.active_count()
    for n in range(300):
        key, expected = (("a.x", "t.a"), ("a.y", "t.b"))[n % 2]
        statements = Statements(document(), extraction(fact(key)))
        assert kernel.fired(made, made.items, statements) == {(expected, "met")}
    assert threading.active_count() == before


def test_names_never_share_a_hash() -> None:
    """durable-rules knows properties and facts by a 32-bit hash of their names alone."""
    names = ["item", "sid", "id", "wake", *(f"s{n}" for n in range(3000)), *(f"f{n}" for n in range(3000))]
    assert len({_fnv1a(name) for name in names}) == len(names)


def _fnv1a(text: str) -> int:
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) % 2**32
    return value
