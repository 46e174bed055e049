"""The labels: complete, printable everywhere, and numbers as offices write them."""

from datetime import date
from typing import Any, get_args

import pytest

from engine.checklist.models import Item, Severity, Verdict
from engine.documents.models import Document, Kind, Level
from engine.extraction.models import Bound, Fact, FactSource, Modality, Per
from engine.reporting.numbers import amount, fraction, number, percent
from engine.reporting.texts import load_texts

TEXTS = load_texts()


def test_every_value_of_the_models_has_its_label() -> None:
    groups: list[tuple[Any, dict[str, Any]]] = [
        (Verdict, TEXTS.verdicts), (Severity, TEXTS.severities), (Kind, TEXTS.kinds), (Level, TEXTS.levels),
        (Modality, TEXTS.modalities), (Bound, TEXTS.bounds), (Per, TEXTS.periods), (FactSource, TEXTS.sources),
        (Item.model_fields["basis"].annotation, TEXTS.bases),
    ]  # fmt: skip
    assert [set(get_args(kind)) - set(labels) for kind, labels in groups] == [set()] * len(groups)
    assert set(get_args(Modality)) - {"done"} <= set(TEXTS.contrary)
    assert set(TEXTS.provided) <= set(Document.model_fields)


def test_all_labels_can_be_printed_on_a_gbk_console() -> None:
    TEXTS.model_dump_json().encode("gbk")


@pytest.mark.parametrize(
    ("value", "shown"), [(5.0, "5"), (2.5, "2.5"), (95.238, "95.24"), (0, "0"), (100, "100")]
)
def test_numbers_have_no_needless_decimals(value: float, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (10.364, "10.364"),
        (0.1 + 0.2, "0.3"),
        (10.3647, "10.3647"),
        (21.0, "21"),
        (100, "100"),
        (123456789.123, "123456789.123"),
        (1e15, "1000000000000000"),
    ],
)
def test_a_figure_keeps_the_decimals_that_were_written(value: float, shown: str) -> None:
    money = Fact(key="a", label="罚没金额", value=value, unit="万元")
    assert amount(money, TEXTS.bounds, TEXTS.periods) == f"{shown}万元"


@pytest.mark.parametrize(
    ("value", "shown"), [(95.238, "95.2%"), (42.25, "42.3%"), (100, "100%"), (99.97, "99.9%"), (0, "0%")]
)
def test_what_falls_short_of_all_never_reads_as_all(value: float, shown: str) -> None:
    assert percent(value) == shown
    assert fraction(value) == pytest.approx(float(shown.rstrip("%")) / 100), "as spreadsheets show it"


def test_a_fact_reads_with_its_bound_and_period() -> None:
    fact = Fact(key="a", label="学时", value=60, unit="学时", bound="ge", per="person")
    assert amount(fact, TEXTS.bounds, TEXTS.periods) == "每人不少于60学时"
    day = Fact(key="a", label="日期", value=date(2025, 3, 1))
    assert amount(day, TEXTS.bounds, TEXTS.periods) == "2025年3月1日"
