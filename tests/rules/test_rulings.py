"""What a person says of an item: when it counts, and that it is always told."""

from datetime import date

import pytest

from engine.checklist.models import Criterion, Verdict
from engine.extraction.models import Fact, Polarity
from engine.rules import Finding, Ruling, ruled
from tests.reporting.factory import finding

TODAY = date(2025, 3, 1)


def ruling(**changes: object) -> Ruling:
    fields = {
        "item": "cn.01.sample-1",
        "kind": "review",
        "verdict": "met",
        "by": "示例甲",
        "reason": "见台账",
    }
    return Ruling.model_validate(fields | changes)


def after(verdict: Verdict, *rulings: Ruling) -> Finding:
    return ruled([finding(1, verdict)], rulings, TODAY)[0]


@pytest.mark.parametrize("verdict", ["met", "partly", "not_met", "no_evidence", "needs_review"])
def test_a_review_counts_whatever_stood_before(verdict: Verdict) -> None:
    judged = after(verdict, ruling(verdict="partly"))
    assert judged.verdict == "partly"
    assert judged.rulings[0].replaced == verdict


@pytest.mark.parametrize(
    ("verdict", "then"),
    [("no_evidence", "met"), ("needs_review", "met"), ("partly", "met"), ("not_met", "not_met")],
)
def test_an_attestation_proves_what_is_open_and_overrules_no_fact(verdict: Verdict, then: Verdict) -> None:
    judged = after(verdict, ruling(kind="attestation"))
    assert judged.verdict == then
    assert bool(judged.rulings[0].remarks) == (then == verdict)


def test_a_waiver_keeps_the_verdict() -> None:
    judged = after("not_met", ruling(kind="waiver", verdict=None, until=date(2025, 12, 31)))
    assert (judged.verdict, judged.waived) == ("not_met", True)


def test_what_expired_or_is_needless_does_not_count_and_is_told() -> None:
    expired = after("not_met", ruling(kind="waiver", verdict=None, until=date(2024, 12, 31)))
    needless = after("met", ruling(kind="waiver", verdict=None, until=date(2025, 12, 31)))
    for judged in (expired, needless):
        assert not judged.waived
        assert judged.rulings[0].remarks


def test_other_items_stay_as_they_are() -> None:
    assert ruled([finding(2, "partly")], [ruling()], TODAY) == (finding(2, "partly"),)


@pytest.mark.parametrize(("polarity", "then"), [("no", "partly"), ("partial", "met")])
def test_no_attestation_does_away_with_an_admitted_shortcoming(polarity: Polarity, then: Verdict) -> None:
    admitted = Fact(key="a.b", label="示例事项", value=True, modality="problem", polarity=polarity)
    lowered = finding(1, "partly", item={"criterion": Criterion(lowered_by=("a.b",))})
    judged = ruled([lowered], [ruling(kind="attestation")], TODAY, [admitted])[0]
    assert (judged.verdict, bool(judged.rulings[0].remarks)) == (then, then == "partly")
