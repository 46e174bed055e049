"""Figures that must fit together."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.extraction.arithmetic import same_as_printed
from tests.extraction.reading import fact, read

COUNTS = "行政诉讼案件开庭80件,行政机关负责人出庭76件,出庭应诉率{rate}%。"


@pytest.mark.parametrize(("rate", "consistent"), [("95", True), ("95.0", True), ("98", False)])
def test_a_rate_is_recomputed_from_its_counts(rate: str, consistent: bool) -> None:
    checks = {c.id: c for c in read(COUNTS.format(rate=rate)).checks}
    found = checks["litigation.head_appearance_rate"]
    assert found.consistent is consistent
    assert found.computed == 95
    assert found.message.endswith("相符")


def test_a_claim_of_all_is_held_against_the_counts() -> None:
    checks = read("行政诉讼案件开庭80件,行政机关负责人出庭76件,做到应出尽出。").checks
    assert [c.consistent for c in checks if c.id == "litigation.head_appearance_full"] == [False]


def test_a_rate_follows_from_counts_where_none_is_printed() -> None:
    found = fact(read("行政诉讼案件开庭80件,行政机关负责人出庭76件。"), "litigation.head_appearance_rate")
    assert (found.value, found.source) == (95, "derived")
    assert len(found.evidence) == 2 or "开庭80件" in found.evidence[0].quote


def test_figures_of_different_paragraphs_are_not_joined() -> None:
    text = "调解矛盾纠纷100件。\n行政机关负责人出庭76件。\n召开座谈会,调解成功率95%。"
    assert not [c for c in read(text).checks if c.id == "mediation.success_rate"]


def test_vague_figures_are_not_recomputed() -> None:
    text = "行政诉讼案件开庭80余件,行政机关负责人出庭76件,出庭应诉率98%。"
    assert not [c for c in read(text).checks if c.id == "litigation.head_appearance_rate"]


def test_a_rate_above_100_and_a_wrong_unit_are_told() -> None:
    ids = {c.id for c in read("人大代表建议和政协提案办结率120%。全年PM2.5平均浓度为40mg/m³。").checks}
    assert {"rate.above_100", "environment.unit"} <= ids


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 2))
def test_rounding_and_truncation_are_right(a: int, b: int, digits: int) -> None:
    rate = a / b * 100
    assert same_as_printed(round(rate, digits), rate)
    assert same_as_printed(math.floor(rate * 10**digits + 1e-9) / 10**digits, rate)
    assert not same_as_printed(round(rate + 2, digits), rate)
