"""What a person decides: no text alone makes such an item 达标."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from engine.checklist.models import Criterion
from engine.extraction.models import Fact, Per
from engine.rules import Finding, explain, judge

from .making import checklist, document, extraction, fact, item

ASKED = {"person": "讲座的对象是不是领导班子"}
BOTH = {"all": ({"reported": ("a.b",)}, ASKED)}


def finding(*facts: Fact, kind: str = "annual_report", **criterion: Any) -> Finding:
    return judge(document(kind=kind), extraction(*facts), checklist(item(**criterion))).findings[0]


def test_all_that_the_text_can_show_is_for_a_person_to_complete() -> None:
    found = finding(fact("a.b"), met=BOTH, partly={"reported": ("a.b", "a.c")})
    assert found.verdict == "needs_review"
    assert found.reason == "报告写明：名称a.b。其余须由人判断，请核实（由人判断：讲座的对象是不是领导班子）。"
    assert [one.quote for one in found.evidence] == ["句0"]


def test_less_than_that_is_judged_as_ever() -> None:
    assert finding(fact("a.c"), met=BOTH, partly={"reported": ("a.b", "a.c")}).verdict == "partly"
    assert finding(met=BOTH).verdict == "no_evidence"
    short = fact("a.b", at=9, modality="problem", polarity="no")
    assert finding(fact("a.b"), short, met=BOTH, lowered_by=("a.b",)).verdict == "partly"


def test_a_question_alone_is_never_answered() -> None:
    found = finding(fact("a.b"), met=ASKED)
    assert (found.verdict, found.evidence) == ("needs_review", ())
    assert "不能由程序判断" in found.reason
    assert finding(met=ASKED, kind="work_plan").verdict == "no_evidence"


def test_explained() -> None:
    said = explain(document(), extraction(fact("a.b")), checklist(item(met=BOTH)), "t.one")
    assert said.changes[0].missing == ("须由人判断：讲座的对象是不是领导班子",)


@pytest.mark.parametrize(
    "criterion",
    [
        {"partly": ASKED},
        {"not_met": ASKED},
        {"needs_review": ASKED},
        {"met": {"any": ({"reported": ("a.b",)}, ASKED)}},
        {"met": {"all": ({"any": ({"reported": ("a.b",)}, ASKED)},)}},
    ],
)
def test_it_stands_only_where_it_bars_the_verdict(criterion: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="person 只能写在 met 里"):
        Criterion.model_validate(criterion)


@pytest.mark.parametrize(
    ("value", "per", "bound", "verdict"),
    [
        (1, "quarter", "eq", "met"),
        (1, "quarter", "ge", "met"),
        (1, "half", "eq", "no_evidence"),
        (9, None, "eq", "no_evidence"),
    ],
)
def test_a_frequency_is_compared_with_the_same_frequency(
    value: int, per: Per | None, bound: Any, verdict: str
) -> None:
    met = {"value": "a.b", "at_least": 1, "per": "quarter"}
    assert finding(fact("a.b", value, per=per, bound=bound), met=met).verdict == verdict


@pytest.mark.parametrize(("value", "bound", "verdict"), [(5, "eq", "met"), (5, "le", "met"), (6, "eq", "no_evidence"), (5, "ge", "no_evidence")])  # fmt: skip
def test_at_most(value: int, bound: Any, verdict: str) -> None:
    assert finding(fact("a.b", value, bound=bound), met={"value": "a.b", "at_most": 5}).verdict == verdict
