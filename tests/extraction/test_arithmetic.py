"""Figures that must fit together."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.extraction.checks.printed import Amount, Span, agrees, amount, share, total
from tests.extraction.reading import fact, read

COUNTS = "行政诉讼案件开庭80件,行政机关负责人出庭76件,出庭应诉率{rate}%。"
QUICK = settings(max_examples=40, deadline=None)


def wrong(text: str) -> list[str]:
    """The ids of the alarms that a passage raises."""
    return [check.id for check in read(text).checks if check.consistent is False]


@pytest.mark.parametrize(("rate", "consistent"), [("95", True), ("95.0", True), ("98", False)])
def test_a_rate_is_recomputed_from_its_counts(rate: str, consistent: bool) -> None:
    checks = {c.id: c for c in read(COUNTS.format(rate=rate)).checks}
    found = checks["litigation.head_appearance_rate"]
    assert found.consistent is consistent
    assert found.computed == 95
    assert found.message.endswith("相符")


def test_a_printed_zero_counts_as_a_digit() -> None:
    text = "行政诉讼案件开庭81件,行政机关负责人出庭77件,出庭应诉率{}%。"
    assert wrong(text.format("95")) == []
    assert wrong(text.format("95.00")) == ["litigation.head_appearance_rate"]


def test_the_base_that_was_taken_is_named() -> None:
    text = "一审行政诉讼案件91件,开庭84件,行政机关负责人出庭80件,出庭应诉率87.9%。"
    (found,) = [c for c in read(text).checks if c.consistent is False]
    assert "一审行政诉讼案件91件作分母才相符" in found.message


def test_a_claim_of_all_is_held_against_the_counts() -> None:
    checks = read("行政诉讼案件开庭80件,行政机关负责人出庭76件,做到应出尽出。").checks
    assert [c.consistent for c in checks if c.id == "litigation.head_appearance_full"] == [False]


def test_a_rate_follows_from_counts_where_none_is_printed() -> None:
    found = fact(read("行政诉讼案件开庭80件,行政机关负责人出庭76件。"), "litigation.head_appearance_rate")
    assert (found.value, found.source) == (95, "derived")
    assert len(found.evidence) == 2 or "开庭80件" in found.evidence[0].quote


def test_parts_counted_apart_are_added() -> None:
    text = "行政诉讼案件开庭50件,其中正职出庭18件、副职出庭29件。"
    found = fact(read(text), "litigation.head_appearance_rate")
    assert (found.value, found.source) == (94, "derived")


def test_parts_above_the_whole_give_no_rate() -> None:
    facts = read("行政诉讼案件开庭20件,其中正职出庭18件、副职出庭29件。").facts
    assert not [f for f in facts if f.key == "litigation.head_appearance_rate"]


def test_figures_of_different_paragraphs_are_not_joined() -> None:
    text = "调解矛盾纠纷100件。\n行政机关负责人出庭76件。\n召开座谈会,调解成功率95%。"
    assert not [c for c in read(text).checks if c.id == "mediation.success_rate"]


def test_figures_of_two_bodies_in_a_paragraph_are_not_joined() -> None:
    text = (
        "全市行政诉讼案件开庭80件,行政机关负责人出庭76件,出庭应诉率95%。"
        "市政府作被告的应诉案件10件,行政机关负责人出庭8件,出庭应诉率80%。"
    )
    assert wrong(text) == []


def test_vague_figures_are_not_recomputed() -> None:
    text = "行政诉讼案件开庭80余件,行政机关负责人出庭76件,出庭应诉率98%。"
    assert not [c for c in read(text).checks if c.id == "litigation.head_appearance_rate"]


def test_a_rate_above_100_and_a_wrong_unit_are_told() -> None:
    ids = {c.id for c in read("人大代表建议和政协提案办结率120%。全年PM2.5平均浓度为40mg/m³。").checks}
    assert {"rate.above_100", "environment.unit"} <= ids


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 2))
def test_rounding_and_truncation_are_right(a: int, b: int, digits: int) -> None:
    rate, unit = a / b * 100, 10.0**-digits
    exact = Span(rate, rate)
    assert agrees(Amount(round(rate, digits), unit), exact)
    assert agrees(Amount(math.floor(rate * 10**digits + 1e-9) / 10**digits, unit), exact)
    assert not agrees(Amount(round(rate + 2, digits), unit), exact)


@QUICK
@given(st.integers(1, 5000), st.data(), st.integers(0, 2), st.booleans())
def test_no_rounded_or_cut_rate_raises_an_alarm(
    b: int, data: st.DataObject, digits: int, rounds: bool
) -> None:
    a = data.draw(st.integers(0, b))
    rate = a / b * 100
    printed = rate if rounds else math.floor(rate * 10**digits + 1e-9) / 10**digits
    text = f"行政诉讼案件开庭{b}件,行政机关负责人出庭{a}件,出庭应诉率{printed:.{digits}f}%。"
    assert wrong(text) == []


@QUICK
@given(st.lists(st.integers(1, 900), min_size=2, max_size=6), st.integers(1, 50), st.booleans())
def test_a_sum_that_adds_up_is_never_flagged_and_one_that_misses_is(
    parts: list[int], off: int, complete: bool
) -> None:
    word = "包括" if complete else "其中"
    names = ["市场监管", "交通运输", "城管", "农业", "文化", "应急"]
    listed = "、".join(f"{name}{part}件" for name, part in zip(names, parts, strict=False))
    whole = sum(parts)
    assert wrong(f"办结行政处罚案件{whole}件,{word}{listed}。") == []
    if max(parts) <= whole - off:
        assert wrong(f"办结行政处罚案件{whole - off}件,{word}{listed}。")
    assert bool(wrong(f"办结行政处罚案件{whole + off}件,{word}{listed}。")) is complete


@given(st.lists(st.integers(1, 10**7), min_size=2, max_size=5), st.integers(-300, 300))
def test_the_scale_of_money_changes_no_verdict(parts: list[int], off: int) -> None:
    whole = sum(parts) + off

    def verdict(unit: str, decimals: int) -> bool:
        figures = [f"{part / 10**decimals:.{decimals}f}" for part in (whole, *parts)]
        first, *rest = (amount(figure, float(figure), unit) for figure in figures)
        return agrees(first, *total(rest))

    assert verdict("元", 0) == verdict("万元", 4) == verdict("亿元", 8)


@QUICK
@given(st.lists(st.floats(0.001, 9.0), min_size=2, max_size=4), st.integers(0, 3), st.booleans())
def test_rounded_or_cut_amounts_still_add_up(parts: list[float], digits: int, rounds: bool) -> None:
    def printed(value: float) -> Amount:
        kept = round(value, digits) if rounds else math.floor(value * 10**digits) / 10**digits
        return amount(f"{kept:.{digits}f}", kept, "亿元")

    assert agrees(printed(sum(parts)), *total(map(printed, parts)))


def test_counts_are_exact_and_rates_are_not() -> None:
    assert amount("1,234", 1234, "件") == Amount(1234)
    assert amount("19万", 190000, "件") == Amount(190000, 10_000)
    assert amount("百分之九十五点六", 95.6, "%") == Amount(95.6, 0.1)
    assert share(Amount(1), Amount(4)) == (Span(25, 25), Span(25, 25))


def test_a_figure_counts_for_the_wider_indicator_but_is_not_computed_with() -> None:
    found = read("人民调解组织调解纠纷900件,调解成功882件,成功率98%;办理行政调解案件120件。")
    counts = [(f.key, f.value) for f in found.facts if f.value in (900, 120)]
    assert sorted(counts) == [
        ("mediation.administrative_cases", 120),
        ("mediation.disputes", 120),
        ("mediation.disputes", 900),
    ]
    assert not [c for c in found.checks if c.consistent is False]
