"""Report and ledgers on one figure: when they agree, differ, or cannot be compared."""

from __future__ import annotations

import pytest

from engine.audit.merging import compared, merged
from engine.audit.words import audit_texts
from engine.extraction.models import Evidence, Extraction, Fact

KEY = "reconsideration.received"


def fact(value: float | bool, unit: str | None = "件", **more: object) -> Fact:
    return Fact.model_validate({"key": KEY, "label": "收到申请", "value": value, "unit": unit} | more)


def ledger(value: float | bool, unit: str | None = "件", **more: object) -> Fact:
    quote = Evidence(quote="台账", start=0, end=0, file="台账/a.xlsx", cell="a!A1")
    return fact(value, unit, source="ledger", evidence=(quote,), **more)


@pytest.mark.parametrize(
    ("claim", "count", "agreement"),
    [
        (fact(13), ledger(13), "agrees"),
        (fact(13), ledger(12), "differs"),
        (fact(1.2, "万件"), ledger(12_034), "agrees"),
        (fact(1.2, "万件"), ledger(13_600), "differs"),
        (fact(95.2, "%"), ledger(95.24, "%"), "agrees"),
        (fact(100, "%"), ledger(99.96, "%"), "differs"),
        (fact(100, bound="approx"), ledger(97), "agrees"),
        (fact(100, bound="ge"), ledger(104), "agrees"),
        (fact(100, bound="ge"), ledger(99), "differs"),
        (fact(130, "人次"), ledger(12, "人"), "unclear"),
        (fact(20, "天"), ledger(20, "个工作日"), "unclear"),
        (fact(13), ledger(12, bound="ge"), "unclear"),
        (fact(11), ledger(12, bound="ge"), "differs"),
        (fact(11), ledger(12, bound="le"), "unclear"),
        (fact(13), ledger(12, bound="le"), "differs"),
        (fact(True, None), ledger(True, None), "agrees"),
        (fact(True, None), ledger(True, None, modality="problem", polarity="no"), "differs"),
    ],
)
def test_compared(claim: Fact, count: Fact, agreement: str) -> None:
    assert compared(claim, count) == agreement


def test_the_ledger_takes_the_place_of_the_own_claim_alone() -> None:
    claims = (
        fact(13),
        fact(9, year=2023),
        fact(50, modality="planned"),
        fact(3, scope="公安"),
        fact(2, per="month"),
    )
    both = merged(Extraction(facts=claims, checks=()), (ledger(12),), 2024, audit_texts())
    assert [(one.value, one.source) for one in both.extraction.facts] == [
        *((one.value, "text") for one in claims[1:]),
        (12, "ledger"),
    ]
    assert [one.agreement for one in both.differences] == ["differs"]


def test_a_ledger_of_none_proves_nothing_done() -> None:
    both = merged(Extraction(facts=(fact(3),), checks=()), (ledger(0),), 2024, audit_texts())
    assert both.extraction.facts == () and both.differences[0].agreement == "differs"
    vast = merged(Extraction(facts=(fact(3),), checks=()), (ledger(float("inf")),), 2024, audit_texts())
    assert vast.extraction.facts == (fact(3),) and vast.differences == ()
    rate = merged(Extraction(facts=(), checks=()), (ledger(0, "%"),), 2024, audit_texts())
    assert len(rate.extraction.facts) == 1


@pytest.mark.parametrize(("claim", "agreement"), [(40, "differs"), (60, "unclear"), (80, "differs")])
def test_a_share_between_a_least_and_a_most(claim: float, agreement: str) -> None:
    between = (ledger(50, "%", bound="ge"), ledger(75, "%", bound="le"))
    both = merged(Extraction(facts=(fact(claim, "%"),), checks=()), between, 2024, audit_texts())
    assert [one.agreement for one in both.differences] == [agreement]
    assert [one.value for one in both.extraction.facts] == [50, 75]
