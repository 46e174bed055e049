"""Two kernels, and what happens where they differ, fail, or one is absent."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from engine.checklist.models import Checklist, Item
from engine.errors import FazhiError
from engine.rules import judge
from engine.rules.kernel import Firing
from engine.rules.reference import ReferenceKernel
from engine.rules.rulebook import Rulebook, compile_checklist
from engine.rules.statements import Statements

from .making import checklist, document, extraction, fact, item

durable = pytest.importorskip("durable.engine", reason="durable-rules 未安装")

from engine.rules.durable import DurableKernel  # noqa: E402

RATE = item("t.rate", met={"value": "a.appearance_rate", "at_least": 95})
OTHER = item("t.other", met={"reported": ("a.x",)})
FACTS = extraction(fact("a.appearance_rate", 96, unit="%"), fact("a.x", at=9))


def easier(given: Checklist) -> Rulebook:
    """The rulebook of `given` with the one threshold 95 changed to 97."""
    text = given.model_dump_json(by_alias=True).replace('"at_least":95.0', '"at_least":97.0')
    return compile_checklist(type(given).model_validate_json(text))


class Broken:
    name = "broken"

    def fired(self, checklist: Checklist, items: Sequence[Item], statements: Statements) -> frozenset[Firing]:
        raise RuntimeError("error code: 303")


def test_both_kernels_compute_every_finding() -> None:
    judged = judge(document(), FACTS, checklist(RATE, OTHER))
    assert judged.kernels == ("durable", "reference")
    assert [one.verdict for one in judged.findings] == ["met", "met"]
    assert judged.notices == ()


def test_one_changed_threshold_is_noticed_loudly() -> None:
    kernels = (DurableKernel(easier), ReferenceKernel())
    judged = judge(document(), FACTS, checklist(RATE, OTHER), kernels)
    rate, other = judged.findings
    assert (rate.verdict, other.verdict) == ("needs_review", "met")
    assert "两核结论不一致" in rate.flags
    assert "durable 的结论为“未见证据”" in rate.reason
    assert "reference 的结论为“达标”" in rate.reason
    assert judged.notices[0].startswith("警告：") and "t.rate" in judged.notices[0]
    assert "t.other" not in judged.notices[0]


def test_a_difference_that_leaves_the_verdict_alike_is_noticed_too() -> None:
    low = {"value": "a.appearance_rate", "at_least": 95}
    one = item("t.rate", met={"value": "a.appearance_rate", "at_least": 90}, partly=low)
    judged = judge(document(), FACTS, checklist(one), (DurableKernel(easier), ReferenceKernel()))
    assert judged.findings[0].verdict == "needs_review"


def test_a_broken_kernel_is_left_out_with_a_notice() -> None:
    judged = judge(document(), FACTS, checklist(RATE), (Broken(), ReferenceKernel()))
    assert judged.findings[0].verdict == "met"
    assert judged.findings[0].flags == ("未经双核比对",)
    assert judged.kernels == ("reference",)
    assert any("broken" in notice and "303" in notice for notice in judged.notices)
    assert any(notice.startswith("未经双核比对") for notice in judged.notices)


def test_no_kernel_at_all_is_an_error() -> None:
    with pytest.raises(FazhiError, match="303"):
        judge(document(), FACTS, checklist(RATE), (Broken(),))


def test_without_durable_rules_the_reference_works_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.rules import panel

    def absent(*_: object) -> None:
        raise ImportError("undefined symbol: PyEval_CallObject")

    panel.available_kernels.cache_clear()
    monkeypatch.setattr(panel, "DurableKernel", absent)
    try:
        judged = judge(document(), FACTS, checklist(RATE))
    finally:
        panel.available_kernels.cache_clear()
    assert judged.kernels == ("reference",)
    assert judged.notices == ("未经双核比对：只有 reference 一套规则核给出了结论。",)
