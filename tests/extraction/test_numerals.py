"""Numbers in every way that reports print them."""

from __future__ import annotations

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.extraction.models import Bound
from engine.extraction.numerals import chinese
from tests.extraction.reading import fact, read

NUMBERS: list[tuple[str, float, str, Bound]] = [
    ("1,234件", 1234, "件", "eq"),
    ("１２３件", 123, "件", "eq"),
    ("12.5万件", 125000, "件", "eq"),
    ("三十余件", 30, "件", "ge"),
    ("近百件", 100, "件", "approx"),
    ("约200件", 200, "件", "approx"),
    ("两百余件", 200, "件", "ge"),
    ("3000多件", 3000, "件", "ge"),
    ("1.2万余件", 12000, "件", "ge"),
    ("二百三十件", 230, "件", "eq"),
    ("超过60件", 60, "件", "ge"),
    ("60件以上", 60, "件", "ge"),
    ("不足10件", 10, "件", "le"),
    ("10至15件", 10, "件", "ge"),
    ("一千零五件", 1005, "件", "eq"),
]


@pytest.mark.parametrize(("printed", "value", "unit", "bound"), NUMBERS)
def test_a_printed_number_has_its_value_unit_and_bound(
    printed: str, value: float, unit: str, bound: Bound
) -> None:
    found = fact(read(f"全年受理行政复议案件{printed}。"), "reconsideration.accepted")
    assert (found.value, found.unit, found.bound) == (value, unit, bound)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("95.2%", 95.2),
        ("９５％", 95),
        ("百分之九十五", 95),
        ("百分之九十八点五", 98.5),
        ("九成", 90),
        ("九成五", 95),
    ],
)
def test_rates_are_percentages(printed: str, value: float) -> None:
    found = fact(read(f"行政机关负责人出庭应诉率达{printed}。"), "litigation.head_appearance_rate")
    assert (found.value, found.unit) == (value, "%")


@pytest.mark.parametrize(
    "text",
    [
        "印发《关于行政复议案件12件的通报》。",
        "按照国发〔2022〕8号文件受理行政复议案件。",
        "2024年12月5日受理行政复议案件。",
        "第12次会议研究行政复议案件受理工作。",
        "千家万户受理行政复议案件。",
        "行政复议案件受理数同比增长12件。",
        "行政复议案件受理量较上年减少30件。",
    ],
)
def test_what_only_looks_like_a_count_gives_none(text: str) -> None:
    assert "reconsideration.accepted" not in {f.key for f in read(text).facts if f.unit}


def test_a_full_width_comma_never_joins_two_numbers() -> None:
    assert fact(read("全年共101，受理行政复议案件100件。"), "reconsideration.accepted").value == 100


@given(st.integers(min_value=10, max_value=99_999_999))
def test_chinese_numerals_agree_with_cn2an(number: int) -> None:
    assert chinese(cn2an.an2cn(number)) == number


@given(st.text(alphabet="〇零一二两三四五六七八九十百千万亿点余", max_size=12))
def test_chinese_numerals_never_crash(text: str) -> None:
    value = chinese(text)
    assert value is None or value >= 0


def test_a_number_torn_by_a_blank_is_not_read() -> None:
    assert "reconsideration.accepted" not in {
        f.key for f in read("受理行政复议案件1 234件。").facts if f.unit
    }
